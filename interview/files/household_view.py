"""A household across services and time: every visit, what was found, what was done since, what came of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from uuid import UUID

import msgspec

from flows.flow import Flow
from interview.conversation import Workplace
from interview.files.cascade import (
    caused_by,
    causes_among,
    drawn,
    household_records,
    household_traits,
    superseded,
)
from interview.files.known_flows import KnownFlows
from interview.files.phrases import (
    STATES,
    date_of,
    day_of_instant,
    due_in_words,
    finding_in_words,
    is_late,
    is_open,
    object_in_words,
    status_of_record,
)
from interview.follow_words import record_in_words
from interview.identifiers import PseudonymError, read_pseudonym
from store import Base, InterviewRecord, SituationRecord
from templates.typography import count, duration, french


class SituationLine(msgspec.Struct, frozen=True, kw_only=True):
    """One situation, as a visit found it.

    Attributes:
        finding: « Non-réception, avéré »; ``status``: where it stands now.
        since: what was done and learnt since the interview, one sentence each, oldest first.
        due: « À relancer depuis le… », "" while nothing is due.
        requalifies: the earlier situation that this one qualifies anew, "" if none.
        requalified_by: the later one that qualifies this one anew, "" if none.
        cause: the situation it comes from, "" if none; ``effects``: those it brought about.
        traits: labels of the traits that come from the rest of the household.
    """

    reference: str
    rank: int
    object: str
    finding: str
    status: str
    open: bool
    since: tuple[str, ...]
    due: str
    late: bool
    requalifies: str
    requalified_by: str
    cause: str
    effects: tuple[str, ...]
    traits: tuple[str, ...]


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One interview: when, by which service and agent (codes, possibly empty), and its situations."""

    reference: str
    interview: UUID
    day: str
    day_words: str
    service: str
    agent: str
    state: str
    situations: tuple[SituationLine, ...]


class HouseholdView(msgspec.Struct, frozen=True, kw_only=True):
    """All that is held on a household, oldest visit first.

    Attributes:
        size: « 3 personnes, dont 2 concernées », "" when it is not recorded.
        summary: how many visits, situations, open ones, and the time spent, in one sentence.
        cascade: what caused what, drawn, one line of text each; empty where nothing is linked.
    """

    household: str
    size: str
    summary: str
    visits: tuple[Visit, ...]
    cascade: tuple[str, ...]


def household_view(place: Workplace, household: str) -> HouseholdView | None:
    """The household of that pseudonym, whatever its case; None when the base does not hold it.

    Raises:
        StoreError: the base cannot be read.
    """
    base = place.base
    records = household_records(base, household) if base else ()
    if base is None or not records:
        return None
    flows = KnownFlows(place)
    visits = tuple(_visit(base, flows, record, records, place.today()) for record in records)
    return HouseholdView(
        household=records[0].household,
        size=_size(records),
        summary=_summary(visits, records),
        visits=visits,
        cascade=cascade_of(flows, records),
    )


def household_named(base: Base, typed: str) -> str:
    """The pseudonym meant by *typed*: that of a household, or of the one a situation belongs to."""
    try:
        return read_pseudonym(typed)
    except PseudonymError:
        interview = base.interview_of(typed)
        record = base.record(interview) if interview else None
        return record.household if record else typed.strip()


def cascade_of(flows: KnownFlows, records: tuple[InterviewRecord, ...], here: str = "") -> tuple[str, ...]:
    """The cascades of a household, drawn; the situation *here* is marked."""
    held = {
        each.reference.upper(): (each, flows.at(record.flow))
        for record in records
        for each in record.situations
    }

    def label(reference: str) -> str:
        situation, flow = held[reference]
        about = object_in_words(flow, situation.prestation, situation.domaine)
        mark = " ◄ cette situation" if reference == here.upper() else ""
        return f"{situation.reference} {about}{mark}"

    return drawn(causes_among(records), held, label)


def situation_line(
    flow: Flow, situation: SituationRecord, records: tuple[InterviewRecord, ...], today: datetime.date
) -> SituationLine:
    """One situation among all those of its household, in words."""
    own = situation.reference.upper()
    later = superseded(records).get(own)
    kept = tuple(each.form for each in situation.formes if each.decided)
    causes = causes_among(records)
    return SituationLine(
        reference=situation.reference,
        rank=situation.rank,
        object=object_in_words(flow, situation.prestation, situation.domaine),
        finding=finding_in_words(flow, kept, situation.certitude, complete=situation.core_complete),
        status=status_of_record(situation, later),
        open=is_open(situation, later),
        since=tuple(record_in_words(flow, each) for each in situation.suivis),
        due="" if later else due_in_words(situation.relance_le, situation.retard_le, today),
        late=later is None and is_late(situation.relance_le, situation.retard_le, today),
        requalifies=situation.requalifie or "",
        requalified_by=later or "",
        cause=situation.causee_par or "",
        effects=caused_by(causes, own),
        traits=_trait_labels(flow, household_traits(flow, situation, records)),
    )


def agent_of(base: Base, interview: UUID) -> str:
    """Code of the agent who began the interview, possibly empty."""
    entries = base.entries(interview)
    return entries[0].author if entries else ""


def _visit(
    base: Base,
    flows: KnownFlows,
    record: InterviewRecord,
    records: tuple[InterviewRecord, ...],
    today: datetime.date,
) -> Visit:
    flow = flows.at(record.flow)
    return Visit(
        reference=record.reference,
        interview=record.id,
        day=date_of(record.started_at).isoformat(),
        day_words=day_of_instant(record.started_at),
        service=record.service,
        agent=agent_of(base, record.id),
        state=french(STATES[record.state]),
        situations=tuple(situation_line(flow, each, records, today) for each in record.situations),
    )


def _trait_labels(flow: Flow, codes: tuple[str, ...]) -> tuple[str, ...]:
    labels: Mapping[str, str] = {each.code: each.label for each in flow.file.rules.typology}
    return tuple(french(labels[each]) for each in codes)


def _size(records: tuple[InterviewRecord, ...]) -> str:
    """As the latest interview that recorded it says."""
    latest = next((each for each in reversed(records) if each.size is not None), None)
    if latest is None or latest.size is None:
        return ""
    size = count(latest.size, "personne")
    if latest.concerned is None:
        return french(size)
    plural = "s" if latest.concerned > 1 else ""
    return french(f"{size}, dont {latest.concerned} concernée{plural}")


def _summary(visits: tuple[Visit, ...], records: tuple[InterviewRecord, ...]) -> str:
    lines = [each for visit in visits for each in visit.situations]
    opened = sum(each.open for each in lines)
    parts = [count(len(visits), "entretien"), count(len(lines), "situation")]
    parts.append(f"dont {opened} ouverte{'s' if opened > 1 else ''}" if opened else "aucune ouverte")
    minutes = sum(minutes_spent(each) for record in records for each in record.situations)
    if minutes:
        parts.append(f"{duration(minutes)} de travail du service")
    return french(f"{', '.join(parts)}.")


def minutes_spent(situation: SituationRecord) -> int:
    """Minutes of the interview and of what was done since."""
    return (situation.minutes or 0) + sum(each.minutes or 0 for each in situation.suivis)
