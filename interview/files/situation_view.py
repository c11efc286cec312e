"""One situation, whole: what was found and on what, what happened, what was done, what it is tied to."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from flows.flow import Flow
from interview.conversation import Conversation, Workplace
from interview.files.cascade import caused_by, causes_among, household_records
from interview.files.history import Change, history
from interview.files.household_view import (
    SituationLine,
    agent_of,
    cascade_of,
    minutes_spent,
    situation_line,
)
from interview.files.known_flows import KnownFlows
from interview.files.phrases import STATES, date_of, day_of_instant, object_in_words
from interview.follow_up.done import Done, done
from interview.follow_words import outcome_in_words, reminder_in_words
from interview.following import outcome
from interview.remarks import remarks_of
from interview.views import ReviewRow, Verdict
from store import ChronologyRow, FollowUpRecord, InterviewRecord, SituationRecord
from templates.typography import day, duration, euros, french


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the chronology. ``since``: told after the interview."""

    date: str
    date_words: str
    who: str
    how: str
    what: str
    proof: bool | None
    since: bool


class Link(msgspec.Struct, frozen=True):
    """Another situation of the household; ``known``: whether this base holds it."""

    reference: str
    object: str
    known: bool

    @property
    def words(self) -> str:
        """« 26-K7QX4-1, RSA », « 26-K7QX4-1 (situation inconnue de cette base) »."""
        if not self.known:
            return french(f"{self.reference} (situation inconnue de cette base)")
        return french(f"{self.reference}, {self.object}")


class SituationView(msgspec.Struct, frozen=True, kw_only=True):
    """All that is held on one situation.

    Attributes:
        line: the situation in short, as in the view of its household.
        verdict: the qualification, with the grounds and the reasons of each form; None while the core
            has no answer to all its questions.
        typology: labels of the derived traits, those of the household included.
        review: every answer, in the order of the path.
        steps: the chronology, by date, whenever its steps were told; undated ones last.
        done: what was done and learnt since, numbered, cancelled lines included.
        minutes: of the interview and of what was done since, in words, "" if none is recorded.
        outcome: what came of it, "" while nothing is known.
        reminder: when to come back to it, one sentence.
        deadlines: what must be done by when, or from when silence counts: two sentences at most, the
            nearest first; empty once nothing is expected any more.
        loss: what is missing and for how long, "" if not recorded.
        cause, effects, requalifies, requalified_by: links, both ways.
        cascade: what caused what in the household, drawn, this situation marked.
        history: newest first.
        remarks: dates and amounts that do not hold together, each with what to do.
    """

    reference: str
    interview: UUID
    interview_reference: str
    rank: int
    household: str
    day: str
    day_words: str
    service: str
    agent: str
    state: str
    line: SituationLine
    verdict: Verdict | None
    typology: tuple[str, ...]
    review: tuple[ReviewRow, ...]
    steps: tuple[Step, ...]
    done: tuple[Done, ...]
    minutes: str
    outcome: str
    reminder: str
    deadlines: tuple[str, ...]
    loss: str
    cause: Link | None
    effects: tuple[Link, ...]
    requalifies: Link | None
    requalified_by: Link | None
    cascade: tuple[str, ...]
    history: tuple[Change, ...]
    remarks: tuple[str, ...]


