"""A team's own headings and values: what « --colonnes carte.yaml » says. Content: nothing is evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from flows.faults import ContentError, by_nearness
from flows.reading import Document, read_file
from interview.grid.columns import BY_NAME, COLUMNS, NAMES, SEPARATOR
from interview.grid.reading import folded
from templates.typography import french

KEYS = ("colonnes", "valeurs", "separateur", "ignorees")

SAMPLE = """\
# Carte d’une grille : comment votre tableau nomme ses colonnes et ses valeurs.
# Ce qui n’est pas dans la carte se lit tel quel.

# À gauche, la colonne de Repère ; à droite, l’en-tête de votre tableau.
colonnes:
  reference: "N° de situation"
  date: "Date de l’entretien"
  menage: "Code ménage"
  formes: "Type de non-recours"

# Par colonne de Repère : à gauche, ce que votre tableau écrit ; à droite, le code de Repère.
valeurs:
  nature:
    "Fin.": financiere
    "Non fin.": non_financiere
  formes:
    "NC": non_connaissance
    "NR": non_reception

# Ce qui sépare plusieurs valeurs dans une même cellule.
separateur: "|"

# Colonnes de votre tableau à ne pas lire.
ignorees:
  - "Remarques"
"""
"""What « --colonnes-modele » writes where there is no table to start from."""


class OwnWords(msgspec.Struct, frozen=True):
    """What the headings and the values of a team mean.

    Attributes:
        headings: folded heading of the team → column of the grid.
        meanings: column → what the team writes, folded → code.
        separator: between several values of one cell.
        ignored: folded headings that are not read.
    """

    headings: Mapping[str, str] = {}
    meanings: Mapping[str, Mapping[str, str]] = {}
    separator: str = SEPARATOR
    ignored: frozenset[str] = frozenset()

    def names(self) -> tuple[str, ...]:
        """Headings that a file may have: those of the grid, and the team's."""
        return (*NAMES, *(each.label for each in COLUMNS), *self.headings)


AS_IT_IS = OwnWords()


class MappingRefused(ValueError):
    """The file says something that cannot be followed: every fault, one a line, in French."""


def read_mapping(path: Path) -> OwnWords:
    """What the YAML file at *path* says.

    Raises:
        MappingRefused: all that is wrong with it, with the lines.
        OSError: it cannot be read.
    """
    try:
        document = read_file(path)
    except ContentError as error:
        raise MappingRefused(str(error)) from None
    reader = _Reader(document)
    made = reader.own_words()
    if reader.faults:
        raise MappingRefused("\n".join(reader.faults))
    return made


class _Reader:
    """Reads what the file says, and gathers what is wrong with it."""

    def __init__(self, document: Document) -> None:
        self.faults: list[str] = []
        self._document = document
        self._told = self._pairs((), document.data)

    def own_words(self) -> OwnWords:
        for key in self._told:
            if key not in KEYS:
                self._unknown((key,), key, KEYS)
        return OwnWords(self._headings(), self._meanings(), self._separator(), self._ignored())

    def _headings(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for column, heading in self._pairs(("colonnes",), self._told.get("colonnes")).items():
            own, path = folded(str(heading)), ("colonnes", column)
            if column not in BY_NAME:
                self._unknown(path, column, NAMES)
            elif own in found:
                self._fault(path, f"« {heading} » est déjà l’en-tête de la colonne {found[own]}.")
            else:
                found[own] = column
        return found

    def _meanings(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for column, values in self._pairs(("valeurs",), self._told.get("valeurs")).items():
            if column not in BY_NAME:
                self._unknown(("valeurs", column), column, NAMES)
            else:
                said = self._pairs(("valeurs", column), values)
                found[column] = {folded(own): str(code) for own, code in said.items()}
        return found

    def _separator(self) -> str:
        said = self._told.get("separateur", SEPARATOR)
        if isinstance(said, str) and said.strip():
            return said
        self._fault(("separateur",), 'il faut un signe entre guillemets, par exemple ";".')
        return SEPARATOR

    def _ignored(self) -> frozenset[str]:
        said = self._told.get("ignorees") or []
        if isinstance(said, list):
            return frozenset(folded(str(each)) for each in said)
        self._fault(("ignorees",), "il faut une liste d’en-têtes, un par ligne, précédés d’un tiret.")
        return frozenset()

    def _pairs(self, path: tuple[str, ...], told: Any) -> dict[str, Any]:
        if told is None:
            return {}
        if isinstance(told, dict):
            return told
        self._fault(path, "il faut des lignes « nom: valeur ».")
        return {}

    def _unknown(self, path: tuple[str, ...], name: str, accepted: tuple[str, ...]) -> None:
        self._fault(path, f"« {name} » n’est pas connu. Le plus proche : {by_nearness(name, accepted)[0]}.")

    def _fault(self, path: tuple[str, ...], sentence: str) -> None:
        where = f", {path[0]}" if path else ""
        line = self._document.line(path)
        self.faults.append(french(f"{self._document.file}, ligne {line}{where} : {sentence}"))
