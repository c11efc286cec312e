"""From a file to lines of cells: xlsx and ods through calamine, csv whatever its separator and encoding.

Nothing is evaluated: a formula is given as the value that the spreadsheet kept of it, or as its text.
"""

from __future__ import annotations

import codecs
import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from interview.grid.columns import NAMES, SEPARATOR
from interview.grid.faults import GridRefused, GridUnreadable
from templates.typography import french

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Value: TypeAlias = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | Any
Line: TypeAlias = tuple[int, Sequence[Value]]

SEPARATORS = (";", "\t", ",", "|")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LONGEST_CELL = 1_000_000
_CHUNK = 1 << 20
_TITLES = 10
"""Lines among which the headings are looked for."""


class Sheet(msgspec.Struct):
    """One table of a file.

    Attributes:
        name: of the sheet, "" in a text file.
        header: the line of headings, as text: the first that has some, whatever title stands above.
        header_line: its number in the file.
        lines: those after it, each with its number in the file; blank ones are left out.
        count: how many lines there are, about.
    """

    name: str
    header: tuple[str, ...]
    lines: Iterator[Line]
    count: int = 0
    header_line: int = 1


def is_grid(path: Path) -> bool:
    """Whether *path* is a spreadsheet or a text file, by what it begins with. Raises OSError."""
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith((_ZIP, _OLE)):
        return True
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return bool(start) and not any(each < 32 and each not in b"\t\r\n\x0c" for each in start)


@contextmanager
def opened(path: Path, sheet: str = "", known: Sequence[str] = NAMES) -> Iterator[Sheet]:
    """The table of *path*.

    Args:
        sheet: name of the sheet; without it, the first that has one of the headings.
        known: headings that tell the separator of a text, and the sheet of a spreadsheet.

    Raises:
        GridRefused: there is no such sheet, or the file holds no table.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith(_ZIP) or start.startswith(_OLE):
        with _workbook(path) as workbook:
            yield _sheet(workbook, sheet, known)
        return
    if sheet:
        raise GridRefused(french("Un fichier csv n’a pas de feuilles : retirez --feuille."))
    encoding, ends = _encoding(path)
    with path.open("r", encoding=encoding, newline="") as text:
        yield _text(path, text, known, ends)


# ── spreadsheets ─────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _workbook(path: Path) -> Iterator[CalamineWorkbook]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_path(str(path))
    except CalamineError:
        raise GridUnreadable(
            path, "ce classeur est abîmé ou protégé par un mot de passe. Enregistrez-le de nouveau en xlsx."
        ) from None
    with workbook:
        yield workbook


def _sheet(workbook: CalamineWorkbook, wanted: str, known: Sequence[str]) -> Sheet:
    names = list(workbook.sheet_names)
    if wanted and wanted not in names:
        raise GridRefused(french(f"Il n’y a pas de feuille « {wanted} ». Feuilles : {', '.join(names)}."))
    tried = [wanted] if wanted else names
    found = [(name, *_first_line(_rows(workbook, name), known)) for name in tried]
    filled = [each for each in found if each[2]]
    if not filled:
        raise GridRefused(french("Ce classeur est vide."))
    name, line, header, lines = max(filled, key=lambda each: matched(each[2], known))
    return Sheet(
        name, header, lines, count=workbook.get_sheet_by_name(name).total_height - line, header_line=line
    )


def _rows(workbook: CalamineWorkbook, name: str) -> Iterator[Line]:
    """Calamine gives the blank lines above the table, not the blank columns beside it."""
    return enumerate(workbook.get_sheet_by_name(name).iter_rows(), 1)


# ── texts ────────────────────────────────────────────────────────────────────────────────────────


def _encoding(path: Path) -> tuple[str, int]:
    """UTF-8 or UTF-16 by its mark, UTF-8 if all of it is, else Windows-1252; and how many line ends."""
    decoder, readable, ends = codecs.getincrementaldecoder("utf-8")(), True, 0
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            ends += chunk.count(b"\n")
            readable = readable and _decodes(decoder, chunk)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", ends
    return ("utf-8-sig" if readable and _decodes(decoder, b"", final=True) else "cp1252"), ends


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _text(path: Path, text: io.TextIOBase, known: Sequence[str], ends: int) -> Sheet:
    try:
        first = text.readline(_LONGEST_CELL)
        told = first.strip().lower()
        said = told.removeprefix("sep=") if told.startswith("sep=") and len(told) == 5 else ""
        skipped = 1 if said else 0
        first = text.readline(_LONGEST_CELL) if said else first
        separator = said or _separator(first, known)
        text.seek(0)
        lines = _json(path, text) if first.lstrip().startswith("{") else _numbered(text, separator, skipped)
        line, header, rest = _first_line(lines, known)
    except UnicodeDecodeError:
        raise GridUnreadable(path, "son encodage n’est ni UTF-8 ni Windows-1252.") from None
    except csv.Error:
        raise GridUnreadable(path, "ses lignes ne se séparent pas en colonnes.") from None
    if not header:
        raise GridRefused(french(f"« {path} » est vide."))
    return Sheet("", header, rest, count=ends, header_line=line)


def _json(path: Path, text: io.TextIOBase) -> Iterator[Line]:
    """Json lines, as « repere exporter --format json » writes them: the names of the first object, then its
    values; every line has the number that it has in the file."""
    names: dict[str, None] = {}
    for number, told in enumerate(text, 1):
        if not told.strip():
            continue
        try:
            said = msgspec.json.decode(told, type=dict[str, Any])
        except (msgspec.DecodeError, msgspec.ValidationError):
            raise GridUnreadable(path, f"la ligne {number} n’est pas un objet JSON.") from None
        if not names:
            names = dict.fromkeys(said)
            yield number, tuple(names)
        yield number, tuple(_cell(said.get(each)) for each in {**names, **said})


def _cell(value: Any) -> Value:
    """What a spreadsheet would have for it."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return SEPARATOR.join(
            f"{each.get('forme')}:{each.get('raison')}" if isinstance(each, dict) else str(each)
            for each in value
        )
    return value


