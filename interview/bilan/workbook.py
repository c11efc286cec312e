"""The figures as a spreadsheet: one sheet per heading, numbers as numbers, charts that the spreadsheet draws.

Each sheet is one table with one head, so that it can be sorted and filtered: its first column says which
table a figure is of. Every text is written as text, never as a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from interview.bilan.lines import drawn_of, gone
from interview.bilan.parts import BOUNDS, definitions_of, rubriques
from interview.bilan.report import SHAREABLE, TITLE, WHOLE
from interview.bilan.service import Bilan
from interview.bilan.told import hidden_words, short_period
from interview.dossier.subject import period_in_words
from interview.figures.shown import Cross, Heading, Line, Measure, Table
from templates.bilan_context import Rubrique
from templates.typography import day, french, sentence

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SUMMARY, MEANINGS = "Sommaire", "Définitions"
MONTHS = "mois"
KEY = french("Chiffres clés")
_CHART_ROWS, _ROW_PIXELS = 17, 20
_SHORT = {"formes": "Formes et raisons", "objets": "Prestations, organismes", "cumul": "Cumul"}
_UNITS = {"menages": "ménages", "centimes": "euros"}
Cell = float | str | None


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One figure: which table it is of, its name, its value, what it is out of, and the same of before.

    A value is a number, the word said in the place of a hidden one, or nothing.
    """

    table: str
    label: str
    value: Cell
    on: Cell = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    before: Cell = None
    before_share: float | None = None
    unit: str = "situations"
    note: str = ""


class Drawn(msgspec.Struct, frozen=True):
    """A table of the sheet that is drawn: its title, first row, rows, and whether its bars stand up."""

    title: str
    first: int
    rows: int
    upright: bool = False


