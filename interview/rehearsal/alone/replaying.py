"""Rehearsing again from a question: the answers before it, as events. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from interview.engine import Event, Interview
from interview.rehearsal.alone.attempts import Attempt


def given_before(interview: Interview, earlier: Attempt, question: str, rank: int) -> Iterator[Event]:
    """What *earlier* had answered before *question* of situation *rank*, situation after situation.

    An answer that is not a code was not kept: its question is passed, and the household keeps its name.
    """
    for each, cause in zip(earlier.given[:rank], earlier.causes, strict=False):
        if each.rank > 1:
            yield Event("situation", each.rank, value=cause)
        for asked in each.path:
            if each.rank == rank and asked == question:
                return
            value = each.answers.get(asked)
            if interview.flow.questions[asked].kind == "menage":
                value = interview.household
            yield Event("reponse", each.rank, asked, value)
