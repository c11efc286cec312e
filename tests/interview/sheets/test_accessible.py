"""The ten sheets checked by machine, as a screen reader or a person without colour finds them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from templates import FicheContext, render_fiche
from tests.interview.sheets.cases import NAMES, sheets_of
from tests.templates.axe import browser, passes, violations
from tests.templates.contexts import LONG
from tests.templates.reading import docx_text, page, pdf, pdf_structure, squeezed

EACH = pytest.mark.parametrize("name", NAMES)
IN_CHROMIUM = pytest.mark.skipif(
    browser() is None,
    reason="NO CHROMIUM HERE: axe-core was NOT run, the pages are NOT known to be accessible",
)


def html_of(sheet: FicheContext) -> str:
    return str(render_fiche(sheet, "html"))


def pdf_of(sheet: FicheContext) -> bytes:
    written = render_fiche(sheet, "pdf")
    assert isinstance(written, bytes)
    return written


@IN_CHROMIUM
@EACH
def test_axe_finds_nothing_wrong_with_the_page(name: str, tmp_path: Path) -> None:
    assert violations(html_of(sheets_of(name)[0]), tmp_path) == []


@IN_CHROMIUM
def test_axe_finds_nothing_wrong_with_the_longest_page_and_sees_what_is_there(tmp_path: Path) -> None:
    assert violations(html_of(LONG), tmp_path) == []
    assert {"color-contrast", "document-title", "html-has-lang", "heading-order", "definition-list"} <= set(
        passes(html_of(LONG), tmp_path)
    )


@IN_CHROMIUM
def test_axe_does_see_what_is_wrong(tmp_path: Path) -> None:
    """Or its silence would prove nothing."""
    wrong = html_of(LONG).replace(' lang="fr"', "").replace("color: #1a1a1a", "color: #bbbbbb")
    assert {"html-has-lang", "color-contrast"} <= {each["id"] for each in violations(wrong, tmp_path)}


@EACH
def test_a_page_says_nothing_by_colour_alone(name: str) -> None:
    """No element but the style itself bears a colour, and the style gives none to a meaning."""
    for sheet in sheets_of(name):
        html = html_of(sheet)
        assert not re.search(r"<[^>]+\s(?:style|color|bgcolor)=", html)
        rules = re.findall(
            r"([^{}]+)\{[^{}]*[^-]color:[^{}]*\}", html.partition("<style>")[2].partition("</style>")[0]
        )
        assert {rule.strip() for rule in rules} <= {"body", ":root"}


@EACH
def test_every_form_of_the_sheet_says_the_same_words_in_the_same_order(name: str) -> None:
    """What a screen reader says of the page is what the text, the word processor and the PDF hold."""
    for sheet in sheets_of(name):
        shown = page(html_of(sheet))
        spoken = squeezed("".join(shown.texts("main")))
        written = render_fiche(sheet, "docx")
        assert isinstance(written, bytes)
        assert squeezed(docx_text(written)) == spoken
        read = squeezed(pdf_structure(pdf_of(sheet)).text()).replace("•", "")
        assert read == spoken
        text = str(render_fiche(sheet, "texte"))
        at = -1
        for words in shown.texts("h2") + shown.texts("dd"):
            assert squeezed(words).upper() in squeezed(text).upper()
        for title in shown.texts("h2"):
            before, at = at, squeezed(text).find(squeezed(title.upper()))
            assert at > before


@EACH
def test_the_pdf_is_tagged_titled_in_french_and_its_tables_have_headers(name: str) -> None:
    for sheet in sheets_of(name):
        content = pdf_of(sheet)
        read, tree = pdf(content), pdf_structure(content)
        root = read.trailer["/Root"]
        assert root["/Lang"] == "fr-FR"
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert read.metadata is not None
        assert read.metadata.title == f"Fiche mémoire {sheet.reference}"
        assert tree.count("H1") == 1
        assert tree.count("Table") == (1 if sheet.chronologie else 0)
        assert tree.scopes() == ["Column"] * tree.count("TH")
        assert tree.count("TH") == (
            0 if not sheet.chronologie else tree.count("TD") // len(sheet.chronologie)
        )
