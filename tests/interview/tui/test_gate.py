"""At the gate on the screen: one hand on the keyboard, and nothing recorded by reflex."""

from __future__ import annotations

from pathlib import Path

from interview.sheets.gate import gate_of
from interview.tui.screens.dialogs import Dialog
from interview.tui.screens.gate import MotifScreen
from interview.tui.screens.review import ReviewScreen
from interview.tui.screens.sheet import SheetScreen

from .conftest import CASE_6, KeptUntil, Opening

SHEET = (*CASE_6, "enter", "2")


def written(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.glob("fiche.*"))


async def test_two_keys_when_she_agrees(sit_down: Opening, tmp_path: Path) -> None:
    """The format, then « elle est d’accord »: recorded today, written, and read on the preview."""
    async with sit_down(*SHEET, size=(100, 60)) as agent:
        assert "L’accord de la personne n’est pas enregistré" in agent.sees
        await agent.types("t", "1")
        assert written(tmp_path) == ["fiche.texte"]
        assert "Fiche enregistrée" in agent.sees
        await agent.types("end")
        assert "Accord de la personne : oui, le 3 mars 2026." in agent.sees
        await agent.types("p")
        assert written(tmp_path) == ["fiche.pdf", "fiche.texte"]


async def test_enter_alone_opens_nothing(sit_down: Opening, tmp_path: Path) -> None:
    """An agreement is never recorded by reflex; nor by closing the window."""
    async with sit_down(*SHEET, "p", "enter") as agent:
        assert isinstance(agent.app.screen, SheetScreen)
        assert "La fiche n’est pas sortie" in agent.sees
        await agent.types("p", "escape")
        assert not gate_of(agent.held, 1).open
    assert written(tmp_path) == []


async def test_a_reason_is_asked_for_and_guarded(sit_down: Opening, tmp_path: Path) -> None:
    """Empty, it is asked again; a name is shown before anything is kept."""
    async with sit_down(*SHEET, "h", "2") as agent:
        assert isinstance(agent.app.screen, MotifScreen)
        await agent.types("enter")
        assert "Dites en quelques mots" in agent.sees
        await agent.writes("Mme Verdoyant est injoignable")
        assert "Mme [Verdoyant]" in agent.sees
        await agent.types("1")
        assert written(tmp_path) == ["fiche.html"]
        assert agent.held.followed.departures[1].motif == "Mme [nom masqué] est injoignable"


async def test_a_refusal_is_recorded_then_passed_over_only_knowingly(
    sit_down: Opening, tmp_path: Path
) -> None:
    """The next window has no plain reason any more, and says what she said."""
    async with sit_down(*SHEET, "t", "3") as agent:
        assert "Le refus de la personne est noté" in agent.sees
        assert written(tmp_path) == []
        await agent.types("t", "enter")
        assert not gate_of(agent.held, 1).open
        await agent.types("t")
        assert "La personne a refusé que cette fiche sorte" in agent.sees
        assert "Écrire un motif" not in agent.sees
        await agent.types("2", "enter")
        assert written(tmp_path) == ["fiche.texte"]
        text = (tmp_path / "fiche.texte").read_text("utf-8")
        assert "danger pour la personne" in " ".join(text.split())


async def test_the_agreement_taken_at_the_sheet_is_not_asked_again(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    """Back in the conversation, its question has given way to the next."""
    async with sit_down("f7", "t", "1", "escape", resume=kept_until("accord")) as agent:
        assert agent.place == "accord_portee"
        assert "À qui, et pour quoi, donne-t-elle son accord ?" in agent.sees
        assert "noté depuis la fiche" in agent.sees


async def test_what_the_agreement_covers_is_shown_with_the_sheet(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    """Before it is written, so that the agent checks that it covers who will read it."""
    waiting = kept_until("fin", accord="oui", accord_portee="La CPAM et elle seule.")
    async with sit_down("f7", resume=waiting) as agent:
        assert "Pour : La CPAM et elle seule." in agent.sees
        await agent.types("t")
        assert "Son accord vaut pour : La CPAM et elle seule." in agent.sees


# ── what review tells ────────────────────────────────────────────────────────────────────────────────


async def test_review_shows_first_what_does_not_hold_and_goes_there(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    """A mark and a sentence, never a colour alone; Enter goes to the question."""
    waiting = kept_until("accord", manque_mensuel="50")
    async with sit_down("f2", resume=waiting) as agent:
        assert isinstance(agent.app.screen, ReviewScreen)
        assert "À relire" in agent.sees
        assert "! Nombre de mois" in agent.sees
        assert "mais pas le nombre de mois" in agent.sees
        await agent.types("enter")
        assert agent.place == "manque_mois"


async def test_ending_tells_what_does_not_hold_and_ends_all_the_same(
    sit_down: Opening, kept_until: KeptUntil
) -> None:
    """Once told, it is the agent's choice."""
    waiting = kept_until("accord", manque_mensuel="50")
    async with sit_down("tab", resume=waiting) as agent:
        await agent.types("5")
        assert isinstance(agent.app.screen, Dialog)
        assert "À relire avant de terminer" in agent.sees
        await agent.types("1")
        assert isinstance(agent.app.screen, ReviewScreen)
        await agent.types("escape", "5", "2")
        assert "Nouvel entretien" in agent.sees
