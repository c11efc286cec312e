"""What these tests begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from interview.conversation import Conversation, Workplace
from tests.interview.tui.conftest import ANSWERS_6
from tests.interview.tui.files.support import LATE_DAY, Kept


@pytest.fixture
def kept(workplace: Callable[[], Workplace]) -> Kept:
    """An interview held to its end, on case 6 but for what is given; the base is left open."""

    def made(household: str = "", **answers: Any) -> Conversation:
        held = Conversation.start(workplace(), household)
        given = {**ANSWERS_6, **answers}
        while held.prompt() is not None:
            asked = held.interview.place
            if asked in given:
                held.answer(given[asked], asked)
            else:
                held.skip()
        held.close()
        return held

    return made


@pytest.fixture
def later(workplace: Callable[[], Workplace]) -> Callable[[], Workplace]:
    """The same base, four weeks after."""
    instant = int(LATE_DAY.timestamp() * 1000)
    return lambda: msgspec.structs.replace(workplace(), now=lambda: instant)
