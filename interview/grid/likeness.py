"""Which column of the grid a team's own heading may be, and the map that says so, to be completed."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from interview.grid.columns import COLUMNS, NAMES
from interview.grid.reading import folded

_CLOSE = 0.72
_MOST = 3
_SAID = {
    "reference": "fiche numero num ref identifiant id cas",
    "date": "jour entretien rencontre",
    "service": "equipe structure lieu",
    "agent": "intervenant referent",
    "territoire": "secteur quartier commune",
    "menage": "famille foyer",
    "taille_menage": "composition taille",
    "personnes_concernees": "concernees beneficiaires",
    "nature": "financiere offre",
    "prestation": "aide droit dispositif",
    "domaine": "theme thematique",
    "organismes": "organisme caisse institution administration",
    "formes": "forme recours type non",
    "raisons": "raison motif motifs pourquoi explication",
    "causee_par": "cause origine vient suite_de",
    "actions": "action demarche demarches fait",
    "minutes": "duree temps mn min",
    "asf_montant": "montant accorde asf",
    "manque_mensuel": "perte mensuel mensuelle",
    "suite": "resultat devenir",
    "recupere": "recuperee gain",
    "synthese": "resume recit commentaire observations histoire",
}
"""Other words that teams have for a column, folded."""


def likely(heading: str) -> tuple[str, ...]:
    """The columns that *heading* may be, the likeliest first; none where nothing looks like it."""
    own = folded(heading)
    words = set(own.split("_"))
    worth = {each.name: _worth(own, words, each.name, folded(each.label)) for each in COLUMNS}
    found = sorted((name for name in NAMES if worth[name] > 0), key=lambda name: -worth[name])
    return tuple(found[:_MOST])


def _worth(own: str, words: set[str], name: str, label: str) -> float:
    close = max(difflib.SequenceMatcher(None, own, each).ratio() for each in (name, label))
    exact = 3.0 * (own in (name, label))
    whole = 2.0 * (name in words)
    shared = len(words & set(_SAID.get(name, "").split())) + len(words & set(name.split("_")))
    return exact + whole + shared + (close if close >= _CLOSE or shared or whole else 0.0)


def proposed(header: Sequence[str]) -> dict[str, str]:
    """For each column of the grid, the heading of *header* that most likely is it; one column for each."""
    ranked = sorted(
        (rank, at, name, heading)
        for at, heading in enumerate(header)
        for rank, name in enumerate(likely(heading))
    )
    found: dict[str, str] = {}
    for _, _, name, heading in ranked:
        if name not in found and heading not in found.values():
            found[name] = heading
    return {name: found[name] for name in NAMES if name in found}


def map_for(header: Sequence[str]) -> str:
    """A map to be completed, in YAML, for a table that has these headings."""
    told = [each for each in dict.fromkeys(header) if each]
    own = [each for each in told if not _known(each)]
    found = proposed([*(each for each in told if _known(each)), *own])
    lines = [
        "# Carte d’une grille : comment votre tableau nomme ses colonnes et ses valeurs.",
        "# Ce qui n’est pas dans la carte se lit tel quel.",
        "",
        "# À gauche, la colonne de Repère ; à droite, l’en-tête de votre tableau.",
        "# Ce sont des propositions : vérifiez chaque ligne, déplacez, retirez.",
        "colonnes:",
        *(f"  {name}: {_quoted(heading)}" for name, heading in found.items() if heading in own),
    ]
    if not any(heading in own for heading in found.values()):
        lines[-1] = "colonnes: {}"
    left = [each for each in NAMES if each not in found]
    lines += ["# Colonnes de Repère que rien ne semble dire ici :", f"#   {', '.join(left)}"] if left else []
    lines += [*_VALUES, "ignorees:", *(f"  - {_quoted(each)}" for each in own if each not in found.values())]
    if lines[-1] == "ignorees:":
        lines[-1] = "ignorees: []"
    return "\n".join(lines) + "\n"


def _known(heading: str) -> bool:
    return folded(heading) in {*NAMES, *(folded(each.label) for each in COLUMNS)}


def _quoted(heading: str) -> str:
    plain = " ".join(heading.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


_VALUES = (
    "",
    "# Par colonne de Repère : à gauche, ce que votre tableau écrit ; à droite, le code de Repère.",
    "# Par exemple (retirez les dièses) :",
    "# valeurs:",
    "#   formes:",
    '#     "NC": non_connaissance',
    '#     "NR": non_reception',
    "",
    "# Ce qui sépare plusieurs valeurs dans une même cellule.",
    'separateur: "|"',
    "",
    "# Colonnes de votre tableau à ne pas lire. Aucune colonne de Repère ne leur ressemble :",
    "# si l’une d’elles dit quelque chose d’utile, déplacez-la dans « colonnes ».",
)
