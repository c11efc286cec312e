"""Many interviews kept at once, in one transaction: the rows of ``Base.append`` one by one, in fewer trips.

For interviews that the base does not hold yet. The journal is sealed as usual; the keys of the current tables
are given here rather than asked back from SQLite, so that each table is filled by one ``executemany``.
"""

# ruff: noqa: S608 — the SQL is built once, from the names of our own tables and columns only

from __future__ import annotations

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


@contextmanager
def bringing(base: Base, *, keep: bool) -> Iterator[Bulk]:
    """One transaction for everything that is added; undone unless *keep*, and if anything is raised.

    Raises:
        StoreError: the base cannot be written; nothing was kept.
    """
    with translated(base.path, "ecriture"):
        try:
            with opening.atomic(base.connection):
                yield Bulk(base)
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
        self._base.add_entries(entries, None)
        projection.write(self._connection, record_of(entries[0].interview))

    def _next(self, table: str) -> int:
        return int(self._connection.execute(f"SELECT coalesce(max(row), 0) + 1 FROM {table}").fetchone()[0])

    def _add(self, chunk: Sequence[Brought]) -> None:
        records = [record for _, record in chunk]
        households = {record.household for record in records if record.household}
        self._many("INSERT OR IGNORE INTO household (id) VALUES (?)", [(each,) for each in households])
        self._many(ADD_ENTRY, [row for entries, _ in chunk for row in self._sealed(entries)])
        self._project(records)
        self._many(_SETTLE, [(each,) for each in households])

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
                for detail, rows in zip(projection.DETAILS, details, strict=True):
                    items = getattr(each, detail.field)
                    if items:
                        rows += [(row, at, *detail.to_row(item)) for at, item in enumerate(items)]
                if each.causee_par is not None:
                    links.append((row, each.causee_par))
                if text := projection.searched(each):
                    texts.append((row, text))
                self._situation += 1
            self._interview += 1
        self._many(projection.ADD_INTERVIEW_ROW, interviews)
        self._many(projection.ADD_SITUATION_ROW, situations)
        for detail, rows in zip(projection.DETAILS, details, strict=True):
            self._many(detail.insert, rows)
        self._many("INSERT INTO situation_link (situation, cause) VALUES (?, ?)", links)
        self._many("INSERT INTO search (rowid, text) VALUES (?, ?)", texts)

    def _many(self, sql: str, rows: Sequence[Row]) -> None:
        if rows:
            self._connection.executemany(sql, rows)


def standing(
    connection: sqlite3.Connection, references: Iterable[str], kind: str, key: str
) -> dict[str, tuple[bytes, str | None]]:
    """The interview of each reference that the base holds, and what *key* says in its last entry of *kind*.

    References are given back in capitals; those of situations and of interviews are both looked up.
    """
    import json

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
