"""What is known at any moment: derived from the interview, never kept."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from flows.foresight import Elsewhere, Prospect, elsewhere, most_ahead, prospects, still_open
from flows.grammar import UNKNOWN
from flows.qualification import ALONE, Household, Qualification, qualify
from interview.engine.imported import qualification_of
from interview.engine.state import Decision, Interview
from interview.engine.values import NO_LINK


class Progress(msgspec.Struct, frozen=True):
    """How far the situation is.

    Attributes:
        section: id of the section of the question on screen, "" at an ending.
        rank: its rank among the sections, from 1.
        sections: how many sections there are.
        before_qualification: how many questions at most until the qualification; 0 once it is reached.
        answered: questions answered or skipped so far.
    """

    section: str
    rank: int
    sections: int
    before_qualification: int
    answered: int


class ReviewLine(msgspec.Struct, frozen=True):
    """One line of the review: a question and what was kept of it.

    ``state``: ``repondue``, ``inconnue`` (« on ne sait pas »), ``passee`` (skipped), ``parquee``.
    """

    question: str
    section: str
    value: Any
    state: Literal["repondue", "inconnue", "passee", "parquee"]


def core_complete(interview: Interview, rank: int) -> bool:
    """Whether every required question of the situation has its answer."""
    return not _required_ahead(interview, rank)


def complete(interview: Interview) -> bool:
    """Whether every situation has its whole core."""
    return all(core_complete(interview, each.rank) for each in interview.situations)


def qualified(interview: Interview, rank: int) -> bool:
    """Whether the situation has passed the sections that lead to its qualification."""
    place = interview.situations[rank - 1].place
    flow = interview.flow
    return flow.is_ending(place) or flow.questions[place].section not in flow.qualifying_sections


def progress(interview: Interview) -> Progress:
    """How far the current situation is."""
    flow, situation = interview.flow, interview.current
    question = flow.questions.get(interview.place)
    section = question.section if question else ""
    sections = list(flow.sections)
    return Progress(
        section=section,
        rank=sections.index(section) + 1 if section else len(sections),
        sections=len(sections),
        before_qualification=most_ahead(flow, interview.answers(situation.rank), situation.place, flow.core),
        answered=len(situation.path),
    )


def forms_outlook(interview: Interview) -> tuple[Prospect, ...]:
    """Where each form stands for the current situation, and on what answers.

    Of a situation qualified elsewhere, only the forms that were kept: nothing rules the others out.
    """
    situation = interview.current
    if situation.imported is not None:
        return tuple(Prospect(each, "retenue", ()) for each in situation.imported.forms)
    return prospects(interview.flow, interview.answers(situation.rank), situation.place)


def qualification(interview: Interview, rank: int, known_situations: int = 0) -> Qualification:
    """What the answers of situation *rank* mean.

    Args:
        known_situations: situations of non-take-up of the household recorded before this interview.
    """
    others = [each.rank for each in interview.situations if each.rank != rank]
    count = sum(_is_non_take_up(interview, each) for each in others)
    return _said(interview, rank, Household(count + known_situations, linked=_linked(interview, rank)))


def _said(interview: Interview, rank: int, household: Household = ALONE) -> Qualification:
    flow, answers = interview.flow, interview.answers(rank)
    imported = interview.situations[rank - 1].imported
    if imported is not None:
        return qualification_of(flow, imported, answers, household)
    return qualify(flow, answers, household)


def _is_non_take_up(interview: Interview, rank: int) -> bool:
    """Whether a situation keeps at least one form, once the agent has decided."""
    return bool(decision(interview, rank, _said(interview, rank)).forms)


def decision(interview: Interview, rank: int, said: Qualification) -> Decision:
    """What stands for situation *rank*: what the agent decided, or the proposal *said*.

    An agreement follows the proposal when answers change later; a decision made against the proposal,
    with its reason, stays.
    """
    made = interview.situations[rank - 1].decision
    if made is not None and made.reason:
        return made
    return Decision(said.forms, said.certainty)


def led_elsewhere(interview: Interview, rank: int) -> tuple[Elsewhere, ...]:
    """The smallest changes of answers that would have led to another outcome."""
    if interview.situations[rank - 1].imported is not None:
        return ()
    return elsewhere(interview.flow, interview.answers(rank))


def parked(interview: Interview, rank: int) -> tuple[str, ...]:
    """Questions whose answer left the path for good: kept, shown, out of everything."""
    situation = interview.situations[rank - 1]
    waiting = set(situation.given) - set(situation.path)
    if not waiting:
        return ()
    ahead = still_open(interview.flow, interview.answers(rank), situation.place)
    given = situation.given
    return tuple(each for each in given if each in waiting - ahead and given[each] is not None)


def review(interview: Interview, rank: int) -> tuple[ReviewLine, ...]:
    """Every answer of situation *rank*, in the order of the path, parked ones last."""
    situation = interview.situations[rank - 1]
    known = {**interview.shared, **situation.given}
    lines = [_line(interview, question, known[question]) for question in situation.path]
    set_aside = [
        msgspec.structs.replace(_line(interview, question, known[question]), state="parquee")
        for question in parked(interview, rank)
    ]
    return (*lines, *set_aside)


def cause_of(interview: Interview, rank: int) -> int | str | None:
    """What caused situation *rank*: a rank of this interview, a reference, or None."""
    for question in interview.flow.file.questions:
        if question.kind == "lien":
            value = interview.situations[rank - 1].given.get(question.id)
            out = value in (None, NO_LINK) or question.id in parked(interview, rank)
            return None if out else value
    return None


def _linked(interview: Interview, rank: int) -> bool:
    causes = [cause_of(interview, each.rank) for each in interview.situations]
    return causes[rank - 1] is not None or rank in causes


def _line(interview: Interview, question: str, value: Any) -> ReviewLine:
    state: Literal["repondue", "inconnue", "passee"] = "repondue"
    if value is None:
        state = "passee"
    elif value == UNKNOWN:
        state = "inconnue"
    return ReviewLine(question, interview.flow.questions[question].section, value, state)


def _required_ahead(interview: Interview, rank: int) -> frozenset[str]:
    situation = interview.situations[rank - 1]
    return still_open(interview.flow, interview.answers(rank), situation.place) & interview.flow.core
