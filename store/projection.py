"""The current tables of one interview: written from its record, read back as the same record.

Writing compares with what the tables hold and touches only what changed: an answer usually changes one
row or two, and rewriting every table would cost several times the commit itself.
"""

# ruff: noqa: S608 — the SQL is built once, from the names of our own tables and columns only

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from .records import (
    ChronologyRow,
    DeadlineRecord,
    FollowUpRecord,
    FormRecord,
    InterviewRecord,
    ReasonRecord,
    SituationRecord,
)

Row = tuple[Any, ...]

_INTERVIEW = (
    "id",
    "reference",
    "household",
    "size",
    "concerned",
    "mode",
    "flow",
    "started_at",
    "touched_at",
    "state",
    "position",
    "service",
    "territory",
)
_SITUATION = (
    "rank",
    "reference",
    "nature",
    "prestation",
    "domaine",
    "certitude",
    "abandon",
    "depuis",
    "issue",
    "manque_mensuel",
    "manque_mois",
    "recuperable",
    "asf_demandee",
    "asf_montant",
    "minutes",
    "synthese",
    "demande_individuelle",
    "proposition_institution",
    "accord",
    "accord_date",
    "accord_portee",
    "decision_reason",
    "core_complete",
    "suite",
    "suite_date",
    "recupere",
    "utile",
    "relance_le",
    "retard_le",
    "requalifie",
)


class _Detail(NamedTuple):
    """A table of what a situation has several of, and the way from the record to its rows and back."""

    table: str
    field: str
    columns: tuple[str, ...]
    to_row: Callable[[Any], Row]
    from_row: Callable[..., Any]

    @property
    def insert(self) -> str:
        names = ", ".join(("situation", "position", *self.columns))
        return f"INSERT INTO {self.table} ({names}) VALUES (?, ?{', ?' * len(self.columns)})"

    @property
    def select(self) -> str:
        names = ", ".join(f"d.{name}" for name in self.columns)
        return (
            f"SELECT d.situation, {names} FROM situation s JOIN {self.table} d ON d.situation = s.row "
            "WHERE s.interview = ? ORDER BY d.situation, d.position"
        )


def _codes(table: str, field: str) -> _Detail:
    return _Detail(table, field, ("code",), lambda code: (code,), lambda code: code)


def _form(form: str, proposed: int, decided: int) -> FormRecord:
    return FormRecord(form, bool(proposed), bool(decided))


def _chronology(
    date: str, acteur: str, canal: str, fait: str, preuve: int | None, evenement: str
) -> ChronologyRow:
    return ChronologyRow(date, acteur, canal, fait, _flag(preuve), evenement)


_DEADLINE = ("day", "kind", "way", "sequel", "event", "start")


def _deadline(day: str, kind: Any, way: str, sequel: int, event: str, start: str) -> DeadlineRecord:
    return DeadlineRecord(day, kind, way, bool(sequel), event, start)


_FOLLOW_UP = (
    "entry",
    "kind",
    "at",
    "author",
    "date",
    "code",
    "minutes",
    "recupere",
    "utile",
    "acteur",
    "canal",
    "fait",
    "preuve",
    "evenement",
)


def _follow_up(*columns: Any) -> FollowUpRecord:
    values = dict(zip(_FOLLOW_UP, columns, strict=True))
    values |= {"entry": UUID(bytes=values["entry"]), "preuve": _flag(values["preuve"])}
    return FollowUpRecord(**values)


_followed: Callable[[FollowUpRecord], Row] = attrgetter(*_FOLLOW_UP[1:])


def _follow_up_row(followed: FollowUpRecord) -> Row:
    return followed.entry.bytes, *_followed(followed)


DETAILS = (
    _codes("typology", "typologie"),
    _Detail(
        "situation_form",
        "formes",
        ("form", "proposed", "decided"),
        lambda f: (f.form, f.proposed, f.decided),
        _form,
    ),
    _Detail("situation_reason", "raisons", ("form", "reason"), lambda r: (r.form, r.reason), ReasonRecord),
    _codes("situation_organism", "organismes"),
    _codes("situation_level", "niveaux"),
    _codes("situation_detail", "details"),
    _codes("situation_action", "actions"),
    _Detail(
        "chronology",
        "chronologie",
        ("date", "acteur", "canal", "fait", "preuve", "evenement"),
        lambda c: (c.date, c.acteur, c.canal, c.fait, c.preuve, c.evenement),
        _chronology,
    ),
    _Detail("follow_up", "suivis", _FOLLOW_UP, _follow_up_row, _follow_up),
    _Detail(
        "deadline",
        "echeances",
        _DEADLINE,
        lambda each: tuple(getattr(each, name) for name in _DEADLINE),
        _deadline,
    ),
)
details_of: Callable[[SituationRecord], tuple[Sequence[Any], ...]] = attrgetter(
    *(detail.field for detail in DETAILS)
)
"""What a situation has several of, for each of :data:`DETAILS`."""
_SELECTS = tuple(detail.select for detail in DETAILS)
_INSERTS = tuple(detail.insert for detail in DETAILS)
_DELETES = tuple(f"DELETE FROM {detail.table} WHERE situation = ?" for detail in DETAILS)

