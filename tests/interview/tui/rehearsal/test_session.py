"""The screen of the trainer: what the group answered, as files come, and the reference only when asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from interview.rehearsal.session.folder.gathering import opened
from interview.rehearsal.session.folder.recent import RecentSessions
from interview.rehearsal.session.reporting.report_questions import MARKS
from interview.tui.app import RepereApp
from interview.tui.framing import TITLE
from interview.tui.screens import session_follow
from interview.tui.screens.session_group import GroupScreen
from templates.typography import french
from tests.interview.rehearsal.session.simulated import GUICHET, PLANTED, RENONCE, fifteen
from tests.interview.tui.conftest import Agent
from tests.interview.tui.rehearsal.support import Rehearse, plain
from tests.interview.tui.rehearsal.trainer import (
    AGREEMENT,
    ANSWERS,
    DIVIDING,
    NAMES,
    NOTES,
    PATHS,
    SHIFT,
    STANDING,
    comes,
    everything,
    fifteen_but,
    group,
    opens,
    revealed,
)

SAYS_THE_REFERENCE = (
    "La référence répond",
    "La référence conclut",
    "de la référence",
    "◆",
    "◇",
    "au lieu de",
)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is looked at often: a test does not wait for a second."""
    monkeypatch.setattr(session_follow, "EVERY", 0.05)


@pytest.fixture
def recent(tmp_path: Path) -> Path:
    return tmp_path / "seances.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented session of fifteen, both moments and notes."""
    fifteen(tmp_path / "seance")
    return tmp_path / "seance"


async def test_a_file_that_comes_is_counted_and_what_is_read_stays(
    rehearse: Rehearse, tmp_path: Path, recent: Path
) -> None:
    """Twelve of fifteen, then thirteen: the view, the case and the question in hand have not moved."""
    session, missing = fifteen_but(tmp_path / "seance", 13, 14, 15)
    async with rehearse() as agent:
        screen = await opens(agent, session.place, recent)
        screen._expect(15)
        await agent.types(STANDING)
        assert "12 sur 15 ont répondu" in agent.sees
        assert "12 ✓ 13 – 14 – 15 –" in agent.sees
        await agent.types(ANSWERS, "right", "right", "down", "down")
        slide, case = screen.slide, screen._case
        assert slide is not None and screen._deck.index(slide) == 2
        (session.place / "reponses-13-avant.json").write_bytes(missing["reponses-13-avant.json"])
        await comes(agent, lambda: "13 sur 15 ont répondu" in agent.sees)
        assert (screen.name_of_view, screen._case) == ("reponses", case)
        assert screen.slide is not None and screen.slide.code == slide.code
        assert agent.app.screen is screen


async def test_the_reference_is_on_no_screen_before_the_key(
    rehearse: Rehearse, folder: Path, recent: Path
) -> None:
    """No view of any case says it nor marks it: it is not even in the figures; R shows that of one case."""
    async with rehearse(size=(160, 50)) as agent:
        screen = await opens(agent, folder, recent)
        for where, words in everything(screen):
            assert not [each for each in SAYS_THE_REFERENCE if each in words], where
        view = screen.view
        assert view is not None
        discussed = [plain(french(point)) for each in view.session.cases for point in each.case.discussion]
        assert discussed
        assert not [point for point in discussed for _, words in everything(screen, 400) if point in words]
        assert {
            each.standing
            for held in view.figures.questions
            for found in held.rounds
            for each in found.answers
        } == {"sans"}
        assert not [each for each in view.figures.outcomes if each.reference_label]
        await agent.types(ANSWERS, "r")
        await revealed(agent, GUICHET)
        said = dict(everything(screen))
        shown = {where for where, words in said.items() if any(each in words for each in SAYS_THE_REFERENCE)}
        assert f"reponses, {GUICHET}, Ce qui a été conclu" in shown
        # What looks at all cases together may tell of the one that was shown; no view of another case does.
        assert not {each for each in shown if re.match("(reponses|chemins), ", each) and GUICHET not in each}
        assert any(discussed[0] in words for words in said.values())
        assert "référence montrée" in agent.sees
        await agent.types("right")
        assert "référence cachée" in agent.sees


async def test_a_reference_that_is_hidden_again_leaves_at_once(
    rehearse: Rehearse, folder: Path, recent: Path
) -> None:
    """The same key hides it: the very next screen does not hold it any more."""
    async with rehearse() as agent:
        screen = await opens(agent, folder, recent)
        await agent.types(ANSWERS, "r")
        await revealed(agent, GUICHET)
        assert "La référence conclut" in agent.sees
        screen._follower, kept = None, screen._follower  # nothing will be read again
        await agent.types("r")
        assert "La référence conclut" not in agent.sees
        screen._follower = kept


