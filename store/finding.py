"""Finding situations among many: filters, words, pages.

A page is asked for after the last row seen, never by its number: the hundredth costs what the first
does. The total is counted up to a ceiling, beyond which « more than » says enough.
"""

# ruff: noqa: S608 — the SQL is built from our own clauses only; what is looked for is always bound

from __future__ import annotations

import sqlite3
import unicodedata
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct, field

from .chasing import CURRENT, TO_CHASE
from .records import State

COUNTED = 1_000
"""Rows counted at most: counting a hundred thousand costs more than showing them helps."""
COMMON = 3_000
"""Rows beyond which a word is common: it is then looked for in the latest rows, rather than they in it."""

Openness = Literal["ouvertes", "closes", ""]


class Filter(Struct, frozen=True, kw_only=True):
    """What to look for; what is left empty does not count.

    Attributes:
        words: what was written in free text, or a reference, or a household.
        since, until: instants of the beginning of the interview, in milliseconds, *until* excluded.
        named: benefits that *words* name: their situations are found too.
        benefits: any of these codes.
        form: a form that the agent kept.
        openness: ``ouvertes``, a form was kept, nothing ended it and no later situation qualifies it
            anew; ``closes``, the others whose core is complete.
        state: of the interview.
        to_chase_on: day (ISO) on which it should be chased up.
        deadline_until: with it, the day (ISO) until which a deadline calls for it too.
        late_on: day (ISO) on which that is late.
    """

    words: str = ""
    named: tuple[str, ...] = ()
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
    state: State | Literal[""] = ""
    to_chase_on: str = ""
    deadline_until: str = ""
    late_on: str = ""
    household: str = ""


class Found(Struct, frozen=True, kw_only=True):
    """A situation in a list, with what became of it.

    Attributes:
        flow: row of the archived flow it was held under.
        requalifie: reference of the earlier situation that this one qualifies anew.
        requalifie_par: reference of the latest one that qualifies this one anew.
        ouverte: as ``Filter.openness`` means it.
        formes: those the agent kept.
        echeances: the last days to act that were projected, the first of them first.
        silence_le: the day from which no answer counts as one.
    """

    row: int
    reference: str
    interview: UUID
    rank: int
    household: str
    state: str
    started_at: int
    touched_at: int
    service: str
    flow: int
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
    requalifie_par: str | None
    ouverte: bool
    cause: str | None
    formes: tuple[str, ...]
    echeances: tuple[str, ...] = ()
    silence_le: str | None = None


class Page(Struct, frozen=True):
    """Some rows, the key to ask for those that follow (None at the end), and how many there are.

    ``total`` is :data:`COUNTED` + 1 when there are more than that.
    """

    rows: tuple[Found, ...] = ()
    after: tuple[int, int] | None = None
    total: int = field(default=0)


_ENDED = "('droit_ouvert', 'rejet', 'perdu')"
_QUALIFIED_ANEW = """
SELECT n.reference FROM situation n JOIN interview j ON j.row = n.interview
WHERE n.requalifie = s.reference AND n.core_complete ORDER BY j.started_at DESC, n.row DESC LIMIT 1
"""
_OPEN = f"""(
    coalesce(s.suite, '') NOT IN {_ENDED} AND coalesce(s.issue, '') NOT IN ('regularisee', 'droit_perdu')
    AND EXISTS (SELECT 1 FROM situation_form f WHERE f.situation = s.row AND f.decided)
    AND {CURRENT}
)"""
_CLOSED = f"(s.core_complete AND NOT {_OPEN})"
_COLUMNS = f"""
s.row, s.reference, i.id, s.rank, coalesce(i.household, ''), i.state, i.started_at, i.touched_at,
i.service, i.flow, s.nature, s.prestation, s.domaine, s.certitude, s.abandon, s.core_complete, s.issue,
s.suite, s.relance_le, s.retard_le, s.requalifie, ({_QUALIFIED_ANEW}), {_OPEN},
l.cause,
(SELECT group_concat(f.form, char(31)) FROM (
    SELECT form FROM situation_form WHERE situation = s.row AND decided ORDER BY position) f),
(SELECT group_concat(e.day, ' ') FROM (
    SELECT day FROM deadline WHERE situation = s.row AND +kind = 'agir' ORDER BY day) e),
(SELECT min(day) FROM deadline WHERE situation = s.row AND +kind = 'silence')
"""
# The plus signs keep the index of deadlines out of it: it would read those of every situation for each row.
# CROSS JOIN holds SQLite to this order: the index on touched_at gives the first rows at once.
_LATEST_FIRST = "interview i CROSS JOIN situation s ON s.interview = i.row"
_FROM_SITUATION = "situation s CROSS JOIN interview i ON i.row = s.interview"
_BY_ROW = "situation s JOIN interview i ON i.row = s.interview"

