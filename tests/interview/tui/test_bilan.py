"""The *Bilan* screen: what it shows is what the service says, and the keys always answer."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from interview.bilan.parts import rubriques
from interview.bilan.service import Bilan, bilan_of
from interview.conversation import Workplace
from interview.dossier.state import Subject
from interview.tui.app import RepereApp
from interview.tui.screens import bilan_reading
from interview.tui.screens.bilan import BilanScreen
from interview.tui.screens.bilan_filters import BilanFilters
from interview.tui.screens.bilan_page import FiguresPage, Headings
from interview.tui.screens.dialogs import Dialog, Reading
from interview.tui.screens.home import HomeScreen
from store import DiskFull
from templates.bilan_context import Partie, Rubrique
from templates.chart_context import Tableau
from tests.generated import fill

from .conftest import SPACES, Agent, Opening

NARROW, WIDE = (80, 24), (160, 50)
HELD = 30
PATIENCE = 30.0
"""Seconds after which something that does not come never will."""


@pytest.fixture
def filled(workplace: Callable[[], Workplace]) -> Workplace:
    """Thirty random interviews."""
    place = workplace()
    assert place.base is not None
    fill(place.base, HELD, seed=5)
    return place


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where the agent stands."""
    folder = tmp_path / "ici"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


async def comes(agent: Agent, what: Callable[[], bool]) -> None:
    """Wait for it, the screen going on meanwhile."""
    for _ in range(int(PATIENCE / 0.02)):
        if what():
            await agent.pilot.pause()
            return
        await asyncio.sleep(0.02)
        await agent.pilot.pause()
    raise AssertionError(f"it never came: {agent.sees}")


async def counted(agent: Agent) -> BilanScreen:
    """The screen, once its figures are there."""
    screen = shown(agent)
    await comes(agent, lambda: screen._counting is None)
    return screen


def shown(agent: Agent) -> BilanScreen:
    return next(each for each in agent.app.screen_stack if isinstance(each, BilanScreen))


def said(agent: Agent) -> str:
    return str(shown(agent).query_one("#said", Static).content)


def plain(text: str) -> str:
    return " ".join(text.translate(SPACES).split())


def page(agent: Agent) -> str:
    """The whole page of figures, seen or not."""
    found = shown(agent).query_one(FiguresPage)
    return plain(" ".join(each.plain for each in found.lines(max(found.content_size.width, 20))))


def figures_of(place: Workplace, **subject: Any) -> Bilan:
    return bilan_of(place, Subject(**subject))


def part_of(rows: int) -> Partie:
    """A figure with so many lines."""
    lines = tuple((f"Ligne {rank}", str(rank)) for rank in range(rows))
    return Partie(code=f"de-{rows}", titre="Une", tableau=Tableau(tete=("Ligne", "Situations"), lignes=lines))


async def test_every_figure_of_the_service_is_on_the_screen(filled: Workplace, sit_down: Opening) -> None:
    """Each heading by its digit: its sentences, and every cell of every table, as the service gives them."""
    expected = rubriques(figures_of(filled))
    async with sit_down("f8", start="accueil", size=(220, 50)) as agent:
        await counted(agent)
        for each in expected:
            await agent.types(str(each.numero))
            seen = page(agent)
            for sentence in each.phrases:
                assert plain(sentence) in seen
            for part in each.parties:
                for row in part.tableau.lignes if part.tableau is not None else ():
                    assert all(plain(cell) in seen for cell in row[1:])


async def test_one_or_the_other_where_it_is_narrow_and_both_where_it_is_wide(
    filled: Workplace, sit_down: Opening
) -> None:
    del filled
    async with sit_down("f8", start="accueil", size=NARROW) as agent:
        await counted(agent)
        assert "9 Résolution" in agent.sees
        assert "1. Volume" not in agent.sees
        await agent.types("2")
        assert "2. Formes de non-recours" in agent.sees
        assert "9 Résolution" not in agent.sees
        await agent.types("escape")
        assert "❯ 2 Formes" in agent.sees
        await agent.types("down", "enter")
        assert "3. Prestations" in agent.sees
        await agent.types("escape", "escape")
        assert isinstance(agent.app.screen, HomeScreen)
    async with sit_down("f8", start="accueil", size=WIDE) as agent:
        await counted(agent)
        assert "9 Résolution" in agent.sees
        assert "1. Volume" in agent.sees
        await agent.types("left")
        assert "9. Résolution" in agent.sees
        await agent.types("escape")
        assert isinstance(agent.app.screen, HomeScreen)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "160x50"])
