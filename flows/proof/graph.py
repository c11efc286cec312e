"""Every complete interview of a flow, folded into one small graph.

The graph is about one formula, the target. A node is a question about to be asked, with what is left
of the target and of the guards and exits still ahead once the answers above are told
(:meth:`flows.proof.logic.Logic.told`). Two interviews that reach the same question with the same left
are one node: an answer is forgotten as soon as nothing ahead depends on it. An edge is an answer;
answers that no formula of the graph tells apart are one edge. Every path from the root is the
beginning of a complete interview, and every complete interview is a path; the last nodes are the target
true, and the target false.

Only the questions that can matter are nodes: those the target reads, those a caller wants to see, those
that guards and exits of such questions read, and so on. Any other question leads to the same place
whatever its answer and its guard, and is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from flows.proof.bounds import Meter
from flows.proof.logic import FALSE, TRUE, Number
from flows.proof.plan import END, NEXT, Plan

SKIPPED = -1
"""The label of an edge that is no answer."""


class Label(msgspec.Struct, frozen=True):
    """Answers to one question that the graph does not tell apart, as ranks of values."""

    question: int
    values: tuple[int, ...]


class Outline:
    """Which questions matter to a target, and which formulas are carried from place to place.

    Attributes:
        lands: by place, the first place from there on whose question matters, or the end.
        first: where every interview lands.
        guards: by place, the guard of a question that matters.
        ways: by place, its exits that matter, with the place they lead to.
        after: by place, where one goes who is not asked.
        carried: by place, the formulas of which something is left to be told there.
        asked: by place, the question.
        looked_at: by question, the sets of values that the formulas look for.
    """

    def __init__(self, plan: Plan, target: Number, observed: Iterable[int] = ()) -> None:
        self.plan = plan
        self.target = target
        self.end = len(plan.order)
        self.guards: dict[int, Number] = {}
        self.ways: dict[int, tuple[tuple[Number, int], ...]] = {}
        self.after: dict[int, int] = {}
        self.lands = [0] * self.end + [self.end]
        self._select(frozenset(observed))
        self.first = self.lands[0]
        self._above = [0] * (self.end + 1)
        for place, question in enumerate(plan.order):
            self._above[place + 1] = self._above[place] | 1 << question
        self.carried = self._carry()
        self.asked = {place: plan.order[place] for place in self.guards}
        ways = [when for each in self.ways.values() for when, _ in each]
        self.looked_at = plan.logic.leaves([target, *self.guards.values(), *ways])
        self._moves: dict[tuple[int, int], tuple[tuple[int, Number], ...]] = {}

    def start(self) -> tuple[int, tuple[Number, ...]]:
        """The first question that matters, and what is left there: those above it are never asked."""
        left = tuple(self._rest(number, self.first, -1, -1) for number in self.carried[self.first])
        return self.first, left

    def told(self, place: int, left: tuple[Number, ...], value: int, to: int) -> tuple[Number, ...]:
        """What is left at *to* of what was left at *place*, once *value* is answered there."""
        move = self._moves.get((place, to))
        if move is None:
            ranks = {number: rank for rank, number in enumerate(self.carried[place])}
            move = tuple((ranks.get(number, -1), number) for number in self.carried[to])
            self._moves[place, to] = move
        question = self.plan.order[place]
        return tuple(
            self._rest(left[rank] if rank >= 0 else number, to, question, value) for rank, number in move
        )

    def _rest(self, number: Number, place: int, question: int, value: int) -> Number:
        """What is left of *number* at *place*, no question above but *question* having been asked since."""
        logic, book, names = self.plan.logic, self.plan.book, self.plan.names
        while known := logic.reads[number] & self._above[place]:
            other = (known & -known).bit_length() - 1
            number = logic.told(number, other, value if other == question else book[names[other]].absent)
        return number

    def left_of(self, number: Number, place: int, left: tuple[Number, ...]) -> Number:
        """What is left at *place* of one formula."""
        if number <= TRUE or not self.plan.logic.reads[number] & self._above[place]:
            return number
        return left[self.carried[place].index(number)]

    def arrival(self, place: int, left: tuple[Number, ...]) -> tuple[int, tuple[Number, ...]]:
        """The question really asked, or the end, for one who comes to *place*."""
        while place < self.end and self.left_of(self.guards[place], place, left) == FALSE:
            absent = self.plan.book[self.plan.names[self.plan.order[place]]].absent
            to = self.after[place]
            left = self.told(place, left, absent, to)
            place = to
        return place, left

    def leads(self, place: int, left: tuple[Number, ...], value: int) -> int:
        """Where the answer *value* to the question at *place* leads."""
        logic, question = self.plan.logic, self.plan.order[place]
        return next(
            to
            for when, to in self.ways[place]
            if logic.told(self.left_of(when, place, left), question, value) == TRUE
        )

    def _select(self, observed: frozenset[int]) -> None:
        plan, reads, lands = self.plan, self.plan.logic.reads, self.lands
        places = {question: place for place, question in enumerate(plan.order)} | {END: self.end}
        read = reads[self.target]
        for place in reversed(range(self.end)):
            question = plan.order[place]
            matters = bool(read >> question & 1) or question in observed
            if not matters and len(plan.exits[question]) == 1 and plan.exits[question][0].to == NEXT:
                lands[place] = lands[place + 1]
                continue
            guard = plan.guards[question]
            ways = tuple(
                (each.when, lands[place + 1 if each.to == NEXT else places[each.to]])
                for each in plan.exits[question]
            )
            exits = {to for _, to in ways}
            onward = exits if guard == TRUE else exits | {lands[place + 1]}
            if not matters and len(onward) == 1:
                lands[place] = next(iter(onward))
                continue
            lands[place] = place
            self.guards[place] = guard
            self.ways[place] = ways if len(exits) > 1 else ((TRUE, ways[0][1]),)
            self.after[place] = lands[place + 1]
            read |= reads[guard]
            for when, _ in self.ways[place]:
                read |= reads[when]

    def _carry(self) -> dict[int, tuple[Number, ...]]:
        last: dict[Number, int] = {}
        for place in sorted(self.guards):
            for number in (self.guards[place], *(when for when, _ in self.ways[place])):
                last[number] = place
        last[self.target] = self.end
        begins = {number: self._begins(number) for number in last}
        waiting = sorted((number for number in last if begins[number] >= 0), key=lambda each: -begins[each])
        carried: dict[int, tuple[Number, ...]] = {}
        active: list[Number] = []
        for place in [*sorted(self.guards), self.end]:
            while waiting and begins[waiting[-1]] < place:
                active.append(waiting.pop())
            active = [number for number in active if last[number] >= place]
            carried[place] = tuple(active)
        return carried

    def _begins(self, number: Number) -> int:
        """The first place whose question *number* reads, -1 if it reads none."""
        reads = self.plan.logic.reads[number]
        if not reads:
            return -1
        # Two questions at most are out of the order of the file, and they are neighbours.
        lowest = (reads & -reads).bit_length() - 1
        near = range(max(lowest - 1, 0), min(lowest + 2, self.end))
        return next(place for place in near if reads >> self.plan.order[place] & 1)


class Graph:
    """The graph of one target. Nodes 0 and 1 are the target false and true.

    Attributes:
        root: the node where every interview begins.
        places: by node, the place of its question; the end for the two last ones.
        edges: by node, the labels (or SKIPPED) and the nodes they lead to.
        labels: what labels mean.
        downward: the nodes but the two last ones, each before those it leads to.
    """

    def __init__(self, plan: Plan, target: Number, observed: Iterable[int], meter: Meter) -> None:
        self.outline = outline = Outline(plan, target, observed)
        self.plan = plan
        self.places = [outline.end, outline.end]
        self.edges: list[tuple[tuple[int, int], ...]] = [(), ()]
        self.labels: list[Label] = []
        self.downward: list[int] = []
        self._answers = self._classes()
        self._nodes: dict[tuple[int, tuple[Number, ...]], int] = {}
        self._waiting: dict[int, list[tuple[int, tuple[Number, ...]]]] = {}
        meter.begin()
        plan.logic.forget()
        self.root = self._node(*outline.start())
        for place in sorted(outline.guards):
            for node, left in self._waiting.pop(place, ()):
                meter.count()
                self.edges[node] = tuple(self._edges(place, left))
                self.downward.append(node)
        del self._nodes, self._waiting

    def _edges(self, place: int, left: tuple[Number, ...]) -> Iterable[tuple[int, int]]:
        outline = self.outline
        for label, value in self._answers[place]:
            to = outline.leads(place, left, value)
            yield label, self._node(to, outline.told(place, left, value, to))

    def _node(self, place: int, left: tuple[Number, ...]) -> int:
        place, left = self.outline.arrival(place, left)
        if place == self.outline.end:
            return 1 if self.outline.left_of(self.outline.target, place, left) == TRUE else 0
        node = self._nodes.get((place, left))
        if node is None:
            node = self._nodes[place, left] = len(self.places)
            self.places.append(place)
            self.edges.append(())
            self._waiting.setdefault(place, []).append((node, left))
        return node

    def _classes(self) -> dict[int, list[tuple[int, int]]]:
        """By place, one label and one value for each kind of answer; skipping comes last."""
        found: dict[int, list[tuple[int, int]]] = {}
        for place, question in self.outline.asked.items():
            answered = self.plan.book[self.plan.names[question]]
            looked = self.outline.looked_at.get(question, ())
            kinds: dict[tuple[int, ...], list[int]] = {}
            for rank in range(answered.absent):
                kinds.setdefault(tuple(mask >> rank & 1 for mask in looked), []).append(rank)
            found[place] = []
            for values in kinds.values():
                found[place].append((len(self.labels), values[0]))
                self.labels.append(Label(question, tuple(values)))
            if answered.optional:
                found[place].append((SKIPPED, answered.absent))
        return found
