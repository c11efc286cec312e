"""What a session gives to read: it points at what divides, counts people, and never ranks nor shows one."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from interview.rehearsal.session.folder.gathering import Session
from interview.rehearsal.session.reporting.as_json import as_dict, written
from interview.rehearsal.session.reporting.report import Report, context_of, report_of
from interview.rehearsal.session.reporting.text import text
from templates import markdown_of, render_document
from tests.templates.axe import browser, violations
from tests.templates.reading import page, pdf_structure, pdf_text

from .simulated import GUICHET, PLANTED, RENONCE, answers, fifteen, prepared_in, with_answers

IN_CHROMIUM = pytest.mark.skipif(
    browser() is None,
    reason="NO CHROMIUM HERE: axe-core was NOT run, the report is NOT known to be accessible",
)
PLANTED_TITLE = "Demande"


def test_the_report_of_fifteen_is_as_it_was_read(report: Report, golden: Callable[[str, str], None]) -> None:
    """Every word of it, at 80 columns."""
    golden("quinze.txt", text(report) + "\n")


def test_the_report_points_at_the_planted_question(report: Report) -> None:
    """It comes first, in the two cases where it was planted, in every form of the report."""
    first, second = report.figures.dividing[:2]
    assert {first.question, second.question} == {PLANTED}
    assert {first.unit.case, second.unit.case} == {GUICHET, RENONCE}
    context = context_of(report)
    assert PLANTED_TITLE in context.essentiel[0]
    assert [each.titre.split(",")[0] for each in context.partages[:2]] == [
        f"1. {PLANTED_TITLE}",
        f"2. {PLANTED_TITLE}",
    ]
    said = as_dict(report)
    assert said["questions_qui_partagent"][0]["question"] == PLANTED
    assert said["questions_du_parcours"][0]["question"] == PLANTED
    assert "empechee" in said["confusions"][0]["reponses"]


def test_no_line_is_wider_than_eighty_columns(report: Report) -> None:
    """A terminal of 80 columns folds nothing."""
    assert max(map(len, text(report).splitlines())) <= 80


def test_the_brief_text_leaves_each_case_out(report: Report) -> None:
    """What divides is still first; the cases and the definitions are for whoever asks."""
    told = text(report, brief=True)
    assert "1. Demande" in told
    assert "Cas par cas" not in told
    assert text(report).startswith(told)


def renumbered(session: Session) -> Session:
    """The same answers, under the numbers of other people."""
    last = max(session.participants) + 1
    changed = (msgspec.structs.replace(each, participant=last - each.participant) for each in session.answers)
    return msgspec.structs.replace(session, answers=tuple(sorted(changed, key=lambda each: each.name)))


def test_nobody_is_listed_nor_ranked(of_fifteen: Session, report: Report) -> None:
    """Exchanging everybody's number changes no letter of any report: nothing in it depends on who is who."""
    other = report_of(renumbered(of_fifteen))
    assert text(other) == text(report)
    assert written(other) == written(report)
    assert markdown_of(context_of(other)) == markdown_of(context_of(report))


def test_no_word_of_the_report_ranks_people(report: Report) -> None:
    """No number of a participant, no score, no best nor worst, in the text, the document or the JSON."""
    everything = (text(report), markdown_of(context_of(report)), written(report))
    for said in everything:
        found = re.findall(
            r"participante?s? n[°o]|n[°o]\s?\d+ (?:a|ont) répondu|\bscore|\bnote sur\b|meilleur|pire|"
            r"palmarès|bonnes? réponses? sur|\bclassement\b",
            said,
            re.IGNORECASE,
        )
        assert found == []


def keys_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in keys_of(each)}
    return {key for each in value for key in keys_of(each)} if isinstance(value, list | tuple) else set()


def test_the_json_has_no_place_for_a_person(report: Report) -> None:
    """« participants » is a count wherever it stands."""
    said = json.loads(written(report))
    assert {"participant", "numero", "personnes"}.isdisjoint(keys_of(said))
    assert said["seance"]["participants"] == {"avant": 15, "apres": 15}
    assert all(isinstance(each["participants"], int) for each in said["accord"])


