"""The sheets of the ten cases in every format, as someone last read them and found them right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from templates import FicheContext, render_fiche
from tests.interview.sheets.cases import NAMES, sheets_of
from tests.templates.reading import docx_outline, pdf_structure

EACH = pytest.mark.parametrize("name", NAMES)
Golden = Callable[[str, str], None]


def text_of(sheet: FicheContext, format: str) -> str:
    written = render_fiche(sheet, format)
    assert isinstance(written, str)
    return written


def bytes_of(sheet: FicheContext, format: str) -> bytes:
    written = render_fiche(sheet, format)
    assert isinstance(written, bytes)
    return written


@EACH
def test_the_page_of_a_case_is_the_one_that_was_read(name: str, golden: Golden) -> None:
    """Its style sheet, the same for all, is golden elsewhere (tests/templates)."""
    html = text_of(sheets_of(name)[0], "html")
    before, _, rest = html.partition("<style>")
    golden(f"{name}.html", f"{before}{rest.partition('</style>')[2].lstrip()}")


@EACH
@pytest.mark.parametrize("format", ["texte", "aplus"])
def test_the_texts_of_a_case_are_those_that_were_read(name: str, format: str, golden: Golden) -> None:
    extension = ".txt" if format == "texte" else ".aplus.txt"
    golden(f"{name}{extension}", text_of(sheets_of(name)[0], format))


@EACH
def test_the_pdf_of_a_case_has_the_structure_that_was_read(name: str, golden: Golden) -> None:
    golden(f"{name}.pdf.txt", pdf_structure(bytes_of(sheets_of(name)[0], "pdf")).outline() + "\n")


@EACH
def test_the_word_file_of_a_case_has_the_structure_that_was_read(name: str, golden: Golden) -> None:
    golden(f"{name}.docx.txt", docx_outline(bytes_of(sheets_of(name)[0], "docx")) + "\n")
