"""What is to be chased up: deadlines first, then the longest waiting, with what was last done about it."""

# ruff: noqa: S608 — the SQL is built once, from our own clauses only

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from uuid import UUID

from msgspec import Struct

from .records import DeadlineRecord, FollowUpKind

# What was qualified anew waits under its later situation only.
CURRENT = """
NOT EXISTS (SELECT 1 FROM situation later WHERE later.requalifie = s.reference AND later.core_complete)
"""
"""A condition on a situation ``s``: no later one qualifies it anew."""

# A last day to act comes back some days before; silence counts from its own day on.
NEAR = """
SELECT situation FROM deadline WHERE kind = 'agir' AND day <= :ahead
UNION SELECT situation FROM deadline WHERE kind = 'silence' AND day <= :day
"""
"""The situations of which a deadline is near, has passed, or from which silence now counts."""

TO_CHASE = f"SELECT row FROM situation WHERE relance_le <= :day UNION {NEAR}"
"""The rows to chase up, those qualified anew included."""

# The reminders, then what a deadline adds to them, less the few that were qualified anew: each index is read
# once, where asking each row whether it is current would look up as many as there are.
_COUNT = f"""
SELECT (SELECT count(*) FROM situation WHERE relance_le <= :day)
     + (SELECT count(*) FROM ({NEAR}) d CROSS JOIN situation s ON s.row = d.situation
        WHERE s.relance_le IS NULL OR s.relance_le > :day)
     - (SELECT count(*) FROM (SELECT DISTINCT requalifie FROM situation
                              WHERE requalifie IS NOT NULL AND core_complete) n
        CROSS JOIN situation s ON s.reference = n.requalifie
        WHERE s.relance_le <= :day OR EXISTS (
            SELECT 1 FROM deadline d WHERE d.situation = s.row
            AND (+d.kind = 'agir' AND d.day <= :ahead OR +d.kind = 'silence' AND d.day <= :day)))
"""
# Each by the index, so that the first of them cost what they are, whatever the base holds.
_BY_DEADLINE = tuple(
    f"""
    SELECT d.situation FROM deadline d CROSS JOIN situation s ON s.row = d.situation
    WHERE {when} AND {CURRENT} ORDER BY d.day {order}, d.situation LIMIT :limit
    """
    for when, order in (
        ("d.kind = 'agir' AND d.day >= :since AND d.day <= :ahead", "ASC"),
        ("d.kind = 'silence' AND d.day <= :day", "DESC"),
        ("d.kind = 'agir' AND d.day < :since", "DESC"),
    )
)
_BY_REMINDER = f"""
SELECT s.row FROM situation s WHERE s.relance_le <= :day AND {CURRENT}
ORDER BY s.retard_le > :day, s.relance_le, s.row LIMIT :limit
"""
_ONE = """
SELECT s.reference, i.id, s.rank, coalesce(i.household, ''), i.service, i.flow, s.prestation, s.domaine,
       s.relance_le, s.retard_le, f.kind, f.code, f.date, f.fait
FROM situation s
JOIN interview i ON i.row = s.interview
LEFT JOIN follow_up f ON f.situation = s.row
     AND f.position = (SELECT max(g.position) FROM follow_up g WHERE g.situation = s.row)
WHERE s.row = :row
"""
_DEADLINES = """
SELECT day, kind, way, sequel, event, start FROM deadline
WHERE situation = :row AND (kind = 'agir' AND day <= :ahead OR kind = 'silence' AND day <= :day)
ORDER BY position
"""


class Chase(Struct, frozen=True):
    """A situation to chase up. The ``last_…`` say what was last done or learnt since, None if nothing was.

    Attributes:
        flow: row of the archived flow it was held under.
        relance_le, retard_le: None where only a deadline calls for it.
        deadlines: those that are near or have come.
    """

    reference: str
    interview: UUID
    rank: int
    household: str
    service: str
    flow: int
    prestation: str | None
    domaine: str | None
    relance_le: str | None
    retard_le: str | None
    last_kind: FollowUpKind | None
    last_code: str | None
    last_date: str | None
    last_fact: str | None
    deadlines: tuple[DeadlineRecord, ...] = ()


def count(connection: sqlite3.Connection, day: str, ahead: str = "") -> int:
    """How many situations are to be chased up on *day* (ISO), or have a deadline until *ahead*."""
    return int(connection.execute(_COUNT, {"day": day, "ahead": ahead or day}).fetchone()[0])


def listed(
    connection: sqlite3.Connection, day: str, limit: int, ahead: str = "", since: str = ""
) -> list[Chase]:
    """The situations to chase up on *day* (ISO).

    First the last days to act that are near, the nearest first; then what silence has refused and what has
    passed, the latest first; then the reminders, those that are late first, then the longest waiting.

    Args:
        ahead: until which day (ISO) a deadline is near; *day* itself when empty.
        since: from which day (ISO) a last day to act has not passed yet, for those that a closed day has
            carried until *day*; *day* itself when empty.
    """
    bound = {"day": day, "ahead": ahead or day, "since": since or day, "limit": limit}
    rows: dict[int, None] = {}
    for query in (*_BY_DEADLINE, _BY_REMINDER):
        if len(rows) < limit:
            # What is already there may come again: as many more are asked for.
            found = connection.execute(query, {**bound, "limit": 2 * limit})
            rows |= dict.fromkeys(row for (row,) in found)
    return [_chase(connection, row, bound) for row in list(rows)[:limit]]


def _chase(connection: sqlite3.Connection, row: int, bound: Mapping[str, object]) -> Chase:
    reference, interview, *values = connection.execute(_ONE, {"row": row}).fetchone()
    return Chase(reference, UUID(bytes=interview), *(*values, _deadlines(connection, row, bound)))


def _deadlines(
    connection: sqlite3.Connection, row: int, bound: Mapping[str, object]
) -> tuple[DeadlineRecord, ...]:
    found = connection.execute(_DEADLINES, {**bound, "row": row})
    return tuple(
        DeadlineRecord(day, kind, way, bool(sequel), event, start)
        for day, kind, way, sequel, event, start in found
    )
