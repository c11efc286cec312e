"""Finding situations among many: filters, words, pages.

A page is asked for after the last row seen, never by its number: the hundredth costs what the first
does. The total is counted up to a ceiling, beyond which « more than » says enough.
"""

# ruff: noqa: S608 — the SQL is built from our own clauses only; what is looked for is always bound

from __future__ import annotations

import sqlite3
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct, field

COUNTED = 1_000
"""Rows counted at most: counting a hundred thousand costs more than showing them helps."""

Openness = Literal["ouvertes", "closes", ""]


class Filter(Struct, frozen=True, kw_only=True):
    """What to look for; what is left empty does not count.

    Attributes:
        words: what was written in free text, or a reference, or a household.
        since, until: instants of the beginning of the interview, in milliseconds, *until* excluded.
        benefits: any of these codes, in addition to what *words* find.
        form: a form that the agent kept.
        openness: ``ouvertes``, a form was kept and nothing ended it; ``closes``, the others.
        to_chase_on: day (ISO) on which it should be chased up.
        late_on: day (ISO) on which that is late.
    """

    words: str = ""
    since: int | None = None
    until: int | None = None
    service: str = ""
    territory: str = ""
    organism: str = ""
    benefits: tuple[str, ...] = ()
    domain: str = ""
    form: str = ""
    certainty: str = ""
    openness: Openness = ""
    to_chase_on: str = ""
    late_on: str = ""
    household: str = ""


class Found(Struct, frozen=True, kw_only=True):
    """A situation in a list, with what became of it. ``formes`` are those the agent kept."""

    row: int
    reference: str
    interview: UUID
    rank: int
    household: str
    state: str
    started_at: int
    touched_at: int
    service: str
    nature: str | None
    prestation: str | None
    domaine: str | None
    certitude: str | None
    abandon: bool
    core_complete: bool
    issue: str | None
    suite: str | None
    relance_le: str | None
    retard_le: str | None
    requalifie: str | None
    cause: str | None
    formes: tuple[str, ...]


class Page(Struct, frozen=True):
    """Some rows, the key to ask for those that follow (None at the end), and how many there are.

    ``total`` is :data:`COUNTED` + 1 when there are more than that.
    """

    rows: tuple[Found, ...] = ()
    after: tuple[int, int] | None = None
    total: int = field(default=0)


_COLUMNS = """
s.row, s.reference, i.id, s.rank, coalesce(i.household, ''), i.state, i.started_at, i.touched_at,
i.service, s.nature, s.prestation, s.domaine, s.certitude, s.abandon, s.core_complete, s.issue, s.suite,
s.relance_le, s.retard_le, s.requalifie, l.cause,
(SELECT group_concat(f.form, char(31)) FROM (
    SELECT form FROM situation_form WHERE situation = s.row AND decided ORDER BY position) f)
"""
_ENDED = "('droit_ouvert', 'rejet', 'perdu')"
_OPEN = f"""(
    coalesce(s.suite, '') NOT IN {_ENDED} AND coalesce(s.issue, '') NOT IN ('regularisee', 'droit_perdu')
    AND EXISTS (SELECT 1 FROM situation_form f WHERE f.situation = s.row AND f.decided)
)"""
# CROSS JOIN holds SQLite to this order: the index on touched_at gives the first rows at once.
_LATEST_FIRST = "interview i CROSS JOIN situation s ON s.interview = i.row"
_FROM_SITUATION = "situation s CROSS JOIN interview i ON i.row = s.interview"
_BY_ROW = "situation s JOIN interview i ON i.row = s.interview"

Clause = tuple[str, tuple[Any, ...]]


def find(
    connection: sqlite3.Connection, wanted: Filter, after: tuple[int, int] | None = None, limit: int = 50
) -> Page:
    """The situations that *wanted* describes, the last touched first, from *after* on."""
    clauses = _clauses(wanted)
    source = _source(wanted)
    where, values = _joined([*clauses, *([_following(after)] if after else [])])
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM {source} LEFT JOIN situation_link l ON l.situation = s.row {where} "
        "ORDER BY i.touched_at DESC, s.row DESC LIMIT ?",
        (*values, limit + 1),
    ).fetchall()
    shown = [_found(row) for row in rows[:limit]]
    more = len(rows) > limit
    last = (shown[-1].touched_at, shown[-1].row) if more else None
    return Page(tuple(shown), last, _total(connection, source, clauses, len(shown) if not more else 0, after))


