"""Home, help, decision, panel, window: what stands around the questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from textual.binding import Binding

from interview.conversation import Conversation, Workplace
from interview.tui.app import RepereApp
from interview.tui.screens.conversation import ConversationScreen
from interview.tui.screens.decision import DecisionScreen
from interview.tui.screens.dialogs import Dialog, Reading, TooSmall
from interview.tui.screens.home import HomeScreen
from interview.tui.screens.review import ReviewScreen
from interview.tui.screens.sheet import SheetScreen
from interview.tui.screens.verdict import VerdictScreen
from store import Base, BaseLocked, DiskFull, NotABase

from .conftest import CASE_6, Agent, KeptUntil, Opening


async def test_a_first_start_says_what_this_is_and_enter_begins(sit_down: Opening, tmp_path: Path) -> None:
    async with sit_down(start="accueil") as agent:
        assert "l’outil propose une conclusion, vous décidez" in agent.sees
        assert str(tmp_path / "repere.db") in agent.sees.replace(" ", "")
        await agent.types("enter")
        assert agent.place == "nature"


async def test_a_known_household_begins_another_interview(sit_down: Opening, kept_until: KeptUntil) -> None:
    kept_until("mode")
    async with sit_down("2", start="accueil") as agent:
        known = agent.app.workplace().base.households()[0].id  # type: ignore[union-attr]
        await agent.types(*known[:2].lower(), "enter")
        assert agent.held.interview.household == known
        assert agent.place == "nature"


async def test_a_situation_of_the_base_opens_read_only(sit_down: Opening, kept_until: KeptUntil) -> None:
    kept_until("mode")
    async with sit_down("4", start="accueil", size=(100, 50)) as agent:
        assert isinstance(agent.app.screen, VerdictScreen)
        assert "Je suis d’accord" not in agent.sees
        await agent.types("2")
        assert isinstance(agent.app.screen, ReviewScreen)
        await agent.types("escape", "1")
        assert isinstance(agent.app.screen, SheetScreen)
        await agent.types("escape", "3")
        assert agent.place == "mode"


async def test_home_offers_to_start_again_when_the_base_opens_badly(
    repere: Callable[..., RepereApp], workplace: Callable[[], Workplace], sit_down: Opening
) -> None:
    failures = [NotABase("/tmp/x.db", detail="c’est un dossier"), BaseLocked("/tmp/x.db")]

    def capricious() -> Workplace:
        if failures:
            raise failures.pop(0)
        return workplace()

    async with sit_down(start="accueil", open_workplace=capricious) as agent:
        assert isinstance(agent.app.screen, Dialog)
        assert "n’est pas une base Repère" in agent.sees
        assert "Il n’a pas été modifié." in agent.sees
        await agent.types("1")
        assert "occupée par un autre programme" in agent.sees
        await agent.types("1")
        assert isinstance(agent.app.screen, HomeScreen)
        assert "Nouvel entretien" in agent.sees


async def test_an_interview_that_is_not_in_the_base_goes_home_and_says_so(sit_down: Opening) -> None:
    async with sit_down(resume=UUID(int=1)) as agent:
        assert isinstance(agent.app.screen, HomeScreen)
        assert any("n’est plus dans la base" in each.message for each in agent.app._notifications)


async def test_an_interview_waits_for_a_base_that_is_busy(
    workplace: Callable[[], Workplace], sit_down: Opening
) -> None:
    failures = [BaseLocked("/tmp/x.db")]

    def busy() -> Workplace:
        if failures:
            raise failures.pop()
        return workplace()

    async with sit_down("f3", "f10", open_workplace=busy) as agent:
        assert "occupée par un autre programme" in agent.sees
        await agent.types("enter", "1")
        assert agent.place == "prestation"


async def test_an_answer_the_base_refuses_stays_on_screen_until_it_is_kept(
    sit_down: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit_down("1", *"cmuc", "enter") as agent:
        append = Base.append

        def full(self: Base, *_: object) -> None:
            raise DiskFull(self.path, "ecriture")

        monkeypatch.setattr(Base, "append", full)
        await agent.types("1")
        assert "Il n’y a plus de place" in agent.sees
        assert "Tout ce qui précède est enregistré" in agent.sees
        assert "Libérez de la place" in agent.sees
        assert agent.place == "eligibilite"
        monkeypatch.setattr(Base, "append", append)
        await agent.types("enter")
        assert agent.place == "appui_eligibilite"
        assert agent.given("eligibilite") == "oui"


async def test_a_search_in_a_base_that_does_not_answer_says_so(
    sit_down: Opening, kept_until: KeptUntil, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(self: Base, *_: object) -> None:
        raise BaseLocked(self.path, "lecture")

    async with sit_down(resume=kept_until("menage")) as agent:
        monkeypatch.setattr(Base, "households", locked)
        await agent.types("7")
        assert "est occupée par un autre programme" in agent.sees
    async with sit_down(resume=kept_until("depuis")) as agent:
        monkeypatch.setattr(Base, "situations_of", locked)
        monkeypatch.setattr("interview.conversation.situations_counted", lambda *_, **__: 0)
        await agent.types("tab")
        assert agent.place == "causee_par"
        assert "est occupée par un autre programme" in agent.sees
        assert "1 Aucune" in agent.sees


async def test_f1_explains_the_question_and_every_key(sit_down: Opening) -> None:
    async with sit_down("f1", size=(100, 60)) as agent:
        assert isinstance(agent.app.screen, Reading)
        for expected in ("Pourquoi cette question", "Comment l’aborder", "En cas de doute", "Les touches"):
            assert expected in agent.sees
        assert "F2 ou Ctrl+R" in agent.sees
        await agent.types("f1")
        assert isinstance(agent.app.screen, ConversationScreen)


@pytest.mark.parametrize(
    "owner",
    [
        RepereApp,
        ConversationScreen,
        HomeScreen,
        VerdictScreen,
        DecisionScreen,
        ReviewScreen,
        SheetScreen,
        Dialog,
        Reading,
        TooSmall,
    ],
)
def test_every_binding_has_an_id_a_label_and_a_sentence(owner: type) -> None:
    for binding in owner.BINDINGS:
        assert isinstance(binding, Binding)
        assert binding.id
        assert binding.description
        assert binding.tooltip.endswith(".")


async def test_the_panel_is_beside_when_there_is_room_and_behind_f3_when_not(sit_down: Opening) -> None:
    keys = ("1", *"cmuc", "enter", *"1211")
    async with sit_down(*keys, size=(100, 40)) as agent:
        assert "– Non-connaissance — écartée" in agent.sees
        assert "○ Non-réception — possible" in agent.sees
    async with sit_down(*keys) as agent:
        assert "○ possible : 2 · – écartée : 2" in agent.sees
        assert "Non-connaissance" not in agent.sees
        await agent.types("f3")
        assert "– Non-connaissance — écartée" in agent.sees
        await agent.types("f3")
        assert isinstance(agent.app.screen, ConversationScreen)


async def test_deciding_otherwise_asks_why(sit_down: Opening) -> None:
    async with sit_down(*CASE_6, "2", "4", "0", "enter", "enter") as agent:
        assert isinstance(agent.app.screen, DecisionScreen)
        assert "dites pourquoi" in agent.sees
        await agent.writes("dossier jamais complet")
        assert isinstance(agent.app.screen, VerdictScreen)
        assert "Vous avez retenu : aucune forme" in agent.sees
        decision = agent.held.interview.current.decision
        assert decision is not None
        assert (decision.forms, decision.reason) == ((), "dossier jamais complet")


async def test_another_form_may_be_kept(sit_down: Opening) -> None:
    async with sit_down(*CASE_6, "2", "1", "enter") as agent:
        await agent.writes("elle ne savait pas")
        decision = agent.held.interview.current.decision
        assert decision is not None
        assert decision.forms == ("non_connaissance", "non_reception")


async def test_the_conclusion_waits_for_the_core(sit_down: Opening) -> None:
    async with sit_down("1", "f6") as agent:
        assert isinstance(agent.app.screen, ConversationScreen)
        assert "Il reste des questions du noyau" in agent.sees


async def test_the_last_card_offers_what_is_left_to_do(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("fin")) as agent:
        assert "Toutes les questions ont été vues. Et maintenant ?" in agent.sees
        await agent.types("5")
        assert isinstance(agent.app.screen, HomeScreen)
        assert agent.app.workplace().base.unfinished() == []  # type: ignore[union-attr]


async def test_a_window_too_small_says_so_and_loses_nothing(sit_down: Opening) -> None:
    async with sit_down("1", *"fsl") as agent:
        await agent.pilot.resize_terminal(60, 20)
        await agent.types("1")
        assert "Agrandissez la fenêtre." in agent.sees
        assert "il y en a 60 et 20" in agent.sees
        await agent.pilot.resize_terminal(80, 24)
        await agent.types("enter")
        assert agent.given("prestation") == "fsl"


async def test_f9_goes_from_dark_to_light_and_back(sit_down: Opening) -> None:
    async with sit_down() as agent:
        before = agent.app.current_theme.dark
        await agent.types("f9")
        assert agent.app.current_theme.dark is not before
        await agent.types("f9")
        assert agent.app.current_theme.dark is before


async def test_nothing_of_the_longest_question_of_the_core_is_cut_at_80_by_24(sit_down: Opening) -> None:
    async with sit_down("1", *"cmuc", "enter", *"1211") as agent:
        assert agent.place == "demande"
        prompt = agent.held.prompt()
        assert prompt is not None
        for expected in (prompt.text, *(option.label for option in prompt.options), prompt.unknown):
            assert " ".join(expected.split()).replace("\u202f", " ").replace("\u00a0", " ") in agent.sees


async def test_a_defect_of_the_program_ends_with_a_sentence_that_shows_nothing_said(
    repere: Callable[..., RepereApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual prints the variables of every frame: they may hold what someone said in confidence."""
    app = repere(start="entretien")
    printed: list[object] = []

    def broken(*_: object) -> None:
        said_in_confidence = "le récit de la personne"
        raise ZeroDivisionError(len(said_in_confidence))

    monkeypatch.setattr(Conversation, "answer", broken)
    monkeypatch.setattr(
        RepereApp, "_print_error_renderables", lambda app: printed.extend(app._exit_renderables)
    )
    with pytest.raises(ZeroDivisionError):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await Agent(app, pilot).types("1")
    shown = " ".join(str(each) for each in printed)
    assert "un défaut qui vient de lui" in shown
    assert "récit" not in shown