def _numbered(text: io.TextIOBase, separator: str, skipped: int) -> Iterator[Line]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(text, delimiter=separator)
    number = 1
    for cells in reader:
        if number > skipped:
            yield number, cells
        number = reader.line_num + 1


def _separator(header: str, known: Sequence[str]) -> str:
    """The one that makes the most known headings of the first line, else the most cells."""

    def worth(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([header], delimiter=separator), [])
        return matched(cells, known), len(cells)

    return max(SEPARATORS, key=worth)


# ── both ─────────────────────────────────────────────────────────────────────────────────────────


def folded(heading: str) -> str:
    """A heading without accents, case nor signs: « Taille du ménage » is ``taille_du_menage``."""
    import re
    import unicodedata

    plain = unicodedata.normalize("NFKD", heading.casefold())
    return re.sub(
        r"[^a-z0-9]+", "_", "".join(each for each in plain if not unicodedata.combining(each))
    ).strip("_")


def matched(header: Sequence[Value], known: Sequence[str]) -> int:
    """How many of the known headings are there."""
    return len({folded(str(each)) for each in header} & {folded(each) for each in known})


def _first_line(lines: Iterator[Line], known: Sequence[str]) -> tuple[int, tuple[str, ...], Iterator[Line]]:
    """The number and the cells of the line of headings, and the lines after it.

    It is the one of the first that has most known headings; a title, a date, may stand above. Where none is
    known, the first of several cells, else the first.
    """
    first = list(islice(_filled(lines), _TITLES))
    if not first:
        return 0, (), iter(())
    best = max(range(len(first)), key=lambda at: (matched(first[at][1], known), len(_said(first[at][1])) > 1))
    number, cells = first[best]
    texts = ["" if each is None else str(each).strip() for each in cells]
    while texts and not texts[-1]:
        texts.pop()
    return number, tuple(texts), chain(first[best + 1 :], _filled(lines))


def _said(cells: Sequence[Value]) -> list[Value]:
    return [each for each in cells if not _blank((each,))]


def _filled(lines: Iterator[Line]) -> Iterator[Line]:
    return ((number, cells) for number, cells in lines if not _blank(cells))


def _blank(cells: Sequence[Value]) -> bool:
    return not any(each is not None and (not isinstance(each, str) or each.strip()) for each in cells)