async def test_where_all_cases_are_together_all_references_are_asked_for(
    rehearse: Rehearse, folder: Path, recent: Path
) -> None:
    """In « Ce qui divise », R asks first; Enter on its first line shows nothing."""
    async with rehearse() as agent:
        screen = await opens(agent, folder, recent)
        await agent.types(DIVIDING, "r")
        assert "Montrer la référence de tous les cas" in agent.sees
        await agent.types("enter")
        assert screen._revealed == frozenset()
        await agent.types("r", "2")
        view = screen.view
        assert view is not None
        await revealed(agent, *(each.name for each in view.session.cases))
        assert any("Par rapport à la référence" in words for _, words in everything(screen))


async def test_the_planted_question_comes_first(rehearse: Rehearse, folder: Path, recent: Path) -> None:
    """« Demande » divides the most, its two answers are what is confused, and its bars say how many."""
    async with rehearse() as agent:
        screen = await opens(agent, folder, recent)
        await agent.types(DIVIDING, "down")
        assert screen.slide is not None and screen.slide.code.endswith(f":{PLANTED}")
        assert "1. Demande, dans « Le dossier refusé au guichet »" in agent.sees
        assert re.search(r"Elle a essayé, sans pouvoir déposer 8 \S? ?13 ░+", agent.sees)
        assert "À distinguer : « Elle a essayé, sans pouvoir déposer » et « Commencée" in agent.sees
        await agent.types(AGREEMENT)
        assert "4 situations à comparer : c’est trop peu" in agent.sees
        assert re.search(r"Paires d’accord 63 % 64 % 87 %", agent.sees)
        assert re.search(r"Kappa de Fleiss 0,43 0,55 0,70", agent.sees)
        await agent.types(PATHS)
        assert "├─ Oui : 14 participants" in "".join(
            line.plain for line in (screen.slide.write(80) if screen.slide else [])
        ).replace("\u00a0", " ")
        await agent.types(SHIFT)
        assert re.search(r"Formes retenues 43 % \S? ?75 % ░+", agent.sees)


async def test_nobody_can_be_told_from_the_others(
    rehearse: Rehearse, folder: Path, tmp_path: Path, recent: Path
) -> None:
    """Two people exchange their numbers: not a word of any view changes, and none says « n° »."""
    async with rehearse() as agent:
        before = dict(everything(await opens(agent, folder, recent)))
    for moment in ("avant", "apres"):
        paths = [folder / f"reponses-{number:02d}-{moment}.json" for number in (2, 9)]
        texts = [path.read_text("utf-8") for path in paths]
        for path, text, number in zip(paths, reversed(texts), (2, 9), strict=True):
            path.write_text(re.sub(r'"participant": ?\d+', f'"participant": {number}', text), "utf-8")
    async with rehearse() as agent:
        assert dict(everything(await opens(agent, folder, recent))) == before
    told = " ".join(words for where, words in before.items() if not where.startswith(("notes", "suivi")))
    assert "n° " not in told


async def test_a_broken_file_is_told_and_what_was_read_stays(
    rehearse: Rehearse, folder: Path, recent: Path
) -> None:
    """The figures stay on the screen; the fault names the file; without it, the fault goes."""
    async with rehearse() as agent:
        screen = await opens(agent, folder, recent)
        broken = folder / "reponses-16-avant.json"
        broken.write_bytes(b'{"format": "repere-reponses", "grammaire": 1, "sea')
        await comes(agent, lambda: "reponses-16-avant.json" in agent.sees)
        assert "Ce qui a été conclu" in agent.sees
        broken.unlink()
        await comes(agent, lambda: not screen._trouble)
        assert "reponses-16" not in agent.sees


async def test_a_session_that_cannot_be_read_says_why(rehearse: Rehearse, folder: Path, recent: Path) -> None:
    """Every fault is on the screen, and leaving is one key."""
    (folder / "reponses-01-avant.json").write_text("rien", "utf-8")
    (folder / "notes.json").write_text("rien", "utf-8")
    async with rehearse() as agent:
        agent.app.push_screen(GroupScreen(folder, RecentSessions(recent)))
        await comes(agent, lambda: "notes.json" in agent.sees and "reponses-01-avant.json" in agent.sees)
        await agent.types("escape")
        assert not [each for each in agent.app.screen_stack if isinstance(each, GroupScreen)]


