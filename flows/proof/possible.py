"""What a formula may be by itself, whatever is answered and even where nothing is."""

from __future__ import annotations

from flows.proof.bounds import Exhausted, Meter
from flows.proof.logic import FALSE, TRUE, Logic, Number
from flows.proof.plan import Plan

MAX_DEPTH = 150
"""Questions that two parts of one condition both read, on which cases are made within each other."""


class Possible:
    """Whether formulas can be true, each question having any of its answers or none."""

    def __init__(self, plan: Plan, meter: Meter) -> None:
        self._plan = plan
        self._logic: Logic = plan.logic
        self._meter = meter
        self._known: dict[Number, bool] = {FALSE: False, TRUE: True}

    def true(self, number: Number, depth: int = 0) -> bool:
        """Whether some answers make it true. Raises Exhausted past the bound."""
        known = self._known.get(number)
        if known is None:
            self._meter.count()
            if depth > MAX_DEPTH:
                raise Exhausted(states=True)
            known = self._known[number] = self._found(number, depth + 1)
        return known

    def false(self, number: Number) -> bool:
        """Whether some answers make it false. Raises Exhausted past the bound."""
        return self.true(self._logic.no(number))

    def _found(self, number: Number, depth: int) -> bool:
        conjunction, parts = self._logic.parts(number)
        if not parts:
            return True
        if not conjunction:
            return any(self.true(part, depth) for part in parts)
        shared = self._shared(parts)
        if not shared:
            return all(self.true(part, depth) for part in parts)
        question = (shared & -shared).bit_length() - 1
        values = range(len(self._plan.book[self._plan.names[question]].values))
        return any(self.true(self._logic.told(number, question, value), depth) for value in values)

    def _shared(self, parts: tuple[Number, ...]) -> int:
        """The questions that two parts or more read, as bits."""
        once, more = 0, 0
        for part in parts:
            reads = self._logic.reads[part]
            more |= once & reads
            once |= reads
        return more
