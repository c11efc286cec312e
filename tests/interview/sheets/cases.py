"""The sheets of the ten cases of the field, each as it would be written."""

from __future__ import annotations

from functools import cache

from flows.loader import shipped_cases
from flows.scenario import scenario_from_text
from interview.replay import run
from interview.sheets.content import sheet_of, whole_sheet_of
from templates import FicheContext
from tests.support import make_workplace

OF_THE_FIELD = 10
"""The first cases tell what the field told; those invented beside them have no golden sheet."""
NAMES = tuple(sorted(case.name.removesuffix(".yaml") for case in shipped_cases()))[:OF_THE_FIELD]


@cache
def sheets_of(name: str, *, whole: bool = False) -> tuple[FicheContext, ...]:
    """The sheets of the situations of a case; *whole*: before anything gives way."""
    case = next(case for case in shipped_cases() if case.name == f"{name}.yaml")
    held = run(scenario_from_text(case.read_text("utf-8"), case.name), make_workplace()).conversation
    make = whole_sheet_of if whole else sheet_of
    return tuple(make(held, situation.rank) for situation in held.interview.situations)
