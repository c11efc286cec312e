"""Back, review, passing, leaving: nothing that was said or typed is ever lost."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, TextArea

from interview.tui.screens.dialogs import Dialog
from interview.tui.screens.home import HomeScreen
from interview.tui.screens.review import ReviewScreen
from interview.tui.widgets.utterance import Utterance

from .conftest import CASE_6, KeptUntil, Opening

CORE_OPENING = ("1", *"cmuc", "enter")


async def test_escape_shows_the_question_before_with_its_answer(sit_down: Opening) -> None:
    async with sit_down(*CORE_OPENING, "1", "escape") as agent:
        assert agent.place == "eligibilite"
        assert "Réponse actuelle : Oui" in agent.sees
        assert "❯ 1 Oui" in agent.sees


async def test_enter_keeps_the_answer_shown_again_and_returns_to_the_front(sit_down: Opening) -> None:
    async with sit_down(*CORE_OPENING, "1", "escape", "enter") as agent:
        assert agent.place == "appui_eligibilite"
        assert agent.given("eligibilite") == "oui"


async def test_back_twice_then_on_without_change_returns_to_the_front(sit_down: Opening) -> None:
    async with sit_down(*CORE_OPENING, *"12", "escape", "escape") as agent:
        assert agent.place == "eligibilite"
        await agent.types("tab")
        assert agent.place == "connaissance"
        assert agent.given("appui_eligibilite") == "institution"


async def test_an_answer_given_again_is_said_once_in_the_transcript(sit_down: Opening) -> None:
    async with sit_down(*CORE_OPENING, "1", "escape", "2") as agent:
        said = [each for each in agent.app.screen.query(Utterance) if each.question == "eligibilite"]
        assert [each.answer for each in said] == ["Probablement"]


async def test_what_is_typed_comes_back_with_its_question(sit_down: Opening) -> None:
    async with sit_down("1", *"fsl", "escape") as agent:
        assert agent.place == "nature"
        assert "Ce que vous aviez tapé est gardé" in agent.sees
        await agent.types("enter")
        assert agent.place == "prestation"
        assert agent.app.screen.query_one(Input).value == "fsl"


async def test_a_text_begun_comes_back_too(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(*"abc", "escape", resume=kept_until("synthese")) as agent:
        await agent.types("tab")
        assert agent.app.screen.query_one(TextArea).text == "abc"


async def test_escape_first_clears_the_filter_of_a_list(sit_down: Opening) -> None:
    async with sit_down("2", *"loge", "escape") as agent:
        assert agent.place == "domaine"
        assert "Domiciliation" in agent.sees


async def test_escape_at_the_first_question_offers_to_leave(sit_down: Opening) -> None:
    async with sit_down("escape") as agent:
        assert isinstance(agent.app.screen, Dialog)
        await agent.types("2")
        assert isinstance(agent.app.screen, HomeScreen)


async def test_an_edit_that_changes_the_path_says_what_it_sets_aside(sit_down: Opening) -> None:
    async with sit_down(*CASE_6, "enter", "enter", "f2", *"demande", "enter", "6") as agent:
        assert "Mis de côté, sans être perdu : Ce qui a été reçu" in agent.sees
        assert "La conclusion est maintenant : Non-demande" in agent.sees
        assert agent.place == "raisons_non_demande"
        aside = {each.question for each in agent.app.screen.query(Utterance) if each.aside}
        assert {"reception", "regularite", "blocage", "raisons_non_reception"} <= aside


async def test_answers_set_aside_come_back_with_their_path(sit_down: Opening) -> None:
    async with sit_down(*CASE_6, "enter", "enter", "f2", *"demande", "enter", "6") as agent:
        await agent.types("f2", *"demande", "enter", "1", "escape")
        assert "Réponses retrouvées : Ce qui a été reçu" in agent.sees
        assert agent.place == "menage"
        assert not any(each.aside for each in agent.app.screen.query(Utterance))


async def test_the_review_shows_every_answer_and_what_is_set_aside(sit_down: Opening) -> None:
    keys = (*CASE_6, "enter", "enter", "f2", *"demande", "enter", "6", "f2")
    async with sit_down(*keys, size=(100, 40)) as agent:
        assert isinstance(agent.app.screen, ReviewScreen)
        assert "Demande — Non" in agent.sees
        assert "Ce qui a été reçu — Rien (mise de côté : ne compte plus)" in agent.sees


async def test_an_answer_set_aside_cannot_be_changed_and_says_why(sit_down: Opening) -> None:
    keys = (*CASE_6, "enter", "enter", "f2", *"demande", "enter", "6", "f2", *"recu", "enter")
    async with sit_down(*keys) as agent:
        assert isinstance(agent.app.screen, ReviewScreen)
        assert any("mise de côté" in each.message for each in agent.app._notifications)


async def test_leaving_the_review_changes_nothing(sit_down: Opening) -> None:
    async with sit_down(*CORE_OPENING, "f2", "escape") as agent:
        assert agent.place == "eligibilite"


async def test_tab_passes_an_optional_question_only(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down("tab") as agent:
        assert agent.place == "nature"
        assert "Cette question fait partie du noyau" in agent.sees
    async with sit_down("tab", resume=kept_until("mode")) as agent:
        assert agent.given("mode") is None
        assert agent.place == "taille_menage"


async def test_a_minus_passes_a_choice_with_one_hand(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down("minus", resume=kept_until("mode")) as agent:
        assert agent.place == "taille_menage"


async def test_f5_passes_the_rest_of_the_section(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down("f5", resume=kept_until("menage")) as agent:
        assert agent.place == "organismes"


async def test_passing_a_question_answered_before_keeps_its_answer(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    async with sit_down("2", "escape", "tab", resume=kept_until("mode")) as agent:
        assert agent.given("mode") == "permanence"
        assert agent.place == "taille_menage"


async def test_quitting_and_coming_back_stands_at_the_same_question(sit_down: Opening) -> None:
    async with sit_down(*CORE_OPENING, "1", "ctrl+q") as agent:
        assert agent.app.return_code == 0
        identity = agent.held.heading.id
    async with sit_down(start="accueil") as agent:
        assert "Reprendre" in agent.sees
        assert "Complémentaire santé solidaire (C2S) — Sur quoi cela repose" in agent.sees
        await agent.types("3")
        assert agent.held.heading.id == identity
        assert agent.place == "appui_eligibilite"
        assert "Droit de la personne Oui" in agent.sees


async def test_an_interview_without_any_answer_does_not_wait(sit_down: Opening) -> None:
    async with sit_down("ctrl+q"):
        pass
    async with sit_down(start="accueil") as agent:
        assert "Reprendre" not in agent.sees


async def test_a_new_interview_says_that_others_wait(sit_down: Opening, kept_until: KeptUntil) -> None:
    kept_until("mode")
    async with sit_down() as agent:
        assert "1 entretien à reprendre" in agent.sees
        await agent.types("1")
        assert "1 entretien à reprendre" not in agent.sees


async def test_leaving_with_something_typed_asks_first(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(*"abc", "ctrl+c", resume=kept_until("synthese")) as agent:
        assert isinstance(agent.app.screen, Dialog)
        assert "Ce que vous êtes en train de taper" in agent.sees
        await agent.types("escape")
        assert agent.app.screen.query_one(TextArea).text == "abc"


async def test_the_transcript_keeps_the_last_answers_only(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down("tab", resume=kept_until("accord")) as agent:
        kept = agent.app.screen.query(Utterance)
        assert len(kept) <= 40
        assert kept.last(Utterance).question == "accord"


async def test_keys_typed_faster_than_the_screen_go_to_the_questions_they_are_for(
    sit_down: Opening, tmp_path: Path
) -> None:
    async with sit_down(*CASE_6, "enter", "2", "t", "1") as agent:
        assert (tmp_path / "fiche.texte").exists()
        assert agent.held.verdict().certainty == "avere"
