"""The two filters of the templates: `{{ graphique|dessin }}` and `{{ graphique|tableau }}`."""

from __future__ import annotations

import re

from templates.chart_context import Graphique, Lines, Tableau
from templates.charts.signs import signed
from templates.charts.words import description_of, table_of
from templates.typography import escape, sentence

_LINES = re.compile("\n+")


def drawn(value: object) -> str:
    """The Markdown of a drawing."""
    return signed(_chart(value, "dessin"))


def tabled(value: object) -> str:
    """The Markdown of the table beside: names of rows strong, numbers to the right, notes under it."""
    table = value if isinstance(value, Tableau) else table_of(_chart(value, "tableau"))
    if not table.lignes:
        return ""
    marks = ("---", *("---:" for _ in table.tete[1:]))
    rows = (_row((f"**{_line(row[0])}**" if row[0] else "", *map(_line, row[1:]))) for row in table.lignes)
    caption = [f"*{_line(table.legende)}*", ""] if table.legende else []
    notes = [line for note in table.notes for line in ("", _line(sentence(note)))]
    return "\n".join(["\n", *caption, _row(tuple(map(_line, table.tete))), _row(marks), *rows, *notes, "\n"])


def in_words(chart: Graphique) -> str:
    """A chart as a paragraph of Markdown, where nothing can be drawn."""
    return f"**{_line(chart.titre)}**\\\n{_line(description_of(chart))}"


def _line(words: str) -> str:
    """Data as one line of Markdown."""
    return escape(_LINES.sub(" ", words))


def _row(cells: Lines) -> str:
    return f"| {' | '.join(cells)} |"


def _chart(value: object, filter_: str) -> Graphique:
    if isinstance(value, Graphique):
        return value
    str(value)  # an unknown field says its name here
    wanted = "un graphique ou un tableau" if filter_ == "tableau" else "un graphique"
    raise TypeError(f"le filtre «\u00a0{filter_}\u00a0» attend {wanted}")
