"""Whether two neighbouring questions may be exchanged, and what that would change.

Conditions only read questions placed above, and exits only lead below. So two neighbours are *tied*, and
no exchange is possible, when a guard, an exit, a ceiling or a proposed answer of the second reads the
first, or when the first leads to the second by name: the exchanged file would be refused.

Any other pair can be exchanged, and then the order matters only through exits. Proof: let neither of two
untied questions have exits of its own, and no question above lead to either by name. One comes to the
first of the two either by the question just above or not at all, in both orders, with the same answers
above. Neither guard reads the other question, so the same of the two are asked; both then lead to the
next of the file, which is the same place with the same answers in both orders. Hence the same person
goes through the same interview, but for the order of two questions.

The pairs that remain are compared exactly: the flow and the exchanged flow are followed together, for
all possible answers at once, and differ if for some prepared answers one reaches the target and the
other does not. « Prepared » means what a person would answer to each question if it were asked, so that
the same person can be followed through both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal

from flows.conditions import questions_of
from flows.proof.bounds import Exhausted, Meter
from flows.proof.graph import SKIPPED, Graph
from flows.proof.logic import Number
from flows.proof.plan import NEXT, Plan, exchanged, interview
from flows.proof.results import Order, Tied


class Neighbours:
    """The neighbouring questions of a flow.

    Args:
        targets: the formulas whose truth is the outcome.
    """

    def __init__(self, plan: Plan, targets: Sequence[Number], meter: Meter) -> None:
        self._plan = plan
        self._targets = targets
        self._meter = meter
        self.order: list[Order] = []
        self.tied: list[Tied] = []
        self.unknown: list[tuple[str, str]] = []
        for first in range(len(plan.names) - 1):
            self._look(first)

    @cached_property
    def _written(self) -> list[Graph]:
        return [Graph(self._plan, target, (), self._meter) for target in self._targets]

    def _look(self, first: int) -> None:
        names = self._plan.names[first], self._plan.names[first + 1]
        why = self._tie(first)
        if why:
            self.tied.append(Tied(*names, why))
        elif self._led(first):
            try:
                prepared = self._difference(first)
            except Exhausted:
                self.unknown.append(names)
                return
            if prepared is not None:
                other = exchanged(self._plan, first)
                self.order.append(Order(*names, interview(self._plan, prepared), interview(other, prepared)))

    def _tie(self, first: int) -> Literal["", "lit", "mene"]:
        plan, flow = self._plan, self._plan.flow
        above, below = plan.names[first], flow.questions[plan.names[first + 1]]
        formulas = [flow.guards[below.id], *(way.when for way in flow.ways[below.id])]
        read = {each for formula in formulas for each in questions_of(formula)}
        if above in read | {below.prefilled, below.at_most}:
            return "lit"
        return "mene" if any(way.to == first + 1 for way in plan.exits[first]) else ""

    def _led(self, first: int) -> bool:
        """Whether exits have anything to do with the pair."""
        own = any(way.to != NEXT for question in (first, first + 1) for way in self._plan.exits[question])
        return own or first in self._named or first + 1 in self._named

    @cached_property
    def _named(self) -> frozenset[int]:
        return frozenset(way.to for ways in self._plan.exits for way in ways)

    def _difference(self, first: int) -> dict[str, object] | None:
        """Prepared answers under which the outcome changes, None if there are none."""
        pair = {first, first + 1}
        self._meter.begin()
        self._meter.look()
        for written, target in zip(self._written, self._targets, strict=True):
            # When one lands on the same place before, between and after the two, no exit of theirs and
            # no exit to them leads anywhere else in either order.
            if len(set(written.outline.lands[first : first + 3])) == 1:
                continue
            other = Graph(exchanged(self._plan, first), target, (), self._meter)
            ranks = _Comparison(written, other, pair, self._meter).difference()
            if ranks is not None:
                names, book = self._plan.names, self._plan.book
                return {names[each]: book[names[each]].values[rank] for each, rank in ranks.items()}
        return None


class _Comparison:
    """Two graphs of one target, followed together under the same prepared answers.

    Both ask in the same order but for the pair: only the answers to the pair have to be remembered, from
    the time when one asks until the other may no longer ask.
    """

    def __init__(self, one: Graph, other: Graph, pair: set[int], meter: Meter) -> None:
        self._graphs = (one, other)
        self._pair = pair
        self._meter = meter
        self._values = [_by_value(each) for each in self._graphs]
        self._same: set[tuple[int, int, frozenset[tuple[int, int]]]] = set()

    def difference(self) -> dict[int, int] | None:
        """Values of questions under which one reaches the target and not the other, None if none."""
        self._meter.begin()
        start = (self._graphs[0].root, self._graphs[1].root, frozenset[tuple[int, int]]())
        if start[0] < 2 and start[1] < 2:
            return {} if start[0] != start[1] else None
        stack = [(start, self._next(start))]
        path: list[dict[int, int]] = [{}]
        self._same.add(start)
        while stack:
            step = next(stack[-1][1], None)
            if step is None:
                stack.pop()
                path.pop()
                continue
            state, said = step
            if state[0] < 2 and state[1] < 2:
                if state[0] != state[1]:
                    return {each: rank for answers in [*path, said] for each, rank in answers.items()}
            elif state not in self._same:
                self._meter.count()
                self._same.add(state)
                stack.append((state, self._next(state)))
                path.append(said)
        return None

    def _next(
        self, state: tuple[int, int, frozenset[tuple[int, int]]]
    ) -> Iterator[tuple[tuple[int, int, frozenset[tuple[int, int]]], dict[int, int]]]:
        """What follows each answer to the question that comes first in the file."""
        one, other, remembered = state
        known = dict(remembered)
        asked = [self._asked(side, node) for side, node in enumerate((one, other))]
        question = min(each for each in asked if each is not None)
        seen: set[tuple[int, int]] = set()
        answered = self._graphs[0].plan.book[self._graphs[0].plan.names[question]]
        for value in [known[question]] if question in known else answered.possible:
            onward = [
                self._values[side][node][value] if asked[side] == question else node
                for side, node in enumerate((one, other))
            ]
            if question not in self._pair:
                if (onward[0], onward[1]) not in seen:
                    seen.add((onward[0], onward[1]))
                    yield (onward[0], onward[1], self._kept(onward, known)), {question: value}
            else:
                kept = self._kept(onward, {**known, question: value})
                yield (onward[0], onward[1], kept), {question: value}

    def _kept(self, nodes: list[int], known: dict[int, int]) -> frozenset[tuple[int, int]]:
        asked = [self._asked(side, node) for side, node in enumerate(nodes)]
        needed = any(each in self._pair for each in asked)
        return frozenset(known.items()) if needed else frozenset()

    def _asked(self, side: int, node: int) -> int | None:
        graph = self._graphs[side]
        return graph.outline.asked.get(graph.places[node]) if node > 1 else None


def _by_value(graph: Graph) -> list[dict[int, int]]:
    """By node, where each value leads."""
    found: list[dict[int, int]] = []
    for node, edges in enumerate(graph.edges):
        leads: dict[int, int] = {}
        for label, to in edges:
            if label == SKIPPED:
                question = graph.outline.asked[graph.places[node]]
                leads[graph.plan.book[graph.plan.names[question]].absent] = to
            else:
                leads.update(dict.fromkeys(graph.labels[label].values, to))
        found.append(leads)
    return found
