"""What is to be chased up: the longest waiting first, with what was last done about it."""

# ruff: noqa: S608 — the SQL is built once, from our own clauses only

from __future__ import annotations

import sqlite3
from uuid import UUID

from msgspec import Struct

from .records import FollowUpKind

# What was qualified anew waits under its later situation only.
CURRENT = """
NOT EXISTS (SELECT 1 FROM situation later WHERE later.requalifie = s.reference AND later.core_complete)
"""
"""A condition on a situation ``s``: no later one qualifies it anew."""

_COUNT = f"SELECT count(*) FROM situation s WHERE s.relance_le <= ? AND {CURRENT}"
_LIST = f"""
SELECT d.reference, i.id, d.rank, coalesce(i.household, ''), i.service, d.prestation, d.domaine,
       d.relance_le, d.retard_le, f.kind, f.code, f.date, f.fait
FROM (
    SELECT * FROM situation s WHERE s.relance_le <= :day AND {CURRENT}
    ORDER BY s.retard_le > :day, s.relance_le, s.row LIMIT :limit
) d
JOIN interview i ON i.row = d.interview
LEFT JOIN follow_up f ON f.situation = d.row
     AND f.position = (SELECT max(g.position) FROM follow_up g WHERE g.situation = d.row)
ORDER BY d.retard_le > :day, d.relance_le, d.row
"""


class Chase(Struct, frozen=True):
    """A situation to chase up. The last four say what was last done or learnt since, None if nothing was."""

    reference: str
    interview: UUID
    rank: int
    household: str
    service: str
    prestation: str | None
    domaine: str | None
    relance_le: str
    retard_le: str
    last_kind: FollowUpKind | None
    last_code: str | None
    last_date: str | None
    last_fact: str | None


def count(connection: sqlite3.Connection, day: str) -> int:
    """How many situations are to be chased up on *day* (ISO)."""
    return int(connection.execute(_COUNT, (day,)).fetchone()[0])


def listed(connection: sqlite3.Connection, day: str, limit: int) -> list[Chase]:
    """The situations to chase up on *day* (ISO): those that are late first, then the longest waiting."""
    rows = connection.execute(_LIST, {"day": day, "limit": limit})
    return [Chase(reference, UUID(bytes=interview), *values) for reference, interview, *values in rows]
