"""The sheet as it will be printed, to be read again before it leaves."""

from __future__ import annotations

from typing import ClassVar

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview.conversation import Conversation
from interview.sheets.gate import Gate, GateClosed, gate_of
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
OPEN, CLOSED, CHECK = "✓ ", "! ", french("À relire : ")
LATER = french("Une touche d’enregistrement le demandera.")
KEPT_IN = french("La fiche n’est pas sortie : rien n’a été écrit.")
REFUSAL_KEPT = french("✓ Le refus de la personne est noté. La fiche n’est pas sortie : rien n’a été écrit.")


class SheetScreen(Housed[None]):
    """The preview of one sheet, and the keys that write it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f7", "close", "Retour", "Revient à l’écran d’avant."),
        key("pdf", "p", "save('pdf')", "PDF", "Écrit la fiche en PDF, à imprimer."),
        key("html", "h", "save('html')", "HTML", "Écrit la fiche en page web, lisible par tous."),
        key("texte", "t", "save('texte')", "Texte", "Écrit la fiche en texte, à coller ailleurs."),
        key("docx", "w", "save('docx')", "Word", "Écrit la fiche en document Word, à compléter."),
        key("aplus", "a", "save('aplus')", "Admin+", "Écrit le texte d’une demande pour Administration+."),
        key("recapitulatif", "r", "recap", "Pour elle", "Prépare la feuille remise à la personne."),
        key("md", "m", "save('md')", "Markdown", "Écrit la fiche en Markdown.", show=False),
    ]

    def __init__(self, held: Conversation, rank: int) -> None:
        super().__init__()
        self.held = held
        self.rank = rank

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            yield Static(self._preview(), id="sheet", markup=False)
        yield Static(Content.styled(self._how(), MUTED), id="ask")
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#page"))

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    def action_save(self, format: str) -> None:
        """Write the sheet and say where; at the gate, ask."""
        try:
            path = self.house.save_sheet(self.held, self.rank, format, None)
        except GateClosed as closed:
            self._ask_at_the_gate(closed.gate, format)
        except SheetFault as fault:
            self._say(NOT_WRITTEN.format(reason=str(fault).rstrip(".")))
        except StoreError as error:
            self._say(NOT_WRITTEN.format(reason=error.what.rstrip(".")))
        except OSError as error:
            self._say(NOT_WRITTEN.format(reason=error.strerror or str(error)))
        else:
            self._say("\n".join((WRITTEN.format(path=path), *self._to_check(format))))

    def action_recap(self) -> None:
        """The sheet handed to the person."""
        from interview.tui.screens.recap import RecapScreen

        self.app.push_screen(RecapScreen(self.held, self.rank))

    def action_close(self) -> None:
        """Back to where the sheet was asked for."""
        self.dismiss(None)

    def _ask_at_the_gate(self, gate: Gate, format: str) -> None:
        from interview.tui.screens.gate import ask_at_the_gate

        def answered(opened: bool | None) -> None:
            self.query_one("#sheet", Static).update(self._preview())
            if opened:
                self.action_save(format)
            else:
                self._say(REFUSAL_KEPT if opened is False else KEPT_IN)

        ask_at_the_gate(self, self.held, self.rank, gate, answered)

    def _how(self) -> str:
        """Whether it may leave, then what leaving means."""
        gate = gate_of(self.held, self.rank)
        state = f"{OPEN}{gate.why}" if gate.open else f"{CLOSED}{gate.why} {LATER}"
        return "\n".join(each for each in (self._notice(), state, gate.remark, HOW) if each)

    def _to_check(self, format: str) -> list[str]:
        """What to look at again, now that it is written: whom the agreement covers, what does not hold."""
        from interview.remarks import remarks_of

        gate = gate_of(self.held, self.rank)
        scope = [french(f"Son accord vaut pour : {gate.scope}")] if gate.scope else []
        notice = [told] if (told := self._notice(format)) else []
        return [*notice, *scope, *(CHECK + each.sentence for each in remarks_of(self.held, self.rank))]

    def _notice(self, format: str = "texte") -> str:
        """What of the team's own templates could not serve."""
        from interview.sheets.saving import notice_of

        try:
            told = notice_of(self.held, self.rank, format)
        except (SheetFault, StoreError):
            return ""  # the preview says it
        return f"{CLOSED}{told}" if told else ""

    def _preview(self) -> RenderableType:
        from templates import preview

        try:
            own = self.held.workplace.settings.templates_folder
            return preview(self.house.make_sheet(self.held, self.rank), own)  # type: ignore[return-value]
        except (SheetFault, StoreError) as fault:
            return NO_PREVIEW.format(reason=fault)

    def _say(self, text: str) -> None:
        self.query_one("#ask", Static).update(Content(text))
