"""Every question of the shipped flow is reached, every choice taken, every way gone, by the engine itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from flows.flow import Flow
from flows.foresight import walk
from flows.grammar import NOTHING_TO_ASK
from interview.engine import AnswerError, FlowMachine, Interview, begin, knowledge, moves
from interview.recording import Heading, record_of
from interview.views import known_of, prompt_of, review_of, verdict_of
from tests.support import CASE_6, sequential_ids, shipped_flow, shipped_machine

TODAY = "2026-03-03"
SAID_NOTHING: dict[str, Any] = {
    "eligibilite": "oui",
    "appui_eligibilite": "verifie",
    "connaissance": "partielle",
    "proposition": "non_malgre_contact",
    "demande": "non",
    "issue": "en_cours",
}
PROFILES: dict[str, dict[str, Any]] = {
    "asked, not received": CASE_6 | {"manque_mensuel": "50", "asf_demandee": "oui", "accord": "oui"},
    "knew in part, was not told, did not ask": CASE_6 | SAID_NOTHING,
    "not a matter of money": CASE_6 | {"nature": "non_financiere", "domaine": "sante"},
    "not entitled": CASE_6 | {"eligibilite": "non", "motif_non_eligibilite": "plafond"},
    "not entitled, it is thought": CASE_6 | {"eligibilite": "non", "appui_eligibilite": "estimation"},
}
FIRST_OF_KIND: dict[str, Any] = {
    "entier": "3",
    "montant": "50",
    "mois": "08/2025",
    "date": "12/08/2025",
    "texte": "Des faits.",
    "lignes": [{"date": "2025", "fait": "Dépôt."}],
    "menage": "0123-45Z",
    "lien": "aucune",
}


def choices() -> Iterator[tuple[str, Any]]:
    """Every answer of every question with choices, and one answer of the others."""
    for question in shipped_flow().file.questions:
        if question.catalogue:
            codes = shipped_flow().catalogue.codes(question.catalogue)
            yield from ((question.id, [code] if question.multiple else code) for code in codes)
        elif question.choices:
            yield from ((question.id, [code] if question.multiple else code) for code in question.codes)
        else:
            yield question.id, FIRST_OF_KIND[question.kind]


CHOICES = list(choices())


def conducted(machine: FlowMachine, answers: Mapping[str, Any], until: str = "") -> Interview:
    """The interview in which what *answers* leaves out is skipped, up to *until* or to its end."""
    interview = begin(machine, "0123-45Z")
    while interview.place != until and not interview.flow.is_ending(interview.place):
        asked = interview.place
        event = moves.answer(interview, answers[asked]) if asked in answers else moves.skip(interview)
        interview = interview.apply(event)
    return interview


@cache
def profile_reaching(question: str) -> str:
    """The first profile on whose path *question* stands."""
    for name, answers in PROFILES.items():
        if question in conducted(shipped_machine(), answers).current.path:
            return name
    raise LookupError(question)


@pytest.mark.parametrize("question", [each.id for each in shipped_flow().file.questions])
def test_the_question_is_reached_and_shown(machine: FlowMachine, question: str) -> None:
    """From the first question on, with answers an agent may give; its prompt is complete."""
    interview = conducted(machine, PROFILES[profile_reaching(question)], until=question)
    prompt = prompt_of(interview, TODAY)
    assert prompt is not None
    assert prompt.question == question
    assert prompt.text and prompt.why and prompt.section and prompt.progress
    asked_of_the_person = interview.flow.questions[question].approach != NOTHING_TO_ASK
    assert bool(prompt.approach) is asked_of_the_person
    asked = interview.flow.questions[question]
    offered = {each.code for each in prompt.options}
    behind_zero = (
        {prompt.unknown_value} if isinstance(prompt.unknown_value, str) else set(prompt.unknown_value)
    )
    assert offered | (behind_zero if prompt.unknown else set()) >= set(asked.codes)
    assert prompt.skippable == (not asked.required)


@pytest.mark.parametrize(
    ("question", "raw"), CHOICES, ids=lambda each: str(each) if isinstance(each, str) else ""
)
def test_the_answer_is_taken_and_leads_to_an_end(machine: FlowMachine, question: str, raw: Any) -> None:
    """It is kept on the path, the interview goes on to its end, and the end has its qualification."""
    profile = PROFILES[profile_reaching(question)]
    interview = conducted(machine, profile, until=question)
    interview = interview.apply(moves.answer(interview, raw))
    assert question in interview.current.path
    kept = interview.answers(1)[question]
    if interview.flow.questions[question].choices or interview.flow.questions[question].catalogue:
        assert kept == (tuple(raw) if isinstance(raw, list) else raw)
    finished = conducted(machine, _compatible(profile | {question: raw}))
    assert finished.flow.is_ending(finished.place)
    assert finished.answers(1)[question] == kept
    assert verdict_of(finished, 1).title
    assert record_of(finished, _heading(), 2).situations[0].core_complete


def _compatible(answers: dict[str, Any]) -> dict[str, Any]:
    """What a changed answer opens is given too."""
    return {"motif_non_eligibilite": "autre", "domaine": "autre"} | answers


def _heading() -> Heading:
    return Heading(id=sequential_ids()(), reference="26-00000", flow=1, started_at=1)


def test_every_choice_of_the_flow_is_among_those_taken(flow: Flow) -> None:
    """The parametrisation misses none, of no question."""
    taken: dict[str, set[str]] = {}
    for question, raw in CHOICES:
        taken.setdefault(question, set()).update(map(str, raw if isinstance(raw, list) else [raw]))
    assert set(taken) == set(flow.questions)
    for asked in flow.file.questions:
        assert taken[asked.id] >= set(asked.codes)


def test_every_way_out_of_every_question_is_gone(machine: FlowMachine) -> None:
    """No exit of the shipped flow is dead, nor any guard that never passes a question over."""
    flow = machine.flow
    gone: set[tuple[str, str]] = set()
    passed: set[str] = set()
    for question, raw in CHOICES:
        answers = _compatible(PROFILES[profile_reaching(question)] | {question: raw})
        interview = conducted(machine, answers)
        stops = [*interview.current.path, interview.place]
        known = interview.answers(1)
        gone.update((here, flow.next_place(here, known)) for here in interview.current.path)
        passed.update(set(flow.questions) - set(stops))
    assert gone >= {(here, way.to) for here, ways in flow.ways.items() for way in ways}
    assert passed >= {each.id for each in flow.file.questions if each.when or each.follows}


@pytest.mark.parametrize("profile", PROFILES)
def test_at_every_moment_of_an_interview_everything_can_be_shown(machine: FlowMachine, profile: str) -> None:
    """Panel, review, verdict and record never fail, on the first question no more than at the end."""
    interview = begin(machine, "0123-45Z")
    answers = _compatible(PROFILES[profile])
    seen: list[str] = []
    while not interview.flow.is_ending(interview.place):
        asked = interview.place
        seen.append(asked)
        assert known_of(interview).remaining
        assert [row.question for row in review_of(interview, 1)] == seen[:-1]
        assert verdict_of(interview, 1).title
        assert record_of(interview, _heading(), 2).position == asked
        event = moves.answer(interview, answers[asked]) if asked in answers else moves.skip(interview)
        interview = interview.apply(event)
    assert prompt_of(interview, TODAY) is None
    assert tuple(seen) == walk(interview.flow, {**interview.shared, **interview.current.given})
    assert known_of(interview).remaining == "Toutes les questions ont été vues"


def test_a_required_question_cannot_be_skipped_and_says_what_it_takes(machine: FlowMachine) -> None:
    """The refusal lists the codes; nothing has moved."""
    interview = begin(machine, "0123-45Z")
    with pytest.raises(AnswerError) as refused:
        moves.skip(interview)
    assert refused.value.accepted == ["financiere", "non_financiere"]


def test_case_6_takes_at_most_fourteen_questions_to_its_qualification(machine: FlowMachine) -> None:
    """Domain §3: an agent with one hand free gets through the core of an ordinary case."""
    interview = begin(machine, "0123-45Z")
    asked = 0
    while not knowledge.core_complete(interview, 1):
        interview = interview.apply(moves.answer(interview, CASE_6[interview.place]))
        asked += 1
    assert asked <= 12
    while not knowledge.qualified(interview, 1):
        interview = interview.apply(moves.answer(interview, CASE_6[interview.place]))
        asked += 1
    assert asked <= 14


def test_progress_counts_down_to_the_qualification_and_never_up_along_a_path(machine: FlowMachine) -> None:
    """« encore 6 questions au plus » is a promise."""
    for answers in PROFILES.values():
        interview = begin(machine, "0123-45Z")
        left = [knowledge.progress(interview).before_qualification]
        while not interview.flow.is_ending(interview.place):
            given = _compatible(answers).get(interview.place)
            event = moves.skip(interview) if given is None else moves.answer(interview, given)
            interview = interview.apply(event)
            left.append(knowledge.progress(interview).before_qualification)
        assert left == sorted(left, reverse=True)
        assert left[-1] == 0 < left[0]
