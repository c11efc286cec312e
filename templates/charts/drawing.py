"""A whole drawing: an SVG that says its name and its description, without script, style sheet or address."""

from __future__ import annotations

from html import escape

import msgspec

from templates.chart_context import Graphique
from templates.charts.bars import Bars
from templates.charts.numbers import counted
from templates.charts.plots import Plot
from templates.charts.shapes import QUIET, SIZE, SMALL, patterns, text
from templates.charts.words import NOTHING, all_masked, description_of, labels

WIDTH = 720.0
"""User units: pixels on a page that has room for them."""
_FONTS = "'Segoe UI', 'Noto Sans', 'Liberation Sans', Arial, 'Libertinus Serif', sans-serif"


class Drawing(msgspec.Struct, frozen=True):
    """An SVG and its size in user units."""

    svg: str
    width: float
    height: float


def drawing_of(chart: Graphique, name: str) -> Drawing:
    """The drawing of a chart; *name* begins each of its identifiers, and is unique in its document."""
    body, height = _body(chart, name)
    high = round(height, 1)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {high:g}" width="{WIDTH:g}" '
        f'height="{high:g}" role="img" aria-labelledby="{name}-titre {name}-description" lang="fr" '
        f'font-family="{_FONTS}">'
    )
    said = (
        f'<title id="{name}-titre">{escape(chart.titre, quote=False)}</title>',
        f'<desc id="{name}-description">{escape(description_of(chart), quote=False)}</desc>',
    )
    return Drawing("\n".join([head, *said, *body, "</svg>"]), WIDTH, high)


def svg(chart: Graphique, name: str = "graphique") -> str:
    """The SVG alone."""
    return drawing_of(chart, name).svg


def _body(chart: Graphique, name: str) -> tuple[list[str], float]:
    if not labels(chart) or not chart.series:
        return [text(NOTHING, 0, 20, SIZE, ink=QUIET)], 30.0
    if chart.genre in ("tendance", "courbe"):
        if hidden := all_masked(chart):
            return [text(hidden, 0, 20, SIZE, ink=QUIET)], 30.0
        plot = Plot(chart, WIDTH, name)
        return list(plot.lines()), plot.height
    bars = Bars(chart, WIDTH, name)
    lines = [patterns(name), *bars.lines()] if len(chart.series) > 1 else list(bars.lines())
    noun = counted(chart)
    if not noun:
        return lines, bars.height
    lines.append(text(f"En {noun}.", 0, bars.height + 16, SMALL, ink=QUIET))
    return lines, bars.height + 22
