"""Many interviews kept at once, in one transaction: the rows of ``Base.append`` one by one, in fewer trips.

For interviews that the base does not hold yet. The journal is sealed as usual; the keys of the current tables
are given here rather than asked back from SQLite, so that each table is filled by one ``executemany``. The
indexes of a base that holds nothing are made once it is filled, in the same transaction.
"""

# ruff: noqa: S608 — the SQL is built once, from the names of our own tables and columns only

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from . import chain, opening, projection
from .base import ADD_ENTRY
from .errors import translated
from .records import Entry, InterviewRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .base import Base

Row: TypeAlias = tuple[Any, ...]
Brought: TypeAlias = tuple[Sequence[Entry], InterviewRecord]
"""The whole journal of a new interview, and what it has become."""
CHUNK = 2_000

_SETTLE = (
    "UPDATE household SET (size, concerned) = ("
    "SELECT size, concerned FROM interview WHERE household = ?1 "
    "ORDER BY size IS NULL, started_at DESC, id DESC LIMIT 1) WHERE id = ?1"
)
_TO_ROWS = tuple(detail.to_row for detail in projection.DETAILS)
_INSERTS = tuple(detail.insert for detail in projection.DETAILS)
_INDEXES = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
    "AND tbl_name IN ('journal', 'interview', 'situation', 'situation_link') ORDER BY rowid"
)
"""Those that keep no value unique: what is unique must be refused as it comes."""


@contextmanager
def bringing(base: Base, *, keep: bool) -> Iterator[Bulk]:
    """One transaction for everything that is added; undone unless *keep*, and if anything is raised.

    Raises:
        StoreError: the base cannot be written; nothing was kept.
    """
    with translated(base.path, "ecriture"):
        try:
            with opening.atomic(base.connection):
                target = Bulk(base)
                yield target
                target.finish()
                if not keep:
                    raise _Undone
        except _Undone:
            pass


class _Undone(Exception):
    """Ends a transaction of which nothing is to be kept."""


