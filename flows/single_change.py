"""What a reference would have given, had one of its answers been another.

One function says it, for the check of a case and for its debrief alike: a difference told to whoever
writes a case is the difference told to whoever rehearses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec

from flows.conditions import Answers
from flows.flow import Flow
from flows.foresight import walk
from flows.grammar import UNKNOWN
from flows.qualification import ALONE, Certainty, Household, Qualification, qualify

Outcome: TypeAlias = tuple[frozenset[str], Certainty, bool]
"""What two qualifications are compared on: forms, certainty, whether a request was given up."""


class SingleChange(msgspec.Struct, frozen=True):
    """One answer that would be another, and what it would give.

    Attributes:
        question: the question.
        code: the code that replaces the answer; of several answers, the one added or taken away.
        value: the whole answer as it would be.
        said: what the answers would then mean.
        alike: whether forms, certainty and abandon stay as they were.
    """

    question: str
    code: str
    value: Any
    said: Qualification
    alike: bool


def after_one_change(
    flow: Flow, answers: Answers, question: str, value: Any, household: Household = ALONE
) -> Qualification:
    """What *answers* would mean if *question* had been answered by *value*, and nothing else changed.

    The path is walked again: an answer that is no longer asked for counts for nothing; a question that
    this opens takes the answer that *answers* holds for it, and is left without one otherwise.

    Args:
        answers: the answers of one situation, as the engine keeps them; those off the path do no harm.
        value: a code, a list of codes… ; None takes the answer away.
    """
    changed = {**answers, question: value}
    return qualify(flow, on_path(flow, changed), household)


def on_path(flow: Flow, answers: Answers) -> dict[str, Any]:
    """The *answers* to the questions that are asked when they are given, in the order of the path."""
    return {each: answers[each] for each in walk(flow, answers) if answers.get(each) is not None}


def outcome(said: Qualification) -> Outcome:
    """What a qualification is compared on."""
    return frozenset(said.forms), said.certainty, said.abandoned


def decisive(flow: Flow, answers: Answers) -> tuple[str, ...]:
    """The questions on the path that the rules read and that have an answer, in order."""
    return tuple(each for each in on_path(flow, answers) if each in flow.rule_questions)


def single_changes(flow: Flow, answers: Answers) -> Iterator[SingleChange]:
    """Every other answer to every decisive question, one at a time, « on ne sait pas » included."""
    now = outcome(qualify(flow, on_path(flow, answers)))
    for question in decisive(flow, answers):
        for code, value in _others(flow, question, answers[question]):
            said = after_one_change(flow, answers, question, value)
            yield SingleChange(question, code, value, said, alike=outcome(said) == now)


def _others(flow: Flow, question: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Each other answer; of several answers, each code added or taken away."""
    asked = flow.questions[question]
    codes = dict.fromkeys((*asked.codes, *((UNKNOWN,) if asked.unknown else ())))
    for code in codes:
        if not isinstance(value, list | tuple):
            if code != value:
                yield code, [code] if asked.kind in ("choix_multiple", "catalogue_multiple") else code
        elif code in value:
            left = [each for each in value if each != code]
            if left:
                yield code, left
        else:
            yield code, UNKNOWN if code == UNKNOWN else [*value, code]
