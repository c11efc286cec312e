"""« Dossiers »: the situations of the base; typing searches, keys narrow the list, Enter opens one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.timer import Timer
from textual.widgets import Input, Static

from flows.faults import ContentError
from interview import access
from interview.files.finding import Line, Listing, listing
from interview.files.known_flows import KnownFlows
from interview.files.situation_view import SituationView, situation_view
from interview.tui import keys
from interview.tui.criteria import LABELS, Chosen, value_in_words, wanted
from interview.tui.drawing import MUTED, STRONG
from interview.tui.keys import key
from interview.tui.screens.conversation import BREAKPOINTS
from interview.tui.screens.dialogs import explanation
from interview.tui.screens.files_filters import FilterPanel
from interview.tui.screens.files_household import HouseholdScreen
from interview.tui.screens.files_situation import SituationScreen
from interview.tui.screens.housed import Housed
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.file_list import FileList
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.situation_page import situation_lines
from templates.typography import french

TITLE = french("Dossiers · {count}")
PLACEHOLDER = "un mot, une référence, un ménage, une prestation (même un ancien nom)"
NO_FILTER = french("Aucun filtre. F2 en choisit un ; F3 : les ouvertes ; F5 : à relancer.")
FILTERED = french("Filtres : ")
NOTHING = french("Rien ne répond à cela. Un mot de moins, ou Ctrl+R pour ôter les filtres.")
EMPTY = french("La base ne contient encore aucune situation.")
WHAT = french("Toutes les situations de la base, la dernière touchée d’abord.")
HOW = french(
    "Tapez : la recherche porte sur ce qui a été écrit, sur les références, les ménages et le nom des "
    "prestations, anciens noms compris, sans accents. ↑ ↓ parcourent la liste pendant que vous tapez ; "
    "Entrée ouvre."
)
READING_PAUSE = 0.3
"""Seconds of rest on a situation before it is shown beside the list."""
NEXT_STATE = {"": "ouvertes", "ouvertes": "closes", "closes": ""}
NEXT_REMINDER = {"": "a_relancer", "a_relancer": "en_retard", "en_retard": ""}


class FilesScreen(Housed[None]):
    """The list, the words that search it, and what narrows it.

    Args:
        chosen: criteria to begin with.
    """

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "retour",
            "escape,f10",
            "close",
            "Retour",
            "Efface ce qui est tapé ; sinon, revient à l’écran d’avant.",
        ),
        key(
            "filtrer", "f2", "filter", "Filtrer", "Période, service, organisme, prestation, forme, certitude…"
        ),
        key("etat", "f3", "turn('etat')", "Ouvertes", "Toutes, puis les ouvertes, puis les closes."),
        key("relance", "f5", "turn('relance')", "À relancer", "Toutes, puis à relancer, puis en retard."),
        key(
            "menage", "f6", "household", "Ménage", "Le ménage de la situation, tous services et toutes dates."
        ),
        key("interpeller", "f8", "escalate", "Interpeller", "Un dossier d’interpellation sur ces filtres."),
        key("oter", "ctrl+r", "clear", "Tout montrer", "Ôte les filtres et les mots."),
        key("aide", "f1,ctrl+p", "explain", "Aide", "Ce que montre cet écran, et ses touches."),
    ]

    def __init__(self, chosen: Chosen | None = None) -> None:
        super().__init__()
        self._chosen: Mapping[str, str] = dict(chosen or {})
        self._after: tuple[int, int] | None = None
        self._flows: KnownFlows | None = None
        self._asked: tuple[str, Mapping[str, str]] | None = None
        self._beside: SituationView | None = None
        self._read_here: set[str] = set()
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="progress", markup=False)
        yield Input(placeholder=PLACEHOLDER, compact=True, id="filter")
        yield Static(id="chips", markup=False)
        with Horizontal(id="body"):
            yield FileList()
            with VerticalScroll(id="beside", can_focus=False):
                yield Lines(self._beside_lines)
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Input))
        self._look()

    def on_resize(self) -> None:
        shown = keys.shown(self.BINDINGS)
        self.query_one("#keys", Static).update(keys_content(shown, self.size.width - 2))
        self._read_soon()

    # ── events ───────────────────────────────────────────────────────────────────────────────────

    def on_key(self, event: Key) -> None:
        if self.query_one(FileList).move(event.key):
            event.stop()
            event.prevent_default()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._look()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        line = self.query_one(FileList).current
        if line is not None:
            self.app.push_screen(SituationScreen(line.interview, line.rank), lambda _: self._look_again())

    def on_file_list_moved(self) -> None:
        self._read_soon()

    def on_file_list_near_end(self) -> None:
        if self._after is not None:
            self.attempt(partial(self._page, self._after), self._add)

    def action_turn(self, criterion: str) -> None:
        """The next value of a criterion."""
        turning = NEXT_STATE if criterion == "etat" else NEXT_REMINDER
        value = turning[self._chosen.get(criterion, "")]
        others = {code: each for code, each in self._chosen.items() if code != criterion}
        self._choose({**others, criterion: value} if value else others)

    def action_filter(self) -> None:
        """The other criteria."""
        self.app.push_screen(FilterPanel(self.house.workplace(), self._chosen), self._choose)

    def action_clear(self) -> None:
        """Everything again."""
        self.query_one(Input).value = ""
        self._choose({})

    def action_household(self) -> None:
        """The household of the highlighted situation."""
        line = self.query_one(FileList).current
        if line is not None and line.household:
            self.app.push_screen(HouseholdScreen(line.household), lambda _: self._look_again())

    def action_escalate(self) -> None:
        """A dossier on what the list is narrowed to."""
        from interview.tui.screens.dossier_list import DossierListScreen, typed_from

        self.app.push_screen(DossierListScreen(typed_from(self._chosen)))

    def action_explain(self) -> None:
        """What this screen shows, and the keys."""
        listed = keys.told([*self.BINDINGS, *self.app.BINDINGS])
        self.app.push_screen(explanation(WHAT, (("Chercher", HOW),), listed))

    def action_close(self) -> None:
        """Nothing typed any more, or back."""
        field = self.query_one(Input)
        if field.value:
            field.value = ""
        else:
            self.dismiss(None)

    # ── the list ─────────────────────────────────────────────────────────────────────────────────

    def _choose(self, chosen: Chosen | None) -> None:
        if chosen is not None:
            self._chosen = dict(chosen)
            self._look()

    def _look(self) -> None:
        asked = (self.query_one(Input).value.strip(), self._chosen)
        if asked != self._asked:
            self._asked = asked
            self.attempt(self._page, self._show)

    def _look_again(self) -> None:
        """Something may have changed since: the same question, the same place."""
        line = self.query_one(FileList).current
        self.attempt(self._page, partial(self._show, keep=line.reference if line else ""))

    def _page(self, after: tuple[int, int] | None = None) -> Listing:
        place = self.house.workplace()
        self._flows = self._flows or KnownFlows(place)
        words, chosen = self._asked or ("", {})
        return listing(place, wanted(place, words, chosen), after, flows=self._flows)

    def _show(self, found: Listing, keep: str = "") -> None:
        self._after = found.after
        self.query_one(FileList).show(found.lines, keep, NOTHING if self._narrowed else EMPTY)
        self.query_one("#progress", Static).update(TITLE.format(count=found.total_words))
        self.query_one("#chips", Static).update(self._chips())

    def _add(self, found: Listing) -> None:
        self._after = found.after
        self.query_one(FileList).add(found.lines)

    @property
    def _narrowed(self) -> bool:
        return bool(self._chosen or self.query_one(Input).value.strip())

    def _chips(self) -> Content:
        if not self._chosen:
            return Content.styled(NO_FILTER, MUTED)
        place = self.house.workplace()
        flow, today = place.machine.flow, place.today()
        named = [
            value_in_words(flow, code, self._chosen[code], today) for code in LABELS if code in self._chosen
        ]
        return Content.assemble((FILTERED, MUTED), (" · ".join(f"[{each}]" for each in named), STRONG))

    # ── beside the list ──────────────────────────────────────────────────────────────────────────

    def _read_soon(self) -> None:
        """The highlighted situation, once the arrows have stopped on it."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        if self.query_one("#beside").display:
            self._pause = self.set_timer(READING_PAUSE, self._read_beside)

    def _read_beside(self) -> None:
        line = self.query_one(FileList).current
        self._beside = None
        if line is not None:
            self.attempt(partial(self._view_of, line), self._show_beside)
        else:
            self._show_beside(None)

    def _view_of(self, line: Line) -> SituationView | None:
        """None for what cannot be read: opening it says why."""
        place = self.house.workplace()
        try:
            view = situation_view(place, line.interview, line.rank)
        except (LookupError, ContentError):
            return None
        if line.reference not in self._read_here:
            self._read_here.add(line.reference)
            if told := access.note(place, "consultation", line.reference):
                self.tell(told)
        return view

    def _show_beside(self, view: SituationView | None) -> None:
        self._beside = view
        self.query_one("#beside Lines", Lines).redraw()
        self.query_one("#beside", VerticalScroll).scroll_home(animate=False)

    def _beside_lines(self, width: int) -> list[Content]:
        return situation_lines(self._beside, width) if self._beside else []
