"""What the home screen, the searches and the links show: short rows, most useful first."""

from __future__ import annotations

import sqlite3
from typing import Any
from uuid import UUID

from .records import Counts, HouseholdSummary, InterviewSummary, SituationSummary

_INTERVIEWS = """
SELECT i.id, i.reference, coalesce(i.household, ''), i.state, i.position, i.started_at, i.touched_at,
       i.service, (SELECT count(*) FROM situation s WHERE s.interview = i.row), l.prestation, l.domaine
FROM interview i
LEFT JOIN situation l ON l.interview = i.row
     AND l.rank = (SELECT max(m.rank) FROM situation m WHERE m.interview = i.row)
"""
_SITUATIONS = """
SELECT s.reference, i.id, s.rank, coalesce(i.household, ''), i.state, i.started_at, i.touched_at,
       i.service, s.nature, s.prestation, s.domaine, s.certitude, s.abandon, s.core_complete, l.cause,
       (SELECT group_concat(f.form, char(31)) FROM (
           SELECT form FROM situation_form WHERE situation = s.row AND decided ORDER BY position) f),
       s.requalifie
FROM {source}
LEFT JOIN situation_link l ON l.situation = s.row
"""
_HOUSEHOLDS = """
SELECT h.id, h.size, h.concerned, count(DISTINCT i.row), count(s.row), max(i.touched_at)
FROM household h JOIN interview i ON i.household = h.id LEFT JOIN situation s ON s.interview = i.row
"""
_LAST_CHARACTER = "\U0010ffff"


def unfinished(connection: sqlite3.Connection) -> list[InterviewSummary]:
    rows = connection.execute(
        _INTERVIEWS + "WHERE i.state = 'en_cours' ORDER BY i.touched_at DESC, i.id DESC"
    )
    return [InterviewSummary(UUID(bytes=interview), *values) for interview, *values in rows]


def recent(connection: sqlite3.Connection, limit: int) -> list[SituationSummary]:
    # CROSS JOIN holds SQLite to this order, so that the index on touched_at gives the first rows at once.
    sql = _SITUATIONS.format(source="interview i CROSS JOIN situation s ON s.interview = i.row")
    rows = connection.execute(sql + "ORDER BY i.touched_at DESC, i.id DESC, s.rank LIMIT ?", (limit,))
    return [_situation(row) for row in rows]


def situations_of(connection: sqlite3.Connection, household: str) -> list[SituationSummary]:
    sql = _SITUATIONS.format(source="interview i JOIN situation s ON s.interview = i.row")
    rows = connection.execute(sql + "WHERE i.household = ? ORDER BY i.started_at, i.id, s.rank", (household,))
    return [_situation(row) for row in rows]


def _situation(row: tuple[Any, ...]) -> SituationSummary:
    reference, interview, *values, abandon, core_complete, cause, forms, requalified = row
    codes = tuple(forms.split("\x1f")) if forms is not None else ()
    identity = UUID(bytes=interview)
    flags = (bool(abandon), bool(core_complete))
    return SituationSummary(*(reference, identity, *values, *flags, cause, codes, requalified))


def households(connection: sqlite3.Connection, prefix: str, limit: int) -> list[HouseholdSummary]:
    rows = connection.execute(
        _HOUSEHOLDS + "WHERE h.id >= ? AND h.id < ? GROUP BY h.id ORDER BY h.id LIMIT ?",
        (prefix, prefix + _LAST_CHARACTER, limit),
    )
    return [HouseholdSummary(*row) for row in rows]


def counts(connection: sqlite3.Connection) -> Counts:
    row = connection.execute(
        "SELECT (SELECT count(*) FROM interview), "
        "(SELECT count(*) FROM interview WHERE state = 'en_cours'), "
        "(SELECT count(*) FROM situation), (SELECT count(*) FROM household)"
    ).fetchone()
    return Counts(*row)


def interview_of(connection: sqlite3.Connection, reference: str) -> UUID | None:
    row = connection.execute(
        "SELECT id FROM interview WHERE reference = :r UNION ALL "
        "SELECT i.id FROM situation s JOIN interview i ON i.row = s.interview WHERE s.reference = :r LIMIT 1",
        {"r": reference.strip()},
    ).fetchone()
    return UUID(bytes=row[0]) if row else None
