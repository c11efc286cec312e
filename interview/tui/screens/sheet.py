"""The sheet as it will be printed, to be read again before it is written to a file."""

from __future__ import annotations

from typing import ClassVar

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview.conversation import Conversation
from interview.tui import keys
from interview.tui.drawing import MUTED
from interview.tui.keys import key
from interview.tui.screens.housed import Housed
from interview.tui.widgets.keybar import keys_content
from store import StoreError
from templates.faults import SheetFault
from templates.typography import french

HOW = french("Rien ne part d’ici tout seul : la fiche est écrite dans un fichier, sur cette machine.")
WRITTEN = french("✓ Fiche enregistrée : {path}")
NOT_WRITTEN = french("! La fiche n’a pas pu être enregistrée : {reason}. Rien d’autre n’est perdu.")
NO_PREVIEW = french("! La fiche ne peut pas être montrée : {reason}")


class SheetScreen(Housed[None]):
    """The preview of one sheet, and the keys that write it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f7", "close", "Retour", "Revient à l’écran d’avant."),
        key("pdf", "p", "save('pdf')", "Enregistrer en PDF", "Écrit la fiche en PDF, à imprimer."),
        key("html", "h", "save('html')", "HTML", "Écrit la fiche en page web, lisible par tous."),
        key("texte", "t", "save('texte')", "Texte", "Écrit la fiche en texte, à coller ailleurs."),
    ]

    def __init__(self, held: Conversation, rank: int) -> None:
        super().__init__()
        self.held = held
        self.rank = rank

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            yield Static(self._preview(), id="sheet", markup=False)
        yield Static(Content.styled(HOW, MUTED), id="ask")
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#page"))

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    def action_save(self, format: str) -> None:
        """Write the sheet, and say where."""
        try:
            path = self.house.save_sheet(self.held, self.rank, format, None)
        except SheetFault as fault:
            self._say(NOT_WRITTEN.format(reason=str(fault).rstrip(".")))
        except StoreError as error:
            self._say(NOT_WRITTEN.format(reason=error.what.rstrip(".")))
        except OSError as error:
            self._say(NOT_WRITTEN.format(reason=error.strerror or str(error)))
        else:
            self._say(WRITTEN.format(path=path))

    def action_close(self) -> None:
        """Back to where the sheet was asked for."""
        self.dismiss(None)

    def _preview(self) -> RenderableType:
        from templates import preview

        try:
            own = self.held.workplace.settings.templates_folder
            return preview(self.house.make_sheet(self.held, self.rank), own)  # type: ignore[return-value]
        except (SheetFault, StoreError) as fault:
            return NO_PREVIEW.format(reason=fault)

    def _say(self, text: str) -> None:
        self.query_one("#ask", Static).update(Content(text))
