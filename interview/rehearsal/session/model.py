"""What the people of a session have answered, gathered: plain frozen values that everything else reads.

People are numbers; nothing here says who they are, and nothing made from it ranks them.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from flows.flow import Flow
from interview.rehearsal.cases.collection import TrainingCase
from interview.rehearsal.given import Given, Moment


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
