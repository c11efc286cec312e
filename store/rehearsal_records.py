"""What the file of rehearsals holds, as frozen values, and how they stand in its rows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct


class AttemptHeading(Struct, frozen=True, kw_only=True):
    """What an attempt is known by, whatever is answered.

    Attributes:
        name: of what is rehearsed; ``told``: SHA-256 of its text.
        flow: id of the flow; ``asked``: SHA-256 of its text.
        said: any other JSON value of the caller.
    """

    id: UUID
    name: str
    told: bytes
    flow: str
    asked: bytes
    started_at: int
    said: dict[str, Any] = {}


class AttemptEvent(Struct, frozen=True, kw_only=True):
    """One thing that happened in an attempt. ``at`` is in milliseconds; ``value`` any JSON value."""

    id: UUID
    at: int
    kind: str
    situation: int = 0
    question: str = ""
    value: Any = None


class KeptAttempt(Struct, frozen=True):
    """An attempt of the file, and its last event: when, and of what kind."""

    heading: AttemptHeading
    last_at: int
    last_kind: str


def heading_of(row: tuple[Any, ...]) -> AttemptHeading:
    """An attempt, from its row."""
    identity, name, told, flow, asked, started_at, said = row
    return AttemptHeading(
        id=UUID(bytes=identity),
        name=name,
        told=told,
        flow=flow,
        asked=asked,
        started_at=started_at,
        said=msgspec.json.decode(said),
    )


def row_of_heading(heading: AttemptHeading) -> tuple[Any, ...]:
    """The row of an attempt."""
    said = msgspec.json.encode(heading.said).decode()
    return (
        *(heading.id.bytes, heading.name, heading.told, heading.flow, heading.asked),
        *(heading.started_at, said),
    )


def row_of_event(attempt: int, event: AttemptEvent) -> tuple[Any, ...]:
    """The row of an event of the attempt kept in row *attempt*."""
    value = None if event.value is None else msgspec.json.encode(event.value).decode()
    return (event.id.bytes, attempt, event.at, event.kind, event.situation, event.question, value)


def event_of(row: tuple[Any, ...]) -> AttemptEvent:
    """An event, from its row."""
    identity, at, kind, situation, question, value = row
    return AttemptEvent(
        id=UUID(bytes=identity),
        at=at,
        kind=kind,
        situation=situation,
        question=question,
        value=None if value is None else msgspec.json.decode(value),
    )
