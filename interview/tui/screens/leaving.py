"""What comes after a situation, and how one leaves: the same answers from every place that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview.tui.screens.dialogs import Dialog
from interview.tui.widgets.menu import option
from templates.typography import french

if TYPE_CHECKING:
    from interview.tui.screens.conversation import ConversationScreen

SAVED = french("Vos réponses sont enregistrées ; l’entretien reprendra à cette question.")
UNSAVED = french("Ce que vous êtes en train de taper n’est pas encore validé : il serait perdu.")
LEAVE_TITLE = french("Quitter cet entretien ?")
LEAVE = (
    option("quitter", "Quitter Repère"),
    option("accueil", "Revenir à l’accueil"),
    option("rester", "Continuer l’entretien"),
)
FINISHING_TITLE = "À relire avant de terminer"
FINISHING = (
    option("revoir", "Revoir les réponses"),
    option("terminer", "Terminer quand même", "rien n’empêche de les corriger plus tard"),
)
OTHER_TITLE = "Autre situation du même ménage"
OTHER_TOLD = french("Un droit perdu en entraîne souvent un autre : le lien évite de compter deux fois.")
OTHER = (
    option("causee", "Elle vient de la situation en cours"),
    option("libre", "Elle n’a pas de lien avec elle"),
    option("non", "Ne rien ajouter"),
)


def ask(screen: ConversationScreen) -> None:
    """Ask whether to leave, saying what is kept."""
    told = [SAVED, UNSAVED] if screen.unsaved else [SAVED]
    start = "rester" if screen.unsaved else "quitter"

    def chosen(choice: str | None) -> None:
        if choice == "quitter":
            screen.house.leave()
        elif choice == "accueil":
            screen.house.go_home()

    screen.app.push_screen(Dialog(LEAVE_TITLE, told, LEAVE, start), chosen)


def follow(screen: ConversationScreen, choice: str | None) -> None:
    """What was chosen on the last card, or when the conclusion was left."""
    held = screen.held
    if choice == "fiche":
        screen.house.show_sheet(held, held.interview.active, screen.sheet_closed)
    elif choice == "conclusion":
        screen.action_conclude()
    elif choice == "revoir":
        screen.action_review()
    elif choice == "autre":
        _other(screen)
    elif choice == "terminer":
        _finish(screen)


def _finish(screen: ConversationScreen) -> None:
    """End the interview, once what does not hold together has been told."""
    from interview.remarks import all_remarks_in_words

    held = screen.held

    def chosen(choice: str | None) -> None:
        if choice == "terminer":
            screen.attempt(held.close, lambda _: screen.house.go_home())
        elif choice == "revoir":
            screen.action_review()

    told = all_remarks_in_words(held)
    if told:
        screen.app.push_screen(Dialog(FINISHING_TITLE, told, FINISHING), chosen)
    else:
        chosen("terminer")


def _other(screen: ConversationScreen) -> None:
    rank = screen.held.interview.active

    def chosen(choice: str | None) -> None:
        if choice in ("causee", "libre"):
            screen.add_situation(rank if choice == "causee" else None)

    screen.app.push_screen(Dialog(OTHER_TITLE, [OTHER_TOLD], OTHER), chosen)