async def test_arrows_reach_every_figure_and_every_line(
    filled: Workplace, sit_down: Opening, size: tuple[int, int]
) -> None:
    """Going down through a heading passes every figure and every line, in view; going up comes back."""
    del filled
    async with sit_down("f8", start="accueil", size=size) as agent:
        screen = await counted(agent)
        await agent.types("1")
        figures, view = screen.query_one(FiguresPage), screen.query_one("#leaf")
        parts = (part_of(2), part_of(90), part_of(3), part_of(12))
        figures.show(Rubrique(code="longue", numero=1, titre="Longue", parties=parts))
        await agent.pilot.pause()
        passed = [figures.at]
        seen = set(range(view.size.height))
        for _ in range(200):
            await agent.types("down")
            first, _ = figures.place
            top = int(view.scroll_offset.y)
            seen.update(range(top, top + view.size.height))
            if figures.at != passed[-1]:
                passed.append(figures.at)
                assert top <= first < top + view.size.height
            if figures.at == len(parts) - 1 and top >= view.max_scroll_y:
                break
        assert passed == list(range(len(parts)))
        assert view.scroll_offset.y == view.max_scroll_y
        assert seen.issuperset(range(figures.size.height))
        for _ in range(200):
            await agent.types("up")
        assert (figures.at, view.scroll_offset.y) == (0, 0)


async def test_f1_defines_the_figure_that_is_pointed_at(filled: Workplace, sit_down: Opening) -> None:
    del filled
    async with sit_down("f8", start="accueil", size=WIDE) as agent:
        screen = await counted(agent)
        await agent.types("2")
        while screen.query_one(FiguresPage).part.code != "formes":  # type: ignore[union-attr]
            await agent.types("down")
        meaning = plain("Situations par forme de non-recours retenue par l’agent")
        beside = screen.query_one(Headings).lines(40)
        assert meaning in plain(" ".join(each.plain for each in beside))
        await agent.types("f1")
        assert isinstance(agent.app.screen, Reading)
        assert meaning in agent.sees
        assert "somme peut dépasser 100 %" in agent.sees


async def test_filters_count_what_they_say(filled: Workplace, sit_down: Opening) -> None:
    """A service then an organism, taken among those that occur; then everything again."""
    services = figures_of(filled).figures.heading("volume").table("services")  # type: ignore[union-attr]
    assert services is not None
    first = services.lines[0]
    async with sit_down("f8", start="accueil", size=WIDE) as agent:
        await counted(agent)
        await agent.types("f2", "2")
        assert all(plain(each.label) in agent.sees for each in services.lines)
        await agent.types("1")
        await counted(agent)
        assert f"Bilan · {first.n} situations" in agent.sees
        assert f"service {first.code}" in agent.sees
        await agent.types("f2", "3", "1")  # no territory was ever said
        screen = await counted(agent)
        assert screen._result is not None
        subject = screen._result.bilan.subject
        narrower = figures_of(filled, service=first.code, organism=subject.organism)
        assert subject.organism
        assert screen._result.rubriques == rubriques(narrower)
        await agent.types("ctrl+r")
        await counted(agent)
        assert "toutes les situations" in agent.sees


async def test_a_period_beside_another(filled: Workplace, sit_down: Opening) -> None:
    """F3 asks for the other period at once; both are named, told in numbers, and drawn in two grains."""
    async with sit_down("f8", start="accueil", size=WIDE) as agent:
        await counted(agent)
        await agent.types("f2", "1", "5")
        await agent.writes("04/2026 - 12/2026")
        await counted(agent)
        assert "D’avril 2026 à décembre 2026" in agent.sees
        await agent.types("f3")
        assert "Comparer avec une autre période" in agent.sees
        assert "Un an plus tôt" in agent.sees
        await agent.types("6")
        await agent.writes("03/2026")
        screen = await counted(agent)
        assert "à côté de : mars 2026" in agent.sees
        assert screen._result is not None
        assert screen._result.bilan.before == figures_of(filled, since="2026-03", until="2026-03").figures
        await agent.types("2")
        assert "░░ mars 2026" in page(agent)


async def test_a_file_is_masked_unless_it_is_asked_otherwise(
    filled: Workplace, sit_down: Opening, here: Path
) -> None:
    """The first list writes a shareable file; whole figures take one more choice, and are noted as such."""
    async with sit_down("f8", start="accueil", size=WIDE) as agent:
        await counted(agent)
        await agent.types("e", "6")
        await comes(agent, lambda: "✓" in said(agent))
        assert "petits nombres masqués" in said(agent)
        (shareable,) = here.iterdir()
        assert "complet" not in shareable.name
        await agent.types("e", "7")
        assert "journal des accès" in agent.sees
        await agent.types("5")
        await comes(agent, lambda: "à garder dans le service" in said(agent))
        whole = next(each for each in here.iterdir() if each != shareable)
        assert "complet" in whole.name
    assert filled.base is not None
    noted = filled.base.connection.execute("SELECT what FROM access_log ORDER BY rowid").fetchall()
    assert [what for (what,) in noted][-2:] == ["bilan", "bilan_complet"]
    assert "masqué" in shareable.read_text(encoding="utf-8")
    assert "masqué" not in whole.read_text(encoding="utf-8").replace("rien n’est masqué", "")


