"""Dossiers: one situation read whole, what was done since noted there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from textual.binding import Binding
from textual.screen import Screen

from interview.conversation import Conversation
from interview.follow_up import act, link
from interview.tui.screens.dialogs import Dialog
from interview.tui.screens.files import FilesScreen
from interview.tui.screens.files_household import HouseholdScreen
from interview.tui.screens.files_situation import SituationScreen
from interview.tui.screens.follow import FollowForm
from interview.tui.screens.home import HomeScreen
from interview.tui.screens.sheet import SheetScreen
from store import DiskFull
from tests.interview.tui.conftest import Agent, Opening
from tests.interview.tui.files.support import RSA, Kept

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
