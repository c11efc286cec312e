"""The pages a document is said to take, beside those that are drawn."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from templates import FicheContext, document_of, render_fiche
from templates.document import Document
from templates.length import pages
from templates.pdf import write
from templates.widths import lines, width
from tests.templates.contexts import BARE, LONG, SITUATIONS, TYPICAL
from tests.templates.reading import pdf, pdf_text, squeezed

WORDS = (
    "dossier",
    "le",
    "renvoyé",
    "de",
    "l’administration",
    "WWW",
    "iii",
    "et",
    "quatre fois,",
    "«\u00a0non\u00a0»",
)


def drawn(document: Document) -> int:
    return len(pdf(write(document)).pages)


def story(seed: int, words: int) -> str:
    draw = random.Random(seed)
    return " ".join(draw.choice(WORDS) for _ in range(words))


@settings(max_examples=40)
@given(st.integers(0, 9), st.integers(0, 1200), st.integers(0, 40), st.sampled_from([TYPICAL, LONG]))
def test_no_sheet_takes_more_pages_than_said(seed: int, words: int, steps: int, base: FicheContext) -> None:
    many = (base.chronologie * 7)[:steps]
    document = document_of(replace(base, synthese=story(seed, words), chronologie=many))
    assert drawn(document) <= -(-pages(document) // 1)


@pytest.mark.parametrize("name", list(SITUATIONS))
def test_a_page_is_not_said_longer_than_it_is_by_more_than_a_tenth(name: str) -> None:
    """Text is added until a page more is drawn: what was said just before is near what is drawn."""
    base = SITUATIONS[name]
    document = document_of(base)
    full = drawn(document)
    said = pages(document)
    for words in range(0, 2000, 20):
        longer = document_of(replace(base, synthese=f"{base.synthese} {story(1, words)}"))
        if drawn(longer) > full:
            break
        said = pages(longer)
    assert full - 0.05 <= said <= full + 0.1 * full


@settings(max_examples=200)
@given(st.text(st.sampled_from("abc éWi-’ .,«»MQ1"), max_size=80), st.integers(300, 3000))
def test_lines_are_never_fewer_than_the_width_asks(text: str, room: int) -> None:
    assert lines(text, room) * room >= width(text) - 25 * len(text)


def test_a_letter_that_no_font_has_is_as_wide_as_its_code_point() -> None:
    assert width("😀") >= width("[U+1F600]") - 5


def test_the_foot_says_the_page_and_how_many_there_are() -> None:
    """Even where a text thought to take one page takes two."""
    assert squeezed(pdf_text(one(TYPICAL))).endswith("1/1")
    crowded = replace(BARE, synthese="mot\n" * 100)
    assert len(document_of(crowded).source) < 4200
    read = [squeezed(sheet.extract_text()) for sheet in pdf(one(crowded)).pages]
    assert [text[-3:] for text in read] == ["1/2", "2/2"]


def one(context: FicheContext) -> bytes:
    written = render_fiche(context, "pdf")
    assert isinstance(written, bytes)
    return written
