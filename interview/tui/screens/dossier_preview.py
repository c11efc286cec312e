"""A dossier as it would be handed, to be read on the screen before it is."""

from __future__ import annotations

from typing import ClassVar

from rich.console import Group, RenderableType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from interview.conversation import Workplace
from interview.dossier.content import Composed
from interview.models.own import told_of
from interview.tui import keys
from interview.tui.keys import key
from interview.tui.screens.housed import Housed
from interview.tui.widgets.keybar import keys_content


class PreviewScreen(Housed[None]):
    """The text of a dossier. Reading it here is not leaving."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,enter,f7,q", "close", "Retour", "Revient au dossier."),
    ]

    def __init__(self, place: Workplace, made: Composed) -> None:
        super().__init__()
        self._place = place
        self._made = made

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            yield Static(self._text(), id="sheet", markup=False)
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#page"))

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    def action_close(self) -> None:
        """Back to the dossier."""
        self.dismiss(None)

    def _text(self) -> RenderableType:
        from templates.own import drawn
        from templates.terminal import renderable

        made = drawn(self._made.context, self._place.settings.templates_folder)
        shown = renderable(made.document)
        notice = told_of(made.faults)
        return Group(f"! {notice}\n", shown) if notice else shown