# The same rows, its values bound in their order: the day, the day ahead, the day.
_TO_CHASE = TO_CHASE.replace(":day", "?").replace(":ahead", "?")

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
# The rows of the page first, what is shown of them afterwards: sorting thousands costs little then.
_PAGE = f"""
SELECT {_COLUMNS} FROM (
    SELECT s.row AS row FROM {{source}} {{where}} ORDER BY i.touched_at DESC, s.row DESC LIMIT ?
) page
CROSS JOIN situation s ON s.row = page.row
CROSS JOIN interview i ON i.row = s.interview
LEFT JOIN situation_link l ON l.situation = s.row
ORDER BY i.touched_at DESC, s.row DESC
"""

Clause = tuple[str, tuple[Any, ...]]


def find(
    connection: sqlite3.Connection, wanted: Filter, after: tuple[int, int] | None = None, limit: int = 50
) -> Page:
    """The situations that *wanted* describes, the last touched first, from *after* on."""
    typed = wanted.words.strip()
    common = bool(typed) and _is_common(connection, typed, wanted.named)
    clauses = _clauses(wanted) + ([_words(typed, wanted.named, common=common)] if typed else [])
    source = _source(wanted, common=common)
    where, values = _joined([*clauses, *([_following(after)] if after else [])])
    rows = connection.execute(
        _PAGE.format(source=source, where=where),
        (*values, limit + 1),
    ).fetchall()
    shown = [_found(row) for row in rows[:limit]]
    more = len(rows) > limit
    last = (shown[-1].touched_at, shown[-1].row) if more else None
    whole = after is None and not more
    return Page(tuple(shown), last, len(shown) if whole else _total(connection, source, clauses))


def selecting(connection: sqlite3.Connection, wanted: Filter) -> tuple[str, str, tuple[Any, ...]]:
    """What to read *wanted* from (``s`` and ``i``), the conditions, "1" for none, and what they bind."""
    typed = wanted.words.strip()
    common = bool(typed) and _is_common(connection, typed, wanted.named)
    clauses = _clauses(wanted) + ([_words(typed, wanted.named, common=common)] if typed else [])
    where, values = _joined(clauses)
    return _source(wanted, common=common), where.removeprefix("WHERE ") or "1", values


def _source(wanted: Filter, *, common: bool) -> str:
    """Where to begin: from the few rows an index gives, or from the latest on."""
    if wanted.household or (wanted.words.strip() and not common):
        return _BY_ROW
    if wanted.to_chase_on or wanted.late_on:
        return _FROM_SITUATION
    return _LATEST_FIRST


