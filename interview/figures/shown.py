"""The figures as they go out: frozen values, with their words, and None where something is hidden."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from .inference import Association, Interval, Lasting, interval
from .tables import Release

Mode = Literal["complet", "partageable"]
Unit = Literal["situations", "menages", "personnes", "actions", "minutes", "centimes", "jours"]
MASKED = "masqué"
SEVERAL = "Plusieurs réponses possibles : la somme peut dépasser 100 %."


class Line(Struct, frozen=True, kw_only=True):
    """A count in a table.

    Attributes:
        cell: its name for the safety of publication.
        n: how many; None where it is hidden.
        on: out of how many; None where that is hidden.
        pct: 100 × n ÷ on, not rounded; None where either is hidden, or *on* is too few.
        at_least: for a hidden cell that an earlier edition showed: it is this at least.
    """

    cell: str
    code: str
    label: str
    n: int | None
    on: int | None = None
    pct: float | None = None
    at_least: int | None = None

    @property
    def masked(self) -> bool:
        """Whether the count is hidden."""
        return self.n is None

    @property
    def bounds(self) -> Interval | None:
        """The interval of the share at 95 %, None where there is no share."""
        return None if self.pct is None or self.n is None or self.on is None else interval(self.n, self.on)


class Table(Struct, frozen=True, kw_only=True):
    """Counts of one kind, read against *on* (« sur »).

    Attributes:
        ordered: the lines have an order of their own (months, bands). Otherwise the largest come first, and
            what is hidden comes last, by code: its place would tell what it is.
        few: too few situations for shares.
    """

    code: str
    label: str
    definition: str
    on_cell: str
    on: int | None
    lines: tuple[Line, ...]
    on_label: str = "situations renseignées"
    ordered: bool = False
    few: bool = False
    warnings: tuple[str, ...] = ()


class Measure(Struct, frozen=True, kw_only=True):
    """One number: a count with what it is out of, or a sum, a mean, a bound, a delay.

    Attributes:
        value: in *unit*, None where it is hidden or not known (``masked`` tells which). Money in cents.
        rests_on: the cells that it is made of: hidden with any of them.
        on: how many situations it comes from; pct: its share of them, for a count.
        reading: one more sentence, "" where there is none.
    """

    code: str
    label: str
    definition: str
    unit: Unit
    value: float | None
    rests_on: tuple[str, ...]
    on_cell: str = ""
    on: int | None = None
    pct: float | None = None
    masked: bool = False
    at_least: int | None = None
    reading: str = ""


class Link(Struct, frozen=True, kw_only=True):
    """A test of whether two ways of sorting seem linked; only its reading where a cell it rests on is
    hidden."""

    label: str
    rests_on: tuple[str, ...]
    reading: str
    test: Association | None


class Cross(Struct, frozen=True, kw_only=True):
    """Counts by two codes: one tuple of lines per row, in the order of ``columns``."""

    code: str
    label: str
    definition: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    lines: tuple[tuple[Line, ...], ...]
    links: tuple[Link, ...] = ()
    warnings: tuple[str, ...] = ()


class Delays(Struct, frozen=True, kw_only=True):
    """How long until the end; ``lasting`` is None where it is hidden, and without its curve where it is
    shared."""

    code: str
    label: str
    definition: str
    rests_on: tuple[str, ...]
    lasting: Lasting | None


class Heading(Struct, frozen=True, kw_only=True):
    """One of the nine."""

    code: str
    title: str
    measures: tuple[Measure, ...] = ()
    tables: tuple[Table, ...] = ()
    crosses: tuple[Cross, ...] = ()
    delays: tuple[Delays, ...] = ()

    def table(self, code: str) -> Table | None:
        """The table of that code."""
        return next((each for each in self.tables if each.code == code), None)

    def measure(self, code: str) -> Measure | None:
        """The measure of that code."""
        return next((each for each in self.measures if each.code == code), None)


class Published(Struct, frozen=True, kw_only=True):
    """What goes out.

    Attributes:
        threshold: counts under it are hidden, in *partageable* mode.
        small, further: how many cells are hidden, for themselves and to guard those.
        exposed: how many counts the earlier editions already gave away.
        release: all that is counted here, hidden or not: to be given back as an earlier release next time.
        notes: what a reader must know of the whole, French sentences.
    """

    mode: Mode
    threshold: int
    headings: tuple[Heading, ...]
    small: int
    further: int
    exposed: int
    release: Release
    notes: tuple[str, ...]

    def heading(self, code: str) -> Heading | None:
        """The heading of that code, None where it was not asked for."""
        return next((each for each in self.headings if each.code == code), None)
