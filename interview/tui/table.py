"""A table filled cell by cell from the keyboard, as a plain object: no widget, nothing drawn.

Rows already typed can be taken up again or removed. The cell being typed belongs to a row apart,
which joins the others when its last cell is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.column_choices import NoSuchChoice, proposed_choice, typed_choice
from flows.grammar import Column
from interview.engine.values import day_of
from interview.wording import cell_in_words
from templates.typography import french

Row = dict[str, str]


class CellError(ValueError):
    """What was typed does not fit the cell; the message says what does, in French."""


class Table:
    """Rows, and the one being typed.

    Attributes:
        rows: rows given so far.
        cell: rank of the column being typed.
        edited: rank of the row taken up again, None for a new one.
        pointed: rank of the row the arrows have reached, None when they have not left the field.
    """

    def __init__(self, columns: Sequence[Column], rows: Sequence[Mapping[str, str]] = ()) -> None:
        self.columns = tuple(columns)
        self.rows: list[Row] = [dict(each) for each in rows]
        self.cell = 0
        self.edited: int | None = None
        self.pointed: int | None = None
        self.current: Row = {}

    @property
    def column(self) -> Column:
        """The column being typed."""
        return self.columns[self.cell]

    @property
    def at_start(self) -> bool:
        """Whether no cell of the row has been given yet."""
        return self.cell == 0 and self.edited is None

    def give(self, typed: str) -> bool:
        """Keep the cell and go to the next one; true when the row is complete.

        Raises:
            CellError: a date that is none, or nothing where something is needed.
        """
        column = self.column
        text = _read(column, typed.strip() or self.proposed())
        if text:
            self.current[column.code] = text
        else:
            self.current.pop(column.code, None)
        if self.cell + 1 < len(self.columns):
            self.cell += 1
            return False
        self._keep()
        return True

    def back(self) -> bool:
        """The cell before; false when there is none."""
        if self.cell == 0:
            left = self.edited is not None
            self._reset()
            return left
        self.cell -= 1
        return True

    def typed_before(self) -> str:
        """What the cell holds already, as one would type it again."""
        value = self.current.get(self.column.code, "")
        return shown(self.column, value)

    def proposed(self) -> str:
        """The code that the words of the row make likely for the cell, "" where none is or one was given."""
        if self.column.kind != "choix" or self.column.code in self.current:
            return ""
        return proposed_choice(self.column, self.current)

    def point(self, step: int) -> bool:
        """Move among the rows; past the last one, back to the field."""
        if not self.at_start or not self.rows:
            return False
        last = len(self.rows)
        place = (last if self.pointed is None else self.pointed) + step
        self.pointed = None if place >= last else max(0, place)
        return True

    def edit(self) -> bool:
        """Take up the pointed row again."""
        if self.pointed is None:
            return False
        self.edited, self.pointed, self.cell = self.pointed, None, 0
        self.current = dict(self.rows[self.edited])
        return True

    def take_up(self, rank: int, column: str) -> None:
        """Take up again one cell of a row, the cells before it being as they were."""
        self.pointed = rank
        self.edit()
        self.cell = [each.code for each in self.columns].index(column)

    def remove(self) -> bool:
        """Remove the pointed row."""
        if self.pointed is None:
            return False
        del self.rows[self.pointed]
        self.pointed = min(self.pointed, len(self.rows) - 1) if self.rows else None
        return True

    def suggestions(self) -> list[str]:
        """What was already typed in this column, the latest first."""
        code = self.column.code
        if self.column.kind == "choix":
            return []
        return list(dict.fromkeys(row[code] for row in reversed(self.rows) if code in row))

    def _keep(self) -> None:
        if self.edited is None:
            self.rows.append(self.current)
        else:
            self.rows[self.edited] = self.current
        self._reset()

    def _reset(self) -> None:
        self.current, self.cell, self.edited, self.pointed = {}, 0, None, None


def shown(column: Column, value: str) -> str:
    """A cell as it is typed: days first."""
    if column.kind == "jour":
        return "/".join(reversed(value.split("-")))
    return cell_in_words(column, value)


def numbered(column: Column) -> str:
    """The choices of a column after their digits: « 1 Demande déposée · 2 Dossier complet · 0 rien »."""
    choices = [f"{rank} {each.label}" for rank, each in enumerate(column.choices, 1)]
    return " · ".join([*choices, "0 rien de cela"])


def _read(column: Column, text: str) -> str:
    if not text:
        if column.required:
            raise CellError(french(f"Il faut « {column.label} »."))
        return ""
    if column.kind == "jour":
        day = day_of(text)
        if day is None:
            raise CellError(french(f"« {text} » n’est pas une date : {column.help or '12/08/2025'}."))
        return day
    if column.kind == "choix":
        try:
            return typed_choice(column, text)
        except NoSuchChoice:
            raise CellError(french(f"« {text} » n’est pas proposé : {numbered(column)}.")) from None
    if column.kind == "preuve" and text.casefold() in ("o", "n", "oui", "non"):
        return "oui" if text[0] in "oO" else "non"
    return text
