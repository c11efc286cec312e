"""Dossiers: the first screen, the list, how they look."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from interview.conversation import Workplace
from interview.follow_up import act, link
from interview.tui.app import RepereApp
from interview.tui.screens.files import FilesScreen
from interview.tui.screens.files_situation import SituationScreen
from interview.tui.widgets.file_list import FileList
from store.privacy.access import consultations
from tests.interview.tui.conftest import Agent, Opening
from tests.interview.tui.files.support import RSA, Kept, in_hand

# ── the first screen ─────────────────────────────────────────────────────────────────────────────────


async def test_home_says_what_is_late_and_opens_it(
    sit_down: Opening, kept: Kept, later: Callable[[], Workplace]
) -> None:
    held = kept()
    async with sit_down(start="accueil", open_workplace=later) as agent:
        assert "À relancer : 1" in agent.sees
        assert "! en retard, depuis 26 jours" in agent.sees
        await agent.types("3")
        assert isinstance(agent.app.screen, SituationScreen)
        assert held.situation_reference(1) in agent.sees


async def test_home_is_silent_about_reminders_that_are_not_due(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down(start="accueil") as agent:
        assert "À relancer" not in agent.sees


async def test_home_leads_to_all_there_is_to_chase(
    sit_down: Opening, kept: Kept, later: Callable[[], Workplace]
) -> None:
    for _ in range(4):
        kept()
    async with sit_down(start="accueil", open_workplace=later) as agent:
        assert "À relancer : 4" in agent.sees
        await agent.types("6")
        assert isinstance(agent.app.screen, FilesScreen)
        assert "[À relancer]" in agent.sees
        assert len(in_hand(agent)) == 4


# ── the list ─────────────────────────────────────────────────────────────────────────────────────────


async def test_what_is_typed_searches_words_and_old_names_at_once(sit_down: Opening, kept: Kept) -> None:
    first = kept(synthese="Le dossier a été égaré deux fois.")
    second = kept(prestation="rsa")
    async with sit_down("f2", start="accueil") as agent:
        assert "Dossiers · 2 situations" in agent.sees
        await agent.types(*"egare")
        assert in_hand(agent) == [first.situation_reference(1)]
        await agent.types("escape")
        assert len(in_hand(agent)) == 2
        await agent.types(*"cmu")
        assert in_hand(agent) == [first.situation_reference(1)]
        await agent.types("escape", *second.interview.household[:4].lower())
        assert in_hand(agent) == [second.situation_reference(1)]


async def test_arrows_move_while_one_types_and_enter_opens(sit_down: Opening, kept: Kept) -> None:
    first = kept()
    kept(prestation="rsa")
    async with sit_down("f2", "down", "enter", start="accueil") as agent:
        assert first.situation_reference(1) in agent.sees
        await agent.types("escape")
        line = agent.app.screen.query_one(FileList).current
        assert line is not None and line.reference == first.situation_reference(1)


async def test_filters_narrow_the_list_say_so_and_go_away_together(sit_down: Opening, kept: Kept) -> None:
    kept()
    kept(prestation="rsa")
    async with sit_down("f2", "f2", "6", *"rsa", "enter", start="accueil") as agent:
        assert f"Filtres : [{RSA} (RSA)]" in agent.sees
        assert "1 situation" in agent.sees
        await agent.types("f3")
        assert "[Ouvertes]" in agent.sees
        await agent.types("f3")
        assert "[Closes]" in agent.sees and "Rien ne répond" not in agent.sees.split("[Closes]")[0]
        assert in_hand(agent) == []
        await agent.types("ctrl+r")
        assert "Aucun filtre." in agent.sees and len(in_hand(agent)) == 2


async def test_a_period_is_typed_and_one_that_is_none_is_refused(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down("f2", "f2", "3", "5", *"99", "enter", start="accueil") as agent:
        assert "Ce n’est pas une période" in agent.sees
        await agent.types("backspace", "backspace")
        await agent.writes("2025")
        assert in_hand(agent) == []
        await agent.types("f2", "3", "5")
        await agent.writes("03/2026 - 04/2026")
        assert len(in_hand(agent)) == 1


async def test_nothing_found_says_what_to_do(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down("f2", *"zzz", start="accueil") as agent:
        assert "Rien ne répond à cela." in agent.sees
        await agent.types("enter", "f6")
        assert isinstance(agent.app.screen, FilesScreen)


async def test_the_pages_that_follow_come_before_they_are_reached(
    sit_down: Opening, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(7):
        kept()
    monkeypatch.setattr("interview.files.finding.listing.__defaults__", (None, 3, None))
    async with sit_down("f2", start="accueil") as agent:
        await agent.types(*["down"] * 8)
        shown = in_hand(agent)
        assert len(shown) == len(set(shown)) == 7
        assert agent.app.screen.query_one(FileList).cursor == 6


async def test_a_wide_window_shows_the_situation_beside_the_list_and_notes_that_it_was_read(
    sit_down: Opening, kept: Kept
) -> None:
    held = kept()
    async with sit_down("f2", start="accueil", size=(120, 40)) as agent:
        await agent.pilot.pause(0.5)
        assert "Ce qui a été conclu, et sur quoi" in agent.sees
        base = agent.app.workplace().base
        assert base is not None
        read = consultations(base, held.interview.household)
        assert [each.reference for each in read] == [held.situation_reference(1)]


# ── how it looks ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def looks(
    snap_compare: Callable[..., bool],
    repere: Callable[..., RepereApp],
    later: Callable[[], Workplace],
    kept: Kept,
) -> Callable[..., bool]:
    """Whether the screen looks as it did after these keys, on three situations of two households."""
    step = {"date": "2025-08", "acteur": "la personne", "canal": "guichet", "fait": "dossier déposé"}
    first = kept(chronologie=[step])
    second = kept(first.interview.household, prestation="rsa")
    link(second, 1, first.situation_reference(1))
    act(second, 1, "courrier", "", 15)
    kept(prestation="aspa")

    def compared(*keys: str, size: tuple[int, int], theme: str) -> bool:
        app = repere(start="accueil", open_workplace=later)

        async def before(pilot: Pilot[None]) -> None:
            app.theme = theme
            await pilot.pause()
            await Agent(app, pilot).types(*keys)
            await pilot.pause(0.4)
            for path in app.screen.query("#base"):  # the folder of the test is never the same
                path.display = False
            await pilot.pause()

        return snap_compare(app, terminal_size=size, run_before=before)

    return compared


SIZES = pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "textual-light"), ((120, 40), "textual-dark")], ids=["80x24", "120x40"]
)


@SIZES
def test_home_with_reminders(looks: Callable[..., bool], size: tuple[int, int], theme: str) -> None:
    assert looks(size=size, theme=theme)


@SIZES
def test_the_list(looks: Callable[..., bool], size: tuple[int, int], theme: str) -> None:
    assert looks("f2", "down", size=size, theme=theme)


@SIZES
def test_a_situation(looks: Callable[..., bool], size: tuple[int, int], theme: str) -> None:
    assert looks("f2", "down", "enter", size=size, theme=theme)


def test_a_form(looks: Callable[..., bool]) -> None:
    assert looks("f2", "down", "enter", "a", "4", size=(80, 24), theme="textual-dark")


def test_a_household(looks: Callable[..., bool]) -> None:
    assert looks("f2", "down", "f6", size=(80, 24), theme="textual-dark")
