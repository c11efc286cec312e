"""From the first question to the sheet in hand, on the case of the four returned files."""

from __future__ import annotations

from pathlib import Path

from interview.tui.screens.sheet import SheetScreen
from interview.tui.screens.verdict import VerdictScreen

from .conftest import CASE_6, Opening


async def test_case_6_reaches_its_conclusion_in_at_most_30_keys(sit_down: Opening) -> None:
    assert len(CASE_6) <= 30
    async with sit_down(*CASE_6) as agent:
        assert isinstance(agent.app.screen, VerdictScreen)
        verdict = agent.held.verdict()
        assert verdict.certainty == "avere"
        assert [form.code for form in verdict.forms] == ["non_reception"]
        assert len(verdict.forms[0].reasons) == 2


async def test_the_core_asks_at_most_14_questions(sit_down: Opening) -> None:
    async with sit_down(*CASE_6) as agent:
        assert len(agent.held.interview.current.path) <= 14


async def test_the_conclusion_says_the_form_the_certainty_and_the_grounds(sit_down: Opening) -> None:
    async with sit_down(*CASE_6, size=(100, 50)) as agent:
        for expected in ("Non-réception", "Avéré", "Une demande a été déposée.", "Raisons :", "Secondaire"):
            assert expected in agent.sees
        assert "Ce qui aurait conduit ailleurs" in agent.sees


async def test_agreeing_is_recorded_and_offers_what_comes_next(sit_down: Opening) -> None:
    async with sit_down(*CASE_6, "enter") as agent:
        decision = agent.held.interview.current.decision
        assert decision is not None
        assert decision.forms == ("non_reception",)
        for expected in ("Compléter la fiche", "Aperçu de la fiche", "Autre situation", "Terminer"):
            assert expected in agent.sees


async def test_the_sheet_is_previewed_and_written_where_it_says(sit_down: Opening, tmp_path: Path) -> None:
    async with sit_down(*CASE_6, "enter", "2") as agent:
        assert isinstance(agent.app.screen, SheetScreen)
        assert "Fiche mémoire" in agent.sees
        assert not list(tmp_path.glob("fiche.*"))
        await agent.types("t", "1")
        assert "Fiche enregistrée" in agent.sees
        assert "Non-réception" in (tmp_path / "fiche.texte").read_text(encoding="utf-8")
        await agent.types("p")
        assert (tmp_path / "fiche.pdf").read_bytes().startswith(b"%PDF")


async def test_a_sheet_that_cannot_be_written_says_why(sit_down: Opening) -> None:
    def refused(*_: object) -> Path:
        raise PermissionError(13, "Permission non accordée")

    async with sit_down(*CASE_6, "enter", "2", "p", save_sheet=refused) as agent:
        assert "n’a pas pu être enregistrée : Permission non accordée" in agent.sees


async def test_finishing_goes_home_where_the_situation_is_listed(sit_down: Opening) -> None:
    async with sit_down(*CASE_6, "enter", "4") as agent:
        assert "Nouvel entretien" in agent.sees
        assert "Dernières situations" in agent.sees
        assert "Non-réception" in agent.sees
        await agent.types("3")
        assert "Une demande a été déposée." in agent.sees
        assert "Reprendre cet entretien" in agent.sees


async def test_no_right_ends_with_a_kind_sentence_and_a_next_step(sit_down: Opening) -> None:
    async with sit_down("1", *"fsl", "enter", "4", "1", "1") as agent:
        assert isinstance(agent.app.screen, VerdictScreen)
        assert "Ce n’est pas un non-recours" in agent.sees
        assert "autre aide" in agent.sees
        assert agent.held.verdict().certainty == "aucun"


async def test_another_situation_of_the_household_comes_already_linked(sit_down: Opening) -> None:
    async with sit_down(*CASE_6, "enter", "3", "1") as agent:
        interview = agent.held.interview
        assert interview.active == 2
        assert interview.current.given["causee_par"] == 1
        assert "Situation n° 2" in agent.sees
        assert agent.place == "nature"
