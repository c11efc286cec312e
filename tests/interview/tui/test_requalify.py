"""On the screen, a situation qualified anew: what was said is offered first, and only Enter gives it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from interview.conversation import Workplace
from interview.follow_up import requalify

from .conftest import KeptUntil, Opening


@pytest.fixture
def reference(kept_until: KeptUntil, workplace: Callable[[], Workplace]) -> str:
    """A qualified situation of the base."""
    kept_until("mode")
    base = workplace().base
    assert base is not None
    with base:
        return base.recent(1)[0].reference


async def test_what_was_said_is_highlighted_and_enter_accepts_it(sit_down: Opening, reference: str) -> None:
    """The nature, the benefit and the organism of the first qualification, one Enter each."""
    async with sit_down(begin=partial(requalify, reference=reference), size=(80, 24)) as agent:
        assert f"Requalifie {reference}" in agent.sees
        assert "Proposé d’après la première qualification" in agent.sees
        assert agent.held.interview.answers(1) == {}
        await agent.types("enter")
        assert "proposé d’après la première qualification" in agent.sees
        await agent.types("enter")
        assert agent.given("prestation") == "c2s"
        assert agent.place == "eligibilite"


async def test_another_answer_is_given_as_ever(sit_down: Opening, reference: str) -> None:
    """A digit, or the first letters of another benefit, and nothing of the first remains."""
    async with sit_down(begin=partial(requalify, reference=reference)) as agent:
        await agent.types("1", *"aspa", "enter")
        assert agent.given("prestation") == "aspa"
        await agent.types("escape")
        assert "Réponse actuelle" in agent.sees
        assert "proposé d’après" not in agent.sees
