"""The return: what was answered beside the reference, where the two part, and what that changes."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from interview.failures import failure_words
from interview.rehearsal.alone.kept import ReadAttempt
from interview.rehearsal.debrief.model import Debrief, Row
from interview.rehearsal.debrief.saving import debrief_read
from interview.rehearsal.debrief.words import FLOW_CHANGED_SINCE
from interview.tui import debrief_lines as drawn
from interview.tui import keys
from interview.tui.drawing import READING_WIDTH, picker_lines, wrapped
from interview.tui.framing import Rehearsed
from interview.tui.keys import key
from interview.tui.screens.conversation import BREAKPOINTS
from interview.tui.screens.dialogs import Dialog, Reading, explanation
from interview.tui.screens.housed import Housed
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu, option
from templates.faults import SheetFault
from templates.typography import french

TITLE = french("Retour · {title}")
WHAT = french(
    "Vos réponses à côté de la référence. Ni note, ni classement : ce qui compte est ce que cela change."
)
HOW = french(
    "↑ et ↓ vont d’une question à l’autre ; Entrée la montre en entier : pourquoi, ce que cela change, et la "
    "façon de demander qui aurait aidé. R rejoue le cas à partir de la question surlignée."
)
SIGNS = french(
    "« = » comme la référence ; « ≈ » autrement, et aussi juste ; « ≠ » autrement ; « + » et « – » une "
    "question que l’un des deux n’a pas rencontrée."
)
FORMATS = (
    option("html", "Page web", "s’ouvre partout"),
    option("pdf", "PDF", "à imprimer"),
    option("docx", "Word", "à annoter"),
    option("texte", "Texte", "à coller ailleurs"),
)
SAVE_TITLE = french("Écrire ce retour dans un fichier")
SAVE_TOLD = french("Il porte le mot « Formation » et aucun nom.")
WRITTEN = french("✓ Retour écrit : {path}")
NOT_WRITTEN = french("! Rien n’a été écrit. {reason}")
NOT_ASKED = french("Cette question ne vous a pas été posée : choisissez-en une d’avant.")

From = tuple[str, int]
"""A question and the rank of its situation, to rehearse again from there."""


class Questions(Menu):
    """The rows. The first arrow brings the highlighted one into view, where it is not."""

    def on_key(self, event: Key) -> None:
        page = self.parent
        if event.key not in ("up", "down") or not isinstance(page, VerticalScroll):
            return
        _, line = picker_lines(self.picker, self.content_size.width, airy=True)
        top = self.virtual_region.y + line - page.scroll_offset.y
        if line >= 0 and not 0 <= top < page.size.height:
            event.stop()
            event.prevent_default()
            self.post_message(self.Moved(self, line))


class DebriefScreen(Rehearsed, Housed[From | None]):
    """The return of an attempt; the question to rehearse again from, None to leave it there."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f10,c", "close", "Autre cas", "Revient aux cas ; ce retour s’y relit."),
        key("questions", "down", "questions", "Questions", "D’une question à l’autre ; Entrée l’ouvre."),
        key("rejouer", "r,f7", "replay", "Rejouer d’ici", "Rejoue à partir de la question surlignée."),
        key(
            "dialogue",
            "d,ctrl+o",
            "read_again",
            "Dialogue",
            "Tout ce qui a été dit, avec ce que vous avez noté.",
        ),
        key("ecrire", "e,ctrl+s", "save", "Écrire", "Écrit ce retour : page web, PDF, Word ou texte."),
        key("aide", "f1,question_mark,ctrl+p", "explain", "Aide", "Ce que montre cet écran, et ses touches."),
        key(
            "descendre",
            "pagedown",
            "read(1)",
            "Lire la suite",
            "Une page plus bas.",
            priority=True,
            show=False,
        ),
        key("monter", "pageup", "read(-1)", "Remonter", "Une page plus haut.", priority=True, show=False),
    ]

    def __init__(self, read: ReadAttempt) -> None:
        super().__init__()
        self.read = read
        self.debrief: Debrief | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="progress", markup=False)
        with Horizontal(id="body"):
            with VerticalScroll(id="page", can_focus=False):
                yield Lines(self._top)
                yield Questions((), airy=True)
                yield Lines(partial(self._drawn, drawn.bottom_lines))
            with VerticalScroll(id="beside", can_focus=False):
                yield Lines(self._row_lines)
        yield Static(id="said", markup=False)
        yield Static(id="keys")

    def on_mount(self) -> None:
        self._say("")
        self.set_focus(self.query_one(Menu), scroll_visible=False)
        self.attempt(partial(debrief_read, self.read), self._show)

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    def _show(self, debrief: Debrief) -> None:
        self.debrief = debrief
        self.query_one("#progress", Static).update(TITLE.format(title=debrief.title))
        menu = self.query_one(Menu)
        menu.offer(drawn.row_options(debrief))
        if parted := _first_parting(debrief):
            menu.picker.point_at(parted)
        for each in self.query(Lines):
            each.redraw()

    def _top(self, width: int) -> list[Content]:
        lines = self._drawn(drawn.top_lines, width)
        return [*wrapped(f"! {FLOW_CHANGED_SINCE}", width), *lines] if self.read.changed else lines

    def _drawn(self, write: drawn.Write, width: int) -> list[Content]:
        return write(self.debrief, min(width, READING_WIDTH)) if self.debrief else []

    def _row_lines(self, width: int) -> list[Content]:
        row = self._row
        return drawn.row_lines(row, width) if row else []

    @property
    def _row(self) -> Row | None:
        """The question in hand."""
        rank, _, question = (self.query_one(Menu).picker.highlighted or "0:").partition(":")
        scenes = self.debrief.scenes if self.debrief else ()
        rows = [row for scene in scenes if scene.rank == int(rank) for row in scene.rows]
        return next((each for each in rows if each.question == question), None)

    # ── events ───────────────────────────────────────────────────────────────────────────────────

    def on_menu_moved(self, event: Menu.Moved) -> None:
        self.query_one("#beside Lines", Lines).redraw()
        self.query_one("#beside", VerticalScroll).scroll_home(animate=False)
        page = self.query_one("#page", VerticalScroll)
        line = event.menu.virtual_region.y + event.line
        if not page.scroll_offset.y <= line < page.scroll_offset.y + page.size.height - 1:
            page.scroll_to(y=max(0, line - page.size.height // 2), animate=False)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        self.query_one("#beside Lines", Lines).redraw()
        if row := self._row:
            self.app.push_screen(Reading(lambda width: drawn.row_lines(row, width)))

    # ── actions ──────────────────────────────────────────────────────────────────────────────────

    def action_read(self, pages: int) -> None:
        """Read on, or back."""
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=pages * max(page.size.height - 2, 1), animate=False)

    def action_questions(self) -> None:
        """The keyboard goes to the questions."""
        self.set_focus(self.query_one(Menu))

    def action_replay(self) -> None:
        """Rehearse again from the question in hand."""
        row = self._row
        if row is None or not row.yours:
            self._say(NOT_ASKED)
        else:
            self.dismiss((row.question, row.rank))

    def action_read_again(self) -> None:
        """The whole dialogue."""
        if debrief := self.debrief:
            self.app.push_screen(Reading(partial(drawn.dialogue_lines, debrief), "d,ctrl+o"))

    def action_save(self) -> None:
        """Write it to a file."""
        self.app.push_screen(Dialog(SAVE_TITLE, [SAVE_TOLD], FORMATS), self._save)

    def _save(self, format: str | None) -> None:
        if not format or self.debrief is None:
            return
        try:
            path = self.house.rehearsing().save(self.read, format)
        except (OSError, SheetFault) as error:
            self._say(NOT_WRITTEN.format(reason=failure_words(error)))
        else:
            self._say(WRITTEN.format(path=path))

    def _say(self, sentence: str) -> None:
        """A remark that stays above the keys."""
        said = self.query_one("#said", Static)
        said.update(sentence)
        said.display = bool(sentence)

    def action_explain(self) -> None:
        """What the screen shows, and the keys."""
        parts = (("Comment s’y prendre", HOW), ("Les signes", SIGNS))
        listed = keys.told([*self.BINDINGS, *self.app.BINDINGS])
        self.app.push_screen(explanation(WHAT, parts, listed))

    def action_close(self) -> None:
        """Back to the cases."""
        self.dismiss(None)


def _first_parting(debrief: Debrief) -> str:
    """The line of the first question where the two part, "" when they never do."""
    for scene in debrief.scenes:
        if scene.parting is not None:
            return f"{scene.rank}:{scene.rows[scene.parting].question}"
    return ""
