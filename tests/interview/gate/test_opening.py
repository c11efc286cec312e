"""What opens the gate of a sheet, and what is recorded of it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from flows.loader import load_catalogue
from interview.agreement import agreement_of
from interview.conversation import Conversation
from interview.files.history import history
from interview.following import DESPITE
from interview.guarding import DEPARTURE, NamesSomebody, cautioned, unexcused
from interview.privacy.access_document import access_document
from interview.rebuilding import Rebuilder
from interview.sheets.content import sheet_of
from interview.sheets.gate import (
    GateClosed,
    gate_of,
)
from interview.sheets.leave import let_out, record_answer
from interview.sheets.saving import print_sheet, save_sheet
from store import Base
from templates import FORMATS, render_document
from templates.faults import SheetFault
from tests.interview.gate.support import MOTIF, NAMED, ROOT, SILENT, again, held_with, plain
from tests.support import agree, answer_all, changed_flow, make_workplace

# ── what opens it ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("accord", ["", "non", "non_demande"])
@pytest.mark.parametrize("format", FORMATS)
def test_no_sheet_leaves_without_an_agreement_in_any_format(
    base: Base, tmp_path: Path, accord: str, format: str
) -> None:
    """Neither to a file nor to the standard output, and not even an empty file."""
    held = held_with(base, accord)
    for leave in (lambda: save_sheet(held, 1, format, tmp_path / "f"), lambda: print_sheet(held, 1, format)):
        with pytest.raises(GateClosed) as closed:
            leave()
        assert closed.value.gate.to_do in str(closed.value)
    assert not (tmp_path / "f").exists()


def test_with_her_agreement_it_leaves_and_says_when_and_for_what(base: Base, tmp_path: Path) -> None:
    held = held_with(base, "oui", accord_date="03/03/2026", accord_portee="La CPAM et elle seule.")
    gate = gate_of(held, 1)
    assert gate.open
    assert gate.scope == "La CPAM et elle seule."
    assert "accord donné le 3 mars 2026" in plain(gate.why)
    text = plain(save_sheet(held, 1, "texte", tmp_path / "f").read_text("utf-8"))
    assert "Accord de la personne : oui, le 3 mars 2026. Portée : La CPAM et elle seule." in text
    assert "Transmise" not in text


@pytest.mark.parametrize("accord", ["", "non_demande"])
def test_a_recorded_reason_lets_it_out_and_is_read_on_it(base: Base, accord: str) -> None:
    """Kept in the journal: a new start of the program finds it."""
    held = held_with(base, accord)
    let_out(held, 1, MOTIF)
    for each in (held, again(held)):
        assert gate_of(each, 1).open
        assert f"Transmise sans accord recueilli : {MOTIF}" in plain(print_sheet(each, 1, "texte")[0])


def test_a_refusal_is_passed_over_only_by_a_reason_of_another_order(base: Base) -> None:
    """And the sheet says that it was passed over."""
    held = held_with(base, "non")
    with pytest.raises(SheetFault, match="refusé"):
        let_out(held, 1, MOTIF)
    assert not gate_of(held, 1).open
    let_out(held, 1, "Les enfants sont seuls.", "danger")
    told = plain(print_sheet(again(held), 1, "texte")[0])
    assert "Accord de la personne : non." in told
    assert "Transmise malgré le refus de la personne : danger pour la personne ou pour autrui." in told
    assert "Les enfants sont seuls." in told


def test_a_reason_given_before_she_refused_no_longer_holds(base: Base) -> None:
    """She had not been asked then; now she has said no."""
    held = held_with(base)
    let_out(held, 1, MOTIF)
    record_answer(held, 1, "non")
    assert not gate_of(held, 1).open
    record_answer(held, 1, "oui")
    assert gate_of(held, 1).open
    assert sheet_of(held, 1).sortie is None


@pytest.mark.parametrize("despite", DESPITE)
def test_only_another_reason_needs_words(base: Base, despite: str) -> None:
    """A legal duty or a danger says enough; « autre » alone says nothing."""
    held = held_with(base, "non")
    if despite == "autre":
        with pytest.raises(SheetFault, match="quelques mots"):
            let_out(held, 1, " ", despite)
    else:
        let_out(held, 1, "", despite)
    assert gate_of(held, 1).open is (despite != "autre")


def test_nothing_is_passed_over_when_nobody_refused(base: Base) -> None:
    held = held_with(base)
    with pytest.raises(SheetFault, match="pas refusé"):
        let_out(held, 1, MOTIF, "danger")


def test_what_opens_one_situation_opens_no_other(base: Base) -> None:
    """The agreement and the reason are of one sheet."""
    held = held_with(base, "oui")
    held.add_situation()
    answer_all(held, SILENT)
    assert gate_of(held, 1).open
    assert not gate_of(held, 2).open
    let_out(held, 2, MOTIF)
    held.add_situation()
    answer_all(held, SILENT)
    assert not gate_of(held, 3).open


def test_preview_is_not_leaving(base: Base) -> None:
    """The sheet is made for the screen whatever the person said."""
    assert sheet_of(held_with(base, "non"), 1).reference


# ── what is recorded ─────────────────────────────────────────────────────────────────────────────────


def test_agreeing_records_what_answering_would(base: Base) -> None:
    """The answer and today's date; of the interview, only what the agreement covers is left to say."""
    held = held_with(base)
    agree(held)
    assert held.interview.place == "accord_portee"
    assert [(each.question, each.value) for each in base.entries(held.heading.id) if each.kind == "reponse"][
        -2:
    ] == [("accord", "oui"), ("accord_date", "2026-03-03")]
    record = base.record(held.heading.id)
    assert record is not None
    assert (record.situations[0].accord, record.situations[0].accord_date) == ("oui", "2026-03-03")


