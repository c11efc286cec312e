"""What is counted situation by situation, over a range of rows: parts of a base add up to the whole.

The counted situations of the range are put in ``temp.picked``, narrow and in order: every other query goes
along it once. One that needs to sort sorts a part of the base, not the whole.
"""

# ruff: noqa: S608 — the SQL is built from our own clauses only; what is looked for is always bound

from __future__ import annotations

import sqlite3
from typing import Any

from .conditions import counted, day_of, within
from .groups import Group, Query, run
from .scope import Scope

ENDED_SINCE = ("droit_ouvert", "rejet", "perdu")
"""Outcomes after which there is nothing more to wait for."""
ENDED_BEFORE = ("regularisee", "droit_perdu")
"""What a situation could be at its interview, and be over."""
_OUTCOME = (
    f"CASE WHEN s.suite IN {ENDED_SINCE} THEN s.suite WHEN s.issue IN {ENDED_BEFORE} THEN s.issue ELSE '' END"
)
SEPARATOR = "\x1f"
"""Between codes put together: sorting one text costs half of sorting several columns."""
PAIRED = "\x1e"
"""Between a form and its reason."""
_PEOPLE = 1_000
_NARROW = 8
"""A scope that keeps fewer rows than one in so many is looked up row by row."""


def _text(*columns: str) -> str:
    """Codes as one text. ``printf`` would take memory at each row: threads would wait for each other."""
    return f" || '{SEPARATOR}' || ".join(f"coalesce({column}, '')" for column in columns)


_PICKED = """
CREATE TEMP TABLE IF NOT EXISTS picked (
    row INTEGER PRIMARY KEY, profile, minutes, territory, begun, people, ending, recupere, outcome, ended,
    last_on, since_on, asf_demandee, asf_montant, lost, recuperable, financial
)
"""
_PICK = f"""
INSERT INTO picked
SELECT s.row,
       {
    _text(
        "i.service",
        "s.nature",
        "s.prestation",
        "s.domaine",
        "s.certitude",
        "CASE WHEN s.abandon THEN '1' END",
        "f.forms",
    )
},
       s.minutes, i.territory, i.started_at / 86400000,
       (coalesce(i.concerned, -1) + 1) * {_PEOPLE} + coalesce(i.size, -1) + 1,
       {_text("s.issue", "s.suite", "s.utile")}, s.recupere, {_OUTCOME},
       CASE WHEN s.suite IN {ENDED_SINCE} THEN 1 WHEN s.issue IN {ENDED_BEFORE} THEN -1 ELSE 0 END,
       CASE WHEN s.suite IN {ENDED_SINCE} THEN {day_of("s.suite_date")}
            WHEN s.issue IN {ENDED_BEFORE} THEN NULL ELSE :today END,
       {day_of("s.depuis")}, s.asf_demandee, s.asf_montant, s.manque_mensuel * s.manque_mois, s.recuperable,
       s.nature = 'financiere'
FROM situation s CROSS JOIN interview i ON i.row = s.interview LEFT JOIN forms_of f ON f.row = s.row
WHERE s.row BETWEEN :first AND :last AND {counted()} AND {{within}}
ORDER BY s.row
"""
_FORMS = f"""
INSERT INTO forms_of
SELECT situation, group_concat(form, '{SEPARATOR}') FROM situation_form
WHERE decided AND situation BETWEEN :first AND :last GROUP BY situation
"""
_FIRST_STEPS = f"""
INSERT INTO first_step
SELECT d.situation, min({day_of("d.date")}) AS day
FROM picked p CROSS JOIN chronology d ON d.situation = p.row
WHERE p.since_on IS NULL AND p.ended >= 0 GROUP BY d.situation HAVING day IS NOT NULL
"""
_LEFT_OUT = """
SELECT count(*) FILTER (WHERE NOT s.core_complete),
       count(*) FILTER (WHERE s.core_complete AND h.row IS NOT NULL),
       count(*) FILTER (WHERE s.core_complete AND h.row IS NULL)
FROM situation s CROSS JOIN interview i ON i.row = s.interview LEFT JOIN temp.heir h ON h.row = s.row
WHERE s.row BETWEEN :first AND :last
  AND (NOT s.core_complete OR h.row IS NOT NULL OR s.certitude = 'aucun') AND {within}
"""

