"""What an agent can do next, as validated events. Each gives events and changes nothing."""

from __future__ import annotations

from typing import Any

from flows.faults import by_nearness
from interview.engine.knowledge import complete, core_complete
from interview.engine.state import Closing, Decision, Event, Interview
from interview.engine.values import AnswerError, parse


class MoveError(ValueError):
    """Something that cannot be done at this point; the message says why, in French."""


def answer(interview: Interview, raw: Any, question: str = "") -> Event:
    """The answer *raw* to *question*, by default the one on screen.

    Raises:
        AnswerError: the question does not take it.
        MoveError: there is no question on screen.
    """
    asked = question or interview.place
    if asked not in interview.flow.questions:
        raise MoveError("Toutes les questions ont été vues.")
    current = interview.current
    known = {**interview.shared, **current.given}
    value = parse(interview.flow, interview.flow.questions[asked], raw, known, current.rank)
    return _reply(interview, asked, value)


def skip(interview: Interview, question: str = "") -> Event:
    """The question is left without an answer.

    Raises:
        AnswerError: the question is required; says what it accepts.
    """
    asked = question or interview.place
    if interview.flow.is_ending(asked):
        raise MoveError("Toutes les questions ont été vues.")
    target = interview.flow.questions[asked]
    if target.required:
        raise AnswerError(
            asked, "Cette question fait partie du noyau : il lui faut une réponse.", list(target.codes)
        )
    return _reply(interview, asked, None)


def skip_section(interview: Interview) -> list[Event]:
    """The rest of the section on screen is left without answers.

    Raises:
        AnswerError: one of its questions is required.
    """
    events: list[Event] = []
    section = _section(interview)
    while section and _section(interview) == section:
        event = skip(interview)
        events.append(event)
        interview = interview.apply(event)
    return events


def back(interview: Interview) -> Event:
    """The question actually visited before the one on screen.

    From the first question of a situation just opened, this takes the situation back.

    Raises:
        MoveError: it is the first one.
    """
    situation = interview.current
    if situation.rank > 1 and situation.rank == len(interview.situations) and not situation.path:
        return Event("retrait", situation.rank)
    shown = (situation.rank, interview.cursor)
    for rank, question in reversed(interview.trail[: interview.visited]):
        if (rank, question) != shown and question in interview.situations[rank - 1].path:
            return Event("retour", rank, question)
    raise MoveError("C’est la première question : il n’y a rien avant.")


def go_to(interview: Interview, question: str, rank: int | None = None) -> Event:
    """*question* is shown again, to be answered otherwise.

    Raises:
        MoveError: it was not asked in that situation.
    """
    situation = interview.situations[(rank or interview.active) - 1]
    if question in situation.path or question == situation.place:
        cursor = "" if question == situation.place else question
        return Event("retour", situation.rank, cursor)
    near = by_nearness(question, situation.path)[:1]
    hint = f" Voulez-vous dire « {near[0]} » ?" if near else ""
    raise MoveError(f"La question « {question} » n’a pas été posée dans cette situation.{hint}")


def resume(interview: Interview, rank: int | None = None) -> Event:
    """Leave a past question and come back to the first one without an answer."""
    return Event("retour", rank or interview.active, "")


def add_situation(interview: Interview, cause: int | str | None = None) -> Event:
    """Another situation of the same household, already linked to its *cause* if there is one.

    Raises:
        MoveError: the current situation is not qualified yet.
    """
    waiting = [each.rank for each in interview.situations if not core_complete(interview, each.rank)]
    if waiting:
        raise MoveError(
            f"Terminez d’abord le noyau de la situation n° {waiting[0]} : il reste des questions."
        )
    if isinstance(cause, int) and not 1 <= cause <= len(interview.situations):
        raise MoveError(f"Il n’y a pas de situation n° {cause} dans cet entretien.")
    return Event("situation", len(interview.situations) + 1, value=cause)


def decide(rank: int, decision: Decision, proposed: tuple[str, ...]) -> Event:
    """What the agent decided for situation *rank*.

    Raises:
        MoveError: it differs from what is proposed and no reason is given.
    """
    differs = set(decision.forms) != set(proposed)
    if differs and not decision.reason.strip():
        raise MoveError("Vous décidez autrement : dites pourquoi en quelques mots.")
    value = {"forms": list(decision.forms), "certainty": decision.certainty, "reason": decision.reason}
    return Event("decision", rank, value=value)


def close(interview: Interview, how: Closing = "termine") -> Event:
    """The interview ends.

    Raises:
        MoveError: it ends as done while required questions have no answer.
    """
    if how == "termine" and not complete(interview):
        raise MoveError("Il reste des questions du noyau : vous pouvez quitter et reprendre plus tard.")
    return Event("cloture", value=how)


def reopen() -> Event:
    """A closed interview goes on."""
    return Event("reouverture")


def _reply(interview: Interview, question: str, value: Any) -> Event:
    return Event("reponse", interview.active, question, value)


def _section(interview: Interview) -> str:
    question = interview.flow.questions.get(interview.place)
    return question.section if question else ""
