"""Situations read one after the other, whole, however many there are: what a grid is written from.

Which they are is settled first (:class:`Picked`), so that they can be counted and their households
remembered before the first is read. Nothing but their rows is held: a base of a million costs no more
memory than one of ten.
"""

# ruff: noqa: S608 — the SQL is built from our own clauses only; what is looked for is always bound

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from .chasing import CURRENT
from .errors import translated
from .figures.conditions import heirs
from .finding import Filter, selecting

if TYPE_CHECKING:
    from .base import Base

_BETWEEN, _WITHIN = "\x1f", "\x1e"


class SituationRow(Struct, frozen=True):
    """One situation, as it was last qualified, with what was done since.

    Attributes:
        flow: row of the archived flow it was held under.
        day: ISO day on which the interview began, where the machine is.
        author: code of who began the interview.
        formes: those the agent kept.
        raisons: (form, reason).
        causee_par: reference of the situation that caused it, as that one was last qualified.
        done: codes of the actions done after the interview.
        minutes_after: their time, None where none was told.
    """

    interview: UUID
    rank: int
    flow: int
    reference: str
    day: str
    service: str
    author: str
    territory: str
    household: str
    size: int | None
    concerned: int | None
    nature: str | None
    prestation: str | None
    domaine: str | None
    organismes: tuple[str, ...]
    formes: tuple[str, ...]
    abandon: bool
    raisons: tuple[tuple[str, str], ...]
    typologie: tuple[str, ...]
    certitude: str | None
    causee_par: str | None
    actions: tuple[str, ...]
    done: tuple[str, ...]
    minutes: int | None
    minutes_after: int | None
    asf_demandee: bool | None
    asf_montant: int | None
    manque_mensuel: int | None
    manque_mois: int | None
    issue: str | None
    suite: str | None
    suite_date: str | None
    recupere: int | None
    synthese: str | None


_DAY = "date(i.started_at / 1000, 'unixepoch', 'localtime')"
_PICK = f"""
INSERT INTO temp.picked (row, day)
SELECT s.row, {_DAY} AS day
FROM {{source}} WHERE {{where}} AND s.core_complete AND {CURRENT}
ORDER BY day, s.reference
"""
_LEFT = f"""
SELECT count(*) FILTER (WHERE NOT s.core_complete), count(*) FILTER (WHERE s.core_complete AND NOT {CURRENT})
FROM {{source}} WHERE {{where}}
"""


def _codes(table: str, column: str = "code", where: str = "1") -> str:
    return (
        f"(SELECT group_concat(c, char(31)) FROM (SELECT {column} AS c FROM {table} d "
        f"WHERE d.situation = s.row AND {where} ORDER BY d.position))"
    )


_COLUMNS = f"""
s.row, i.id, s.rank, i.flow, s.reference, {_DAY}, i.service,
    coalesce((SELECT author FROM journal j WHERE j.interview = i.id ORDER BY j.seq LIMIT 1), ''),
    i.territory, coalesce(i.household, ''), i.size, i.concerned, s.nature, s.prestation, s.domaine,
    {_codes("situation_organism")}, {_codes("situation_form", "form", "d.decided")}, s.abandon,
    {_codes("situation_reason", "form || char(30) || reason")}, {_codes("typology")}, s.certitude,
    (SELECT cause FROM situation_link l WHERE l.situation = s.row),
    {_codes("situation_action")}, {_codes("follow_up", "code", "d.kind = 'action'")}, s.minutes,
    (SELECT sum(f.minutes) FROM follow_up f WHERE f.situation = s.row AND f.kind = 'action'),
    s.asf_demandee, s.asf_montant, s.manque_mensuel, s.manque_mois, s.issue, s.suite, s.suite_date,
    s.recupere, s.synthese
"""
_READ = f"""
SELECT {_COLUMNS}
FROM temp.picked p CROSS JOIN situation s ON s.row = p.row CROSS JOIN interview i ON i.row = s.interview
{{which}} ORDER BY p.place
"""
_ONE = f"SELECT {_COLUMNS} FROM situation s JOIN interview i ON i.row = s.interview WHERE s.reference = ?"
_TIED = "WHERE s.requalifie IS NOT NULL OR s.row IN (SELECT situation FROM situation_link)"
_REFERENCES = "SELECT upper(s.reference) FROM temp.picked p JOIN situation s ON s.row = p.row"


