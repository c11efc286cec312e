"""How the numbers of a chart are written, in French, and where an axis has its ticks."""

from __future__ import annotations

import math
from functools import lru_cache

from templates.chart_context import Graphique, Value
from templates.typography import NARROW, NBSP, day

_SIGNS = ("%", "€")
_SHORT = {
    "janvier": "janv.",
    "février": "févr.",
    "avril": "avr.",
    "juillet": "juil.",
    "septembre": "sept.",
    "octobre": "oct.",
    "novembre": "nov.",
    "décembre": "déc.",
}


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """`1 234`, `12,5`: at most one decimal, narrow no-break spaces, a true minus sign."""
    from babel.numbers import format_decimal

    written = str(format_decimal(round(value, 1), "#,##0.#", locale="fr_FR"))
    return written.replace(NBSP, NARROW).replace("-", "−")


def shown(chart: Graphique, value: Value) -> str:
    """A value as it is read on the drawing: with its sign if it has one, or the word of what is masked."""
    if value is None:
        return hidden(chart)
    return f"{number(value)}{NARROW}{chart.unite}" if chart.unite in _SIGNS else number(value)


def hidden(chart: Graphique) -> str:
    """What is written where a value is masked."""
    return chart.masque or ("masqué" if chart.unite in _SIGNS else "moins de 5")


def counted(chart: Graphique) -> str:
    """The noun of the unit, unless it is a sign that each number bears."""
    return "" if chart.unite in _SIGNS else chart.unite


def month(label: str) -> str:
    """`2026-03` → `mars 2026`; any other label as it is."""
    return day(label)


def short_month(label: str) -> tuple[str, str]:
    """`2026-03` → (`mars`, `2026`); any other label whole."""
    name, _, year = month(label).rpartition(" ")
    if not (name and year.isdecimal()):
        return label, ""
    return _SHORT.get(name, name), year


def ticks(highest: float, *, whole: bool) -> list[float]:
    """Round numbers from 0 up to at least *highest*, four to six of them; whole numbers if asked."""
    if highest <= 0:
        return [0, 1]
    rough = highest / 4
    power = 10 ** math.floor(math.log10(rough))
    step = next(times * power for times in (1, 2, 2.5, 5, 10) if times * power >= rough)
    if whole:
        step = max(1, math.ceil(step))
    return [step * at for at in range(math.ceil(highest / step - 1e-9) + 1)]