def test_agreeing_before_the_question_counts_at_once_and_is_not_asked_again(base: Base) -> None:
    """The sheet may be wanted as soon as the core is complete."""
    held = Conversation.start(make_workplace(base))
    answer_all(held, SILENT, until="mode")
    agree(held)
    assert held.interview.place == "mode"
    assert gate_of(held, 1).open
    assert sheet_of(held, 1).accord is not None
    record = base.record(held.heading.id)
    assert record is not None
    assert record.situations[0].accord == "oui"
    asked = []
    while (prompt := held.prompt()) is not None:
        asked.append(prompt.question)
        held.skip()
    assert "accord_portee" in asked
    assert not {"accord", "accord_date"} & set(asked)


def test_agreeing_from_its_own_question_goes_on_to_the_next(base: Base) -> None:
    held = Conversation.start(make_workplace(base))
    answer_all(held, SILENT, until="accord")
    agree(held)
    assert held.interview.place == "accord_portee"


def test_an_agreement_holds_where_its_question_is_not_asked(base: Base) -> None:
    """A right that does not exist ends before; the person may still agree, or refuse."""
    held = Conversation.start(make_workplace(base))
    refused = {
        "nature": "financiere",
        "prestation": "c2s",
        "eligibilite": "non",
        "appui_eligibilite": "verifie",
        "motif_non_eligibilite": "plafond",
    }
    answer_all(held, {**SILENT, **refused})
    assert not gate_of(held, 1).open
    agree(held)
    assert gate_of(held, 1).open
    record_answer(held, 1, "non")
    assert agreement_of(held.interview, 1).refused


def test_a_flow_without_the_question_takes_a_reason_only(base: Base) -> None:
    """A team may have taken the question out: the gate stands all the same."""
    from interview.engine import FlowMachine

    source_id = "  - id: accord\n"
    flow = changed_flow((source_id, "  - id: entente\n"), ("question: accord,", "question: entente,"))
    held = Conversation.start(make_workplace(base, machine=FlowMachine(flow)))
    answer_all(held, SILENT)
    with pytest.raises(SheetFault, match="écrivez un motif"):
        record_answer(held, 1, "oui")
    let_out(held, 1, MOTIF)
    assert gate_of(held, 1).open


def test_without_a_base_the_reason_holds_while_the_interview_lasts() -> None:
    held = held_with(None)
    let_out(held, 1, MOTIF)
    assert gate_of(held, 1).open


def test_a_reason_that_may_name_somebody_is_not_kept_unless_on_purpose(base: Base) -> None:
    """And what was kept on purpose leaves; names stop a sheet before the gate does."""
    held = held_with(base)
    with pytest.raises(SheetFault, match="Verdoyant"):
        let_out(held, 1, NAMED)
    assert not held.followed.departures
    let_out(held, 1, NAMED, excused=cautioned(held, NAMED, DEPARTURE, 1))
    for each in (held, again(held)):
        assert unexcused(each, 1) == ()
        assert NAMED in plain(print_sheet(each, 1, "texte")[0])


def test_names_are_told_before_the_agreement(base: Base) -> None:
    held = held_with(base, "non")
    held.go_to("synthese")
    held.answer(NAMED)
    with pytest.raises(NamesSomebody):
        print_sheet(held, 1, "texte")


def test_the_reason_is_in_the_history_and_in_what_the_person_may_read(base: Base) -> None:
    """Who is written about can know on what ground the sheet left without her."""
    held = held_with(base)
    let_out(held, 1, MOTIF)
    change = history(held.workplace, held.heading.id)[-1]
    assert change.what == "Transmise sans accord recueilli"
    assert change.why == MOTIF
    document = access_document(held.workplace, held.interview.household)
    text = plain(str(render_document(document, "texte")))
    assert text.count(f"Transmise sans accord recueilli : {MOTIF.removesuffix('.')}") == 2


def test_the_tables_made_again_are_the_same(base: Base) -> None:
    """The reason and an agreement given early rest on the journal alone."""
    held = Conversation.start(make_workplace(base))
    answer_all(held, SILENT, until="mode")
    let_out(held, 1, MOTIF)
    agree(held)
    before = base.record(held.heading.id)
    rebuilder = Rebuilder(base, load_catalogue())
    assert list(rebuilder.differences()) == []
    rebuilder.rebuild()
    assert base.record(held.heading.id) == before


def test_nothing_but_the_gate_writes_a_sheet() -> None:
    """Where ``render_fiche`` is called: at the gate, and by the face that reads a sheet to the agent."""
    callers = set()
    for room in ("interview", "store", "flows"):
        for path in (ROOT / room).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            calls = [each.func for each in ast.walk(tree) if isinstance(each, ast.Call)]
            if any(isinstance(each, ast.Name) and each.id == "render_fiche" for each in calls):
                callers.add(path.relative_to(ROOT).as_posix())
    assert callers <= {"interview/sheets/saving.py", "interview/sheets/batch.py", "interview/line/sheets.py"}