def _clauses(wanted: Filter) -> list[Clause]:
    told: list[Clause] = []

    def add(sql: str, *values: Any) -> None:
        told.append((sql, values))

    if wanted.since is not None:
        add("i.started_at >= ?", wanted.since)
    if wanted.until is not None:
        add("i.started_at < ?", wanted.until)
    for column, value in (
        ("i.service", wanted.service),
        ("i.territory", wanted.territory),
        ("i.state", wanted.state),
        ("s.domaine", wanted.domain),
        ("s.certitude", wanted.certainty),
        ("i.household", wanted.household),
    ):
        if value:
            add(f"{column} = ?", value)
    if wanted.benefits:
        # The plus sign keeps the index of benefits out of it: one in ten rows has the same.
        add(f"+s.prestation IN ({_marks(wanted.benefits)})", *wanted.benefits)
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
        add(_OPEN if wanted.openness == "ouvertes" else _CLOSED)
    if wanted.to_chase_on:
        day, ahead = wanted.to_chase_on, wanted.deadline_until
        if ahead:
            add(f"s.row IN ({_TO_CHASE}) AND {CURRENT}", day, ahead, day)
        else:
            add(f"s.relance_le <= ? AND {CURRENT}", day)
    if wanted.late_on:
        add(f"s.relance_le IS NOT NULL AND s.retard_le <= ? AND {CURRENT}", wanted.late_on)
    return told


def _words(typed: str, named: tuple[str, ...], *, common: bool) -> Clause:
    """Rows that say these words, or are known by them, or concern the benefits that bear that name.

    Putting together the rows of a common word takes longer than looking for each row in what says it.
    """
    sources = _sources(typed, named)
    rows = [sql for sql, _ in sources]
    values = tuple(value for _, given in sources for value in given)
    if common:
        return f"({' OR '.join(f'+s.row IN ({each})' for each in rows)})", values
    return f"s.row IN ({' UNION '.join(rows)})", values


def _sources(typed: str, named: tuple[str, ...]) -> list[Clause]:
    query, last = _query(typed), typed + "\U0010ffff"
    found: list[Clause] = [
        (
            "SELECT row FROM situation WHERE reference >= ? COLLATE NOCASE AND reference < ? COLLATE NOCASE",
            (typed, last),
        ),
        (
            "SELECT s3.row FROM interview i3 JOIN situation s3 ON s3.interview = i3.row "
            "WHERE i3.household >= ? COLLATE NOCASE AND i3.household < ? COLLATE NOCASE",
            (typed, last),
        ),
    ]
    if query:
        found.append(("SELECT rowid FROM search WHERE search MATCH ?", (query,)))
    if named:
        found.append((f"SELECT row FROM situation WHERE prestation IN ({_marks(named)})", named))
    return found


def _is_common(connection: sqlite3.Connection, typed: str, named: tuple[str, ...]) -> bool:
    """Whether more than :data:`COMMON` rows say it: they are counted that far and no further."""
    counted = 0
    for sql, values in _sources(typed, named):
        counting = f"SELECT count(*) FROM ({sql} LIMIT {COMMON + 1})"
        counted += int(connection.execute(counting, values).fetchone()[0])
    return counted > COMMON


def _query(typed: str) -> str:
    """What is typed as a full-text query: every word, the last one perhaps unfinished; no operators."""
    plain = unicodedata.normalize("NFC", typed)
    words = "".join(each if each.isalnum() else " " for each in plain).split()
    asked = [_spellings(word, "") for word in words[:-1]] + [_spellings(word, "*") for word in words[-1:]]
    return " AND ".join(asked)


def _spellings(word: str, ending: str) -> str:
    """The word with and without its ligatures: people type « soeur » and « sœur »."""
    apart = word.lower().translate(_LIGATURES)
    ways = dict.fromkeys((apart, apart.replace("oe", "œ").replace("ae", "æ")))
    return f"({' OR '.join(f'{chr(34)}{each}{chr(34)}{ending}' for each in ways)})"


def _following(after: tuple[int, int]) -> Clause:
    return "(i.touched_at, s.row) < (?, ?)", after


def _joined(clauses: list[Clause]) -> Clause:
    if not clauses:
        return "", ()
    where = " AND ".join(sql for sql, _ in clauses)
    return f"WHERE {where}", tuple(value for _, values in clauses for value in values)


def _total(connection: sqlite3.Connection, source: str, clauses: list[Clause]) -> int:
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
        "ouverte": bool(values["ouverte"]),
        "formes": tuple(forms.split("\x1f")) if forms is not None else (),
        "echeances": tuple((values["echeances"] or "").split()),
    }
    return Found(**values)
