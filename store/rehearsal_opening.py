"""The file of rehearsals: its identity, its settings, its tables."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from . import opening
from .errors import BaseMissing, NewerRehearsals, NotRehearsals

APPLICATION_ID = opening.REHEARSALS_ID
SCHEMA_VERSION = 1

_MAGIC = b"SQLite format 3\x00"
_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA recursive_triggers = ON",
)
_SCHEMA = (
    """
    CREATE TABLE text (
        sha256 BLOB NOT NULL PRIMARY KEY CHECK (length(sha256) = 32),
        source BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE attempt (
        row INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        name TEXT NOT NULL,
        told BLOB NOT NULL REFERENCES text (sha256),
        flow TEXT NOT NULL,
        asked BLOB NOT NULL REFERENCES text (sha256),
        started_at INTEGER NOT NULL,
        said TEXT NOT NULL CHECK (json_valid(said))
    ) STRICT
    """,
    """
    CREATE TABLE event (
        seq INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        attempt INTEGER NOT NULL REFERENCES attempt (row) ON DELETE CASCADE,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        situation INTEGER NOT NULL CHECK (situation >= 0),
        question TEXT NOT NULL,
        value TEXT CHECK (value IS NULL OR json_valid(value))
    ) STRICT
    """,
    "CREATE INDEX event_by_attempt ON event (attempt)",
    """
    CREATE TRIGGER event_no_update BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'un événement ne se modifie pas'); END
    """,
    """
    CREATE TRIGGER event_no_delete BEFORE DELETE ON event
    WHEN EXISTS (SELECT 1 FROM attempt WHERE row = OLD.attempt)
    BEGIN SELECT RAISE(ABORT, 'un événement ne se supprime pas seul'); END
    """,
    """
    CREATE TRIGGER attempt_no_update BEFORE UPDATE ON attempt
    BEGIN SELECT RAISE(ABORT, 'un essai ne se modifie pas'); END
    """,
)


def check_identity(path: Path, *, may_be_empty: bool) -> None:
    """Read the header ourselves: opening the file of another program could already change it.

    Raises:
        NotRehearsals: it is another kind of file.
        BaseMissing: it is empty, and may not be.
    """
    with path.open("rb") as file:
        header = file.read(100)
    if not header and may_be_empty:
        return
    if not header:
        raise BaseMissing(path)  # made by a program that was stopped at once: there is nothing in it yet
    if not header.startswith(_MAGIC):
        raise NotRehearsals(path, detail="ce fichier est d’une autre nature")
    identity = int.from_bytes(header[68:72], "big")
    if identity == opening.APPLICATION_ID:
        raise NotRehearsals(path, detail="c’est une base d’entretiens, et rien d’un exercice n’y est écrit")
    if identity != APPLICATION_ID:
        raise NotRehearsals(path, detail="c’est la base d’un autre programme")


def configure(connection: sqlite3.Connection, path: Path, timeout: float) -> None:
    """Bring an open file up to date. Raises NewerRehearsals."""
    for setting in _SETTINGS:
        connection.execute(setting)
    version = _version(connection)
    if version > SCHEMA_VERSION:
        raise NewerRehearsals(path, detail=f"format {version}, celle-ci lit jusqu’au format {SCHEMA_VERSION}")
    if version < SCHEMA_VERSION:
        with opening.atomic(connection):
            if _version(connection) < SCHEMA_VERSION:
                for statement in _SCHEMA:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    opening.set_wal(connection, timeout)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
