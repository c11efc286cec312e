"""Lines over a frame: a trend by month, and step curves (Kaplan–Meier) from 0 to 100 %."""

from __future__ import annotations

from collections.abc import Iterator

from templates.chart_context import Graphique, Serie
from templates.charts.numbers import counted, number, short_month, shown, ticks
from templates.charts.shapes import (
    DASHES,
    GAP,
    GRID,
    INK,
    QUIET,
    SIZE,
    SMALL,
    box,
    cut,
    dot,
    line,
    path,
    text,
)
from templates.charts.words import gaps
from templates.diagram.letters import width_of, wrapped
from templates.typography import NARROW

_PLOT = 200.0
_TOP, _LINE = 26.0, 16.0
_ALL_VALUES = 14
"""Up to that many points, each has its value written; beyond, the ends, the highest and the lowest."""
_NAME_ROOM = 190.0
_SAMPLE = 28.0
"""Before the name of a line, a piece of it: dashes alone would not say which is which."""


class Plot:
    """A frame, its axes and its lines, on a drawing *width* wide."""

    def __init__(self, chart: Graphique, width: float, name: str) -> None:
        del name  # a plot needs no pattern
        self._chart = chart
        self._width = width
        self._curve = chart.genre == "courbe"
        self._several = len(chart.series) > 1
        self._ticks = self._levels()
        said = [self._level(tick) for tick in self._ticks]
        self._left = max(width_of(each, SMALL) for each in said) + 8
        names = (
            max((width_of(s.nom, SIZE, bold=True) for s in chart.series), default=0) if self._several else 0
        )
        self._name_room = min(names, _NAME_ROOM)
        self._right = width - (self._name_room + _SAMPLE + 14 if self._several else 22)
        self._bottom = _TOP + _PLOT
        self._foot = [each for note in gaps(chart) for each in wrapped(note, width, SMALL)]
        self.height = self._bottom + (38 if self._two_rows() else 22) + len(self._foot) * _LINE + 6

    def _levels(self) -> list[float]:
        if self._curve and self._chart.unite in ("", "%"):
            return [0, 25, 50, 75, 100]
        values = [v for serie in self._chart.series for v in serie.valeurs if v is not None]
        return ticks(max(values, default=0), whole=all(isinstance(v, int) for v in values))

    def _level(self, tick: float) -> str:
        return (
            f"{number(tick)}{NARROW}%" if self._curve and not self._chart.unite else shown(self._chart, tick)
        )

    def _two_rows(self) -> bool:
        return not self._curve or bool(self._chart.abscisse)

    def _x(self, at: float) -> float:
        """Where a month (by its rank) or a time stands."""
        last = self._chart.abscisses[-1] if self._curve else len(self._chart.etiquettes) - 1
        margin = 0 if self._curve else 14
        room = self._right - self._left - 2 * margin
        return self._left + margin + (at / last * room if last else room / 2)

    def _y(self, value: float) -> float:
        return self._bottom - value / self._ticks[-1] * _PLOT

    def lines(self) -> Iterator[str]:
        """The SVG of the frame and of the lines."""
        if not self._curve:
            yield from self._missing()
        yield from self._frame()
        yield from self._times() if self._curve else self._months()
        for rank, serie in enumerate(self._chart.series):
            yield from self._steps(serie, rank) if self._curve else self._trend(serie, rank)
        yield from self._names()
        below = self._bottom + (38 if self._two_rows() else 22) + 12
        for at, words in enumerate(self._foot):
            yield text(words, 0, below + at * _LINE, SMALL, ink=QUIET)

    def _frame(self) -> Iterator[str]:
        title = counted(self._chart)
        if title:
            yield text(title[:1].upper() + title[1:], 0, 12, SMALL, ink=QUIET)
        for tick in self._ticks:
            y = self._y(tick)
            ink = GRID if tick else INK
            yield line(self._left, y, self._right, y, ink=ink)
            yield text(self._level(tick), self._left - 6, y + 4, SMALL, at="end", ink=QUIET)

    def _missing(self) -> Iterator[str]:
        """A band of grey where the only series says nothing."""
        if self._several:
            return
        half = max((self._x(1) - self._x(0)) / 2, 4) if len(self._chart.etiquettes) > 1 else 14
        for at, value in enumerate(self._chart.series[0].valeurs):
            if value is None:
                yield box(self._x(at) - half, _TOP, 2 * half, _PLOT, GAP)

    def _months(self) -> Iterator[str]:
        """The names of the months, as many as there is room for; each year once, under its first month."""
        said = [short_month(label) for label in self._chart.etiquettes]
        widest = max(width_of(name, SMALL) for name, _ in said) + 6
        apart = self._x(1) - self._x(0) if len(said) > 1 else widest
        every = next(each for each in (1, 2, 3, 4, 6, 12, len(said)) if each * apart >= widest)
        year_before = ""
        for at in range(0, len(said), every):
            name, year = said[at]
            x = self._x(at)
            yield line(x, self._bottom, x, self._bottom + 4)
            yield text(name, x, self._bottom + 17, SMALL, at="middle", ink=QUIET)
            if year != year_before:
                yield text(year, x, self._bottom + 32, SMALL, at="middle", bold=True, ink=QUIET)
            year_before = year

    def _times(self) -> Iterator[str]:
        last = self._chart.abscisses[-1]
        for tick in ticks(last, whole=True):
            if tick <= last:
                x = self._x(tick)
                yield line(x, self._bottom, x, self._bottom + 4)
                yield text(number(tick), x, self._bottom + 17, SMALL, at="middle", ink=QUIET)
        if self._chart.abscisse:
            middle = (self._left + self._right) / 2
            yield text(self._chart.abscisse, middle, self._bottom + 33, SMALL, at="middle", ink=QUIET)

    def _trend(self, serie: Serie, rank: int) -> Iterator[str]:
        run: list[tuple[float, float]] = []
        for at, value in enumerate((*serie.valeurs, None)):
            if value is not None:
                run.append((self._x(at), self._y(value)))
                continue
            if len(run) > 1:
                yield path(run, dash=DASHES[rank % len(DASHES)])
            yield from (dot(x, y) for x, y in run)
            run = []
        if not self._several:
            yield from self._values(serie)

    def _values(self, serie: Serie) -> Iterator[str]:
        known = [(value, at) for at, value in enumerate(serie.valeurs) if value is not None]
        if len(known) > _ALL_VALUES and len(known) > 4:
            top = max(known, key=lambda each: (each[0], -each[1]))
            bottom = min(known, key=lambda each: (each[0], each[1]))
            wanted = sorted({known[0], known[-1], top, bottom}, key=lambda each: each[1])
        else:
            wanted = known
        for value, at in wanted:
            words = shown(self._chart, value)
            half = width_of(words, SIZE, bold=True) / 2
            x = max(half, min(self._x(at), self._width - half))
            yield text(words, x, self._y(value) - 8, SIZE, at="middle", bold=True, halo=True)

    def _steps(self, serie: Serie, rank: int) -> Iterator[str]:
        points: list[tuple[float, float]] = []
        for at, value in zip(self._chart.abscisses, serie.valeurs, strict=True):
            x, y = self._x(at), self._y(value or 0)
            if points:
                points.append((x, points[-1][1]))
            points.append((x, y))
        yield path(points, dash=DASHES[rank % len(DASHES)])
        if not self._several:
            yield from (self._end(serie),)

    def _end(self, serie: Serie) -> str:
        value = serie.valeurs[-1] or 0
        y = max(self._y(value) - 7, _TOP - 8)
        return text(
            self._level(value), self._x(self._chart.abscisses[-1]), y, SIZE, at="end", bold=True, halo=True
        )

    def _names(self) -> Iterator[str]:
        """The name of each line at its end, moved where two would touch or one would leave the drawing."""
        if not self._several:
            return
        named = sorted(map(self._name, range(len(self._chart.series))), key=lambda each: each[:2])
        x, lowest, tops = self._right + 10, 0.0, []
        for y, _, words in named:
            tops.append(max(y, lowest))
            lowest = tops[-1] + len(words) * _LINE + 2
        up = min(max(0.0, lowest - _LINE - self._bottom - 4), tops[0] - SIZE)
        for top, (_, rank, words) in zip(tops, named, strict=True):
            y = top - up
            yield path([(x, y - 5), (x + _SAMPLE - 6, y - 5)], dash=DASHES[rank % len(DASHES)])
            for at, each in enumerate(words):
                yield text(each, x + _SAMPLE, y + at * _LINE, SIZE, bold=True)

    def _name(self, rank: int) -> tuple[float, int, list[str]]:
        """Where the name of a series would best stand, and its first lines."""
        serie = self._chart.series[rank]
        last = next((v for v in reversed(serie.valeurs) if v is not None), 0)
        first, *rest = wrapped(serie.nom, self._name_room + 2, SIZE, bold=True) or [""]
        if len(rest) > 2:
            rest = [rest[0], cut(" ".join(rest[1:]), self._name_room + 2)]
        return self._y(last) + 5, rank, [first, *rest]
