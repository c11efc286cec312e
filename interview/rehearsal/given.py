"""One situation of one case, as somebody qualified it: plain frozen values, compared alone and in a group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

CODED = ("choix", "choix_multiple", "catalogue", "catalogue_multiple")
"""Kinds of question whose answers are codes: the only ones that are compared."""

Moment = Literal["avant", "apres"]
"""Before the group talked a case over, or after."""


class Outcome(msgspec.Struct, frozen=True):
    """What a situation is qualified as.

    Attributes:
        forms: codes of the forms kept, in the order of the flow.
        reasons: codes of the reasons, by form.
    """

    forms: tuple[str, ...]
    certainty: str
    abandoned: bool = False
    reasons: Mapping[str, tuple[str, ...]] = {}


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """One situation of one case, as one participant qualified it at one moment.

    Attributes:
        participant: their number, from 1.
        case: name of the case; ``rank``: of the situation in it, from 1.
        answers: by question, those on the path only; a code, or a tuple of codes; never a free text.
        path: questions asked, in order.
        outcome: what these answers give.
        decided: forms the participant kept where they decided otherwise, None where they did not.
        seconds: time spent on each question.
    """

    participant: int
    moment: Moment
    case: str
    rank: int
    answers: Mapping[str, Any]
    path: tuple[str, ...]
    outcome: Outcome
    decided: tuple[str, ...] | None = None
    seconds: Mapping[str, int] = {}

    @property
    def unit(self) -> tuple[str, int]:
        """The situation that was qualified, the same for all."""
        return self.case, self.rank
