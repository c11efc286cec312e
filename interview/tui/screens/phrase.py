"""Before everything else, on an encrypted base: its phrase."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from interview.handing.phrases import AGAIN
from interview.tui import keys
from interview.tui.drawing import MUTED, READING_WIDTH, wrapped
from interview.tui.keys import key
from interview.tui.screens.housed import Housed
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from store import StoreError, WrongPhrase
from templates.typography import french

ASKED = french(
    "La base « {name} » est chiffrée. Tapez sa phrase de passe, puis Entrée : elle ne s’affiche pas."
)
WITHOUT = "Sans elle, personne ne peut lire cette base. Rien n’est modifié tant qu’elle n’est pas ouverte."


class PhraseScreen(Housed[None]):
    """The phrase of the base, then the screen that was asked for.

    Args:
        name: of the file.
        unlock: tries a phrase. Raises WrongPhrase, StoreError.
        after: makes the screen to show once the base is open.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ouvrir", "enter", "open_base", "Ouvrir", "Essaie la phrase tapée."),
        key("quitter", "f10,escape", "leave", "Quitter", "Quitte Repère."),
    ]

    def __init__(self, name: str, unlock: Callable[[str], None], after: Callable[[], Screen[None]]) -> None:
        super().__init__()
        self._base_name = name
        self._unlock = unlock
        self._after = after

    def compose(self) -> ComposeResult:
        yield Lines(self._told, classes="title")
        with VerticalScroll(id="page", can_focus=False):
            yield Input(password=True, compact=True, placeholder="phrase de passe")
            yield Static(id="told", markup=False)
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Input))

    def on_resize(self) -> None:
        shown = [*keys.shown(self.BINDINGS), *keys.shown(self.app.BINDINGS)]
        self.query_one("#keys", Static).update(keys_content(shown, self.size.width - 2))

    def on_input_submitted(self) -> None:
        self.action_open_base()

    def action_open_base(self) -> None:
        """Try the phrase; a wrong one is cleared and told."""
        typed = self.query_one(Input)
        if not typed.value:
            return
        try:
            self._unlock(typed.value)
        except WrongPhrase:
            typed.value = ""
            self.query_one("#told", Static).update(f"\n{AGAIN}")
        except StoreError as error:
            self.query_one("#told", Static).update(french(f"\n{error}"))
        else:
            typed.value = ""
            self.app.push_screen(self._after())  # the first of all cannot be replaced

    def action_leave(self) -> None:
        """Nothing was opened."""
        self.house.leave()

    def _told(self, width: int) -> list[Content]:
        room = min(width, READING_WIDTH)
        lines = [Content.styled("Repère", "bold $primary"), Content("")]
        lines += wrapped(ASKED.format(name=self._base_name), room)
        return [*lines, *wrapped(Content.styled(WITHOUT, MUTED), room)]
