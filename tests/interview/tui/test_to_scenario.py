"""An interview held on screen becomes a scenario once the screen has been left."""

from __future__ import annotations

from pathlib import Path

from interview.scenario_target import ScenarioKeeper
from tests.interview.tui.conftest import CASE_6, Opening


async def test_what_was_held_on_screen_is_what_is_written(sit_down: Opening, tmp_path: Path) -> None:
    """Led to its conclusion, left for the first screen, taken up again and changed: the last word is kept."""
    path = tmp_path / "cas.yaml"
    keeper = ScenarioKeeper(path, texts=False)
    async with sit_down(*CASE_6, opened=keeper.opened) as agent:
        agent.app.go_home()
        await agent.pilot.pause()
        await agent.types("3")
        agent.held.answer("partielle", "connaissance")
        resumed = agent.held
    (said, *_) = keeper.write()
    assert str(path) in said
    text = path.read_text("utf-8")
    assert "connaissance: partielle\n" in text
    assert "prestation: c2s\n" in text
    assert resumed.reference not in text
