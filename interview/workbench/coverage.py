"""What scenarios exercise of a flow, and what none of them does.

Everything is read from interviews that were really held: the path of each situation is walked again
with the answers known at each step, guards and exits being evaluated there and then. What is counted
is in :mod:`interview.workbench.items`; what no interview can exercise is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from flows.conditions import holds
from flows.flow import Flow
from flows.qualification import Qualification
from interview.engine import Interview, knowledge
from interview.workbench.items import ABANDONED, FALSE, FORM, NO_FORM, TRAIT, TRUE, Item, Kind, items
from interview.workbench.reachable import out_of_reach


class Share(msgspec.Struct, frozen=True):
    """How many were exercised, of how many."""

    seen: int
    total: int

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all; 100 of nothing."""
        return self.seen * 100 // self.total if self.total else 100


class Coverage(msgspec.Struct, frozen=True):
    """What was exercised.

    Attributes:
        items: everything that some interview can exercise, in the order of the file.
        beyond: what no interview can; None where this could not be established, and it is then among
            *items*.
        times: in how many situations each was.
        entries: by question that chooses from a catalogue, the entries that were chosen.
        passed: questions put on screen and never answered otherwise than by passing them.
    """

    flow: Flow
    items: tuple[Item, ...]
    beyond: frozenset[Item] | None
    times: Counter[Item]
    entries: dict[str, frozenset[str]]
    passed: frozenset[str]

    def missing(self, kind: Kind) -> tuple[Item, ...]:
        """What no situation exercised, in the order of the file."""
        return tuple(each for each in self.items if each.kind == kind and not self.times[each])

    def share(self, kind: Kind, *, core: bool = False) -> Share:
        """How much of *kind* was exercised; of the required questions only where *core*."""
        counted = [
            each for each in self.items if each.kind == kind and (not core or each.node in self.flow.core)
        ]
        return Share(sum(1 for each in counted if self.times[each]), len(counted))

    def catalogue(self, question: str) -> Share:
        """How many entries of its catalogue a question was answered by."""
        every = self.flow.catalogue.codes(self.flow.questions[question].catalogue)
        return Share(len(self.entries.get(question, frozenset()) & set(every)), len(every))


def coverage(flow: Flow, interviews: Iterable[Interview]) -> Coverage:
    """What *interviews*, all held under *flow*, exercise of it."""
    times: Counter[Item] = Counter()
    entries: dict[str, set[str]] = {each.id: set() for each in flow.file.questions if each.catalogue}
    answered: set[str] = set()
    for interview in interviews:
        for situation in interview.situations:
            times.update(set(_situation_items(interview, situation.rank)))
            answers = interview.answers(situation.rank)
            answered.update(answers)
            for question in entries.keys() & answers.keys():
                entries[question].update(_codes(answers[question]))
    asked = {each.node for each in times if each.kind == "question"}
    beyond = out_of_reach(flow)
    return Coverage(
        flow=flow,
        items=tuple(each for each in items(flow) if times[each] or each not in (beyond or ())),
        beyond=beyond,
        times=times,
        entries={question: frozenset(codes) for question, codes in entries.items()},
        passed=frozenset(asked - answered),
    )


def _situation_items(interview: Interview, rank: int) -> Iterator[Item]:
    yield from _path_items(interview, rank)
    yield from _rule_items(knowledge.qualification(interview, rank))


def _path_items(interview: Interview, rank: int) -> Iterator[Item]:
    """The path of one situation, walked again: what is come to, asked, answered, taken."""
    flow, situation = interview.flow, interview.situations[rank - 1]
    known = {**interview.shared, **situation.given}
    settled = _asked_elsewhere(interview, rank)
    counted = {question: known[question] for question in settled}
    place = flow.first
    while not flow.is_ending(place):
        if place in settled:
            place = flow.follower(place)
            continue
        asked = holds(flow.guards[place], counted)
        yield Item("condition", place, TRUE if asked else FALSE)
        if not asked:
            place = flow.follower(place)
            continue
        if place not in situation.path:
            return
        yield Item("question", place)
        counted[place] = known[place]
        for code in _codes(known[place]):
            yield Item("choix", place, code)
        ways = flow.ways[place]
        taken = next(number for number, way in enumerate(ways) if holds(way.when, counted))
        yield Item("suite", place, str(taken + 1))
        place = ways[taken].to


def _asked_elsewhere(interview: Interview, rank: int) -> frozenset[str]:
    """Questions of the interview that were asked with another situation: passed over in this one."""
    return frozenset(
        question
        for question, host in interview.hosts.items()
        if host != rank and question in interview.situations[host - 1].path
    )


def _rule_items(said: Qualification) -> Iterator[Item]:
    for form in said.forms:
        yield Item("regle", FORM, f"{form}/{said.certainty}")
    if said.abandoned:
        yield Item("regle", ABANDONED)
    for trait in said.typology:
        yield Item("regle", TRAIT, trait)
    if said.no_form is not None:
        yield Item("regle", NO_FORM, said.no_form.code)


def _codes(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, tuple) else ()
