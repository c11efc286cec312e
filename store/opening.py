"""From a path to a connection: the file, its rights, its identity, its settings, its schema."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from . import cipher
from .cipher import Key
from .errors import (
    BaseCorrupted,
    BaseEncrypted,
    BaseMissing,
    NewerBase,
    NotABase,
    NotReadable,
    OlderBase,
    TooOldSqlite,
    WrongPhrase,
)

APPLICATION_ID = int.from_bytes(b"RPRE", "big")
REHEARSALS_ID = int.from_bytes(b"RPRF", "big")
"""What a file of rehearsals is known by (see ``rehearsals``): it is told apart, and refused."""
SCHEMA_VERSION = 16
OLDEST_SQLITE = (3, 37, 0)  # STRICT tables

_MAGIC = b"SQLite format 3\x00"
_PAGE = 4096
_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    # Without it, a macOS fsync leaves the data in the disk's own cache; elsewhere it does nothing.
    "PRAGMA fullfsync = ON",
    "PRAGMA recursive_triggers = ON",
)


def connect(
    path: Path,
    *,
    create: bool,
    read_only: bool,
    timeout: float,
    key: Key | None = None,
    already_open: bool = False,
) -> sqlite3.Connection:
    """A connection ready for use, on a base that is ours and up to date.

    Args:
        key: opens an encrypted base, or makes one; without it, a key this process remembers.
        already_open: this process has the file open already. It is then not looked into: closing it
            would take away the locks that SQLite holds on it (POSIX says so).
    """
    check_sqlite(path)
    create = create and not read_only
    prepare_file(path, create=create)
    if not already_open:
        key = _check_identity(path, key, may_be_empty=create)
    if not read_only:
        tighten(path)
    connection = _raw(path, "ro" if read_only else "rw", timeout, key)
    try:
        _configure(connection, path, read_only=read_only, timeout=timeout)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_as_it_is(path: Path) -> sqlite3.Connection:
    """A connection that only reads, whatever the format of the base as long as it is not a newer one."""
    prepare_file(path, create=False)
    connection = _raw(path, "ro", 5.0, _check_identity(path, None, may_be_empty=False))
    try:
        version = _version(connection)
        if version > SCHEMA_VERSION:
            raise NewerBase(path, detail=f"format {version}, celle-ci lit jusqu’au format {SCHEMA_VERSION}")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_alone(path: Path, timeout: float = 1.0) -> sqlite3.Connection:
    """A connection to a base of today that no other one shares: SQLite answers BUSY if one does.

    Until it is closed, nobody else can open the base.
    """
    connection = _raw(path, "rw", timeout, _check_identity(path, None, may_be_empty=False))
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        for setting in _SETTINGS:
            connection.execute(setting)
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection


def _raw(path: Path, mode: str, timeout: float, key: Key | None) -> sqlite3.Connection:
    name = uri(path, mode)
    if key is None:
        return sqlite3.connect(name, uri=True, timeout=timeout, isolation_level=None)
    connection = cipher.connect(name, key, timeout)
    try:
        _check_key(connection, path, verified=cipher.known(key.salt) == key)
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


def uri(path: Path, mode: str) -> str:
    """``Path.as_uri`` puts the server of a Windows share where SQLite wants nothing: write it ourselves."""
    name = path.absolute().as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote(name, safe='/:')}?mode={mode}"


def check_sqlite(path: Path) -> None:
    """Raise TooOldSqlite where what we write could not be read."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE[:2]))
        raise TooOldSqlite(path, detail=f"{sqlite3.sqlite_version}, il faut {wanted}")


def prepare_file(path: Path, *, create: bool) -> None:
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


def is_encrypted(path: Path) -> bool:
    """Whether the file looks like an encrypted base: nothing in it can be read. Raises OSError.

    Not for a file that this process has open: see :func:`connect`.
    """
    with path.open("rb") as file:
        page = file.read(_PAGE)
    return not page.startswith(_MAGIC) and cipher.may_be_encrypted(page, path.stat().st_size)


def unlock(path: Path, phrase: str) -> Key:
    """The key that *phrase* makes for the encrypted base at *path*, remembered by this process.

    Not for a file that this process has open: see :func:`connect`.

    Raises:
        WrongPhrase: it does not open it; nothing has been changed.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        key = cipher.derived(phrase, file.read(cipher.SALT_BYTES))
    connection = cipher.connect(uri(path, "ro"), key, 5.0)
    try:
        _check_key(connection, path, verified=False)
    finally:
        connection.close()
    cipher.remember(key)
    return key


def _check_identity(path: Path, key: Key | None, *, may_be_empty: bool) -> Key | None:
    """Read the file's header ourselves: opening another program's base could already change it.

    Gives the key to open it with, None for a plain base.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_PAGE)
    except PermissionError as error:
        raise NotReadable(path) from error
    if not header:
        if not may_be_empty:
            raise NotABase(path, detail="ce fichier est vide")
        return key
    if header.startswith(_MAGIC):
        identity = int.from_bytes(header[68:72], "big")
        if identity == REHEARSALS_ID:
            raise NotABase(path, detail="c’est un fichier d’essais de formation")
        if identity != APPLICATION_ID:
            raise NotABase(path, detail="c’est la base d’un autre programme")
        return None
    salt = header[: cipher.SALT_BYTES]
    if key is not None and key.salt == salt:
        return key
    if cipher.known(salt) is not None:
        return cipher.known(salt)
    if cipher.may_be_encrypted(header, path.stat().st_size):
        raise BaseEncrypted(path)
    raise NotABase(path, detail="ce fichier est d’une autre nature")


def _check_key(connection: sqlite3.Connection, path: Path, *, verified: bool) -> None:
    """The first page is read: it tells a wrong key, and the base of another program.

    Where *verified*, the key did open that file: what it no longer opens is damaged.
    """
    try:
        identity = connection.execute("PRAGMA application_id").fetchone()[0]
        empty = connection.execute("PRAGMA page_count").fetchone()[0] == 0
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            kind = BaseCorrupted if verified else WrongPhrase
            raise kind(path, detail="sa première page n’est plus lisible") from error
        raise
    if identity != APPLICATION_ID and not empty:
        raise NotABase(path, detail="c’est la base d’un autre programme")


def tighten(path: Path) -> None:
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
    set_wal(connection, timeout)
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


def set_wal(connection: sqlite3.Connection, timeout: float) -> None:
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
