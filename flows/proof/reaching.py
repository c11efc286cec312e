"""How an interview comes to be asked a question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.conditions import holds
from flows.flow import Flow
from flows.grammar import UNKNOWN, Question
from flows.proof.answers import TooManyAnswers
from flows.proof.bounds import Exhausted, Meter
from flows.proof.graph import SKIPPED, Graph
from flows.proof.logic import TRUE
from flows.proof.plan import Plan, plan_of
from flows.proof.results import Bound

BOUND = Bound(states=100_000, together=30_000, seconds=2.0)
"""Beyond, no way is looked for."""
_FAR = float("inf")
_NOT_KNOWN, _ONE_MORE, _FURTHER_DOWN = 1_000.0, 1.0, 0.01
_FREE = {"mois": "2025-01", "date": "2025-01-15", "montant": "100", "lien": "aucune"}
"""What is answered where the list is open and the kind wants a form of its own."""


def way_to(flow: Flow, question: str, bound: Bound = BOUND) -> Mapping[str, Any] | None:
    """Ordinary answers after which *question* is the next to be asked, exactly.

    As few « on ne sait pas » as can be, then as few answers that matter, then those nearest to the top of
    their lists; what may be skipped is skipped unless the way needs an answer there.

    Returns:
        Every question asked on the way, in order, with its answer as a scenario writes it, None where it
        is skipped. None if no interview is ever asked *question*, or if *bound* is passed first.
    """
    try:
        plan = plan_of(flow)
        prepared = _prepared(plan, flow.order[question], Meter(bound))
    except (Exhausted, TooManyAnswers):
        return None
    return None if prepared is None else _walked(plan, prepared, question)


def _prepared(plan: Plan, wanted: int, meter: Meter) -> dict[str, Any] | None:
    """The answers that matter to being asked *wanted*, on the cheapest way; None if there is no way."""
    graph = Graph(plan, TRUE, (wanted,), meter)
    asked = [graph.outline.asked.get(place, -1) for place in graph.places]
    left = [_FAR] * len(graph.places)
    for node in reversed(graph.downward):
        onward = (_cost(graph, label) + left[to] for label, to in graph.edges[node])
        left[node] = 0 if asked[node] == wanted else min(onward)
    if left[graph.root] == _FAR:
        return None
    prepared: dict[str, Any] = {}
    node = graph.root
    while asked[node] != wanted:
        label, to = min(graph.edges[node], key=lambda edge: _cost(graph, edge[0]) + left[edge[1]])
        prepared[plan.names[asked[node]]] = None if label == SKIPPED else _value(graph, label)
        node = to
    return prepared


def _cost(graph: Graph, label: int) -> float:
    if label == SKIPPED:
        return 0
    if _value(graph, label) == UNKNOWN:
        return _NOT_KNOWN
    return _ONE_MORE + _FURTHER_DOWN * graph.labels[label].values[0]


def _value(graph: Graph, label: int) -> Any:
    meaning = graph.labels[label]
    return graph.plan.book[graph.plan.names[meaning.question]].values[meaning.values[0]]


def _walked(plan: Plan, prepared: Mapping[str, Any], wanted: str) -> dict[str, Any]:
    flow, said, way = plan.flow, dict[str, Any](), dict[str, Any]()
    place = flow.first
    while place != wanted:
        if not holds(flow.guards[place], said):
            place = flow.follower(place)
            continue
        answered = plan.book[place]
        value = prepared.get(place, None if answered.optional else answered.values[0])
        said[place] = value
        way[place] = None if value is None else _written(flow.questions[place], value)
        place = flow.next_place(place, said)
    return way


def _written(question: Question, value: Any) -> Any:
    """An answer as a scenario writes it."""
    if value == UNKNOWN or question.choices or question.catalogue:
        return list(value) if isinstance(value, tuple) else value
    if question.kind == "lignes":
        return [{each.code: "2025" if each.kind == "jour" else "…" for each in question.columns}]
    return _FREE.get(question.kind, value)
