"""What is wrong with a grid: where, what was found, why, and what would do."""

from __future__ import annotations

from pathlib import Path

import msgspec

from templates.typography import french

_SHOWN = 60


class Fault(msgspec.Struct, frozen=True):
    """One thing to mend.

    Attributes:
        sheet: of the spreadsheet, "" in a text file.
        line: as the spreadsheet numbers it, from 1; 0 for the whole sheet.
        column: the heading as it is in the file, "" for the whole line.
        value: what was found, as it stands.
        reason: why it cannot be kept, and what to do: French sentences.
        near: what would do, the nearest first.
        heading: whether it is about the headings: no line can be read before it is mended.
    """

    sheet: str
    line: int
    column: str
    value: str
    reason: str
    near: tuple[str, ...] = ()
    heading: bool = False

    @property
    def value_in_short(self) -> str:
        """What was found, on one line."""
        plain = " ".join(self.value.split())
        return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"

    @property
    def sentence(self) -> str:
        """« Feuil1, ligne 12, colonne nature : « financier » : … »."""
        place = [f"feuille {self.sheet}"] if self.sheet else []
        place += [f"ligne {self.line}"] if self.line else []
        place += [f"colonne {self.column}"] if self.column else []
        found = f"« {self.value_in_short} » : " if self.value else ""
        near = f" Valeurs proches : {', '.join(self.near)}." if self.near else ""
        where = ", ".join(place)
        return french(f"{where[:1].upper()}{where[1:]} : {found}{self.reason}{near}".removeprefix(" : "))


class GridRefused(ValueError):
    """The file cannot be read as a grid; the message says why, in French. Nothing was changed."""


class GridUnreadable(GridRefused):
    """The file itself cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(french(f"« {path} » ne se lit pas : {why}"))
