"""Horizontal bars: each has its name before it and its value at its end, so that no legend is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from templates.chart_context import Graphique, Value
from templates.charts.numbers import shown
from templates.charts.shapes import INK, QUIET, SIZE, SMALL, bar, cut, line, text
from templates.diagram.letters import width_of, wrapped
from templates.typography import NBSP

_LABELS_AT_MOST, _LABELS_OF_MANY, _MANY = 0.38, 0.58, 14
"""Part of the width the names may take; a longer name goes on another line. Many bars keep to one line each,
so that the drawing stays within a page."""
_NAMES_AT_MOST = 0.25
"""Part of the width the name of a series may take at the end of its bar; the table has it whole."""
_LINE, _THICK, _THIN, _AIR, _GAP = 17.0, 18.0, 16.0, 9.0, 7.0


class _Row(msgspec.Struct, frozen=True):
    """A label, and its bars, where they stand."""

    lines: list[str]
    top: float
    height: float
    values: tuple[Value, ...]


class Bars:
    """The bars of one chart, laid out on a drawing *width* wide; `height` is what they take."""

    def __init__(self, chart: Graphique, width: float, name: str) -> None:
        self._chart = chart
        self._name = name
        self._series = chart.series
        self._thick = _THICK if len(self._series) == 1 else _THIN
        longest = max((width_of(label, SIZE) for label in chart.etiquettes), default=0)
        many = len(chart.etiquettes) > _MANY
        self._air = _AIR / 2 if many else _AIR
        share = _LABELS_OF_MANY if many else _LABELS_AT_MOST
        self._left = min(longest, width * share) + 2
        self._rows = list(self._laid_out())
        self.height = self._rows[-1].top + self._rows[-1].height + self._air / 2
        self._name_room = width * _NAMES_AT_MOST
        highest = max((v for row in self._rows for v in row.values if v is not None), default=0)
        words = max(width_of(each, SIZE, bold=True) for row in self._rows for each in self._ends(row))
        self._start = self._left + _GAP
        self._scale = max(width - self._start - words - 8, 40) / (highest or 1)

    def _laid_out(self) -> Iterator[_Row]:
        top = self._air / 2
        for at, label in enumerate(self._chart.etiquettes):
            lines = wrapped(label, self._left, SIZE)
            values = tuple(serie.valeurs[at] for serie in self._series)
            height = max(len(lines) * _LINE, len(values) * (self._thick + 3) - 3)
            yield _Row(lines, top, height, values)
            top += height + self._air

    def _ends(self, row: _Row) -> Iterator[str]:
        """What is written at the end of each bar: its value, after the name of its series."""
        for serie, value in zip(self._series, row.values, strict=True):
            said = shown(self._chart, value)
            yield f"{cut(serie.nom, self._name_room)}{NBSP}: {said}" if serie.nom else said

    def lines(self) -> Iterator[str]:
        """The SVG of the bars."""
        for row in self._rows:
            base = row.top + (row.height - len(row.lines) * _LINE) / 2 + 13
            for at, words in enumerate(row.lines):
                yield text(words, self._left, base + at * _LINE, at="end")
            thick = len(row.values) * (self._thick + 3) - 3
            y = row.top + (row.height - thick) / 2
            for rank, (value, end) in enumerate(zip(row.values, self._ends(row), strict=True)):
                yield from self._bar(rank, value, end, y + rank * (self._thick + 3))
        for above, below in pairwise(self._rows if len(self._series) > 1 else ()):
            y = (above.top + above.height + below.top) / 2
            yield line(0, y, self._start, y, ink="#d9d9d9")
        yield line(self._start, 0, self._start, self.height)

    def _bar(self, rank: int, value: Value, end: str, y: float) -> Iterator[str]:
        width = max(value or 0, 0) * self._scale
        if width:
            yield bar(self._start, y, max(width, 1), self._thick, rank, self._name)
        known = value is not None
        x, base = self._start + width + 6, y + self._thick / 2 + 5
        yield text(end, x, base, SIZE if known else SMALL + 1, bold=known, ink=INK if known else QUIET)
