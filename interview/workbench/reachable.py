"""What no interview can exercise of a flow: it is no fault of the scenarios, and is not counted.

Exact over all complete interviews, or not told at all past the bound.
"""

from __future__ import annotations

from collections.abc import Iterator

from flows.flow import Flow
from flows.proof.answers import TooManyAnswers
from flows.proof.bounds import Exhausted, Meter
from flows.proof.deciding import Reading
from flows.proof.graph import Graph
from flows.proof.logic import Number
from flows.proof.plan import Plan, plan_of
from flows.proof.results import Bound
from flows.proof.survey import Survey
from flows.proof.targets import Targets
from interview.workbench.items import ABANDONED, FALSE, FORM, Item, items

BOUND = Bound(states=200_000, together=30_000, seconds=3.0)
"""Beyond, nothing is said to be out of reach."""


def out_of_reach(flow: Flow, bound: Bound = BOUND) -> frozenset[Item] | None:
    """The items that no complete interview exercises; None if *bound* is passed first."""
    try:
        return _impossible(flow, Meter(bound))
    except (Exhausted, TooManyAnswers):
        return None


def _impossible(flow: Flow, meter: Meter) -> frozenset[Item] | None:
    plan = plan_of(flow)
    survey = Survey(plan, meter)
    if not survey.complete:
        return None
    never = set(_rules(flow, plan, meter))
    return frozenset(each for each in items(flow) if each in never or not _on_a_path(plan, survey, each))


def _on_a_path(plan: Plan, survey: Survey, item: Item) -> bool:
    """Whether some interview comes to *item*; rules are not looked at here."""
    if item.kind == "regle":
        return True
    question = plan.flow.order[item.node]
    if item.kind == "condition" and item.value == FALSE:
        return question in survey.passed
    if item.kind == "suite":
        first = [bits & -bits for bits in survey.holding.get(question, ())]
        return 1 << (int(item.value) - 1) in first
    return question in survey.asked


def _rules(flow: Flow, plan: Plan, meter: Meter) -> Iterator[Item]:
    """The conclusions that no interview reaches."""
    targets = Targets(flow, plan.logic)
    for form in targets.forms:
        for certainty in ("avere", "potentiel"):
            if not _reached(plan, targets.form(form, certainty), meter):
                yield Item("regle", FORM, f"{form}/{certainty}")
    for conclusion, target in targets.others():
        if not _reached(plan, target, meter):
            abandoned = conclusion.kind == "abandon"
            yield Item("regle", ABANDONED) if abandoned else Item("regle", conclusion.kind, conclusion.code)


def _reached(plan: Plan, target: Number, meter: Meter) -> bool:
    return Reading(Graph(plan, target, (), meter), frozenset()).reached
