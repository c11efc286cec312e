"""Keeping an attempt: what happens in it is durable before it counts, and kept once. See ``playing``."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import msgspec

from interview.conversation import Workplace
from interview.engine import Event
from interview.following import FollowUp
from interview.rehearsal.alone.attempts import TAKEN_UP
from store import DuplicateEntry
from store.rehearsal_records import AttemptEvent, AttemptHeading
from store.rehearsals import RehearsalFile


class Told(msgspec.Struct, frozen=True):
    """Something to be kept, before it has an instant and an id."""

    kind: str
    situation: int = 0
    question: str = ""
    value: Any = None


def told_of(each: Event | FollowUp) -> Told:
    """What is kept of an event of the interview."""
    return Told(each.kind, each.situation, each.question, each.value)


class Keeping:
    """The events of one attempt, in order, each kept before it is listed.

    Attributes:
        file: where they are kept, None to keep them nowhere.
        mark: what the attempt is known by.
        events: those that are kept.
    """

    def __init__(
        self,
        file: RehearsalFile | None,
        mark: AttemptHeading,
        texts: tuple[str, ...],
        place: Workplace,
        events: Sequence[AttemptEvent] = (),
    ) -> None:
        self.file = file
        self.mark = mark
        self.events = list(events)
        self._texts = texts
        self._place = place
        self._pending: tuple[tuple[Told, ...], list[AttemptEvent]] | None = None
        self._taken_up: AttemptEvent | None = None

    @property
    def anything(self) -> bool:
        """Whether the file holds something of the attempt."""
        return self.file is not None and bool(self.events)

    def set_off(self) -> None:
        """Time is counted from now on, if nothing was told yet."""
        if not self.events:
            self.mark = msgspec.structs.replace(self.mark, started_at=self._place.now())

    def take_up(self) -> None:
        """The attempt goes on: the instant is kept, with what is told next."""
        self._taken_up = self._event(Told(TAKEN_UP), self._place.now())

    def write(self, told: tuple[Told, ...]) -> None:
        """One durable write. The same thing told again keeps its ids: what the disk kept is recognised.

        Raises:
            StoreError: nothing of it is kept, and the same call can be made again.
        """
        if self._pending is None or self._pending[0] != told:
            now = self._place.now()
            first = [self._taken_up] if self._taken_up else []
            self._pending = (told, [*first, *(self._event(each, now) for each in told)])
        rows, last = self._pending[1], self.events[-1].id if self.events else None
        if self.file is not None:
            with suppress(DuplicateEntry):
                self.file.append(self.mark, rows, last, () if last else self._texts)
        self.events += rows
        self._pending = self._taken_up = None

    def _event(self, told: Told, at: int) -> AttemptEvent:
        return AttemptEvent(
            id=self._place.new_id(),
            at=at,
            kind=told.kind,
            situation=told.situation,
            question=told.question,
            value=told.value,
        )