def workbook(bilan: Bilan) -> bytes:
    """The whole book."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(made, options)
    book.set_properties({"title": TITLE, "subject": bilan.period, "author": "", "company": ""})
    styles = _styles(book)
    said = rubriques(bilan)
    _summary(book, styles, bilan, said)
    for heading, rubrique in zip(bilan.figures.headings, said, strict=True):
        _Sheet(book, styles, bilan, heading, rubrique).write()
    _meanings(book, styles, said)
    book.close()
    return made.getvalue()


def name_of(rubrique: Rubrique) -> str:
    """« 2. Formes et raisons »: what a tab can hold."""
    return f"{rubrique.numero}. {_SHORT.get(rubrique.code, rubrique.titre)}"[:31]


# ── one heading ──────────────────────────────────────────────────────────────────────────────────────


class _Sheet:
    """One heading, as rows under one head."""

    def __init__(
        self, book: Workbook, styles: dict[str, Any], bilan: Bilan, heading: Heading, rubrique: Rubrique
    ) -> None:
        self._book, self._styles, self._bilan = book, styles, bilan
        self._heading, self._rubrique = heading, rubrique
        self._before = None if bilan.before is None else bilan.before.heading(heading.code)
        self._then = "" if bilan.compared is None else short_period(bilan.compared)
        self._sheet = _sheet(book, name_of(rubrique))

    def write(self) -> None:
        """Head, rows, charts."""
        head = ["Tableau", "Intitulé", "Nombre", "Unité", "Sur", "Part", "Intervalle, de", "Intervalle, à"]
        head += [f"Nombre, {self._then}", f"Part, {self._then}"] if self._then else []
        head.append("À savoir")
        _head(
            self._sheet,
            self._styles,
            head,
            (30, 44, 13, 12, 10, 9, 12, 12, *([14, 12] if self._then else []), 40),
        )
        rows, drawn = self._rows()
        for at, row in enumerate(rows, 1):
            self._row(at, row)
        if rows:
            self._sheet.autofilter(0, 0, len(rows), len(head) - 1)
        for rank, each in enumerate(drawn):
            self._chart(each, rank, len(head) + 1)

    def _rows(self) -> tuple[list[Row], list[Drawn]]:
        rows = [_of_measure(each, self._before) for each in self._heading.measures]
        drawn = []
        for table in self._heading.tables:
            old = None if self._before is None else self._before.table(table.code)
            shown = len(table.lines) if table.code == MONTHS else len(drawn_of(table.lines, table))
            if shown > 1:
                drawn.append(Drawn(table.label, len(rows) + 1, shown, upright=table.code == MONTHS))
            rows += _of_table(table, old, compared=bool(self._then))
        for cross in self._heading.crosses:
            rows += _of_cross(cross)
        for delays in self._heading.delays:
            if (said := delays.lasting) is not None and said.on:
                rows.append(Row(table=delays.label, label="Situations", value=said.on, note=said.reading))
                rows.append(Row(table=delays.label, label="Terminées", value=said.ended, on=said.on))
                rows.append(Row(table=delays.label, label="Médiane", value=said.median, unit="jours"))
        return [each for each in rows if each.value is not None], drawn

    def _row(self, at: int, row: Row) -> None:
        money = "money" if row.unit == "euros" else "number"
        cells: list[tuple[Cell, str]] = [
            (row.table, "name"),
            (row.label, "name"),
            (row.value, _number(row.value, money)),
            (row.unit, "name"),
            (row.on, "number"),
            (row.share, "share"),
            (row.low, "share"),
            (row.high, "share"),
        ]
        if self._then:
            cells += [(row.before, _number(row.before, money)), (row.before_share, "share")]
        for column, (value, style) in enumerate([*cells, (row.note, "name")]):
            if isinstance(value, str):
                hidden = style not in ("name", "text")
                self._sheet.write_string(at, column, value, self._styles["hidden" if hidden else style])
            elif value is None:
                self._sheet.write_blank(at, column, None, self._styles["name"])
            else:
                self._sheet.write_number(at, column, value, self._styles[style])

    def _chart(self, drawn: Drawn, rank: int, column: int) -> None:
        name, last = name_of(self._rubrique), drawn.first + drawn.rows - 1
        chart = self._book.add_chart({"type": "column" if drawn.upright else "bar"})
        for at, title in ((2, short_period(self._bilan.subject)), (8, self._then)):
            if title:
                chart.add_series(
                    {
                        "name": title,
                        "categories": [name, drawn.first, 1, last, 1],
                        "values": [name, drawn.first, at, last, at],
                        "data_labels": {"value": True},
                        "fill": {"color": "#00437a" if at == 2 else "#ffffff"},
                        "border": {"color": "#00437a"},
                        "gap": 40,
                    }
                )
        chart.set_title({"name": drawn.title, "name_font": {"size": 12}})
        names: dict[str, Any] = {"num_font": {"size": 9}, "reverse": not drawn.upright}
        values: dict[str, Any] = {"major_gridlines": {"visible": False}, "visible": False, "min": 0}
        chart.set_x_axis(names if drawn.upright else values)
        chart.set_y_axis(values if drawn.upright else names)
        chart.set_legend({"position": "bottom"} if self._then else {"none": True})
        chart.set_size({"width": 640, "height": _CHART_ROWS * _ROW_PIXELS})
        told = french(f"Diagramme en barres : {drawn.title}. Les nombres sont dans les colonnes B et C.")
        place = 1 + rank * (_CHART_ROWS + 1)
        self._sheet.insert_chart(place, column, chart, {"description": told, "object_position": 3})


def _number(value: Cell, money: str) -> str:
    whole = not isinstance(value, float) or value.is_integer()
    return money if whole or money == "money" else "decimal"


def _of_measure(each: Measure, before: Heading | None) -> Row:
    old = None if before is None else before.measure(each.code)
    return Row(
        table=KEY,
        label=each.label,
        value=_value(each),
        on=each.on,
        share=_hundredth(each.pct),
        before=None if old is None else _value(old),
        before_share=None if old is None else _hundredth(old.pct),
        unit=_UNITS.get(each.unit, each.unit),
    )


def _value(each: Measure) -> Cell:
    if each.masked:
        return hidden_words(each.at_least)
    return each.value / 100 if each.value is not None and each.unit == "centimes" else each.value


def _of_table(table: Table, old: Table | None, *, compared: bool) -> Iterator[Row]:
    unit = "situations" if table.on_label.startswith("situations") else table.on_label
    for rank, line in enumerate([*table.lines, *gone(table, old)]):
        found = None if old is None else next((each for each in old.lines if each.code == line.code), None)
        bounds = line.bounds
        yield Row(
            table=table.label,
            label=line.label,
            value=_count(line),
            on=line.on,
            share=_hundredth(line.pct),
            low=None if bounds is None else bounds.low,
            high=None if bounds is None else bounds.high,
            before=_count(found) if found is not None else (0 if compared else None),
            before_share=None if found is None else _hundredth(found.pct),
            unit=unit,
            note=" ".join(table.warnings) if rank == 0 else "",
        )


def _of_cross(cross: Cross) -> Iterator[Row]:
    for name, lines in zip(cross.rows, cross.lines, strict=True):
        for column, line in zip(cross.columns, lines, strict=True):
            yield Row(table=cross.label, label=french(f"{name} × {column}"), value=_count(line))
    for link in cross.links:
        p = None if link.test is None else link.test.p
        yield Row(
            table=cross.label,
            label=french(f"{link.label} : valeur p"),
            value=NO_TEST if p is None else p,
            unit="",
            note=link.reading,
        )


NO_TEST = "non donnée"


def _count(line: Line) -> Cell:
    return hidden_words(line.at_least) if line.n is None else line.n


def _hundredth(share: float | None) -> float | None:
    return None if share is None else share / 100


# ── the two other sheets ─────────────────────────────────────────────────────────────────────────────


def _summary(book: Workbook, styles: dict[str, Any], bilan: Bilan, said: Sequence[Rubrique]) -> None:
    sheet = _sheet(book, SUMMARY)
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 96)
    shareable = bilan.figures.mode == "partageable"
    rows: list[tuple[str, str, str]] = [(TITLE, "", "title")]
    if bilan.fictional:
        rows.append((bilan.fictional, "", "strong"))
    about = (
        ("Période", bilan.period),
        ("Comparée à", "" if bilan.compared is None else period_in_words(bilan.compared)),
        ("Périmètre", bilan.about or "toutes les situations"),
        ("Chiffres établis le", day(bilan.today)),
        ("Mode", SHAREABLE.format(threshold=bilan.figures.threshold) if shareable else WHOLE),
    )
    rows += [(label, sentence(told), "strong") for label, told in about if told]
    notes = (*(bilan.figures.notes if shareable else ()), BOUNDS)
    rows += [("À savoir" if rank == 0 else "", sentence(each), "strong") for rank, each in enumerate(notes)]
    at = 0
    for label, told, style in rows:
        sheet.write_string(at, 0, label, styles[style])
        sheet.write_string(at, 1, told, styles["text"])
        at += 1
    for rubrique in said:
        at += 1
        sheet.write_url(at, 0, f"internal:'{name_of(rubrique)}'!A1", styles["link"], name_of(rubrique))
        for each in rubrique.phrases or ("",):
            sheet.write_string(at, 1, sentence(each), styles["text"])
            at += 1


def _meanings(book: Workbook, styles: dict[str, Any], said: Sequence[Rubrique]) -> None:
    sheet = _sheet(book, MEANINGS)
    _head(sheet, styles, ("Chiffre", "Ce qu’il compte"), (44, 110))
    for at, each in enumerate(definitions_of(said), 1):
        sheet.write_string(at, 0, each.terme, styles["name"])
        sheet.write_string(at, 1, each.sens, styles["name"])


def _sheet(book: Workbook, name: str) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    return sheet


def _head(sheet: Worksheet, styles: dict[str, Any], names: Sequence[str], widths: Sequence[float]) -> None:
    for column, (name, wide) in enumerate(zip(names, widths, strict=True)):
        sheet.set_column(column, column, wide)
        sheet.write_string(0, column, french(name), styles["head"])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def _styles(book: Workbook) -> dict[str, Any]:
    plain = {"font_name": "Arial", "font_size": 10, "valign": "top"}
    boxed = {**plain, "border": 1, "border_color": "#999999"}
    made = {
        "title": {**plain, "bold": True, "font_size": 15},
        "strong": {**plain, "bold": True},
        "text": {**plain, "text_wrap": True},
        "head": {**boxed, "bold": True, "bg_color": "#e6e6e6", "text_wrap": True},
        "name": {**boxed, "text_wrap": True},
        "number": {**boxed, "num_format": "#,##0"},
        "decimal": {**boxed, "num_format": "#,##0.00"},
        "share": {**boxed, "num_format": "0.0%"},
        "money": {**boxed, "num_format": "#,##0.00 €"},
        "hidden": {**boxed, "italic": True, "align": "right"},
        "link": {**plain, "underline": 1, "font_color": "#00437a", "bold": True},
    }
    return {name: book.add_format(each) for name, each in made.items()}
