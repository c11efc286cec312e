"""A session from the list of cases to its answers: prepared, played here in turn, brought in, again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.widgets import Static

from interview.rehearsal.cases.collection import shipped_training_cases
from interview.rehearsal.session.folder.files import SESSION, write_file
from interview.rehearsal.session.folder.gathering import opened
from interview.rehearsal.session.folder.recent import RecentSessions
from interview.tui.screens import session_follow
from interview.tui.screens.debrief import DebriefScreen
from interview.tui.screens.session import SessionScreen
from interview.tui.screens.session_acts import TurnScreen
from interview.tui.screens.session_group import GroupScreen
from interview.tui.screens.session_new import NewSessionScreen
from interview.tui.widgets.menu import Menu
from templates.typography import french
from tests.interview.rehearsal.session.simulated import (
    CASES,
    GUICHET,
    OTHERWISE,
    answers,
    fifteen,
    prepared_in,
    with_answers,
)
from tests.interview.tui.conftest import Agent
from tests.interview.tui.rehearsal.support import REFERENCE, WRONG, Rehearse, plain
from tests.interview.tui.rehearsal.trainer import ANSWERS, SHIFT, STANDING, comes, group, opens

SESSIONS = (*"groupe", "enter")
"""From the cases to the sessions: letters reduce the list to that line."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The trainer stands in a folder of their own, and the session is looked at often."""
    monkeypatch.setattr(session_follow, "EVERY", 0.05)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def recent(tmp_path: Path) -> Path:
    return tmp_path / "seances.json"


async def picks(agent: Agent, *names: str) -> None:
    """Tick the cases whose title is typed."""
    for name in names:
        await agent.types(*name, "space")


async def test_a_session_is_prepared_by_keyboard(rehearse: Rehearse, here: Path) -> None:
    """Two cases ticked, minutes added up, a folder: the screen then says what everybody types."""
    async with rehearse(*SESSIONS) as agent:
        assert isinstance(agent.app.screen, SessionScreen)
        await agent.types("1")
        assert isinstance(agent.app.screen, NewSessionScreen)
        assert "Aucun cas coché" in agent.sees
        await picks(agent, "quatre", "pochette")
        assert "2 cas · environ 27 minutes à jouer" in agent.sees
        await agent.types("enter", "enter")
        await agent.writes("12")
        assert (
            str(here / "seance-2026-03-03") in agent.sees.replace(" ", "")
            or "seance-2026-03-03" in agent.sees
        )
        await agent.types("enter")
        await comes(agent, lambda: "Aucune réponse sur 12 attendues" in agent.sees)
        assert "repere formation seance repondre" in agent.sees
    session = opened(here / "seance-2026-03-03")
    assert sorted(each.name for each in session.cases) == ["06-quatre-retours", "15-la-pochette-bleue"]
    held = RecentSessions(here / "seances.json").all()
    assert [(Path(each.place), each.expected) for each in held] == [(here / "seance-2026-03-03", 12)]


async def test_what_cannot_be_prepared_is_told_and_nothing_is_lost(rehearse: Rehearse, here: Path) -> None:
    """A folder that holds a session already: said under the field, what was typed is still there."""
    prepared_in(here / "prise")
    async with rehearse(*SESSIONS, "1") as agent:
        await picks(agent, "quatre")
        await agent.types("enter", "enter", "enter")
        await agent.types(*["backspace"] * 200)
        await agent.writes(str(here / "prise"))
        assert "contient déjà une séance" in agent.sees
    assert len(opened(here / "prise").cases) == 4


async def test_a_case_of_ones_own_joins_the_list(rehearse: Rehearse, here: Path) -> None:
    """Its file is named; it is first in the list, and ticked."""
    file = next(CASES.glob("*guichet*"))
    async with rehearse(*SESSIONS, "1", "f2") as agent:
        await agent.writes(str(here / "absent.yaml"))
        assert isinstance(agent.app.screen_stack[-2], NewSessionScreen), "the form stays open"
        await agent.types(*["backspace"] * 200)
        await agent.writes(str(file))
        assert "[x] Le dossier refusé au guichet" in agent.sees
        assert "Vos cas" in agent.sees
        await agent.types("enter", "enter", "enter", "enter")
        await comes(agent, lambda: "Aucune réponse" in agent.sees)
    assert [each.name for each in opened(here / "seance-2026-03-03").cases] == [GUICHET]