def situation_view(place: Workplace, interview: UUID, rank: int) -> SituationView:
    """The situation *rank* of *interview*, under the very flow it was held with.

    Raises:
        LookupError: the base does not hold it.
        StoreError, ContentError: the base or its archive cannot be read.
    """
    base = place.base
    record = base.record(interview) if base else None
    if base is None or record is None or not 1 <= rank <= len(record.situations):
        raise LookupError(interview)
    held = Conversation.read(place, interview, place.machine.flow.catalogue)
    flows, situation = KnownFlows(place), record.situations[rank - 1]
    records = household_records(base, record.household) or (record,)
    line = situation_line(held.flow, situation, records, place.today())
    verdict = held.verdict(rank) if situation.core_complete else None
    links = _Links(flows, records)
    return SituationView(
        reference=situation.reference,
        interview=interview,
        interview_reference=record.reference,
        rank=rank,
        household=record.household,
        day=date_of(record.started_at).isoformat(),
        day_words=day_of_instant(record.started_at),
        service=record.service,
        agent=agent_of(base, interview),
        state=french(STATES[record.state]),
        line=line,
        verdict=verdict,
        typology=_typology(held.flow, situation, line.traits),
        review=held.review(rank),
        steps=steps_of(situation.chronologie, situation.suivis),
        done=done(held, rank),
        minutes=duration(spent) if (spent := minutes_spent(situation)) else "",
        outcome=_outcome(situation.suivis),
        reminder=_reminder(situation, line.requalified_by, place.today()),
        deadlines=_deadlines(held, situation),
        loss=_loss(situation),
        cause=links.to(line.cause),
        effects=links.all(caused_by(causes_among(records), situation.reference)),
        requalifies=links.to(line.requalifies),
        requalified_by=links.to(line.requalified_by),
        cascade=cascade_of(flows, records, situation.reference),
        history=history(place, interview, rank, newest_first=True),
        remarks=tuple(each.sentence for each in remarks_of(held, rank)),
    )


def steps_of(
    chronology: Iterable[ChronologyRow], followed: Iterable[FollowUpRecord] = ()
) -> tuple[Step, ...]:
    """The chronology in the order of its dates; a month comes before its days, a year before its months.

    *chronology* holds the steps of the interview, then those of *followed*.
    """
    rows = tuple(chronology)
    told = len(rows) - sum(1 for each in followed if each.kind == "fait")
    steps = [
        Step(
            date=row.date,
            date_words=day(row.date),
            who=row.acteur,
            how=row.canal,
            what=row.fait,
            proof=row.preuve,
            since=place >= told,
        )
        for place, row in enumerate(rows)
    ]
    return tuple(sorted(steps, key=_place_in_time))


def _place_in_time(step: Step) -> tuple[bool, str]:
    dated = step.date[:4].isdigit()
    return (not dated, step.date if dated else "")


class _Links:
    """From references to situations of the household."""

    def __init__(self, flows: KnownFlows, records: Iterable[InterviewRecord]) -> None:
        self._about: Mapping[str, str] = {
            each.reference.upper(): object_in_words(flows.at(record.flow), each.prestation, each.domaine)
            for record in records
            for each in record.situations
        }

    def to(self, reference: str) -> Link | None:
        """The link to that situation, None when there is none."""
        if not reference:
            return None
        about = self._about.get(reference.upper())
        return Link(reference.upper(), about or "", about is not None)

    def all(self, references: Iterable[str]) -> tuple[Link, ...]:
        """A link to each."""
        return tuple(link for each in references if (link := self.to(each)) is not None)


def _typology(flow: Flow, situation: SituationRecord, of_household: tuple[str, ...]) -> tuple[str, ...]:
    labels = {each.code: french(each.label) for each in flow.file.rules.typology}
    return (*(labels.get(each, each) for each in situation.typologie), *of_household)


def _outcome(followed: tuple[FollowUpRecord, ...]) -> str:
    last = outcome(followed)
    return outcome_in_words(last) if last else ""


def _reminder(situation: SituationRecord, later: str, today: datetime.date) -> str:
    if later:
        return french(f"Les rappels se suivent désormais sur {later}.")
    if situation.relance_le is None or situation.retard_le is None:
        return french(reminder_in_words(None, today))
    return french(reminder_in_words((situation.relance_le, situation.retard_le), today))


def _deadlines(held: Conversation, situation: SituationRecord) -> tuple[str, ...]:
    from interview.sheets.ways import in_short, ways_of

    return in_short(ways_of(held, situation.rank)) if situation.core_complete else ()


def _loss(situation: SituationRecord) -> str:
    monthly, months = situation.manque_mensuel, situation.manque_mois
    if monthly is None:
        return ""
    if months is None:
        return french(f"{euros(monthly)} par mois")
    return french(f"{euros(monthly)} par mois pendant {months} mois, soit {euros(monthly * months)}")
