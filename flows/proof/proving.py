"""Proving that no single answer forces a conclusion, over all the complete interviews of a flow.

A *complete interview* is a path from the first question to an ending, as one situation is walked, with an
answer to every question asked (or none, where it may be skipped). The property: for each form, and each
form with each certainty of the situation, every answer to a question that the rules read, if it stands
in an interview that concludes, stands also in one that does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal

from flows.flow import Flow
from flows.proof.answers import TooManyAnswers
from flows.proof.bounds import Exhausted, Meter
from flows.proof.counting import interviews
from flows.proof.deciding import Reading, nearest_miss, ordinary_path
from flows.proof.ends import ends
from flows.proof.graph import SKIPPED, Graph
from flows.proof.order import Neighbours
from flows.proof.plan import Plan, interview, plan_of
from flows.proof.results import Answer, Bound, Deciding, Declined, Proof, Unreached, Verdict
from flows.proof.targets import Targets
from flows.qualification import Certainty

DEFAULT = Bound()


def prove(flow: Flow, bound: Bound = DEFAULT) -> Proof | Declined:
    """What can be established about *flow*, or why it was not.

    Reads and writes nothing; looks at the clock only to keep to its bound.
    """
    meter = Meter(bound)
    work = _Work(flow, meter)
    try:
        return work.proof(bound)
    except Exhausted as over:
        return Declined("etats" if over.states else "temps", work.about, bound, meter.states)
    except TooManyAnswers as over:
        return Declined("reponses", over.question, bound, meter.states)


class _Work:
    """The proof of one flow.

    Attributes:
        about: what is being looked at.
    """

    def __init__(self, flow: Flow, meter: Meter) -> None:
        self.flow = flow
        self.meter = meter
        self.about = flow.id

    def proof(self, bound: Bound) -> Proof:
        """The whole proof. Raises Exhausted past the bound, TooManyAnswers."""
        verdicts = tuple(self._verdicts())
        unreached = tuple(self._unreached(verdicts))
        inert = self._inert()
        core = self._count(core=True)
        every = self._count(core=False)
        neighbours = Neighbours(self._plan, self._targets.outcome(), self.meter)
        return Proof(
            interviews=every,
            core_interviews=core,
            verdicts=verdicts,
            unreached=unreached,
            inert=inert,
            order=tuple(neighbours.order),
            tied=tuple(neighbours.tied),
            order_unknown=tuple(neighbours.unknown),
            bound=bound,
            states=self.meter.states,
        )

    @cached_property
    def _plan(self) -> Plan:
        return plan_of(self.flow)

    @cached_property
    def _counted(self) -> frozenset[int]:
        return frozenset(self.flow.order[each] for each in self.flow.rule_questions)

    @cached_property
    def _targets(self) -> Targets:
        return Targets(self.flow, self._plan.logic)

    def _verdicts(self) -> Iterator[Verdict]:
        for form in self._targets.forms:
            yield self._verdict(form, "")
        for form in self._targets.forms:
            yield self._verdict(form, "avere")
            yield self._verdict(form, "potentiel")

    def _verdict(self, form: str, certainty: Certainty | Literal[""]) -> Verdict:
        self.about = form
        target = self._targets.form(form, certainty)
        graph = Graph(self._plan, target, self._counted, self.meter)
        reading = Reading(graph, self._counted)
        sets, up_to = reading.sets(self.meter)
        alone = [labels[0] for labels in sets if len(labels) == 1] if reading.missed else reading.labels
        return Verdict(
            form=form,
            certainty=certainty,
            reached=reading.reached,
            deciding=tuple(each for label in alone for each in self._deciding(graph, label, reading.missed)),
            sets=merged(tuple(self._answer(graph, label) for label in labels) for labels in sets),
            sets_up_to=up_to,
        )

    def _deciding(self, graph: Graph, label: int, missed: bool) -> Iterator[Deciding]:
        question = graph.labels[label].question
        path = ordinary_path(graph, label)
        other = nearest_miss(graph, path) if missed else None
        name = self._plan.names[question]
        for rank in graph.labels[label].values:
            value = self._plan.book[name].values[rank]
            chosen = {**_prepared(graph, path), name: value}
            without = None
            if other is not None:
                same = {each: chosen[each] for each in _names(graph, path, other)}
                without = interview(self._plan, {**_prepared(graph, other), **same})
            yield Deciding(name, value, interview(self._plan, chosen), without)

    def _answer(self, graph: Graph, label: int) -> Answer:
        meaning = graph.labels[label]
        name = self._plan.names[meaning.question]
        return Answer(name, tuple(self._plan.book[name].values[rank] for rank in meaning.values))

    def _unreached(self, verdicts: Iterable[Verdict]) -> Iterator[Unreached]:
        for each in verdicts:
            if not each.reached:
                yield Unreached("forme", each.form, each.certainty)
        for conclusion, target in self._targets.others():
            self.about = conclusion.code
            if not ends(self._plan, target, self.meter).true:
                yield conclusion

    def _inert(self) -> tuple[str, ...]:
        telling: set[int] = set()
        for number in self._targets.outcome():
            telling |= telling_questions(Graph(self._plan, number, (), self.meter))
        return tuple(name for rank, name in enumerate(self._plan.names) if rank not in telling)

    def _count(self, *, core: bool) -> int | None:
        self.about = self.flow.id
        return interviews(self._plan, self.meter, core)


def telling_questions(graph: Graph) -> set[int]:
    """The questions whose answer changes the target under some prepared answers to all the others.

    Nodes are made one from the bottom up when each answer leads to the same; a node whose answers all
    lead to the same is that one. What remains is the canonical diagram of the target as a function of
    all prepared answers, and such a function depends on a question just when the diagram asks it.
    """
    folded = [0, 1] + [0] * (len(graph.places) - 2)
    known: dict[tuple[int, ...], int] = {}
    telling: set[int] = set()
    for node in reversed(graph.downward):
        leads = tuple(folded[to] for _, to in graph.edges[node])
        if len(set(leads)) == 1:
            folded[node] = leads[0]
            continue
        question = graph.outline.asked[graph.places[node]]
        telling.add(question)
        folded[node] = known.setdefault((question, *leads), len(known) + 2)
    return telling


def merged(sets: Iterable[tuple[Answer, ...]]) -> tuple[tuple[Answer, ...], ...]:
    """Sets that differ in the answer to one question, told as one set with several answers to it."""
    found, before = list(sets), -1
    while len(found) != before:
        before = len(found)
        for question in dict.fromkeys(answer.question for answers in found for answer in answers):
            found = _merged_over(question, found)
    return tuple(found)


def _merged_over(question: str, sets: list[tuple[Answer, ...]]) -> list[tuple[Answer, ...]]:
    families: dict[tuple[Answer | None, ...], list[tuple[Answer, ...]]] = {}
    for answers in sets:
        rest = tuple(None if each.question == question else each for each in answers)
        families.setdefault(rest, []).append(answers)
    return [
        tuple(
            each or Answer(question, tuple(value for answers in family for value in answers[place].values))
            for place, each in enumerate(rest)
        )
        for rest, family in families.items()
    ]


def _prepared(graph: Graph, path: dict[int, int]) -> dict[str, object]:
    names, book = graph.plan.names, graph.plan.book
    return {
        names[question]: None
        if label == SKIPPED
        else book[names[question]].values[graph.labels[label].values[0]]
        for question, label in path.items()
    }


def _names(graph: Graph, path: dict[int, int], other: dict[int, int]) -> Sequence[str]:
    return [graph.plan.names[each] for each, label in other.items() if path.get(each) == label]
