"""Handing households over: their journal put into a file of its own, and brought into another base.

The file is an encrypted base of the same schema, with only the chosen interviews, the flows they were
held under, and a slip that says how many entries it must hold. It carries neither the access log, nor
what was erased, nor anything of the base it comes from. Bringing it in copies rows that never change,
with the ids and seals they have everywhere: doing it twice, or in another order, comes to the same.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import msgspec
from msgspec import Struct

from . import chain, fictional, opening, projection
from .base import Base
from .checkup import Damage
from .cipher import Key
from .errors import HouseholdErased, Refused, translated
from .privacy import marks
from .records import InterviewRecord

Row: TypeAlias = tuple[Any, ...]
RecordOf: TypeAlias = Callable[[UUID], InterviewRecord]

_SLIP = """
CREATE TABLE handover (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    made_at INTEGER NOT NULL,
    households INTEGER NOT NULL,
    interviews INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT
"""
_ENTRIES = (
    "SELECT id, at, author, flow, kind, situation, question, value, parent, seal "
    "FROM journal WHERE interview = ? ORDER BY seq"
)
_ADD = (
    "INSERT INTO journal (id, at, author, flow, kind, situation, question, value, parent, seal, interview) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ID, _FLOW, _KIND, _PARENT, _SEAL = 0, 3, 4, 8, 9


class Slip(Struct, frozen=True):
    """What a file must hold. ``made_at`` is in milliseconds; ``digest`` is that of all the seals."""

    made_at: int
    households: int
    interviews: int
    entries: int
    digest: bytes


class Meeting(Struct, frozen=True):
    """One interview of a file, beside what the base has of it.

    Attributes:
        new: journal rows that the base lacks, in the order of their chain.
        shared: how many entries are in both.
        here: how many entries the base has that the file lacks.
        kinds_here, kinds_there: kinds of the entries that are on one side only.
        flows_differ: those entries were not all made under the same flow.
        altered: an entry has the same id on both sides, and does not say the same.
    """

    interview: UUID
    new: tuple[Row, ...]
    shared: int
    here: int
    kinds_here: frozenset[str] = frozenset()
    kinds_there: frozenset[str] = frozenset()
    flows_differ: bool = False
    altered: bool = False

    @property
    def forked(self) -> bool:
        """The interview went on in both, each without the other."""
        return bool(self.new and self.here)


# ── choosing and writing ─────────────────────────────────────────────────────────────────────────


def chosen(base: Base, households: Iterable[str] | None = None, since: int = 0) -> dict[str, list[UUID]]:
    """The interviews of each household, by code, oldest first.

    Args:
        households: their codes, None for all.
        since: only the households met or followed up from that instant on, in milliseconds.
    """
    wanted = None if households is None else {each.upper() for each in households}
    found: dict[str, list[UUID]] = {}
    latest: dict[str, int] = {}
    with translated(base.path, "lecture"):
        rows = base.connection.execute(
            "SELECT household, id, touched_at FROM interview WHERE household IS NOT NULL "
            "ORDER BY started_at, id"
        ).fetchall()
    for household, interview, touched_at in rows:
        code = household.upper()
        if wanted is None or code in wanted:
            found.setdefault(code, []).append(UUID(bytes=interview))
            latest[code] = max(latest.get(code, 0), touched_at)
    return {code: found[code] for code in sorted(found) if latest[code] >= since}


def write(base: Base, households: dict[str, list[UUID]], path: Path, key: Key, made_at: int) -> Slip:
    """Put these interviews into a new file, encrypted with *key*.

    Nothing bears the name *path* before all of it is written and read again.

    Raises:
        StoreError: the base cannot be read, or the file written; nothing is left of the file.
    """
    fictional.refuse_to_share(base)
    part = path.with_name(f"{path.name}.part")
    sides = [part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))]
    with translated(path, "ecriture"):
        for each in sides:
            each.unlink(missing_ok=True)
        try:
            with Base.open(part, key=key) as made, translated(path, "ecriture"):
                slip = _filled(base, made, households, made_at)
                # One file, that opens from a place where nothing can be written.
                made.connection.execute("PRAGMA journal_mode = DELETE")
            with Base.open(part, read_only=True, key=key) as made:
                wrong = damages(made)
            if wrong:
                raise Refused(path, "ecriture", wrong[0].detail)
            part.replace(path)
        finally:
            for each in sides:
                each.unlink(missing_ok=True)
    return slip


def _filled(base: Base, made: Base, households: dict[str, list[UUID]], made_at: int) -> Slip:
    interviews = [each for listed in households.values() for each in listed]
    with opening.atomic(made.connection), _reading(base.connection):
        flows = _Flows(base.connection, made.connection)
        for interview in interviews:
            rows = _rows(base.connection, interview)
            for row in rows:
                _add(made.connection, flows, interview, row)
            record = projection.read(base.connection, interview)
            if record is not None:
                there = msgspec.structs.replace(record, flow=flows.there(record.flow))
                projection.write(made.connection, there)
        count, digest = _digest(made.connection)
        slip = Slip(made_at, len(households), len(interviews), count, digest)
        made.connection.execute(_SLIP)
        made.connection.execute(
            "INSERT INTO handover VALUES (1, ?, ?, ?, ?, ?)", msgspec.structs.astuple(slip)
        )
    return slip


# ── reading and bringing in ──────────────────────────────────────────────────────────────────────


def slip_of(source: Base) -> Slip | None:
    """The slip of a file; None when it is a base like any other."""
    with translated(source.path, "lecture"):
        known = "SELECT 1 FROM sqlite_master WHERE name = 'handover'"
        if source.connection.execute(known).fetchone() is None:
            return None
        row = source.connection.execute(
            "SELECT made_at, households, interviews, entries, digest FROM handover"
        ).fetchone()
    return Slip(*row) if row else None


def damages(source: Base) -> list[Damage]:
    """Everything that is not in a file as it was when it was made."""
    told = source.damages()
    slip = slip_of(source)
    if any(each.kind == "fichier" for each in told):
        return told
    with translated(source.path, "lecture"):
        count, digest = _digest(source.connection)
    if slip is None:
        told.append(Damage("bordereau", "fichier", "il ne dit pas ce qu’il doit contenir"))
    elif (count, digest) != (slip.entries, slip.digest):
        told.append(
            Damage("bordereau", "fichier", f"il devait contenir {slip.entries} entrées, il en a {count}")
        )
    return told


def meeting(base: Base, source: Base, interview: UUID) -> Meeting:
    """What an interview of the file *source* would bring to the base."""
    with translated(base.path, "lecture"):
        here = {bytes(row[_ID]): row for row in _rows(base.connection, interview)}
    with translated(source.path, "lecture"):
        there = _rows(source.connection, interview)
    ids = {bytes(row[_ID]) for row in there}
    mine = [row for known, row in here.items() if known not in ids]
    new = tuple(row for row in there if bytes(row[_ID]) not in here)
    flows = {_flow_key(base.connection, row[_FLOW]) for row in mine}
    flows |= {_flow_key(source.connection, row[_FLOW]) for row in new}
    return Meeting(
        interview,
        new,
        shared=len(there) - len(new),
        here=len(mine),
        kinds_here=frozenset(row[_KIND] for row in mine),
        kinds_there=frozenset(row[_KIND] for row in new),
        flows_differ=len(flows) > 1,
        altered=any(
            bytes(here[known][_SEAL]) != bytes(row[_SEAL])
            for row in there
            if (known := bytes(row[_ID])) in here
        ),
    )


@contextmanager
def merging(base: Base, *, keep: bool) -> Iterator[None]:
    """One transaction for a whole file; undone at the end unless *keep*. Raises StoreError."""
    fictional.refuse_to_share(base)
    with translated(base.path, "ecriture"):
        base.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            base.connection.execute("COMMIT" if keep else "ROLLBACK")
        finally:
            if base.connection.in_transaction:
                base.connection.execute("ROLLBACK")


def bring(base: Base, source: Base, met: Meeting, record_of: RecordOf) -> InterviewRecord:
    """Add one interview, all or nothing, inside :func:`merging`; gives its record as it now stands.

    Args:
        record_of: the record that the journal of the base makes of the interview.

    Raises:
        StoreError: it cannot be kept here; nothing of it was. So does whatever *record_of* raises.
    """
    fictional.refuse_to_share(source)
    connection = base.connection
    connection.execute("SAVEPOINT one")
    try:
        with translated(base.path, "ecriture"):
            flows = _Flows(source.connection, connection)
            for row in met.new:
                _add(connection, flows, met.interview, row)
            record = record_of(met.interview)
            if record.household and marks.is_erased(connection, record.household):
                raise HouseholdErased(base.path, "ecriture")
            projection.write(connection, record)
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO one")
            connection.execute("RELEASE one")
        raise
    connection.execute("RELEASE one")
    return record


class _Flows:
    """The rows of archived flows, from one base to another."""

    def __init__(self, source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        self._source = source
        self._target = target
        self._known: dict[int, int] = {}

    def there(self, row: int) -> int:
        """The row, in the target, of the flow that is at *row* in the source; archived there if need be."""
        if row not in self._known:
            flow = self._source.execute(
                "SELECT flow, version, sha256, source FROM flow_archive WHERE row = ?", (row,)
            ).fetchone()
            self._target.execute(
                "INSERT INTO flow_archive (flow, version, sha256, source) VALUES (?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                flow,
            )
            found = self._target.execute(
                "SELECT row FROM flow_archive WHERE flow = ? AND version = ? AND sha256 = ?", flow[:3]
            ).fetchone()
            self._known[row] = int(found[0])
        return self._known[row]


def _rows(connection: sqlite3.Connection, interview: UUID) -> list[Row]:
    """The journal of an interview, in the order of its chain."""
    rows = connection.execute(_ENTRIES, (interview.bytes,)).fetchall()
    links = [chain.Link(bytes(row[_ID]), bytes(row[_PARENT]), bytes(row[_SEAL])) for row in rows]
    return [rows[place] for place in chain.in_order(links)]


def _add(connection: sqlite3.Connection, flows: _Flows, interview: UUID, row: Row) -> None:
    placed = (*row[:_FLOW], flows.there(row[_FLOW]), *row[_FLOW + 1 :])
    connection.execute(_ADD, (*placed, interview.bytes))


def _flow_key(connection: sqlite3.Connection, row: int) -> Row:
    found: Row = connection.execute(
        "SELECT flow, version, sha256 FROM flow_archive WHERE row = ?", (row,)
    ).fetchone()
    return found


def _digest(connection: sqlite3.Connection) -> tuple[int, bytes]:
    seals = sorted(bytes(row[0]) for row in connection.execute("SELECT seal FROM journal"))
    return len(seals), hashlib.sha256(b"".join(seals)).digest()


@contextmanager
def _reading(connection: sqlite3.Connection) -> Iterator[None]:
    """One instant of the base, whatever others write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
