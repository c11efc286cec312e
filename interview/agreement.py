"""The person's agreement before a sheet leaves the service: what was recorded of it. Pure."""

from __future__ import annotations

from typing import Any

import msgspec

from flows.grammar import UNKNOWN
from interview.engine import Interview

ASKED = "accord"
DATE, SCOPE = "accord_date", "accord_portee"


class Agreement(msgspec.Struct, frozen=True):
    """What the person said.

    Attributes:
        code: ``oui``, ``non``, ``non_demande``, "" where nothing is recorded.
        date: when she agreed, ``YYYY-MM-DD``, "" if not recorded.
        scope: to whom and for what, "" if not recorded.
    """

    code: str = ""
    date: str = ""
    scope: str = ""

    @property
    def given(self) -> bool:
        """Whether she agreed."""
        return self.code == "oui"

    @property
    def refused(self) -> bool:
        """Whether she said no."""
        return self.code == "non"


def agreement_of(interview: Interview, rank: int) -> Agreement:
    """What was recorded for situation *rank*.

    The agreement is the person's, not the path's: it counts as soon as it is recorded, before its question
    is reached, and where the path does not pass by it (a refusal set aside would otherwise be lost).
    """
    given = interview.situations[rank - 1].given
    code = _text(given.get(ASKED))
    return (
        Agreement(code, _text(given.get(DATE)), _text(given.get(SCOPE))) if code == "oui" else Agreement(code)
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) and value != UNKNOWN else ""
