"""0001–0005: flows, the journal, interviews and their situations."""

from __future__ import annotations

from sqlite_utils import Database

from .registry import migrations


@migrations(name="0001_flow_archive")
def flow_archive(db: Database) -> None:
    """The text of every flow under which something was said."""
    db.executescript(
        """
        CREATE TABLE flow_archive (
            row INTEGER PRIMARY KEY,
            flow TEXT NOT NULL,
            version TEXT NOT NULL,
            sha256 BLOB NOT NULL,
            source BLOB NOT NULL,
            UNIQUE (flow, version, sha256)
        ) STRICT;

        CREATE TRIGGER flow_archive_no_update BEFORE UPDATE ON flow_archive
        BEGIN SELECT RAISE(ABORT, 'un parcours archivé ne se modifie pas'); END;

        CREATE TRIGGER flow_archive_no_delete BEFORE DELETE ON flow_archive
        BEGIN SELECT RAISE(ABORT, 'un parcours archivé ne se supprime pas'); END;
        """
    )


@migrations(name="0002_journal")
def journal(db: Database) -> None:
    """The journal. The insert trigger is there because INSERT OR REPLACE deletes without firing triggers."""
    db.executescript(
        """
        CREATE TABLE journal (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            interview BLOB NOT NULL CHECK (length(interview) = 16),
            at INTEGER NOT NULL,
            author TEXT NOT NULL,
            flow INTEGER NOT NULL REFERENCES flow_archive (row),
            kind TEXT NOT NULL,
            situation INTEGER NOT NULL CHECK (situation >= 0),
            question TEXT NOT NULL,
            value TEXT CHECK (value IS NULL OR json_valid(value))
        ) STRICT;

        CREATE INDEX journal_by_interview ON journal (interview);

        CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
        WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id OR seq = NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'cette ligne du journal existe déjà'); END;

        CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'une ligne du journal ne se modifie pas'); END;

        CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'une ligne du journal ne se supprime pas'); END;
        """
    )


@migrations(name="0003_interviews")
def interviews(db: Database) -> None:
    """Households, interviews and situations: one row each, what is single-valued in columns."""
    db.executescript(
        """
        CREATE TABLE household (
            id TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
            size INTEGER,
            concerned INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE interview (
            row INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            reference TEXT NOT NULL UNIQUE COLLATE NOCASE,
            household TEXT COLLATE NOCASE REFERENCES household (id),
            size INTEGER,
            concerned INTEGER,
            mode TEXT,
            flow INTEGER NOT NULL REFERENCES flow_archive (row),
            started_at INTEGER NOT NULL,
            touched_at INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('en_cours', 'termine', 'abandonne')),
            position TEXT NOT NULL,
            service TEXT NOT NULL,
            territory TEXT NOT NULL
        ) STRICT;

        CREATE INDEX interview_by_household ON interview (household);
        CREATE INDEX interview_by_touched_at ON interview (touched_at);
        CREATE INDEX interview_unfinished ON interview (touched_at) WHERE state = 'en_cours';

        CREATE TABLE situation (
            row INTEGER PRIMARY KEY,
            interview INTEGER NOT NULL REFERENCES interview (row) ON DELETE CASCADE,
            rank INTEGER NOT NULL CHECK (rank >= 1),
            reference TEXT NOT NULL UNIQUE COLLATE NOCASE,
            nature TEXT,
            prestation TEXT,
            domaine TEXT,
            certitude TEXT,
            abandon INTEGER NOT NULL CHECK (abandon IN (0, 1)),
            depuis TEXT,
            issue TEXT,
            manque_mensuel INTEGER,
            manque_mois INTEGER,
            recuperable TEXT,
            asf_demandee INTEGER CHECK (asf_demandee IN (0, 1)),
            asf_montant INTEGER,
            minutes INTEGER,
            synthese TEXT,
            demande_individuelle TEXT,
            proposition_institution TEXT,
            accord TEXT,
            accord_date TEXT,
            accord_portee TEXT,
            decision_reason TEXT,
            core_complete INTEGER NOT NULL CHECK (core_complete IN (0, 1)),
            UNIQUE (interview, rank)
        ) STRICT;
        """
    )


_CODES = ("typology", "situation_organism", "situation_level", "situation_detail")


@migrations(name="0004_situation_details")
def situation_details(db: Database) -> None:
    """What a situation has several of. A code said twice would be counted twice: only actions may repeat."""
    db.executescript(
        """
        CREATE TABLE situation_form (
            situation INTEGER NOT NULL REFERENCES situation (row) ON DELETE CASCADE,
            form TEXT NOT NULL,
            proposed INTEGER NOT NULL CHECK (proposed IN (0, 1)),
            decided INTEGER NOT NULL CHECK (decided IN (0, 1)),
            position INTEGER NOT NULL,
            PRIMARY KEY (situation, form)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE situation_reason (
            situation INTEGER NOT NULL REFERENCES situation (row) ON DELETE CASCADE,
            form TEXT NOT NULL,
            reason TEXT NOT NULL,
            position INTEGER NOT NULL,
            PRIMARY KEY (situation, form, reason)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE situation_action (
            situation INTEGER NOT NULL REFERENCES situation (row) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            code TEXT NOT NULL,
            PRIMARY KEY (situation, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE chronology (
            situation INTEGER NOT NULL REFERENCES situation (row) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            date TEXT NOT NULL,
            acteur TEXT NOT NULL,
            canal TEXT NOT NULL,
            fait TEXT NOT NULL,
            preuve INTEGER CHECK (preuve IN (0, 1)),
            PRIMARY KEY (situation, position)
        ) STRICT, WITHOUT ROWID;
        """
    )
    for table in _CODES:
        db.execute(
            f"""
            CREATE TABLE {table} (
                situation INTEGER NOT NULL REFERENCES situation (row) ON DELETE CASCADE,
                code TEXT NOT NULL,
                position INTEGER NOT NULL,
                PRIMARY KEY (situation, code)
            ) STRICT, WITHOUT ROWID
            """
        )


@migrations(name="0005_situation_link")
def situation_link(db: Database) -> None:
    """Which situation caused which. The cause is kept by reference: it may reach this base later."""
    db.executescript(
        """
        CREATE TABLE situation_link (
            situation INTEGER NOT NULL PRIMARY KEY REFERENCES situation (row) ON DELETE CASCADE,
            cause TEXT NOT NULL COLLATE NOCASE
        ) STRICT;

        CREATE INDEX situation_link_by_cause ON situation_link (cause);
        """
    )
