"""What was done and learnt since the interview, numbered once and for all."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import msgspec

from interview.conversation import Conversation
from interview.follow_words import record_in_words
from interview.following import as_record
from store import Entry, FollowUpKind


class Done(msgspec.Struct, frozen=True):
    """One line of it.

    Attributes:
        number: its rank among all that was ever noted, those cancelled included: it never changes.
        entry: what :func:`interview.follow_up.cancel` takes.
        words: the line in French.
        at: when it was noted, in milliseconds since 1970 UTC.
        cancelled: why it was cancelled, None while it stands.
    """

    number: int
    entry: UUID
    kind: FollowUpKind
    date: str
    words: str
    author: str
    at: int
    cancelled: str | None = None


def done(held: Conversation, rank: int) -> tuple[Done, ...]:
    """All that was noted about a situation since its interview, oldest first. Raises StoreError."""
    base = held.workplace.base
    entries = base.entries(held.heading.id) if base else []
    cancelled = {
        UUID(each.value["entree"]): str(each.value["motif"]) for each in entries if each.kind == "annulation"
    }
    noted = [each for each in entries if each.situation == rank and each.kind in ("action", "fait", "suite")]
    return tuple(_line(held, each, number, cancelled) for number, each in enumerate(noted, 1))


def _line(held: Conversation, entry: Entry, number: int, cancelled: Mapping[UUID, str]) -> Done:
    record = as_record(entry)
    return Done(
        number=number,
        entry=entry.id,
        kind=record.kind,
        date=record.date,
        words=record_in_words(held.flow, record),
        author=entry.author,
        at=entry.at,
        cancelled=cancelled.get(entry.id),
    )
