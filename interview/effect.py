"""What a change to an interview brought, beyond the next question: derived from before and after."""

from __future__ import annotations

import msgspec

from interview.engine import Interview, knowledge
from templates.typography import french


class Effect(msgspec.Struct, frozen=True):
    """What a change brought, beyond the next question.

    Attributes:
        set_aside: short names of the questions whose answer left the path.
        restored: those whose answer came back.
        qualified: the situation has just reached its qualification.
    """

    set_aside: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    qualified: bool = False

    @property
    def notice(self) -> str:
        """One sentence for the person at the keyboard, or ""."""
        parts = []
        if self.set_aside:
            parts.append(f"Mis de côté, sans être perdu : {', '.join(self.set_aside)}.")
        if self.restored:
            parts.append(f"Réponses retrouvées : {', '.join(self.restored)}.")
        return french(" ".join(parts))


def effect_of(before: Interview, after: Interview) -> Effect:
    """What went from *before* to *after*."""
    rank = after.active
    if len(before.situations) < rank or before.active != rank:
        return Effect()
    was, now = knowledge.parked(before, rank), knowledge.parked(after, rank)
    names = after.flow.questions
    back = [each for each in was if each not in now and each in after.situations[rank - 1].path]
    return Effect(
        set_aside=tuple(french(names[each].short) for each in now if each not in was),
        restored=tuple(french(names[each].short) for each in back),
        qualified=knowledge.qualified(after, rank) and not knowledge.qualified(before, rank),
    )