async def test_a_case_says_which_others_go_with_it(rehearse: Rehearse) -> None:
    """A later visit names the first one, a near-miss its twin, both ways; never the fact that changes."""
    cases = {each.name: each for each in shipped_training_cases()}
    twin = next(each for each in cases.values() if each.case.near)
    other = cases[twin.case.near]
    later = next(each for each in cases.values() if each.case.follows)
    async with rehearse(*SESSIONS, "1") as agent:
        menu = agent.app.screen.query_one(Menu)
        for case, told in (
            (twin, f"À un fait près : « {other.title} »"),
            (other, f"« {twin.title} »"),
            (later, f"À jouer après « {cases[later.case.follows].title} »"),
        ):
            menu.picker.point_at(case.name)
            await agent.types("down", "up")
            assert plain(french(told)) in agent.sees
            assert plain(french(twin.case.fact)) not in agent.sees


async def test_the_sessions_last_held_are_listed_opened_and_taken_off(
    rehearse: Rehearse, here: Path, recent: Path
) -> None:
    """Opened once by its path, it is the first line the next time; Suppr leaves its files alone."""
    prepared_in(here / "a")
    async with rehearse(*SESSIONS, "2") as agent:
        await agent.writes(str(here / "rien"))
        assert "n’existe pas" in agent.sees
        await agent.types(*["backspace"] * 200)
        await agent.writes(str(here / "a"))
        await comes(agent, lambda: "Aucune réponse pour l’instant" in agent.sees)
        await agent.types("escape")
        assert "Dernières séances" in agent.sees
        assert "Et aussi" in agent.sees
        await agent.types("1")
        assert isinstance(agent.app.screen, GroupScreen)
        await agent.types("escape", "home", "delete")
        assert "Dernières séances" not in agent.sees
        assert "Et aussi" not in agent.sees
    assert (here / "a" / SESSION).exists()
    assert RecentSessions(recent).all() == ()


async def turn(agent: Agent, answered: tuple[str, ...]) -> None:
    """The next participant plays the only case of the session, and gives the place back."""
    await agent.types("i", "enter")
    assert isinstance(agent.app.screen, TurnScreen)
    await agent.types("enter", "enter", *answered, "1")
    await agent.types("1")


async def test_answered_here_in_turn_then_again_after(rehearse: Rehearse, here: Path, recent: Path) -> None:
    """Two participants, no return between them; what the others answered is not what they come back to."""
    from interview.rehearsal.cases.collection import case_named

    prepared_in(here / "s", [case_named("06-quatre-retours")])
    async with rehearse() as agent:
        screen = await opens(agent, here / "s", recent)
        for number, answered in ((1, REFERENCE), (2, WRONG)):
            await agent.types(ANSWERS)
            assert "n° " not in agent.sees
            await turn(agent, answered)
            assert agent.app.screen is screen
            assert screen.name_of_view == "suivi"
            assert not [each for each in agent.app.screen_stack if isinstance(each, DebriefScreen)]
            told = "1 participant a répondu" if number == 1 else "2 participants ont répondu"
            await comes(agent, lambda told=told: told in agent.sees)  # type: ignore[misc]
        session = opened(here / "s")
        forms = [session.of(each, "avant") for each in (1, 2)]
        assert all(forms)
        await agent.types(ANSWERS, "s")
        assert "--apres --cas 06-quatre-retours" in agent.sees
        await agent.types("1", "backspace")
        await agent.writes("2")
        assert isinstance(agent.app.screen, TurnScreen)
        assert "après la discussion" in agent.sees
        await agent.types("enter", "enter", *["enter"] * 12, "1", "1")
        await comes(agent, lambda: "Après la discussion : 1 a répondu à nouveau" in agent.sees)
        after = opened(here / "s").of(2, "apres")
        before = opened(here / "s").of(2, "avant")
        assert after is not None and before is not None
        assert after.cases[0].situations[0].answers == before.cases[0].situations[0].answers
        await agent.types(SHIFT)
        assert screen.slide is not None and screen.slide.code != "vide"


