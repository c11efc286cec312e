"""What may still be concluded, and what would have led elsewhere (domain §5.3).

Reasons on the flow itself, never on the state machine that drives the conversation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any, Literal

import msgspec

from flows.conditions import Answers, Formula, Support, objection, outlook, support
from flows.flow import Flow
from flows.grammar import UNKNOWN
from flows.qualification import Certainty, qualify

MAX_CHANGES = 3
"""Beyond three different answers, it is another situation, not « what would have led elsewhere »."""


class Prospect(msgspec.Struct, frozen=True):
    """Where one form stands while questions are still being asked, and on what answers."""

    form: str
    status: Literal["retenue", "possible", "ecartee"]
    grounds: Support


class Change(msgspec.Struct, frozen=True):
    """One answer that would be another; ``before`` is None for a question not asked until then."""

    question: str
    before: Any
    after: str


class Elsewhere(msgspec.Struct, frozen=True):
    """A smallest set of changes that leads to another outcome."""

    changes: tuple[Change, ...]
    forms: tuple[str, ...]
    certainty: Certainty


def still_open(flow: Flow, answers: Answers, place: str) -> frozenset[str]:
    """Questions without an answer that may still be asked from *place* on; empty at an end.

    Args:
        answers: the answers on the path up to *place*; what was said beyond it is not known yet.
    """
    if flow.is_ending(place):
        return frozenset()
    reached, ahead = {place}, set[str]()
    for question in flow.file.questions[flow.order[place] :]:
        if question.id not in reached:
            continue
        asked = outlook(flow.guards[question.id], answers, ahead)
        if asked is not True:
            reached.add(flow.follower(question.id))
        if asked is False:
            continue
        ahead.add(question.id)
        reached.update(_destinations(flow, question.id, answers, ahead))
    return frozenset(ahead)


def most_ahead(flow: Flow, answers: Answers, place: str, counted: Set[str]) -> int:
    """How many of the *counted* questions may still be asked from *place* on, on the longest path."""
    if flow.is_ending(place):
        return 0
    ahead = still_open(flow, answers, place)
    most = dict.fromkeys(flow.endings, 0)
    for question in reversed(flow.file.questions[flow.order[place] :]):
        passed = most[flow.follower(question.id)]
        if question.id not in ahead:
            most[question.id] = passed
            continue
        onward = max(most[to] for to in _destinations(flow, question.id, answers, ahead))
        asked = onward + (question.id in counted)
        certain = outlook(flow.guards[question.id], answers, ahead) is True
        most[question.id] = asked if certain else max(asked, passed)
    return most[place]


def _destinations(flow: Flow, question: str, answers: Answers, ahead: Set[str]) -> Iterator[str]:
    for way in flow.ways[question]:
        taken = outlook(way.when, answers, ahead)
        if taken is not False:
            yield way.to
        if taken is True:
            return


def prospects(flow: Flow, answers: Answers, place: str) -> tuple[Prospect, ...]:
    """Where each form stands when *answers* are known and *place* is the next question."""
    ahead = still_open(flow, answers, place)
    return tuple(_prospect(form.rule.code, form.when, answers, ahead) for form in flow.forms)


def _prospect(code: str, when: Formula, answers: Answers, ahead: frozenset[str]) -> Prospect:
    verdict = outlook(when, answers, ahead)
    if verdict is True:
        return Prospect(code, "retenue", support(when, answers))
    if verdict is False:
        return Prospect(code, "ecartee", objection(when, answers, ahead))
    return Prospect(code, "possible", ())


def walk(flow: Flow, answers: Answers) -> tuple[str, ...]:
    """Every question asked when *answers* are given, unanswered ones being passed on the way.

    An answer to a question that is not asked is not read.
    """
    asked: list[str] = []
    counted: dict[str, Any] = {}
    place = flow.first
    while not flow.is_ending(place):
        if flow.asked(place, counted):
            asked.append(place)
            counted[place] = answers.get(place)
            place = flow.next_place(place, counted)
        else:
            place = flow.follower(place)
    return tuple(asked)


def elsewhere(flow: Flow, answers: Answers, limit: int = 5) -> tuple[Elsewhere, ...]:
    """The smallest changes of answers that lead to other outcomes, one per outcome.

    Args:
        answers: the answers on the path of a situation whose core is complete.
        limit: how many outcomes at most, the nearest first.
    """
    now = qualify(flow, answers)
    seen = {(now.forms, now.certainty)}
    found: list[Elsewhere] = []
    for size in range(1, MAX_CHANGES + 1):
        for changes in _changes(flow, answers, size):
            after = _on_path(flow, {**answers, **{each.question: each.after for each in changes}})
            outcome = qualify(flow, after)
            if (outcome.forms, outcome.certainty) not in seen:
                seen.add((outcome.forms, outcome.certainty))
                found.append(Elsewhere(changes, outcome.forms, outcome.certainty))
        if len(found) >= limit:
            break
    return tuple(found[:limit])


def _on_path(flow: Flow, answers: Mapping[str, Any]) -> dict[str, Any]:
    return {question: answers[question] for question in walk(flow, answers) if question in answers}


def _changes(flow: Flow, answers: Answers, size: int) -> Iterator[tuple[Change, ...]]:
    """Sets of *size* changes that start from one answer and settle every question this opens.

    The last answers come first: they are judgements on what happened, where the first ones say what
    it is about.
    """
    for question in reversed(walk(flow, answers)):
        if question in flow.rule_questions and question in answers:
            for change in _alternatives(flow, answers, question):
                yield from _settled(flow, answers, (change,), size)


def _settled(
    flow: Flow, answers: Answers, changes: tuple[Change, ...], size: int
) -> Iterator[tuple[Change, ...]]:
    changed = {**answers, **{each.question: each.after for each in changes}}
    opened = [
        each for each in walk(flow, changed) if each in flow.rule_questions and changed.get(each) is None
    ]
    if not opened and len(changes) == size:
        yield changes
    elif opened and len(changes) < size:
        for change in _alternatives(flow, changed, opened[0]):
            yield from _settled(flow, answers, (*changes, change), size)


def _alternatives(flow: Flow, answers: Answers, question: str) -> list[Change]:
    before = answers.get(question)
    return [
        Change(question, before, code)
        for code in reversed(flow.questions[question].codes)
        if code not in (before, UNKNOWN)
    ]
