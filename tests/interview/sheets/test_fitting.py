"""A sheet holds on one page in the common case, on two always, and says what that left out."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from interview.sheets.fitting import COMFORT, cut_text, fitted, folded
from templates import FicheContext, render_fiche
from tests.interview.sheets.cases import NAMES, sheets_of
from tests.templates.contexts import BARE, LONG, SITUATIONS, TYPICAL
from tests.templates.reading import pdf, pdf_text, squeezed

WORDS = ("dossier", "le", "renvoyé.", "de", "l’administration", "WWW", "iii", "et", "quatre fois,", "Mmmmm")


def drawn(sheet: FicheContext) -> int:
    written = render_fiche(sheet, "pdf")
    assert isinstance(written, bytes)
    return len(pdf(written).pages)


def stuffed(value: Any, draw: random.Random, longest: int, most: int) -> Any:
    """The same structure with every text made long and every list made many."""
    if isinstance(value, str):
        return " ".join(draw.choice(WORDS) for _ in range(draw.randint(1, longest)))
    if isinstance(value, tuple):
        return (
            tuple(stuffed(value[at % len(value)], draw, longest, most) for at in range(most)) if value else ()
        )
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        return type(value)(**{name: stuffed(each, draw, longest, most) for name, each in fields.items()})
    return value


@pytest.mark.parametrize("name", NAMES)
def test_the_sheets_of_the_ten_cases_hold_on_one_page(name: str) -> None:
    assert [drawn(sheet) for sheet in sheets_of(name)] == [1] * len(sheets_of(name))


@settings(max_examples=12)
@given(st.integers(0, 99), st.sampled_from([3, 12, 60, 400]), st.sampled_from([2, 9, 40]))
def test_the_longest_sheet_holds_on_two_pages(seed: int, longest: int, most: int) -> None:
    sheet: FicheContext = stuffed(LONG, random.Random(seed), longest, most)
    short = fitted(replace(sheet, abrege=""))
    assert drawn(short) <= 2


def test_a_sheet_of_words_without_any_space_holds_on_two_pages() -> None:
    sheet = replace(LONG, **dict.fromkeys(("synthese", "demande_individuelle", "service"), "W" * 5000))
    assert drawn(fitted(sheet)) <= 2


@pytest.mark.parametrize("name", list(SITUATIONS))
def test_a_sheet_that_holds_is_left_as_it_is(name: str) -> None:
    """The longest of the three takes two pages: it says all it has to."""
    assert fitted(SITUATIONS[name]) == SITUATIONS[name]


def barely_too_long() -> FicheContext:
    """One page, and a few lines of a second."""
    base, lines = replace(TYPICAL, autrement=("Si cela avait été autrement, ce serait autre chose. " * 6,)), 1
    while drawn(sheet := replace(base, synthese=f"{base.synthese}\n" + "Une ligne.\n" * lines)) == 1:
        lines += 1
    return sheet


def test_for_a_few_lines_no_fact_is_left_out_and_as_little_as_possible() -> None:
    sheet = barely_too_long()
    short = fitted(sheet)
    assert drawn(sheet) == 2
    assert drawn(short) == 1
    assert (
        short.abrege
        == "Pour tenir sur une page, cette fiche laisse au dossier : ce qui aurait conduit ailleurs."
    )
    assert replace(short, abrege="", autrement=sheet.autrement) == sheet


def test_for_many_lines_two_pages_are_taken_rather_than_words() -> None:
    sheet = replace(TYPICAL, synthese="Une ligne de texte.\n" * 50)
    assert fitted(sheet) == sheet
    assert drawn(sheet) == 2


def test_the_least_useful_gives_way_first_and_the_demand_last() -> None:
    sheet = replace(LONG, chronologie=LONG.chronologie * 3)
    short = fitted(sheet)
    assert short.abrege.startswith(
        "Pour tenir sur deux pages, cette fiche laisse au dossier : ce qui aurait conduit ailleurs, "
    )
    assert short.demande_individuelle == sheet.demande_individuelle
    assert short.proposition_institution == sheet.proposition_institution
    assert short.formes[0].appuis == sheet.formes[0].appuis
    assert short.synthese == sheet.synthese
    assert short.chronologie[0] == sheet.chronologie[0]
    assert short.chronologie[-1] == sheet.chronologie[-1]


@pytest.mark.parametrize("format", ["html", "texte", "md", "docx", "pdf"])
def test_what_was_left_out_is_told_on_the_sheet(format: str) -> None:
    from tests.templates.reading import docx_text

    short = fitted(replace(LONG, chronologie=LONG.chronologie * 3))
    written = render_fiche(short, format)
    if isinstance(written, bytes):
        written = pdf_text(written) if format == "pdf" else docx_text(written)
    assert squeezed("le milieu de la chronologie") in squeezed(written)
    assert squeezed("autres étapes, au dossier") in squeezed(written)


def test_the_middle_of_a_chronology_is_counted_with_the_proofs_it_holds() -> None:
    steps = folded(LONG.chronologie, 6)
    assert (len(steps), steps[:3], steps[4:]) == (6, LONG.chronologie[:3], LONG.chronologie[14:])
    held = sum(step.preuve is True for step in LONG.chronologie[3:14])
    assert steps[3].fait == "Et 11 autres étapes, au dossier"
    assert steps[3].preuve_texte == f"{held} sur 11"
    assert folded(LONG.chronologie, 16) == LONG.chronologie


@settings(max_examples=200)
@given(st.text(st.sampled_from("ab .!?\n"), max_size=80), st.integers(20, 60))
def test_a_text_is_cut_at_a_sentence_and_says_where_the_rest_is(text: str, most: int) -> None:
    short = cut_text(text, most)
    if len(text) <= most:
        assert short == text
    else:
        kept, mark, nothing = short.rpartition(" (suite au dossier)")
        assert (mark, nothing) == (" (suite au dossier)", "")
        assert len(kept) <= most
        assert text.startswith(kept.removesuffix("…").rstrip())


def test_nothing_gives_way_where_nothing_was_said() -> None:
    for _, give_way in COMFORT:
        assert give_way(BARE) == BARE
