"""Taking up an interview under a flow that has changed since: what still stands, and what to say of it."""

from __future__ import annotations

from interview.engine import AnswerError, Event, FlowMachine, Interview, begin, moves
from templates.typography import french


def replayed_under(machine: FlowMachine, household: str, events: list[Event]) -> tuple[Interview, int, str]:
    """The interview under another flow, up to the first answer it no longer takes.

    Gives the interview, how many events still stand, and what to tell the agent.
    """
    interview = begin(machine, household)
    for rank, event in enumerate(events):
        if event.kind == "reponse" and not _still_taken(interview, event):
            known = machine.flow.questions.get(event.question)
            label = known.short if known else event.question
            notice = f"Le parcours a changé depuis : l’entretien reprend à « {label} ». Rien n’est effacé."
            return interview, rank, french(notice)
        interview = interview.apply(event)
    return interview, len(events), french("Le parcours a changé depuis : vos réponses restent valables.")


def _still_taken(interview: Interview, event: Event) -> bool:
    question = interview.flow.questions.get(event.question)
    if question is None:
        return False
    if event.value is None:
        return not question.required
    if question.kind in ("menage", "lien"):
        return True
    try:
        raw = (
            event.value / 100 if question.kind == "montant" and isinstance(event.value, int) else event.value
        )
        moves.answer(interview, raw, event.question)
    except AnswerError:
        return False
    return True
