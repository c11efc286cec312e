"""What is counted household by household, and from one situation to another: over the whole base at once.

A household comes back in interviews far apart, and a cascade ties two situations: neither can be added up
from parts.
"""

# ruff: noqa: S608 — the SQL is built from our own clauses only; what is looked for is always bound

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from .conditions import counted, within
from .counts import Amount, Cascade, Cumulation, HouseholdProfile
from .scope import Scope

_TABLES = {
    "tie": "cause INTEGER, effect INTEGER",
    "tied": "row INTEGER PRIMARY KEY",
    "held": "interview INTEGER PRIMARY KEY, n INTEGER, cumulative INTEGER, complete INTEGER",
    "home": "n INTEGER, cumulative INTEGER, complete INTEGER, concerned INTEGER, size INTEGER",
}
_SITUATIONS = "situation s"
_WITH_INTERVIEW = "situation s CROSS JOIN interview i ON i.row = s.interview"
# Along the situations as they lie, adding up: grouping would go through the base in another order.
_HELD = f"""
INSERT INTO held
SELECT s.interview, 1, s.row IN (SELECT row FROM tied),
       EXISTS (SELECT 1 FROM typology y WHERE y.situation = s.row AND y.code = 'complet')
FROM {{source}} WHERE {counted()} AND {{within}}
ON CONFLICT (interview) DO UPDATE
SET n = n + 1, cumulative = cumulative + excluded.cumulative, complete = complete + excluded.complete
"""
_HOME = """
INSERT INTO home
SELECT sum(h.n), sum(h.cumulative), sum(h.complete), max(i.concerned), max(i.size)
FROM held h CROSS JOIN interview i ON i.row = h.interview
WHERE i.household IS NOT NULL GROUP BY i.household
"""
_PERSONS = """
SELECT count(*), coalesce(sum(concerned), 0), count(concerned),
       count(*) FILTER (WHERE concerned IS NOT NULL AND size IS NOT NULL),
       coalesce(sum(concerned) FILTER (WHERE size IS NOT NULL), 0),
       coalesce(sum(size) FILTER (WHERE concerned IS NOT NULL), 0)
FROM home
"""
_INTERVIEWS = """
SELECT count(*), coalesce(sum(h.n) FILTER (WHERE i.household IS NULL), 0)
FROM held h CROSS JOIN interview i ON i.row = h.interview
"""
# Both ends as they were last qualified; a cause that this base does not have ties nothing.
_TIES = f"""
INSERT INTO tie
SELECT DISTINCT c.row, e.row FROM (
    SELECT coalesce(hc.heir, c.row) AS cause, coalesce(he.heir, l.situation) AS effect
    FROM situation_link l CROSS JOIN situation c ON c.reference = l.cause
    LEFT JOIN temp.heir hc ON hc.row = c.row LEFT JOIN temp.heir he ON he.row = l.situation
) t
CROSS JOIN situation e ON e.row = t.effect CROSS JOIN situation c ON c.row = t.cause
WHERE t.cause <> t.effect AND {counted("e")} AND {counted("c")}
"""
_CASCADES = """
SELECT coalesce(c.prestation, ''), coalesce(c.domaine, ''), coalesce(e.prestation, ''),
       coalesce(e.domaine, ''), count(*) AS n
FROM tie t CROSS JOIN situation c ON c.row = t.cause CROSS JOIN situation e ON e.row = t.effect
CROSS JOIN interview i ON i.row = c.interview
WHERE {within} GROUP BY 1, 2, 3, 4 ORDER BY n DESC, 1, 2, 3, 4
"""
_ONE_SIDE = """
SELECT count(*) FROM (SELECT DISTINCT {side} AS row FROM tie) t
CROSS JOIN situation s ON s.row = t.row CROSS JOIN interview i ON i.row = s.interview WHERE {within}
"""
_PROFILES = """
SELECT n, cumulative, complete, count(*) FROM home WHERE n > 1
GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2 DESC, 3 DESC
"""
_SAME_BENEFIT = """
SELECT c.reference, c.manque_mensuel * c.manque_mois, coalesce(c.recuperable, ''),
       s.reference, s.manque_mensuel * s.manque_mois, coalesce(s.recuperable, '')
FROM tie t CROSS JOIN situation c ON c.row = t.cause CROSS JOIN situation s ON s.row = t.effect
CROSS JOIN interview i ON i.row = s.interview CROSS JOIN interview j ON j.row = c.interview
WHERE c.prestation = s.prestation AND c.manque_mensuel * c.manque_mois IS NOT NULL
  AND s.manque_mensuel * s.manque_mois IS NOT NULL AND {within} AND {cause_within}
"""