async def test_nobody_answers_again_before_the_first_time(
    rehearse: Rehearse, here: Path, recent: Path
) -> None:
    """« Second tour » on a session without answers says so, and opens nothing."""
    session = prepared_in(here / "s")
    async with rehearse() as agent:
        screen = await opens(agent, session.place, recent)
        await agent.types(ANSWERS, "s", "1")
        assert agent.app.screen is screen
        assert "Personne n’a encore répondu avant la discussion" in agent.sees


async def test_answers_brought_on_a_stick_are_taken_or_refused(
    rehearse: Rehearse, here: Path, recent: Path
) -> None:
    """A folder of two files is added; a file of another session is refused with its reason."""
    session = prepared_in(here / "s")
    stick, other = here / "cle", prepared_in(here / "autre", id="f" * 32)
    stick.mkdir()
    for number in (1, 2):
        one = answers(session, number)
        write_file(stick / one.name, one)
    stranger = write_file(here / "etranger.json", answers(other, 3))
    async with rehearse() as agent:
        await opens(agent, session.place, recent)
        await agent.types(STANDING, "g")
        await agent.writes(str(stranger))
        assert "d’une autre séance" in agent.sees
        await agent.types(*["backspace"] * 200)
        await agent.writes(str(stick))
        await comes(agent, lambda: "2 participants ont répondu" in agent.sees)
        assert "✓ 2 fichiers ajoutés." in agent.sees
        await agent.types("g")
        await agent.writes(str(stick))
        assert "Tout était déjà là" in agent.sees
    assert opened(session.place).participants == (1, 2)


async def test_whoever_took_the_number_of_another_is_offered_a_free_one(
    rehearse: Rehearse, here: Path, recent: Path
) -> None:
    """The next number is proposed, never an option of the command line; Enter takes it."""
    session = prepared_in(here / "s")
    session = with_answers(session, answers(session, 1), answers(session, 2))
    renamed = write_file(here / "martin.json", answers(session, 1, OTHERWISE))
    async with rehearse() as agent:
        await opens(agent, session.place, recent)
        await agent.types(STANDING, "g")
        await agent.writes(str(renamed))
        assert "a déjà d’autres réponses" in agent.sees
        assert "quel numéro lui donner" in agent.sees
        assert "--participant" not in agent.sees
        await agent.types("enter")
        await comes(agent, lambda: "3 participants ont répondu" in agent.sees)
        assert "sous le n° 3" in agent.sees.replace("\u00a0", " ")
    assert opened(session.place).participants == (1, 2, 3)


async def test_faults_of_what_is_brought_stand_one_per_line(
    rehearse: Rehearse, here: Path, recent: Path
) -> None:
    """Two files of another session: two lines, each with its name first."""
    session, other = prepared_in(here / "s"), prepared_in(here / "autre", id="f" * 32)
    stick = here / "cle"
    stick.mkdir()
    for number in (1, 2):
        write_file(stick / f"reponses-{number:02d}-avant.json", answers(other, number))
    async with rehearse() as agent:
        await opens(agent, session.place, recent)
        await agent.types(STANDING, "g")
        await agent.writes(str(stick))
        told = str(agent.app.screen.query_one("#needed", Static).content)
        assert [each.removeprefix("! ")[2:13] for each in told.splitlines()] == ["reponses-01", "reponses-02"]


async def test_one_exchange_file_is_shown_as_well(rehearse: Rehearse, here: Path, recent: Path) -> None:
    """A whole session in one file: the same screen, and what is written goes beside it."""
    from interview.rehearsal.session.folder.bringing import exchange_of

    target = write_file(here / "tout.json", exchange_of(fifteen(here / "s")))
    shutil.rmtree(here / "s")
    async with rehearse() as agent:
        screen = await opens(agent, target, recent)
        assert "15 participants ont répondu" in agent.sees
        await agent.types("e", "5")
        await comes(agent, (here / "compte-rendu-2026-03-03-sans-reference.html").exists)
        assert group(agent) is screen


async def test_what_each_case_trains_is_beside_it_where_there_is_room(rehearse: Rehearse) -> None:
    """On a wide screen the list says it; resizing keeps what is ticked."""
    async with rehearse(*SESSIONS, "1", size=(160, 50)) as agent:
        assert "15 min · Remonter d’une lettre" in agent.sees
        await agent.types("3")
        await agent.pilot.resize_terminal(80, 24)
        await agent.pilot.pause()
        assert len(agent.app.screen.query_one(Menu).picker.taken) == 1
        assert "1 cas · environ" in agent.sees
