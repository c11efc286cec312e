"""SQLCipher as if it were the standard ``sqlite3``: the same calls, the same errors.

Its own errors are of another family, with coarser codes. They are turned into the standard ones here,
once, so that no one else has to know which of the two holds the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from sqlcipher3 import dbapi2

from .cipher import Key

_EXTENDED_CODES = 0x02000000  # SQLITE_OPEN_EXRESCODE: which constraint, which kind of fault
_PRIMARY = {
    **dict.fromkeys(("INTERNAL", "NOTFOUND"), sqlite3.InternalError),
    **dict.fromkeys(("ERROR", "PERM", "ABORT", "BUSY", "LOCKED", "READONLY"), sqlite3.OperationalError),
    **dict.fromkeys(("INTERRUPT", "IOERR", "FULL", "CANTOPEN", "PROTOCOL"), sqlite3.OperationalError),
    **dict.fromkeys(("EMPTY", "SCHEMA"), sqlite3.OperationalError),
    **dict.fromkeys(("CORRUPT", "NOTADB", "AUTH", "FORMAT"), sqlite3.DatabaseError),
    "TOOBIG": sqlite3.DataError,
    **dict.fromkeys(("CONSTRAINT", "MISMATCH"), sqlite3.IntegrityError),
    **dict.fromkeys(("MISUSE", "RANGE"), sqlite3.InterfaceError),
}
_KINDS: dict[int, type[sqlite3.Error]] = {
    getattr(sqlite3, f"SQLITE_{name}"): kind for name, kind in _PRIMARY.items()
}
_NAMES: dict[int, str] = {
    getattr(sqlite3, name): name
    for primary in _PRIMARY
    for name in dir(sqlite3)
    if name == f"SQLITE_{primary}" or name.startswith(f"SQLITE_{primary}_")
}
_SAID: dict[str, str] = {
    "database or disk is full": "SQLITE_FULL",
    "database is locked": "SQLITE_BUSY",
    "disk I/O error": "SQLITE_IOERR",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "unable to open database file": "SQLITE_CANTOPEN",
}
"""Opening, copying and ``sqlcipher_export`` give the words of SQLite without their code."""
_SAME_NAME: tuple[tuple[Any, type[sqlite3.Error]], ...] = (
    (dbapi2.ProgrammingError, sqlite3.ProgrammingError),
    (dbapi2.InterfaceError, sqlite3.InterfaceError),
    (dbapi2.IntegrityError, sqlite3.IntegrityError),
    (dbapi2.DataError, sqlite3.DataError),
    (dbapi2.OperationalError, sqlite3.OperationalError),
)


@contextmanager
def _standard_errors() -> Iterator[None]:
    try:
        yield
    except dbapi2.Error as error:
        raise _standard(error) from error


def _standard(error: Any) -> sqlite3.Error:
    code = getattr(error, "sqlite_errorcode", None)
    same = next((mine for theirs, mine in _SAME_NAME if isinstance(error, theirs)), sqlite3.DatabaseError)
    if code in (None, sqlite3.SQLITE_ERROR):
        said = _SAID.get(str(error))
        if said is not None:
            code = getattr(sqlite3, said)
        elif code is None:
            return same(*error.args)
    told = _KINDS.get(code & 0xFF, same)(*error.args)
    told.sqlite_errorcode = code
    told.sqlite_errorname = _NAMES.get(code) or _NAMES.get(code & 0xFF, "SQLITE_UNKNOWN")
    return told


class EncryptedCursor(dbapi2.Cursor):  # type: ignore[misc]
    """A cursor that raises the standard errors."""

    def execute(self, *given: Any) -> Any:
        with _standard_errors():
            return super().execute(*given)

    def executemany(self, *given: Any) -> Any:
        with _standard_errors():
            return super().executemany(*given)

    def executescript(self, *given: Any) -> Any:
        with _standard_errors():
            return super().executescript(*given)

    def fetchone(self) -> Any:
        with _standard_errors():
            return super().fetchone()

    def fetchmany(self, *given: Any) -> Any:
        with _standard_errors():
            return super().fetchmany(*given)

    def fetchall(self) -> Any:
        with _standard_errors():
            return super().fetchall()

    def __next__(self) -> Any:
        try:  # not the context manager: it would cost as much as the row
            return super().__next__()
        except dbapi2.Error as error:
            raise _standard(error) from error


class EncryptedConnection(dbapi2.Connection):  # type: ignore[misc]
    """A connection that raises the standard errors. ``key`` is None on a plain file."""

    key: Key | None = None

    def cursor(self, factory: Any = EncryptedCursor) -> Any:
        with _standard_errors():
            return super().cursor(factory)

    def execute(self, *given: Any) -> Any:
        return self.cursor().execute(*given)

    def executemany(self, *given: Any) -> Any:
        return self.cursor().executemany(*given)

    def executescript(self, *given: Any) -> Any:
        return self.cursor().executescript(*given)

    def commit(self) -> None:
        with _standard_errors():
            super().commit()

    def rollback(self) -> None:
        with _standard_errors():
            super().rollback()

    def backup(self, target: Any, **options: Any) -> None:
        with _standard_errors():
            super().backup(target, **options)

    def close(self) -> None:
        with _standard_errors():
            super().close()


def opened(name: str, key: Key | None, timeout: float, *, uri: bool = True) -> sqlite3.Connection:
    """A connection to *name*, with its key. What it would have spilled to temporary files stays in memory."""
    flags = dbapi2.SQLITE_OPEN_READWRITE | dbapi2.SQLITE_OPEN_CREATE | _EXTENDED_CODES
    if uri:
        flags |= dbapi2.SQLITE_OPEN_URI
    with _standard_errors():
        connection = dbapi2.connect(
            name, timeout=timeout, isolation_level=None, factory=EncryptedConnection, uri=uri, flags=flags
        )
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.literal()}"')
        connection.key = key
    connection.execute("PRAGMA temp_store = MEMORY")
    return cast("sqlite3.Connection", connection)
