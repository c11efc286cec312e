"""Beginning the re-qualification of a situation, and finding what it became."""

from __future__ import annotations

import msgspec

from interview.conversation import Conversation, Workplace
from interview.follow_up.requests import refusal
from interview.requalification import situation_record, takes_the_place_of
from store import Base, SituationSummary


class Requalified(msgspec.Struct, frozen=True):
    """A re-qualification that has begun: its conversation, and what has to be told about it, or ""."""

    held: Conversation
    earlier: str
    notice: str = ""


def requalify(place: Workplace, reference: str) -> Conversation:
    """A new interview of the same household that qualifies the situation *reference* anew.

    The last of a chain of re-qualifications is the one that is taken; if that one is still being
    answered, it is taken up again. Nothing is written before the first answer.

    Raises:
        FollowError: no such situation, or it is not qualified yet.
        StoreError, ContentError: the base or its archive cannot be read.
    """
    return begin_anew(place, reference).held


def begin_anew(place: Workplace, reference: str) -> Requalified:
    """As :func:`requalify`, with what to tell the person."""
    base, asked = place.base, reference.strip().upper()
    summary = _summary(base, asked)
    if base is None or summary is None:
        latest = ", ".join(each.reference for each in base.recent(5)) if base else ""
        known = f" Les dernières : {latest}." if latest else ""
        raise refusal("reference", f"Aucune situation n’a la référence « {reference} ».{known}")
    last = _latest(base.situations_of(summary.household), summary)
    notice = ""
    if last.reference != summary.reference:
        notice = f"{summary.reference} a déjà été requalifiée : c’est {last.reference} qui compte."
    if last.requalifie and last.state == "en_cours":
        return Requalified(Conversation.resume(place, last.interview), last.requalifie, notice)
    if not last.core_complete:
        raise refusal(
            "reference",
            f"La situation {last.reference} n’est pas encore qualifiée : reprenez d’abord son entretien.",
        )
    return Requalified(Conversation.start(place, last.household, last.reference), last.reference, notice)


def _summary(base: Base | None, reference: str) -> SituationSummary | None:
    interview = base.interview_of(reference) if base else None
    record = base.record(interview) if base and interview else None
    if base is None or record is None or situation_record(base, reference) is None:
        return None
    said = base.situations_of(record.household)
    return next((each for each in said if each.reference.upper() == reference), None)


def _latest(said: list[SituationSummary], summary: SituationSummary) -> SituationSummary:
    """The end of the chain of re-qualifications that goes through *summary*."""
    seen = {summary.reference}
    while True:
        following = [
            each
            for each in said
            if takes_the_place_of(each, summary.reference) and each.reference not in seen
        ]
        if not following:
            return summary
        summary = following[-1]
        seen.add(summary.reference)
