"""0009–0011: who looked, what was written out, what was erased, when the base was looked after."""

from __future__ import annotations

from sqlite_utils import Database

from .registry import migrations


@migrations(name="0009_protection")
def protection(db: Database) -> None:
    """What protects people: who looked at what, what was written out, what was erased."""
    db.executescript(
        """
        CREATE TABLE identity (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            id BLOB NOT NULL CHECK (length(id) = 16),
            secret BLOB NOT NULL CHECK (length(secret) = 32)
        ) STRICT;
        INSERT INTO identity (only, id, secret) VALUES (1, randomblob(16), randomblob(32));

        CREATE TABLE access_log (
            seq INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            who TEXT NOT NULL,
            what TEXT NOT NULL,
            reference TEXT NOT NULL
        ) STRICT;

        CREATE INDEX access_log_by_at ON access_log (at);

        CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log
        BEGIN SELECT RAISE(ABORT, 'une ligne du journal des accès ne se modifie pas'); END;

        CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log
        WHEN NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'une ligne du journal des accès ne se supprime pas'); END;

        CREATE TABLE written_file (
            path TEXT NOT NULL PRIMARY KEY,
            reference TEXT NOT NULL COLLATE NOCASE,
            household TEXT NOT NULL COLLATE NOCASE,
            at INTEGER NOT NULL
        ) STRICT;

        CREATE INDEX written_file_by_household ON written_file (household);

        CREATE TABLE erasure (
            seq INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            who TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('purge', 'effacement')),
            reason TEXT NOT NULL,
            households INTEGER NOT NULL,
            situations INTEGER NOT NULL,
            files INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE erased_household (
            digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
    )


@migrations(name="0010_erasing_for_good")
def erasing_for_good(db: Database) -> None:
    """A written file is known by what it held, for each household it speaks of; an erasure can be resumed."""
    db.executescript(
        """
        DROP TABLE written_file;
        CREATE TABLE written_file (
            path TEXT NOT NULL,
            household TEXT NOT NULL COLLATE NOCASE,
            reference TEXT NOT NULL COLLATE NOCASE,
            at INTEGER NOT NULL,
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            PRIMARY KEY (path, household)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX written_file_by_household ON written_file (household);

        CREATE TABLE erasure_begun (
            household TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
            at INTEGER NOT NULL,
            who TEXT NOT NULL,
            kind TEXT NOT NULL,
            reason TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
    )


@migrations(name="0011_upkeep")
def upkeep(db: Database) -> None:
    """When the base was last looked after: what was done, and when."""
    db.executescript(
        """
        CREATE TABLE upkeep (
            what TEXT NOT NULL PRIMARY KEY,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
    )
