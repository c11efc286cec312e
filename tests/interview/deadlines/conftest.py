"""A base, and case 6 held in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interview.conversation import Conversation
from store import Base
from tests.support import CASE_6, answer_all, make_workplace


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db") as opened:
        yield opened


@pytest.fixture
def held(base: Base) -> Conversation:
    """Case 6, closed, its chronology set aside."""
    conversation = Conversation.start(make_workplace(base))
    answer_all(conversation, {name: each for name, each in CASE_6.items() if name != "chronologie"})
    conversation.close()
    return conversation
