"""Between a row of the grid and what the base keeps of it: journal entries, and the record they make.

``record_of`` is what :func:`interview.recording.record_of` makes of the same entries replayed, without the
replay: a test holds them equal.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from flows.conditions import questions_of
from flows.flow import Flow
from flows.qualification import ALONE
from interview.engine import Event
from interview.engine.imported import Imported, qualification_of, value_of
from interview.following import FollowUp, as_record
from interview.grid.columns import COLUMNS, INTENSITIES, NAMES, NO, YES, Row
from interview.recording import Heading, entry_of
from store import Entry, FormRecord, InterviewRecord, ReasonRecord, SituationRecord
from store.rows import SituationRow

_ANSWERS = (
    "taille_menage",
    "personnes_concernees",
    "nature",
    "prestation",
    "domaine",
    "organismes",
    "issue",
    "causee_par",
    "manque_mensuel",
    "manque_mois",
    "asf_demandee",
    "asf_montant",
    "actions",
    "minutes",
    "synthese",
)
"""Columns that are the answer to the question of their name."""


def noon_of(day: str) -> int:
    """The middle of an ISO day where the machine is, in milliseconds since 1970 UTC."""
    return int(datetime.datetime.fromisoformat(f"{day}T12:00").timestamp() * 1000)


def fingerprint(row: Row) -> str:
    """What tells that a row has not changed since it came in. Kept, and erased, with the journal."""
    return hashlib.blake2b(msgspec.msgpack.encode(row), digest_size=12).hexdigest()


def answers_of(row: Row, flow: Flow) -> dict[str, Any]:
    """The answers that a row gives, by question; nothing for what it does not say."""
    given = {name: said for name in _ANSWERS if (said := getattr(row, name)) is not None and said != ()}
    if row.asf_demandee is not None:
        given["asf_demandee"] = YES if row.asf_demandee else NO
    for form, reason in row.raisons:
        given.setdefault(flow.form(form).reasons, []).append(reason)
    return given


def withdrawable(flow: Flow) -> tuple[str, ...]:
    """Every question that a row may answer."""
    return (*_ANSWERS, *(each.reasons for each in flow.file.rules.forms if each.reasons))


def suite_of(row: Row) -> FollowUp | None:
    """What came of it, as an event of the follow-up."""
    if row.suite is None:
        return None
    return FollowUp("suite", 1, {"code": row.suite, "date": row.suite_date or "", "recupere": row.recupere})


class Writer:
    """Makes the entries and the record of rows, under one flow.

    Args:
        row: of the flow, in the archive of the base.
        brought_on: ISO day of the import, told by the history.
    """

    def __init__(self, flow: Flow, row: int, brought_on: str) -> None:
        self._flow = flow
        self._row = row
        self._brought_on = brought_on
        self._traits_read = tuple(
            dict.fromkeys(
                question
                for trait in flow.traits
                for question in questions_of(trait.when)
                if question in NAMES
            )
        )
        self._traits: dict[tuple[Any, ...], tuple[str, ...]] = {}
        self._noons: dict[str, int] = {}

    def heading(self, row: Row, identity: UUID) -> Heading:
        """What the interview of a new row is known by."""
        if row.date not in self._noons:
            self._noons[row.date] = noon_of(row.date)
        return Heading(
            id=identity,
            reference=row.reference,
            flow=self._row,
            started_at=self._noons[row.date],
            service=row.service or "",
            territory=row.territoire or "",
            imported=True,
        )

    def event(self, row: Row, mark: str, own_household: str, withdrawn: dict[str, None]) -> Event:
        """The event ``grille``.

        Args:
            mark: the :func:`fingerprint` of the row as it stands in the file.
            own_household: the code of the household in the file, "" where it is a pseudonym.
            withdrawn: questions that have no answer any more.
        """
        imported = imported_of(row)
        value = value_of({**withdrawn, **answers_of(row, self._flow)}, imported)
        value |= {"empreinte": mark, "le": self._brought_on}
        return Event("grille", 1, value=value | ({"menage": own_household} if own_household else {}))

    def entries(
        self, row: Row, heading: Heading, ids: Sequence[UUID], mark: str, own_household: str
    ) -> list[Entry]:
        """The whole journal of a new row: it begins, it is qualified, and what came of it; an id for each."""
        at, author = heading.started_at, row.agent or ""
        opening = Event("ouverture", value=row.menage or "")
        told = [
            entry_of(opening, heading, ids[0], at, author),
            entry_of(self.event(row, mark, own_household, {}), heading, ids[1], at, author),
        ]
        suite = suite_of(row)
        return [*told, entry_of(suite, heading, ids[2], at, author)] if suite else told

    def record(self, row: Row, heading: Heading, entries: list[Entry]) -> InterviewRecord:
        """What those entries amount to."""
        return InterviewRecord(
            id=heading.id,
            reference=heading.reference,
            flow=heading.flow,
            started_at=heading.started_at,
            touched_at=entries[-1].at,
            state="termine",
            household=row.menage or "",
            size=row.taille_menage,
            concerned=row.personnes_concernees,
            service=heading.service,
            territory=heading.territory,
            situations=(self._situation(row, entries),),
        )

    def _situation(self, row: Row, entries: list[Entry]) -> SituationRecord:
        followed = tuple(as_record(each) for each in entries[2:])
        return SituationRecord(
            reference=row.reference,
            rank=1,
            nature=row.nature,
            prestation=row.prestation,
            domaine=row.domaine,
            certitude=row.certitude,
            abandon=bool(row.abandon),
            typologie=self._typology(row),
            formes=tuple(FormRecord(each, proposed=False, decided=True) for each in row.formes),
            raisons=tuple(
                ReasonRecord(form, reason)
                for kept in row.formes
                for form, reason in row.raisons
                if form == kept
            ),
            organismes=row.organismes,
            actions=row.actions,
            issue=row.issue,
            causee_par=row.causee_par,
            manque_mensuel=row.manque_mensuel,
            manque_mois=row.manque_mois,
            asf_demandee=row.asf_demandee,
            asf_montant=row.asf_montant,
            minutes=row.minutes,
            synthese=row.synthese,
            core_complete=True,
            suivis=followed,
            suite=row.suite,
            suite_date=row.suite_date,
            recupere=row.recupere,
        )

    def _typology(self, row: Row) -> tuple[str, ...]:
        read = tuple(getattr(row, each) for each in self._traits_read)
        key = (row.certitude == "aucun", row.intensite, read)
        if key not in self._traits:
            answers = answers_of(row, self._flow)
            said = qualification_of(self._flow, imported_of(row), answers, ALONE)
            self._traits[key] = said.typology
        return self._traits[key]


def imported_of(row: Row) -> Imported:
    """What a row says was concluded."""
    return Imported(row.formes, row.certitude or "", bool(row.abandon), row.intensite or "")  # type: ignore[arg-type]


def row_of(found: SituationRow) -> Row:
    """A situation of the base as a row of the grid; what was done since the interview is counted with it."""
    spent, since = found.minutes, found.minutes_after
    return Row(
        reference=found.reference,
        date=found.day,
        service=found.service or None,
        agent=found.author or None,
        territoire=found.territory or None,
        menage=found.household or None,
        taille_menage=found.size,
        personnes_concernees=found.concerned,
        nature=found.nature,
        prestation=found.prestation,
        domaine=found.domaine,
        organismes=found.organismes,
        formes=found.formes,
        abandon=found.abandon if "non_demande" in found.formes else None,
        raisons=found.raisons,
        intensite=next((each for each in INTENSITIES if each in found.typologie), None),
        certitude=found.certitude,
        causee_par=found.causee_par,
        actions=found.actions + found.done,
        minutes=spent if since is None else (spent or 0) + since,
        asf_demandee=found.asf_demandee,
        asf_montant=found.asf_montant,
        manque_mensuel=found.manque_mensuel,
        manque_mois=found.manque_mois,
        issue=found.issue,
        suite=found.suite,
        suite_date=found.suite_date,
        recupere=found.recupere,
        synthese=found.synthese,
    )


def differing(before: Row, after: Row) -> tuple[str, ...]:
    """The columns that do not say the same, whatever the order of the values of a cell.

    The base keeps no difference between « non » and nothing said of an abandon.
    """
    return tuple(each.name for each in COLUMNS if _said(before, each.name) != _said(after, each.name))


def _said(row: Row, name: str) -> Any:
    value = getattr(row, name)
    if name == "abandon":
        return bool(value)
    return sorted(value) if isinstance(value, tuple) else value
