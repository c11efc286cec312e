"""A case that is a later visit: what had been said at the first one."""

from __future__ import annotations

from typing import Any

from flows.faults import ContentError
from interview.rehearsal.library import NotACase, TrainingCase


def said_earlier(case: TrainingCase) -> tuple[str, dict[str, Any]]:
    """Title of the case of which *case* is a later visit, and its reference answers; ("", {}) for none.

    A case that cannot be found any more is told by the check of cases; here it only proposes nothing.
    """
    before = earlier_case(case)
    if before is None:
        return "", {}
    return before.title, dict(before.scenario.file.situations[0].answers)


def earlier_case(case: TrainingCase) -> TrainingCase | None:
    """The case of which *case* is a later visit: beside its file, or a shipped one."""
    if not case.case.follows or "/" in case.case.follows or "\\" in case.case.follows:
        return None  # a name, never a path: a case may come from elsewhere
    from pathlib import Path

    from interview.rehearsal.library import case_named

    own = Path(case.scenario.name)
    beside = [str(own.with_name(f"{case.case.follows}.yaml"))] if own.is_file() else []
    for name in (*beside, case.case.follows):
        try:
            return case_named(name)
        except (ContentError, NotACase, OSError):
            continue
    return None
