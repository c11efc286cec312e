"""From the situations, proposals and meeting of a dossier to the words of its specific part."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from interview.dossier.proposing import inside
from interview.dossier.state import PROMISE_STATES, Meeting, Promise, Proposal, Sheet
from interview.sheets.content import sheet_of
from templates.context import Consequences, FicheContext, Forme
from templates.dossier_context import Engagement, Illustration, Proposition, Rencontre
from templates.typography import count, euros, french, listed, when

if TYPE_CHECKING:
    from interview.conversation import Conversation

FEW = french("Entendue dans moins de {threshold} situations.")
SAID_IN = french("Entendue dans {count}.")
LATE = "en retard"


def illustration_of(held: Conversation, rank: int, sheet: Sheet, shows: str) -> Illustration:
    """One situation put in.

    Args:
        shows: what it illustrates, in words.

    Raises:
        NamesSomebody: one of its texts may name somebody, and nobody said to keep it.
    """
    fiche = sheet_of(held, rank)
    return Illustration(
        reference=fiche.reference,
        objet=fiche.objet,
        montre=shows,
        formes=tuple(_form(each) for each in fiche.formes),
        certitude=fiche.certitude.libelle if fiche.certitude else "",
        depuis=fiche.depuis,
        ou_en_est=_stands(fiche),
        synthese=fiche.synthese,
        chronologie=fiche.chronologie,
        consequences=tuple(_consequences(fiche.consequences)) if fiche.consequences else (),
        demande=fiche.demande_individuelle,
        accord=_agreement(fiche),
        sciemment=sheet.knowingly,
    )


def propositions_of(proposals: Sequence[Proposal], threshold: int) -> tuple[Proposition, ...]:
    """The proposals kept, with in how many situations each was heard; few is said « moins de »."""
    return tuple(
        Proposition(texte=each.words, combien=heard_in(each, threshold)) for each in proposals if each.kept
    )


def heard_in(proposal: Proposal, threshold: int) -> str:
    """In how many situations it was heard, masked where they are few; "" for the agent's own."""
    number = len(proposal.references)
    if not number:
        return ""
    if number < threshold:
        return FEW.format(threshold=threshold)
    return SAID_IN.format(count=count(number, "situation"))


def meeting_of(meeting: Meeting, today: datetime.date, *, first: bool) -> Rencontre | None:
    """The meeting in words; None while nothing is said of it.

    Args:
        first: no edition was handed yet. What was promised is told here; later, with what changed.
    """
    found = Rencontre(
        date=meeting.date,
        lieu=meeting.place,
        contact=meeting.contact,
        participants=meeting.participants,
        ordre_du_jour=meeting.agenda,
        demandes=meeting.requests,
        engagements=engagements_of(meeting.promises if first else (), today),
    )
    return found if found != Rencontre() else None


def engagements_of(promises: Sequence[Promise], today: datetime.date) -> tuple[Engagement, ...]:
    """Promises with where they stand; one that is past its date is late."""
    return tuple(Engagement(texte=each.what, pour=each.due, etat=state_of(each, today)) for each in promises)


def state_of(promise: Promise, today: datetime.date) -> str:
    """« tenu », « en attente », « en retard », « non tenu »."""
    late = promise.state == "en_attente" and is_late(promise, today)
    return LATE if late else PROMISE_STATES[promise.state]


def is_late(promise: Promise, today: datetime.date) -> bool:
    """Whether the last day of what was given as its date has passed, and it is still waited for."""
    now = today.isoformat()[: len(promise.due)]
    return promise.state == "en_attente" and bool(promise.due) and promise.due < now


# ── inside ───────────────────────────────────────────────────────────────────────────────────────────


def _form(form: Forme) -> str:
    told = [*(["demande commencée puis abandonnée"] if form.abandon else []), *map(inside, form.raisons)]
    return french(f"{form.libelle} ({', '.join(told)})" if told else form.libelle)


def _stands(fiche: FicheContext) -> str:
    if fiche.suite is None:
        return fiche.issue
    told = [fiche.suite.libelle, when(fiche.suite.date) if fiche.suite.date else ""]
    if fiche.suite.recupere is not None:
        told.append(french(f"montant récupéré : {euros(fiche.suite.recupere)}"))
    return ", ".join(each for each in told if each)


def _consequences(told: Consequences) -> list[str]:
    sentences = []
    if told.personnes_concernees:
        concerned = " concernées" if told.personnes_concernees > 1 else " concernée"
        sentences.append(count(told.personnes_concernees, "personne") + concerned)
    if told.manque_total is not None:
        sentences.append(f"un manque de {euros(told.manque_total)}")
    elif told.manque_mensuel is not None:
        sentences.append(f"un manque de {euros(told.manque_mensuel)} par mois")
    if told.asf_montant:
        sentences.append(f"{euros(told.asf_montant)} d’aide sociale facultative")
    if told.droits_en_cascade:
        sentences.append(french(f"d’autres droits touchés : {listed(told.droits_en_cascade)}"))
    return [french(each) for each in sentences]


def _agreement(fiche: FicheContext) -> str:
    accord = fiche.accord
    if accord is None:
        return ""
    date = f", {when(accord.date)}" if accord.date else ""
    scope = french(f" (portée : {accord.portee.rstrip('.')})") if accord.portee else ""
    return f"{accord.libelle}{date}{scope}"
