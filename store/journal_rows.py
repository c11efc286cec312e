"""Rows of the journal and of the archive, from and to frozen values."""

from __future__ import annotations

from uuid import UUID

import msgspec

from .projection import Row
from .records import ArchivedFlow, Entry


def archived_of(found: Row) -> ArchivedFlow:
    """An archived flow, from its row."""
    import zlib

    row, flow, version, sha256, source = found
    return ArchivedFlow(row, flow, version, sha256, zlib.decompress(source).decode("utf-8"))


def said_of(entry: Entry) -> Row:
    """What an entry says, as its seal covers it."""
    value = None if entry.value is None else msgspec.json.encode(entry.value).decode("utf-8")
    return (
        entry.id.bytes,
        entry.interview.bytes,
        entry.at,
        entry.author,
        entry.kind,
        entry.situation,
        entry.question,
        value,
    )


def entry_of(interview: UUID, row: Row) -> Entry:
    """An entry of *interview*, from its row."""
    identity, at, author, flow, kind, situation, question, value = row
    return Entry(
        id=UUID(bytes=identity),
        interview=interview,
        at=at,
        author=author,
        flow=flow,
        kind=kind,
        situation=situation,
        question=question,
        value=None if value is None else msgspec.json.decode(value),
    )