def _source(wanted: Filter) -> str:
    """Where to begin: from the few rows an index gives, or from the latest on."""
    if wanted.words or wanted.household:
        return _BY_ROW
    if wanted.to_chase_on or wanted.late_on:
        return _FROM_SITUATION
    return _LATEST_FIRST


def _clauses(wanted: Filter) -> list[Clause]:
    told: list[Clause] = []

    def add(sql: str, *values: Any) -> None:
        told.append((sql, values))

    if wanted.words.strip():
        told.append(_words(wanted))
    if wanted.since is not None:
        add("i.started_at >= ?", wanted.since)
    if wanted.until is not None:
        add("i.started_at < ?", wanted.until)
    for column, value in (
        ("i.service", wanted.service),
        ("i.territory", wanted.territory),
        ("s.domaine", wanted.domain),
        ("s.certitude", wanted.certainty),
        ("i.household", wanted.household),
    ):
        if value:
            add(f"{column} = ?", value)
    if wanted.benefits and not wanted.words.strip():
        add(f"s.prestation IN ({_marks(wanted.benefits)})", *wanted.benefits)
    if wanted.organism:
        add(
            "EXISTS (SELECT 1 FROM situation_organism o WHERE o.situation = s.row AND o.code = ?)",
            wanted.organism,
        )
    if wanted.form:
        add(
            "EXISTS (SELECT 1 FROM situation_form f WHERE f.situation = s.row AND f.decided AND f.form = ?)",
            wanted.form,
        )
    if wanted.openness:
        add(_OPEN if wanted.openness == "ouvertes" else f"NOT {_OPEN}")
    if wanted.to_chase_on:
        add("s.relance_le <= ?", wanted.to_chase_on)
    if wanted.late_on:
        add("s.relance_le IS NOT NULL AND s.retard_le <= ?", wanted.late_on)
    return told


def _words(wanted: Filter) -> Clause:
    """Rows that say these words, or are known by them, or concern the benefits that bear that name."""
    typed = wanted.words.strip()
    parts = ["SELECT rowid FROM search WHERE search MATCH ?"] if _query(typed) else []
    values: list[Any] = [_query(typed)] if _query(typed) else []
    parts.append(
        "SELECT s2.row FROM situation s2 WHERE s2.reference >= ? COLLATE NOCASE "
        "AND s2.reference < ? COLLATE NOCASE"
    )
    values += [typed, typed + "\U0010ffff"]
    parts.append(
        "SELECT s3.row FROM interview i3 JOIN situation s3 ON s3.interview = i3.row "
        "WHERE i3.household >= ? COLLATE NOCASE AND i3.household < ? COLLATE NOCASE"
    )
    values += [typed, typed + "\U0010ffff"]
    if wanted.benefits:
        parts.append(f"SELECT row FROM situation WHERE prestation IN ({_marks(wanted.benefits)})")
        values += wanted.benefits
    return f"s.row IN ({' UNION '.join(parts)})", tuple(values)


def _query(typed: str) -> str:
    """What is typed as a full-text query: every word, the last one perhaps unfinished; no operators."""
    words = "".join(each if each.isalnum() else " " for each in typed).split()
    return " ".join(f'"{word}"' for word in words[:-1]) + (f' "{words[-1]}"*' if words else "")


def _following(after: tuple[int, int]) -> Clause:
    return "(i.touched_at, s.row) < (?, ?)", after


def _joined(clauses: list[Clause]) -> Clause:
    if not clauses:
        return "", ()
    where = " AND ".join(sql for sql, _ in clauses)
    return f"WHERE {where}", tuple(value for _, values in clauses for value in values)


def _total(
    connection: sqlite3.Connection,
    source: str,
    clauses: list[Clause],
    known: int,
    after: tuple[int, int] | None,
) -> int:
    if known and after is None:
        return known
    where, values = _joined(clauses)
    counted = f"SELECT 1 FROM {source} {where} LIMIT {COUNTED + 1}"
    return int(connection.execute(f"SELECT count(*) FROM ({counted})", values).fetchone()[0])


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def _found(row: tuple[Any, ...]) -> Found:
    values = dict(zip(Found.__struct_fields__, row, strict=True))
    forms = values["formes"]
    values |= {
        "interview": UUID(bytes=values["interview"]),
        "abandon": bool(values["abandon"]),
        "core_complete": bool(values["core_complete"]),
        "formes": tuple(forms.split("\x1f")) if forms is not None else (),
    }
    return Found(**values)
