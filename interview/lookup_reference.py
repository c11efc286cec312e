"""From the reference of a situation, as written on a sheet, to the interview it was said in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview.cli_words import refuse
from interview.conversation import Conversation

if TYPE_CHECKING:
    from uuid import UUID

    from interview.conversation import Workplace


def situation_of(place: Workplace, reference: str) -> tuple[Conversation, int]:
    """The interview and the rank that *reference* means, under the very flow it was held with.

    Raises:
        Refusal: no situation of the base has that reference.
        StoreError, ContentError: the base or its archive cannot be read.
    """
    base = place.base
    interview: UUID | None = base.interview_of(reference) if base else None
    if base is None or interview is None:
        latest = ", ".join(each.reference for each in base.recent(5)) if base else ""
        known = f" Les dernières : {latest}." if latest else " La base ne contient encore aucune situation."
        raise refuse(f"Aucune situation n’a la référence « {reference} ».{known}")
    held = Conversation.read(place, interview, place.machine.flow.catalogue)
    last = reference.strip().rpartition("-")[2]
    named = reference.strip().upper() == held.situation_reference(int(last)) if last.isdigit() else False
    return held, int(last) if named else 1


def only_situation_of(place: Workplace, reference: str) -> tuple[Conversation, int]:
    """As :func:`situation_of`, where something is to be written: an interview that has several is not enough.

    Raises:
        Refusal: no situation has that reference, or several have.
        StoreError, ContentError: the base or its archive cannot be read.
    """
    held, rank = situation_of(place, reference)
    said = [held.situation_reference(each.rank) for each in held.interview.situations]
    if len(said) > 1 and reference.strip().upper() not in said:
        raise refuse(f"L’entretien {held.reference} a {len(said)} situations : {', '.join(said)}. Laquelle ?")
    return held, rank
