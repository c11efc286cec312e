"""A chart in words, and its table: what is read by whoever does not see the drawing."""

from __future__ import annotations

import re

from templates.chart_context import Graphique, Lines, Serie, Tableau
from templates.charts.numbers import counted, hidden, month, number, shown
from templates.typography import NBSP, listed, sentence

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_LONG = 12
"""Beyond that many values, the words tell the extremes, the ends and the gaps; the table tells each value."""
_FIRST = 5
"""How many bars are named when there are too many to name all."""
_KINDS = {
    "barres": "Diagramme en barres",
    "barres_groupees": "Diagramme en barres groupées",
    "tendance": "Courbe mois par mois",
    "courbe": "Courbe en escalier",
}
NOTHING = "Aucune donnée à montrer."
OUTSIDE = "—"
"""What a table says of a month outside of the period."""


def description_of(chart: Graphique) -> str:
    """The text alternative: that of the caller, or one made from the values."""
    if chart.description:
        return chart.description
    if not labels(chart) or not chart.series:
        return f"{_KINDS[chart.genre]}. {NOTHING}"
    if all_masked(chart):
        return f"{_KINDS[chart.genre]}. {all_masked(chart)}"
    noun = chart.abscisse if chart.genre == "courbe" else counted(chart)
    kind = f"{_KINDS[chart.genre]}, en {noun}." if noun else f"{_KINDS[chart.genre]}."
    return " ".join([kind, *(sentence(_told(chart, serie)) for serie in chart.series)])


def all_masked(chart: Graphique) -> str:
    """The sentence that stands for a drawing without one value to show; "" when there is one."""
    if any(value is not None for serie in chart.series for value in serie.valeurs):
        return ""
    return f"Toutes les valeurs sont masquées ({hidden(chart)})."


def labels(chart: Graphique) -> Lines:
    """What each value is the value of, in words."""
    if chart.genre == "courbe":
        return tuple(number(at) for at in chart.abscisses)
    return tuple(map(month, chart.etiquettes)) if chart.genre == "tendance" else chart.etiquettes


def _told(chart: Graphique, serie: Serie) -> str:
    named = f"{serie.nom}{NBSP}: " if serie.nom else ""
    if chart.genre == "courbe":
        return named + _steps(chart, serie)
    names = labels(chart)
    if len(names) > _LONG:
        return named + (_trend(chart, serie) if chart.genre == "tendance" else _largest(chart, serie))
    pairs = (f"{n}{NBSP}: {shown(chart, v)}" for n, v in zip(names, serie.valeurs, strict=True))
    if not serie.nom:
        return listed(tuple(pairs))
    inner = (f"{n}, {shown(chart, v)}" for n, v in zip(names, serie.valeurs, strict=True))
    return named + listed(tuple(inner))


def _trend(chart: Graphique, serie: Serie) -> str:
    """First and last month shown, highest, lowest, and each masked month."""
    names = labels(chart)
    known = [(value, name) for value, name in zip(serie.valeurs, names, strict=True) if value is not None]
    parts: list[str] = []
    if known:
        (first, start), (last, end) = known[0], known[-1]
        parts.append(f"{shown(chart, first)} en {start}, {shown(chart, last)} en {end}")
        top, bottom = max(known, key=lambda each: each[0]), min(known, key=lambda each: each[0])
        parts.append(f"le plus haut{NBSP}: {shown(chart, top[0])} en {top[1]}")
        parts.append(f"le plus bas{NBSP}: {shown(chart, bottom[0])} en {bottom[1]}")
    if gaps := masked(chart, serie):
        parts.append(f"{hidden(chart)}{NBSP}: {gaps}")
    return listed(tuple(parts))


def _largest(chart: Graphique, serie: Serie) -> str:
    """The longest bars by name, the others and the masked ones by their number."""
    known = [(v, name) for v, name in zip(serie.valeurs, labels(chart), strict=True) if v is not None]
    known.sort(key=lambda each: -each[0])
    parts = [f"{name}{NBSP}: {shown(chart, value)}" for value, name in known[:_FIRST]]
    if rest := known[_FIRST:]:
        ends = f"de {shown(chart, rest[-1][0])} à {shown(chart, rest[0][0])}"
        parts.append(
            f"puis {len(rest)} autres, {ends}" if len(rest) > 1 else f"puis {rest[0][1]}{NBSP}: {ends}"
        )
    if gone := len(serie.valeurs) - len(known):
        parts.append(f"{hidden(chart)}{NBSP}: {gone} sur {len(serie.valeurs)}")
    return listed(tuple(parts))


