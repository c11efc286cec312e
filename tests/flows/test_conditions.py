"""What a condition means: three readings of one tree that must never contradict each other."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.conditions import (
    ALWAYS,
    Every,
    Formula,
    Given,
    Some,
    formula,
    holds,
    objection,
    outlook,
    questions_of,
    support,
)
from flows.conditions import Test as Told
from flows.conditions import tests_of as all_tests_of
from flows.grammar import Condition

QUESTIONS = ("a", "b", "c")
CODES = ("oui", "non", "inconnu")

codes = st.frozensets(st.sampled_from(CODES), min_size=1)
leaves: st.SearchStrategy[Formula] = st.builds(
    Told, st.sampled_from(QUESTIONS), codes, st.booleans()
) | st.builds(Given, st.sampled_from(QUESTIONS))
formulas: st.SearchStrategy[Formula] = st.recursive(
    leaves,
    lambda inner: (
        st.builds(Every, st.lists(inner, max_size=3).map(tuple))
        | st.builds(Some, st.lists(inner, max_size=3).map(tuple))
    ),
    max_leaves=8,
)
answers = st.dictionaries(
    st.sampled_from(QUESTIONS), st.sampled_from(CODES) | st.lists(st.sampled_from(CODES)).map(tuple)
)
open_sets = st.frozensets(st.sampled_from(QUESTIONS))


def says(said: Formula, given_answers: dict[str, Any]) -> bool:
    """The meaning said a second time, as a sentence about sets."""
    match said:
        case Told(question, values, outside):
            value = given_answers.get(question)
            given_codes = set() if value is None else {value} if isinstance(value, str) else set(value)
            return bool(given_codes & values) != outside
        case Given(question):
            return question in given_answers and given_answers[question] != "inconnu"
        case Every(parts):
            return all(says(part, given_answers) for part in parts)
        case Some(parts):
            return any(says(part, given_answers) for part in parts)


def completions(known: dict[str, Any], ahead: frozenset[str]) -> list[dict[str, Any]]:
    """Every way to answer, or leave out, the questions ahead that have no answer."""
    found = [known]
    for question in sorted(ahead - set(known)):
        found = [each | more for each in found for more in ({}, *({question: code} for code in CODES))]
    return found


@given(formulas, answers)
def test_a_formula_means_what_its_operators_say(said: Formula, known: dict[str, Any]) -> None:
    """« est », « parmi », « hors », « tous », « un_de »: nothing more, nothing less."""
    assert holds(said, known) == says(said, known)


@given(formulas, answers, open_sets)
def test_an_outlook_is_never_contradicted_by_any_completion(
    said: Formula, known: dict[str, Any], ahead: frozenset[str]
) -> None:
    """True or False while questions remain is a promise about everything that may be answered."""
    verdict = outlook(said, known, ahead)
    if verdict is not None:
        assert {holds(said, each) for each in completions(known, ahead)} == {verdict}


@given(formulas, answers)
def test_when_nothing_remains_to_be_asked_the_outlook_is_decided(
    said: Formula, known: dict[str, Any]
) -> None:
    """With no question ahead the two readings are one."""
    assert outlook(said, known, frozenset()) is holds(said, known)


@given(formulas, answers, open_sets, st.sampled_from(QUESTIONS), st.sampled_from(CODES))
def test_one_more_answer_never_undoes_what_was_decided(
    said: Formula, known: dict[str, Any], ahead: frozenset[str], question: str, code: str
) -> None:
    """What is told as ruled out or held stays so while the interview goes on."""
    before = outlook(said, known, ahead)
    if before is not None and question in ahead and question not in known:
        assert outlook(said, known | {question: code}, ahead - {question}) is before


@given(formulas, answers)
def test_the_support_of_a_true_formula_belongs_to_the_answers_and_to_its_questions(
    said: Formula, known: dict[str, Any]
) -> None:
    """Grounds are never invented, and each is told once."""
    grounds = support(said, known)
    assert all(known[question] == value for question, value in grounds)
    assert {question for question, _ in grounds} <= questions_of(said)
    assert len({question for question, _ in grounds}) == len(grounds)


@given(formulas, answers)
def test_the_support_of_a_true_formula_makes_it_true_whatever_else_was_answered(
    said: Formula, known: dict[str, Any]
) -> None:
    """Other answers than those of the support (and those whose absence counts) may be anything."""
    if not holds(said, known):
        return
    kept = {question for question, _ in support(said, known)} | (set(QUESTIONS) - set(known))
    free = frozenset(QUESTIONS) - kept
    base = {question: value for question, value in known.items() if question in kept}
    assert all(holds(said, each) for each in completions(base, free) if set(each) >= free)


@given(formulas, answers, open_sets)
def test_an_objection_holds_against_every_completion(
    said: Formula, known: dict[str, Any], ahead: frozenset[str]
) -> None:
    """The answers told as ruling it out do rule it out, alone, whatever comes."""
    against = objection(said, known, ahead)
    if outlook(said, known, ahead) is not False:
        assert against == ()
        return
    kept = {question for question, _ in against} | (set(QUESTIONS) - set(known) - ahead)
    base = {question: value for question, value in known.items() if question in kept}
    assert base.items() >= dict(against).items()
    if against:
        assert not any(holds(said, each) for each in completions(base, frozenset(QUESTIONS) - kept))


@pytest.mark.parametrize(
    ("said", "known", "ahead", "expected"),
    [
        (Told("a", frozenset({"non"})), {"a": "oui"}, frozenset(), (("a", "oui"),)),
        (
            Every((Told("a", frozenset({"oui"})), Told("b", frozenset({"oui"})))),
            {"b": "non"},
            frozenset({"a"}),
            (("b", "non"),),
        ),
        (
            Some((Told("a", frozenset({"oui"})), Told("b", frozenset({"oui"})))),
            {"a": "non", "b": "inconnu"},
            frozenset(),
            (("a", "non"), ("b", "inconnu")),
        ),
    ],
)
def test_an_objection_is_the_answer_that_closes_the_way(
    said: Formula, known: dict[str, str], ahead: frozenset[str], expected: tuple[tuple[str, str], ...]
) -> None:
    """Of « all », the first false part is enough; of « one of », every part is needed."""
    assert objection(said, known, ahead) == expected


def test_an_absent_answer_is_outside_everything_and_inside_nothing() -> None:
    """« hors » is true and « parmi » false of a question not asked or skipped."""
    for known in ({}, {"a": None}):
        assert holds(Told("a", frozenset({"oui"}), outside=True), known)
        assert not holds(Told("a", frozenset({"oui"})), known)
        assert not holds(Given("a"), known)


def test_an_unknown_answer_is_an_answer_but_does_not_give_the_question() -> None:
    """« on ne sait pas » can be tested by name; « si_repondu » does not count it."""
    assert holds(Told("a", frozenset({"inconnu"})), {"a": "inconnu"})
    assert not holds(Given("a"), {"a": "inconnu"})
    assert holds(Given("a"), {"a": 0})


def test_no_condition_is_always_true() -> None:
    """A question without « si » is always asked."""
    assert formula(None, {}) == ALWAYS
    assert holds(ALWAYS, {})
    assert outlook(ALWAYS, {}, frozenset(QUESTIONS)) is True


def test_a_fact_is_replaced_by_what_it_says() -> None:
    """Facts may rest on facts; the formula only knows questions."""
    facts = {
        "faite": Condition(question="a", among=("oui",)),
        "bien_faite": Condition(every=(Condition(fact="faite"), Condition(question="b", outside=("non",)))),
    }
    said = formula(
        Condition(some=(Condition(fact="bien_faite"), Condition(question="c", equals="oui"))), facts
    )
    assert questions_of(said) == {"a", "b", "c"}
    assert [test.question for test in all_tests_of(said)] == ["a", "b", "c"]
    assert holds(said, {"a": "oui"})
    assert not holds(said, {"a": "oui", "b": "non"})
