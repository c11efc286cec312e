"""The chronology: typed cell by cell, kept row by row."""

from __future__ import annotations

from interview.conversation import Conversation

from .conftest import Agent, KeptUntil, Opening


async def _row(agent: Agent, *cells: str) -> None:
    for cell in cells:
        await agent.writes(cell)


async def test_rows_are_typed_in_order_and_an_empty_date_ends(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    async with sit_down(resume=kept_until("chronologie")) as agent:
        await _row(agent, "08/2025", "la personne", "guichet", "dossier déposé", "o", "0")
        await _row(agent, "1/12/2025", "la CPAM", "", "refus", "", "0")
        await agent.types("enter")
        assert agent.given("chronologie") == (
            {
                "date": "2025-08",
                "acteur": "la personne",
                "canal": "guichet",
                "fait": "dossier déposé",
                "preuve": "oui",
            },
            {"date": "2025-12-01", "acteur": "la CPAM", "fait": "refus"},
        )
        assert agent.place == "synthese"


async def test_a_row_is_in_the_base_before_the_next_one_is_typed(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    async with sit_down(resume=kept_until("chronologie")) as agent:
        await _row(agent, "08/2025", "", "", "dossier déposé", "", "0")
        await agent.types(*"09/2")
        again = Conversation.resume(agent.app.workplace(), agent.held.heading.id)
        assert again.interview.place == "chronologie"
        assert again.interview.current.given["chronologie"] == (
            {"date": "2025-08", "fait": "dossier déposé"},
        )


async def test_a_chronology_that_is_left_with_escape_is_still_said(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    async with sit_down(resume=kept_until("chronologie")) as agent:
        await _row(agent, "2025", "", "", "un", "", "")
        await agent.types("escape")
        assert agent.place == "minutes"
        assert "✓ Chronologie 1 ligne" in agent.sees
        await agent.types("tab")
        assert agent.place == "synthese"


async def test_what_is_not_a_date_is_refused_in_its_cell(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("chronologie")) as agent:
        await agent.writes("lundi")
        assert "« lundi » n’est pas une date" in agent.sees
        assert "Ligne n° 1 : Date" in agent.sees


async def test_a_row_without_its_fact_is_not_kept(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("chronologie")) as agent:
        await _row(agent, "2025", "", "", "")
        assert "Il faut « Ce qui s’est passé »." in agent.sees


async def test_escape_goes_back_one_cell_with_what_it_held(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("chronologie")) as agent:
        await _row(agent, "2025", "la CAF")
        await agent.types("escape")
        assert "Ligne n° 1 : 2025 · Qui" in agent.sees
        assert "la CAF" in agent.sees


async def test_a_row_is_corrected_or_removed(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("chronologie")) as agent:
        await _row(agent, "2024", "", "", "un", "", "")
        await _row(agent, "2025", "", "", "deux", "", "")
        await agent.types("up", "up", "delete")
        await agent.types("up", "enter")
        await _row(agent, "", "", "", "", "", "")
        assert "Il faut « Date »." not in agent.sees
        await agent.types("enter")
        assert agent.given("chronologie") == ({"date": "2025", "fait": "deux"},)


async def test_what_was_typed_before_is_suggested(sit_down: Opening, kept_until: KeptUntil) -> None:
    async with sit_down(resume=kept_until("chronologie")) as agent:
        await _row(agent, "2024", "la CPAM", "", "un", "", "")
        await _row(agent, "2025")
        await agent.types("l", "right", "enter", "enter")
        await _row(agent, "deux", "", "")
        assert agent.given("chronologie")[1]["acteur"] == "la CPAM"


async def test_passing_the_question_without_rows_leaves_it_out(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    async with sit_down(resume=kept_until("chronologie")) as agent:
        await agent.types("tab")
        assert agent.given("chronologie") is None


async def test_what_a_step_is_is_proposed_and_enter_takes_it(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    """The proposal is marked by words and by a sign before it is taken; a digit chooses, 0 is none of it."""
    async with sit_down(resume=kept_until("chronologie")) as agent:
        await _row(agent, "3/3/2026", "la CPAM", "courrier", "Notification de refus", "o")
        assert "❯ 3 Décision notifiée (proposé)" in agent.sees
        assert "Entrée prend ce qui est proposé" in agent.sees
        await _row(agent, "")
        for digit in "40":
            await _row(agent, "4/3/2026", "", "", "Notification de refus", "")
            await agent.types(digit)
            assert "Date — jour, mois ou année" in agent.sees
        await _row(agent, "6/3/2026", "", "", "Lettre", "", "9")
        assert "« 9 » n’est pas proposé" in agent.sees
        kept = agent.given("chronologie")
        assert [each.get("evenement") for each in kept] == ["notification", "notification_voies", None]


async def test_enter_by_habit_after_a_digit_does_not_end_the_chronology(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    """What is typed next would go into the summary; a second Enter does end it."""
    async with sit_down(resume=kept_until("chronologie")) as agent:
        await _row(agent, "4/3/2026", "", "", "Notification de refus", "", "4")
        assert agent.place == "chronologie"
        assert "Ligne gardée." in agent.sees
        await agent.types("enter")
        assert agent.place == "synthese"
