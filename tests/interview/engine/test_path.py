"""The path: two machines that must agree, and what becomes of answers that leave it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.foresight import walk
from interview.engine import FlowMachine, Interview, MoveError, begin, knowledge, moves, replay
from interview.engine.state import Event
from tests.interview.answering import answers_to
from tests.interview.engine.test_coverage import conducted
from tests.support import CASE_6, shipped_machine


def random_interview(data: st.DataObject) -> tuple[Interview, list[Event]]:
    """An interview answered or skipped at random, to its end."""
    interview = begin(shipped_machine(), "0123-45Z")
    events: list[Event] = []
    while not interview.flow.is_ending(interview.place):
        question = interview.flow.questions[interview.place]
        if not question.required and data.draw(st.booleans()):
            event = moves.skip(interview)
        elif question.at_most:
            event = moves.answer(interview, "1")
        else:
            event = moves.answer(interview, data.draw(answers_to(question, interview.flow.catalogue)))
        events.append(event)
        interview = interview.apply(event)
    return interview, events


@given(st.data())
def test_the_state_machine_goes_where_the_flow_itself_goes(data: st.DataObject) -> None:
    """The transitions machine drives, the flow's own walk proves: one path for the same answers."""
    interview, _ = random_interview(data)
    known = {**interview.shared, **interview.situations[0].given}
    assert interview.current.path == walk(interview.flow, known)
    assert knowledge.core_complete(interview, 1)


@given(st.data())
def test_replay_gives_the_interview_that_was_held(data: st.DataObject) -> None:
    """From scratch or one answer after the other, at any point."""
    interview, events = random_interview(data)
    assert replay(interview.machine, "0123-45Z", events) == interview
    cut = data.draw(st.integers(0, len(events)))
    half = replay(interview.machine, "0123-45Z", events[:cut])
    for event in events[cut:]:
        half = half.apply(event)
    assert half == interview


@given(st.data())
def test_the_order_in_which_answers_come_does_not_change_the_path(data: st.DataObject) -> None:
    """Answers are keyed by question: given in any order, they make the same situation."""
    interview, events = random_interview(data)
    shuffled = data.draw(st.permutations(events))
    other = replay(interview.machine, "0123-45Z", shuffled)
    assert (other.current.path, other.current.place) == (interview.current.path, interview.current.place)
    assert other.answers(1) == interview.answers(1)


def test_an_edit_keeps_what_stays_on_the_path_and_parks_what_leaves_it(machine: FlowMachine) -> None:
    """Case 6, « déposée » becomes « non »: what was received is set aside, out of everything, not lost."""
    before = conducted(machine, CASE_6)
    edited = _edited(before, "demande", "non")
    assert set(knowledge.parked(edited, 1)) == {
        *("reception", "regularite", "blocage", "raisons_non_reception"),
    }
    assert edited.situations[0].given["reception"] == "rien"
    assert "reception" not in edited.answers(1)
    assert edited.answers(1)["issue"] == "en_cours"
    states = {line.question: line.state for line in knowledge.review(edited, 1)}
    assert states["reception"] == "parquee"
    assert states["issue"] == "repondue"
    answered = edited.apply(moves.answer(edited, ["civisme"]))
    assert answered.answers(1)["synthese"] == before.answers(1)["synthese"]
    assert answered.flow.is_ending(answered.place)


def test_parked_answers_come_back_when_the_path_returns(machine: FlowMachine) -> None:
    """The edit undone, everything is as it was: same path, same answers, same qualification."""
    before = conducted(machine, CASE_6)
    back = _edited(_edited(before, "demande", "non"), "demande", "deposee")
    assert back.answers(1) == before.answers(1)
    assert back.current.path == before.current.path
    assert knowledge.parked(back, 1) == ()
    assert knowledge.qualification(back, 1) == knowledge.qualification(before, 1)


def test_an_edit_that_opens_a_question_stops_at_it(machine: FlowMachine) -> None:
    """The interview goes on at the first question that has no answer, and nowhere else."""
    edited = _edited(conducted(machine, CASE_6), "demande", "non")
    assert edited.place == "raisons_non_demande"
    assert not knowledge.qualified(edited, 1)
    assert knowledge.core_complete(edited, 1)


