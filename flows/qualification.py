"""Qualification: one pure function from the answers to what they mean (domain §5.1).

Used by the interview, the checks of a flow, the figures' tests and the rehearsals, so that there is
one meaning. No form is ever concluded by the program against the agent: this is a proposal.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

import msgspec

from flows.conditions import Answers, Support, holds, support
from flows.flow import Flow, Form
from flows.grammar import UNKNOWN, NoForm

Certainty: TypeAlias = Literal["avere", "potentiel", "aucun", ""]
""""" is never concluded: it is what was not recorded, of a situation qualified elsewhere."""


class Household(msgspec.Struct, frozen=True):
    """What is known of the household beyond this situation.

    Attributes:
        situations: situations of non-take-up it has, this one left out.
        linked: this situation causes another, or is caused by another.
    """

    situations: int = 0
    linked: bool = False


class Conclusion(msgspec.Struct, frozen=True):
    """One form, its reasons, and the answers it rests on."""

    form: str
    certain: bool
    reasons: tuple[str, ...]
    support: Support


class Qualification(msgspec.Struct, frozen=True):
    """What the answers mean.

    Attributes:
        certainty: ``avere``, ``potentiel`` or ``aucun``.
        conclusions: the forms that hold, in the order of the flow.
        abandoned: a request was begun and given up.
        typology: derived traits (CNAF 1996).
        to_check: questions answered « on ne sait pas », in the order of the path.
        no_form: why there is no non-take-up, when there is none.
    """

    certainty: Certainty
    conclusions: tuple[Conclusion, ...]
    abandoned: bool
    typology: tuple[str, ...]
    to_check: tuple[str, ...]
    no_form: NoForm | None

    @property
    def forms(self) -> tuple[str, ...]:
        """Codes of the forms that hold."""
        return tuple(each.form for each in self.conclusions)

    @property
    def reasons(self) -> dict[str, tuple[str, ...]]:
        """Reasons of each form that holds."""
        return {each.form: each.reasons for each in self.conclusions}


ALONE = Household()


def qualify(flow: Flow, answers: Answers, household: Household = ALONE) -> Qualification:
    """What *answers* mean under *flow*.

    Args:
        answers: the answers on the path only (parked ones left out), by question id.
        household: what the derived traits need to know beyond this situation.
    """
    conclusions = tuple(_conclusion(flow, form, answers) for form in flow.forms if holds(form.when, answers))
    return Qualification(
        certainty=_certainty(conclusions),
        conclusions=conclusions,
        abandoned=bool(conclusions) and holds(flow.abandoned, answers),
        typology=_typology(flow, answers, household) if conclusions else (),
        to_check=tuple(question for question, value in answers.items() if value == UNKNOWN),
        no_form=None if conclusions else _no_form(flow, answers),
    )


def _conclusion(flow: Flow, form: Form, answers: Answers) -> Conclusion:
    grounds = support(form.when, answers)
    known = all(value != UNKNOWN for _, value in grounds)
    return Conclusion(
        form=form.rule.code,
        certain=known and holds(flow.established, answers),
        reasons=_codes(answers.get(form.rule.reasons)),
        support=grounds,
    )


def _codes(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


def _certainty(conclusions: Iterable[Conclusion]) -> Certainty:
    certain = [each.certain for each in conclusions]
    if not certain:
        return "aucun"
    return "avere" if all(certain) else "potentiel"


def _typology(flow: Flow, answers: Answers, household: Household) -> tuple[str, ...]:
    contexts = {"plusieurs_situations": household.situations > 0, "lien_causal": household.linked}
    return tuple(
        trait.rule.code
        for trait in flow.traits
        if (contexts[trait.rule.context] if trait.rule.context else holds(trait.when, answers))
    )


def _no_form(flow: Flow, answers: Answers) -> NoForm:
    return next(each.rule for each in flow.explanations if holds(each.when, answers))
