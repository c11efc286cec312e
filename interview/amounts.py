"""The amounts that a rule sets, told beside the questions they help with; never what is due to someone."""

from __future__ import annotations

from flows.catalogue_file import Parameter
from flows.deadlines import amount_at
from flows.flow import Flow
from flows.grammar import Question
from interview.engine import Interview
from templates.typography import day, euros

HELPED = {"manque_mensuel": True, "raisons_non_demande": False}
"""Questions that amounts help with, and whether by those paid by the month or the year, or by thresholds."""
NOT_DUE = "Ce n’est pas ce qui est dû à ce ménage."


def amounts_in_words(interview: Interview, question: Question, today: str) -> str:
    """The amounts of the benefit as of the date of the facts, each with its own date and source.

    A shortfall is told by what held when it began (the answer ``depuis``), or *today* where that is not
    known; a threshold by what holds *today*: it is what the person may fear now. "" where none is known.
    """
    answers = interview.current.given
    benefit = interview.flow.catalogue.benefit(str(answers.get("prestation") or ""))
    if question.id not in HELPED or benefit is None:
        return ""
    regular, since = HELPED[question.id], str(answers.get("depuis") or "")
    date = since if regular and since[:1].isdigit() else today
    told = [_told(interview.flow, each, date) for each in benefit.parameters if bool(each.every) == regular]
    known = [each for each in told if each]
    if not known:
        return ""
    return f"Repère : {' ; '.join(known)}. {NOT_DUE if regular else ''}".strip()


def _told(flow: Flow, parameter: Parameter, date: str) -> str:
    amount = amount_at(parameter, date)
    if amount is None:
        return ""
    source = flow.catalogue.file.sources[amount.source]
    doubt = ", à vérifier" if source.status == "secondaire" else ""
    every = f" {parameter.every}" if parameter.every else ""
    return (
        f"{parameter.label}, {euros(amount.cents)}{every} depuis le {day(amount.since)} "
        f"({source.title}, lu en {day(source.read_on[:7])}{doubt})"
    )
