"""Who looked at which record, and which files were written out: never what they said.

The access log only grows; nothing but its own retention takes lines out of it. It is there to find
misuse, and is never counted by person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from store.errors import translated
from store.opening import atomic

if TYPE_CHECKING:
    from store.base import Base


class Access(Struct, frozen=True):
    """One line of the access log.

    Attributes:
        at: milliseconds since 1970 UTC.
        who: short code of the agent, "" when none is set.
        what: code of what was done.
        reference: the record, "" once it is erased.
    """

    at: int
    who: str
    what: str
    reference: str


class WrittenFile(Struct, frozen=True):
    """A file the program wrote about a household; ``digest`` is the SHA-256 of what it held."""

    path: Path
    reference: str
    at: int
    digest: bytes


def note(base: Base, access: Access) -> None:
    """Add a line to the access log, durably. Raises StoreError."""
    with translated(base.path, "ecriture"), atomic(base.connection):
        base.connection.execute(
            "INSERT INTO access_log (at, who, what, reference) VALUES (?, ?, ?, ?)",
            (access.at, access.who, access.what, access.reference),
        )


def consultations(base: Base, household: str) -> list[Access]:
    """The lines about a household, its interviews and its situations, oldest first."""
    with translated(base.path, "lecture"):
        names = names_of(base, household)
        marks = ", ".join("?" * len(names))
        rows = base.connection.execute(
            f"SELECT at, who, what, reference FROM access_log WHERE reference COLLATE NOCASE IN ({marks}) "  # noqa: S608
            "ORDER BY seq",
            names,
        )
        return [Access(*row) for row in rows]


def old_accesses(base: Base, before: int) -> int:
    """How many lines are older than *before* (milliseconds)."""
    with translated(base.path, "lecture"):
        found = base.connection.execute("SELECT count(*) FROM access_log WHERE at < ?", (before,)).fetchone()
    return int(found[0])


def forget_accesses(base: Base, before: int) -> int:
    """Take out the lines older than *before*; how many there were."""
    with translated(base.path, "ecriture"), atomic(base.connection):
        base.connection.execute("INSERT OR IGNORE INTO erasing (only) VALUES (1)")
        gone = base.connection.execute("DELETE FROM access_log WHERE at < ?", (before,)).rowcount
        base.connection.execute("DELETE FROM erasing")
    return int(gone)


def remember_file(
    base: Base, path: Path, content: bytes, subjects: Iterable[tuple[str, str]], at: int
) -> None:
    """Remember a file written about households, so that erasing them reaches it. Raises StoreError.

    Args:
        path: where it is; kept absolute.
        content: what was written in it; only its digest is kept.
        subjects: household and reference of the record, for each household it speaks of.
        at: milliseconds since 1970 UTC.
    """
    kept, digest = str(path.absolute()), hashlib.sha256(content).digest()
    with translated(base.path, "ecriture"), atomic(base.connection):
        base.connection.execute("DELETE FROM written_file WHERE path = ?", (kept,))
        base.connection.executemany(
            "INSERT OR REPLACE INTO written_file (path, household, reference, at, digest) "
            "VALUES (?, ?, ?, ?, ?)",
            [(kept, household, reference, at, digest) for household, reference in subjects],
        )


def record_export(base: Base, path: Path, digest: bytes, households: Iterable[str], access: Access) -> None:
    """Remember a file about many households and note it for each, all or nothing. Raises StoreError.

    Args:
        path: where it will be; kept absolute.
        digest: SHA-256 of what it holds.
        households: their codes.
        access: who did what and when; its reference is replaced by each household.
    """
    kept, codes = str(path.absolute()), list(households)
    with translated(base.path, "ecriture"), atomic(base.connection):
        base.connection.execute("DELETE FROM written_file WHERE path = ?", (kept,))
        base.connection.executemany(
            "INSERT INTO written_file (path, household, reference, at, digest) VALUES (?, ?, ?, ?, ?)",
            ((kept, code, code, access.at, digest) for code in codes),
        )
        base.connection.executemany(
            "INSERT INTO access_log (at, who, what, reference) VALUES (?, ?, ?, ?)",
            ((access.at, access.who, access.what, code) for code in codes),
        )


def forget_file(base: Base, path: Path) -> None:
    """A file that was remembered was not written after all. Raises StoreError."""
    with translated(base.path, "ecriture"), atomic(base.connection):
        base.connection.execute("DELETE FROM written_file WHERE path = ?", (str(path.absolute()),))


def files_of(base: Base, household: str) -> list[WrittenFile]:
    """The files written about a household, oldest first."""
    with translated(base.path, "lecture"):
        rows = base.connection.execute(
            "SELECT path, reference, at, digest FROM written_file WHERE household = ? ORDER BY at, path",
            (household,),
        )
        return [WrittenFile(Path(path), *values) for path, *values in rows]


def names_of(base: Base, household: str) -> list[str]:
    """The code of a household, then the references of its interviews and situations."""
    rows = base.connection.execute(
        "SELECT i.reference, s.reference FROM interview i LEFT JOIN situation s ON s.interview = i.row "
        "WHERE i.household = ?",
        (household,),
    )
    names = {name for row in rows for name in row if name}
    return [household, *sorted(names)]
