"""The dossiers d'interpellation of the base: take one up, or begin another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview.dossier.lines import Line, lines_of
from interview.dossier.service import Dossier
from interview.dossier.subject import Typed, subject_of
from interview.tui import keys
from interview.tui.drawing import MUTED, wrapped
from interview.tui.keys import key
from interview.tui.screens.dialogs import explanation
from interview.tui.screens.dossier import HOW, WHAT, DossierScreen
from interview.tui.screens.dossier_forms import new_form
from interview.tui.screens.housed import Housed
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu, option

TITLE = "Interpellations"
NEW = option("nouveau", "Nouveau dossier", "pour un organisme, une prestation ou un domaine")
BEGUN = "Déjà commencés"


class DossierListScreen(Housed[None]):
    """Every dossier of the base, the last touched first.

    Args:
        start: what a new one begins with; a form opens on it at once when it says something.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f10", "close", "Retour", "Revient à l’écran d’avant."),
        key("aide", "f1,question_mark,ctrl+p", "explain", "Aide", "Ce que montre cet écran, et ses touches."),
    ]

    def __init__(self, start: Typed | None = None) -> None:
        super().__init__()
        self._start = start or Typed()

    def compose(self) -> ComposeResult:
        yield Static(TITLE, id="progress", markup=False)
        yield Lines(lambda width: wrapped(Content.styled(WHAT, MUTED), width), classes="title")
        with VerticalScroll(id="page", can_focus=False):
            yield Menu((NEW,), airy=True)
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Menu))
        self._read()
        if self._start != Typed():
            self._begin()

    def on_screen_resume(self) -> None:
        self._read()

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        if event.code == NEW.code:
            self._begin()
        else:
            self.app.push_screen(DossierScreen(int(event.code)))

    def action_explain(self) -> None:
        """What a dossier is, and the keys."""
        listed = keys.told([*self.BINDINGS, *self.app.BINDINGS])
        self.app.push_screen(explanation(WHAT, (("Comment s’y prendre", HOW),), listed))

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)

    def _read(self) -> None:
        self.attempt(partial(lines_of, self.house.workplace()), self._show)

    def _show(self, found: tuple[Line, ...]) -> None:
        known = [option(str(each.number), each.title, each.told, BEGUN) for each in found]
        menu = self.query_one(Menu)
        menu.offer((NEW, *known), filtered=False)
        if known:  # one goes on with a dossier far oftener than one begins another
            menu.picker.point_at(known[0].code)

    def _begin(self) -> None:
        place = self.house.workplace()
        begun: list[Dossier] = []

        def begin(typed: Typed) -> None:
            begun.append(Dossier.begin(place, subject_of(place.machine.flow, typed)))

        def made(told: str | None) -> None:
            if told and begun:
                self.app.push_screen(DossierScreen(begun[-1].number, "chiffres"))

        self.app.push_screen(new_form(place.machine.flow, self._start, begin), made)


def typed_from(chosen: Mapping[str, str]) -> Typed:
    """What a new dossier begins with, from the criteria of the list of situations."""
    first, _, last = chosen.get("periode", "").partition("/")
    return Typed(
        organism=chosen.get("organisme", ""),
        benefit=chosen.get("prestation", ""),
        domain=chosen.get("domaine", ""),
        since="/".join(reversed(first.split("-"))),
        until="/".join(reversed(last.split("-"))),
        service=chosen.get("service", ""),
    )
