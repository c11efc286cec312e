"""Everything held on one household, made into a document that the person can read."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from interview.access import WORDS
from interview.conversation import Conversation
from interview.engine import knowledge
from interview.fictional_banner import banner_of
from interview.follow_words import departure_in_words, record_in_words, reminder_in_words
from interview.privacy.erasing import kept_until
from interview.privacy.held_words import history, value_fully
from interview.sheets.ways import ways_of
from interview.views import review_of
from interview.wording import SKIPPED
from store import dossiers
from store.privacy import access, retention
from templates.access_context import (
    AccesContext,
    LigneDatee,
    PartieGardee,
    ReponseGardee,
    SituationGardee,
    VisiteGardee,
)
from templates.typography import french

if TYPE_CHECKING:
    from interview.conversation import Workplace
    from store import Base

STATES = {"en_cours": "en cours", "termine": "terminé", "abandonne": "abandonné"}


def access_document(place: Workplace, household: str) -> AccesContext:
    """All that is held on *household*, today.

    Raises:
        LookupError: the base holds nothing of it.
        StoreError, ContentError: the base or its archive cannot be read.
    """
    base = place.base
    held = retention.held_on(base, household) if base else None
    if base is None or held is None:
        raise LookupError(household)
    kept = place.settings.retention
    return AccesContext(
        date=place.today(),
        menage=held.household,
        fictive=banner_of(base),
        service=place.settings.service_name or place.service,
        visites=tuple(_visit(place, each) for each in retention.interviews_of(base, held.household)),
        documents=tuple(
            dict.fromkeys(
                LigneDatee(date=_iso(each.at), texte=each.path.name)
                for each in access.files_of(base, held.household)
            )
        )
        + _dossiers(base, held.household),
        consultations=_consultations(access.consultations(base, held.household)),
        mois_acces=kept.access_months,
        mois=kept.months,
        dernier_contact=_iso(held.last_contact),
        efface_le=kept_until(held, kept.months).isoformat(),
        depasse=kept_until(held, kept.months) <= place.today(),
    )


def _dossiers(base: Base, household: str) -> tuple[LigneDatee, ...]:
    """The dossiers d'interpellation kept in the base that speak of the household."""
    told = []
    for number, edition in dossiers.naming(base, access.names_of(base, household)):
        kept = dossiers.read(base, number)
        handed = {each.edition: each.at for each in dossiers.editions(base, number)}
        which = f"édition n° {edition}" if edition else "en préparation"
        text = french(f"Dossier d’interpellation n° {number}, {which}, gardé dans la base")
        told.append(LigneDatee(date=_iso(handed.get(edition, kept.touched_at)), texte=text))
    return tuple(told)


def _visit(place: Workplace, interview: UUID) -> VisiteGardee:
    held = Conversation.read(place, interview, place.machine.flow.catalogue)
    entries = place.base.entries(interview) if place.base else []
    return VisiteGardee(
        reference=held.reference,
        date=_iso(held.heading.started_at),
        etat=STATES[held.interview.closed or "en_cours"],
        parcours=french(f"{held.flow.file.title}, version {held.flow.version}"),
        service=held.heading.service,
        situations=tuple(_situation(held, each.rank) for each in held.interview.situations),
        historique=history(held.flow, entries),
    )


def _situation(held: Conversation, rank: int) -> SituationGardee:
    verdict = held.verdict(rank)
    return SituationGardee(
        reference=held.situation_reference(rank),
        objet=verdict.object,
        conclusions=_conclusions(held, rank),
        suites=_since(held, rank),
        parties=tuple(_parts(held, rank)),
    )


def _since(held: Conversation, rank: int) -> tuple[str, ...]:
    """What was done and learnt after the interview, and when it is to be chased up."""
    told = [record_in_words(held.flow, each) for each in held.followed.records.get(rank, ())]
    if earlier := held.followed.requalified.get(rank):
        told.append(french(f"Requalifie la situation {earlier}."))
    if departure := held.followed.departures.get(rank):
        told.append(f"{departure_in_words(departure)}.")
    if reminder := held.followed.reminders.get(rank):
        told.append(reminder_in_words(reminder, held.workplace.today()))
    told += [each.sentence for each in ways_of(held, rank).deadlines]
    return tuple(told)


def _conclusions(held: Conversation, rank: int) -> tuple[str, ...]:
    """What was proposed, on what, and what the agent decided."""
    if not held.core_complete(rank):
        return (french("Pas encore qualifiée : des réponses manquent."),)
    verdict = held.verdict(rank)
    imported = held.interview.situations[rank - 1].imported is not None
    told = [f"{'Qualifiée hors de Repère' if imported else 'Proposé par l’outil'} : {verdict.title}"]
    for form in verdict.forms:
        if form.grounds:
            told.append(f"{form.label}, parce que : {' '.join(form.grounds)}")
        if form.reasons:
            told.append(f"{form.label}, raisons : {' ; '.join(form.reasons)}")
    told += [f"{label} : {meaning}" for label, meaning in verdict.typology]
    if verdict.decided_otherwise:
        kept = ", ".join(verdict.decided) or "pas de non-recours"
        told.append(f"Décidé par l’agent : {kept}. {verdict.decision_reason}")
    return tuple(french(each) for each in told)


def _parts(held: Conversation, rank: int) -> Iterable[PartieGardee]:
    flow = held.flow
    lines = {each.question: each.value for each in knowledge.review(held.interview, rank)}
    rows = [each for each in review_of(held.interview, rank) if each.answer != SKIPPED]
    for section, inside in groupby(rows, key=lambda each: each.section):
        yield PartieGardee(
            titre=section,
            reponses=tuple(
                ReponseGardee(
                    question=french(flow.questions[each.question].text),
                    reponse=value_fully(flow, flow.questions[each.question], lines[each.question]),
                    note=each.note,
                )
                for each in inside
            ),
        )


def _consultations(lines: Iterable[access.Access]) -> tuple[LigneDatee, ...]:
    """By the day and by what was done: who did it is not said here."""
    told = [(_iso(each.at), f"{each.reference} : {WORDS.get(each.what, each.what)}") for each in lines]
    return tuple(LigneDatee(date=date, texte=french(text)) for date, text in dict.fromkeys(told))


def _iso(instant: int) -> str:
    return datetime.datetime.fromtimestamp(instant / 1000).date().isoformat()
