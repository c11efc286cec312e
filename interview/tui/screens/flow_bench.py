"""The *Parcours* screen: a flow as a tree, each node in words, its faults, as the file says them now.

The flow is read, never written, and the base is not opened: the editor is the trainer's own, and what it
saves is seen here at the next look. Files are read and checked in a thread, so that keys stay alive.
"""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static

from flows.flow import Flow
from interview.conversation import Conversation
from interview.tui import keys
from interview.tui.keys import key
from interview.tui.screens.conversation import BREAKPOINTS
from interview.tui.screens.dialogs import explanation
from interview.tui.screens.housed import Housed
from interview.tui.widgets.fault_list import FaultList
from interview.tui.widgets.flow_page import FlowPage
from interview.tui.widgets.flow_tree import FlowTree, Mark
from interview.tui.widgets.keybar import keys_content
from interview.workbench.fault_places import ROOT
from interview.workbench.flow_pages import Page, page_of
from interview.workbench.flow_view import Node, View, filtered, view_of
from interview.workbench.trial import trial_from, trial_place
from interview.workbench.watching import POLL, Examined, Watch, examined, shipped_file
from templates.typography import french

NAME = french("Parcours · {name}")
READING = french("Lecture du parcours…")
READ_AT = french(" · relu à {time}")
STALE = french("! Le fichier ne peut pas servir : voici sa dernière version valable.")
NEVER_READ = french("! Le fichier ne peut pas servir. Corrigez-le, l’écran suivra.")
FILTER = "un mot, un code"
NOT_FOUND = "Rien ne répond à ce mot."
NO_FAULT = "Aucune faute, aucun conseil."
NOTHING_TO_TRY = "Il n’y a pas encore de version valable à essayer."
WHAT = french("Un parcours : ce qui est demandé, où mène chaque réponse, ce que les règles en concluent.")
HOW = french(
    "L’écran montre le parcours et ne l’écrit jamais. Modifiez le fichier dans votre éditeur : dès qu’il est "
    "enregistré, l’arbre, la page et les fautes suivent. S’il ne peut plus servir, la dernière version "
    "valable reste affichée, et chaque faute dit sa ligne, ce qui était attendu et quoi faire."
)
SIGNS_TOLD = french("« ! » marque une faute, à corriger d’abord ; « i » marque un conseil.")


