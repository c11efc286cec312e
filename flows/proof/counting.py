"""How many complete interviews a flow has, without making one."""

from __future__ import annotations

from flows.proof.bounds import Exhausted, Meter
from flows.proof.graph import Outline
from flows.proof.logic import TRUE, Number
from flows.proof.plan import Plan


def interviews(plan: Plan, meter: Meter, core: bool) -> int | None:
    """The number of complete interviews, None when *meter* stops the count.

    Every answer of a closed list counts, every set of choices, and skipping. An answer to an open list
    or in free form (a text, a number, an entry of the catalogue) counts once.

    Args:
        core: only the shortest ones, in which everything that may be skipped is skipped.
    """
    try:
        return _counted(plan, Outline(plan, TRUE, range(len(plan.order))), meter, core)
    except Exhausted:
        return None


def _counted(plan: Plan, outline: Outline, meter: Meter, core: bool) -> int:
    meter.begin()
    total = 0
    first, nothing = outline.start()
    ahead: dict[int, dict[tuple[Number, ...], int]] = {first: {nothing: 1}}
    for place in range(outline.end):
        weighed = _weights(plan, outline, place, core)
        for left, number in ahead.pop(place, {}).items():
            meter.count()
            asked, rest = outline.arrival(place, left)
            if asked != place:
                _add(ahead, asked, rest, number)
                continue
            for value, weight in weighed:
                to = outline.leads(place, left, value)
                _add(ahead, to, outline.told(place, left, value, to), number * weight)
    for number in ahead.pop(outline.end, {}).values():
        total += number
    return total


def _add(
    ahead: dict[int, dict[tuple[Number, ...], int]], place: int, left: tuple[Number, ...], number: int
) -> None:
    there = ahead.setdefault(place, {})
    there[left] = there.get(left, 0) + number


def _weights(plan: Plan, outline: Outline, place: int, core: bool) -> list[tuple[int, int]]:
    """The answers that matter differently to what follows, one of each kind with how many they are."""
    question = plan.order[place]
    answered = plan.book[plan.names[question]]
    if core and answered.optional:
        return [(answered.absent, 1)]
    masks = outline.looked_at.get(question, set())
    kinds: dict[tuple[int, ...], tuple[int, int]] = {}
    for rank in answered.possible:
        kind = tuple(mask >> rank & 1 for mask in masks)
        value, number = kinds.get(kind, (rank, 0))
        kinds[kind] = (value, number + answered.weights[rank])
    return list(kinds.values())