class Reader:
    """What a base keeps of its situations, as a grid tells it.

    What was qualified anew is looked up once: nothing may be qualified anew while it serves.
    """

    def __init__(self, base: Base) -> None:
        self._base = base
        self._connection = base.connection

    def situation(self, reference: str) -> SituationRow | None:
        """The situation of that reference, None if there is none. Raises StoreError."""
        return next(self.read(_ONE, (reference,)), None)

    def read(self, query: str, values: tuple[str, ...] = ()) -> Iterator[SituationRow]:
        """What a query of the columns of a situation finds. Raises StoreError."""
        with translated(self._base.path, "lecture"):
            latest, inherited = self._requalified
            for row, *told in self._connection.execute(query, values):
                found = _as_row(told)
                cause = found.causee_par or inherited.get(row)
                if cause is not None:
                    cause = latest.get(cause.upper(), cause)
                    cause = None if cause.upper() == found.reference.upper() else cause
                yield found if cause == found.causee_par else replace(found, causee_par=cause)

    @cached_property
    def _requalified(self) -> tuple[dict[str, str], dict[int, str]]:
        """Of what was qualified anew: the latest reference by its own, its cause by row of the latest."""
        latest: dict[str, str] = {}
        causes: dict[int, str] = {}
        for row, heir in heirs(self._connection):
            if heir is not None:
                latest[self._reference(row).upper()] = self._reference(heir)
                told = self._connection.execute(
                    "SELECT cause FROM situation_link WHERE situation = ?", (row,)
                )
                if (cause := told.fetchone()) is not None:
                    causes[heir] = cause[0]
        return latest, causes

    def _reference(self, row: int) -> str:
        found = self._connection.execute("SELECT reference FROM situation WHERE row = ?", (row,)).fetchone()
        return str(found[0])


class Picked:
    """The situations that a filter keeps, once their core is complete, each as last qualified.

    By day, then by reference: the same situations are in the same order in every base.

    Attributes:
        count: how many there are.
        unfinished: how many the filter keeps whose core is not complete: they are left out.
        requalified: how many it keeps that a later situation qualifies anew: left out too.
    """

    def __init__(self, base: Base, wanted: Filter) -> None:
        self._base = base
        self._connection = base.connection
        self._reader = Reader(base)
        source, where, values = selecting(self._connection, wanted)
        self.count = self._connection.execute(_PICK.format(source=source, where=where), values).rowcount
        left = self._connection.execute(_LEFT.format(source=source, where=where), values).fetchone()
        self.unfinished, self.requalified = int(left[0]), int(left[1])

    def households(self) -> list[str]:
        """The households they belong to. Raises StoreError."""
        with translated(self._base.path, "lecture"):
            rows = self._connection.execute(
                "SELECT DISTINCT i.household FROM temp.picked p JOIN situation s ON s.row = p.row "
                "JOIN interview i ON i.row = s.interview WHERE i.household IS NOT NULL"
            )
            return [each for (each,) in rows]

    def causes_elsewhere(self) -> int:
        """How many of them were caused by a situation that is not among them. Raises StoreError."""
        with translated(self._base.path, "lecture"):
            found: set[str] = {each for (each,) in self._connection.execute(_REFERENCES)}
        return sum(
            each.causee_par is not None and each.causee_par.upper() not in found for each in self._tied()
        )

    def rows(self) -> Iterator[SituationRow]:
        """Each of them, in order. Raises StoreError."""
        return self._reader.read(_READ.format(which=""))

    def _tied(self) -> Iterator[SituationRow]:
        return self._reader.read(_READ.format(which=_TIED))


@contextmanager
def picked(base: Base, wanted: Filter) -> Iterator[Picked]:
    """The situations that *wanted* keeps. One at a time in a base. Raises StoreError."""
    with translated(base.path, "lecture"):
        base.connection.execute("DROP TABLE IF EXISTS temp.picked")
        base.connection.execute(
            "CREATE TEMP TABLE picked (place INTEGER PRIMARY KEY, row INTEGER NOT NULL, day TEXT NOT NULL)"
        )
        found = Picked(base, wanted)
    try:
        yield found
    finally:
        with suppress(Exception):
            base.connection.execute("DELETE FROM temp.picked")


_SEVERAL = tuple(
    place
    for place, name in enumerate(SituationRow.__struct_fields__)
    if name in ("organismes", "formes", "typologie", "actions", "done")
)
_PAIRS = SituationRow.__struct_fields__.index("raisons")
_BOOLEANS = tuple(SituationRow.__struct_fields__.index(each) for each in ("abandon", "asf_demandee"))


def _as_row(values: list[Any]) -> SituationRow:
    values[0] = UUID(bytes=values[0])
    for place in _SEVERAL:
        told = values[place]
        values[place] = tuple(told.split(_BETWEEN)) if told else ()
    told = values[_PAIRS]
    values[_PAIRS] = tuple(tuple(each.split(_WITHIN)) for each in told.split(_BETWEEN)) if told else ()
    for place in _BOOLEANS:
        if values[place] is not None:
            values[place] = bool(values[place])
    return SituationRow(*values)
