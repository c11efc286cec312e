"""What each filter of the templates is for, what it takes and what it gives."""

from __future__ import annotations

FILTER_HELP: dict[str, str] = {
    "jour": "Une date en toutes lettres : 3 mars 2026, mars 2026, 2026.",
    "quand": "La même après « le » ou « en » : le 3 mars 2026, en mars 2026.",
    "euros": "Un nombre de centimes en euros : 12 578 €.",
    "duree": "Un nombre de minutes : 45 minutes, 1 h 15.",
    "compte": "Un nombre et son nom, au pluriel s’il le faut : n|compte('personne').",
    "phrases": "Plusieurs textes à la suite, chacun comme une phrase.",
    "phrase": "Un texte comme une phrase : majuscule au début, point à la fin.",
    "point": "Un texte avec un point à la fin, s’il n’en a pas.",
    "liste": "Plusieurs textes sur une ligne, avec des points-virgules.",
    "borne": "Un texte coupé après un mot, à tant de signes : texte|borne(150).",
    "paragraphes": "Un texte long, ses lignes et ses paragraphes gardés.",
    "dessin": "Un graphique dessiné.",
    "tableau": "Un tableau, ou celui d’un graphique.",
}
"""The filters of the house; those of Jinja2 (`join`, `length`…) may be used too."""

ACCEPTS: dict[str, tuple[str, ...]] = {
    "jour": ("texte", "date"),
    "quand": ("texte", "date"),
    "euros": ("nombre",),
    "duree": ("nombre",),
    "compte": ("nombre",),
    "phrases": ("liste",),
    "phrase": ("texte",),
    "point": ("texte",),
    "liste": ("liste",),
    "borne": ("texte",),
    "paragraphes": ("texte",),
    "dessin": ("Graphique",),
    "tableau": ("Graphique", "Tableau"),
}
"""The kinds each takes, or the very structures."""

GIVES_TEXT = frozenset(
    (
        *FILTER_HELP,
        *("join", "trim", "upper", "lower", "title", "capitalize", "replace", "truncate", "string"),
        *("format", "center", "indent"),
    )
)