def test_an_edit_that_closes_the_right_parks_everything_below(machine: FlowMachine) -> None:
    """Not entitled, verified: only the reason is asked; the rest waits."""
    edited = _edited(conducted(machine, CASE_6), "eligibilite", "non")
    assert edited.place == "motif_non_eligibilite"
    closed = edited.apply(moves.answer(edited, "plafond"))
    assert closed.place == "fin_sans_droit"
    assert closed.current.path == (
        *("nature", "prestation", "eligibilite", "appui_eligibilite", "motif_non_eligibilite"),
    )
    assert knowledge.qualification(closed, 1).certainty == "aucun"
    assert "connaissance" in knowledge.parked(closed, 1)


def _edited(interview: Interview, question: str, raw: Any) -> Interview:
    shown = interview.apply(moves.go_to(interview, question))
    assert shown.place == question
    return shown.apply(moves.answer(shown, raw))


def test_back_after_an_answer_shows_the_question_just_answered(machine: FlowMachine) -> None:
    """At every question of a whole interview; the answer given then is still there."""
    interview = begin(machine, "0123-45Z")
    with pytest.raises(MoveError):
        moves.back(interview)
    while not interview.flow.is_ending(interview.place):
        asked = interview.place
        given = CASE_6.get(asked)
        event = moves.skip(interview) if given is None else moves.answer(interview, given)
        interview = interview.apply(event)
        shown = interview.apply(moves.back(interview))
        assert shown.place == asked
        assert shown.answers(1) == interview.answers(1)
        assert shown.apply(moves.resume(shown)) == interview


def test_back_all_the_way_visits_the_path_in_reverse(machine: FlowMachine) -> None:
    """Questions passed over are not shown, and the first one is the end of the way."""
    interview = conducted(machine, CASE_6)
    visited = []
    for _ in interview.current.path:
        interview = interview.apply(moves.back(interview))
        visited.append(interview.place)
    assert tuple(reversed(visited)) == interview.current.path
    with pytest.raises(MoveError) as refused:
        moves.back(interview)
    assert "première question" in str(refused.value)


def test_the_same_answer_given_again_changes_nothing(machine: FlowMachine) -> None:
    """To look back and confirm is harmless."""
    before = conducted(machine, CASE_6)
    for question in ("nature", "eligibilite", "demande", "taille_menage", "chronologie"):
        assert _edited(before, question, CASE_6[question]) == before


def test_a_question_that_was_not_asked_cannot_be_shown(machine: FlowMachine) -> None:
    """The refusal names it, and the nearest that was."""
    interview = conducted(machine, CASE_6)
    with pytest.raises(MoveError) as refused:
        moves.go_to(interview, "domaine")
    assert "« domaine »" in str(refused.value)
    with pytest.raises(MoveError) as misspelt:
        moves.go_to(interview, "connaisance")
    assert "« connaissance »" in str(misspelt.value)


def test_a_section_is_skipped_in_one_go_and_only_where_nothing_is_required(machine: FlowMachine) -> None:
    """The rest of the section is left out; a required question stops it, and nothing moves."""
    interview = conducted(machine, CASE_6, until="organismes")
    events = moves.skip_section(interview)
    for event in events:
        interview = interview.apply(event)
    assert [each.question for each in events] == ["organismes", "details", "depuis", "causee_par"]
    assert interview.place == "manque_mensuel"
    with pytest.raises(ValueError, match="noyau"):
        moves.skip_section(begin(machine, "0123-45Z"))


def test_at_the_end_there_is_nothing_to_answer_nor_to_skip(machine: FlowMachine) -> None:
    """Told in words, never an exception of the library."""
    interview = conducted(machine, CASE_6)
    with pytest.raises(MoveError, match="Toutes les questions"):
        moves.answer(interview, "oui")
    with pytest.raises(MoveError, match="Toutes les questions"):
        moves.skip(interview)


def test_lowering_the_size_of_the_household_never_leaves_more_persons_concerned(machine: FlowMachine) -> None:
    """Domain §3: concerned ≤ size, also after an edit."""
    edited = _edited(conducted(machine, CASE_6), "taille_menage", "2")
    concerned = edited.answers(1).get("personnes_concernees")
    assert concerned is None or concerned <= 2


def test_nothing_of_an_interview_can_be_changed_from_outside(machine: FlowMachine) -> None:
    """An event gives another interview; the one before is as it was."""
    before = conducted(machine, CASE_6, until="issue")
    path, known = before.current.path, before.answers(1)
    before.apply(moves.answer(before, "droit_perdu"))
    assert (before.current.path, before.answers(1), before.place) == (path, known, "issue")
