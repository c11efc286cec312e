"""``Base``: one open base. The journal is the truth, the other tables say what it amounts to now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID
from weakref import WeakSet

from . import branches, chain, chasing, checkup, cipher, fictional, finding, lists, opening, projection
from .chasing import Chase
from .checkup import Damage
from .cipher import Key
from .errors import ContinuedElsewhere, DuplicateEntry, HouseholdErased, Moment, translated
from .finding import Filter, Page
from .journal_rows import archived_of, entry_of, said_of
from .privacy import marks
from .records import (
    ArchivedFlow,
    Counts,
    Entry,
    HouseholdSummary,
    InterviewRecord,
    InterviewSummary,
    SituationSummary,
)

ADD_ENTRY = (
    "INSERT INTO journal (id, interview, at, author, flow, kind, situation, question, value, parent, seal) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
Row = projection.Row

_ALREADY_THERE = ("SQLITE_CONSTRAINT_TRIGGER", "SQLITE_CONSTRAINT_UNIQUE")


class Base:
    """An open base. It belongs to the thread that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self._file: tuple[int, int] | None = _file_of(path)
        _OPEN.add(self)
        self._flow_digests: dict[int, bytes] = {}

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = True,
        read_only: bool = False,
        timeout: float = 5.0,
        key: Key | None = None,
    ) -> Self:
        """Open the base, made or brought up to date if need be.

        ``timeout`` is how many seconds to wait for another program to let go of it. ``key`` opens an
        encrypted base or makes one; without it, the keys given to ``cipher.remember`` are tried.
        """
        with translated(path, "ouverture"):
            twin = open_here(path)
            connection = opening.connect(
                path,
                create=create,
                read_only=read_only,
                timeout=timeout,
                key=twin.key if twin else key,
                already_open=twin is not None,
            )
        return cls(path, connection)

    @property
    def key(self) -> Key | None:
        """What the base is encrypted with; None when it is not."""
        return cipher.key_of(self.connection)

    def close(self) -> None:
        """Close the base. Doing it twice is harmless."""
        self._file = None
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def fictional(self) -> bool:
        """Whether its interviews were invented: see ``store.fictional``."""
        with self._guard("lecture"):
            return fictional.marked(self.connection)

    # Writing

    def append(self, entries: Sequence[Entry], record: InterviewRecord, after: UUID | None = None) -> None:
        """Keep these journal entries and what the interview has become, durably, all or nothing.

        When this returns, they survive a power cut. When it raises, nothing of them was kept and the base
        can go on being used; after a disk fault only, the same call made again may raise ``DuplicateEntry``,
        which then means that they had been kept. With no entry, the current tables alone are
        written again, as a rebuild from the journal does.

        Args:
            after: the last entry of the interview that *record* takes into account. When the interview
                has gone on since (in another window), ``ContinuedElsewhere`` is raised: *record* would
                hide what was said there.
        """
        if any(entry.interview != record.id for entry in entries):
            raise ValueError("an entry of another interview than the record")
        with self._transaction():
            if record.household and marks.is_erased(self.connection, record.household):
                raise HouseholdErased(self.path, "ecriture")
            self.add_entries(entries, after)
            projection.write(self.connection, record)

    def rewrite(self, records: Iterable[InterviewRecord]) -> None:
        """Make the current tables anew from *records*, in one transaction: all or nothing."""
        with self._transaction():
            projection.clear(self.connection)
            for record in records:
                projection.write(self.connection, record)

    def damages(self, say: checkup.Progress = checkup.silent) -> list[Damage]:
        """What is wrong with the file, the chain of the journal or the archive of flows."""
        with self._guard("lecture"):
            return list(checkup.damages(self.connection, say))

    def strays(self) -> list[Damage]:
        """What the current tables hold beyond the interviews of the journal, or against them."""
        with self._guard("lecture"):
            return list(checkup.strays(self.connection))

    def searchable(self, interview: UUID) -> list[str]:
        """What a search by words looks into, for each situation of an interview."""
        with self._guard("lecture"):
            rows = self.connection.execute(
                "SELECT coalesce(f.text, '') FROM interview i JOIN situation s ON s.interview = i.row "
                "LEFT JOIN search f ON f.rowid = s.row WHERE i.id = ? ORDER BY s.rank",
                (interview.bytes,),
            )
            return [row[0] for row in rows]

    def note_upkeep(self, what: str, at: int) -> None:
        """Remember when the base was last looked after in that way. ``at`` is in milliseconds."""
        with self._transaction():
            self.connection.execute("INSERT OR REPLACE INTO upkeep (what, at) VALUES (?, ?)", (what, at))

    def upkeep(self, what: str) -> int | None:
        """When that was last done, in milliseconds; None for never."""
        found = self._one("SELECT at FROM upkeep WHERE what = ?", what)
        return int(found[0]) if found else None

    def archive_flow(self, flow_id: str, version: str, sha256: bytes, source: str) -> int:
        """Keep the text of a flow, once; the row to give to the entries and records made under it."""
        import zlib

        key = (flow_id, version, sha256)
        known = "SELECT row FROM flow_archive WHERE flow = ? AND version = ? AND sha256 = ?"
        with self._guard("lecture"):
            found = self.connection.execute(known, key).fetchone()
        if found is None:
            with self._transaction():
                self.connection.execute(
                    "INSERT INTO flow_archive (flow, version, sha256, source) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT DO NOTHING",
                    (*key, zlib.compress(source.encode("utf-8"), 9)),
                )
                found = self.connection.execute(known, key).fetchone()
        return int(found[0])

    # Reading

    def archived_flow(self, row: int) -> ArchivedFlow:
        """The flow of that row, text included. ``KeyError`` when there is none."""
        found = self._one("SELECT row, flow, version, sha256, source FROM flow_archive WHERE row = ?", row)
        if found is None:
            raise KeyError(row)
        return archived_of(found)

    def archived_flows(self, flow_id: str | None = None) -> list[ArchivedFlow]:
        """Every text kept of that flow, or of all flows, the last kept first."""
        with self._guard("lecture"):
            rows = self.connection.execute(
                "SELECT row, flow, version, sha256, source FROM flow_archive "
                "WHERE ? IS NULL OR flow = ? ORDER BY row DESC",
                (flow_id, flow_id),
            ).fetchall()
        return [archived_of(row) for row in rows]

    def entries(self, interview: UUID) -> list[Entry]:
        """The journal of an interview, in the order of its chain."""
        with self._guard("lecture"):
            rows = self.connection.execute(
                "SELECT id, at, author, flow, kind, situation, question, value, parent, seal "
                "FROM journal WHERE interview = ? ORDER BY seq",
                (interview.bytes,),
            ).fetchall()
        order = chain.in_order([chain.Link(row[0], row[-2], row[-1]) for row in rows])
        return [entry_of(interview, rows[place][:-2]) for place in order]

    def branches(self, interview: UUID) -> dict[UUID, int]:
        """By journal entry, 0, or the number of its line of work where the interview went on in two bases."""
        with self._guard("lecture"):
            rows = self.connection.execute(
                "SELECT id, parent, seal FROM journal WHERE interview = ?", (interview.bytes,)
            ).fetchall()
        found = branches.branches([chain.Link(*row) for row in rows])
        return {UUID(bytes=identity): number for identity, number in found.items()}

    def interviews(self) -> list[UUID]:
        """Every interview of the journal, oldest first."""
        with self._guard("lecture"):
            rows = self.connection.execute("SELECT DISTINCT interview FROM journal ORDER BY interview")
            return [UUID(bytes=row[0]) for row in rows]

    def record(self, interview: UUID) -> InterviewRecord | None:
        """The interview as it stands now, equal to the last record written."""
        with self._guard("lecture"):
            return projection.read(self.connection, interview)

    def unfinished(self) -> list[InterviewSummary]:
        """The interviews still open, the last touched first."""
        with self._guard("lecture"):
            return lists.unfinished(self.connection)

    def recent(self, limit: int = 20) -> list[SituationSummary]:
        """The situations last touched, most recent first."""
        with self._guard("lecture"):
            return lists.recent(self.connection, limit)

    def counts(self) -> Counts:
        """How many interviews, situations and households the base holds."""
        with self._guard("lecture"):
            return lists.counts(self.connection)

    def find(self, wanted: Filter, after: tuple[int, int] | None = None, limit: int = 50) -> Page:
        """The situations that *wanted* describes, the last touched first; *after* is the key of a page."""
        with self._guard("lecture"):
            return finding.find(self.connection, wanted, after, limit)

    def period(self) -> tuple[int | None, int | None]:
        """When the first interview began, and when the last one was touched."""
        with self._guard("lecture"):
            found = self.connection.execute(
                "SELECT min(started_at), max(touched_at) FROM interview"
            ).fetchone()
        return found[0], found[1]

    def to_chase_up(self, day: str, ahead: str = "") -> int:
        """How many situations should be chased up on *day*, or have a deadline until *ahead* (ISO days)."""
        with self._guard("lecture"):
            return chasing.count(self.connection, day, ahead)

    def chase_list(self, day: str, limit: int = 50, ahead: str = "", since: str = "") -> list[Chase]:
        """The situations to chase up on *day*: deadlines until *ahead* first, not passed from *since* on."""
        with self._guard("lecture"):
            return chasing.listed(self.connection, day, limit, ahead, since)

    def schema_version(self) -> int:
        """The format of the file."""
        with self._guard("lecture"):
            return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def interview_of(self, reference: str) -> UUID | None:
        """The interview that has this reference, or that has a situation of this reference."""
        with self._guard("lecture"):
            return lists.interview_of(self.connection, reference)

    def households(self, prefix: str = "", limit: int = 20) -> list[HouseholdSummary]:
        """The households whose id begins so, whatever the case."""
        with self._guard("lecture"):
            return lists.households(self.connection, prefix, limit)

    def situations_of(self, household: str) -> list[SituationSummary]:
        """Every situation of a household, oldest first."""
        with self._guard("lecture"):
            return lists.situations_of(self.connection, household)

    def household_exists(self, household: str) -> bool:
        return self._one("SELECT 1 FROM household WHERE id = ?", household) is not None

    # Inside

    def _one(self, sql: str, value: object) -> Row | None:
        with self._guard("lecture"):
            found: Row | None = self.connection.execute(sql, (value,)).fetchone()
            return found

    def _guard(self, moment: Moment) -> AbstractContextManager[None]:
        return translated(self.path, moment)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guard("ecriture"), opening.atomic(self.connection):
            yield

    def sealed(self, entry: Entry, parent: bytes) -> tuple[Row, bytes]:
        """What the journal keeps of *entry*, and its seal when it follows the one of *parent*."""
        said = said_of(entry)
        return said, chain.seal_of(parent, self._flow_digest(entry.flow), said)

    def add_entries(self, entries: Sequence[Entry], after: UUID | None) -> None:
        """The journal part of :meth:`append`, inside the transaction of the caller."""
        try:
            head = self._head(entries[0].interview) if entries else None
            if head and after and after.bytes != head.id and not self._has(entries[0].id):
                raise ContinuedElsewhere(self.path, "ecriture")
            parent = head.seal if head else chain.START
            for entry in entries:
                said, seal = self.sealed(entry, parent)
                self.connection.execute(ADD_ENTRY, (*said[:4], entry.flow, *said[4:], parent, seal))
                parent = seal
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorname in _ALREADY_THERE:
                raise DuplicateEntry(self.path, "ecriture") from error
            raise

    def _has(self, entry: UUID) -> bool:
        return self._one("SELECT 1 FROM journal WHERE id = ?", entry.bytes) is not None

    def _head(self, interview: UUID) -> chain.Link | None:
        """What the next entry of that interview follows: the last one in the order of the chain.

        After two bases met, that is not always the last row; following it keeps the new entry last.
        """
        links = [
            chain.Link(*row)
            for row in self.connection.execute(
                "SELECT id, parent, seal FROM journal WHERE interview = ? ORDER BY seq", (interview.bytes,)
            )
        ]
        return links[chain.in_order(links)[-1]] if links else None

    def _flow_digest(self, row: int) -> bytes:
        known = self._flow_digests.get(row)
        if known is None:
            found = self.connection.execute(
                "SELECT sha256 FROM flow_archive WHERE row = ?", (row,)
            ).fetchone()
            if found is None:
                return b""  # the foreign key refuses the entry, with its own words
            known = self._flow_digests[row] = bytes(found[0])
        return known


_OPEN: WeakSet[Base] = WeakSet()
"""The bases this process has open: none of their files may be looked into (see ``opening.connect``)."""


def _file_of(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def open_here(path: Path) -> Base | None:
    """A base that this process has open on the same file."""
    file = _file_of(path)
    return next((each for each in list(_OPEN) if file and each._file == file), None)
