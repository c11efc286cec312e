"""0006–0008: the journal sealed as a chain, what follows an interview, the search."""

from __future__ import annotations

from sqlite_utils import Database

from ..chain import START, seal_of
from .registry import migrations


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
