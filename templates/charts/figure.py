"""A chart as a block of a document, for the writers that show it: page, PDF, word processor."""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING, Any

from templates.charts.drawing import Drawing, drawing_of
from templates.charts.words import description_of

if TYPE_CHECKING:
    from docx.document import Document as Docx

    from templates.document import Figure

_TALLEST_MM = 228.0
"""A drawing leaves room on its page for its title; a taller one is made smaller."""


def html(figure: Figure) -> str:
    """The `figure` of a page: the drawing inline, its title under a name of its own."""
    drawing = drawing_of(figure.chart, _name(figure)).svg
    return (
        f"<figure>\n<figcaption>{escape(figure.chart.titre, quote=False)}</figcaption>\n{drawing}\n</figure>"
    )


def pdf(figure: Figure, text_width_mm: float) -> dict[str, Any]:
    """The block as `document.typ` reads it."""
    drawing = drawing_of(figure.chart, _name(figure))
    return {
        "type": "figure",
        "title": figure.chart.titre,
        "alt": description_of(figure.chart),
        "svg": drawing.svg,
        "width": _width(drawing, text_width_mm),
    }


def height_mm(figure: Figure, text_width_mm: float) -> float:
    """How high the drawing stands on a page whose text is that wide, in millimetres."""
    drawing = drawing_of(figure.chart, _name(figure))
    return _width(drawing, text_width_mm) * drawing.height / drawing.width


def docx(made: Docx, figure: Figure, text_width_mm: float) -> None:
    """A caption, then the drawing with its text alternative, kept on one page."""
    from docx.shared import Mm

    from templates.charts.picture import png

    drawing = drawing_of(figure.chart, _name(figure))
    width = _width(drawing, text_width_mm)
    made.add_paragraph(figure.chart.titre, style="Caption")
    run = made.add_paragraph(style="Normal").add_run()
    shape = run.add_picture(io.BytesIO(png(drawing, width)), width=Mm(width))
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")  # some word processors take a missing distance for 3 mm
    properties = shape._inline.docPr
    properties.set("name", f"Graphique {figure.rank}")
    properties.set("title", figure.chart.titre)
    properties.set("descr", description_of(figure.chart))


def _name(figure: Figure) -> str:
    return f"graphique-{figure.rank}"


def _width(drawing: Drawing, text_width_mm: float) -> float:
    """Millimetres: the width of the text, less for a drawing that would be taller than a page."""
    return round(min(text_width_mm, _TALLEST_MM * drawing.width / drawing.height), 1)
