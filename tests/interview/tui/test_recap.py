"""On the screen, the récapitulatif: ticked with the space bar, written by hand, read, printed, kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from interview import access
from interview.conversation import Conversation, Workplace
from interview.recap.keeping import kept
from interview.recap.model import Recap
from interview.tui.screens.recap import RecapScreen
from interview.tui.screens.sheet import SheetScreen

from .conftest import Agent, KeptUntil, Opening


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets are written where the agent stands."""
    monkeypatch.chdir(tmp_path)


def standing(agent: Agent) -> Recap | None:
    """What the base holds of it now."""
    place = agent.app.workplace()
    return kept(Conversation.read(place, agent.held.heading.id, place.machine.flow.catalogue))


async def test_the_key_of_the_sheet_opens_it_and_nothing_is_ticked(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    """Looked at and left, it leaves no trace."""
    begin = partial(access.resumed, interview=kept_until("mode"))
    async with sit_down(begin=begin, size=(100, 40)) as agent:
        await agent.app.push_screen(SheetScreen(agent.held, 1))
        await agent.types("r")
        assert isinstance(agent.app.screen, RecapScreen)
        assert agent.sees.count("[x]") == 2
        assert "parle de santé : est-ce sans risque chez elle" in agent.sees
        await agent.types("escape")
        assert isinstance(agent.app.screen, SheetScreen)
        assert standing(agent) is None


async def test_a_line_is_ticked_read_and_printed(
    sit_down: Opening, kept_until: KeptUntil, tmp_path: Path
) -> None:
    """The space bar ticks; Enter shows the sheet; p writes it, and what is ticked is kept."""
    begin = partial(access.resumed, interview=kept_until("mode"))
    async with sit_down(begin=begin, size=(80, 24)) as agent:
        await agent.app.push_screen(RecapScreen(agent.held, 1))
        await agent.types("space", "enter")
        assert "1. Vous : nous apporter les papiers demandés." in agent.sees
        await agent.types("escape", "p")
        assert "Récapitulatif enregistré" in agent.sees
        recap = standing(agent)
        assert recap is not None
        assert len(recap.steps) == 1
        (path,) = tmp_path.glob("recapitulatif-*.pdf")
        assert path.read_bytes().startswith(b"%PDF")


async def test_a_step_is_written_in_four_short_answers(sit_down: Opening, kept_until: KeptUntil) -> None:
    """What, who by one digit, when as people say it, a number; leaving keeps it."""
    begin = partial(access.resumed, interview=kept_until("mode"))
    async with sit_down(begin=begin, size=(80, 24)) as agent:
        await agent.app.push_screen(RecapScreen(agent.held, 1))
        await agent.types("a")
        await agent.writes("venir nous voir")
        await agent.types("1")
        await agent.writes("15/04")
        await agent.writes("0476000000")
        assert "[x] Vous : venir nous voir, le 15 avril 2026, 04 76 00 00 00" in agent.sees
        await agent.types("escape")
        recap = standing(agent)
        assert recap is not None
        (step,) = recap.steps
        assert (step.who, step.when) == ("vous", "2026-04-15")


async def test_one_situation_or_all_of_them(sit_down: Opening, kept_until: KeptUntil) -> None:
    """Opened from one; one key shows those of the whole interview, and back."""
    begin = partial(access.resumed, interview=kept_until("mode"))
    async with sit_down(begin=begin, size=(110, 45)) as agent:
        agent.held.add_situation()
        for question, value in (("nature", "financiere"), ("prestation", "rsa")):
            agent.held.answer(value, question)
        await agent.app.push_screen(RecapScreen(agent.held, 1))
        assert "solidarité active" not in agent.sees
        await agent.types("s")
        assert "solidarité active" in agent.sees
        await agent.types("s")
        assert "solidarité active" not in agent.sees


async def test_a_step_is_corrected_in_place(sit_down: Opening, kept_until: KeptUntil) -> None:
    """What was proposed is rewritten, ticked under its own place; a line that is no step cannot be."""
    begin = partial(access.resumed, interview=kept_until("mode"))
    async with sit_down(begin=begin, size=(80, 40)) as agent:
        await agent.app.push_screen(RecapScreen(agent.held, 1))
        await agent.types("e", "end")
        await agent.writes(" et la carte")
        await agent.types("2", "enter", "enter")
        assert "et la carte" in agent.sees
        await agent.types("end", "e")
        assert "Placez-vous sur une ligne de « La suite »" in agent.sees


async def test_a_name_is_masked_before_it_is_kept(sit_down: Opening, kept_until: KeptUntil) -> None:
    """The same dialog as everywhere; a refusal goes back to what was typed."""
    begin = partial(access.resumed, interview=kept_until("mode"))
    async with sit_down(begin=begin, size=(80, 30)) as agent:
        await agent.app.push_screen(RecapScreen(agent.held, 1))
        await agent.types("a")
        await agent.writes("voir Mme Durand")
        await agent.types("1", "enter", "enter")
        assert "Ce texte pourrait dire qui est la personne" in agent.sees
        await agent.types("1", "escape")
        recap = standing(agent)
        assert recap is not None
        assert recap.steps[0].what == "voir Mme [nom masqué]"


async def test_a_text_for_the_organism_is_looked_at_when_it_is_ticked(
    sit_down: Opening, kept_until: KeptUntil, workplace: Callable[[], Workplace]
) -> None:
    """The request was guarded for its own field; it is again before it goes to the person."""
    place = workplace()
    interview = kept_until("proposition_institution", demande_individuelle="recevoir Mme Durand")
    assert place.base is not None
    place.base.close()
    begin = partial(access.resumed, interview=interview)
    async with sit_down(begin=begin, size=(100, 40)) as agent:
        screen = RecapScreen(agent.held, 1)
        await agent.app.push_screen(screen)
        await agent.types("down")
        rank = [each.code for each in screen._proposals].index("suite-1-demande_ecrite")
        await agent.types(str(rank + 1))
        assert "Ce texte pourrait dire qui est la personne" in agent.sees
        await agent.types("3", "escape")
        recap = standing(agent)
        assert recap is not None
        assert "Durand" in recap.steps[0].what
