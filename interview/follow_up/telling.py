"""Where a situation stands, in plain lines: what was done since, what came of it, when to come back."""

from __future__ import annotations

from interview.conversation import Conversation
from interview.follow_up.done import done
from interview.follow_words import reminder_in_words
from interview.following import ENDED, outcome
from interview.requalification import requalified_by
from interview.sheets.ways import in_short, ways_of
from interview.views import object_of
from interview.wording import capital
from templates.typography import duration, french

NO_MORE = "Il n’y a plus rien à relancer."
NOTHING_YET = "Rien de noté depuis l’entretien."


def state_lines(held: Conversation, rank: int) -> tuple[str, ...]:
    """The lines. Raises StoreError."""
    reference = held.situation_reference(rank)
    named = capital(object_of(held.interview, rank)) or "objet encore inconnu"
    lines = [f"Situation {reference} : {named}. Ménage {held.interview.household}."]
    if held.core_complete(rank):
        lines.append(f"{held.verdict(rank).title}.")
    lines += _requalification(held, rank, reference)
    noted = done(held, rank)
    lines += [_numbered(each.number, each.words, each.cancelled) for each in noted] or [NOTHING_YET]
    minutes = sum(each.minutes or 0 for each in held.followed.records.get(rank, ()))
    if minutes:
        lines.append(f"Temps passé depuis l’entretien : {duration(minutes)}.")
    last = outcome(held.followed.records.get(rank, ()))
    reminder = held.followed.reminders.get(rank)
    ended = reminder is None and last is not None and last.code in ENDED
    lines.append(NO_MORE if ended else reminder_in_words(reminder, held.workplace.today()))
    if held.core_complete(rank):
        lines += in_short(ways_of(held, rank))
    return tuple(french(each) for each in lines)


def _requalification(held: Conversation, rank: int, reference: str) -> list[str]:
    earlier = held.followed.requalified.get(rank)
    later = requalified_by(held.workplace.base, held.interview.household, reference)
    lines = [f"Requalifie la situation {earlier}."] if earlier else []
    return [*lines, f"Requalifiée depuis : {later}."] if later else lines


def _numbered(number: int, words: str, cancelled: str | None) -> str:
    return f"{number}. {words}" + (f" — annulé : {cancelled.rstrip('.')}." if cancelled is not None else "")