ADD_INTERVIEW_ROW = (
    f"INSERT INTO interview (row, {', '.join(_INTERVIEW)}) VALUES (?{', ?' * len(_INTERVIEW)})"
)
ADD_SITUATION_ROW = (
    f"INSERT INTO situation (row, interview, {', '.join(_SITUATION)}) VALUES (?, ?{', ?' * len(_SITUATION)})"
)
"""The same insertions, their key given."""
_READ_INTERVIEW = f"SELECT row, {', '.join(_INTERVIEW)} FROM interview WHERE id = ?"
_READ_SITUATIONS = (
    f"SELECT s.row, l.cause, {', '.join(f's.{name}' for name in _SITUATION)} FROM situation s "
    "LEFT JOIN situation_link l ON l.situation = s.row WHERE s.interview = ? ORDER BY s.rank"
)
_ADD_INTERVIEW = f"INSERT INTO interview ({', '.join(_INTERVIEW)}) VALUES (?{', ?' * (len(_INTERVIEW) - 1)})"
_CHANGE_INTERVIEW = f"UPDATE interview SET {', '.join(f'{name} = ?' for name in _INTERVIEW)} WHERE row = ?"
_ADD_SITUATION = (
    f"INSERT INTO situation (interview, {', '.join(_SITUATION)}) VALUES (?{', ?' * len(_SITUATION)})"
)
_CHANGE_SITUATION = f"UPDATE situation SET {', '.join(f'{name} = ?' for name in _SITUATION)} WHERE row = ?"
_HOUSEHOLD_SIZE = (
    "SELECT size, concerned FROM interview WHERE household = ? "
    "ORDER BY size IS NULL, started_at DESC, id DESC LIMIT 1"
)


class _Stored(NamedTuple):
    """What the tables hold of an interview, with the keys of its rows."""

    row: int
    record: InterviewRecord
    situation_rows: tuple[int, ...]


def read(connection: sqlite3.Connection, interview: UUID) -> InterviewRecord | None:
    """The record of an interview as its tables tell it."""
    stored = _read_stored(connection, interview)
    return stored.record if stored else None


def clear(connection: sqlite3.Connection) -> None:
    """Empty the current tables, and what they would leave behind. Inside the caller's transaction."""
    details = (detail.table for detail in DETAILS)
    for table in (*details, "situation_link", "situation", "interview", "household", "search"):
        connection.execute(f"DELETE FROM {table}")


def write(connection: sqlite3.Connection, record: InterviewRecord) -> None:
    """Make the tables of this interview say what the record says. Inside the caller's transaction."""
    stored = _read_stored(connection, record.id)
    before = stored.record if stored else None
    household_changed = before is None or _household_of(before) != _household_of(record)
    if household_changed and record.household:
        connection.execute("INSERT OR IGNORE INTO household (id) VALUES (?)", (record.household,))
    row = _write_interview(connection, record, stored)
    _write_situations(connection, row, record.situations, stored)
    if household_changed:
        for household in {record.household, before.household if before else ""} - {""}:
            _settle_household(connection, household)


def _household_of(record: InterviewRecord) -> Row:
    return record.household, record.size, record.concerned, record.started_at


def _read_stored(connection: sqlite3.Connection, interview: UUID) -> _Stored | None:
    found = connection.execute(_READ_INTERVIEW, (interview.bytes,)).fetchone()
    if found is None:
        return None
    row: int = found[0]
    values = dict(zip(_INTERVIEW, found[1:], strict=True))
    values |= {"id": UUID(bytes=values["id"]), "household": values["household"] or ""}
    situations = connection.execute(_READ_SITUATIONS, (row,)).fetchall()
    details = _read_details(connection, row) if situations else {}
    return _Stored(
        row,
        InterviewRecord(**values, situations=tuple(_situation(found, details) for found in situations)),
        tuple(found[0] for found in situations),
    )


def _read_details(connection: sqlite3.Connection, interview_row: int) -> dict[tuple[int, str], list[Any]]:
    details: dict[tuple[int, str], list[Any]] = {}
    for detail, select in zip(DETAILS, _SELECTS, strict=True):
        for situation_row, *values in connection.execute(select, (interview_row,)):
            details.setdefault((situation_row, detail.field), []).append(detail.from_row(*values))
    return details


