"""Encrypting a base where it stands, or giving it back plain: a verified copy takes its place at once.

Stopped anywhere, even by a power cut, the base is the former one or the new one, whole. What stays
beside it then (a half-made copy, the former file about to be destroyed) goes at the next opening that
succeeds (:func:`finish`).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from . import cipher
from .base import open_here
from .cipher import Key
from .errors import BaseCorrupted, BaseLocked, WrongPhrase, translated
from .opening import APPLICATION_ID, uri

COPY, FORMER = ".conversion", ".ancienne"
_CHUNK = 1 << 20


def recast(path: Path, now: Key | None, then: Key | None, timeout: float = 5.0) -> bool:
    """Make the base at *path*, whose key is *now*, one whose key is *then*; None stands for no key.

    No other program may have it open, nor this one. Gives whether every plain page that was on disk
    has been written over: where links between files do not exist, it could only be deleted.

    Raises:
        BaseLocked: another program has it open; nothing has been changed.
        WrongPhrase: *now* does not open it; nothing has been changed.
        BaseCorrupted: the copy is not what the base is; nothing has been changed.
        DiskFull, DiskFault, NotWritable: nothing has been changed.
    """
    if open_here(path) is not None:  # two copies of SQLite in one process do not see each other's locks
        raise BaseLocked(path)
    with translated(path, "ouverture"):
        source = cipher.connect(uri(path, "rw"), now, timeout)
        try:
            _check_ours(source, path)
            kept = _alone(source, path, keep=now is None)
            copy = _fresh(path)
            try:
                _export(source, copy, then)
                _same(source, copy, then, path)
                kept = _swap(source, copy, path, keep=now is None) and kept
            finally:
                copy.unlink(missing_ok=True)
                copy.with_name(f"{copy.name}-journal").unlink(missing_ok=True)
        finally:
            source.close()
            _destroy(_beside(_log(path), FORMER), _log(path))
        finish(path)
    return kept


def finish(path: Path) -> None:
    """Destroy what an interrupted conversion of the base at *path* left beside it. Raises OSError."""
    for left in (_beside(path, COPY), _beside(path, FORMER)):
        _destroy(left, path)
    _destroy(_beside(_log(path), FORMER), _log(path))


def _check_ours(source: sqlite3.Connection, path: Path) -> None:
    try:
        found = source.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise WrongPhrase(path) from error
        raise
    if found != APPLICATION_ID:
        raise WrongPhrase(path)


def _alone(source: sqlite3.Connection, path: Path, *, keep: bool) -> bool:
    """Empty the write-ahead log into the file, and let no other program in until the end.

    The log is about to be deleted with what it says; *keep* holds it by a second name, to be destroyed.
    """
    log = _log(path)
    held = not keep or not log.exists() or _linked(log)
    try:
        if source.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise BaseLocked(path)
        source.execute("PRAGMA locking_mode = EXCLUSIVE")
        source.execute("BEGIN EXCLUSIVE")
        source.execute("COMMIT")
        if source.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
            raise BaseLocked(path)
    except BaseException:
        _beside(log, FORMER).unlink(missing_ok=True)
        raise
    return held


def _fresh(path: Path) -> Path:
    copy = _beside(path, COPY)
    copy.unlink(missing_ok=True)
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    return copy


@contextmanager
def _attached(source: sqlite3.Connection, copy: Path, key: Key | None) -> Iterator[None]:
    source.execute("ATTACH DATABASE ? AS copy KEY ?", (str(copy), key.literal() if key else ""))
    try:
        yield
    finally:
        with suppress(sqlite3.Error):  # an error on its way says more
            source.execute("DETACH DATABASE copy")


def _export(source: sqlite3.Connection, copy: Path, key: Key | None) -> None:
    version = source.execute("PRAGMA user_version").fetchone()[0]
    with _attached(source, copy, key):
        source.execute("PRAGMA copy.synchronous = FULL")
        source.execute("SELECT sqlcipher_export('copy')").fetchall()
        source.execute(f"PRAGMA copy.application_id = {APPLICATION_ID}")
        source.execute(f"PRAGMA copy.user_version = {int(version)}")


def _same(source: sqlite3.Connection, copy: Path, key: Key | None, path: Path) -> None:
    """Every row of every table, and the file as SQLite sees it."""
    with _attached(source, copy, key):
        if source.execute("PRAGMA copy.integrity_check").fetchall() != [("ok",)]:
            raise BaseCorrupted(path, detail="sa copie n’est pas saine")
        listing = "SELECT type, name, tbl_name, sql FROM {}.sqlite_master ORDER BY type, name"
        schema = source.execute(listing.format("main")).fetchall()
        if source.execute(listing.format("copy")).fetchall() != schema:
            raise BaseCorrupted(path, detail="sa copie n’a pas la même forme")
        for kind, name, _, sql in schema:
            if kind == "table" and not sql.upper().startswith("CREATE VIRTUAL"):
                _same_rows(source, name, path)


def _same_rows(source: sqlite3.Connection, table: str, path: Path) -> None:
    quoted = table.replace('"', '""')
    told = source.execute(f'SELECT * FROM main."{quoted}"')  # noqa: S608 — the name of a table of the file
    again = source.execute(f'SELECT * FROM copy."{quoted}"')  # noqa: S608
    while True:
        rows = told.fetchmany(1000)
        if rows != again.fetchmany(1000):
            raise BaseCorrupted(path, detail=f"sa copie diffère dans la table {table}")
        if not rows:
            return


def _swap(source: sqlite3.Connection, copy: Path, path: Path, *, keep: bool) -> bool:
    """Put the copy in place of the base; the former is kept by another name, to be destroyed."""
    held = not keep or _linked(path)
    try:
        copy.replace(path)
    except PermissionError:  # Windows replaces no file that is open
        source.close()
        copy.replace(path)
    _settle(path.parent)
    return held


def _linked(path: Path) -> bool:
    former = _beside(path, FORMER)
    former.unlink(missing_ok=True)
    try:
        os.link(path, former)
    except OSError:  # a disk without links
        return False
    return True


def _settle(folder: Path) -> None:
    """The new name is on disk, where the system can be asked for it."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _destroy(left: Path, current: Path) -> None:
    """Write over *left*, then delete it; a second name of *current* is only a name."""
    if not left.exists():
        return
    if not (current.exists() and left.samefile(current)):
        with left.open("r+b") as file:
            size = left.stat().st_size
            for start in range(0, size, _CHUNK):
                file.write(bytes(min(_CHUNK, size - start)))
            file.flush()
            os.fsync(file.fileno())
    left.unlink()


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}{ending}")
