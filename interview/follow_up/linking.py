"""Which situation caused which, told after the interview: within one household, and never in a circle."""

from __future__ import annotations

from interview.conversation import Conversation
from interview.engine import NO_LINK, Event
from interview.follow_up.requests import refusal
from store import SituationSummary
from templates.typography import french


def link(held: Conversation, rank: int, cause: str) -> str:
    """Say that the situation *cause* (a reference) caused situation *rank*; replaces an earlier link.

    Raises:
        FollowError: it is unknown, of another household, the situation itself, or one of its own effects.
        StoreError: the base refuses; nothing was changed.
    """
    own, wanted = held.situation_reference(rank), cause.strip().upper()
    base = held.workplace.base
    said = {each.reference: each for each in base.situations_of(held.interview.household)} if base else {}
    if wanted not in said:
        raise refusal(
            "cause",
            f"« {cause} » n’est pas une situation du ménage {held.interview.household}. "
            f"Ses situations : {', '.join(sorted(said)) or 'aucune'}.",
        )
    loop = _loop(said, own, wanted)
    if loop:
        shown = " → ".join(loop)
        raise refusal("cause", f"Une situation ne peut pas être à l’origine d’elle-même : {shown}.")
    _answer(held, rank, _value(held, rank, wanted))
    return french(f"Noté : {own} vient de {wanted}.")


def unlink(held: Conversation, rank: int) -> str:
    """Say that nothing is known to have caused situation *rank*. Raises FollowError, StoreError."""
    _answer(held, rank, NO_LINK)
    return french(f"Noté : {held.situation_reference(rank)} ne vient d’aucune autre situation.")


def _loop(said: dict[str, SituationSummary], own: str, cause: str) -> list[str]:
    """The references of the circle that the link would close, in the order of causes; [] if none."""
    path = [own]
    at: str | None = cause
    while at is not None and at not in path:
        path.append(at)
        at = said[at].causee_par if at in said else None
    return [own, *reversed(path)] if at == own else []


def _value(held: Conversation, rank: int, cause: str) -> int | str:
    """What the interview keeps: a rank for an earlier situation of its own, else the reference."""
    earlier = {held.situation_reference(each): each for each in range(1, rank)}
    return earlier.get(cause, cause)


def _answer(held: Conversation, rank: int, value: int | str) -> None:
    """Keep the answer, and leave the interview at the question where it was."""
    question = next((each.id for each in held.flow.file.questions if each.kind == "lien"), "")
    if not question:
        raise refusal("cause", "Ce parcours ne relie pas les situations entre elles.")
    interview = held.interview
    back = Event("retour", interview.active, interview.cursor)
    held.amend(Event("reponse", rank, question, value), back)
