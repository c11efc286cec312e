"""Tables, bars and curves in characters, to be read without colour.

A bar says nothing that its line does not say in numbers; what is compared has a bar of another grain, under
the first one.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from interview.tui.drawing import MUTED, STRONG, wrapped
from templates.chart_context import Graphique, Lines, Tableau, Value
from templates.charts.numbers import number, short_month
from templates.charts.words import masked
from templates.typography import french

WIDEST_BAR, NARROWEST_BAR = 40, 8
LABEL_AT_MOST, LABEL_AT_LEAST = 44, 18
PLOT_ROWS = 6
WIDEST_PLOT = 96
NOW, THEN = "█", "░"
BAR_STYLE = "$primary"
_GAP = 2
_ACROSS = " ▏▎▍▌▋▊▉"
_UP = " ▁▂▃▄▅▆▇"
_HIDDEN = "?"

Bars = dict[str, tuple[Value, ...]]
"""What is drawn on each row of a table, by its name: one value, or two that are compared."""


def table_lines(table: Tableau, chart: Graphique | None, width: int) -> list[Content]:
    """A table in that many columns, with the bars of its rows where there is room for them.

    Two periods that are drawn are one under the other, each beside its own bar; a line says which is which.
    """
    head, rows = _stacked(table, chart)
    sizes = _sizes(head, rows, width if not _bars(chart) else 0)
    numbers = sum(sizes[1:]) + _GAP * (len(sizes) - 1)
    label = max(LABEL_AT_LEAST, min(sizes[0], LABEL_AT_MOST, width - numbers - NARROWEST_BAR - _GAP))
    room = min(WIDEST_BAR, width - label - numbers - _GAP)
    bars = _bars(chart) if room >= NARROWEST_BAR else {}
    highest = max((each or 0 for row in bars.values() for each in row), default=0)
    lines = [*_key(chart), *_row([head], label, sizes, MUTED)] if len(head) > 1 else []
    for row in rows:
        values = bars.get(row[0][0], ())
        drawn = [bar(each, highest, room, compared=at > 0) for at, each in enumerate(values)]
        lines += _row(row, label, sizes, STRONG, drawn)
    return lines


def plot_lines(chart: Graphique, width: int) -> list[Content]:
    """A trend month by month, or a curve in steps: its drawing, and the ends of its axes."""
    values = _over_time(chart) if chart.genre == "courbe" else list(chart.series[0].valeurs)
    known = [each for each in values if each is not None]
    if not known or not any(known):
        return []
    highest = 100.0 if chart.unite == "%" else float(max(known))
    top = f"{number(highest)} {chart.unite}" if chart.unite == "%" else number(highest)
    middle = f"{number(highest / 2)}{top[len(number(highest)) :]}" if highest % 2 == 0 else ""
    side = max(len(top), 3) + 1
    columns = _spread(values, min(width - side - 1, WIDEST_PLOT))
    lines = []
    for row in range(PLOT_ROWS, 0, -1):
        name = top if row == PLOT_ROWS else middle if row == PLOT_ROWS // 2 else ""
        cells = "".join(_cell(each, highest, row) for each in columns)
        lines.append(Content.assemble((f"{name:>{side}}", MUTED), ("│", MUTED), (cells, BAR_STYLE)))
    lines.append(Content.styled(f"{0:>{side}}└{_axis(chart, len(columns))}", MUTED))
    if gone := masked(chart, chart.series[0]):
        lines += wrapped(Content.styled(french(f"{_HIDDEN} masqué : {gone}"), MUTED), width)
    return lines


def bar(value: Value, highest: float, room: int, *, compared: bool = False) -> str:
    """A bar out of *highest* in *room* columns, to the eighth; what is more than nothing is always seen."""
    if not value or not highest:
        return ""
    eighths = max(1, round(min(value / highest, 1.0) * room * 8))
    if compared:
        return THEN * max(1, round(eighths / 8))
    whole, rest = divmod(eighths, 8)
    return NOW * whole + (_ACROSS[rest] if rest else "")


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────


Row = list[Lines]
"""One line of cells, or two that are compared: only the first one has a name."""


def _stacked(table: Tableau, chart: Graphique | None) -> tuple[Lines, list[Row]]:
    """The head and the rows; the columns of two periods that are drawn are made one."""
    if chart is None or len(chart.series) < 2:
        return table.tete, [[row] for row in table.lignes]
    now, then = (f", {each.nom}" for each in chart.series[:2])
    pairs = [
        (at, at + 1 if table.tete[at + 1 : at + 2] == (f"{name.removesuffix(now)}{then}",) else None)
        for at, name in enumerate(table.tete)
        if not name.endswith(then)
    ]
    head = tuple(table.tete[at].removesuffix(now) for at, _ in pairs)
    rows = [
        [tuple(row[at] for at, _ in pairs), tuple("" if other is None else row[other] for _, other in pairs)]
        for row in table.lignes
    ]
    return head, rows


def _sizes(head: Lines, rows: Sequence[Row], width: int) -> list[int]:
    """Columns as wide as their longest cell, and as their name where *width* has room for it.

    Otherwise the long name of a column goes on several lines.
    """
    cells = [line for row in rows for line in row]
    sizes = [[max(len(each[at]) for each in cells) if cells else 0] * 2 for at in range(len(head))]
    for size, name in zip(sizes, head, strict=True):
        size[0] = max([size[0], *map(len, name.split(" "))])
        size[1] = max(size[1], len(name))
    whole = [sizes[0][1], *(each[1] for each in sizes[1:])]
    if min(whole[0], LABEL_AT_MOST) + sum(whole[1:]) + _GAP * len(whole) <= width:
        return whole
    return [sizes[0][1], *(each[0] for each in sizes[1:])]


def _bars(chart: Graphique | None) -> Bars:
    if chart is None or chart.genre not in ("barres", "barres_groupees"):
        return {}
    values = zip(*(each.valeurs for each in chart.series), strict=True)
    return dict(zip(chart.etiquettes, values, strict=True))


def _row(row: Row, label: int, sizes: Sequence[int], style: str, bars: Sequence[str] = ()) -> list[Content]:
    names = [each.plain for each in wrapped(row[0][0], label)]
    cells = [[line for each in row for line in _cut(each[at], sizes[at])] for at in range(1, len(sizes))]
    lines = []
    for rank in range(max(len(bars), *map(len, [names, *cells]))):
        quiet = MUTED if rank else style
        name = names[rank] if rank < len(names) else ""
        parts: list[tuple[str, str]] = [(f"{name:<{label}}", MUTED if style == MUTED else "")]
        for column, size in zip(cells, sizes[1:], strict=True):
            told = column[rank] if rank < len(column) else ""
            parts.append((f"{'':{_GAP}}{told:>{size}}", quiet))
        if rank < len(bars):
            parts.append((f"{'':{_GAP}}{bars[rank]}", MUTED if rank else BAR_STYLE))
        lines.append(Content.assemble(*parts))
    return lines


def _cut(words: str, size: int) -> list[str]:
    """Whole words on lines of that size; a number is never cut."""
    lines = [""]
    for word in words.split(" "):
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= size:
            lines[-1] = joined
        else:
            lines.append(word)
    return [each for each in lines if each] or [""]


def _key(chart: Graphique | None) -> list[Content]:
    """Which grain is which period."""
    if chart is None or len(chart.series) < 2:
        return []
    named = zip((NOW, THEN), chart.series, strict=False)
    return [Content.styled("   ".join(f"{grain * 2} {serie.nom}" for grain, serie in named), MUTED)]


# ── plots ────────────────────────────────────────────────────────────────────────────────────────────


def _over_time(chart: Graphique) -> list[Value]:
    """A curve in steps, read at evenly spaced instants."""
    steps = list(zip(chart.abscisses, chart.series[0].valeurs, strict=True))
    last = chart.abscisses[-1]
    values: list[Value] = []
    for at in range(WIDEST_PLOT):
        instant = last * at / (WIDEST_PLOT - 1)
        values.append(next(value for start, value in reversed(steps) if start <= instant))
    return values


def _spread(values: Sequence[Value], room: int) -> list[Value]:
    """One value for each column: as wide as there is room for, thinned out where there is not."""
    if len(values) > room:
        return [values[at * len(values) // room] for at in range(room)]
    wide = min(room // len(values), 4)
    return [each for each in values for _ in range(wide)]


def _cell(value: Value, highest: float, row: int) -> str:
    """What a column shows on that row, the first one being the lowest."""
    if value is None:
        return _HIDDEN if row == 1 else " "
    eighths = round(value / highest * PLOT_ROWS * 8)
    if value > 0:
        eighths = max(eighths, 1)
    filled = eighths - (row - 1) * 8
    return NOW if filled >= 8 else _UP[max(filled, 0)]


def _axis(chart: Graphique, room: int) -> str:
    first, last = _ends(chart)
    gap = room - len(first) - len(last)
    return f"{first}{' ' * gap}{last}" if gap >= 1 else f"{first} → {last}"


def _ends(chart: Graphique) -> tuple[str, str]:
    if chart.genre == "courbe":
        return "0", f"{number(chart.abscisses[-1])} {chart.abscisse}".strip()
    ends = (chart.etiquettes[0], chart.etiquettes[-1])
    first, last = (" ".join(short_month(each)).strip() for each in ends)
    return first, last
