"""A chart for a terminal: bars of blocks, their names before them and their values after."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from templates.chart_context import Graphique, Serie, Value
from templates.charts.numbers import shown
from templates.charts.words import description_of, labels
from templates.typography import NBSP

_WIDEST = 32
_EIGHTHS = " ▏▎▍▌▋▊▉"
_STEPS = "▁▂▃▄▅▆▇█"


def renderable(chart: Graphique) -> RenderableType:
    """The chart, ready to print: bars as blocks, a trend as a line of blocks, a curve in words."""
    title = Text(chart.titre, style="bold")
    if not labels(chart) or not chart.series or chart.genre == "courbe":
        return Group(title, Text(description_of(chart)))
    if chart.genre == "tendance":
        return Group(title, *(_spark(serie) for serie in chart.series), Text(description_of(chart)))
    return Group(title, _bars(chart))


def _bars(chart: Graphique) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(overflow="fold", max_width=30)
    grid.add_column(no_wrap=False)
    known = [v for serie in chart.series for v in serie.valeurs if v is not None]
    scale = _WIDEST / (max(known, default=0) or 1)
    for at, label in enumerate(chart.etiquettes):
        for rank, serie in enumerate(chart.series):
            grid.add_row(Text(label if rank == 0 else ""), _bar(chart, serie, serie.valeurs[at], scale))
    return grid


def _bar(chart: Graphique, serie: Serie, value: Value, scale: float) -> Text:
    whole, rest = divmod(round(max(value or 0, 0) * scale * 8), 8)
    drawn = "█" * whole + (_EIGHTHS[rest] if rest else "")
    said = f"{serie.nom}{NBSP}: {shown(chart, value)}" if serie.nom else shown(chart, value)
    return Text(f"{drawn} {said}" if drawn else said)


def _spark(serie: Serie) -> Text:
    """One block for each month, a dot for a masked one."""
    highest = max((v for v in serie.valeurs if v is not None), default=0) or 1
    signs = ("·" if v is None else _STEPS[min(7, int(v / highest * 7.99))] for v in serie.valeurs)
    return Text(f"{serie.nom}{NBSP}: " if serie.nom else "").append("".join(signs))
