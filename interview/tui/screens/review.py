"""All the answers, section by section; each of them can be changed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview.conversation import Conversation
from interview.remarks import TITLE as TO_CHECK
from interview.remarks import Remark, remarks_of
from interview.tui import keys
from interview.tui.drawing import MUTED, STRONG
from interview.tui.keys import key
from interview.tui.screens.housed import Housed
from interview.tui.sources import capital
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu, option
from interview.views import Option, ReviewRow
from templates.typography import french

TITLE = "Revoir les réponses"
HOW = french("↑ ↓ puis Entrée change une réponse ; des lettres réduisent la liste.")
READ_ONLY = french("Pour changer une réponse, reprenez l’entretien.")
SEVERAL = french(" ← → passe d’une situation à l’autre.")
NOTHING = "Aucune réponse encore."
PARKED = french("Cette réponse est mise de côté : sa question n’est plus posée. Elle reviendra d’elle-même.")
FOLLOW_UP = "Suivi"
IN_FOLLOW_UP = french("Cela se corrige dans le suivi : « Dossiers », puis cette situation.")
ELSEWHERE = french("Cette réponse a été donnée avec une autre situation : ← ou →.")
MARK = "! "
REMARK = "remarque:"
OWNER = french("Cette réponse vaut pour tout l’entretien : changez-la depuis la situation n° 1.")


class ReviewScreen(Housed[tuple[str, int] | None]):
    """Returns the question to change and its situation, None to change nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f2", "close", "Retour", "Revient à l’écran d’avant."),
        key(
            "precedente",
            "left",
            "turn(-1)",
            "Situation d’avant",
            "Montre la situation précédente.",
            show=False,
        ),
        key("suivante", "right", "turn(1)", "Situation d’après", "Montre la situation suivante.", show=False),
    ]

    def __init__(self, held: Conversation, rank: int = 0, *, consulting: bool = False) -> None:
        super().__init__()
        self.held = held
        self.rank = rank or held.interview.active
        self.consulting = consulting
        self._rows: dict[str, ReviewRow] = {}
        self._remarks: tuple[Remark, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(id="progress")
        yield Static(id="ask")
        with VerticalScroll(id="page", can_focus=False):
            yield Menu(())
        yield Static(id="keys")

    def on_mount(self) -> None:
        self._show()
        self.set_focus(self.query_one(Menu))

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        code, remark = event.code, self._remark(event.code)
        if remark is not None:
            code = remark.question
            if code not in self._rows:
                self.tell(ELSEWHERE if code else IN_FOLLOW_UP)
                return
        row = self._rows[code]
        if self.consulting:
            self.tell(READ_ONLY)
        elif row.state == "parquee":
            self.tell(PARKED)
        else:
            self.dismiss((row.question, row.rank))

    def on_menu_moved(self, event: Menu.Moved) -> None:
        page = self.query_one("#page", VerticalScroll)
        if not page.scroll_offset.y <= event.line < page.scroll_offset.y + page.size.height:
            page.scroll_to(y=max(0, event.line - page.size.height // 2), animate=False)

    def action_turn(self, step: int) -> None:
        """Another situation of the same interview."""
        last = len(self.held.interview.situations)
        self.rank = max(1, min(last, self.rank + step))
        self._show()

    def action_close(self) -> None:
        """Change nothing."""
        self.dismiss(None)

    def _show(self) -> None:
        rows = self.held.review(self.rank)
        self._rows = {row.question: row for row in rows}
        several = len(self.held.interview.situations) > 1
        told = (READ_ONLY if self.consulting else HOW) + (SEVERAL if several else "")
        self.query_one("#ask", Static).update(Content.styled(told if rows else NOTHING, MUTED))
        number = french(f" — situation n° {self.rank}") if several else ""
        self.query_one("#progress", Static).update(Content.styled(TITLE + number, STRONG))
        self._remarks = remarks_of(self.held, self.rank)
        marked = {each.question for each in self._remarks}
        lines = [_line(row, row.question in marked) for row in rows]
        self.query_one(Menu).offer([*self._remark_lines(), *lines], filtered=True)

    def _remark_lines(self) -> list[Option]:
        """What does not hold together comes first; Enter goes to where it is corrected."""
        names = {code: row.short for code, row in self._rows.items()}
        return [
            option(f"{REMARK}{place}", MARK + names.get(each.question, FOLLOW_UP), each.sentence, TO_CHECK)
            for place, each in enumerate(self._remarks)
        ]

    def _remark(self, code: str) -> Remark | None:
        return self._remarks[int(code.removeprefix(REMARK))] if code.startswith(REMARK) else None


def _line(row: ReviewRow, marked: bool) -> Option:
    note = f" ({row.note})" if row.note else ""
    mark = MARK if marked else ""
    return option(row.question, mark + row.short, f"{capital(row.answer)}{note}", row.section)
