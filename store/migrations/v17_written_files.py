"""0017: a file written again, known by what it held before too."""

from __future__ import annotations

from sqlite_utils import Database

from .registry import migrations


@migrations(name="0017_written_files")
def written_files(db: Database) -> None:
    """One row for each content a file may have: the former one stands until the new one has its name.

    The columns of the key come first: SQLite 3.40 would else find NULL values where there are none.
    """
    db.executescript(
        """
        ALTER TABLE written_file RENAME TO former_written_file;
        DROP INDEX written_file_by_household;
        CREATE TABLE written_file (
            path TEXT NOT NULL,
            household TEXT NOT NULL COLLATE NOCASE,
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            reference TEXT NOT NULL COLLATE NOCASE,
            at INTEGER NOT NULL,
            PRIMARY KEY (path, household, digest)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO written_file (path, household, reference, at, digest)
            SELECT path, household, reference, at, digest FROM former_written_file;
        DROP TABLE former_written_file;
        CREATE INDEX written_file_by_household ON written_file (household);
        """
    )
