"""The return on screen: where the two part, why, what it changes; then again from there."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.rehearsal.cases.collection import case_named
from interview.tui.screens.debrief import DebriefScreen
from interview.tui.screens.dialogs import Reading
from interview.tui.screens.formation import FormationScreen
from interview.tui.screens.rehearsal import RehearsalScreen
from tests.interview.tui.conftest import Agent
from tests.interview.tui.rehearsal.support import (
    BEGIN_6,
    REFERENCE,
    WRONG,
    Rehearse,
    hidden_in,
    opens,
    plain,
    rehearsal,
    ways_in_6,
)

PARTED = (*BEGIN_6, *WRONG, "1")
TALL = (100, 120)


def returned(agent: Agent) -> DebriefScreen:
    screen = agent.app.screen
    assert isinstance(screen, DebriefScreen)
    return screen


async def test_a_wrong_answer_is_shown_where_it_parts_with_its_reason_and_its_consequence(
    rehearse: Rehearse,
) -> None:
    """Both conclusions, the request as the first parting, why, what would have led there, what to ask."""
    reason = case_named("06-quatre-retours").scenario.file.situations[0].reasons["demande"]
    async with rehearse(*PARTED, size=TALL) as agent:
        returned(agent)
        sees = agent.sees
        assert "Vous La référence" in sees
        assert "Non-demande — non-recours avéré ≠ Non-réception — non-recours avéré" in sees
        assert "Là où vos chemins se séparent" in sees
        assert "vous avez noté “Non” ; la référence dit “Oui, déposée”" in sees
        assert opens(reason) in sees
        assert "ce serait la non-demande, et non plus la non-réception" in sees
        assert "Répondre “Oui, déposée” à « Demande » aurait suffi" in sees
        helping = [ways_in_6("demande")[1][0]]
        assert all(each in sees for each in helping)
        assert "≠ Demande — vous : Non ; référence : Oui, déposée" in sees


async def test_a_case_answered_as_its_reference_says_so_and_finds_no_fault(rehearse: Rehearse) -> None:
    """No parting, nothing that would have led elsewhere."""
    async with rehearse(*BEGIN_6, *REFERENCE, "1", size=TALL) as agent:
        returned(agent)
        assert "réponse par réponse" in agent.sees
        assert "≠" not in agent.sees
        assert "se séparent" not in agent.sees


async def test_the_case_is_rehearsed_again_from_the_question_in_hand(rehearse: Rehearse) -> None:
    """R goes back to the request, what was answered before it being given; the new end is another return."""
    async with rehearse(*PARTED, "r") as agent:
        assert isinstance(agent.app.screen, RehearsalScreen)
        held = rehearsal(agent).held
        assert held.interview.place == "demande"
        assert held.interview.answers(1)["connaissance"] == "oui"
        await agent.types(*REFERENCE[10:], "1")
        assert "réponse par réponse" in agent.sees
        assert "Rejoué à partir de « Demande »" in agent.sees
        await agent.types("escape")
        assert isinstance(agent.app.screen, FormationScreen)
        assert len(agent.app.screen._offer.over) == 2


async def test_a_question_that_was_not_asked_cannot_be_replayed(rehearse: Rehearse) -> None:
    """The screen says why, and stays."""
    async with rehearse(*PARTED) as agent:
        for key in ("down", "down", "r"):
            await agent.types(key)
        assert "Cette question ne vous a pas été posée" in agent.sees
        returned(agent)


async def test_the_first_arrow_brings_the_parting_into_view(rehearse: Rehearse) -> None:
    """The conclusions are read first; ↓ then shows the question where the two part, not the one after it."""
    async with rehearse(*PARTED) as agent:
        assert "❯" not in agent.sees
        await agent.types("down")
        assert "❯ 7 ≠ Demande" in agent.sees
        await agent.types("down")
        assert "❯ 8 – Ce qui a été reçu" in agent.sees


async def test_a_question_is_read_in_full(rehearse: Rehearse) -> None:
    """What the person said, what was asked and its worth, the way that would have helped."""
    asked, better = ways_in_6("demande")
    async with rehearse(*BEGIN_6, *WRONG[:10], "f7", "1", *WRONG[10:], "1", "enter", size=(100, 50)) as agent:
        assert isinstance(agent.app.screen, Reading)
        for told in (asked[0], asked[1], "N’a pas aidé.", better[0]):
            assert told in agent.sees


async def test_the_question_in_hand_is_beside_the_list_where_there_is_room(rehearse: Rehearse) -> None:
    """On a wide screen the arrows are enough to read every question."""
    async with rehearse(*PARTED, size=(160, 50)) as agent:
        assert ways_in_6("demande")[1][1] in agent.sees
        await agent.types("down", "up", "up")
        assert ways_in_6("demande")[1][1] not in agent.sees


async def test_the_whole_dialogue_is_read_again(rehearse: Rehearse) -> None:
    """Every voice and every answer, in order."""
    async with rehearse(*BEGIN_6, *WRONG[:10], "f7", "2", *WRONG[10:], "1", "d", size=(100, 400)) as agent:
        case = case_named("06-quatre-retours").scenario.file.situations[0]
        met = [each.question for each in returned_below(agent) if each.yours]
        heard = [opens(case.voices[each].says) for each in met if each in case.voices]
        places = [agent.sees.index(each) for each in heard]
        assert len(places) > 6
        assert places == sorted(places)
        assert ways_in_6("demande")[1][1] in agent.sees


def returned_below(agent: Agent) -> list[object]:
    """The rows of the return that is under a window."""
    found = [each for each in agent.app.screen_stack if isinstance(each, DebriefScreen)]
    assert found[-1].debrief is not None
    return [row for scene in found[-1].debrief.scenes for row in scene.rows]


@pytest.mark.parametrize(("digit", "suffix"), [("1", "html"), ("2", "pdf"), ("3", "docx"), ("4", "txt")])
async def test_it_is_written_to_a_file(
    rehearse: Rehearse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, digit: str, suffix: str
) -> None:
    """In each format, and the screen says where."""
    monkeypatch.chdir(tmp_path)
    async with rehearse(*PARTED, "e", digit) as agent:
        (written,) = tmp_path.glob("retour-06-quatre-retours-*")
        assert written.suffix == f".{suffix}"
        assert written.stat().st_size > 1000
        assert "✓ Retour écrit" in agent.sees


async def test_a_file_that_cannot_be_written_is_told(
    rehearse: Rehearse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence says why, and the return is still there."""
    gone = tmp_path / "parti"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    async with rehearse(*PARTED, "e", "4") as agent:
        returned(agent)
        assert "Rien n’a été écrit" in agent.sees


async def test_a_return_holds_the_reasons_that_were_hidden(rehearse: Rehearse) -> None:
    """The same search that finds nothing before the end finds the reason of what was missed."""
    secrets = [plain(each) for each in hidden_in(case_named("06-quatre-retours"))]
    async with rehearse(*PARTED, "enter", size=(160, 200)) as agent:
        assert any(each in agent.sees for each in secrets)
