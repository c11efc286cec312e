"""The keys of the conversation, none of which a person may need to type in an answer."""

from __future__ import annotations

from textual.binding import BindingType

from interview.tui.keys import key
from templates.typography import french

CONVERSATION_KEYS: list[BindingType] = [
    key("retour", "escape,ctrl+z,shift+tab", "back", "Retour", "Revient à la question d’avant."),
    key(
        *("suite", "tab,f4", "go_on", "Suite"),
        "Valide ce qui est tapé ; sans rien, passe la question si elle est facultative.",
    ),
    key(
        *("pourquoi", "f1,question_mark,ctrl+p", "explain", "Pourquoi"),
        "Pourquoi cette question, comment l’aborder, et les touches.",
    ),
    key(
        *("revoir", "f2,ctrl+r", "review", "Revoir"),
        "Revoit toutes les réponses ; chacune peut être changée.",
    ),
    key(
        *("connu", "f3,ctrl+k", "known", "Ce que l’on sait"),
        "Les formes possibles, celles qui sont écartées, et sur quoi cela repose.",
        show=False,
        priority=True,
    ),
    key(
        *("section", "f5", "pass_section", "Passer la section"),
        "Passe le reste de la section, si elle est facultative.",
        show=False,
    ),
    key(
        *("conclusion", "f6", "conclude", "Conclusion"),
        "La conclusion et la décision, dès que le noyau est complet.",
    ),
    key(
        *("fiche", "f7", "sheet", "Fiche"),
        "Aperçu de la fiche mémoire, dès que le noyau est complet.",
        show=False,
    ),
    key("valider", "f8,ctrl+s", "go_on", "Valider", "Valide ce qui est tapé.", show=False),
    key(
        *("quitter", "f10", "leave", "Quitter"),
        "Retour à l’accueil, ou fin ; tout est déjà enregistré.",
    ),
]
CHOOSING_TOLD = (
    (
        "1 à 9",
        french("Choisit la réponse qui porte ce chiffre (ou la coche, s’il peut y en avoir plusieurs)."),
    ),
    ("0", french("On ne sait pas : c’est une vraie réponse, elle ne bloque jamais.")),
    ("↑ ↓ puis Entrée", french("Choisit la réponse surlignée.")),
)
