"""What the tests of the trainer's screen share: a session of fifteen on the screen, and how it is read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

from interview.rehearsal.session.folder.gathering import Session
from interview.rehearsal.session.folder.recent import RecentSessions
from interview.tui.screens.session_group import VIEWS, GroupScreen
from tests.interview.rehearsal.session.simulated import fifteen
from tests.interview.tui.conftest import Agent
from tests.interview.tui.rehearsal.support import plain

PATIENCE = 20.0
"""Seconds after which what does not come never will."""
NAMES = [name for name, _, _ in VIEWS]
STANDING, ANSWERS, AGREEMENT, DIVIDING, PATHS, SHIFT, NOTES = (str(rank) for rank in range(1, 8))


async def comes(agent: Agent, what: Callable[[], bool]) -> None:
    """Wait for it, the screen going on meanwhile."""
    for _ in range(int(PATIENCE / 0.02)):
        if what():
            await agent.pilot.pause()
            return
        await asyncio.sleep(0.02)
        await agent.pilot.pause()
    raise AssertionError(f"it never came: {agent.sees}")


def group(agent: Agent) -> GroupScreen:
    """The screen of the session."""
    return next(each for each in agent.app.screen_stack if isinstance(each, GroupScreen))


async def opens(agent: Agent, place: Path, recent: Path) -> GroupScreen:
    """The session of *place*, once it was read."""
    agent.app.push_screen(GroupScreen(place, RecentSessions(recent)))
    await agent.pilot.pause()
    await comes(agent, lambda: group(agent).view is not None)
    return group(agent)


async def revealed(agent: Agent, *cases: str) -> None:
    """Wait until the references of these cases, and no other, are in what is shown."""

    def there() -> bool:
        view = group(agent).view
        return view is not None and view.looked.revealed == frozenset(cases)

    await comes(agent, there)


def everything(screen: GroupScreen, width: int = 100) -> Iterator[tuple[str, str]]:
    """The words of every slide of every view of every case, with where they are."""
    view = screen.view
    assert view is not None
    for rank, case in enumerate(view.session.cases):
        here = type(view)(view.looked, rank, view.expected)
        for name, _, deck in VIEWS:
            for slide in deck(here):
                words = plain(" ".join(line.plain for line in slide.write(width)))
                yield f"{name}, {case.name}, {slide.name}", f"{slide.name} {words}"


def fifteen_but(folder: Path, *missing: int) -> tuple[Session, dict[str, bytes]]:
    """The invented session without the files of some numbers, and these files."""
    session = fifteen(folder)
    held: dict[str, bytes] = {}
    for number in missing:
        for path in folder.glob(f"reponses-{number:02d}-*.json"):
            held[path.name] = path.read_bytes()
            path.unlink()
    return session, held
