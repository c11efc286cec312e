"""Which situations are counted, and which are in the scope, as conditions of SQL.

A condition speaks of a situation ``s`` and its interview ``i``, or of the aliases it is given.
``prepare`` comes first: what was qualified anew is worked out once for a connection.
"""

# ruff: noqa: S608 — the SQL is built from our own clauses only; what is looked for is always bound

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any, TypeAlias

from .scope import Scope

Heirs: TypeAlias = list[tuple[int, int | None]]
EPOCH = date(1970, 1, 1).toordinal()
_REQUALIFIED = """
SELECT earlier.row, later.row
FROM situation later JOIN situation earlier ON earlier.reference = later.requalifie
JOIN interview i ON i.row = later.interview
WHERE later.requalifie IS NOT NULL AND later.core_complete
ORDER BY i.started_at, i.id, later.rank
"""


def heirs(connection: sqlite3.Connection) -> Heirs:
    """The row of each situation that was qualified anew, with that of the latest one that does so.

    From one to the next: what was qualified anew twice goes to the last. Those that qualify each other in a
    ring, which no flow can write, have none.
    """
    after: dict[int, int] = dict(connection.execute(_REQUALIFIED))
    return [(row, _last(row, after)) for row in after]


def prepare(connection: sqlite3.Connection, known: Heirs) -> None:
    """Put in ``temp.heir`` what :func:`heirs` gives, for the conditions of this module to look into."""
    connection.execute("CREATE TEMP TABLE heir (row INTEGER PRIMARY KEY, heir INTEGER)")
    connection.executemany("INSERT INTO temp.heir (row, heir) VALUES (?, ?)", known)


def _last(row: int, after: dict[int, int]) -> int | None:
    seen = {row}
    while (row := after[row]) in after:
        if row in seen:
            return None
        seen.add(row)
    return row


def counted(situation: str = "s") -> str:
    """Core complete, not qualified anew, certainty other than « aucun »."""
    return (
        f"{situation}.core_complete AND {situation}.certitude IS NOT 'aucun' "
        f"AND {situation}.row NOT IN (SELECT row FROM temp.heir)"
    )


def within(scope: Scope, situation: str = "s", interview: str = "i") -> str:
    """In the scope; its values are those of :func:`values`. ``1`` when the scope narrows nothing."""
    told = []
    if scope.since is not None:
        told.append(f"{interview}.started_at >= :since")
    if scope.until is not None:
        told.append(f"{interview}.started_at < :until")
    for name, column in (("services", "service"), ("territories", "territory")):
        if getattr(scope, name):
            told.append(f"{interview}.{column} IN ({_marks(name, scope)})")
    subjects = [
        f"{situation}.{column} IN ({_marks(name, scope)})"
        for name, column in (("benefits", "prestation"), ("domains", "domaine"))
        if getattr(scope, name)
    ]
    if subjects:
        told.append(f"({' OR '.join(subjects)})")
    if scope.nature:
        told.append(f"{situation}.nature = :nature")
    if scope.organisms:
        told.append(
            f"EXISTS (SELECT 1 FROM situation_organism o WHERE o.situation = {situation}.row "
            f"AND o.code IN ({_marks('organisms', scope)}))"
        )
    return " AND ".join(told) or "1"


def values(scope: Scope) -> dict[str, Any]:
    """What :func:`within` binds, and ``today`` as a number of days since 1970."""
    bound: dict[str, Any] = {"since": scope.since, "until": scope.until, "nature": scope.nature}
    bound["today"] = date.fromisoformat(scope.today).toordinal() - EPOCH
    for name in ("services", "territories", "benefits", "domains", "organisms"):
        bound |= {f"{name}{n}": code for n, code in enumerate(getattr(scope, name))}
    return bound


def day_of(text: str) -> str:
    """A date as a number of days since 1970: a month counts as its 15th, a year as the 1st of July."""
    year, month = "[12][0-9][0-9][0-9]", "-[01][0-9]"
    return f"""CAST(julianday(CASE
        WHEN {text} GLOB '{year}{month}-[0-3][0-9]' THEN {text}
        WHEN {text} GLOB '{year}{month}' THEN {text} || '-15'
        WHEN {text} GLOB '{year}' THEN {text} || '-07-01' END) - 2440587.5 AS INTEGER)"""


def _marks(name: str, scope: Scope) -> str:
    return ", ".join(f":{name}{n}" for n in range(len(getattr(scope, name))))
