"""The schema of the base, as small named migrations, oldest first.

This module costs the import of sqlite-utils (about 175 ms): ``opening`` imports it only when a base
must be created or brought up to date. A migration that has been published is never edited: what
changes is a new one, and ``opening.SCHEMA_VERSION`` counts them.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from .chain import START, seal_of

migrations = Migrations("repere")


def apply(connection: sqlite3.Connection) -> None:
    """Apply what is missing. Inside the caller's transaction, so a base is either up to date or as before."""
    migrations.apply(Database(connection, execute_plugins=False, recursive_triggers=False, strict=True))


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


@migrations(name="0006_journal_chain")
def journal_chain(db: Database) -> None:
    """Seal the journal (see ``chain``), and let nothing out of it but an erasure."""
    db.executescript(
        """
        CREATE TABLE erasing (only INTEGER PRIMARY KEY CHECK (only = 1)) STRICT;

        DROP TRIGGER journal_no_replace;
        DROP TRIGGER journal_no_update;
        DROP TRIGGER journal_no_delete;
        DROP INDEX journal_by_interview;
        ALTER TABLE journal RENAME TO journal_unsealed;

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
            value TEXT CHECK (value IS NULL OR json_valid(value)),
            parent BLOB NOT NULL CHECK (length(parent) IN (0, 16)),
            seal BLOB NOT NULL CHECK (length(seal) = 16)
        ) STRICT;
        """
    )
    _seal_what_was_said(db)
    db.executescript(
        """
        DROP TABLE journal_unsealed;
        CREATE INDEX journal_by_interview ON journal (interview);

        CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
        WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id OR seq = NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'cette ligne du journal existe déjà'); END;

        CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'une ligne du journal ne se modifie pas'); END;

        CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
        WHEN NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'une ligne du journal ne se supprime pas'); END;
        """
    )


def _seal_what_was_said(db: Database) -> None:
    flows = dict(db.execute("SELECT row, sha256 FROM flow_archive").fetchall())
    last: dict[bytes, bytes] = {}
    rows = db.execute(
        "SELECT seq, id, interview, at, author, flow, kind, situation, question, value "
        "FROM journal_unsealed ORDER BY seq"
    ).fetchall()
    for seq, identity, interview, at, author, flow, kind, situation, question, value in rows:
        parent = last.get(interview, START)
        said = (identity, interview, at, author, kind, situation, question, value)
        last[interview] = seal_of(parent, flows[flow], said)
        db.execute(
            "INSERT INTO journal (seq, id, interview, at, author, flow, kind, situation, question, value, "
            "parent, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (seq, *said[:4], flow, *said[4:], parent, last[interview]),
        )


@migrations(name="0007_follow_up")
def follow_up(db: Database) -> None:
    """What is done and learnt after the interview, what came of it, and when to come back to it."""
    db.executescript(
        """
        ALTER TABLE situation ADD COLUMN suite TEXT;
        ALTER TABLE situation ADD COLUMN suite_date TEXT;
        ALTER TABLE situation ADD COLUMN recupere INTEGER;
        ALTER TABLE situation ADD COLUMN utile TEXT;
        ALTER TABLE situation ADD COLUMN relance_le TEXT;
        ALTER TABLE situation ADD COLUMN retard_le TEXT;
        ALTER TABLE situation ADD COLUMN requalifie TEXT COLLATE NOCASE;

        CREATE INDEX situation_to_chase ON situation (relance_le) WHERE relance_le IS NOT NULL;
        CREATE INDEX situation_requalified ON situation (requalifie) WHERE requalifie IS NOT NULL;
        CREATE INDEX situation_by_prestation ON situation (prestation);

        CREATE TABLE follow_up (
            situation INTEGER NOT NULL REFERENCES situation (row) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            entry BLOB NOT NULL CHECK (length(entry) = 16),
            kind TEXT NOT NULL CHECK (kind IN ('action', 'fait', 'suite')),
            at INTEGER NOT NULL,
            author TEXT NOT NULL,
            date TEXT NOT NULL,
            code TEXT NOT NULL,
            minutes INTEGER,
            recupere INTEGER,
            utile TEXT,
            acteur TEXT NOT NULL,
            canal TEXT NOT NULL,
            fait TEXT NOT NULL,
            preuve INTEGER CHECK (preuve IN (0, 1)),
            PRIMARY KEY (situation, position)
        ) STRICT, WITHOUT ROWID;
        """
    )


@migrations(name="0008_search")
def search(db: Database) -> None:
    """What was written in free text, found by its words, accents or not."""
    db.executescript(
        """
        CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = "unicode61 remove_diacritics 2");

        INSERT INTO search (rowid, text)
        SELECT row, trim(concat_texts) FROM (
            SELECT s.row AS row,
                   coalesce(s.synthese, '') || ' ' || coalesce(s.demande_individuelle, '') || ' ' ||
                   coalesce(s.proposition_institution, '') || ' ' || coalesce(s.decision_reason, '') || ' ' ||
                   coalesce((SELECT group_concat(c.acteur || ' ' || c.canal || ' ' || c.fait, ' ')
                             FROM chronology c WHERE c.situation = s.row), '') AS concat_texts
            FROM situation s
        ) WHERE trim(concat_texts) <> '';

        CREATE TRIGGER situation_leaves_search AFTER DELETE ON situation
        BEGIN DELETE FROM search WHERE rowid = OLD.row; END;
        """
    )


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
