"""What these tests share."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from interview.conversation import Conversation
from interview.tui.widgets.file_list import FileList
from tests.interview.tui.conftest import Agent

Kept = Callable[..., Conversation]

C2S, RSA, ASPA = "Complémentaire santé solidaire", "Revenu de solidarité active", "personnes âgées (ASPA)"

LATE_DAY = datetime.datetime(2026, 4, 1, 12, 0)


def in_hand(agent: Agent) -> list[str]:
    """References of the list, in order."""
    return [each.reference for each in agent.app.screen.query_one(FileList)._lines]
