"""What would have led to the reference: the fewest of the agent’s answers to give otherwise. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from flows.flow import Flow
from flows.foresight import MAX_CHANGES
from flows.qualification import Qualification, qualify
from flows.single_change import Outcome, on_path, outcome


def meant(flow: Flow, answers: Mapping[str, Any]) -> Qualification:
    """What *answers* mean, those off their path left aside."""
    return qualify(flow, on_path(flow, answers))


def blended(yours: Mapping[str, Any], reference: Mapping[str, Any], taken: Iterable[str]) -> dict[str, Any]:
    """The agent’s answers with those of the reference to *taken*, and to what the agent was never asked."""
    own = {**reference, **yours}
    return {**own, **{each: reference.get(each) for each in taken}}


def leading(
    flow: Flow,
    yours: Mapping[str, Any],
    reference: Mapping[str, Any],
    different: Sequence[str],
    wanted: Collection[Outcome],
) -> tuple[str, ...]:
    """The smallest set of *different* that, answered as the reference, leads to one of *wanted*.

    Sets of one, then two, then three are tried, the earliest questions first; beyond that, all of them.
    Empty when the outcome is there already.
    """
    if outcome(meant(flow, yours)) in wanted:
        return ()
    read = [each for each in different if each in flow.rule_questions] or list(different)
    for size in range(1, MAX_CHANGES + 1):
        for taken in combinations(read, size):
            if outcome(meant(flow, blended(yours, reference, taken))) in wanted:
                return taken
    return tuple(different)
