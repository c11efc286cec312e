"""The gate: no sheet leaves without the person's recorded agreement, or the agent's recorded reason.

Pure: it reads an interview and its follow-up, and changes nothing (see :mod:`interview.sheets.leave`).
Showing a sheet on the screen where it was prepared is not leaving; a file, the standard output, a batch
and a dossier are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import msgspec

from interview.agreement import ASKED, Agreement, agreement_of
from interview.engine import knowledge
from interview.engine.values import NOT_ESTABLISHED
from interview.follow_words import departure_in_words
from interview.following import Departure
from templates.faults import SheetFault
from templates.typography import french, when

if TYPE_CHECKING:
    from interview.conversation import Conversation
    from store import SituationRecord

OWN_OVERSIGHT = frozenset(("oubli_demandeur", "negligence_demandeur"))
"""Reasons that rest with the person who asked: nothing to take up with an institution (domain §5.2)."""

NOT_ASKED = "L’accord de la personne n’est pas enregistré : cette fiche ne peut pas sortir du service."
REFUSED = "La personne a refusé que cette fiche sorte du service."
ASK_OR_SAY_WHY = (
    "Demandez-lui si elle en est d’accord et notez-le, ou écrivez le motif pour lequel la fiche sort sans "
    "son accord."
)
ONLY_DESPITE = (
    "Seuls une obligation légale, un danger ou une autre raison aussi forte permettent de passer outre ; ce "
    "sera écrit sur la fiche. Si la personne a changé d’avis, notez son accord."
)
AGREED = "La personne est d’accord pour que cette fiche sorte du service"
NEGLIGENCE = (
    "Les seules raisons connues sont un oubli ou une négligence de la personne : ce n’est pas une situation "
    "sur laquelle interpeller."
)


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a sheet may leave.

    Attributes:
        open: it may.
        agreement: what the person said.
        departure: the agent's reason that opens the gate, None where it is not what opens it.
        why: why it may, or may not; a whole sentence or two.
        to_do: what would open it, "" when it is open.
        scope: what her agreement covers, to be checked against who will read the sheet; "" if not known.
        remark: what to know before escalating, "" if nothing. It closes nothing.
    """

    open: bool
    agreement: Agreement
    departure: Departure | None = None
    why: str
    to_do: str = ""
    scope: str = ""
    remark: str = ""


class GateClosed(SheetFault):
    """A sheet was about to leave, and may not."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        super().__init__(f"{gate.why} {gate.to_do}")


def gate_of(held: Conversation, rank: int) -> Gate:
    """Whether the sheet of situation *rank* may leave the service, why, and what to do if not."""
    remark = french(NEGLIGENCE) if negligence_only_of(held, rank) else ""
    return gate_from(agreement_of(held.interview, rank), held.followed.departures.get(rank), remark)


def gate_from(agreement: Agreement, departure: Departure | None, remark: str = "") -> Gate:
    """The same, from what was recorded.

    A reason given while the person had not been asked does not hold once she has said no: passing over a
    refusal is another decision, recorded as such.
    """
    if agreement.given:
        return Gate(
            open=True, agreement=agreement, why=_agreed(agreement), scope=agreement.scope, remark=remark
        )
    if departure is not None and (departure.despite or not agreement.refused):
        why = f"{departure_in_words(departure)}."
        return Gate(open=True, agreement=agreement, departure=departure, why=why, remark=remark)
    why, to_do = (REFUSED, ONLY_DESPITE) if agreement.refused else (NOT_ASKED, ASK_OR_SAY_WHY)
    return Gate(open=False, agreement=agreement, why=french(why), to_do=french(to_do), remark=remark)


def can_be_asked(held: Conversation) -> bool:
    """Whether the flow has a question that records the agreement."""
    return ASKED in held.flow.questions


def negligence_only(reasons: Mapping[str, Collection[str]]) -> bool:
    """Whether the person's own oversight is all that explains a situation (domain §5.2).

    Args:
        reasons: codes of the reasons, by form that the agent kept; a form whose reasons are not known has
            none, or ``non_etablie`` alone.
    """
    known = [{*each} - {NOT_ESTABLISHED} for each in reasons.values()]
    return bool(known) and all(each and each <= OWN_OVERSIGHT for each in known)


def negligence_only_of(held: Conversation, rank: int) -> bool:
    """:func:`negligence_only` of a situation of an interview."""
    said = knowledge.qualification(held.interview, rank)
    kept = knowledge.decision(held.interview, rank, said).forms
    reasons = {each.form: each.reasons for each in said.conclusions}
    return negligence_only({form: reasons.get(form, ()) for form in kept})


def negligence_only_in(record: SituationRecord) -> bool:
    """:func:`negligence_only` of a situation as the base holds it."""
    kept = [each.form for each in record.formes if each.decided]
    return negligence_only(
        {form: [each.reason for each in record.raisons if each.form == form] for form in kept}
    )


def _agreed(agreement: Agreement) -> str:
    date = f" (accord donné {when(agreement.date)})" if agreement.date else ""
    scope = f" Pour : {agreement.scope.rstrip('.')}." if agreement.scope else ""
    return french(f"{AGREED}{date}.{scope}")
