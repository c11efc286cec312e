"""Dossier d'interpellation on the screen: begun, composed, handed, and taken up again where it stood."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from interview.conversation import Conversation, Workplace
from interview.dossier.service import Dossier
from interview.tui.app import RepereApp
from interview.tui.screens.dossier import DossierScreen
from interview.tui.screens.dossier_list import DossierListScreen
from interview.tui.screens.dossier_preview import PreviewScreen
from interview.tui.screens.follow import FollowForm
from store import DiskFull, dossiers

from .conftest import ANSWERS_6, Agent, Opening

Kept = Callable[..., Conversation]
BEGUN = ("f6", "1", *"cpam", *("enter",) * 5)
NEW = (*BEGUN, "right")
"""Begun, and gone on from the figures to the situations."""


@pytest.fixture
def kept(workplace: Callable[[], Workplace]) -> Kept:
    """An interview held to its end, on case 6 but for what is given; the base is left open."""

    def made(**answers: Any) -> Conversation:
        held = Conversation.start(workplace())
        given = {**ANSWERS_6, "organismes": ["cpam"], "accord": "oui", **answers}
        while held.prompt() is not None:
            asked = held.interview.place
            if asked in given:
                held.answer(given[asked], asked)
            else:
                held.skip()
        held.close()
        return held

    return made


def composing(agent: Agent) -> DossierScreen:
    found = [each for each in agent.app.screen_stack if isinstance(each, DossierScreen)]
    return found[-1]


async def test_an_organism_and_five_enters_begin_a_dossier_on_its_figures_then_its_situations(
    sit_down: Opening, kept: Kept
) -> None:
    first = kept()
    kept(organismes=["caf"])
    async with sit_down(*BEGUN, start="accueil") as agent:
        assert "[Chiffres]" in agent.sees
        await agent.types("right")
        assert "[Situations]" in agent.sees
        assert first.situation_reference(1) in agent.sees
        assert len(composing(agent)._found) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("zzz", "enter"), "« zzz » est inconnu. Connus : "),
        (("caf", "enter", "xyz", "enter"), "« xyz » est inconnu"),
        (("caf", "enter", "enter", "zant", "enter"), "« zant » est inconnu. Connus : "),
        (("caf", "enter", "enter", "enter", "45", "enter"), "« 45 » n’est pas une date"),
    ],
)
async def test_a_slip_in_the_subject_is_told_on_its_own_line_and_can_be_mended_there(
    sit_down: Opening, kept: Kept, typed: tuple[str, ...], told: str
) -> None:
    held = kept()
    pressed = [key for each in typed for key in ((each,) if each == "enter" else each)]
    async with sit_down("f6", "1", *pressed, start="accueil") as agent:
        assert isinstance(agent.app.screen, FollowForm)
        assert told in agent.sees
        assert held.workplace.base is not None
        assert dossiers.listed(held.workplace.base) == []
        await agent.types(*("backspace",) * 4, *"caf" * (typed[0] == "zzz"), *("enter",) * 5)
        assert composing(agent).dossier.state.subject.organism == "caf"


async def test_a_line_of_the_subject_is_shown_in_words_and_kept_as_it_was(
    sit_down: Opening, kept: Kept
) -> None:
    kept()
    async with sit_down(*BEGUN, "left", "enter", start="accueil") as agent:
        assert "Caisse primaire d’assurance maladie (CPAM)" in agent.app.screen.query_one(Input).value
        await agent.types("enter")
        assert composing(agent).dossier.state.subject.organism == "cpam"


async def test_enter_takes_a_situation_and_takes_it_out_again(sit_down: Opening, kept: Kept) -> None:
    held = kept()
    async with sit_down(*NEW, "enter", start="accueil") as agent:
        assert "Dans le dossier" in agent.sees
        assert composing(agent).dossier.state.sheets[0].reference == held.situation_reference(1)
        await agent.types("enter")
        assert composing(agent).dossier.state.sheets == ()


async def test_without_agreement_it_is_asked_and_a_refusal_leaves_it_out(
    sit_down: Opening, kept: Kept
) -> None:
    kept(accord="non_demande")
    async with sit_down(*NEW, "enter", start="accueil") as agent:
        assert "d’accord pour que cette fiche sorte" in agent.sees
        await agent.types("escape")
        assert composing(agent).dossier.state.sheets == ()
        await agent.types("enter", "1")
        assert len(composing(agent).dossier.state.sheets) == 1


async def test_the_person_s_own_oversight_goes_in_only_with_a_reason(sit_down: Opening, kept: Kept) -> None:
    kept(raisons_non_reception=["oubli_demandeur"])
    async with sit_down(*NEW, "enter", start="accueil") as agent:
        assert "tiennent à la personne" in agent.sees
        await agent.writes("Courrier illisible")
        assert composing(agent).dossier.state.sheets[0].knowingly == "Courrier illisible"


async def test_proposals_are_gathered_reworded_joined_and_left_out(sit_down: Opening, kept: Kept) -> None:
    for words in ("Scanner le verso.", "Scanner le verso", "Un accusé de réception"):
        kept(proposition_institution=words)
    async with sit_down(*NEW, "right", start="accueil") as agent:
        assert "entendue dans 2 situations" in agent.sees
        await agent.types("e", *("backspace",) * 40)
        await agent.writes("Deux faces")
        assert composing(agent).dossier.state.proposals[0].words == "Deux faces"
        await agent.types("minus")
        assert [each.words for each in composing(agent).dossier.state.proposals][1] == "Deux faces"
        await agent.types("enter")
        assert "– Deux faces" in agent.sees
        await agent.types("enter", "j", "1")
        assert len(composing(agent).dossier.state.proposals) == 1
        assert "entendue dans 3 situations" in agent.sees


async def test_a_name_in_a_proposal_is_shown_and_can_be_masked(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down(*NEW, "right", "n", start="accueil") as agent:
        await agent.writes("Rappeler Mme Martin")
        assert "pourrait dire qui est la personne" in agent.sees
        await agent.types("1")
        assert composing(agent).dossier.state.proposals[0].words == "Rappeler Mme [nom masqué]"


async def test_the_meeting_and_its_promises_are_noted(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down(*NEW, "right", "right", "5", start="accueil") as agent:
        await agent.writes("Les retours, le verso")
        await agent.types("n")
        await agent.writes("Former les guichets")
        await agent.writes("12/2026")
        meeting = composing(agent).dossier.state.meeting
        assert meeting.agenda == ("Les retours, le verso",)
        assert meeting.promises[0].due == "2026-12"
        await agent.types("7", "2")
        assert composing(agent).dossier.state.meeting.promises[0].state == "tenu"
        await agent.types("7", "escape", "x")
        assert composing(agent).dossier.state.meeting.promises == ()


async def test_an_edition_is_handed_once_it_is_confirmed_and_written(
    sit_down: Opening, kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept()
    async with sit_down(*NEW, "enter", "right", "right", "right", "6", start="accueil") as agent:
        assert "Remettre cette édition" in agent.sees
        await agent.types("1")
        assert "Édition n° 1 gardée et écrite" in agent.sees
        assert (tmp_path / "dossier-1-edition-1.pdf").read_bytes().startswith(b"%PDF")
        assert "Préparation de l’édition n° 2" in agent.sees
        await agent.types("7")
        assert "Dossier écrit" in agent.sees


async def test_what_keeps_it_from_leaving_is_told_whole(
    sit_down: Opening, kept: Kept, workplace: Callable[[], Workplace]
) -> None:
    held = kept(accord="non")
    begun = Dossier.begin(workplace(), msgspec.convert({"organism": "cpam"}, type=_subject()))
    begun.take(held.situation_reference(1))
    async with sit_down("f6", "2", "f7", start="accueil") as agent:
        assert "ne peut pas encore sortir" in agent.sees
        assert "a refusé que cette fiche sorte" in agent.sees


def _subject() -> type:
    from interview.dossier.state import Subject

    return Subject


async def test_the_preview_reads_as_it_would_be_handed(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down(*NEW, "f7", start="accueil") as agent:
        assert isinstance(agent.app.screen, PreviewScreen)
        assert "Dossier d’interpellation : Caisse primaire" in agent.sees
        await agent.types("escape")
        assert isinstance(agent.app.screen, DossierScreen)


async def test_a_dossier_left_is_taken_up_as_it_stood(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down(*NEW, "enter", "escape", "2", start="accueil") as agent:
        assert "[Sujet]" in agent.sees
        assert len(composing(agent).dossier.state.sheets) == 1


async def test_a_full_disk_is_told_and_the_dossier_is_as_it_was(
    sit_down: Opening, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = kept()

    def full(*_: object) -> None:
        raise DiskFull("repere.db", "ecriture")

    async with sit_down(*NEW, start="accueil") as agent:
        monkeypatch.setattr(dossiers, "save", full)
        await agent.types("enter")
        assert "plus de place" in agent.sees
        monkeypatch.undo()
        await agent.types("2")
        assert composing(agent).dossier.state.sheets == ()
        await agent.types("enter")
        assert composing(agent).dossier.state.sheets[0].reference == held.situation_reference(1)


async def test_the_filters_of_the_list_begin_a_dossier(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down("f2", "f8", start="accueil") as agent:
        assert isinstance(agent.app.screen, DossierListScreen)
        await agent.types("escape")
        screen = agent.app.screen
        screen._chosen = {"organisme": "cpam", "periode": "2026-03/2026-03"}  # type: ignore[attr-defined]
        await agent.types("f8", *("enter",) * 5)
        about = composing(agent).dossier.state.subject
        assert (about.organism, about.since, about.until) == ("cpam", "2026-03", "2026-03")


def test_the_screen(snap_compare: Callable[..., bool], repere: Callable[..., RepereApp], kept: Kept) -> None:
    for words in ("Scanner le verso.", "Un accusé de réception"):
        kept(proposition_institution=words)

    async def before(pilot: Pilot[None]) -> None:
        await Agent(repere_app, pilot).types(*NEW, "enter")

    repere_app = repere(start="accueil")
    assert snap_compare(repere_app, terminal_size=(80, 24), run_before=before)


async def test_the_list_points_at_the_dossier_last_worked_on(sit_down: Opening, kept: Kept) -> None:
    kept()
    async with sit_down(*NEW, "escape", "enter", start="accueil") as agent:
        assert isinstance(agent.app.screen, DossierScreen)