def masked(chart: Graphique, serie: Serie) -> str:
    """The names of the masked values as one line, runs of neighbours told by their ends; "" if none is."""
    names = labels(chart)
    runs: list[list[str]] = []
    before = -2
    for at, value in enumerate(serie.valeurs):
        if value is not None:
            continue
        if at == before + 1 and chart.genre == "tendance":
            runs[-1].append(names[at])
        else:
            runs.append([names[at]])
        before = at
    return ", ".join(_span(run) for run in runs)


def _span(run: list[str]) -> str:
    if len(run) == 1:
        return run[0]
    return f"{run[0]} et {run[1]}" if len(run) == 2 else f"de {run[0]} à {run[-1]}"


def _steps(chart: Graphique, serie: Serie) -> str:
    """Where the curve begins, where it first crosses the half, where it ends."""
    points = [(at, v) for at, v in zip(chart.abscisses, serie.valeurs, strict=True) if v is not None]
    value = points[0][1]
    parts = [_at(chart, points[0])]
    falling = points[-1][1] < value
    half = next((p for p in points if (p[1] <= 50 if falling else p[1] >= 50)), None)
    if half and half not in (points[0], points[-1]):
        parts.append(_at(chart, half))
    if len(points) > 1:
        parts.append(_at(chart, points[-1]))
    return listed(tuple(parts))


def _at(chart: Graphique, point: tuple[float, float]) -> str:
    at, value = point
    return f"{shown(chart, value)} à {number(at)}" if at else f"{shown(chart, value)} au départ"


def table_of(chart: Graphique) -> Tableau:
    """The table beside the drawing: that of the caller, or one row for each label."""
    if chart.tableau:
        return chart.tableau
    if chart.genre == "tendance" and len(chart.series) == 1 and _over_years(chart):
        return _by_year(chart)
    noun = counted(chart)
    value = noun[:1].upper() + noun[1:] or ("Part" if chart.unite == "%" else "Valeur")
    heads = [serie.nom or value for serie in chart.series]
    rows = zip(labels(chart), *(serie.valeurs for serie in chart.series), strict=True)
    lines = tuple((name, *(shown(chart, each) for each in values)) for name, *values in rows)
    inside = f", en {noun}" if noun and any(s.nom for s in chart.series) else ", en chiffres"
    caption = chart.titre + inside
    return Tableau(tete=(_first(chart), *heads), lignes=lines, legende=caption, notes=chart.notes)


def _over_years(chart: Graphique) -> bool:
    """Whether the labels are months, too many for one column."""
    return len(chart.etiquettes) > _LONG and all(map(_MONTH.fullmatch, chart.etiquettes))


def _by_year(chart: Graphique) -> Tableau:
    """A long trend, month after month in rows, year after year in columns."""
    said = dict(zip(chart.etiquettes, chart.series[0].valeurs, strict=True))
    years = sorted({label[:4] for label in said})
    rows = []
    for at in range(1, 13):
        labelled = [f"{year}-{at:02d}" for year in years]
        if any(label in said for label in labelled):
            cells = (shown(chart, said[label]) if label in said else OUTSIDE for label in labelled)
            rows.append((month(labelled[0]).split(" ")[0], *cells))
    noun = counted(chart)
    caption = chart.titre + (f", en {noun}" if noun else ", en chiffres")
    return Tableau(
        tete=(chart.tete or "Mois", *years), lignes=tuple(rows), legende=caption, notes=chart.notes
    )


def _first(chart: Graphique) -> str:
    if chart.tete:
        return chart.tete
    if chart.genre == "tendance":
        return "Mois"
    if chart.genre == "courbe":
        return chart.abscisse[:1].upper() + chart.abscisse[1:] or "Depuis le début"
    return "Intitulé"


def gaps(chart: Graphique) -> Lines:
    """What is left out of a trend, in words, one line for each series that has gaps."""
    said = ((serie.nom, masked(chart, serie)) for serie in chart.series)
    return tuple(
        f"{f'{name}, m' if name else 'M'}ois non tracés ({hidden(chart)}){NBSP}: {which}."
        for name, which in said
        if which
    )
