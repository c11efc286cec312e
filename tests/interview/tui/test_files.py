"""Dossiers: finding a situation, reading it whole, noting what was done since, seeing what is to chase up."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec
import pytest
from textual.binding import Binding
from textual.pilot import Pilot
from textual.screen import Screen

from interview.conversation import Conversation, Workplace
from interview.follow_up import act, link
from interview.tui.app import RepereApp
from interview.tui.screens.dialogs import Dialog
from interview.tui.screens.files import FilesScreen
from interview.tui.screens.files_household import HouseholdScreen
from interview.tui.screens.files_situation import SituationScreen
from interview.tui.screens.follow import FollowForm
from interview.tui.screens.home import HomeScreen
from interview.tui.screens.sheet import SheetScreen
from interview.tui.widgets.file_list import FileList
from store import DiskFull
from store.privacy.access import consultations

from .conftest import ANSWERS_6, Agent, Opening

Kept = Callable[..., Conversation]
C2S, RSA, ASPA = "Complémentaire santé solidaire", "Revenu de solidarité active", "personnes âgées (ASPA)"
LATE_DAY = datetime.datetime(2026, 4, 1, 12, 0)


@pytest.fixture
def kept(workplace: Callable[[], Workplace]) -> Kept:
    """An interview held to its end, on case 6 but for what is given; the base is left open."""

    def made(household: str = "", **answers: Any) -> Conversation:
        held = Conversation.start(workplace(), household)
        given = {**ANSWERS_6, **answers}
        while held.prompt() is not None:
            asked = held.interview.place
            if asked in given:
                held.answer(given[asked], asked)
            else:
                held.skip()
        held.close()
        return held

    return made


@pytest.fixture
def later(workplace: Callable[[], Workplace]) -> Callable[[], Workplace]:
    """The same base, four weeks after."""
    instant = int(LATE_DAY.timestamp() * 1000)
    return lambda: msgspec.structs.replace(workplace(), now=lambda: instant)


def in_hand(agent: Agent) -> list[str]:
    """References of the list, in order."""
    return [each.reference for each in agent.app.screen.query_one(FileList)._lines]


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


# ── one situation ────────────────────────────────────────────────────────────────────────────────────


async def opened(agent: Agent) -> Agent:
    await agent.types("f2", "enter")
    assert isinstance(agent.app.screen, SituationScreen)
    return agent


async def test_an_action_takes_four_keys_and_is_told_in_one_line(sit_down: Opening, kept: Kept) -> None:
    held = kept()
    async with sit_down(start="accueil") as agent:
        await opened(agent)
        await agent.types("a", "4", "enter", *"15", "enter")
        assert "✓ Noté : Courrier ou courriel, le 3 mars 2026, 15 minutes." in agent.sees
        assert "1. Courrier ou courriel, le 3 mars 2026, 15 minutes." in agent.sees
        base = agent.app.workplace().base
        assert base is not None
        noted = [each.value for each in base.entries(held.heading.id) if each.kind == "action"]
        assert noted == [{"code": "courrier", "date": "2026-03-03", "minutes": 15}]


async def test_the_last_action_comes_first_to_hand(sit_down: Opening, kept: Kept) -> None:
    held = kept()
    act(held, 1, "recours", "", 10)
    async with sit_down(start="accueil") as agent:
        await opened(agent)
        await agent.types("a", "enter", "enter", "enter")
        assert "2. Recours, le 3 mars 2026." in agent.sees


async def test_a_wrong_field_is_asked_again_with_the_reason_and_the_others_are_kept(
    sit_down: Opening, kept: Kept
) -> None:
    kept()
    async with sit_down(start="accueil") as agent:
        await opened(agent)
        await agent.types("a", "4")
        await agent.writes("12/03/2027")
        await agent.types("enter")
        assert isinstance(agent.app.screen, FollowForm)
        assert "Cette date est à venir" in agent.sees and "Quand ?" in agent.sees
        await agent.types(*["backspace"] * 10, "enter", "enter")
        assert "✓ Noté : Courrier ou courriel, le 3 mars 2026." in agent.sees


async def test_a_surprising_date_is_confirmed_by_enter(sit_down: Opening, kept: Kept) -> None:
    kept(depuis="2026-01")
    async with sit_down(start="accueil") as agent:
        await opened(agent)
        await agent.types("a", "4")
        await agent.writes("12/03/2025")
        await agent.types("enter")
        assert "Entrée à nouveau la confirme" in agent.sees
        await agent.types("enter")
        assert "✓ Noté : Courrier ou courriel, le 12 mars 2025." in agent.sees


async def test_a_step_that_names_somebody_is_masked_by_one_key(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down(start="accueil") as agent:
        await opened(agent)
        await agent.types("f", "enter", "enter", "enter")
        await agent.writes("Mme Durandeau a rappelé")  # a name invented for this test
        await agent.types("1", "enter")
        assert isinstance(agent.app.screen, Dialog)
        assert "Mme [Durandeau]" in agent.sees
        await agent.types("1")
        assert "Durandeau" not in agent.sees
        assert "a rappelé (preuve détenue)" in agent.sees


async def test_a_step_needs_what_happened(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down(start="accueil") as agent:
        await opened(agent)
        await agent.types("f", "enter", "enter", "enter", "enter")
        assert "Il faut écrire quelque chose ici" in agent.sees
        await agent.types(*["escape"] * 4)
        assert isinstance(agent.app.screen, SituationScreen)
        assert "Rien de noté depuis l’entretien." in agent.sees


async def test_an_amount_is_asked_only_when_a_right_was_opened(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down(start="accueil") as agent:
        await opened(agent)
        await agent.types("s", "2", "enter")
        assert "utile à la personne" in agent.sees
        await agent.types("escape", "escape", "1", "enter")
        assert "récupéré, en euros" in agent.sees
        await agent.writes("206,50")
        await agent.types("1")
        assert "Droit ouvert, le 3 mars 2026, 206,50 € récupérés, utile à la personne." in agent.sees
        assert "Il n’y a plus rien à relancer." in agent.sees
        assert "· Droit ouvert" in agent.sees


async def test_a_reminder_is_two_keys_and_another_delay_is_typed(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down(start="accueil") as agent:
        await opened(agent)
        await agent.types("r", "2")
        assert "À relancer à partir du mardi 24 mars." in agent.sees
        await agent.types("r", "3")
        await agent.writes("10")
        assert "À relancer à partir du mardi 17 mars." in agent.sees
        await agent.types("r", "4")
        assert "Aucun rappel n’est posé." in agent.sees


async def test_what_was_noted_by_mistake_is_taken_back_and_stays_in_the_history(
    sit_down: Opening, kept: Kept
) -> None:
    held = kept()
    act(held, 1, "recours", "", 10)
    async with sit_down(start="accueil") as agent:
        await opened(agent)
        await agent.types("x", "1")
        await agent.writes("saisi deux fois")
        assert "annulé : saisi deux fois" in agent.sees
        await agent.types("h")
        assert "parce que : saisi deux fois" in agent.sees
        await agent.types("escape", "x")
        assert "il n’y a rien à annuler" in agent.sees


async def test_a_refusal_of_the_base_is_told_and_the_same_form_can_be_given_again(
    sit_down: Opening, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept()
    async with sit_down(start="accueil") as agent:
        await opened(agent)
        follow, failures = Conversation.follow, [DiskFull("/tmp/x.db")]

        def capricious(held: Conversation, *told: Any) -> None:
            if failures:
                raise failures.pop()
            follow(held, *told)

        monkeypatch.setattr(Conversation, "follow", capricious)
        await agent.types("a", "4", "enter", "enter")
        assert isinstance(agent.app.screen, Dialog)
        await agent.types("1")
        assert "✓ Noté : Courrier ou courriel, le 3 mars 2026." in agent.sees


async def test_a_link_is_drawn_from_both_ends_and_a_circle_is_refused(sit_down: Opening, kept: Kept) -> None:
    first = kept()
    second = kept(first.interview.household, prestation="rsa")
    cause, effect = first.situation_reference(1), second.situation_reference(1)
    link(second, 1, cause)
    async with sit_down("f2", *cause.lower(), "enter", start="accueil", size=(100, 40)) as agent:
        assert f"└→ {effect} {RSA}" in agent.sees
        await agent.types("l", "1")
        assert "ne peut pas être à l’origine d’elle-même" in agent.sees


async def test_the_household_shows_every_visit_and_opens_its_situations(
    sit_down: Opening, kept: Kept
) -> None:
    first = kept()
    kept(first.interview.household, prestation="rsa")
    async with sit_down("f2", "f6", start="accueil") as agent:
        assert isinstance(agent.app.screen, HouseholdScreen)
        assert "2 entretiens, 2 situations" in agent.sees
        await agent.types("1")
        assert first.situation_reference(1) in agent.sees
        await agent.types("m")
        assert isinstance(agent.app.screen, HouseholdScreen)


async def test_requalifying_begins_beside_the_first(sit_down: Opening, kept: Kept) -> None:
    held = kept()
    async with sit_down(start="accueil") as agent:
        await opened(agent)
        await agent.types("q")
        assert f"Requalifie {held.situation_reference(1)}" in agent.sees
        assert agent.place == "nature"
        await agent.types("enter")
        assert agent.place == "prestation"
        assert agent.held.reference != held.reference


async def test_the_sheet_and_the_interview_are_one_key_away(sit_down: Opening, kept: Kept) -> None:
    held = kept()
    async with sit_down(start="accueil") as agent:
        await opened(agent)
        await agent.types("v")
        assert isinstance(agent.app.screen, SheetScreen)
        await agent.types("escape", "e")
        assert agent.held.reference == held.reference


async def test_a_situation_that_is_gone_is_said_to_be(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down(start="accueil") as agent:
        agent.app.push_screen(SituationScreen(UUID(int=7), 1))
        await agent.pilot.pause()
        await agent.types("a", "s", "m", "q", "l", "x", "v")
        assert "n’est plus dans la base" in agent.sees
        await agent.types("escape")
        assert isinstance(agent.app.screen, HomeScreen)


@pytest.mark.parametrize("screen", [FilesScreen, SituationScreen, HouseholdScreen])
def test_every_key_has_a_name_a_label_and_a_sentence(screen: type[Screen[Any]]) -> None:
    bindings = [each for each in screen.BINDINGS if isinstance(each, Binding)]
    assert bindings
    for each in bindings:
        assert each.id and each.description and each.tooltip.endswith((".", "…")), each


async def test_f1_explains_each_screen(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down("f2", "f1", start="accueil", size=(100, 40)) as agent:
        assert "Tapez : la recherche porte sur ce qui a été écrit" in agent.sees
        await agent.types("escape", "enter", "f1")
        assert "Rien ici ne change l’entretien d’origine" in agent.sees


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
