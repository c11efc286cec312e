"""The grid as a spreadsheet: real days and numbers, texts that are only ever texts, no macro, no formula."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview.grid.columns import Cell, Kind
from interview.grid.writing_safely import PLAIN_UNLESS, RUN, safe_in_spreadsheet

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""Lines under the headings that a sheet takes."""
MOST_SIGNS = 32_767
"""UTF-16 units of a cell."""
SHEET = "grille"
_WIDTHS: dict[Kind, int] = {
    "reference": 15,
    "jour": 12,
    "date": 12,
    "libre": 18,
    "menage": 13,
    "code": 20,
    "codes": 30,
    "raisons": 45,
    "oui_non": 10,
    "entier": 10,
    "montant": 12,
    "texte": 80,
}
_AT_THE_RIGHT: tuple[Kind, ...] = ("jour", "entier", "montant")
_ARROW = 4
"""Room of the button that filters, beside a heading."""


class TooLong(ValueError):
    """A text that no cell of a spreadsheet can hold. The message says where, in French."""


def write_xlsx(
    path: Path, headers: Sequence[str], kinds: Sequence[Kind], rows: Iterable[Sequence[Cell]], count: int
) -> None:
    """Write *path*, line after line: memory does not grow with them.

    Args:
        count: how many rows there are, at most :data:`MOST_ROWS`.

    Raises:
        OSError: it cannot be written.
        TooLong: a text does not fit into a cell.
    """
    with _workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        _lay_out(book, sheet, headers, kinds, count)
        _write_rows(book, sheet, kinds, rows)


@contextmanager
def _workbook(path: Path) -> Iterator[Workbook]:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with _pieces(path) as folder:
        book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(folder), "strings_to_urls": False})
        book.set_properties({"title": "Grille des situations", "author": "", "company": ""})
        try:
            yield book
            book.close()
        except FileCreateError as error:
            raise OSError(*(error.args[0].args if error.args else ())) from error
        finally:
            book.fileclosed = True
            for sheet in book.worksheets():
                with suppress(AttributeError, OSError, ValueError):
                    sheet.row_data_fh.close()


@contextmanager
def _pieces(path: Path) -> Iterator[Path]:
    """A folder that only its owner opens, for what is written meanwhile, which speaks of people.

    Beside the file: were the program killed, an erasure and the next export would find it there.
    """
    folder = path.with_name(f"{path.name}.d")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lay_out(
    book: Workbook, sheet: Worksheet, headers: Sequence[str], kinds: Sequence[Kind], count: int
) -> None:
    heading = book.add_format(
        {"bold": True, "bottom": 1, "bg_color": "#E8EDF3", "font_color": "#000000", "indent": 1}
    )
    apart = book.add_format({"indent": 1})
    for place, (kind, header) in enumerate(zip(kinds, headers, strict=True)):
        width = max(_WIDTHS[kind], len(header) + _ARROW)
        sheet.set_column(place, place, width, None if kind in _AT_THE_RIGHT else apart)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, count, len(headers) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    for place, header in enumerate(headers):
        sheet.write_string(0, place, header, heading)


def _write_rows(
    book: Workbook, sheet: Worksheet, kinds: Sequence[Kind], rows: Iterable[Sequence[Cell]]
) -> None:
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    # Thousands apart would come back as text from a csv that a spreadsheet makes of it.
    euros = book.add_format({"num_format": "0.00"})
    typed = book.add_format({"quote_prefix": True, "indent": 1})
    numbers: list[Any] = [euros if each == "montant" else None for each in kinds]
    text, number, date = sheet.write_string, sheet.write_number, sheet.write_datetime
    for line, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if cell is None:
                continue
            if isinstance(cell, str):
                form = None
                if cell[:1] in PLAIN_UNLESS:
                    cell = safe_in_spreadsheet(cell)  # noqa: PLW2901
                    form = typed if RUN.match(cell) else None
                if text(line, place, cell, form):
                    raise TooLong(_TOO_LONG.format(line=line + 1))
            elif isinstance(cell, datetime.date):
                date(line, place, cell, day)
            else:
                number(line, place, cell, numbers[place])


_TOO_LONG = (
    "À la ligne {line}, un texte dépasse ce que tient une cellule de tableur (32 767 signes). Rien n’a été "
    "écrit. Avec --format csv ou --format json, il tiendra."
)
