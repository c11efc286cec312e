"""Rehearsals: a file of their own, that is no base and that no base can be.

Nothing said of an invented person may reach real people: this file has its own format and its own identity,
so that ``Base.open`` refuses it, and it refuses a base. It holds attempts, each a list of events in order,
and the texts they were made under (the case, the flow), once each. Events are only ever added; a whole
attempt can be erased, and then nothing of it stays in the file.

As for the journal, each event is durable before the next question is shown.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID
from weakref import WeakSet

from . import opening
from .errors import (
    AttemptContinued,
    BaseCorrupted,
    DuplicateEntry,
    ErasureHeld,
    NoAttempt,
    NotRehearsals,
    PlaceOfABase,
    StoreError,
    TraceLeft,
)
from .location import place_of_a_base
from .rehearsal_errors import told_of_rehearsals
from .rehearsal_opening import check_identity, configure
from .rehearsal_records import (
    AttemptEvent,
    AttemptHeading,
    KeptAttempt,
    event_of,
    heading_of,
    row_of_event,
    row_of_heading,
)

LARGEST_TEXT = 5_000_000
"""Bytes beyond which a text is not read back: no file of content is larger."""

_COLUMNS = "a.id, a.name, a.told, a.flow, a.asked, a.started_at, a.said"


def digest(text: str) -> bytes:
    """SHA-256 of a text, under which the file keeps it."""
    return hashlib.sha256(text.encode()).digest()


class RehearsalFile:
    """An open file of rehearsals. It belongs to the thread that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._identity = _identity(path)
        _OPEN.add(self)

    @classmethod
    def open(cls, path: Path, *, create: bool = True, timeout: float = 5.0) -> Self:
        """Open the file, made if need be. ``timeout``: seconds to wait for another program.

        Raises:
            PlaceOfABase: it is where a base is kept, or would be.
            NotRehearsals: it is another kind of file, a base among others; it was not changed.
            BaseMissing: there is none, or an empty one, and it is not to be made.
            StoreError: it cannot be opened.
        """
        with told_of_rehearsals(path, "ouverture"):
            if place_of_a_base(path):
                raise PlaceOfABase(path)
            if path.is_dir():
                raise NotRehearsals(path, detail="c’est un dossier")
            opening.check_sqlite(path)
            opening.prepare_file(path, create=create)
            if not any(each._identity == _identity(path) for each in list(_OPEN)):
                check_identity(path, may_be_empty=create)
            opening.tighten(path)
            connection = sqlite3.connect(
                opening.uri(path, "rw"), uri=True, timeout=timeout, isolation_level=None
            )
            try:
                configure(connection, path, timeout)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def close(self) -> None:
        """Close the file. Doing it twice is harmless."""
        self._identity = None
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    # Writing

    def append(
        self,
        heading: AttemptHeading,
        events: Sequence[AttemptEvent],
        after: UUID | None = None,
        texts: Sequence[str] = (),
    ) -> None:
        """Keep these events durably, all or nothing; the same call can be made again after a failure.

        Args:
            after: the last event of the attempt that the caller knows; None begins the attempt.
            texts: those that the heading names, needed when it begins.

        Raises:
            DuplicateEntry: they had been kept after all.
            AttemptContinued: the attempt went on in another window.
            NoAttempt: it was erased since.
            StoreError: nothing of them was kept.
        """
        with self._transaction():
            if after is None:
                self._begin(heading, texts)
            row = self._row_of(heading.id)
            if row is None:
                raise NoAttempt(self.path, "ecriture")
            self._check_head(row, after, events)
            self._connection.executemany(
                "INSERT INTO event (id, attempt, at, kind, situation, question, value) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [row_of_event(row, each) for each in events],
            )

    def forget(self, *attempts: UUID) -> None:
        """Erase those attempts, and the texts that no other one needs; nothing of them stays in the file.

        It can be done again, whatever it gave: what is already gone is passed over.

        Raises:
            ErasureHeld: they are erased, but another program keeps the file open; doing it again finishes.
            TraceLeft: they are erased, but the log could not be emptied; doing it again finishes.
            StoreError: nothing was erased.
        """
        with told_of_rehearsals(self.path, "effacement"), opening.atomic(self._connection):
            self._connection.executemany(
                "DELETE FROM attempt WHERE id = ?", [(each.bytes,) for each in attempts]
            )
            self._connection.execute(
                "DELETE FROM text WHERE sha256 NOT IN "
                "(SELECT told FROM attempt UNION SELECT asked FROM attempt)"
            )
        self.empty_log()

    def empty_log(self) -> None:
        """Write the log of SQLite into the file and empty it: what was erased is in neither.

        Raises:
            ErasureHeld: another program is using the file.
            TraceLeft: the disk refuses.
        """
        with told_of_rehearsals(self.path, "effacement"):
            try:
                busy = self._truncate()
            except StoreError as error:
                raise TraceLeft(self.path, "effacement", _within(error.what)) from error
            if busy:
                raise ErasureHeld(self.path, "effacement")

    # Reading

    def attempts(self) -> list[KeptAttempt]:
        """Every attempt, the first begun first."""
        with told_of_rehearsals(self.path, "lecture"):
            rows = self._connection.execute(
                f"SELECT {_COLUMNS}, e.at, e.kind FROM attempt a JOIN event e ON e.seq = "  # noqa: S608
                "(SELECT max(seq) FROM event WHERE attempt = a.row) ORDER BY a.row"
            ).fetchall()
        return [KeptAttempt(heading_of(row[:-2]), row[-2], row[-1]) for row in rows]

    def heading(self, attempt: UUID) -> AttemptHeading:
        """What that attempt is known by. Raises NoAttempt, StoreError."""
        with told_of_rehearsals(self.path, "lecture"):
            row = self._connection.execute(
                f"SELECT {_COLUMNS} FROM attempt a WHERE a.id = ?",  # noqa: S608
                (attempt.bytes,),
            ).fetchone()
            if row is None:
                raise NoAttempt(self.path, "lecture")
        return heading_of(row)

    def events(self, attempt: UUID) -> list[AttemptEvent]:
        """Its events in order. Raises StoreError."""
        with told_of_rehearsals(self.path, "lecture"):
            rows = self._connection.execute(
                "SELECT e.id, e.at, e.kind, e.situation, e.question, e.value FROM event e "
                "JOIN attempt a ON a.row = e.attempt WHERE a.id = ? ORDER BY e.seq",
                (attempt.bytes,),
            ).fetchall()
        return [event_of(row) for row in rows]

    def text(self, sha256: bytes) -> str:
        """The text of that digest. Raises NoAttempt, the attempts that needed it being erased; StoreError."""
        with told_of_rehearsals(self.path, "lecture"):
            row = self._connection.execute("SELECT source FROM text WHERE sha256 = ?", (sha256,)).fetchone()
            if row is None:
                raise NoAttempt(self.path, "lecture")
            text = _inflated(row[0])
            if text is None or digest(text) != sha256:
                raise BaseCorrupted(self.path, "lecture", "le texte d’un cas ou d’un parcours")
        return text

    # Inside

    def _begin(self, heading: AttemptHeading, texts: Sequence[str]) -> None:
        self._connection.executemany(
            "INSERT INTO text (sha256, source) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(digest(each), zlib.compress(each.encode(), 9)) for each in texts],
        )
        self._connection.execute(
            "INSERT INTO attempt (id, name, told, flow, asked, started_at, said) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            row_of_heading(heading),
        )

    def _check_head(self, row: int, after: UUID | None, events: Sequence[AttemptEvent]) -> None:
        last = self._connection.execute(
            "SELECT id FROM event WHERE attempt = ? ORDER BY seq DESC LIMIT 1", (row,)
        ).fetchone()
        if (last[0] if last else None) == (after.bytes if after else None):
            return
        if self._connection.execute("SELECT 1 FROM event WHERE id = ?", (events[0].id.bytes,)).fetchone():
            raise DuplicateEntry(self.path, "ecriture")
        raise AttemptContinued(self.path, "ecriture")

    def _row_of(self, attempt: UUID) -> int | None:
        found = self._connection.execute("SELECT row FROM attempt WHERE id = ?", (attempt.bytes,)).fetchone()
        return int(found[0]) if found else None

    def _truncate(self) -> bool:
        """Whether the log could not be emptied because it is in use. Raises StoreError."""
        with told_of_rehearsals(self.path, "effacement"):
            return bool(self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with told_of_rehearsals(self.path, "ecriture"), opening.atomic(self._connection):
            yield


_OPEN: WeakSet[RehearsalFile] = WeakSet()
"""Those this process has open: looking into their files would take away the locks that SQLite holds."""


def _inflated(kept: bytes) -> str | None:
    """The text that was deflated, None where there is none, or one longer than it may be."""
    inflating = zlib.decompressobj()
    try:
        text = inflating.decompress(kept, LARGEST_TEXT + 1)
        return text.decode() if len(text) <= LARGEST_TEXT else None
    except (zlib.error, UnicodeDecodeError):
        return None


def _within(sentence: str) -> str:
    """*sentence* as it stands after a colon: « il n’y a plus de place… »."""
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
