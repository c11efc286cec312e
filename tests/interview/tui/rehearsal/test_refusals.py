"""What the file of rehearsals refuses, as the screens tell it; and what they show afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.faults import ContentError
from interview.rehearsal.alone.kept import Shelf
from interview.tui.rehearsing import Rehearsing
from interview.tui.screens.formation import FormationScreen
from interview.tui.screens.formation_progress import ProgressScreen
from store.rehearsals import RehearsalFile
from tests.interview.tui.conftest import Agent
from tests.interview.tui.rehearsal.support import (
    BEGIN_6,
    WRONG,
    Rehearse,
    point_at,
    screens,
    two_scenes,
)

PARTED = (*BEGIN_6, *WRONG, "1")
TO_PROGRESS = (*PARTED, "escape", "end", "enter")


@contextmanager
def held_open(path: Path) -> Iterator[None]:
    """Another program is reading the file."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM event").fetchall()
    try:
        yield
    finally:
        other.close()


def path_of(agent: Agent) -> Path:
    return agent.app.rehearsing().path  # type: ignore[no-any-return]


def told(agent: Agent) -> list[str]:
    """The passing remarks."""
    return [each.message for each in agent.app._notifications]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits five seconds for another program."""
    whole = RehearsalFile.open
    monkeypatch.setattr(RehearsalFile, "open", lambda path, **more: whole(path, timeout=0.05, **more))


async def test_what_was_erased_is_no_longer_shown_though_another_program_holds_the_file(
    rehearse: Rehearse,
) -> None:
    """« Revenir à l’écran » reads again; the window says that they are erased, and names no base."""
    async with rehearse(*TO_PROGRESS, size=(100, 60)) as agent:
        with held_open(path_of(agent)):
            await agent.types("delete", "2")
            assert "Les essais sont effacés" in agent.sees
            assert "Effacé, mais pas jusqu’à la dernière trace" in agent.sees
            assert "votre réponse y est encore" not in agent.sees
            await agent.types("escape")
            assert isinstance(agent.app.screen, ProgressScreen)
            assert "Aucun cas n’a encore été joué" in agent.sees


async def test_erasing_can_be_tried_again_once_the_file_is_free(rehearse: Rehearse) -> None:
    async with rehearse(*TO_PROGRESS, size=(100, 60)) as agent:
        with held_open(path_of(agent)):
            await agent.types("delete", "2")
        await agent.types("1")
        assert isinstance(agent.app.screen, ProgressScreen)
        assert "Aucun cas n’a encore été joué" in agent.sees


async def test_a_file_that_is_busy_is_told_as_that_of_the_attempts(rehearse: Rehearse) -> None:
    """Neither the title of the window nor its sentences speak of the base."""
    async with rehearse(*BEGIN_6, size=(100, 60)) as agent:
        other = sqlite3.connect(path_of(agent), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await agent.types("1")
        assert "Vos essais n’ont pas pu être lus ou gardés" in agent.sees
        assert "La base" not in agent.sees
        other.close()


async def test_an_attempt_that_is_gone_is_not_called_an_interview_of_the_base(
    rehearse: Rehearse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the cases, and where a rehearsal is opened."""

    def gone(*_: object) -> None:
        raise KeyError("0a0b")

    async with rehearse(*PARTED, "escape", size=(100, 60)) as agent:
        await point_at(agent, "retour")
        with monkeypatch.context() as patched:
            patched.setattr(RehearsalFile, "heading", gone)
            await agent.types("enter")
        assert isinstance(agent.app.screen, FormationScreen)
        assert told(agent) == ["Cet essai n’est plus là."]
    async with rehearse(*BEGIN_6, "1", "f10", "1", size=(100, 60)) as agent:
        with monkeypatch.context() as patched:
            patched.setattr(RehearsalFile, "heading", gone)
            await agent.types("home", "enter")
        assert isinstance(agent.app.screen, FormationScreen)
        assert told(agent) == ["Cet essai n’est plus là."]


async def test_attempts_at_a_case_of_a_team_are_listed_under_its_title(
    rehearse: Rehearse, apart: Callable[[], Rehearsing], monkeypatch: pytest.MonkeyPatch
) -> None:
    """« Deux portes », not « deux-portes »; a text that can no longer be read leaves its name."""
    place = apart()
    place.begin(two_scenes()).answer("financiere")
    place.close()
    async with rehearse(size=(100, 60)) as agent:
        assert "Deux portes" in agent.sees
        assert "deux-portes" not in agent.sees

    def unreadable(*_: object) -> None:
        raise ContentError([])

    monkeypatch.setattr(Shelf, "title", unreadable)
    async with rehearse(size=(100, 60)) as agent:
        assert screens(agent)[-1] is agent.app.screen
        assert "deux-portes" in agent.sees
