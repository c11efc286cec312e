"""0016: the figures that were handed out."""

from __future__ import annotations

from sqlite_utils import Database

from .registry import migrations


@migrations(name="0016_releases")
def releases(db: Database) -> None:
    """Figures as they were handed out, hidden counts too: the next ones are masked against them."""
    db.executescript(
        """
        CREATE TABLE figures_release (
            number INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            told TEXT NOT NULL CHECK (json_valid(told))
        ) STRICT;

        CREATE TRIGGER figures_release_no_update BEFORE UPDATE ON figures_release
        BEGIN SELECT RAISE(ABORT, 'ce qui est sorti ne change pas'); END;
        """
    )