class FlowBenchScreen(Housed[None]):
    """One flow, watched.

    Args:
        target: its file; by default the shipped one.
        examine: reads and checks it; called in a thread each time a file has changed.
        now: the clock of whoever reads the screen.
        poll: seconds between two looks at the files.
    """

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        key("aide", "f1,question_mark,ctrl+p", "explain", "Aide", "Ce que montre cet écran, et ses touches."),
        key("essayer", "e", "try_here", "Essayer d’ici", "Un entretien d’essai, à partir de cette question."),
        key("filtrer", "slash", "filter", "Filtrer", "Ne garde que ce qui contient un mot, sans accents."),
        key("faute", "f8,n", "next_fault(1)", "Faute", "Va à la faute suivante, ou au conseil suivant."),
        key("faute_avant", "f7,p", "next_fault(-1)", "Faute d’avant", "Va à la faute d’avant.", show=False),
        key("volet", "tab", "app.focus_next", "Volet", "Passe de l’arbre à la page, puis aux fautes."),
        key("retour", "escape,f10", "leave", "Retour", "Ôte le filtre ; sinon, quitte le parcours."),
    ]

    class Looked(Message):
        """The files have changed, or are read for the first time."""

        def __init__(self, view: View) -> None:
            self.view = view
            super().__init__()

    class TrialReady(Message):
        """A trial stands at the question it was asked for."""

        def __init__(self, held: Conversation, target: str) -> None:
            self.held, self.target = held, target
            super().__init__()

    def __init__(
        self,
        target: Path | None = None,
        *,
        examine: Callable[[Path, datetime.date], Examined] = examined,
        now: Callable[[], datetime.datetime] = datetime.datetime.now,
        poll: float = POLL,
    ) -> None:
        super().__init__()
        self._file = target or shipped_file()
        self._now = now
        self._poll = poll
        self._watch = Watch(self._file, lambda: examine(self._file, now().date()))
        self._view = View(self._file.name, None, current=False, tree=Node(ROOT, self._file.name), faults=())
        self._selected = ""
        self._fault = -1

    def compose(self) -> ComposeResult:
        yield Static(READING, id="progress", markup=False)
        yield Static(id="stale", markup=False)
        with Horizontal(id="body"):
            with Vertical(id="branches"):
                yield Input(placeholder=FILTER, compact=True, id="filter")
                yield Static(NOT_FOUND, id="found")
                yield FlowTree()
            with VerticalScroll(id="leaf"):
                yield FlowPage()
        yield FaultList()
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.query_one("#filter").display = self.query_one("#found").display = False
        self.set_focus(self.query_one(FlowTree))
        self.run_worker(self._keep_looking(), group="looking")

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    # ── watching ─────────────────────────────────────────────────────────────────────────────────

    async def _keep_looking(self) -> None:
        while True:
            view = await asyncio.to_thread(self._look)
            if view is not None:
                self.post_message(self.Looked(view))
            await asyncio.sleep(self._poll)

    def _look(self) -> View | None:
        """In a thread: what the files say now, None when they have not changed."""
        found = self._watch.look()
        if found is None:
            return None
        return view_of(self._file, found.flow, found.faults, found.sources, self._view)

    def on_flow_bench_screen_looked(self, event: Looked) -> None:
        event.stop()
        self._view = event.view
        self._fault = min(self._fault, len(self._view.faults) - 1)
        self.query_one(FaultList).show(self._view.faults)
        self._tell_state()
        self._grow()

    def _tell_state(self) -> None:
        view = self._view
        read_at = READ_AT.format(time=f"{self._now():%H:%M:%S}")
        self.query_one("#progress", Static).update(NAME.format(name=self._file.name) + read_at)
        stale = self.query_one("#stale", Static)
        stale.update(STALE if view.flow else NEVER_READ)
        stale.display = not view.current

    # ── showing ──────────────────────────────────────────────────────────────────────────────────

    def _grow(self) -> None:
        """The tree again, with what is selected still selected, or the first thing found."""
        field = self.query_one("#filter", Input)
        typed = field.value.strip()
        found = filtered(self._view.tree, typed) if typed else (self._view.tree, ROOT)
        self.query_one("#found").display = found is None
        if found is None:
            return
        tree, first = found
        marks, wanted = _marks(self._view), self._selected
        selected = self.query_one(FlowTree).grow(tree, marks, wanted, first, whole=not typed)
        self._show(selected, moved=selected != wanted)

    def _show(self, key: str, *, moved: bool) -> None:
        self._selected = key
        view = self._view
        page = page_of(view.flow, key) if view.flow else Page("", view.title, ())
        pointed = view.faults[self._fault] if self._fault >= 0 else None
        faults = sorted(view.at(key), key=lambda each: each is not pointed)
        self.query_one(FlowPage).show(page, faults)
        if moved:
            self.query_one("#leaf", VerticalScroll).scroll_home(animate=False)

    def on_flow_tree_shown(self, event: FlowTree.Shown) -> None:
        event.stop()
        if event.key != self._selected:
            self._show(event.key, moved=True)

    def on_flow_tree_followed(self, event: FlowTree.Followed) -> None:
        event.stop()
        self._select(event.key)

    def on_fault_list_chosen(self, event: FaultList.Chosen) -> None:
        event.stop()
        self._fault = event.rank
        self._select(self._view.faults[event.rank].key)
        self.set_focus(self.query_one(FlowTree))

    def _select(self, key: str) -> None:
        """Put the tree on that node, whatever is filtered out."""
        if self.query_one("#filter", Input).value:
            self._close_filter()
        tree = self.query_one(FlowTree)
        tree.highlight(key)
        self._show(tree.key, moved=True)

    # ── filtering ────────────────────────────────────────────────────────────────────────────────

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._grow()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self._close_filter()
        self.set_focus(self.query_one(FlowTree))

    def _close_filter(self) -> None:
        field = self.query_one("#filter", Input)
        field.display = False
        with self.prevent(Input.Changed):
            field.value = ""
        self._grow()

    # ── actions ──────────────────────────────────────────────────────────────────────────────────

    def action_filter(self) -> None:
        """Type a word to find."""
        field = self.query_one("#filter", Input)
        field.display = True
        self.set_focus(field)

    def action_next_fault(self, step: int) -> None:
        """Another fault, and its node."""
        faults = self._view.faults
        if not faults:
            self.tell(NO_FAULT)
            return
        start = self._fault if self._fault >= 0 or step > 0 else 0
        self._fault = (start + step) % len(faults)
        self.query_one(FaultList).point(self._fault)
        self._select(faults[self._fault].key)

    def action_try_here(self) -> None:
        """A trial, from the selected question."""
        if self._view.flow is None:
            self.tell(NOTHING_TO_TRY)
            return
        self.run_worker(self._prepare_trial(self._view.flow), group="trial", exclusive=True)

    async def _prepare_trial(self, flow: Flow) -> None:
        target = _question_of(self._selected) or flow.first
        held = await asyncio.to_thread(lambda: trial_from(trial_place(flow), target))
        self.post_message(self.TrialReady(held, target))

    def on_flow_bench_screen_trial_ready(self, event: TrialReady) -> None:
        event.stop()
        from interview.tui.screens.trial import TrialScreen

        self.app.push_screen(TrialScreen(event.held, event.target))

    def action_explain(self) -> None:
        """What the screen shows, and the keys."""
        parts = (("Comment cela se passe", HOW), ("Les signes", SIGNS_TOLD))
        listed = keys.told([*self.BINDINGS, *FlowTree.BINDINGS, *self.app.BINDINGS])
        self.app.push_screen(explanation(WHAT, parts, listed))

    def action_leave(self) -> None:
        """The filter first, then the screen."""
        if self.query_one("#filter", Input).display:
            self._close_filter()
            self.set_focus(self.query_one(FlowTree))
        elif len(self.app.screen_stack) > 1:
            self.dismiss(None)
        else:
            self.house.leave()


def _question_of(key: str) -> str:
    """The question that a node is, or belongs to; "" for any other node."""
    kind, _, name = key.partition(":")
    if kind == "sortie":
        return name.rpartition(":")[0]
    return name if kind == "question" else ""


def _marks(view: View) -> dict[str, Mark]:
    """The gravest fault of each node, itself or anything below it."""
    own: dict[str, Mark] = {}
    for placed in reversed(view.faults):
        own[placed.key] = "advice" if placed.fault.advice else "error"
    marks: dict[str, Mark] = {}

    def mark(node: Node) -> Mark | None:
        below = [mark(child) for child in node.children]
        # The first line of the tree is the file itself: it does not stand for what is listed under it.
        found = [own.get(node.key), *(below if node.key != ROOT else ())]
        worst: Mark | None = "error" if "error" in found else "advice" if "advice" in found else None
        if worst:
            marks[node.key] = worst
        return worst

    mark(view.tree)
    return marks
