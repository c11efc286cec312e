"""The attempts of one learner: where they are, and reading them back with what they were rehearsed under."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import msgspec

from flows.flow import Flow
from flows.loader import archived_flow
from interview.engine import FlowMachine, Interview
from interview.rehearsal.alone.attempts import (
    Attempt,
    attempt_of,
    ended,
    held_reference,
    mark_of,
    replayed,
    short_id,
)
from interview.rehearsal.cases.collection import TrainingCase, case_from_text
from store import rehearsals_path
from store.rehearsal_records import AttemptHeading, KeptAttempt
from store.rehearsals import RehearsalFile, digest


class ReadAttempt(msgspec.Struct, frozen=True):
    """An attempt with the very case and flow it was rehearsed under.

    Attributes:
        reference: the reference of the case, held as an interview.
        changed: whether the flow of today is another one.
    """

    attempt: Attempt
    case: TrainingCase
    flow: Flow
    reference: Interview
    changed: bool


def open_rehearsals(path: Path | str | None = None, *, create: bool = True) -> RehearsalFile:
    """The file meant by ``--fichier``, ``REPERE_FORMATION`` or the usual place. Raises StoreError."""
    return RehearsalFile.open(rehearsals_path(path), create=create)


class Shelf:
    """The attempts of a file, each case and each flow being read once.

    Args:
        flow: the flow of today, used as it is where an attempt was made under it.
    """

    def __init__(self, keep: RehearsalFile, flow: Flow) -> None:
        self.keep = keep
        self._today = flow
        self._machines = {digest(flow.source): FlowMachine(flow)}
        self._cases: dict[tuple[str, bytes], TrainingCase] = {}
        self._references: dict[tuple[bytes, bytes], Interview] = {}

    def alone(self) -> list[KeptAttempt]:
        """Attempts made alone, the first begun first: those of a group are the group’s. Raises StoreError."""
        return [each for each in self.keep.attempts() if not mark_of(each.heading).session]

    def waiting(self, case: str = "") -> list[KeptAttempt]:
        """Attempts made alone that are not over, the last touched first, of one case or of all."""
        found = [each for each in self.alone() if not ended(each.last_kind)]
        mine = [each for each in found if case in ("", each.heading.name)]
        return sorted(mine, key=lambda each: -each.last_at)

    def over(self, case: str = "") -> list[KeptAttempt]:
        """Attempts made alone that are over, the last ended first, of one case or of all."""
        found = [each for each in self.alone() if ended(each.last_kind)]
        mine = [each for each in found if case in ("", each.heading.name)]
        return sorted(mine, key=lambda each: -each.last_at)

    def named(self, typed: str) -> KeptAttempt | None:
        """The attempt made alone whose id ends as *typed*; None where there is not just one."""
        wanted = typed.casefold().replace("-", "").strip()
        found = [each for each in self.alone() if wanted and each.heading.id.hex.endswith(wanted)]
        return found[0] if len(found) == 1 else None

    def read(self, attempt: UUID) -> ReadAttempt:
        """That attempt. Raises NoAttempt, StoreError, ContentError."""
        heading = self.keep.heading(attempt)
        machine, case = self._machine(heading), self._case(heading)
        events = self.keep.events(attempt)
        made = attempt_of(heading, events, replayed(machine, events), case.text)
        key = (heading.told, heading.asked)
        if key not in self._references:
            self._references[key] = held_reference(case, machine)
        today = self._today
        changed = heading.flow == today.id and heading.asked != digest(today.source)
        return ReadAttempt(made, case, machine.flow, self._references[key], changed)

    def read_all(self) -> Iterator[ReadAttempt]:
        """Every attempt made alone that is over, the first begun first."""
        for each in self.alone():
            if ended(each.last_kind):
                yield self.read(each.heading.id)

    def title(self, kept: KeptAttempt) -> str:
        """Title of the case that was rehearsed. Raises StoreError, ContentError."""
        return self._case(kept.heading).title

    def _machine(self, heading: AttemptHeading) -> FlowMachine:
        if heading.asked not in self._machines:
            source = self.keep.text(heading.asked)
            flow = archived_flow(source, f"parcours {heading.flow}", self._today.catalogue)
            self._machines[heading.asked] = FlowMachine(flow)
        return self._machines[heading.asked]

    def _case(self, heading: AttemptHeading) -> TrainingCase:
        key = (heading.name, heading.told)
        if key not in self._cases:
            self._cases[key] = case_from_text(self.keep.text(heading.told), heading.name)
        return self._cases[key]


def number_of(kept: KeptAttempt) -> str:
    """By what an attempt is told to a person."""
    return short_id(kept.heading.id)