def _situation(found: Row, details: dict[tuple[int, str], list[Any]]) -> SituationRecord:
    situation_row, cause, *columns = found
    values: dict[str, Any] = dict(zip(_SITUATION, columns, strict=True))
    for name in ("abandon", "asf_demandee", "core_complete"):
        values[name] = _flag(values[name])
    for detail in DETAILS:
        values[detail.field] = tuple(details.get((situation_row, detail.field), ()))
    return SituationRecord(causee_par=cause, **values)


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def interview_values(record: InterviewRecord) -> Row:
    return record.id.bytes, record.reference, record.household or None, *_interview_rest(record)


_interview_rest: Callable[[InterviewRecord], Row] = attrgetter(*_INTERVIEW[3:])
situation_values: Callable[[SituationRecord], Row] = attrgetter(*_SITUATION)


def _write_interview(connection: sqlite3.Connection, record: InterviewRecord, stored: _Stored | None) -> int:
    values = interview_values(record)
    if stored is None:
        return _key(connection.execute(_ADD_INTERVIEW, values))
    if values != interview_values(stored.record):
        connection.execute(_CHANGE_INTERVIEW, (*values, stored.row))
    return stored.row


def _write_situations(
    connection: sqlite3.Connection,
    interview_row: int,
    situations: Sequence[SituationRecord],
    stored: _Stored | None,
) -> None:
    """Those that left go first, so that their rank and their reference are free for the others."""
    kept = {(situation.rank, situation.reference) for situation in situations}
    known: dict[tuple[int, str], tuple[int, SituationRecord]] = {}
    if stored:
        for row, before in zip(stored.situation_rows, stored.record.situations, strict=True):
            if (before.rank, before.reference) in kept:
                known[before.rank, before.reference] = (row, before)
            else:
                connection.execute("DELETE FROM situation WHERE row = ?", (row,))
    for situation in situations:
        row, former = known.get((situation.rank, situation.reference), (0, None))
        if former is None:
            row = _key(connection.execute(_ADD_SITUATION, (interview_row, *situation_values(situation))))
        elif situation_values(situation) != situation_values(former):
            connection.execute(_CHANGE_SITUATION, (*situation_values(situation), row))
        _write_details(connection, row, situation, former)


def _write_details(
    connection: sqlite3.Connection, row: int, situation: SituationRecord, former: SituationRecord | None
) -> None:
    for detail, delete, insert in zip(DETAILS, _DELETES, _INSERTS, strict=True):
        items = getattr(situation, detail.field)
        before = getattr(former, detail.field) if former else ()
        if items == before:
            continue
        if before:
            connection.execute(delete, (row,))
        connection.executemany(
            insert, [(row, position, *detail.to_row(item)) for position, item in enumerate(items)]
        )
    _write_link(connection, row, situation.causee_par, former.causee_par if former else None)
    _write_search(connection, row, searched(situation), searched(former) if former else "")


def searched(situation: SituationRecord) -> str:
    """All that was written in free text about a situation: what a search by words looks into."""
    texts = [
        situation.synthese,
        situation.demande_individuelle,
        situation.proposition_institution,
        situation.decision_reason,
    ]
    for step in situation.chronologie:
        texts += [step.acteur, step.canal, step.fait]
    return " ".join(text for text in texts if text)


def _write_search(connection: sqlite3.Connection, row: int, text: str, before: str) -> None:
    if text == before:
        return
    if before:
        connection.execute("DELETE FROM search WHERE rowid = ?", (row,))
    if text:
        connection.execute("INSERT INTO search (rowid, text) VALUES (?, ?)", (row, text))


def _write_link(connection: sqlite3.Connection, row: int, cause: str | None, before: str | None) -> None:
    if cause == before:
        return
    connection.execute("DELETE FROM situation_link WHERE situation = ?", (row,))
    if cause is not None:
        connection.execute("INSERT INTO situation_link (situation, cause) VALUES (?, ?)", (row, cause))


def _settle_household(connection: sqlite3.Connection, household: str) -> None:
    """The size of a household is that of its latest interview that has one, in whatever order they came."""
    size = connection.execute(_HOUSEHOLD_SIZE, (household,)).fetchone()
    if size is None:
        connection.execute("DELETE FROM household WHERE id = ?", (household,))
    else:
        connection.execute("UPDATE household SET size = ?, concerned = ? WHERE id = ?", (*size, household))


def _key(cursor: sqlite3.Cursor) -> int:
    if cursor.lastrowid is None:
        raise RuntimeError("an INSERT gave no row")
    return cursor.lastrowid