@pytest.mark.skipif(os.name == "nt", reason="folders are closed otherwise there")
async def test_a_file_that_cannot_be_written_says_why(
    filled: Workplace, sit_down: Opening, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> Path:
        raise PermissionError(13, "Permission non accordée", str(here))

    del filled
    monkeypatch.setattr(bilan_reading, "write", refused)
    async with sit_down("f8", start="accueil", size=WIDE) as agent:
        await counted(agent)
        await agent.types("e", "1")
        await comes(agent, lambda: "pas pu être écrit" in said(agent))
        assert "Permission non accordée" in said(agent)
        await agent.types("2")
        assert "2. Formes" in agent.sees


class Held:
    """A counting that waits to be let go, and says how far it is."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go_on = threading.Event()
        self.begun = 0
        self.given_up = 0
        monkeypatch.setattr(bilan_reading, "bilan_of", self)

    def __call__(self, *args: Any, **options: Any) -> Bilan:
        self.begun += 1
        say = options["say"]
        try:
            while not self.go_on.wait(0.02):
                say(9, 20)
        except BaseException:
            self.given_up += 1
            raise
        return bilan_of(*args, **options)


async def test_keys_answer_while_it_counts(
    filled: Workplace, sit_down: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How far it is, is told; the filters open; what is chosen then gives up the counting before."""
    del filled
    held = Held(monkeypatch)
    async with sit_down("f8", start="accueil", size=WIDE) as agent:
        await comes(agent, lambda: "comptage… 45 %" in agent.sees)
        await agent.types("3", "down", "f1")
        assert isinstance(agent.app.screen, Reading)
        await agent.types("escape", "f2")
        assert isinstance(agent.app.screen, BilanFilters)
        await agent.types("1", "4")
        await comes(agent, lambda: held.given_up == 1)
        assert held.begun == 2
        held.go_on.set()
        screen = await counted(agent)
        assert screen._result is not None
        assert screen._result.bilan.subject.since == "2025"
        assert "Bilan · 0 situation" in agent.sees


async def test_leaving_gives_the_counting_up(
    filled: Workplace, sit_down: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    del filled
    held = Held(monkeypatch)
    async with sit_down("f8", start="accueil", size=WIDE) as agent:
        await comes(agent, lambda: held.begun == 1)
        await agent.types("escape")
        assert isinstance(agent.app.screen, HomeScreen)
        await comes(agent, lambda: held.given_up == 1)


async def test_a_base_that_refuses_says_so_and_can_be_tried_again(
    filled: Workplace, sit_down: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled.base is not None
    refusals = [DiskFull(filled.base.path, "lecture")]

    def refusing(*args: Any, **options: Any) -> Bilan:
        if refusals:
            raise refusals.pop()
        return bilan_of(*args, **options)

    monkeypatch.setattr(bilan_reading, "bilan_of", refusing)
    async with sit_down("f8", start="accueil", size=WIDE) as agent:
        await comes(agent, lambda: isinstance(agent.app.screen, Dialog))
        assert "plus de place sur le disque" in agent.sees
        await agent.types("1")
        await comes(agent, lambda: "1. Volume" in agent.sees)


async def test_an_empty_base_is_said_to_be_empty(
    workplace: Callable[[], Workplace], sit_down: Opening
) -> None:
    workplace()
    async with sit_down("f8", start="accueil", size=WIDE) as agent:
        await counted(agent)
        assert "Aucune situation de non-recours" in agent.sees
        for rank in range(1, 10):
            await agent.types(str(rank), "down", "f1", "escape")
        await agent.types("f2")
        assert "Service" not in agent.sees  # nothing occurs: nothing to choose among
        assert "Période" in agent.sees


def test_the_look_of_a_heading(
    filled: Workplace, repere: Callable[..., RepereApp], snap_compare: Callable[..., bool]
) -> None:
    del filled
    app = repere(start="accueil")

    async def before(pilot: Pilot[None]) -> None:
        app.theme = "textual-light"
        agent = Agent(app, pilot)
        await pilot.pause()
        await agent.types("f8")
        await counted(agent)
        await agent.types("2")

    assert snap_compare(app, terminal_size=(140, 40), run_before=before)
