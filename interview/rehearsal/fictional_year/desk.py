"""An interview held at an invented desk: the engine of the real ones, without a face nor a wait."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from flows.flow import Flow
from interview.engine import Event, FlowMachine, Interview, begin, moves, replay
from interview.following import Followed, FollowUp, followed
from interview.recording import Heading, entry_of, events_of, heading_of, record_of, situation_reference
from interview.reminders import at_closing, reminder_from, waits
from interview.settings import Settings
from store import Entry
from store.fictional import Add

_VERSION_7 = (7 << 76) | (2 << 62)
_HOUR = 3_600_000
_USUAL = Settings().reminders


def instant(day: datetime.date, rng: random.Random) -> int:
    """A moment of the opening hours of *day*, in milliseconds: that day anywhere in France."""
    midnight = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    return (
        int(midnight.timestamp() * 1000) + rng.choice((8, 9, 10, 13, 14, 15)) * _HOUR + rng.randrange(_HOUR)
    )


def identifier(at: int, rng: random.Random) -> UUID:
    """A UUIDv7 of that instant, its random part drawn from *rng*."""
    drawn = (rng.getrandbits(12) << 64) | rng.getrandbits(62)
    return UUID(int=(at << 80) | _VERSION_7 | drawn)


class Desk:
    """One interview in hand: what was said of it, and what is still to be kept."""

    def __init__(
        self, machine: FlowMachine, heading: Heading, interview: Interview, rng: random.Random
    ) -> None:
        self.heading = heading
        self.interview = interview
        self.at = heading.started_at
        self._rng = rng
        self._machine = machine
        self._kept: list[Entry] = []
        self._new: list[Entry] = []

    @classmethod
    def open(
        cls, machine: FlowMachine, heading: Heading, household: str, rng: random.Random, *, known: bool
    ) -> Desk:
        """A new interview, with a new household or a known one."""
        desk = cls(machine, heading, begin(machine, household), rng)
        desk._tell(Event("ouverture", value=household))
        if known:
            desk._apply(Event("reponse", 1, machine.flow.household_questions[0], household))
        return desk

    @classmethod
    def reopen(cls, machine: FlowMachine, entries: list[Entry], rng: random.Random) -> Desk:
        """An interview of the base, held under the flow of *machine*: its journal, in order."""
        events = events_of(entries)
        held = replay(machine, str(events[0].value), events)
        desk = cls(machine, heading_of(entries), held, rng)
        desk._kept = entries
        desk.at = entries[-1].at
        return desk

    @property
    def flow(self) -> Flow:
        """The flow of the interview."""
        return self.interview.flow

    @property
    def day(self) -> datetime.date:
        """The day of the last thing said."""
        return datetime.datetime.fromtimestamp(self.at / 1000, datetime.UTC).date()

    @property
    def followed(self) -> Followed:
        """What stands of the follow-up."""
        return followed([*self._kept, *self._new])

    @property
    def has_news(self) -> bool:
        """Whether something is still to be kept."""
        return bool(self._new)

    def reference(self, rank: int) -> str:
        """Reference of a situation."""
        return situation_reference(self.heading.reference, rank)

    def answer_all(self, answers: Mapping[str, Any]) -> None:
        """Answer to the end of the path; what *answers* leaves out is skipped. Raises AnswerError."""
        while (place := self.interview.place) in self.flow.questions:
            if place in answers:
                self._apply(moves.answer(self.interview, answers[place], place))
            else:
                self._apply(moves.skip(self.interview, place))

    def add_situation(self, cause: int | None) -> None:
        """Open another situation of the household. Raises MoveError."""
        self._apply(moves.add_situation(self.interview, cause))

    def close(self) -> None:
        """End the interview, with the reminders that follow. Raises MoveError."""
        self._apply(moves.close(self.interview))
        for each in at_closing(self.interview, self.followed, self.day, _USUAL):
            self._tell(each)

    def follow(self, at: int, told: Sequence[FollowUp]) -> None:
        """Keep what was done or learnt at that instant."""
        self.at = max(at, self.at)
        for each in told:
            self._tell(each)

    def remind(self, rank: int, day: datetime.date) -> None:
        """Put the reminder back after something that an answer is expected to."""
        if waits(self.interview, rank, self.followed):
            self._tell(FollowUp("rappel", rank, reminder_from(day, _USUAL), question="action"))

    def keep(self, add: Add) -> None:
        """Hand over what is new. Raises StoreError."""
        if self._new:
            known = followed([*self._kept, *self._new])
            add(self._new, record_of(self.interview, self.heading, self._new[-1].at, known))
            self._kept, self._new = [*self._kept, *self._new], []

    def _apply(self, event: Event) -> None:
        self.interview = self.interview.apply(event)
        self._tell(event)

    def _tell(self, told: Event | FollowUp) -> None:
        identity = identifier(self.at, self._rng)
        self._new.append(entry_of(told, self.heading, identity, self.at, ""))
        self.at += 1000 * self._rng.randrange(2, 40)


def in_order(desks: Iterable[Desk]) -> list[Desk]:
    """By the instant of their last word."""
    return sorted(desks, key=lambda each: (each.at, each.heading.reference))