# Each situation once.
_ONCE = (
    Query(
        "profiles",
        "SELECT profile, count(*), count(*) FILTER (WHERE minutes < 30), "
        "count(*) FILTER (WHERE minutes > 60), count(minutes), sum(minutes), "
        "min(minutes), max(minutes) FROM picked GROUP BY 1",
        1,
        bounds=True,
    ),
    Query("begun", "SELECT begun, count(*) FROM picked GROUP BY 1", 1),
    Query("territory", "SELECT territory, count(*) FROM picked GROUP BY 1", 1),
    Query("people", "SELECT people, count(*) FROM picked GROUP BY 1", 1),
    Query(
        "aid",
        "SELECT count(asf_demandee), sum(asf_demandee), count(*) FILTER (WHERE asf_montant > 0), "
        "sum(asf_montant), min(asf_montant) FILTER (WHERE asf_montant > 0), "
        "max(asf_montant) FILTER (WHERE asf_montant > 0) FROM picked",
        0,
        bounds=True,
    ),
    Query(
        "lost",
        "SELECT coalesce(recuperable, ''), count(*), sum(lost), count(*) FILTER (WHERE financial) "
        "FROM picked WHERE lost IS NOT NULL GROUP BY 1",
        1,
    ),
    Query(
        "endings",
        "SELECT ending, count(*), count(recupere), sum(recupere), min(recupere), max(recupere) "
        "FROM picked GROUP BY 1",
        1,
        bounds=True,
    ),
    # The delay, doubled, and one more where it ended: one number sorts faster than two columns.
    Query(
        "handling",
        "SELECT max(last_on - begun, 0) * 2 + ended AS delay, count(*) "
        "FROM picked WHERE ended >= 0 GROUP BY 1",
        1,
    ),
    Query(
        "waiting",
        "SELECT max(last_on - coalesce(since_on, f.day), 0) * 2 + ended AS delay, count(*) "
        "FROM picked p LEFT JOIN first_step f ON f.row = p.row WHERE ended >= 0 GROUP BY 1",
        1,
    ),
)
# What a situation has several of: the codes, then how many situations have one at least.
_SEVERAL = (
    Query(
        "reasons",
        "SELECT why, count(*) FROM "
        f"(SELECT group_concat(d.form || '{PAIRED}' || d.reason, '{SEPARATOR}') AS why "
        "FROM {join} WHERE 1 {range} GROUP BY d.situation) GROUP BY 1",
        1,
    ),
    Query(
        "organisms",
        f"SELECT d.code || '{SEPARATOR}' || p.outcome AS told, count(*) "
        "FROM {join} WHERE 1 {range} GROUP BY 1",
        1,
    ),
    *(
        Query(name, "SELECT d.code, count(*) FROM {join} WHERE 1 {range} GROUP BY 1", 1)
        for name in ("traits", "levels", "details", "actions")
    ),
    Query(
        "since",
        "SELECT d.code, d.minutes, count(*) FROM {join} WHERE d.kind = 'action' {range} GROUP BY 1, 2",
        2,
    ),
    *(
        Query(
            f"{name}_on",
            "SELECT count(*) FROM (SELECT 1 FROM {join} WHERE 1 {range} GROUP BY d.situation)",
            0,
        )
        for name in ("organisms", "traits", "levels", "details")
    ),
)
_ACTED = Query(
    "acted",
    "SELECT count(*) FROM picked p WHERE EXISTS (SELECT 1 FROM situation_action d WHERE d.situation = p.row) "
    "OR EXISTS (SELECT 1 FROM follow_up f WHERE f.situation = p.row AND f.kind = 'action')",
    0,
)
_LEFT = Query("left_out", _LEFT_OUT, 0)
QUERIES = {each.name: each for each in (*_ONCE, *_SEVERAL, _ACTED, _LEFT)}
_TABLES = {
    "reasons": "situation_reason",
    "organisms": "situation_organism",
    "traits": "typology",
    "levels": "situation_level",
    "details": "situation_detail",
    "actions": "situation_action",
    "since": "follow_up",
}


def people(key: Any) -> tuple[int | None, int | None]:
    """Persons concerned and size of the household, as ``people`` has them in one number."""
    concerned, size = (each - 1 for each in divmod(key, _PEOPLE))
    return (concerned if concerned >= 0 else None), (size if size >= 0 else None)


def count_part(
    connection: sqlite3.Connection, scope: Scope, bound: dict[str, Any], first: int, last: int
) -> dict[str, Group]:
    """What the situations of rows *first* to *last* count, by name of query. After ``prepare``."""
    limits = {**bound, "first": first, "last": last}
    narrowed = within(scope)
    connection.execute(_PICKED)
    for table, column in (("forms_of", "forms"), ("first_step", "day")):
        connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} (row INTEGER PRIMARY KEY, {column})")
    for table in ("picked", "forms_of", "first_step"):
        connection.execute(f"DELETE FROM temp.{table}")
    connection.execute(_FORMS, limits)
    rows = connection.execute(_PICK.format(within=narrowed), limits).rowcount
    narrow = rows * _NARROW < last - first
    connection.execute(_FIRST_STEPS)
    found = {each.name: run(connection, each, limits) for each in (*_ONCE, _ACTED)}
    for each in _SEVERAL:
        table = _TABLES[each.name.removesuffix("_on")]
        sql = each.sql.format(**_joined(table, narrow=narrow))
        found[each.name] = run(connection, each._replace(sql=sql), limits)
    found["left_out"] = run(connection, _LEFT._replace(sql=_LEFT_OUT.format(within=narrowed)), limits)
    return found


def _joined(table: str, *, narrow: bool) -> dict[str, str]:
    """CROSS JOIN holds SQLite to the order: along the table, or from each of the few rows picked."""
    if narrow:
        return {"join": f"picked p CROSS JOIN {table} d ON d.situation = p.row", "range": ""}
    return {
        "join": f"{table} d CROSS JOIN picked p ON p.row = d.situation",
        "range": "AND d.situation BETWEEN :first AND :last",
    }
