"""The contract of a chart: what a document may draw, and the table that stands beside it.

One struct gives both. A template prints the drawing with `{{ graphique|dessin }}` and the table with
`{{ graphique|tableau }}`. The struct holds what may be read by anyone: a masked number never enters it.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Lines = tuple[str, ...]
Value = int | float | None


class Serie(msgspec.Struct, frozen=True, kw_only=True):
    """One row of bars or one line: as many values as the chart has labels (or abscissas)."""

    nom: Annotated[
        str, Meta(description="Nom de la série, lu sur le dessin ; vide s’il n’y en a qu’une.")
    ] = ""
    valeurs: Annotated[
        tuple[Value, ...], Meta(description="Une valeur par étiquette ; rien : valeur masquée.")
    ]


class Tableau(msgspec.Struct, frozen=True, kw_only=True):
    """A table of figures, already in words: the first column names the rows, the others hold numbers.

    Raises:
        ValueError: a row has not as many cells as the head.
    """

    tete: Annotated[Lines, Meta(description="Noms des colonnes.")]
    lignes: Annotated[
        tuple[Lines, ...], Meta(description="Lignes : le nom d’abord, puis les nombres, déjà écrits.")
    ]
    legende: Annotated[str, Meta(description="Légende du tableau.")] = ""
    notes: Annotated[Lines, Meta(description="Notes sous le tableau, une phrase chacune.")] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.tete) for row in self.lignes):
            raise ValueError("each row of a table needs as many cells as its head")


class Graphique(msgspec.Struct, frozen=True, kw_only=True):
    """A chart and its table.

    Raises:
        ValueError: a series has not one value for each label, or a share of a curve is missing.
    """

    titre: Annotated[str, Meta(description="Ce que le graphique montre, en une ligne.")]
    genre: Annotated[
        Literal["barres", "barres_groupees", "tendance", "courbe"],
        Meta(
            description="« barres », « barres_groupees » (plusieurs séries), « tendance » (mois après mois) "
            "ou « courbe » (en escalier, de 0 à 100 %)."
        ),
    ] = "barres"
    etiquettes: Annotated[
        Lines, Meta(description="Nom de chaque barre, ou mois (AAAA-MM) d’une tendance.")
    ] = ()
    abscisses: Annotated[
        tuple[float, ...], Meta(description="Courbe seulement : où chaque marche commence, dans l’ordre.")
    ] = ()
    abscisse: Annotated[
        str, Meta(description="Courbe seulement : ce que mesure l’axe, par exemple « jours ».")
    ] = ""
    series: Annotated[tuple[Serie, ...], Meta(description="Les valeurs.")]
    unite: Annotated[
        str, Meta(description="Ce que l’on compte : « situations », « personnes », « % » ou « € ».")
    ] = ""
    masque: Annotated[
        str,
        Meta(
            description="Ce qui est écrit à la place d’une valeur masquée ; vide : « moins de 5 », "
            "ou « masqué » pour des parts et des montants."
        ),
    ] = ""
    description: Annotated[
        str,
        Meta(description="Le dessin en mots, pour qui ne le voit pas ; vide : écrite d’après les valeurs."),
    ] = ""
    tete: Annotated[str, Meta(description="Nom de la première colonne du tableau.")] = ""
    tableau: Annotated[
        Tableau | None, Meta(description="Le tableau ; vide : fait d’après les valeurs du dessin.")
    ] = None
    notes: Annotated[Lines, Meta(description="Notes sous le tableau fait d’après les valeurs.")] = ()

    def __post_init__(self) -> None:
        expected = len(self.abscisses if self.genre == "courbe" else self.etiquettes)
        if any(len(serie.valeurs) != expected for serie in self.series):
            raise ValueError(f"each series of the chart {self.titre!r} needs {expected} values")
        if self.genre != "courbe":
            return
        if any(value is None for serie in self.series for value in serie.valeurs):
            raise ValueError("a curve has no masked step: leave the whole curve out")
        if list(self.abscisses) != sorted(self.abscisses):
            raise ValueError("the steps of a curve are given in order")
