"""Headings in the making: figures in words, with the cells and the ties that their safety rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from store.figures.counts import Count, Tally
from templates.typography import french

from .definitions import HEADINGS, definition
from .inference import TOO_FEW
from .shown import SEVERAL, Cross, Delays, Heading, Line, Measure, Table, Unit
from .tables import Cell, Kind, Relation

Say = Callable[[str], str]
ALL = "situations"
"""The cell that everything is read against."""


class Draft:
    """Headings, and the counts they show.

    Attributes:
        cells, relations: what is counted, and how it is tied together.
        few: out of fewer situations, no share is given.
        whole: what is only fit for the service is drafted too.
    """

    def __init__(self, few: int, *, whole: bool) -> None:
        self.few, self.whole = few, whole
        self.cells: dict[str, Cell] = {}
        self.relations: list[Relation] = []
        self.headings: list[Heading] = []

    def cell(self, name: str, n: int, weight: float = 1.0) -> str:
        """A count; its name."""
        self.cells.setdefault(name, Cell(name, n, weight))
        return name

    def value(self, cell: str) -> int:
        """What a cell holds."""
        return self.cells[cell].value

    def relate(self, kind: Kind, whole: str, parts: Iterable[str], *, complement: bool = True) -> None:
        """A tie that a reader knows of; a looser one where the counts do not hold it (not all was
        recorded)."""
        named = tuple(dict.fromkeys(parts))
        values, total = [self.value(each) for each in named], self.value(whole)
        named = tuple(
            each for each, value in zip(named, values, strict=True) if value <= total and each != whole
        )
        if not named:
            return
        if kind == "somme" and sum(values) != total:
            kind = "inclusion"
        if kind == "recouvrement" and sum(values) < total:
            kind = "inclusion"
        if kind == "double":
            named = tuple(each for each in named if 2 * self.value(each) <= total)
        relation = Relation(kind, whole, named, complement)
        if relation not in self.relations:
            self.relations.append(relation)

    def among(self, name: str, n: int, parent: str, weight: float = 1.0, *, complement: bool = False) -> str:
        """A count of some of *parent*: its own cell, or that of the parent where all of it is meant."""
        if n == self.value(parent):
            return parent
        self.cell(name, n, weight)
        self.relate("inclusion", parent, (name,), complement=complement)
        return name

    def line(self, cell: str, code: str, label: str, on: int | None = None) -> Line:
        """A cell in a table."""
        n = self.value(cell)
        return Line(cell=cell, code=code, label=label, n=n, on=on, pct=self.share(n, on))

    def share(self, n: int, on: int | None) -> float | None:
        """A percentage, None out of too few."""
        return None if not on or on < self.few else 100 * n / on

    def table(
        self,
        code: str,
        label: str,
        tally: Tally,
        parent: str,
        say: Say,
        *,
        kind: Kind = "somme",
        ordered: bool = False,
        prefix: str = "",
        defined: str = "",
        on_label: str = "situations renseignées",
    ) -> Table:
        """A table of counts by code, out of those of *parent* that recorded it."""
        prefix = prefix or code
        on = self.among(f"{prefix}/sur", tally.on, parent, 5.0)
        names = [self.cell(f"{prefix}/{each.code}", each.n) for each in tally.counts]
        self.relate(kind, on, names)
        lines = tuple(
            self.line(name, each.code, say(each.code), tally.on)
            for name, each in zip(names, tally.counts, strict=True)
        )
        return Table(
            code=code,
            label=french(label),
            definition=definition(defined or code),
            on_cell=on,
            on=tally.on,
            on_label=on_label,
            lines=lines,
            ordered=ordered,
            few=tally.on < self.few,
            warnings=self._warnings(tally.on, kind),
        )

    def _warnings(self, on: int, kind: Kind) -> tuple[str, ...]:
        said = [french(SEVERAL)] if kind != "somme" else []
        if 0 < on < self.few:
            said.append(french(f"{TOO_FEW.capitalize()} pour donner des pourcentages."))
        return tuple(said)

    def count(self, code: str, label: str, cell: str, on: str = "", unit: Unit = "situations") -> Measure:
        """A cell as one number, and its share of the cell *on*."""
        n = self.value(cell)
        whole = self.value(on) if on else None
        return Measure(
            code=code,
            label=french(label),
            definition=definition(code),
            unit=unit,
            value=n,
            rests_on=(cell,),
            on_cell=on,
            on=whole,
            pct=self.share(n, whole),
        )

    def number(
        self,
        code: str,
        label: str,
        unit: Unit,
        value: float | None,
        rests_on: Sequence[str],
        *,
        on: str = "",
        defined: str = "",
    ) -> Measure:
        """A sum, a mean, a bound: what rests on these cells."""
        return Measure(
            code=code,
            label=french(label),
            definition=definition(defined or code),
            unit=unit,
            value=value,
            rests_on=tuple(rests_on),
            on_cell=on,
            on=self.value(on) if on else None,
        )

    def heading(
        self,
        code: str,
        measures: Iterable[Measure] = (),
        tables: Iterable[Table] = (),
        crosses: Iterable[Cross] = (),
        delays: Iterable[Delays] = (),
    ) -> Heading:
        """A heading; a table without a line is left out."""
        return Heading(
            code=code,
            title=french(HEADINGS[code]),
            measures=tuple(measures),
            tables=tuple(each for each in tables if each.lines),
            crosses=tuple(crosses),
            delays=tuple(delays),
        )


def tally_of(counts: Mapping[str, int], on: int) -> Tally:
    """Counts by code, the most frequent first."""
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return Tally(on, tuple(Count(code, n) for code, n in ordered))