def test_without_the_reference_nothing_tells_it(of_fifteen: Session) -> None:
    """No word of it, no mark, no count against it, in any form."""
    hidden = report_of(of_fifteen, reference=False)
    for said in (text(hidden), markdown_of(context_of(hidden))):
        rest = said.replace("La référence de chaque cas n’y est pas montrée", "")
        assert "référence" not in rest
        assert "admise" not in rest
        # What a case gives to talk over often says its reference.
        assert not any(point[:30] in said for case in of_fifteen.cases for point in case.case.discussion)
    data = as_dict(hidden)
    assert data["ecarts_a_la_reference"] == data["premiers_ecarts"] == []
    assert all(each["reference"] is None for each in data["questions"])
    assert data["questions_qui_partagent"][0]["question"] == PLANTED


@pytest.mark.parametrize("people", [0, 1, 2])
def test_a_handful_of_people_is_told_plainly(people: int, tmp_path: Path) -> None:
    """Nobody, one or two: the report says what cannot be said, and every form of it can be written."""
    session = prepared_in(tmp_path / "seance")
    session = with_answers(session, *(answers(session, each + 1) for each in range(people)))
    report = report_of(session)
    told = text(report)
    expected = ("Aucune réponse", "Une seule personne a répondu", "Toutes les réponses sont les mêmes")[
        people
    ]
    assert expected in told
    assert "nan" not in told.split()
    assert json.loads(written(report))
    for form in ("md", "html", "docx"):
        assert render_document(context_of(report), form)


def test_what_the_group_wrote_is_in_it(report: Report) -> None:
    """Decisions and open questions stand before the figures, and beside the question they are about."""
    said = markdown_of(context_of(report))
    assert said.index("Nous demanderons un reçu") < said.index("Les questions qui partagent le plus")
    block = said[said.index("### 1\\. Demande") :]
    assert "Le groupe a décidé" in block[:1500]
    assert "suffit-elle à informer" in said


# ── the documents ────────────────────────────────────────────────────────────────────────────────────


@IN_CHROMIUM
@pytest.mark.parametrize("reference", [True, False])
def test_axe_finds_nothing_wrong(of_fifteen: Session, reference: bool, tmp_path: Path) -> None:
    said = str(render_document(context_of(report_of(of_fifteen, reference=reference)), "html"))
    assert violations(said, tmp_path) == []


def test_the_page_has_its_titles_and_a_name_for_each_drawing(report: Report) -> None:
    """One h1, no level skipped, a drawing for each question told in full."""
    read = page(str(render_document(context_of(report), "html")))
    levels = [int(tag[1]) for tag in read.tags() if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert read.tags().count("figure") == read.tags().count("figcaption") > 6


def test_the_pdf_has_its_tags(report: Report) -> None:
    """Every drawing has words, every table its heads."""
    content = render_document(context_of(report), "pdf")
    assert isinstance(content, bytes)
    structure = pdf_structure(content)
    assert structure.count("Figure") > 6
    assert structure.count("Table") > 5
    assert "Column" in structure.scopes()
    assert "Ce que veulent dire ces nombres" in pdf_text(content)


def test_the_word_document_has_words_for_each_drawing(report: Report) -> None:
    """Each picture says what it shows."""
    content = render_document(context_of(report), "docx")
    assert isinstance(content, bytes)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        said = archive.read("word/document.xml").decode()
    described = re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', said)
    assert len(described) == said.count("<wp:inline") > 6


def test_a_session_of_fifteen_is_counted_at_once(tmp_path: Path) -> None:
    """Reading the folder, counting and writing the text: within three seconds on a slow machine."""
    import time

    session = fifteen(tmp_path / "seance")
    start = time.perf_counter()
    assert text(report_of(session))
    assert time.perf_counter() - start < 3
