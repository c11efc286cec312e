"""What these tests begin with: the screen on the cases, where opening a base would be a failure."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from flows.flow import Flow
from interview.conversation import Workplace
from interview.engine import FlowMachine
from interview.sheets.content import sheet_of
from interview.sheets.saving import save_sheet
from interview.tui.app import RepereApp
from interview.tui.rehearsing import Rehearsing
from tests.interview.tui.conftest import Agent, Clock, Ids
from tests.interview.tui.rehearsal.support import Rehearse


@pytest.fixture
def apart(flow: Flow, tmp_path: Path) -> Callable[[], Rehearsing]:
    """Each call is a new start of the program on the same file of rehearsals."""
    clock, ids, draws = Clock(), Ids(), random.Random(7)

    def made() -> Rehearsing:
        place = Workplace(machine=FlowMachine(flow), base=None, now=clock, new_id=ids, draw=draws.choice)
        return Rehearsing(place, tmp_path / "formation.db")

    return made


@pytest.fixture
def formation(apart: Callable[[], Rehearsing]) -> Callable[..., RepereApp]:
    """Makes the application on its cases."""

    def no_base() -> Workplace:
        raise AssertionError("a rehearsal opens no base")

    def made(**options: Any) -> RepereApp:
        kept = {"start": "formation", "make_sheet": sheet_of, "save_sheet": save_sheet, "rehearse": apart}
        return RepereApp(no_base, **{**kept, **options})

    return made


@pytest.fixture
def rehearse(formation: Callable[..., RepereApp]) -> Rehearse:
    """Opens the screen on the cases, and gives the agent in front of it."""

    @asynccontextmanager
    async def opening(*keys: str, size: tuple[int, int] = (80, 24), **options: Any) -> AsyncIterator[Agent]:
        app = formation(**options)
        async with app.run_test(size=size) as pilot:
            agent = Agent(app, pilot)
            await pilot.pause()
            await agent.types(*keys)
            yield agent

    return opening
