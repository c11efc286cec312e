"""The cases, what waits, what was rehearsed; the frame around all of it; how it looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen

from interview.conversation import Workplace
from interview.rehearsal.cases.collection import shipped_training_cases
from interview.tui.app import RepereApp
from interview.tui.framing import CLASS, TITLE, frame
from interview.tui.rehearsing import Rehearsing
from interview.tui.screens.formation import FormationScreen
from interview.tui.screens.home import HomeScreen
from interview.tui.screens.rehearsal_setting import SettingScreen
from tests.interview.tui.conftest import Agent, Opening
from tests.interview.tui.rehearsal.support import (
    BEGIN_6,
    FIND_6,
    REFERENCE,
    SCENE,
    WRONG,
    Rehearse,
    plain,
    point_at,
    two_scenes,
)

PARTED = (*BEGIN_6, *WRONG, "1")


async def test_every_case_is_offered_by_level_with_its_minutes(rehearse: Rehearse) -> None:
    """Each shipped case once, under its level; the line below says what the highlighted one trains."""
    async with rehearse(size=(100, 60)) as agent:
        for each in shipped_training_cases():
            assert plain(f"{each.title} — {each.case.minutes} min") in agent.sees
        assert agent.sees.index("Premiers pas") < agent.sees.index("Confirmé") < agent.sees.index("Délicat")
        assert "Ce qu’il exerce :" in agent.sees


async def test_a_case_that_was_played_says_when_and_gives_its_return_again(rehearse: Rehearse) -> None:
    """« joué aujourd’hui », and the return opens from the list."""
    async with rehearse(*PARTED, "escape", size=(100, 60)) as agent:
        assert "Quatre retours — 15 min · joué aujourd’hui à 12 h" in agent.sees
        assert "Derniers retours" in agent.sees
        await point_at(agent, "retour")
        await agent.types("enter")
        assert "Retour · Quatre retours" in agent.sees


async def test_an_attempt_is_erased_once_it_is_confirmed(
    rehearse: Rehearse, apart: Callable[[], Rehearsing]
) -> None:
    """Suppr asks; « Le garder » keeps; « L’effacer » leaves nothing of it."""
    async with rehearse(*PARTED, "escape", size=(100, 60)) as agent:
        await point_at(agent, "retour")
        await agent.types("delete", "1")
        assert "Derniers retours" in agent.sees
        await agent.types("delete", "2")
        assert "Derniers retours" not in agent.sees
    assert apart().shelf.alone() == []


async def test_only_an_attempt_can_be_erased(rehearse: Rehearse) -> None:
    """On a case, Suppr says what it is for, and asks nothing."""
    async with rehearse("delete") as agent:
        assert isinstance(agent.app.screen, FormationScreen)
        assert "choisissez d’abord sa ligne" in agent.sees


async def test_progress_tells_what_was_played_without_a_score_and_can_be_erased(
    rehearse: Rehearse, apart: Callable[[], Rehearsing]
) -> None:
    """The case, where it parted, each question over time; no number out of another; then nothing of it."""
    async with rehearse(*PARTED, "escape", "end", "enter", size=(100, 60)) as agent:
        for told in ("Ma progression", "Quatre retours", "écart à « Demande »", "Forme par forme"):
            assert told in agent.sees
        assert not any(each in agent.sees for each in ("%", "score", "/20", "bonnes réponses"))
        await agent.types("delete", "2")
        assert "Aucun cas n’a encore été joué" in agent.sees
    assert apart().shelf.alone() == []


async def test_progress_is_offered_once_there_is_some(rehearse: Rehearse) -> None:
    """No line of the menu leads to an empty page."""
    async with rehearse("end", size=(100, 60)) as agent:
        assert "Séance de groupe" in agent.sees
        assert "Ma progression" not in agent.sees
    async with rehearse(*PARTED, "escape", "end", size=(100, 60)) as agent:
        assert "Ma progression" in agent.sees


def test_over_a_fictional_base_a_rehearsal_says_that_it_is_a_rehearsal() -> None:
    """One frame at a time, and it is this one: nothing here enters even that base."""
    screen = FormationScreen()
    screen.add_class("fictional")
    frame(screen, [screen])
    assert (screen.has_class("fictional"), screen.has_class(CLASS)) == (False, True)
    assert screen.border_title == TITLE


async def test_the_first_screen_leads_to_the_cases_and_back(sit_down: Opening, apart: Any) -> None:
    """F7, a line of its menu, and Escape comes back to it."""
    async with sit_down("f7", start="accueil", rehearse=apart) as agent:
        assert isinstance(agent.app.screen, FormationScreen)
        await agent.types("escape")
        assert isinstance(agent.app.screen, HomeScreen)
        assert agent.app.screen.border_title is None
        await agent.types("2")
        assert isinstance(agent.app.screen, FormationScreen)


async def test_a_file_that_is_a_base_is_refused_once_and_the_screen_closes(
    sit_down: Opening, workplace: Callable[[], Workplace]
) -> None:
    """The window says why; leaving it comes back to the first screen, and does not open it again."""
    place = workplace()
    assert place.base is not None
    path = place.base.path
    place.base.close()
    elsewhere = Rehearsing(msgspec.structs.replace(place, base=None), path)
    async with sit_down("f7", start="accueil", rehearse=lambda: elsewhere, size=(100, 40)) as agent:
        assert "c’est une base d’entretiens" in agent.sees
        await agent.types("1")
        assert isinstance(agent.app.screen, HomeScreen)


async def test_a_case_that_is_named_begins_with_its_setting(rehearse: Rehearse) -> None:
    """``repere formation jouer CAS``: no list to cross; Escape comes to the list."""
    async with rehearse(case=two_scenes()) as agent:
        assert isinstance(agent.app.screen, SettingScreen)
        assert "Un mot plié en quatre" in agent.sees
        await agent.types("escape")
        assert isinstance(agent.app.screen, FormationScreen)


# ── the frame ────────────────────────────────────────────────────────────────────────────────────

EVERYWHERE = [
    (),
    ("f1",),
    FIND_6,
    BEGIN_6,
    *((*BEGIN_6, each) for each in ("f1", "f2", "f3", "ctrl+o", "f10")),
    (*BEGIN_6, *REFERENCE[:6], "f7"),
    (*BEGIN_6, *REFERENCE),
    (*BEGIN_6, *REFERENCE, "3"),
    (*BEGIN_6, *REFERENCE, "escape"),
    PARTED,
    *((*PARTED, each) for each in ("f1", "enter", "d", "e", "r")),
    (*PARTED, "escape", "end", "enter"),
    (*PARTED, "escape", "end", "enter", "delete"),
]


@pytest.mark.parametrize("keys", EVERYWHERE, ids=lambda keys: " ".join(keys[-2:]) or "first")
async def test_the_frame_is_on_every_screen_and_window(rehearse: Rehearse, keys: tuple[str, ...]) -> None:
    """« Formation » is read on the screen, and the screen in front has the frame."""
    async with rehearse(*keys) as agent:
        assert agent.app.screen.has_class(CLASS)
        assert plain(TITLE) in agent.sees
        if isinstance(agent.app.screen, ModalScreen):
            assert "╔" in agent.sees


async def test_the_frame_holds_over_the_question_whether_to_erase(rehearse: Rehearse) -> None:
    """A window opened from the list of cases is framed too."""
    async with rehearse(*PARTED, "escape") as agent:
        await point_at(agent, "retour")
        await agent.types("delete")
        assert isinstance(agent.app.screen, ModalScreen)
        assert agent.app.screen.has_class(CLASS)


async def test_the_frame_holds_over_the_second_situation(rehearse: Rehearse) -> None:
    """Told by another window than the rest: it is framed as well."""
    async with rehearse("enter", *SCENE, "1", case=two_scenes()) as agent:
        assert agent.app.screen.has_class(CLASS)
        assert plain(TITLE) in agent.sees


async def test_an_interview_has_no_such_frame(sit_down: Opening, apart: Any) -> None:
    """After a rehearsal was left, a real interview is not framed, nor what is opened over it."""
    async with sit_down("f7", "escape", "1", "f1", start="accueil", rehearse=apart) as agent:
        assert "Formation" not in agent.sees
        assert not agent.app.screen.has_class(CLASS)


# ── how it looks ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def looks(snap_compare: Callable[..., bool], formation: Callable[..., RepereApp]) -> Callable[..., bool]:
    """Whether the screen looks as it did, after these keys, on the invented case."""

    def compared(*keys: str, size: tuple[int, int], theme: str = "textual-dark") -> bool:
        app = formation(case=two_scenes())

        async def before(pilot: Pilot[None]) -> None:
            app.theme = theme
            await pilot.pause()
            await Agent(app, pilot).types(*keys)

        return snap_compare(app, terminal_size=size, run_before=before)

    return compared


AT_THE_REQUEST = ("enter", *SCENE[:6], "f7", "2")
OTHERWISE = (*SCENE[:6], "1", "1", "1", "1", "5", "1", "enter", "1", "enter")


def test_the_person_and_the_question(looks: Callable[..., bool]) -> None:
    assert looks(*AT_THE_REQUEST, size=(80, 24), theme="textual-light")


def test_asking_again(looks: Callable[..., bool]) -> None:
    assert looks("enter", *SCENE[:6], "f7", size=(80, 24))


@pytest.mark.parametrize("size", [(80, 24), (160, 50)], ids=["80x24", "160x50"])
def test_the_return(looks: Callable[..., bool], size: tuple[int, int]) -> None:
    assert looks("enter", *OTHERWISE, "2", size=size)
