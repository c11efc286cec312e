"""The home screen says what has been kept long enough."""

from __future__ import annotations

import pytest

from store.privacy import retention

from .conftest import Opening


async def test_home_says_how_many_households_are_past_their_retention(
    sit_down: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And which command shows them."""
    monkeypatch.setattr(retention, "due_count", lambda *_: 2)
    async with sit_down(start="accueil") as agent:
        assert "2 ménages ont dépassé leur durée de conservation" in agent.sees
        assert "repere base purger" in agent.sees


async def test_home_says_nothing_when_nothing_is_due(sit_down: Opening) -> None:
    async with sit_down(start="accueil") as agent:
        assert "conservation" not in agent.sees