async def test_a_second_round_is_on_the_case_that_is_looked_at(
    rehearse: Rehearse, folder: Path, recent: Path
) -> None:
    """Among the questions of all cases, S is for that of the question; elsewhere, for the case in hand."""
    async with rehearse() as agent:
        await opens(agent, folder, recent)
        await agent.types(DIVIDING, "down", "down", "s")
        assert f"--cas {RENONCE}" in agent.sees
        await agent.types("escape", ANSWERS, "s")
        assert f"--cas {GUICHET}" in agent.sees


async def test_a_note_is_guarded_kept_and_removed(rehearse: Rehearse, folder: Path, recent: Path) -> None:
    """A name is masked before the note is kept, on the question that was looked at; Suppr removes it."""
    async with rehearse() as agent:
        screen = await opens(agent, folder, recent)
        await agent.types(DIVIDING, "down", "down", "n", "1")
        assert "« Demande », dans « La demande laissée en route »" in agent.sees
        await agent.types("1")
        await agent.writes("Madame Martin a deux lettres")
        assert "pourrait dire qui est la personne" in agent.sees
        assert len(opened(folder).notes) == 3
        await agent.types("1")
        note = opened(folder).notes[-1]
        assert (note.question, note.case, note.kind) == (PLANTED, RENONCE, "decision")
        assert "Martin" not in note.text
        await comes(agent, lambda: "Le groupe a décidé : Madame [nom masqué]" in agent.sees)
        await agent.types(NOTES, "down", "down")
        assert screen.slide is not None and screen.slide.code == str(note.number)
        await agent.types("delete", "enter")
        assert len(opened(folder).notes) == 4, "the first line keeps it"
        await agent.types("delete", "2")
        await comes(agent, lambda: "[nom masqué]" not in agent.sees)
        assert [each.number for each in opened(folder).notes] == [1, 2, 3]


async def test_the_report_and_the_proposals_are_written_beside(
    rehearse: Rehearse, folder: Path, recent: Path
) -> None:
    """One key, then a format: a page with the reference, a page without, a flow of other words."""
    async with rehearse() as agent:
        await opens(agent, folder, recent)
        for choice, name in (
            ("2", "compte-rendu-2026-03-03.html"),
            ("5", "compte-rendu-2026-03-03-sans-reference.html"),
            ("7", "propositions-2026-03-03.yaml"),
            ("7", "propositions-2026-03-03-2.yaml"),
        ):
            await agent.types("e", choice)
            await comes(agent, lambda name=name: (folder / name).exists() and "✓ Écrit" in agent.sees)  # type: ignore[misc]
    pages = [
        plain((folder / f"compte-rendu-2026-03-03{hidden}.html").read_text("utf-8"))
        for hidden in ("", "-sans-reference")
    ]
    told = [f"({MARKS['reference']})" in page for page in pages]
    assert told == [True, False]


async def test_every_screen_of_a_session_is_framed(rehearse: Rehearse, folder: Path, recent: Path) -> None:
    """The word « Formation » is at the top of the session and of all that opens over it."""
    async with rehearse() as agent:
        await opens(agent, folder, recent)
        for keys in ((), ("n",), ("e",), ("f1",), (ANSWERS, "s"), (STANDING, "a"), ("g",), ("i",)):
            await agent.types(*keys)
            assert agent.app.screen.border_title == TITLE, keys
            assert agent.app.screen.has_class("rehearsal"), keys
            if agent.app.screen is not group(agent):
                await agent.types("escape")


async def test_the_keys_of_each_view_fit_on_the_smallest_screen(
    rehearse: Rehearse, folder: Path, recent: Path
) -> None:
    """In 80 columns the names of the seven views, and the help, are all in view."""
    async with rehearse() as agent:
        screen = await opens(agent, folder, recent)
        for rank, name in enumerate(NAMES):
            await agent.types(str(rank + 1))
            assert screen.name_of_view == name
            assert "7 Notes" in agent.sees
            assert "F1 Aide" in str(screen.query_one("#keys", Static).content), name


@pytest.mark.parametrize(
    ("keys", "size"),
    [
        pytest.param((ANSWERS, "down", "down", "down"), (80, 24), id="answers-80x24"),
        pytest.param((AGREEMENT,), (80, 24), id="agreement-80x24"),
        pytest.param((DIVIDING, "down"), (160, 50), id="dividing-160x50"),
    ],
)
def test_looks(
    formation: Callable[..., RepereApp],
    snap_compare: Callable[..., bool],
    folder: Path,
    recent: Path,
    keys: tuple[str, ...],
    size: tuple[int, int],
) -> None:
    app = formation()

    async def before(pilot: Pilot[None]) -> None:
        agent = Agent(app, pilot)
        await pilot.pause()
        await opens(agent, folder, recent)
        await agent.types(*keys)

    assert snap_compare(app, terminal_size=size, run_before=before)
