"""The copy of the day beside the screen: never in the way, and one line when it could not be made."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.settings import Backups
from interview.tui import app as house
from interview.upkeep.daily import DailyCopy
from tests.interview.tui.conftest import NOON, KeptUntil, Opening

Copying = Callable[..., DailyCopy]


@pytest.fixture
def copying(tmp_path: Path, kept_until: KeptUntil, monkeypatch: pytest.MonkeyPatch) -> Copying:
    """A copy of the day of a base that holds something, begun as soon as the base is open."""
    kept_until("blocage")
    monkeypatch.setattr(house, "DAILY_SECONDS", 0.01)

    def made(folder: str = "") -> DailyCopy:
        return DailyCopy(tmp_path / "repere.db", Backups(folder=folder), lambda: int(NOON.timestamp() * 1000))

    return made


async def test_the_copy_is_made_beside_the_first_screen_and_says_nothing(
    sit_down: Opening, copying: Copying, tmp_path: Path
) -> None:
    """Silent when all is well."""
    async with sit_down(start="accueil", daily=copying()) as agent:
        until = time.monotonic() + 10
        while not list((tmp_path / "sauvegardes").glob("*.db")) and time.monotonic() < until:
            await agent.pilot.pause(0.02)
        assert "auvegarde" not in agent.sees
    assert len(list((tmp_path / "sauvegardes").iterdir())) == 1


async def test_a_copy_that_could_not_be_made_is_one_line_of_the_first_screen(
    sit_down: Opening, copying: Copying, tmp_path: Path
) -> None:
    """Now, or when the person comes back to it from an interview."""
    (tmp_path / "fichier").write_text("")
    async with sit_down(start="accueil", daily=copying(str(tmp_path / "fichier" / "dedans"))) as agent:
        until = time.monotonic() + 10
        while "Sauvegarde du jour non faite" not in agent.sees and time.monotonic() < until:
            await agent.pilot.pause(0.02)
        assert "Sauvegarde du jour non faite" in agent.sees
        assert "Base :" in agent.sees
        await agent.types("enter")
        assert "Sauvegarde du jour" not in agent.sees
        agent.app.go_home()
        await agent.pilot.pause()
        assert "Sauvegarde du jour non faite" in agent.sees


async def test_nothing_is_copied_before_the_base_is_open(
    copying: Copying, tmp_path: Path, repere: Callable[..., house.RepereApp]
) -> None:
    """A phrase may have to be typed first: the copy waits for it, without a word."""
    app = repere(start="accueil", daily=copying())
    app._copy_of_the_day()
    assert not (tmp_path / "sauvegardes").exists()
