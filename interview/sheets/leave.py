"""Opening the gate: what the person answered, or why the sheet leaves without her agreement, is kept."""

from __future__ import annotations

import msgspec

from interview.agreement import ASKED, DATE
from interview.conversation import Conversation
from interview.engine import Event
from interview.engine.values import MAX_TEXT
from interview.following import DESPITE, Departure, FollowUp
from interview.guarding import DEPARTURE, Caution, cautioned, keep_anyway
from interview.sheets.gate import can_be_asked, gate_of
from templates.faults import SheetFault
from templates.typography import french

NO_QUESTION = french("Ce parcours ne demande pas l’accord de la personne : écrivez un motif.")
NO_MOTIF = french("Dites en quelques mots pourquoi la fiche sort sans l’accord de la personne.")
TOO_LONG = french("Ce motif est trop long : {limit} caractères au plus.")
NAMES = french("Ce motif pourrait dire qui est la personne (« {excerpt} ») : écrivez-le autrement.")
NEEDS_DESPITE = french(
    "La personne a refusé : un simple motif ne suffit pas. Dites ce qui oblige à passer outre son refus."
)
NOTHING_TO_PASS_OVER = french("La personne n’a pas refusé : un motif suffit, il n’y a rien à outrepasser.")


def record_answer(held: Conversation, rank: int, code: str) -> None:
    """Keep what the person answered (``oui`` or ``non``), as its question would; a yes is dated today.

    The question on screen stays where it was, or goes on if it was this one.

    Raises:
        SheetFault: the flow has no such question.
        StoreError: the base refuses; nothing was kept.
    """
    if not can_be_asked(held):
        raise SheetFault(NO_QUESTION)
    interview = held.interview
    events = [Event("reponse", rank, ASKED, code)]
    if code == "oui" and DATE in held.flow.questions:
        events.append(Event("reponse", rank, DATE, held.workplace.today().isoformat()))
    cursor = interview.cursor if (interview.active, interview.cursor) != (rank, ASKED) else ""
    held.amend(*events, Event("retour", interview.active, cursor))


def let_out(
    held: Conversation, rank: int, motif: str, despite: str = "", excused: Caution | None = None
) -> None:
    """Keep why the sheet of situation *rank* leaves without the person's agreement.

    Args:
        motif: in the agent's words; may be empty where *despite* says it all.
        despite: one of :data:`interview.following.DESPITE` where she said no, else "".
        excused: passages that may name somebody, left in *motif* on purpose.

    Raises:
        SheetFault: what is missing or too much; nothing was kept.
        StoreError: the base refuses; nothing was kept.
    """
    motif = " ".join(motif.split())
    fault = motif_fault(held, rank, motif, despite)
    if fault:
        raise SheetFault(fault)
    caution = cautioned(held, motif, DEPARTURE, rank)
    if caution is not None and (excused is None or excused.raw.split() != motif.split()):
        raise SheetFault(NAMES.format(excerpt=caution.passages[0].text))
    held.follow(FollowUp("sortie", rank, {"malgre": despite, "motif": motif}))
    if held.workplace.base is None:
        departures = {**held.followed.departures, rank: Departure(motif, despite)}
        held.followed = msgspec.structs.replace(held.followed, departures=departures)
    else:
        held.excused = None
    if excused is not None:
        keep_anyway(held, excused)


def motif_fault(held: Conversation, rank: int, motif: str, despite: str) -> str:
    """What is wrong with a reason, in a sentence; "" when it can be kept."""
    refused = gate_of(held, rank).agreement.refused
    if refused and despite not in DESPITE:
        return NEEDS_DESPITE
    if despite and not refused:
        return NOTHING_TO_PASS_OVER
    if not motif and despite in ("", "autre"):
        return NO_MOTIF
    return TOO_LONG.format(limit=MAX_TEXT) if len(motif) > MAX_TEXT else ""
