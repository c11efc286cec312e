"""From a path to a connection: the file, its rights, its identity, its settings, its schema."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from .errors import BaseMissing, NewerBase, NotABase, NotReadable, OlderBase, TooOldSqlite

APPLICATION_ID = int.from_bytes(b"RPRE", "big")
SCHEMA_VERSION = 9
OLDEST_SQLITE = (3, 37, 0)  # STRICT tables

_MAGIC = b"SQLite format 3\x00"
_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    # Without it, a macOS fsync leaves the data in the disk's own cache; elsewhere it does nothing.
    "PRAGMA fullfsync = ON",
    "PRAGMA recursive_triggers = ON",
)


def connect(path: Path, *, create: bool, read_only: bool, timeout: float) -> sqlite3.Connection:
    """A connection ready for use, on a base that is ours and up to date."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE[:2]))
        raise TooOldSqlite(path, detail=f"{sqlite3.sqlite_version}, il faut {wanted}")
    create = create and not read_only
    _prepare_file(path, create=create)
    _check_identity(path, may_be_empty=create)
    if not read_only:
        _tighten(path)
    connection = sqlite3.connect(
        _uri(path, "ro" if read_only else "rw"), uri=True, timeout=timeout, isolation_level=None
    )
    try:
        _configure(connection, path, read_only=read_only, timeout=timeout)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def atomic(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, and durable at the end. IMMEDIATE: never refused half-way for another's writing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            if connection.in_transaction:  # some errors have already rolled it back
                connection.execute("ROLLBACK")
        raise


def _uri(path: Path, mode: str) -> str:
    """``Path.as_uri`` puts the server of a Windows share where SQLite wants nothing: write it ourselves."""
    name = path.absolute().as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote(name, safe='/:')}?mode={mode}"


def _prepare_file(path: Path, *, create: bool) -> None:
    """Make the empty file with its rights, before SQLite would make it with everyone's."""
    if path.is_dir():
        raise NotABase(path, detail="c’est un dossier")
    if path.exists():
        return
    if not create:
        raise BaseMissing(path)
    missing = [folder for folder in path.absolute().parents if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)
    with suppress(FileExistsError):  # another process may be starting on the same base
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _check_identity(path: Path, *, may_be_empty: bool) -> None:
    """Read the file's header ourselves: opening another program's base could already change it."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except PermissionError as error:
        raise NotReadable(path) from error
    if not header:
        if not may_be_empty:
            raise NotABase(path, detail="ce fichier est vide")
    elif not header.startswith(_MAGIC):
        raise NotABase(path, detail="ce fichier est d’une autre nature")
    elif int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotABase(path, detail="c’est la base d’un autre programme")


def _tighten(path: Path) -> None:
    """Only its owner may read a base, even one copied from elsewhere. SQLite gives -wal and -shm the same."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        with suppress(PermissionError):  # not its owner: the rights are someone else's to set
            path.chmod(0o600)


def _configure(connection: sqlite3.Connection, path: Path, *, read_only: bool, timeout: float) -> None:
    for setting in _SETTINGS:
        connection.execute(setting)
    version = _version(connection)
    if version > SCHEMA_VERSION:
        raise NewerBase(path, detail=f"format {version}, celle-ci lit jusqu’au format {SCHEMA_VERSION}")
    if read_only:
        if version < SCHEMA_VERSION:
            raise OlderBase(path, detail=f"format {version}, format actuel {SCHEMA_VERSION}")
        connection.execute("PRAGMA query_only = ON")
        return
    if version < SCHEMA_VERSION:
        _upgrade(connection)
    _set_wal(connection, timeout)
    _try_writing(connection)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _upgrade(connection: sqlite3.Connection) -> None:
    """All the missing migrations in one transaction; of two programs starting together, one does them."""
    from .migrations import apply

    with atomic(connection):
        if _version(connection) < SCHEMA_VERSION:
            apply(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _try_writing(connection: sqlite3.Connection) -> None:
    """SQLite silently falls back to reading a file it may not write: know it before the first answer."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _set_wal(connection: sqlite3.Connection, timeout: float) -> None:
    """Turn WAL on, once for the file, after the identity is written in it.

    SQLite does not wait here as it does elsewhere when two programs start together: we do.
    """
    deadline = time.monotonic() + timeout
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