class Households(Struct, frozen=True, kw_only=True):
    """What the headings on households are made of.

    Attributes:
        households, interviews, without_household: as :class:`store.figures.counts.Volume` has them.
        persons: persons concerned, households they come from; then of those whose size is known: how many
            households, persons concerned, members.
        repeated: shortfalls that a larger one, tied to them, already says: by answer on what can be had back.
    """

    households: int
    interviews: int
    without_household: int
    persons: tuple[int, int, int, int, int]
    cumulation: Cumulation
    repeated: Mapping[str, Amount]


def count_households(connection: sqlite3.Connection, scope: Scope, bound: Mapping[str, Any]) -> Households:
    """What households and cascades count. After ``prepare``."""
    for table, columns in _TABLES.items():
        connection.execute(f"CREATE TEMP TABLE {table} ({columns})")
    narrowed = within(scope)
    # The interview of each situation is looked up only where the scope speaks of it.
    source = _SITUATIONS if narrowed == "1" else _WITH_INTERVIEW
    connection.execute(_TIES)
    connection.execute("INSERT INTO tied SELECT cause FROM tie UNION SELECT effect FROM tie")
    connection.execute(_HELD.format(source=source, within=narrowed), bound)
    connection.execute(_HOME)
    households, persons, *measured = connection.execute(_PERSONS).fetchone()
    interviews, without = connection.execute(_INTERVIEWS).fetchone()
    return Households(
        households=households,
        interviews=interviews,
        without_household=without,
        persons=(persons, *measured),
        cumulation=_cumulation(connection, scope, bound),
        repeated=_repeated(connection, scope, bound),
    )


def _cumulation(connection: sqlite3.Connection, scope: Scope, bound: Mapping[str, Any]) -> Cumulation:
    profiles = tuple(HouseholdProfile(*row) for row in connection.execute(_PROFILES))
    narrowed = within(scope)
    causing, caused = (
        connection.execute(_ONE_SIDE.format(side=side, within=narrowed), bound).fetchone()[0]
        for side in ("cause", "effect")
    )
    from_here = _CASCADES.format(within=within(scope, "c", "i"))
    return Cumulation(
        households=sum(each.households for each in profiles),
        situations=sum(each.households * each.situations for each in profiles),
        cumulative=sum(each.households * each.cumulative for each in profiles),
        cumulative_households=sum(each.households for each in profiles if each.cumulative),
        complete=sum(each.households * each.complete for each in profiles),
        profiles=profiles,
        causing=causing,
        caused=caused,
        cascades=tuple(Cascade(*row) for row in connection.execute(from_here, bound)),
    )


def _repeated(connection: sqlite3.Connection, scope: Scope, bound: Mapping[str, Any]) -> dict[str, Amount]:
    """Of the situations on the same benefit that cascades tie together, all but the largest shortfall."""
    sql = _SAME_BENEFIT.format(within=within(scope), cause_within=within(scope, "c", "j"))
    told: dict[str, tuple[int, str]] = {}
    pairs: list[tuple[str, str]] = []
    for cause, *cause_told, effect, amount, recoverable in connection.execute(sql, bound):
        told |= {cause: tuple(cause_told), effect: (amount, recoverable)}
        pairs.append((cause, effect))
    found: dict[str, Amount] = {}
    for together in _tied_together(pairs):
        # The reference settles a tie: it is the same in every base.
        _, *others = sorted(together, key=lambda reference: (-told[reference][0], reference.upper()))
        for amount, recoverable in (told[reference] for reference in others):
            before = found.get(recoverable, Amount())
            found[recoverable] = Amount(before.on + 1, before.total + amount)
    return found


def _tied_together(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    group: dict[str, set[str]] = {}
    for cause, effect in pairs:
        one, other = group.get(cause, {cause}), group.get(effect, {effect})
        if one is not other:
            one |= other
        for each in one:
            group[each] = one
    return list({id(each): each for each in group.values()}.values())
