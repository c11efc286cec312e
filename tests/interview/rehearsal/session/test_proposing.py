"""The local flow that a session proposes: accepted and proved as it is written; only words change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.flow import Flow
from flows.loader import load_flow
from interview.rehearsal.session.folder.files import Note
from interview.rehearsal.session.folder.gathering import Session
from interview.rehearsal.session.reporting.proposing import divided_questions, proposal
from interview.rehearsal.session.reporting.report import Report, report_of
from tests.interview.test_cli import repere
from tests.support import shipped_flow

from .simulated import PLANTED, RETARD, prepared_in


def loaded(folder: Path, text: str) -> Flow:
    path = folder / "propositions.yaml"
    path.write_text(text, encoding="utf-8")
    return load_flow(path)


def without_words(flow: Flow) -> str:
    """All that a flow concludes from: its questions, codes, guards, exits and rules."""
    questions = [
        (each.id, each.kind, each.codes, each.required, each.when, each.exits, each.follows)
        for each in flow.file.questions
    ]
    forms = [(each.code, each.when) for each in flow.file.rules.forms]
    return repr((questions, forms, flow.file.rules.established, flow.file.rules.abandoned))


def test_it_is_accepted_and_proved_as_it_is_written(
    of_fifteen: Session, report: Report, tmp_path: Path
) -> None:
    """By the very commands that its first lines give."""
    written = proposal(of_fifteen, report.figures, "propositions.yaml")
    (tmp_path / "propositions.yaml").write_text(written, encoding="utf-8")
    for verb in ("verifier", "prouver"):
        run = repere("parcours", verb, "propositions.yaml", folder=tmp_path)
        assert run.returncode == 0, run.stdout + run.stderr


def test_only_words_change(of_fifteen: Session, report: Report, tmp_path: Path) -> None:
    """The decision joins what was already said in case of doubt; what is concluded is as it was."""
    flow, shipped = loaded(tmp_path, proposal(of_fifteen, report.figures, "p.yaml")), shipped_flow()
    assert without_words(flow) == without_words(shipped)
    before, after = shipped.questions[PLANTED].in_doubt, flow.questions[PLANTED].in_doubt
    assert after.startswith(before)
    assert "Venue avec ses papiers" in after
    others = [each for each in shipped.questions if each != PLANTED]
    assert [flow.questions[each] for each in others] == [shipped.questions[each] for each in others]


def test_what_nobody_decided_is_left_to_be_written(
    of_fifteen: Session, report: Report, tmp_path: Path
) -> None:
    """As comments; taking off the signs gives a file that is accepted too."""
    written = proposal(of_fifteen, report.figures, "p.yaml")
    assert "# À écrire : rien n’a été décidé" in written
    uncommented = re.sub(
        r"^(    )# ( *(?:[a-z_]+:|au_lieu_de|si_doute|choix).*)$", r"\1\2", written, flags=re.MULTILINE
    )
    assert uncommented != written
    flow = loaded(tmp_path, uncommented)
    assert "À écrire" in flow.questions["proposition"].in_doubt
    assert without_words(flow) == without_words(shipped_flow())


def test_counts_stand_above_each_question(of_fifteen: Session, report: Report) -> None:
    """Which answers, in which cases, confused with what; the planted question first."""
    assert divided_questions(of_fifteen, report.figures)[0] == PLANTED
    written = " ".join(
        line.strip(" #") for line in proposal(of_fifteen, report.figures, "p.yaml").splitlines()
    )
    for told in (
        "7 « Commencée puis laissée »",
        "Prises l’une pour l’autre : ",
        "105 paires de participants",
        "Décidé par",
    ):
        assert told in written, told


@pytest.mark.parametrize(
    "text",
    [
        'Fin." }\najouter: {questions: []}',
        "# un dièse : deux-points, {accolades} [crochets] & * ! | > % @ `",
        "\\u0041 \\n 'simple' \"double\"",
        "--- \u2028 ... \u0085 \t fin",
    ],
)
def test_whatever_is_written_stays_words(text: str, tmp_path: Path) -> None:
    """Nothing of a note or of a title is ever read as YAML."""
    session = prepared_in(tmp_path / "seance")
    note = Note(number=1, kind="decision", text=text, question=PLANTED, case=RETARD)
    title = text.replace("\n", " ").replace("\t", " ")
    changed = Session(
        place=session.place,
        sheet=type(session.sheet)(
            **{
                **{name: getattr(session.sheet, name) for name in session.sheet.__struct_fields__},
                "title": title,
            }
        ),
        flow=session.flow,
        cases=session.cases,
        references=session.references,
        notes=(note,),
    )
    flow = loaded(tmp_path, proposal(changed, report_of(changed).figures, "p.yaml"))
    assert without_words(flow) == without_words(shipped_flow())
    assert " ".join(text.split())[:4] in flow.questions[PLANTED].in_doubt


def test_a_group_that_agrees_has_nothing_to_propose(tmp_path: Path) -> None:
    """The file says so, and is accepted."""
    session = prepared_in(tmp_path / "seance")
    written = proposal(session, report_of(session).figures, "p.yaml")
    assert "Aucune question ne partage assez" in written.replace("\n# ", " ")
    assert without_words(loaded(tmp_path, written)) == without_words(shipped_flow())
