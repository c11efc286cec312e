"""A participant answers a session on the whole screen: case after case, framed, and nothing corrected."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

import pytest

from flows.flow import Flow
from interview.conversation import Workplace
from interview.engine import FlowMachine
from interview.rehearsal.given import Moment
from interview.rehearsal.session.answers.sitting import Sitting, begun
from interview.rehearsal.session.folder.gathering import Session, gathered, opened
from interview.tui.screens.rehearsal import RehearsalScreen
from interview.tui.screens.session_round import RoundScreen
from interview.tui.session_playing import SessionApp, app_said
from store.rehearsals import RehearsalFile
from tests.interview.rehearsal.session.simulated import GUICHET, PLANTED, RETARD, cases, prepared_in
from tests.interview.tui.conftest import Agent, Clock, Ids
from tests.interview.tui.rehearsal.support import plain

BEGIN = ("enter", "enter")
"""The case that is highlighted, then « Commencer »."""
REASONS = ("1", "6", "enter", "1", "enter")
GIVEN_UP = ("1", *"c2s", "enter", *"11115", *REASONS, "enter")
"""Until what can be done once the situation is qualified, which is to finish."""


class Sits(Protocol):
    def __call__(self, moment: Moment = "avant") -> AbstractAsyncContextManager[Agent]: ...


@pytest.fixture
def session(tmp_path: Path) -> Session:
    chosen = [each for each in cases() if each.name in (GUICHET, RETARD)]
    return prepared_in(tmp_path / "seance", chosen)


@pytest.fixture
def keep(tmp_path: Path) -> Iterator[RehearsalFile]:
    with RehearsalFile.open(tmp_path / "formation.db") as kept:
        yield kept


@pytest.fixture
def sits(session: Session, keep: RehearsalFile, flow: Flow) -> Sits:
    """Participant 1 in front of the screen, as often as asked."""
    place = Workplace(
        machine=FlowMachine(flow), base=None, now=Clock(), new_id=Ids(), draw=random.Random(7).choice
    )

    @asynccontextmanager
    async def opening(moment: Moment = "avant") -> AsyncIterator[Agent]:
        sitting = Sitting(place=session.place, workplace=place, keep=keep, moment=moment)
        app = SessionApp(sitting, begun(sitting, 1))
        async with app.run_test(size=(80, 24)) as pilot:
            agent = Agent(app, pilot)
            await pilot.pause()
            yield agent

    return opening


async def test_a_case_is_played_and_handed_in_without_a_word_of_the_reference(
    sits: Sits, session: Session
) -> None:
    """Back on the round after it, the file is there; the next case is highlighted; no debrief was shown."""
    seen = []
    async with sits() as agent:
        assert "participant n° 1" in plain(agent.sees)
        for key in (*BEGIN, *GIVEN_UP):
            await agent.types(key)
            seen.append(plain(agent.sees))
        assert isinstance(agent.app.screen, RoundScreen), agent.sees
        assert "❯ 2 Le versement qui tarde" in plain(agent.sees)
        assert isinstance(agent.app, SessionApp)
        assert "la même commande" in app_said(agent.app, 1)[0]
    (given,) = gathered(opened(session.place)).given
    assert given.answers[PLANTED] == "commencee_abandonnee"
    reasons = [each for case in session.cases for each in case.scenario.file.situations[0].reasons.values()]
    for page in seen:
        assert not any(plain(each) in page for each in reasons)


async def test_a_case_that_was_left_goes_on_where_it_stood(sits: Sits, session: Session) -> None:
    """The setting is not read again; what was answered is still there."""
    async with sits() as agent:
        await agent.types(*BEGIN, "1", *"c2s", "enter")
        assert isinstance(agent.app.screen, RehearsalScreen)
    async with sits() as agent:
        assert "commencé" in plain(agent.sees)
        await agent.types("enter")
        assert isinstance(agent.app.screen, RehearsalScreen)
        assert "Droit" in plain(agent.sees) or "droit" in plain(agent.sees)
        await agent.types(*"11115", *REASONS, "enter")
    assert [each.name for each in opened(session.place).answers[0].cases] == [GUICHET]


async def test_after_the_discussion_first_answers_are_proposed(sits: Sits, session: Session) -> None:
    """Enter keeps each of them."""
    async with sits() as agent:
        await agent.types(*BEGIN, *GIVEN_UP)
    async with sits("apres") as agent:
        assert "après la discussion" in plain(agent.sees)
        await agent.types(*BEGIN, *["enter"] * 11)
    before, after = (each for each in gathered(opened(session.place)).given if each.case == GUICHET)
    assert before.answers == after.answers


async def test_every_screen_of_a_round_is_framed(sits: Sits) -> None:
    """« Formation » is around the round, the setting, the case and the window that leaves it."""
    async with sits() as agent:
        for keys in ((), ("enter",), ("enter",), ("f10",)):
            await agent.types(*keys)
            assert "Formation" in str(agent.app.screen.border_title)
