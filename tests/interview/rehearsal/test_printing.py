"""Cases on paper: each side says what its player must know, and nothing else."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.loader import load_flow
from interview.cli import cli
from interview.rehearsal.library import TrainingCase, shipped_training_cases
from interview.rehearsal.printing import SIDES, Side, printed_case, write_cases
from templates import render_document
from tests.support import make_workplace

DAY = datetime.date(2026, 3, 3)
CASES = shipped_training_cases()
TITLES = {each.name: each.title for each in CASES}
named = pytest.mark.parametrize("case", CASES, ids=lambda each: each.name)


def sheet(case: TrainingCase, side: Side) -> str:
    context = printed_case(load_flow(), case, side, make_workplace(), TITLES, DAY)
    return plain(str(render_document(context, "texte")))


def plain(text: str) -> str:
    """On one line, every space the same: what is said, however it is set."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def begins(text: str) -> str:
    """The first words of a text: a sheet may cut lines and words further on."""
    return plain(text)[:40].rstrip(" .")


@named
def test_whoever_plays_the_person_reads_all_they_say_and_nothing_of_the_reference(case: TrainingCase) -> None:
    told = sheet(case, "personne")
    for situation in case.scenario.file.situations:
        assert all(begins(each.says) in told for each in situation.voices.values())
        assert all(begins(probe.says) in told for each in situation.voices.values() for probe in each.probes)
        assert not any(plain(each) in told for each in situation.reasons.values())
        assert not any(plain(each.why) in told for each in situation.variances)
    assert all(begins(each.text) in told for each in case.case.papers)


@named
def test_whoever_plays_the_agent_reads_the_questions_and_nothing_of_the_case_but_its_setting(
    case: TrainingCase,
) -> None:
    told = sheet(case, "agent")
    flow = load_flow()
    assert begins(case.case.setting) in told
    assert all(begins(flow.questions[each].text) in told for each in flow.core)
    for situation in case.scenario.file.situations:
        assert not any(plain(each) in told for each in situation.reasons.values())
        assert not any(plain(each.says) in told for each in situation.voices.values())
    assert not any(plain(each.text) in told for each in case.case.papers)
    assert begins(case.case.trains) not in told


@named
def test_whoever_leads_reads_the_reference_its_reasons_and_what_to_talk_over(case: TrainingCase) -> None:
    told = sheet(case, "formateur")
    flow = load_flow()
    for situation in case.scenario.file.situations:
        assert situation.expected is not None
        for form in situation.expected.forms or ():
            assert flow.form(form).label in told
        assert all(begins(each.why) in told for each in situation.variances)
    assert all(begins(each) in told for each in case.case.discussion)


def test_each_side_is_a_file_of_its_own_in_every_format(tmp_path: Path) -> None:
    for format in ("pdf", "html", "docx", "texte"):
        written = list(write_cases(CASES[:1], SIDES, format, tmp_path, make_workplace()))
        assert [each.stem for each in written] == [f"{CASES[0].name}-{side}" for side in SIDES]
        assert all(each.stat().st_size > 500 for each in written)


def test_a_scenario_that_is_no_case_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    scenario = tmp_path / "sans.yaml"
    scenario.write_text("situations:\n  - reponses: {nature: financiere}\n", "utf-8")
    said = CliRunner().invoke(
        cli, ["formation", "imprimer", str(scenario), "--sortie", str(tmp_path / "ici")]
    )
    assert said.exit_code == 1
    assert not (tmp_path / "ici").exists()
