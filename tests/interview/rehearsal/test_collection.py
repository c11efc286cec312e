"""The library of cases: each is reached by its own answers only, and together they cover everything."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest

from flows.case import Variance
from flows.flow import Flow
from flows.loader import shipped_cases
from flows.qualification import qualify
from flows.reference import reference_of
from flows.single_change import after_one_change, decisive, on_path, outcome, single_changes
from interview.conversation import Conversation
from interview.engine import knowledge
from interview.passages import passages_in
from interview.rehearsal.cases.collection import TrainingCase, shipped_training_cases
from interview.replay import Replayed, check_case, run
from interview.workbench.case_checks import case_remarks
from tests.support import make_workplace

CASES = {each.name: each for each in shipped_training_cases()}
NAMES = [each.name.removesuffix(".yaml") for each in shipped_cases()]
FEWEST_PROBED = 2
"""Questions of a case whose decisive fact is only said if it is asked well."""
FEWEST_EXPLANATIONS = 3
"""Ways there are of there being no non-recours, told by as many cases at least."""


@cache
def replayed(name: str) -> Replayed:
    return run(CASES[name].scenario, make_workplace())


def situations(case: TrainingCase) -> Iterator[int]:
    return iter(range(1, len(case.scenario.file.situations) + 1))


def variance(case: TrainingCase, rank: int, question: str, code: str) -> Variance | None:
    """What the case says of that other answer."""
    told = case.scenario.file.situations[rank - 1].variances
    return next((each for each in told if each.question == question and code in each.answers), None)


# ——— each case


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_case_can_be_rehearsed(name: str) -> None:
    """It says who comes and lets them speak; on some questions, only to whoever asks well."""
    assert name in CASES, "no « formation »"
    voices = [
        each for situation in CASES[name].scenario.file.situations for each in situation.voices.values()
    ]
    assert any(each.manner != "clair" for each in voices)
    assert sum(any(probe.helps for probe in each.probes) for each in voices) >= FEWEST_PROBED


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_said_of_a_shipped_case(name: str, flow: Flow) -> None:
    """Neither fault nor advice: it is what the guide asks of whoever writes one."""
    scenario = CASES[name].scenario
    check_case(scenario, flow)
    assert [str(each) for each in case_remarks(scenario, flow, sound=True)] == []


@pytest.mark.parametrize("name", CASES)
def test_the_reference_of_a_case_gives_what_it_expects(name: str) -> None:
    """And it expects all there is to expect of each situation."""
    for situation in CASES[name].scenario.file.situations:
        expected = situation.expected
        assert expected is not None
        told = (expected.certainty, expected.forms, expected.abandoned, expected.typology, expected.to_check)
        assert None not in told
        assert expected.reasons is not None or not expected.forms
    assert replayed(name).differences == ()


@pytest.mark.parametrize("name", CASES)
def test_the_reference_is_read_as_it_is_held(name: str, flow: Flow) -> None:
    """The path and the qualification of the pure reading are those of the engine."""
    held = replayed(name).conversation
    for rank in situations(CASES[name]):
        reference = reference_of(flow, CASES[name].scenario.file, rank)
        said = qualify(flow, on_path(flow, reference))
        by_engine = knowledge.qualification(held.interview, rank)
        assert outcome(said) == outcome(by_engine)
        assert {form: set(codes) for form, codes in said.reasons.items()} == {
            form: set(codes) for form, codes in by_engine.reasons.items()
        }
        assert set(held.interview.situations[rank - 1].path) <= set(reference)


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_reached_by_its_own_answers_only(name: str, flow: Flow) -> None:
    """One decisive answer replaced: the outcome is another, or the case says why it is not.

    The engine agrees, wherever the replaced answer opens no question that the reference cannot answer.
    """
    case, silent = CASES[name], []
    for rank in situations(case):
        reference = reference_of(flow, case.scenario.file, rank)
        now = outcome(knowledge.qualification(replayed(name).conversation.interview, rank))
        for change in single_changes(flow, reference):
            after = outcome(after_one_change(flow, reference, change.question, change.value))
            held = _held_with(name, rank, change.question, change.value)
            if held.core_complete(rank):
                assert outcome(knowledge.qualification(held.interview, rank)) == after
            said = variance(case, rank, change.question, change.code)
            if after == now and (said is None or not said.why.strip()):
                silent.append(f"situation {rank} : {change.question} = {change.code}")
    assert silent == []


def _held_with(name: str, rank: int, question: str, value: object) -> Conversation:
    """The case held again, with one of its answers given otherwise at the end."""
    held = run(CASES[name].scenario, make_workplace()).conversation
    held.go_to(question, rank)
    held.answer(value, question)
    return held


@pytest.mark.parametrize("name", CASES)
def test_an_accepted_answer_never_hides_another_form(name: str, flow: Flow) -> None:
    """What is as right as the reference may be less certain; it does not say something else."""
    case = CASES[name]
    for rank in situations(case):
        reference = reference_of(flow, case.scenario.file, rank)
        forms = qualify(flow, on_path(flow, reference)).forms
        for change in single_changes(flow, reference):
            said = variance(case, rank, change.question, change.code)
            if said is not None and said.accepted:
                assert set(change.said.forms) == set(forms), (change.question, change.code)


@pytest.mark.parametrize("name", NAMES)
def test_no_case_names_anybody_not_even_in_its_comments(name: str, flow: Flow) -> None:
    """The guard reads every text when a case is checked; here, what only its readers see."""
    text = next(each for each in shipped_cases() if each.name == f"{name}.yaml").read_text("utf-8-sig")
    comments = [line.partition("#")[2] for line in text.splitlines() if "#" in line]
    assert [each.excerpt for each in passages_in(flow, "\n".join(comments))] == []


# ——— cases that name others


@pytest.mark.parametrize("name", [each for each in CASES if CASES[each].case.follows])
def test_a_later_visit_is_about_the_same_thing(name: str) -> None:
    """The answers of the earlier case are proposed: what is missing is the same, the conclusion is not."""
    earlier = CASES[CASES[name].case.follows]
    before, after = (each.scenario.file.situations[0] for each in (earlier, CASES[name]))
    for question in ("nature", "prestation", "domaine"):
        assert before.answers.get(question) == after.answers.get(question)
    assert before.expected is not None
    assert after.expected is not None
    assert before.expected.forms != after.expected.forms


@pytest.mark.parametrize("name", [each for each in CASES if CASES[each].case.near])
def test_a_near_miss_differs_by_one_answer_that_decides(name: str, flow: Flow) -> None:
    """One fact, one answer, and another conclusion or other reasons."""
    near = CASES[CASES[name].case.near]
    mine, theirs = (on_path(flow, reference_of(flow, each.scenario.file, 1)) for each in (CASES[name], near))
    both = [each for each in decisive(flow, mine) if each in theirs]
    assert len([each for each in both if mine[each] != theirs[each]]) == 1
    assert CASES[name].case.fact


# ——— all of them


def gathered(part: str) -> set[str]:
    """Everything the cases give under that name of the result, situation after situation."""
    results = [each for name in CASES for each in replayed(name).result.situations]
    values = [getattr(each, part) for each in results]
    return set(chain.from_iterable(each if isinstance(each, tuple) else [each] for each in values))


def test_together_they_cover_every_form_certainty_and_trait(flow: Flow) -> None:
    """Forms active by default, « avéré », « potentiel » and « aucun », a request given up, every trait."""
    assert gathered("formes") == {form.rule.code for form in flow.forms}
    assert gathered("certitude") == {"avere", "potentiel", "aucun"}
    assert gathered("abandon") == {True, False}
    assert gathered("typologie") == {trait.rule.code for trait in flow.traits}


def test_together_they_cover_every_reason_of_every_form(flow: Flow) -> None:
    """« Non établie » stands at least once somewhere: it is an answer too."""
    found: dict[str, set[str]] = {form.rule.code: set() for form in flow.forms}
    for name in CASES:
        for situation in replayed(name).result.situations:
            for form, codes in situation.raisons.items():
                found[form] |= set(codes)
    for form in flow.forms:
        listed = {each for each in flow.questions[form.rule.reasons].codes if each != "non_etablie"}
        assert listed - found[form.rule.code] == set(), form.rule.code
    assert any("non_etablie" in codes for codes in found.values())


def test_together_they_cover_the_ways_of_not_being_a_non_recours(flow: Flow) -> None:
    """No right, all received, still within the delay… : at least three, each with its own words."""
    explained = set()
    for name, case in CASES.items():
        for rank in situations(case):
            said = knowledge.qualification(replayed(name).conversation.interview, rank)
            explained |= {said.no_form.code} if said.no_form else set()
    assert len(explained) >= FEWEST_EXPLANATIONS


def test_together_they_cover_what_becomes_of_a_situation_and_what_is_not_money(flow: Flow) -> None:
    """Under way, settled, lost; and an offer that is not financial."""
    answers = [
        reference_of(flow, case.scenario.file, rank) for case in CASES.values() for rank in situations(case)
    ]
    assert {"en_cours", "regularisee", "droit_perdu"} <= {each.get("issue") for each in answers}
    assert {each["nature"] for each in answers} == {"financiere", "non_financiere"}


def test_there_are_cascades_later_visits_near_misses_and_every_level() -> None:
    """What a half-day is made of."""
    assert len(CASES) >= 20
    caused = [
        name for name, case in CASES.items() if any(each.cause for each in case.scenario.file.situations)
    ]
    assert caused
    assert [name for name, case in CASES.items() if case.case.follows]
    assert len([name for name, case in CASES.items() if case.case.near]) >= 3
    assert {case.case.level for case in CASES.values()} == {"premier", "confirme", "delicat"}
