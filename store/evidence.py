"""What each counted situation of a scope rests on, read at once: codes and counts, never a whole record.

For whoever must choose among many which ones to show. What is *counted* is said in ``store.figures.counts``.
"""

# ruff: noqa: S608 — the SQL is built from our own clauses only; what is looked for is always bound

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from msgspec import Struct

from .chasing import CURRENT
from .errors import translated
from .figures.conditions import values, within
from .figures.scope import Scope

if TYPE_CHECKING:
    from .base import Base


class Evidence(Struct, frozen=True, kw_only=True):
    """One situation, by what it rests on.

    Attributes:
        reasons: form and reason.
        steps: how many steps are told; ``dated``: of them, known to the day; ``proven``: with a proof.
        proposal: what was proposed to the institution, "" when nothing was.
        aided, lost, recovered: 1 where the amount granted, lost or recovered is known.
    """

    reference: str
    interview: UUID
    rank: int
    household: str
    started_at: int
    prestation: str | None
    domaine: str | None
    certitude: str | None
    issue: str | None
    suite: str | None
    suite_date: str | None
    accord: str | None
    proposal: str
    aided: int
    lost: int
    recuperable: str | None
    recovered: int
    forms: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    details: tuple[str, ...] = ()
    steps: int = 0
    dated: int = 0
    proven: int = 0


_ROWS = f"""
SELECT s.row, s.reference, i.id, s.rank, coalesce(i.household, ''), i.started_at, s.prestation, s.domaine,
       s.certitude, s.issue, s.suite, s.suite_date, s.accord, coalesce(s.proposition_institution, ''),
       s.asf_montant IS NOT NULL, s.manque_mensuel * s.manque_mois IS NOT NULL, s.recuperable,
       s.recupere IS NOT NULL
FROM interview i JOIN situation s ON s.interview = i.row
WHERE s.core_complete AND s.certitude IS NOT 'aucun' AND {CURRENT} AND {{within}}
ORDER BY i.started_at, s.reference
"""
_SEVERAL = {
    "forms": "SELECT situation, form FROM situation_form WHERE decided ORDER BY situation, position",
    "reasons": "SELECT situation, form, reason FROM situation_reason ORDER BY situation, position",
    "details": "SELECT situation, code FROM situation_detail ORDER BY situation, position",
}
_STEPS = """
SELECT situation, count(*), sum(length(date) = 10), sum(coalesce(preuve, 0))
FROM chronology GROUP BY situation
"""


def evidence(base: Base, scope: Scope) -> list[Evidence]:
    """The counted situations of *scope*, the oldest first. Raises StoreError."""
    with translated(base.path, "lecture"):
        rows = _rows(base.connection, scope)
        known = {row[0] for row in rows}
        told = {name: _by_situation(base.connection, sql, known) for name, sql in _SEVERAL.items()}
        steps = {row[0]: row[1:] for row in base.connection.execute(_STEPS) if row[0] in known}
    return [_evidence(row, told, steps.get(row[0], (0, 0, 0))) for row in rows]


def _rows(connection: sqlite3.Connection, scope: Scope) -> list[tuple[Any, ...]]:
    return connection.execute(_ROWS.format(within=within(scope)), values(scope)).fetchall()


def _by_situation(connection: sqlite3.Connection, sql: str, known: set[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for situation, *codes in connection.execute(sql):
        if situation in known:
            found[situation].append(codes[0] if len(codes) == 1 else tuple(codes))
    return found


def _evidence(
    row: tuple[Any, ...], told: dict[str, dict[int, list[Any]]], steps: tuple[Any, ...]
) -> Evidence:
    situation, reference, interview, *told_once = row
    columns = Evidence.__struct_fields__[2:17]
    several: dict[str, Any] = {name: tuple(found.get(situation, ())) for name, found in told.items()}
    total, dated, proven = (int(each or 0) for each in steps)
    return Evidence(
        reference=reference,
        interview=UUID(bytes=interview),
        **dict(zip(columns, told_once, strict=True)),
        **several,
        steps=total,
        dated=dated,
        proven=proven,
    )
