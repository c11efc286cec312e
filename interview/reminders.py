"""When to come back to a situation that waits for an answer, in working days."""

from __future__ import annotations

import datetime

from interview.deadlines import WAITING
from interview.engine import Interview, knowledge
from interview.following import ENDED, Followed, FollowUp, outcome
from interview.settings import Reminders
from interview.working_days import after_working_days


def reminder_from(day: datetime.date, settings: Reminders) -> tuple[str, str]:
    """The days from which to chase up, and from which it is late (ISO), after something done on *day*."""
    first, late = (after_working_days(day, count, settings.zone) for count in settings.days)
    return first.isoformat(), late.isoformat()


def waits(interview: Interview, rank: int, known: Followed) -> bool:
    """Whether something is still expected: a form was kept, and nothing has ended it."""
    last = outcome(known.records.get(rank, ()))
    if last is not None and last.code in ENDED:
        return False
    if not knowledge.core_complete(interview, rank):
        return False
    kept = knowledge.decision(interview, rank, knowledge.qualification(interview, rank)).forms
    return bool(kept) and interview.answers(rank).get("issue") in WAITING


def at_closing(
    interview: Interview, known: Followed, day: datetime.date, settings: Reminders
) -> tuple[FollowUp, ...]:
    """A reminder for each situation that waits and has none yet."""
    dates = reminder_from(day, settings)
    return tuple(
        FollowUp("rappel", each.rank, dates)
        for each in interview.situations
        if each.rank not in known.reminders and waits(interview, each.rank, known)
    )