class Bulk:
    """What is being added. Inside :func:`bringing`."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._connection = base.connection
        self._interview = self._next("interview")
        self._situation = self._next("situation")
        self._to_settle: set[str] = set()
        self._indexes: list[str] = []
        """The orders that make again the indexes that are away."""
        self.first = self._interview == 1 and not self._said_anything()
        """Whether the base held no interview when this began."""
        if self.first:
            self._indexes = self._without_indexes()

    def finish(self) -> None:
        """Make what waited for the end: indexes, and the size of households told of in several goes."""
        self._index()
        self._many(_SETTLE, [(each,) for each in self._to_settle])
        self._to_settle.clear()

    def add(self, brought: Iterable[Brought], done: Callable[[int], None] = lambda _: None) -> int:
        """Keep these new interviews; *done* is told how many so far. Gives how many."""
        source, count = iter(brought), 0
        while chunk := list(islice(source, CHUNK)):
            self._add(chunk)
            count += len(chunk)
            done(count)
        return count

    def extend(self, entries: Sequence[Entry], record_of: Callable[[UUID], InterviewRecord]) -> None:
        """Add to an interview that the base holds; *record_of* says what its journal then makes of it."""
        self._index()
        self._base.add_entries(entries, None)
        projection.write(self._connection, record_of(entries[0].interview))

    def _said_anything(self) -> bool:
        return self._connection.execute("SELECT 1 FROM journal LIMIT 1").fetchone() is not None

    def _next(self, table: str) -> int:
        return int(self._connection.execute(f"SELECT coalesce(max(row), 0) + 1 FROM {table}").fetchone()[0])

    def _add(self, chunk: Sequence[Brought]) -> None:
        records = [record for _, record in chunk]
        self._house(records)
        self._many(ADD_ENTRY, [row for entries, _ in chunk for row in self._sealed(entries)])
        self._project(records)

    def _house(self, records: Sequence[InterviewRecord]) -> None:
        """A new household has the size its latest interview tells; those there before wait for the end."""
        latest: dict[str, InterviewRecord] = {}
        for record in records:
            if record.household:
                household = record.household.upper()
                before = latest.setdefault(household, record)
                if before is not record and _telling(record) > _telling(before):
                    latest[household] = record
        there = households_among(self._connection, latest)
        self._to_settle |= there
        new = [
            (each.household, each.size, each.concerned) for id_, each in latest.items() if id_ not in there
        ]
        self._many("INSERT INTO household (id, size, concerned) VALUES (?, ?, ?)", new)

    def _without_indexes(self) -> list[str]:
        found = self._connection.execute(_INDEXES).fetchall()
        for name, _ in found:
            self._connection.execute(f"DROP INDEX {name}")
        return [sql for _, sql in found]

    def _index(self) -> None:
        for each in self._indexes:
            self._connection.execute(each)
        self._indexes = []

    def _sealed(self, entries: Sequence[Entry]) -> Iterator[Row]:
        parent = chain.START
        for entry in entries:
            said, seal = self._base.sealed(entry, parent)
            yield (*said[:4], entry.flow, *said[4:], parent, seal)
            parent = seal

    def _project(self, records: Sequence[InterviewRecord]) -> None:
        interviews: list[Row] = []
        situations: list[Row] = []
        details: list[list[Row]] = [[] for _ in projection.DETAILS]
        links: list[Row] = []
        texts: list[Row] = []
        for record in records:
            interviews.append((self._interview, *projection.interview_values(record)))
            for each in record.situations:
                row = self._situation
                situations.append((row, self._interview, *projection.situation_values(each)))
                for place, items in enumerate(projection.details_of(each)):
                    for at, item in enumerate(items):
                        details[place].append((row, at, *_TO_ROWS[place](item)))
                if each.causee_par is not None:
                    links.append((row, each.causee_par))
                if text := projection.searched(each):
                    texts.append((row, text))
                self._situation += 1
            self._interview += 1
        self._many(projection.ADD_INTERVIEW_ROW, interviews)
        self._many(projection.ADD_SITUATION_ROW, situations)
        for sql, rows in zip(_INSERTS, details, strict=True):
            self._many(sql, rows)
        self._many("INSERT INTO situation_link (situation, cause) VALUES (?, ?)", links)
        self._many("INSERT INTO search (rowid, text) VALUES (?, ?)", texts)

    def _many(self, sql: str, rows: Sequence[Row]) -> None:
        if rows:
            self._connection.executemany(sql, rows)


def _telling(record: InterviewRecord) -> tuple[bool, int, bytes]:
    """The interview that tells the size of its household has the greatest: the order of ``_SETTLE``."""
    return record.size is not None, record.started_at, record.id.bytes


def households_among(connection: sqlite3.Connection, households: Iterable[str]) -> set[str]:
    """Those of *households* that the base knows, in capitals."""
    rows = connection.execute(
        "SELECT upper(h.id) FROM json_each(?) w JOIN household h ON h.id = w.value",
        (json.dumps(list(households)),),
    )
    return {household for (household,) in rows}


def any_erased(connection: sqlite3.Connection) -> bool:
    """Whether some household was erased from this base, or is being erased."""
    return connection.execute("SELECT 1 FROM erased_household LIMIT 1").fetchone() is not None


def standing(
    connection: sqlite3.Connection, references: Iterable[str], kind: str, key: str
) -> dict[str, tuple[bytes, str | None]]:
    """The interview of each reference that the base holds, and what *key* says in its last entry of *kind*.

    References are given back in capitals; those of situations and of interviews are both looked up.
    """
    rows = connection.execute(
        """
        WITH wanted (reference) AS (SELECT value FROM json_each(?)),
        found (reference, id) AS (
            SELECT w.reference, i.id FROM wanted w JOIN interview i ON i.reference = w.reference
            UNION
            SELECT w.reference, i.id FROM wanted w JOIN situation s ON s.reference = w.reference
            JOIN interview i ON i.row = s.interview)
        SELECT upper(f.reference), f.id, (
            SELECT json_extract(j.value, ?) FROM journal j
            WHERE j.interview = f.id AND j.kind = ? ORDER BY j.seq DESC LIMIT 1)
        FROM found f
        """,
        (json.dumps(list(references)), f"$.{key}", kind),
    )
    return {reference: (bytes(identity), said) for reference, identity, said in rows}


def said_by_household(connection: sqlite3.Connection, kind: str, key: str) -> dict[str, str]:
    """What *key* says in the entries of *kind*, and the household of the interview that says it."""
    rows = connection.execute(
        "SELECT json_extract(j.value, ?) AS said, i.household "
        "FROM journal j JOIN interview i ON i.id = j.interview "
        "WHERE j.kind = ? AND said IS NOT NULL AND i.household IS NOT NULL ORDER BY j.seq",
        (f"$.{key}", kind),
    )
    return {str(said): str(household) for said, household in rows}
