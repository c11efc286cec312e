"""Cases on paper: each side says what its player must know, nothing else, and fits on one sheet of paper."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.faults import ContentError
from flows.loader import load_flow
from interview.cli import cli
from interview.rehearsal.cases.collection import TrainingCase, shipped_training_cases
from interview.rehearsal.cases.printing import (
    FOR_ALL,
    SIDES,
    ForAll,
    Side,
    for_all,
    printed_case,
    write_sheets,
)
from templates import render_document
from tests.interview.rehearsal.simulated import case as invented_case
from tests.support import make_workplace
from tests.templates.reading import pdf

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
    assert all(plain(each.title) in told for each in case.case.papers)


@named
def test_papers_are_apart_to_be_cut_out_and_say_nothing_more(case: TrainingCase) -> None:
    """A paper cut out of the sheet of the person would take away what is printed on its back."""
    told = sheet(case, "papiers")
    assert all(begins(each.text) in told for each in case.case.papers)
    assert not any(begins(each.text) in sheet(case, "personne") for each in case.case.papers)
    assert begins(case.case.setting) not in told
    others = (printed_case(load_flow(), case, side, make_workplace(), TITLES, DAY) for side in SIDES)
    # A team’s own template is given them nowhere else either.
    assert not any(paper.texte for each in others if each.cote != "papiers" for paper in each.documents)


def test_no_sheet_of_papers_is_written_where_there_are_none(tmp_path: Path) -> None:
    without = invented_case("sans-papier")
    assert not without.case.papers
    written = list(write_sheets([without], SIDES, "texte", tmp_path, make_workplace()))
    assert [each.stem for each in written] == [f"sans-papier-{each}" for each in SIDES if each != "papiers"]


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
    # How many situations there are is theirs to hear.
    assert told.count(plain(flow.questions["demande"].text)) == 1


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
    assert case.scenario.file.sources
    assert all(begins(each) in told for each in case.scenario.file.sources)
    count = len(case.scenario.file.situations)
    assert (f"{count}, une par situation" in told) == (count > 1)


@pytest.mark.parametrize("side", SIDES)
def test_each_side_is_one_sheet_of_paper_printed_on_both_faces(side: Side) -> None:
    """Papers are cut out: one face only. Whoever leads a case of three situations has three pages."""
    for case in CASES:
        context = printed_case(load_flow(), case, side, make_workplace(), TITLES, DAY)
        most = {"papiers": 1, "formateur": max(2, len(case.scenario.file.situations))}.get(side, 2)
        written = render_document(context, "pdf")
        assert isinstance(written, bytes)
        assert len(pdf(written).pages) <= most, (case.name, side)


def test_a_condition_on_paper_names_the_number_of_its_question() -> None:
    context = printed_case(load_flow(), CASES[0], "agent", make_workplace(), TITLES, DAY)
    told = {each.bref: each for each in context.questions}
    number = told["Nature de l’offre"].numero
    assert plain(told["Prestation"].posee) == f"si la réponse à la question {number} est « De l’argent »"
    for each in context.questions:
        assert not any(f"à « {plain(short)} »" in plain(each.posee) for short in told)
    assert [each.bref for each in context.questions if each.derniere] == ["Ce qui ferme le droit"]


def shared(side: ForAll) -> str:
    return plain(str(render_document(for_all(load_flow(), side, DAY), "texte")))


def test_the_sheet_of_whoever_observes_is_the_same_for_all_cases() -> None:
    """What to hear, room to write it, one face; it looks at an exchange, and names no case."""
    told = shared("observateur")
    for each in ("question ouverte", "question fermée", "relance", "silence", "fait", "jugement", "promis"):
        assert each in told
    assert not any(plain(case.title) in told for case in CASES)
    written = render_document(for_all(load_flow(), "observateur", DAY), "pdf")
    assert isinstance(written, bytes) and len(pdf(written).pages) == 1


def test_answers_can_be_counted_by_hand_before_and_after() -> None:
    """Each answer of the questions that qualify, each form and certainty; a list of themes is too long."""
    flow, told = load_flow(), shared("depouillement")
    for question in flow.file.questions:
        if question.section in flow.qualifying_sections and question.id != "domaine":
            assert all(plain(each.label) in told for each in question.choices), question.id
    assert all(each.rule.label in told for each in flow.forms)
    assert "Pas de non-recours" in told and "Avant" in told and "Après" in told
    written = render_document(for_all(flow, "depouillement", DAY), "pdf")
    assert isinstance(written, bytes) and len(pdf(written).pages) == 2


def test_each_side_is_a_file_of_its_own_in_every_format(tmp_path: Path) -> None:
    for format in ("pdf", "html", "docx", "texte"):
        written = list(write_sheets(CASES[:1], (*SIDES, *FOR_ALL), format, tmp_path, make_workplace()))
        assert [each.stem for each in written] == [*(f"{CASES[0].name}-{side}" for side in SIDES), *FOR_ALL]
        assert all(each.stat().st_size > 500 for each in written)


def test_a_scenario_that_is_no_case_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    scenario = tmp_path / "sans.yaml"
    scenario.write_text("situations:\n  - reponses: {nature: financiere}\n", "utf-8")
    said = CliRunner().invoke(
        cli, ["formation", "imprimer", str(scenario), "--sortie", str(tmp_path / "ici")]
    )
    assert said.exit_code == 1
    assert not (tmp_path / "ici").exists()


def test_the_command_writes_the_sheets_it_is_asked_for(tmp_path: Path) -> None:
    """A sheet for all cases is written once, however many cases are named."""
    asked = ["--cote", "agent", "--cote", "observateur", "--sortie", str(tmp_path)]
    said = CliRunner().invoke(cli, ["formation", "imprimer", CASES[0].name, CASES[1].name, *asked])
    assert said.exit_code == 0, said.output
    names = [f"{CASES[0].name}-agent.pdf", f"{CASES[1].name}-agent.pdf", "observateur.pdf"]
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(names)


def test_a_case_that_cannot_be_printed_leaves_nothing_of_the_others(tmp_path: Path) -> None:
    """Every fault of every case at once, before the first sheet: neither a file nor its folder."""
    text = CASES[0].text
    lost = text.replace("parcours: non-recours", "parcours: introuvable", 1)
    unfit = text.replace("nature: financiere", "nature: inconnue_du_parcours", 1)
    assert text not in (lost, unfit)
    for name, source in (("bon", text), ("perdu", lost), ("faux", unfit)):
        (tmp_path / f"{name}.yaml").write_text(source, "utf-8")
    asked = [str(tmp_path / f"{name}.yaml") for name in ("bon", "perdu", "faux")]
    said = CliRunner().invoke(
        cli, ["formation", "imprimer", *asked, "--cote", "formateur", "--sortie", str(tmp_path / "ici")]
    )
    assert said.exit_code == 1
    assert isinstance(said.exception, ContentError)
    assert {Path(each.file).stem for each in said.exception.faults} == {"perdu", "faux"}
    assert not (tmp_path / "ici").exists()
