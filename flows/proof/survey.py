"""What happens at each question, over all the complete interviews of a flow, in one pass down the file.

Interviews that come to the same place with the same left of every guard and exit ahead are followed
together (see :mod:`flows.proof.graph`); here every question is a place and every exit is kept, since
each is looked at for itself. What is found at a place is exact as soon as the pass has gone by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

import msgspec

from flows.proof.bounds import Exhausted, Meter
from flows.proof.graph import Outline
from flows.proof.logic import FALSE, TRUE, Number
from flows.proof.plan import END, NEXT, Plan

NO_EXIT: Mapping[int, int] = {}


class Moment(msgspec.Struct, frozen=True):
    """Some interview: its state when it comes to *question*, and the rank of the answer given there."""

    state: int
    question: int
    value: int


class Jump(msgspec.Struct, frozen=True):
    """An exit, by its rank, that leads past a question that would have been asked; such an interview."""

    exit: int
    past: int
    moment: Moment


class Survey:
    """One pass. Questions are known by their rank in the file, sets of exits by bits.

    Args:
        watched: by question, the exits (as bits) that may lead past none of *kept*.

    Attributes:
        seen: how many questions were looked at: all of them, unless *meter* stopped the pass.
        arrived: the questions that some interview comes to, to be asked or passed over.
        asked: the questions that some interview is asked, each with such an interview.
        passed: the questions that some interview comes to and passes over.
        jumped: by question of *watched*, the first question of *kept* that some answer to it leads past
            although it would have been asked, with such an interview.
        holding: by question, the sets of exits whose conditions hold together after some answer, each
            with such an interview; where the file writes no last exit, one is added that always holds.
    """

    def __init__(
        self,
        plan: Plan,
        meter: Meter,
        watched: Mapping[int, int] = NO_EXIT,
        kept: Set[int] = frozenset(),
    ) -> None:
        self.plan = plan
        self.jumped: dict[int, Jump] = {}
        self._watched = watched
        self._kept = [place for place, question in enumerate(plan.order) if question in kept]
        self.seen = 0
        self.arrived: set[int] = set()
        self.asked: dict[int, int] = {}
        self.passed: set[int] = set()
        self.holding: dict[int, dict[int, Moment]] = {}
        self._outline = _Whole(plan, TRUE)
        self._kinds: dict[int, Sequence[int]] = {}
        self._came: list[Moment | None] = [None]
        self._ahead: dict[int, dict[tuple[Number, ...], int]] = {0: {self._outline.start()[1]: 0}}
        meter.begin()
        for place in range(self._outline.end):
            try:
                self._look(place, meter)
            except Exhausted:
                self._forget(plan.order[place])
                return
            self.seen = place + 1

    @property
    def complete(self) -> bool:
        """Whether every question was looked at."""
        return self.seen == len(self.plan.order)

    def before(self, state: int) -> dict[str, Any]:
        """The answers of an interview that comes to *state*, in the order of the file; skips left out."""
        return self._said(self._came[state])

    def after(self, moment: Moment) -> dict[str, Any]:
        """The answers of an interview up to that moment."""
        return self._said(moment)

    def _said(self, moment: Moment | None) -> dict[str, Any]:
        found: list[tuple[str, Any]] = []
        while moment is not None:
            name = self.plan.names[moment.question]
            found.append((name, self.plan.book[name].values[moment.value]))
            moment = self._came[moment.state]
        return {name: value for name, value in reversed(found) if value is not None}

    def _forget(self, question: int) -> None:
        self.arrived.discard(question)
        self.passed.discard(question)
        self.asked.pop(question, None)
        self.holding.pop(question, None)

    def _look(self, place: int, meter: Meter) -> None:
        outline, question = self._outline, self.plan.order[place]
        for left, state in self._ahead.pop(place, {}).items():
            meter.count()
            self.arrived.add(question)
            if outline.left_of(outline.guards[place], place, left) == FALSE:
                self.passed.add(question)
                absent = self.plan.book[self.plan.names[question]].absent
                self._go(place + 1, place, left, Moment(state, question, absent))
            else:
                self.asked.setdefault(question, state)
                self._answer(place, left, state)

    def _answer(self, place: int, left: tuple[Number, ...], state: int) -> None:
        outline, question = self._outline, self.plan.order[place]
        holding = self.holding.setdefault(question, {})
        conditions = [(outline.left_of(when, place, left), to) for when, to in outline.ways[place]]
        for value in self._values(question):
            moment = Moment(state, question, value)
            bits, to = self._exits(conditions, question, value)
            holding.setdefault(bits, moment)
            if bits & -bits & self._watched.get(question, 0) and question not in self.jumped:
                self._jump(bits, to, place, left, moment)
            self._go(to, place, left, moment)

    def _jump(self, bits: int, to: int, place: int, left: tuple[Number, ...], moment: Moment) -> None:
        """Note a question to be kept that this answer leads past, its guard holding all the same."""
        outline = self._outline
        for between in (each for each in self._kept if place < each < to):
            rest = outline.told(place, left, moment.value, between)
            if outline.left_of(outline.guards[between], between, rest) == TRUE:
                taken = (bits & -bits).bit_length() - 1
                self.jumped[moment.question] = Jump(taken, self.plan.order[between], moment)
                return

    def _exits(self, conditions: Iterable[tuple[Number, int]], question: int, value: int) -> tuple[int, int]:
        """The exits that hold, and where the first of them leads."""
        bits, taken = 0, self._outline.end
        for rank, (when, to) in enumerate(conditions):
            if self.plan.logic.told(when, question, value) == TRUE:
                taken = taken if bits else to
                bits |= 1 << rank
        return bits, taken

    def _go(self, to: int, place: int, left: tuple[Number, ...], moment: Moment) -> None:
        there = self._ahead.setdefault(to, {})
        rest = self._outline.told(place, left, moment.value, to)
        if rest not in there:
            there[rest] = len(self._came)
            self._came.append(moment)

    def _values(self, question: int) -> Sequence[int]:
        """One answer of each kind that some guard or exit tells apart."""
        known = self._kinds.get(question)
        if known is None:
            answered = self.plan.book[self.plan.names[question]]
            looked = self._outline.looked_at.get(question, ())
            kinds: dict[tuple[int, ...], int] = {}
            for rank in answered.possible:
                kinds.setdefault(tuple(mask >> rank & 1 for mask in looked), rank)
            known = self._kinds[question] = tuple(kinds.values())
        return known


class _Whole(Outline):
    """An outline in which every question is a place and every exit leads where it says."""

    def _select(self, observed: frozenset[int]) -> None:  # noqa: ARG002 — every question is
        plan = self.plan
        places = {question: place for place, question in enumerate(plan.order)} | {END: self.end}
        self.lands = list(range(self.end + 1))
        for place, question in enumerate(plan.order):
            self.guards[place] = plan.guards[question]
            self.after[place] = place + 1
            self.ways[place] = tuple(
                (each.when, place + 1 if each.to == NEXT else places[each.to])
                for each in plan.exits[question]
            )
