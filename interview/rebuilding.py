"""From the journal back to the tables: every interview replayed under the flow it was held with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import msgspec

from flows.catalogue import Catalogue
from flows.loader import archived_flow
from interview.engine import FlowMachine, replay
from interview.following import followed
from interview.recording import events_of, heading_of, opening_of, record_of
from store import Base, InterviewRecord
from store.projection import searched

Progress = Callable[[int, int], None]
"""Told how many interviews are done, and of how many."""


def silent(_done: int, _of: int) -> None:
    """Say nothing of the progress."""


class Rebuilder:
    """What the journal of one base amounts to.

    Args:
        catalogue: the shipped one; a flow with local entries carries them in its archived text.
    """

    def __init__(self, base: Base, catalogue: Catalogue) -> None:
        self._base = base
        self._catalogue = catalogue
        self._machines: dict[int, FlowMachine] = {}
        self._older: dict[UUID, InterviewRecord] = {}

    def record(self, interview: UUID) -> InterviewRecord:
        """The record that the journal of *interview* makes.

        Raises:
            ContentError, StoreError: the archived flow or the base cannot be read.
        """
        entries = self._base.entries(interview)
        kept = self._older.get(interview) if opening_of(entries[0]) is None else None
        heading = heading_of(entries, kept)
        events = events_of(entries)
        household = str(events[0].value) if events[0].kind == "ouverture" else ""
        held = replay(self._machine(heading.flow), household, events)
        return record_of(held, heading, entries[-1].at, followed(entries))

    def remember(self, record: InterviewRecord) -> None:
        """What the journal of an older version does not say of that interview."""
        self._older[record.id] = record

    def differences(self, say: Progress = silent) -> Iterator[UUID]:
        """The interviews whose tables do not say what their journal says."""
        interviews = self._base.interviews()
        self._remember_older(interviews)
        for rank, interview in enumerate(interviews, 1):
            made = self.record(interview)
            if _apart(self._base.record(interview)) != _apart(made) or not self._searched_as(made):
                yield interview
            say(rank, len(interviews))

    def _searched_as(self, record: InterviewRecord) -> bool:
        """Whether the search looks into what was written, blanks aside: older versions joined otherwise."""
        written = [searched(each).split() for each in record.situations]
        return [each.split() for each in self._base.searchable(record.id)] == written

    def rebuild(self, say: Progress = silent) -> int:
        """Write every table again, in one transaction: all or nothing. Gives how many interviews."""
        interviews = self._base.interviews()
        self._remember_older(interviews)
        self._base.rewrite(self._told(interviews, say))
        return len(interviews)

    def _remember_older(self, interviews: list[UUID]) -> None:
        """Journals of an older version do not say the reference: only the tables do."""
        for interview in interviews:
            if opening_of(self._base.entries(interview)[0]) is None:
                record = self._base.record(interview)
                if record is not None:
                    self._older[interview] = record

    def _told(self, interviews: list[UUID], say: Progress) -> Iterator[InterviewRecord]:
        for rank, interview in enumerate(interviews, 1):
            yield self.record(interview)
            say(rank, len(interviews))

    def _machine(self, flow: int) -> FlowMachine:
        if flow not in self._machines:
            archived = self._base.archived_flow(flow)
            read = archived_flow(archived.source, f"parcours {archived.version}", self._catalogue)
            self._machines[flow] = FlowMachine(read)
        return self._machines[flow]


def _apart(record: InterviewRecord | None) -> InterviewRecord | None:
    """The record without its deadlines: they rest on the delays of the catalogue of the day as well."""
    if record is None or not any(each.echeances for each in record.situations):
        return record
    situations = tuple(msgspec.structs.replace(each, echeances=()) for each in record.situations)
    return msgspec.structs.replace(record, situations=situations)
