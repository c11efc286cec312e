"""Whose last contact is old enough to be forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import Struct

from store.errors import translated

if TYPE_CHECKING:
    from store.base import Base

_OLD = """
SELECT DISTINCT coalesce(i.household, i.reference) AS code FROM interview i
WHERE i.touched_at < :before
  AND NOT EXISTS (SELECT 1 FROM interview n WHERE n.household = i.household AND n.touched_at >= :before)
"""
_DETAIL = """
SELECT max(i.touched_at), count(DISTINCT i.row), count(s.row), group_concat(s.reference, char(31)),
       (SELECT count(DISTINCT f.path) FROM written_file f WHERE f.household = :code)
FROM interview i LEFT JOIN situation s ON s.interview = i.row
WHERE i.household = :code OR (i.household IS NULL AND i.reference = :code)
"""


class Held(Struct, frozen=True):
    """What the base holds on one household.

    Attributes:
        household: its code; the reference of the interview where none was given.
        last_contact: instant of the last journal entry, in milliseconds since 1970 UTC.
        interviews, situations, files: how many of each; files are those known to have been written out.
        references: of its situations, in order.
    """

    household: str
    last_contact: int
    interviews: int
    situations: int
    files: int
    references: tuple[str, ...]


def due(base: Base, before: int) -> list[Held]:
    """The households with no contact since *before* (milliseconds), the oldest first."""
    with translated(base.path, "lecture"):
        codes = [code for (code,) in base.connection.execute(_OLD, {"before": before})]
        found = [_held(base, code) for code in codes]
    return sorted((each for each in found if each), key=lambda each: (each.last_contact, each.household))


def due_count(base: Base, before: int) -> int:
    """How many households have had no contact since *before* (milliseconds)."""
    with translated(base.path, "lecture"):
        found = base.connection.execute(f"SELECT count(*) FROM ({_OLD})", {"before": before}).fetchone()  # noqa: S608
    return int(found[0])


def held_on(base: Base, household: str) -> Held | None:
    """What the base holds on *household*, None when it does not know it."""
    with translated(base.path, "lecture"):
        return _held(base, household)


def interviews_of(base: Base, household: str) -> list[UUID]:
    """The interviews of a household, oldest first."""
    with translated(base.path, "lecture"):
        rows = base.connection.execute(
            "SELECT id FROM interview WHERE household = :h OR (household IS NULL AND reference = :h) "
            "ORDER BY started_at, id",
            {"h": household},
        )
        return [UUID(bytes=row[0]) for row in rows]


def _held(base: Base, code: str) -> Held | None:
    last, interviews, situations, references, files = base.connection.execute(
        _DETAIL, {"code": code}
    ).fetchone()
    if not interviews:
        return None
    named = tuple(sorted(references.split("\x1f"))) if references else ()
    return Held(code.upper(), last, interviews, situations, files, named)
