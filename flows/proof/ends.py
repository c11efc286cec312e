"""Whether complete interviews make a formula true, and whether some make it false: no more than that."""

from __future__ import annotations

import msgspec

from flows.proof.bounds import Meter
from flows.proof.graph import Outline
from flows.proof.logic import TRUE, Number
from flows.proof.plan import Plan


class Ends(msgspec.Struct, frozen=True):
    """What some complete interview makes of a formula.

    Attributes:
        true: whether one makes it true.
        false: whether one makes it false.
    """

    true: bool
    false: bool


def ends(plan: Plan, target: Number, meter: Meter) -> Ends:
    """Exact over all complete interviews. Raises Exhausted past the bound.

    Goes down one interview after another, and stops as soon as both ends are found: every interview
    comes to an end, so a formula already settled need not be followed further. All states are looked at
    only when an end is never reached, which is what is to be found.
    """
    outline = Outline(plan, target)
    meter.begin()
    plan.logic.forget()
    found: set[Number] = set()
    known = {outline.start()}
    waiting = list(known)
    while waiting and len(found) < 2:
        place, left = outline.arrival(*waiting.pop())
        settled = outline.left_of(target, place, left)
        if settled <= TRUE:
            found.add(settled)
            continue
        meter.count()
        for value in _values(outline, place):
            to = outline.leads(place, left, value)
            state = to, outline.told(place, left, value, to)
            if state not in known:
                known.add(state)
                waiting.append(state)
    return Ends(true=TRUE in found, false=bool(found - {TRUE}))


def _values(outline: Outline, place: int) -> list[int]:
    """One value for each kind of answer that the formulas tell apart, and that of skipping."""
    question = outline.asked[place]
    answered = outline.plan.book[outline.plan.names[question]]
    looked = outline.looked_at.get(question, ())
    kinds = {tuple(mask >> rank & 1 for mask in looked): rank for rank in range(answered.absent)}
    return [*kinds.values(), *([answered.absent] if answered.optional else [])]
