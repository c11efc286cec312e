"""The page of definitions, in Markdown: what each figure counts, fit to be annexed to a report."""

from __future__ import annotations

from collections.abc import Mapping

from interview.bilan.told import WORK_YEAR_HOURS
from interview.figures.definitions import HEADINGS, definition
from interview.figures.inference import FEW
from interview.figures.tables import THRESHOLD
from templates.typography import french, integer

TERMS: Mapping[str, Mapping[str, str]] = {
    "volume": {
        "situations": "Situations",
        "menages": "Ménages",
        "entretiens": "Entretiens",
        "ecartees": "Sans non-recours",
        "requalifiees": "Qualifiées de nouveau",
        "inachevees": "Inachevées",
        "services": "Par service",
        "territoires": "Par territoire",
        "mois": "Par mois",
        "certitudes": "Certitude",
    },
    "formes": {
        "formes": "Formes",
        "plusieurs_formes": "Plusieurs formes",
        "abandon": "Abandon de la demande",
        "raisons": "Raisons, pour chaque forme",
        "niveaux": "Niveaux d’explication",
        "details": "Ce qui a été observé",
    },
    "objets": {
        "nature": "Nature de l’offre",
        "prestations": "Prestations",
        "prestations_detail": "Prestations, une à une",
        "domaines": "Domaines",
        "organismes": "Organismes",
        "nature_par_service": "Nature de l’offre par service",
        "prestations_par_forme": "Prestations par forme",
    },
    "cumul": {
        "menages_2_et_plus": "Ménages ayant au moins deux situations",
        "situations_2_et_plus": "Situations de ces ménages",
        "cumulatives": "dont cumulatives",
        "menages_cumulatifs": "Ménages où elles s’enchaînent",
        "completes": "dont complètes",
        "moyenne_par_menage": "Situations par ménage qui en a plusieurs",
        "causent": "Situations qui en causent une autre",
        "causees": "Situations qui viennent d’une autre",
        "enchainements": "Ce qui en cause d’autres",
        "profils": "Ménages selon leurs situations",
    },
    "impact": {
        "personnes": "Personnes concernées",
        "personnes_2_et_plus": "Situations de deux personnes ou plus",
        "personnes_par_situation": "Situations par nombre de personnes concernées",
        "membres": "Personnes de ces ménages",
        "personnes_mesurees": "Personnes concernées, taille connue",
    },
    "intensite": {"intensite": "Intensité"},
    "actions": {
        "actions": "Actions",
        "situations_actions": "Situations suivies d’une action",
        "actions_moyenne": "Actions par situation",
        "actions_par_type": "Actions par sorte",
    },
    "cout": {
        "asf_demandee": "Aides facultatives demandées",
        "asf": "Aides facultatives accordées",
        "asf_total": "Somme accordée",
        "asf_moyenne": "Aide moyenne",
        "minutes": "Temps par situation",
        "minutes_par_service": "Temps par service",
        "durees": "Situations par temps passé",
        "manque": "Manque",
        "manque_inconnu": "Manque inconnu",
    },
    "resolution": {
        "terminees": "Situations terminées",
        "taux": "Part des situations terminées",
        "issues": "Issues",
        "utile": "Utile à la personne",
        "recupere": "Argent récupéré",
        "delai": "Délai de résolution",
        "attente": "Durée de la difficulté",
        "ouvertes_par_age": "Situations qui durent",
        "par_organisme": "Situations terminées, par organisme",
    },
}
"""By heading, the codes of the definitions and what each figure is called."""

_READ = (
    "« Sur 124 situations renseignées » : la part est prise sur les situations où la question a une réponse, "
    "jamais sur les autres.",
    "Quand plusieurs réponses sont possibles, la somme des parts peut dépasser 100 %.",
    f"Sous {FEW} situations, aucune part n’est donnée : une situation de plus la déplacerait trop.",
    "Intervalle à 95 % (Wilson) : entre ces deux bornes serait la part, 19 fois sur 20, si l’on avait "
    "rencontré d’autres personnes dans les mêmes conditions.",
    "Deux répartitions « semblent liées » quand le hasard seul donnerait des écarts aussi grands moins de "
    "5 fois sur 100 (χ², avec la correction de Yates pour deux lignes et deux colonnes, ou test exact quand "
    "les nombres sont petits). Cela ne dit jamais que l’une explique l’autre.",
    f"Part d’une année d’agent : le temps noté, rapporté à {integer(WORK_YEAR_HOURS)} heures, l’année d’un "
    "agent à temps plein.",
    f"Dans ce qui est remis, les nombres de 1 à {THRESHOLD - 1} sont masqués, et avec eux ceux qui les "
    "feraient retrouver par soustraction, y compris avec un bilan déjà remis. Un zéro est montré.",
    "Aucun chiffre n’est donné par agent.",
)


def page() -> str:
    """The page."""
    lines = [
        "# Ce que compte chaque chiffre",
        "",
        "Les définitions du bilan de Repère, à joindre à un rapport. Le même texte est à l’écran "
        "(`repere bilan --definitions`) et en annexe de chaque document.",
        "",
        "## Comment lire",
        "",
        *(f"- {french(each)}" for each in _READ),
    ]
    for rank, (code, title) in enumerate(HEADINGS.items(), 1):
        lines += ["", f"## {rank}. {title}", ""]
        lines += [f"- **{french(term)}** : {definition(each)}" for each, term in TERMS[code].items()]
    return french("\n".join(lines)) + "\n"
