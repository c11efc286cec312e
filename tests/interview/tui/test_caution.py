"""A text that may name somebody, on the screen: one key to mask it, one to correct it, one to keep it."""

from __future__ import annotations

from textual.widgets import Input, TextArea

from interview.tui.screens.dialogs import Dialog
from interview.tui.screens.sheet import SheetScreen

from .conftest import CASE_6, Agent, KeptUntil, Opening

NAMED = "Mme Verdoyant attend."
TITLE = "Ce texte pourrait dire qui est la personne"
ROW = ("12/08/2025", "M. Tartempion", "guichet", "Depot.", "oui")
STEP = "0"
"""What the step is: one digit chooses at once."""


async def types_text(agent: Agent, text: str) -> None:
    """Type a text in the field in hand, then Tab."""
    agent.app.screen.query_one(TextArea).insert(text)
    await agent.types("tab")


def last_kinds(agent: Agent, count: int) -> list[str]:
    base = agent.held.workplace.base
    assert base is not None
    return [each.kind for each in base.entries(agent.held.heading.id)[-count:]]


async def test_masking_takes_one_key_and_goes_on(sit_down: Opening, kept_until: KeptUntil) -> None:
    """The passage is shown between brackets, nothing is kept meanwhile, then the masked text is."""
    waiting = kept_until("synthese")
    async with sit_down(resume=waiting) as agent:
        await types_text(agent, NAMED)
        assert TITLE in agent.sees
        assert "Mme [Verdoyant] attend." in agent.sees
        assert "synthese" not in agent.held.interview.current.given
        await agent.types("1")
        assert agent.given("synthese") == "Mme [nom masqué] attend."
        assert agent.place == "demande_individuelle"


async def test_correcting_goes_back_to_the_passage_selected(sit_down: Opening, kept_until: KeptUntil) -> None:
    """What is typed next stands in its place; Escape does the same as the key."""
    waiting = kept_until("synthese")
    for key in ("2", "escape"):
        async with sit_down(resume=waiting) as agent:
            await types_text(agent, f"  Rien.\n{NAMED}")
            await agent.types(key)
            assert not isinstance(agent.app.screen, Dialog)
            assert agent.app.screen.query_one(TextArea).selected_text == "Verdoyant"
            assert "synthese" not in agent.held.interview.current.given


async def test_keeping_is_recorded_and_the_sheet_is_shown(sit_down: Opening, kept_until: KeptUntil) -> None:
    """The override follows the answer in the journal; F7 works while a text is being typed."""
    waiting = kept_until("synthese")
    async with sit_down(resume=waiting) as agent:
        await types_text(agent, NAMED)
        await agent.types("3")
        assert agent.given("synthese") == NAMED
        assert last_kinds(agent, 2) == ["reponse", "derogation"]
        await agent.types("f7")
        assert isinstance(agent.app.screen, SheetScreen)
        assert "Fiche mémoire" in agent.sees


async def test_a_sheet_that_names_somebody_says_what_and_where(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    """A text kept by an older version: the sheet is not shown, nor written."""
    waiting = kept_until("demande_individuelle", synthese=NAMED)
    async with sit_down(resume=waiting) as agent:
        await agent.types("f7")
        assert "Synthèse : un nom, « Mme [Verdoyant] attend. »" in agent.sees
        await agent.types("t")
        assert "n’a pas pu être enregistrée" in agent.sees


async def test_a_row_is_looked_at_before_it_is_kept(sit_down: Opening, kept_until: KeptUntil) -> None:
    """Masked: the table shows the mask, and the next row starts."""
    waiting = kept_until("chronologie")
    async with sit_down(resume=waiting) as agent:
        for each in ROW:
            await agent.writes(each)
        await agent.types(STEP)
        assert "Un nom (ligne n° 1, Qui) : M. [Tartempion]" in agent.sees
        assert "chronologie" not in agent.held.interview.current.given
        await agent.types("1")
        assert agent.given("chronologie")[0]["acteur"] == "M. [nom masqué]"
        assert "M. [nom masqué] · guichet" in agent.sees
        assert agent.place == "chronologie"


async def test_correcting_a_row_opens_its_cell(sit_down: Opening, kept_until: KeptUntil) -> None:
    """The cells after it are there; Enter through them keeps the corrected row."""
    waiting = kept_until("chronologie")
    async with sit_down(resume=waiting) as agent:
        for each in ROW:
            await agent.writes(each)
        await agent.types(STEP)
        await agent.types("2")
        field = agent.app.screen.query_one(Input)
        assert field.value == "M. Tartempion"
        field.value = "le voisin"
        await agent.types("enter", "enter", "enter", "enter", "0", "enter")
        (row,) = agent.given("chronologie")
        assert (row["acteur"], row["canal"], row["fait"]) == ("le voisin", "guichet", "Depot.")


async def test_a_row_kept_as_it_is_is_not_asked_about_with_the_next(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    """Every row is kept again with the others: only what is new is shown."""
    waiting = kept_until("chronologie")
    async with sit_down(resume=waiting) as agent:
        for each in ROW:
            await agent.writes(each)
        await agent.types(STEP)
        await agent.types("3")
        for each in ("2026", "la personne", "", "Rappel.", "non", ""):
            await agent.writes(each)
        assert TITLE not in agent.sees
        assert len(agent.given("chronologie")) == 2


async def test_the_reason_of_a_decision_is_looked_at(sit_down: Opening) -> None:
    """It is free text as well: masked before the decision is recorded."""
    async with sit_down(*CASE_6, "2", "0", "enter") as agent:
        await agent.writes("Mme Verdoyant le dit.")
        assert TITLE in agent.sees
        assert agent.held.interview.current.decision is None
        await agent.types("1")
        decision = agent.held.interview.current.decision
        assert decision is not None
        assert decision.reason == "Mme [nom masqué] le dit."


async def test_many_passages_fit_the_smallest_screen(sit_down: Opening, kept_until: KeptUntil) -> None:
    """Four are shown and the others counted; the three ways on are there."""
    waiting = kept_until("synthese")
    async with sit_down(resume=waiting) as agent:
        await types_text(agent, " ".join(f"Mme Verdoyant-{letter * 3} attend." for letter in "ABCDEF"))
        for expected in ("… et 2 de plus.", "Masquer", "Corriger", "Garder tel quel"):
            assert expected in agent.sees
