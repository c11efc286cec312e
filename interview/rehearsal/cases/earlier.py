"""A case that is a later visit: what had been said at the first one."""

from __future__ import annotations

from typing import Any

import msgspec

from flows.faults import ContentError
from interview.rehearsal.cases.collection import NotACase, TrainingCase, as_case
from interview.requalification import PROPOSED_AGAIN


class FirstVisit(msgspec.Struct, frozen=True):
    """What a later visit knows of the first one; empty for any other case.

    Attributes:
        title: of the first case.
        said: the reference answers that are proposed again, by question.
    """

    title: str = ""
    said: dict[str, Any] = {}


def first_visit(case: TrainingCase) -> FirstVisit:
    """The visit that came before *case*.

    A case that cannot be found any more is told by the check of cases; here it only proposes nothing.
    """
    before = earlier_case(case)
    if before is None:
        return FirstVisit()
    said = before.scenario.file.situations[0].answers
    return FirstVisit(before.title, {name: said[name] for name in PROPOSED_AGAIN if name in said})


def earlier_case(case: TrainingCase) -> TrainingCase | None:
    """The case of which *case* is a later visit: beside its file, or a shipped one; by its name alone."""
    if not case.case.follows:
        return None
    from interview.workbench.case_checks import Neighbours

    try:
        found = Neighbours(case.scenario).find(case.case.follows)
        return as_case(found) if found is not None else None
    except (ContentError, NotACase, OSError):
        return None
