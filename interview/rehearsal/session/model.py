"""What the people of a session have answered, gathered: plain frozen values that everything else reads.

People are numbers; nothing here says who they are, and nothing made from it ranks them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from flows.flow import Flow
from interview.rehearsal.library import TrainingCase

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


class Gathered(msgspec.Struct, frozen=True):
    """A whole session, ready to be looked at.

    Attributes:
        flow: the flow the cases were rehearsed under.
        cases: in the order the trainer chose.
        given: everything answered, by participant, moment, case and rank.
        references: what the reference gives, by (case, rank), as a participant numbered 0 at « avant ».
    """

    title: str
    day: str
    flow: Flow
    cases: tuple[TrainingCase, ...]
    given: tuple[Given, ...]
    references: Mapping[tuple[str, int], Given]

    @property
    def participants(self) -> tuple[int, ...]:
        """Their numbers, in order."""
        return tuple(sorted({each.participant for each in self.given}))

    @property
    def moments(self) -> tuple[Moment, ...]:
        """« avant », then « apres » where anything was answered again."""
        held = {each.moment for each in self.given}
        return ("avant", "apres") if "apres" in held else ("avant",)

    def at(self, moment: Moment) -> tuple[Given, ...]:
        """What was answered at that moment."""
        return tuple(each for each in self.given if each.moment == moment)
