"""Coming back to a case that was left in the middle; what a rehearsal shows of itself at 80 columns."""

from __future__ import annotations

from collections.abc import Callable

from interview.rehearsal.cases.collection import case_named
from interview.tui.rehearsing import Rehearsing
from interview.tui.screens.formation import FormationScreen
from interview.tui.screens.rehearsal import RehearsalScreen
from interview.tui.screens.rehearsal_setting import SettingScreen
from interview.tui.widgets.menu import Menu
from tests.interview.tui.rehearsal.support import (
    BEGIN_6,
    FIND_6,
    REFERENCE,
    Rehearse,
    rehearsal,
    two_scenes,
)

LEFT = (*BEGIN_6, *REFERENCE[:6])
CHOOSE_6 = (*FIND_6[:-1], "down", "enter")
"""The attempt that waits comes first under that name; the case after it."""
LEAVE = ("f10", "1")


async def test_a_case_left_in_the_middle_asks_whether_to_take_it_up(rehearse: Rehearse) -> None:
    """Chosen in the list: it goes on where it was, at the very question."""
    async with rehearse(*LEFT, size=(100, 60)) as agent:
        place = rehearsal(agent).held.interview.place
        attempt = rehearsal(agent).held.attempt_id
        await agent.types(*LEAVE, *CHOOSE_6)
        assert "Reprendre là où vous en étiez" in agent.sees
        await agent.types("1")
        assert isinstance(agent.app.screen, RehearsalScreen)
        assert rehearsal(agent).held.interview.place == place
        assert rehearsal(agent).held.attempt_id == attempt


async def test_it_may_be_begun_again_and_the_first_attempt_still_waits(
    rehearse: Rehearse, apart: Callable[[], Rehearsing]
) -> None:
    """« Recommencer » shows the setting; Escape in the question does nothing."""
    async with rehearse(*LEFT, *LEAVE, *CHOOSE_6, "escape") as agent:
        assert isinstance(agent.app.screen, FormationScreen)
        await agent.types(*CHOOSE_6, "2")
        assert isinstance(agent.app.screen, SettingScreen)
    assert len(apart().shelf.waiting("06-quatre-retours")) == 1


async def test_a_case_named_on_the_command_line_asks_it_too(rehearse: Rehearse) -> None:
    case = case_named("06-quatre-retours")
    async with rehearse("enter", "1", *LEAVE, case=case):
        pass
    async with rehearse(case=case) as agent:
        assert "Recommencer" in agent.sees
        await agent.types("1")
        assert isinstance(agent.app.screen, RehearsalScreen)


async def test_a_case_changed_since_says_that_the_attempt_keeps_its_text(
    rehearse: Rehearse, apart: Callable[[], Rehearsing]
) -> None:
    from interview.rehearsal.cases.collection import case_from_text
    from tests.interview.tui.rehearsal.support import TWO_SCENES

    async with rehearse("enter", "2", *LEAVE, case=two_scenes()):
        pass
    changed = case_from_text(TWO_SCENES.replace("Revenez lundi", "Revenez mardi"), "deux-portes")
    async with rehearse(case=changed) as agent:
        assert "Le cas a été modifié depuis" in agent.sees


async def test_the_attempt_just_left_is_the_line_in_hand(rehearse: Rehearse) -> None:
    """In view, at the top; Enter takes it up again."""
    async with rehearse(*LEFT) as agent:
        attempt = rehearsal(agent).held.attempt_id
        await agent.types(*LEAVE)
        assert agent.app.screen.query_one(Menu).picker.highlighted == f"reprendre:{attempt}"
        assert "À reprendre" in agent.sees
        await agent.types("enter")
        assert rehearsal(agent).held.attempt_id == attempt


# ── words ────────────────────────────────────────────────────────────────────────────────────────


async def test_the_household_is_said_to_be_invented(rehearse: Rehearse) -> None:
    """Nothing in the panel looks like the code of a household of the base."""
    async with rehearse(*BEGIN_6, size=(160, 50)) as agent:
        assert "Ménage inventé" in agent.sees
        assert rehearsal(agent).held.interview.household not in agent.sees
        await agent.types("f3")
        assert "Ménage inventé" in agent.sees
        assert rehearsal(agent).held.interview.household not in agent.sees


async def test_the_first_notice_offers_to_ask_again_only_where_one_can(rehearse: Rehearse) -> None:
    """The first question of « Quatre retours » has no other way; the second case of the test has none."""
    async with rehearse("enter", case=two_scenes(), size=(100, 60)) as agent:
        assert not rehearsal(agent).held.probes()
        assert "F7" not in agent.sees
        assert "Ctrl+O relit le cadre" in agent.sees
    async with rehearse("enter", case=case_named("14-des-demain-matin"), size=(100, 60)) as agent:
        assert rehearsal(agent).held.probes()
        assert "F7 demande autrement" in agent.sees


async def test_leaving_is_always_on_the_key_line_at_80_columns(rehearse: Rehearse) -> None:
    """With every key that may serve; no key is cut."""
    async with rehearse(*BEGIN_6, *REFERENCE[:6]) as agent:
        assert rehearsal(agent).held.probes()
        assert "F7 Relancer" in agent.sees
        assert "F10 Quitter" in agent.sees
        await agent.types(*REFERENCE[6:], "escape")
        assert "F10 Quitter" in agent.sees


async def test_a_gesture_is_not_put_in_the_mouth_of_the_person(rehearse: Rehearse) -> None:
    """« Elle montre le sac. » is told; her words are hers."""
    async with rehearse(*BEGIN_6, *REFERENCE[:10], size=(100, 60)) as agent:
        assert rehearsal(agent).held.interview.place == "demande"
        assert "— Elle montre le sac." in agent.sees
        assert "La personne : Elle" not in agent.sees
