"""What an interview may conclude, as formulas over its answers: the qualification, said as logic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from flows.flow import Flow
from flows.proof.logic import TRUE, Logic, Number
from flows.proof.results import Unreached
from flows.qualification import Certainty


class Targets:
    """The conclusions of a flow.

    Attributes:
        forms: « this form holds », by code, in the order of the flow.
        any_form: some form holds.
        established: the situation is « avéré »: some form holds, the right is established, and every
            form that holds rests on known facts only.
    """

    def __init__(self, flow: Flow, logic: Logic) -> None:
        self._flow = flow
        self._logic = logic
        self.forms: dict[str, Number] = {form.rule.code: logic.of(form.when) for form in flow.forms}
        self.any_form = logic.some(self.forms.values())
        sure = [logic.some([logic.no(logic.of(form.when)), logic.sure(form.when)]) for form in flow.forms]
        self.established = logic.every([self.any_form, logic.of(flow.established), *sure])

    def form(self, code: str, certainty: Certainty | Literal[""]) -> Number:
        """« this form holds », in a situation of that certainty unless it is ""."""
        logic, established = self._logic, self.established
        if not certainty:
            return self.forms[code]
        return logic.every([self.forms[code], established if certainty == "avere" else logic.no(established)])

    def outcome(self) -> list[Number]:
        """The formulas that make the forms and the certainty what they are."""
        return [*self.forms.values(), self.established]

    def others(self) -> Iterator[tuple[Unreached, Number]]:
        """Every conclusion but the forms, with what it would be told as if nothing reached it."""
        logic, flow = self._logic, self._flow
        yield Unreached("abandon", "abandon"), logic.every([self.any_form, logic.of(flow.abandoned)])
        for trait in flow.traits:
            when = TRUE if trait.rule.context else logic.of(trait.when)
            yield Unreached("typologie", trait.rule.code), logic.every([self.any_form, when])
        left = logic.no(self.any_form)
        for explanation in flow.explanations:
            when = logic.of(explanation.when)
            yield Unreached("aucun", explanation.rule.code), logic.every([left, when])
            left = logic.every([left, logic.no(when)])
