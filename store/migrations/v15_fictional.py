"""0015: the mark of a base that holds nobody."""

from __future__ import annotations

from sqlite_utils import Database

from .registry import migrations


@migrations(name="0015_fictional")
def fictional(db: Database) -> None:
    """How the fictional interviews of the base were drawn, one row a run; no row in a base of real people."""
    db.executescript(
        """
        CREATE TABLE fictional (
            run INTEGER PRIMARY KEY,
            drawn TEXT NOT NULL CHECK (json_valid(drawn))
        ) STRICT;

        CREATE TRIGGER fictional_no_update BEFORE UPDATE ON fictional
        BEGIN SELECT RAISE(ABORT, 'une base fictive le reste'); END;

        CREATE TRIGGER fictional_no_delete BEFORE DELETE ON fictional
        BEGIN SELECT RAISE(ABORT, 'une base fictive le reste'); END;
        """
    )
