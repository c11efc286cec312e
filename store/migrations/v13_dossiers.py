"""0013: what is put together from several situations, and what was handed at each meeting."""

from __future__ import annotations

from sqlite_utils import Database

from .registry import migrations


@migrations(name="0013_dossiers")
def dossiers(db: Database) -> None:
    """A dossier being put together, and each edition of it as it was handed."""
    db.executescript(
        """
        CREATE TABLE dossier (
            number INTEGER PRIMARY KEY,
            made_at INTEGER NOT NULL,
            touched_at INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (json_valid(state))
        ) STRICT;

        CREATE TABLE dossier_edition (
            dossier INTEGER NOT NULL REFERENCES dossier (number) ON DELETE CASCADE,
            edition INTEGER NOT NULL CHECK (edition >= 1),
            at INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (json_valid(state)),
            published TEXT NOT NULL CHECK (json_valid(published)),
            PRIMARY KEY (dossier, edition)
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER dossier_edition_no_replace BEFORE INSERT ON dossier_edition
        WHEN EXISTS (SELECT 1 FROM dossier_edition WHERE dossier = NEW.dossier AND edition = NEW.edition)
        BEGIN SELECT RAISE(ABORT, 'cette édition existe déjà'); END;
        """
    )
