"""Between the engine and the base: events become journal entries, an interview becomes its record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from flows.grammar import UNKNOWN
from flows.qualification import Qualification
from interview.agreement import agreement_of
from interview.deadlines import with_deadlines
from interview.engine import Event, Interview, knowledge, standing
from interview.following import KINDS, Followed, FollowUp, with_follow_up
from interview.wording import YES_NO, proof_held
from store import ChronologyRow, Entry, FormRecord, InterviewRecord, ReasonRecord, SituationRecord

NOTHING_FOLLOWED = Followed()


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """What an interview is known by, whatever is answered.

    ``flow`` is the row of its flow in the archive of the base, 0 before the first answer.
    """

    id: UUID
    reference: str
    flow: int = 0
    started_at: int
    service: str = ""
    territory: str = ""
    imported: bool = False
    """Its first situation came from a grid, and keeps the reference it had there: that of the interview."""

    def reference_of(self, rank: int) -> str:
        """Reference of the situation *rank*."""
        own = self.imported and rank == 1
        return self.reference if own else situation_reference(self.reference, rank)


def entry_of(event: Event | FollowUp, heading: Heading, entry_id: UUID, at: int, author: str) -> Entry:
    """The journal entry of *event*; the one that opens an interview says all that it is known by."""
    value = event.value
    if event.kind == "ouverture":
        value = {"menage": value, "reference": heading.reference}
        value |= {
            key: code
            for key, code in (("service", heading.service), ("territoire", heading.territory))
            if code
        }
        value |= {"grille": True} if heading.imported else {}
    return Entry(
        id=entry_id,
        interview=heading.id,
        at=at,
        author=author,
        flow=heading.flow,
        kind=event.kind,
        situation=event.situation,
        question=event.question,
        value=value,
    )


def events_of(entries: Iterable[Entry]) -> list[Event]:
    """The events of the interview itself, with the very values the engine had given."""
    return standing(_event(each) for each in entries if each.kind not in KINDS)


def heading_of(entries: Sequence[Entry], record: InterviewRecord | None = None) -> Heading:
    """The heading kept in the journal of an interview; *record* says what older journals did not.

    Raises:
        LookupError: neither says by what reference it is known.
    """
    opening = opening_of(entries[0])
    if opening is None:
        if record is None:
            raise LookupError(entries[0].interview)
        opening = {"reference": record.reference, "service": record.service, "territoire": record.territory}
        started_at = record.started_at
    else:
        started_at = entries[0].at
    return Heading(
        id=entries[0].interview,
        reference=opening["reference"],
        flow=entries[-1].flow,
        started_at=started_at,
        service=opening.get("service", ""),
        territory=opening.get("territoire", ""),
        imported=bool(opening.get("grille")),
    )


def opening_of(entry: Entry) -> Mapping[str, Any] | None:
    """What the first entry of an interview says of it; None in a journal of an older version."""
    return entry.value if entry.kind == "ouverture" and isinstance(entry.value, Mapping) else None


def _event(entry: Entry) -> Event:
    value = entry.value
    if entry.kind == "ouverture" and isinstance(value, Mapping):
        value = value["menage"]
    if isinstance(value, list):
        value = tuple(value)
    return Event(entry.kind, entry.situation, entry.question, value)  # type: ignore[arg-type]


def situation_reference(reference: str, rank: int) -> str:
    """Reference of one situation of an interview."""
    return f"{reference}-{rank}"


def record_of(
    interview: Interview, heading: Heading, touched_at: int, known: Followed = NOTHING_FOLLOWED
) -> InterviewRecord:
    """The record of *interview* as it stands, with its follow-up: it rests on its own journal alone."""
    flow = interview.flow
    return InterviewRecord(
        id=heading.id,
        reference=heading.reference,
        flow=heading.flow,
        started_at=heading.started_at,
        touched_at=touched_at,
        state=interview.closed or "en_cours",
        household=interview.household,
        size=_number(interview.household_answer("taille_menage")),
        concerned=_number(interview.household_answer("personnes_concernees")),
        mode=_code(interview.household_answer("mode")),
        position="" if flow.is_ending(interview.place) else interview.place,
        service=heading.service,
        territory=heading.territory,
        situations=tuple(
            with_deadlines(
                flow, with_follow_up(_situation(interview, heading, each.rank), known), heading.started_at
            )
            for each in interview.situations
        ),
    )


def _situation(interview: Interview, heading: Heading, rank: int) -> SituationRecord:
    answers = interview.answers(rank)
    said = knowledge.qualification(interview, rank)
    decision = knowledge.decision(interview, rank, said)
    complete = knowledge.core_complete(interview, rank)
    agreement = agreement_of(interview, rank)
    imported = interview.situations[rank - 1].imported is not None
    return SituationRecord(
        reference=heading.reference_of(rank),
        rank=rank,
        nature=_code(answers.get("nature")),
        prestation=_code(answers.get("prestation")),
        domaine=_code(answers.get("domaine")),
        certitude=(decision.certainty or None) if complete else None,
        abandon=complete and said.abandoned and "non_demande" in decision.forms,
        typologie=_own_traits(interview, said) if complete and (decision.forms or imported) else (),
        formes=_forms(interview, () if imported else said.forms, decision.forms) if complete else (),
        raisons=_reasons(said, decision.forms) if complete else (),
        organismes=_codes(answers.get("organismes")),
        niveaux=_codes(answers.get("niveaux")),
        details=_codes(answers.get("details")),
        actions=_codes(answers.get("actions")),
        depuis=_code(answers.get("depuis")),
        issue=_code(answers.get("issue")),
        causee_par=cause_reference(interview, heading, rank),
        manque_mensuel=_number(answers.get("manque_mensuel")),
        manque_mois=_number(answers.get("manque_mois")),
        recuperable=_code(answers.get("recuperable")),
        asf_demandee=YES_NO.get(answers.get("asf_demandee")),
        asf_montant=_number(answers.get("asf_montant")),
        minutes=_number(answers.get("minutes")),
        chronologie=tuple(_row(row) for row in _rows(answers.get("chronologie"))),
        synthese=_code(answers.get("synthese")),
        demande_individuelle=_code(answers.get("demande_individuelle")),
        proposition_institution=_code(answers.get("proposition_institution")),
        accord=agreement.code or None,
        accord_date=agreement.date or None,
        accord_portee=agreement.scope or None,
        decision_reason=decision.reason or None,
        core_complete=complete,
    )


def _own_traits(interview: Interview, said: Qualification) -> tuple[str, ...]:
    """Traits of the situation itself: those of its household change with other interviews."""
    of_household = {each.code for each in interview.flow.file.rules.typology if each.context}
    return tuple(each for each in said.typology if each not in of_household)


def cause_reference(interview: Interview, heading: Heading, rank: int) -> str | None:
    """Reference of the situation that caused situation *rank*, if one is named."""
    cause = knowledge.cause_of(interview, rank)
    if cause is None or cause == UNKNOWN:
        return None
    return heading.reference_of(cause) if isinstance(cause, int) else cause


def _forms(
    interview: Interview, proposed: tuple[str, ...], decided: tuple[str, ...]
) -> tuple[FormRecord, ...]:
    codes = [each.code for each in interview.flow.file.rules.forms]
    return tuple(
        FormRecord(code, proposed=code in proposed, decided=code in decided)
        for code in codes
        if code in proposed or code in decided
    )


def _reasons(said: Qualification, decided: tuple[str, ...]) -> tuple[ReasonRecord, ...]:
    return tuple(
        ReasonRecord(each.form, reason)
        for each in said.conclusions
        if each.form in decided
        for reason in each.reasons
    )


def _code(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _codes(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _rows(value: Any) -> tuple[Mapping[str, str], ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


def _row(row: Mapping[str, str]) -> ChronologyRow:
    return ChronologyRow(
        date=row.get("date", ""),
        acteur=row.get("acteur", ""),
        canal=row.get("canal", ""),
        fait=row.get("fait", ""),
        preuve=proof_held(row.get("preuve", "")),
        evenement=row.get("evenement", ""),
    )
