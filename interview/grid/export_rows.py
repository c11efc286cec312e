"""From what the base reads to the cells of a file: codes as they are, or the words that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from flows.flow import Flow
from interview.files.known_flows import KnownFlows
from interview.grid.cells import label_of
from interview.grid.columns import BY_NAME, SEPARATOR, Column, Row
from interview.grid.rows import row_of
from store.rows import SituationRow

Cells = Callable[[SituationRow, Row], list[Any]]
"""From a situation to the cells of its line."""


def cells_of(columns: Sequence[Column], write: Callable[[Column, Any], Any]) -> Cells:
    """The cells of these columns, each written by *write*; the same codes are written once."""
    plans = [(each.name, _remembered(each, write)) for each in columns]

    def cells(_: SituationRow, row: Row) -> list[Any]:
        return [told(getattr(row, name)) for name, told in plans]

    return cells


def labelled_cells_of(
    columns: Sequence[Column], write: Callable[[Column, Any], Any], flows: KnownFlows
) -> Cells:
    """The same with the words of the flow of each situation instead of its codes."""
    by_flow: dict[int, Cells] = {}

    def cells(found: SituationRow, row: Row) -> list[Any]:
        if found.flow not in by_flow:
            labels = _Labels(flows.at(found.flow))

            def labelled(column: Column, value: Any) -> Any:
                return write(column, labels.value(column, value))

            by_flow[found.flow] = cells_of(columns, labelled)
        return by_flow[found.flow](found, row)

    return cells


def _remembered(column: Column, write: Callable[[Column, Any], Any]) -> Callable[[Any], Any]:
    """What *write* gives, kept for values that come back."""
    if column.kind in ("reference", "menage", "texte"):
        return lambda value: write(column, value)
    known: dict[Any, Any] = {}

    def told(value: Any) -> Any:
        try:
            return known[value]
        except KeyError:
            cell = write(column, value)
            if len(known) < _KEPT:
                known[value] = cell
            return cell

    return told


_KEPT = 20_000


class _Labels:
    """The words of one flow."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._asked = {each.code: each.reasons for each in flow.file.rules.forms}

    def value(self, column: Column, value: Any) -> Any:
        """The same value with words for codes."""
        if value is None or value == ():
            return value
        if column.kind == "code":
            return self._one(column, value)
        if column.kind == "codes":
            return tuple(self._one(column, each) for each in value)
        if column.kind == "raisons":
            return tuple(self._pair(*each) for each in value)
        return value

    def _one(self, column: Column, code: str) -> str:
        # What separates values must not be in one of them.
        return label_of(column, self._flow, code).replace(SEPARATOR, " / ")

    def _pair(self, form: str, reason: str) -> tuple[str, str]:
        asked = self._asked.get(form, "")
        said = self._flow.label(asked, reason) if asked in self._flow.questions else reason
        return self._one(BY_NAME["formes"], form), said.replace(SEPARATOR, " / ")


def counted_off(
    rows: Iterable[SituationRow], of: int, say: Callable[[int, int], None]
) -> Iterator[tuple[SituationRow, Row]]:
    """Each situation and its row, telling how far it is."""
    for done, found in enumerate(rows, 1):
        yield found, row_of(found)
        if not done % 500 or done == of:
            say(done, of)
