"""The *Parcours* screen: a flow read, watched while it is changed, filtered, tried."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.pilot import Pilot

from interview.tui.app import RepereApp
from interview.tui.bench_app import BenchApp
from interview.tui.screens.dialogs import Reading
from interview.tui.screens.flow_bench import FlowBenchScreen
from interview.tui.screens.home import HomeScreen
from interview.tui.screens.sheet import SheetScreen
from interview.tui.screens.trial import TrialScreen, TrialSheet
from interview.tui.screens.verdict import VerdictScreen
from interview.tui.widgets.fault_list import FaultList
from interview.tui.widgets.flow_tree import FlowTree
from tests.support import shipped_flow

from .conftest import Agent, Opening

SMALL, WIDE = (80, 24), (120, 40)
LOOK = 0.02
"""Seconds between two looks at the file, in these tests."""
BROKEN = (
    ("vers: reception,", "vers: recption,"),
    ("    bref: Domaine\n", "    bref: Domaine\n    tetxe: x\n"),
)


def noon() -> datetime.datetime:
    return datetime.datetime(2026, 12, 1, 12, 0)


class Trainer(Agent):
    """Someone who changes a flow, and looks at the screen."""

    def __init__(self, app: RepereApp, pilot: Pilot[None], path: Path) -> None:
        super().__init__(app, pilot)
        self.path = path

    def saves(self, *replacements: tuple[str, str]) -> None:
        """The shipped flow, with passages replaced."""
        source = shipped_flow().source
        for old, new in replacements:
            assert old in source
            source = source.replace(old, new, 1)
        self.path.write_text(source, encoding="utf-8")

    async def waits_for(self, *words: str) -> None:
        """Until all of that is on the screen."""
        for _ in range(200):
            await self.pilot.pause(LOOK)
            if all(each in self.sees for each in words):
                return
        raise AssertionError(f"{words} never came: {self.sees}")

    @property
    def bench(self) -> FlowBenchScreen:
        return next(each for each in self.app.screen_stack if isinstance(each, FlowBenchScreen))

    @property
    def key(self) -> str:
        """The node that is selected."""
        return self.bench.query_one(FlowTree).key

    async def goes_to(self, word: str) -> None:
        """The first node that a filter finds; the filter is then taken away."""
        await self.types("slash", *word, "enter", "escape")


Bench = Callable[..., AbstractAsyncContextManager[Trainer]]


@pytest.fixture
def flow_file(tmp_path: Path) -> Path:
    path = tmp_path / "essai.yaml"
    path.write_text(shipped_flow().source, encoding="utf-8")
    return path


@pytest.fixture
def bench(flow_file: Path) -> Bench:
    """Opens the screen on a copy of the shipped flow."""

    @asynccontextmanager
    async def opening(*keys: str, size: tuple[int, int] = WIDE) -> AsyncIterator[Trainer]:
        app = BenchApp(flow_file, now=noon, poll=LOOK)
        async with app.run_test(size=size) as pilot:
            trainer = Trainer(app, pilot, flow_file)
            await trainer.waits_for("essai.yaml")
            await trainer.types(*keys)
            yield trainer
            assert not app.opened, "the base is never opened by this screen"

    return opening


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────


async def test_the_tree_is_on_the_left_and_the_selected_question_on_the_right(bench: Bench) -> None:
    async with bench("down", "down") as trainer:
        assert trainer.key == "question:nature"
        for expected in ("▼ L’objet", "▶ Nature de l’offre", "✓ Aucune faute, aucun conseil"):
            assert expected in trainer.sees
        for expected in (
            "Ce qui manque à la personne, est-ce de l’argent ou autre chose ?",
            "Pourquoi cette question",
            "Comment l’aborder avec la personne",
            "En cas de doute",
            "financiere De l’argent",
            "→ Prestation",
            "Quand elle est posée",
            "Où elle mène",
        ):
            assert expected in trainer.sees


async def test_at_80_by_24_the_whole_question_is_read_by_scrolling_its_page(bench: Bench) -> None:
    async with bench("down", "down", size=SMALL) as trainer:
        assert "Ce qui manque à la personne" in trainer.sees
        assert "Ce qui lit cette réponse" not in trainer.sees
        await trainer.types("tab", "end")
        assert "Ce qui lit cette réponse" in trainer.sees
        await trainer.types("tab", "down")
        assert trainer.key == "question:prestation"
        assert "Quelle prestation ?" in trainer.sees


async def test_an_exit_is_followed_with_enter(bench: Bench) -> None:
    async with bench("down", "down", "right", "down") as trainer:
        assert trainer.key == "sortie:nature:0"
        assert "Prise quand" in trainer.sees
        await trainer.types("enter")
        assert trainer.key == "question:prestation"


async def test_arrows_open_and_close_branches(bench: Bench) -> None:
    async with bench("down", "down", "left") as trainer:
        assert trainer.key == "section:objet"
        await trainer.types("left")
        assert "▶ Nature de l’offre" not in trainer.sees
        await trainer.types("right")
        assert "▶ Nature de l’offre" in trainer.sees


async def test_a_rule_is_told_in_words(bench: Bench) -> None:
    async with bench() as trainer:
        await trainer.goes_to("frictionnel")
        assert trainer.key == "trait:frictionnel"
        assert "Retenu quand, tout ensemble" in trainer.sees
        assert "• une demande a été faite" in trainer.sees


async def test_letters_filter_without_accents_and_escape_brings_the_tree_back(bench: Bench) -> None:
    async with bench("slash", *"sejour") as trainer:
        assert trainer.key == "question:domaine"
        assert "▶ Nature de l’offre" not in trainer.sees
        await trainer.types("z")
        assert "Rien ne répond à ce mot." in trainer.sees
        await trainer.types("backspace")
        assert "Rien ne répond" not in trainer.sees
        await trainer.types("enter", "escape")
        assert "▶ Nature de l’offre" in trainer.sees
        assert trainer.key == "question:domaine"


async def test_f1_explains_the_screen_and_every_key(bench: Bench) -> None:
    async with bench("f1", size=(100, 60)) as trainer:
        assert isinstance(trainer.app.screen, Reading)
        for expected in ("ne l’écrit jamais", "« ! » marque une faute", "Un entretien d’essai", "F8 ou N"):
            assert expected in trainer.sees


async def test_escape_leaves(bench: Bench) -> None:
    async with bench("escape") as trainer:
        assert not trainer.app.is_running or trainer.app._exit


# ── watching ─────────────────────────────────────────────────────────────────────────────────────────


async def test_a_word_changed_in_the_file_is_shown_and_the_selection_stays(bench: Bench) -> None:
    async with bench() as trainer:
        await trainer.goes_to("prestation")
        await trainer.types("right")
        trainer.saves(("Quelle prestation ?", "Quelle aide ?"))
        await trainer.waits_for("Quelle aide ?")
        assert trainer.key == "question:prestation"
        assert "→ Droit de la personne" in trainer.sees  # the branch opened by hand is still open


async def test_a_question_that_goes_away_leaves_the_selection_somewhere(bench: Bench) -> None:
    async with bench() as trainer:
        await trainer.goes_to("accord_portee")
        source = shipped_flow().source
        gone = source[source.index("  - id: accord_portee") : source.index("fins:\n")]
        trainer.saves((gone, "\n"))
        await trainer.waits_for("version 2026.1")
        assert trainer.key == "fichier"


async def test_a_broken_file_keeps_its_last_version_and_tells_every_fault(bench: Bench) -> None:
    async with bench() as trainer:
        await trainer.goes_to("accord_portee")
        trainer.saves(*BROKEN)
        await trainer.waits_for("2 fautes")
        assert "voici sa dernière version valable" in trainer.sees
        assert "À qui, et pour quoi, donne-t-elle son accord ?" in trainer.sees
        assert trainer.key == "question:accord_portee"
        trainer.saves()
        await trainer.waits_for("✓ Aucune faute, aucun conseil")
        assert "dernière version valable" not in trainer.sees


async def test_f8_goes_from_fault_to_fault_and_each_says_everything(bench: Bench) -> None:
    async with bench() as trainer:
        trainer.saves(*BROKEN)
        await trainer.waits_for("2 fautes")
        await trainer.types("f8")
        assert trainer.key == "question:domaine"
        for expected in (
            "! P020",
            "clé inconnue « tetxe »",
            "Attendu :",
            "Vouliez-vous dire : « texte »",
            "À faire",
        ):
            assert expected in trainer.sees
        await trainer.types("n")
        assert trainer.key == "sortie:demande:0"
        assert "« recption » n’existe pas" in trainer.sees
        await trainer.types("f8")
        assert trainer.key == "question:domaine"
        await trainer.types("f7")
        assert trainer.key == "sortie:demande:0"


async def test_enter_on_a_fault_selects_its_node_in_the_tree(bench: Bench) -> None:
    async with bench() as trainer:
        trainer.saves(*BROKEN)
        await trainer.waits_for("2 fautes")
        await trainer.types("tab", "tab")
        assert isinstance(trainer.app.focused, FaultList)
        await trainer.types("down", "down", "enter")
        assert trainer.key == "sortie:demande:0"
        assert isinstance(trainer.app.focused, FlowTree)


async def test_a_branch_that_hides_a_fault_bears_its_sign(bench: Bench) -> None:
    async with bench() as trainer:
        trainer.saves(*BROKEN)
        await trainer.waits_for("▼ ! Ce qui s’est passé", "▶ ! Demande")
        assert "▼ ! L’objet" in trainer.sees
        assert "! Le droit" not in trainer.sees


async def test_advice_is_told_and_does_not_make_the_flow_old(bench: Bench) -> None:
    async with bench() as trainer:
        trainer.saves(("lu_le: 2026-11", "lu_le: 2020-01"))
        await trainer.waits_for("1 conseil")
        assert "dernière version valable" not in trainer.sees


async def test_a_file_broken_from_the_start_shows_its_faults_then_its_tree(
    flow_file: Path, bench: Bench
) -> None:
    flow_file.write_text("questions: [", encoding="utf-8")
    async with bench() as trainer:
        await trainer.waits_for("P004", "Corrigez-le, l’écran suivra")
        await trainer.types("e")
        assert isinstance(trainer.app.screen, FlowBenchScreen)
        trainer.saves()
        await trainer.waits_for("Nature de l’offre")


async def test_nothing_found_when_there_is_no_fault(bench: Bench) -> None:
    async with bench("f8", "tab", "tab") as trainer:
        assert not isinstance(trainer.app.focused, FaultList)


# ── trying ───────────────────────────────────────────────────────────────────────────────────────────


async def test_a_trial_begins_at_the_selected_question_with_what_leads_to_it_given(bench: Bench) -> None:
    async with bench() as trainer:
        await trainer.goes_to("regularite")
        await trainer.types("e")
        await trainer.waits_for("Essai : rien n’est enregistré")
        assert isinstance(trainer.app.screen, TrialScreen)
        assert trainer.place == "regularite"
        assert "Essai à partir de « Au regard des règles et des délais »" in trainer.sees
        assert "✓ Demande Oui, déposée" in trainer.sees
        assert trainer.held.workplace.base is None


async def test_an_invented_answer_can_be_changed(bench: Bench) -> None:
    async with bench() as trainer:
        await trainer.goes_to("regularite")
        await trainer.types("e")
        await trainer.waits_for("Essai à partir")
        await trainer.types("escape")
        assert trainer.place == "reception"
        await trainer.types("f2")
        await trainer.waits_for("Revoir les réponses")


async def test_leaving_a_trial_comes_back_to_the_same_node(bench: Bench) -> None:
    async with bench() as trainer:
        await trainer.goes_to("reception")
        await trainer.types("e")
        await trainer.waits_for("Essai à partir")
        await trainer.types("1", "f10")
        assert isinstance(trainer.app.screen, FlowBenchScreen)
        assert trainer.key == "question:reception"


async def test_a_trial_from_a_rule_begins_at_the_beginning(bench: Bench) -> None:
    async with bench("e") as trainer:
        await trainer.waits_for("Essai du parcours, depuis sa première question")
        assert trainer.place == "nature"


async def test_a_trial_goes_to_its_conclusion_and_writes_no_sheet(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    async with bench() as trainer:
        await trainer.goes_to("niveaux")
        await trainer.types("e")
        await trainer.waits_for("Essai à partir")
        await trainer.types("1", "enter")
        assert isinstance(trainer.app.screen, VerdictScreen)
        await trainer.types("1", "2")
        assert isinstance(trainer.app.screen, TrialSheet)
        await trainer.types("p", "t", "h")
        assert "Un essai n’écrit pas de fiche" in trainer.sees
        assert [each.name for each in tmp_path.iterdir()] == ["essai.yaml"]
        await trainer.types("escape", "f6")
        assert isinstance(trainer.app.screen, VerdictScreen)
        await trainer.types("4")
        assert isinstance(trainer.app.screen, FlowBenchScreen)


async def test_leaving_from_a_trial_promises_nothing(bench: Bench) -> None:
    async with bench("e") as trainer:
        await trainer.waits_for("Essai du parcours")
        await trainer.types("1", "ctrl+q")
        assert trainer.app._exit
        assert not trainer.app._exit_renderables


async def test_the_last_usable_version_can_be_tried_while_the_file_is_broken(bench: Bench) -> None:
    async with bench() as trainer:
        trainer.saves(*BROKEN)
        await trainer.waits_for("2 fautes")
        await trainer.goes_to("prestation")
        await trainer.types("e")
        await trainer.waits_for("Essai à partir de « Prestation »")


# ── the way in ───────────────────────────────────────────────────────────────────────────────────────


async def test_home_opens_the_shipped_flow_and_escape_comes_back(sit_down: Opening) -> None:
    async with sit_down("f4", start="accueil", size=WIDE) as agent:
        for _ in range(200):
            await agent.pilot.pause(LOOK)
            if "non-recours.yaml" in agent.sees:
                break
        assert "▼ L’objet" in agent.sees
        await agent.types("escape")
        assert isinstance(agent.app.screen, HomeScreen)
        assert "Voir le parcours" in agent.sees


@pytest.mark.parametrize("owner", [FlowBenchScreen, FlowTree, TrialScreen, TrialSheet, SheetScreen])
def test_every_binding_has_an_id_a_label_and_a_sentence(owner: type) -> None:
    for binding in owner.BINDINGS:
        assert isinstance(binding, Binding)
        assert binding.id
        assert binding.description
        assert binding.tooltip.endswith(".")


# ── what it looks like ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def looks(snap_compare: Callable[..., bool], flow_file: Path) -> Callable[..., bool]:
    """Whether the screen looks as it did, after these keys and with that file."""

    def compared(*keys: str, size: tuple[int, int], theme: str, saves: Any = (), awaits: str = "") -> bool:
        app = BenchApp(flow_file, now=noon, poll=LOOK)

        async def before(pilot: Pilot[None]) -> None:
            app.theme = theme
            trainer = Trainer(app, pilot, flow_file)
            await trainer.waits_for("▼ L’objet")
            if saves:
                trainer.saves(*saves)
                await trainer.waits_for("fautes")
            await trainer.types(*keys)
            if awaits:
                await trainer.waits_for(awaits)

        return snap_compare(app, terminal_size=size, run_before=before)

    return compared


DEMANDE = ("slash", *"demande", "enter", "escape")


@pytest.mark.parametrize(
    ("size", "theme"), [(SMALL, "textual-light"), (WIDE, "textual-dark")], ids=["80x24", "120x40"]
)
def test_a_question(looks: Callable[..., bool], size: tuple[int, int], theme: str) -> None:
    assert looks(*DEMANDE, size=size, theme=theme)


@pytest.mark.parametrize(
    ("size", "theme"), [(SMALL, "textual-dark"), (WIDE, "textual-light")], ids=["80x24", "120x40"]
)
def test_faults(looks: Callable[..., bool], size: tuple[int, int], theme: str) -> None:
    assert looks("f8", "f8", size=size, theme=theme, saves=BROKEN)


def test_a_trial(looks: Callable[..., bool]) -> None:
    keys = ("slash", *"reception", "enter", "e")
    assert looks(*keys, size=SMALL, theme="textual-dark", awaits="Essai à partir")
