"""A household across services and time: every visit, what was found, what was done since, what came of it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview import access
from interview.conversation import Conversation
from interview.files.household_view import HouseholdView, SituationLine, Visit, household_view
from interview.tui import keys
from interview.tui.keys import key
from interview.tui.screens.dialogs import explanation
from interview.tui.screens.housed import NO_RECORD, Housed
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu, option
from interview.tui.widgets.situation_page import household_lines
from interview.views import Option
from templates.typography import french

WHAT = french("Un ménage : chaque entretien, quel que soit le service, du plus ancien au plus récent.")
HOW = french("Un chiffre, ou ↓ puis Entrée, ouvre une situation.")
NOBODY = "agent non précisé"
ANEW = "requalifie "
NOW = "requalifiée par "
FROM = "vient de "


class HouseholdScreen(Housed[None]):
    """Everything held on one household; a situation of it can be opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f10", "close", "Retour", "Revient à l’écran d’avant."),
        key("nouveau", "n", "start", "Nouvel entretien", "Commence un entretien avec ce ménage."),
        key("aide", "f1,question_mark,ctrl+p", "explain", "Aide", "Ce que montre cet écran, et ses touches."),
    ]

    def __init__(self, household: str) -> None:
        super().__init__()
        self._household = household
        self._view: HouseholdView | None = None

    def compose(self) -> ComposeResult:
        yield Static(french(f"Ménage {self._household}"), id="progress", markup=False)
        with VerticalScroll(id="page", can_focus=False):
            yield Lines(self._lines)
            yield Menu((), airy=True)
        yield Static(HOW, id="said")
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Menu))
        self._read()

    def on_resize(self) -> None:
        shown = keys.shown(self.BINDINGS)
        self.query_one("#keys", Static).update(keys_content(shown, self.size.width - 2))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        from interview.tui.screens.files_situation import SituationScreen

        visits = self._view.visits if self._view else ()
        found = [
            (visit, each) for visit in visits for each in visit.situations if each.reference == event.code
        ]
        if found:
            visit, line = found[0]
            self.app.push_screen(
                SituationScreen(visit.interview, line.rank), lambda _: self._read(line.reference)
            )

    def on_menu_moved(self, event: Menu.Moved) -> None:
        page = self.query_one("#page", VerticalScroll)
        line = event.line + self.query_one(Lines).size.height
        if not page.scroll_offset.y <= line < page.scroll_offset.y + page.size.height - 2:
            page.scroll_to(y=max(0, line - page.size.height // 2), animate=False)

    def action_start(self) -> None:
        """Another interview of this household."""
        self.house.converse(partial(Conversation.start, household=self._household))

    def action_explain(self) -> None:
        """What this screen shows, and the keys."""
        listed = keys.told([*self.BINDINGS, *self.app.BINDINGS])
        self.app.push_screen(explanation(WHAT, (("Choisir", HOW),), listed))

    def action_close(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)

    # ── inside ───────────────────────────────────────────────────────────────────────────────────

    def _read(self, at: str = "") -> None:
        place = self.house.workplace()
        self.attempt(lambda: household_view(place, self._household), partial(self._show, at))

    def _show(self, at: str, view: HouseholdView | None) -> None:
        first, self._view = self._view is None, view
        if first and view is not None:
            told = access.note(self.house.workplace(), "consultation", view.household)
            if told:
                self.notify(told)
        if view is None:
            self.query_one("#said", Static).update(NO_RECORD)
            return
        menu = self.query_one(Menu)
        menu.offer([_option(visit, each) for visit in view.visits for each in visit.situations])
        menu.picker.point_at(at)
        self.query_one(Lines).redraw()

    def _lines(self, width: int) -> list[Content]:
        return household_lines(self._view, width) if self._view else []


def _option(visit: Visit, line: SituationLine) -> Option:
    who = " · ".join(each for each in (visit.service, visit.agent or NOBODY) if each)
    group = f"{visit.day_words} · {who} · {visit.state} · {visit.reference}"
    links = ((ANEW, line.requalifies), (NOW, line.requalified_by), (FROM, line.cause))
    told = [line.finding, line.status, *(label + each for label, each in links if each), line.due]
    told += [each.rstrip(".") for each in line.since]
    told += line.traits
    return option(line.reference, line.object, " · ".join(each for each in told if each), group)
