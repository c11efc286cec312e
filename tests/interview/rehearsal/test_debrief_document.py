"""The debrief on paper: what is said for one wrong attempt at « Quatre retours », in every format."""

from __future__ import annotations

import datetime
import re
from itertools import pairwise
from pathlib import Path

import pytest

from interview.rehearsal.debrief.computing import debrief_of
from interview.rehearsal.debrief.content import context_of
from interview.rehearsal.debrief.model import Debrief
from templates import RetourContext, render_document
from templates.checking import check, models
from tests.interview.rehearsal.practised import (
    answer_scene,
    begun,
    debrief,
    reference,
    reference_interview,
    shipped_cases,
    two_situations,
)
from tests.support import same_as_golden
from tests.templates.axe import browser, violations
from tests.templates.reading import docx_outline, page, pdf_structure

GOLDEN = Path(__file__).parent / "golden"


def wrong_on_purpose() -> RetourContext:
    """« Quatre retours »: a way of asking that closes, then « no request was made »."""
    case = shipped_cases()["06-quatre-retours"]
    practice = begun(case)
    answer_scene(practice, reference(case)[0].answers, until="demande")
    practice.probe(0)
    answer_scene(practice, {**reference(case)[0].answers, "demande": "non"})
    said = debrief_of(practice.flow, case, practice.finish(), reference_interview(case))
    return context_of(said)


def text_of(debrief: Debrief) -> str:
    return str(render_document(context_of(debrief), "texte"))


@pytest.mark.parametrize("format", ["md", "texte", "html"])
def test_the_debrief_is_the_one_that_was_read(format: str) -> None:
    written = str(render_document(wrong_on_purpose(), format))
    if format == "html":
        before, _, rest = written.partition("<style>")
        written = before + rest.partition("</style>")[2].lstrip()
    same_as_golden(GOLDEN / f"retour-quatre-retours.{'txt' if format == 'texte' else format}", written)


def test_the_pdf_has_the_structure_that_was_read_on_one_page() -> None:
    pdf = render_document(wrong_on_purpose(), "pdf")
    assert isinstance(pdf, bytes)
    same_as_golden(GOLDEN / "retour-quatre-retours.pdf.txt", pdf_structure(pdf).outline() + "\n")


def test_the_word_file_has_the_structure_that_was_read() -> None:
    word = render_document(wrong_on_purpose(), "docx")
    assert isinstance(word, bytes)
    same_as_golden(GOLDEN / "retour-quatre-retours.docx.txt", docx_outline(word) + "\n")


@pytest.mark.skipif(
    browser() is None,
    reason="NO CHROMIUM HERE: axe-core was NOT run, the debrief is NOT known to be accessible",
)
def test_axe_finds_nothing_wrong_with_the_page(tmp_path: Path) -> None:
    """One wrong attempt, and one of several situations."""
    several = context_of(debrief(two_situations(), {"demande": "non"}, {"connaissance": "oui"}))
    for context in (wrong_on_purpose(), several):
        html = str(render_document(context, "html"))
        assert violations(html, tmp_path) == []
        tags = page(html).tags()
        levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert tags.count("table") == tags.count("caption") > 0


def test_an_attempt_like_the_reference_is_told_in_a_few_lines() -> None:
    """No table, no advice: there is nothing to mend."""
    said = text_of(debrief(shipped_cases()["06-quatre-retours"]))
    assert "réponse par réponse." in said
    for heading in (
        "SE SÉPARENT",
        "AURAIT CONDUIT",
        "AURIEZ PU",
        "RÉPONSE PAR RÉPONSE",
        "REPOSE",
        "RELANCES",
    ):
        assert heading not in said
    assert "POUR EN PARLER" in said


def test_several_situations_are_told_apart_and_the_one_that_was_not_reached_too() -> None:
    said = text_of(debrief(two_situations(), {"demande": "non"}, scenes=1))
    assert "SITUATION 1" in said
    assert "Cette situation n’a pas été jouée." in said
    assert "Elle parle ensuite de son loyer." in said


def test_a_team_may_write_it_its_own_way_and_its_template_is_checked(tmp_path: Path) -> None:
    assert models()["retour"].struct is RetourContext
    (tmp_path / "retour.md.j2").write_text("# {{ titre }}\n\n{{ score }}\n", encoding="utf-8")
    assert any("score" in str(each) for each in check(tmp_path))


def test_every_case_can_be_written_in_every_format() -> None:
    for case in shipped_cases().values():
        context = context_of(debrief(case, {"connaissance": "non", "eligibilite": "inconnu"}))
        assert context.date == datetime.date(2026, 3, 3)
        for format in ("html", "texte", "pdf", "docx"):
            assert render_document(context, format)
