"""Who looked at which record, and which files were written out: never what they said.

The access log only grows; nothing but its own retention takes lines out of it. It is there to find
misuse, and is never counted by person.
"""

from __future__ import annotations

import hashlib
import shutil
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
    """Remember a file about to be written about households, so that erasing them reaches it.

    What stands under that name stays remembered too: it is still there if the new one cannot be written.

    Args:
        path: where it is; kept absolute.
        content: what will be written in it; only its digest is kept.
        subjects: household and reference of the record, for each household it speaks of.
        at: milliseconds since 1970 UTC.

    Raises:
        StoreError: it could not be remembered.
    """
    digest = hashlib.sha256(content).digest()
    with translated(base.path, "ecriture"), atomic(base.connection):
        _remember(base, path, digest, subjects, at)


def record_export(base: Base, path: Path, digest: bytes, households: Iterable[str], access: Access) -> None:
    """Remember a file about many households and note it for each, all or nothing. Raises StoreError.

    Args:
        path: where it will be; kept absolute.
        digest: SHA-256 of what it holds.
        households: their codes.
        access: who did what and when; its reference is replaced by each household.
    """
    codes = list(households)
    with translated(base.path, "ecriture"), atomic(base.connection):
        _remember(base, path, digest, ((code, code) for code in codes), access.at)
        base.connection.executemany(
            "INSERT INTO access_log (at, who, what, reference) VALUES (?, ?, ?, ?)",
            ((access.at, access.who, access.what, code) for code in codes),
        )


def _remember(base: Base, path: Path, digest: bytes, subjects: Iterable[tuple[str, str]], at: int) -> None:
    kept = str(path.absolute())
    _forget_but_what_stands(base, path)
    base.connection.executemany(
        "INSERT OR REPLACE INTO written_file (path, household, reference, at, digest) VALUES (?, ?, ?, ?, ?)",
        [(kept, household, reference, at, digest) for household, reference in subjects],
    )


def forget_file(base: Base, path: Path) -> None:
    """A file that was remembered was not written after all; what stands there stays remembered.

    Raises StoreError.
    """
    with translated(base.path, "ecriture"), atomic(base.connection):
        _forget_but_what_stands(base, path)


def _forget_but_what_stands(base: Base, path: Path) -> None:
    if path.parent.is_dir():  # else the disk is not there: nobody knows what stands on it
        base.connection.execute(
            "DELETE FROM written_file WHERE path = ? AND digest IS NOT ?",
            (str(path.absolute()), digest_of(path)),
        )


def digest_of(path: Path) -> bytes | None:
    """SHA-256 of what stands there; None where there is nothing that can be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return None


def files_of(base: Base, household: str) -> list[WrittenFile]:
    """The files written about a household, oldest first."""
    with translated(base.path, "lecture"):
        rows = base.connection.execute(
            "SELECT path, reference, at, digest FROM written_file WHERE household = ? ORDER BY at, path",
            (household,),
        )
        return [WrittenFile(Path(path), *values) for path, *values in rows]


def is_of_others(base: Base, path: Path) -> bool:
    """Whether what stands there is another content that the program wrote under that name since."""
    with translated(base.path, "lecture"):
        found = base.connection.execute(
            "SELECT 1 FROM written_file WHERE path = ? AND digest = ?", (str(path), digest_of(path))
        ).fetchone()
    return found is not None


def unfinished(base: Base) -> list[Path]:
    """What a program stopped while writing may have left beside a remembered file, if it is there."""
    with translated(base.path, "lecture"):
        paths = [Path(path) for (path,) in base.connection.execute("SELECT DISTINCT path FROM written_file")]
    return [left for path in paths for left in parts_of(path) if left.exists()]


def parts_of(path: Path) -> tuple[Path, Path]:
    """Where a file is written before it has its name: the file, and the folder of its pieces."""
    return path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.part.d")


def remove_part(left: Path) -> None:
    """Take out one of :func:`parts_of`. Raises OSError."""
    if left.is_dir():
        shutil.rmtree(left)
    else:
        left.unlink(missing_ok=True)


def names_of(base: Base, household: str) -> list[str]:
    """The code of a household, then the references of its interviews and situations."""
    rows = base.connection.execute(
        "SELECT i.reference, s.reference FROM interview i LEFT JOIN situation s ON s.interview = i.row "
        "WHERE i.household = ?",
        (household,),
    )
    names = {name for row in rows for name in row if name}
    return [household, *sorted(names)]
