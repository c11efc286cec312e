"""0012: what a step of a chronology is, and the days that follow from it."""

from __future__ import annotations

from sqlite_utils import Database

from .registry import migrations


@migrations(name="0012_deadlines")
def deadlines(db: Database) -> None:
    """The kind of each step, where it was said; the last days to act, and those from which silence counts."""
    db.executescript(
        """
        ALTER TABLE chronology ADD COLUMN evenement TEXT NOT NULL DEFAULT '';
        ALTER TABLE follow_up ADD COLUMN evenement TEXT NOT NULL DEFAULT '';

        CREATE TABLE deadline (
            situation INTEGER NOT NULL REFERENCES situation (row) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            day TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('agir', 'silence')),
            way TEXT NOT NULL,
            sequel INTEGER NOT NULL CHECK (sequel IN (0, 1)),
            event TEXT NOT NULL,
            start TEXT NOT NULL,
            PRIMARY KEY (situation, position)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX deadline_by_day ON deadline (kind, day);
        """
    )
