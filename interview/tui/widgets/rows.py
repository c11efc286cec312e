"""Rows typed cell by cell: the chronology, the longest thing an agent has to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input

from interview.tui.drawing import CURRENT, MUTED, POINTER, STRONG, hanging, wrapped
from interview.tui.table import CellError, Row, Table, shown
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.question import Question
from interview.views import Prompt
from templates.typography import french

if TYPE_CHECKING:
    from interview.passages import Passage

NO_ROW = french("Aucune ligne encore : tapez la première date.")
AT_DATE = french("Entrée passe à la case suivante. Entrée sans date : c’est fini.")
WITH_ROWS = french(" ↑ reprend une ligne.")
IN_ROW = french("Entrée passe à la case suivante ; Échap revient à la précédente.")
OPTIONAL = french(" Cette case peut rester vide.")
SUGGESTED = french(" → prend la suggestion.")
PROPOSED = " (proposé)"
TEN = 10
"""From that many choices on, a digit may be the first of two: Enter says that the number is whole."""
TAKE_PROPOSED = french("Entrée prend ce qui est proposé ; un chiffre choisit ; 0 : rien de cela.")
NO_CHOICE = french("Un chiffre choisit ; Entrée : rien de cela.")
ONCE_MORE = french("Ligne gardée. Tapez la date suivante, ou Entrée encore : c’est fini.")
POINTING = french("Entrée corrige cette ligne ; Suppr l’ôte ; ↓ revient à la saisie.")
EDITING = french("Ligne n° {rank} : ")
PROOF = french(" — preuve : ")


class RowsQuestion(Question):
    """Questions of kind ``lignes``."""

    class Kept(Message):
        """The rows so far, to be recorded at once: nobody types a chronology twice."""

        def __init__(self, question: str, rows: list[Row]) -> None:
            self.question, self.raw = question, [dict(each) for each in rows]
            super().__init__()

    def __init__(self, prompt: Prompt) -> None:
        super().__init__(prompt)
        given = prompt.value if isinstance(prompt.value, list | tuple) else ()
        self.table = Table(prompt.columns, given)
        self._restored = ""
        self._just_chosen = False
        """A digit has just ended a row: Enter by habit must not end the chronology with it."""

    def compose(self) -> ComposeResult:
        yield Lines(self.head)
        yield Lines(self._listed)
        yield Lines(self._asked, classes="cell")
        yield Input(self._restored, compact=True)
        yield Lines(self._foot)

    def on_mount(self) -> None:
        self.take_focus()

    # ── keys ─────────────────────────────────────────────────────────────────────────────────────

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.refusal or (event.value and self.table.pointed is not None):
            self.refusal, self.table.pointed = "", None
            self.redraw()
        if event.value:
            self._just_chosen = False
        if self._chooses(event.value) and event.value == self._typed:
            self._give(event.value)
            self._just_chosen = True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._enter(event.value)

    def press(self, key: str, character: str | None) -> bool:
        del character
        table = self.table
        if key in ("up", "down") and not self._typed:
            moved = table.point(-1 if key == "up" else 1)
        elif key == "delete" and not self._typed:
            moved = table.remove()
            if moved:
                self.post_message(self.Kept(self.prompt.question, table.rows))
        else:
            return False
        if moved:
            self.redraw()
        return moved

    def go_on(self) -> None:
        if self._typed or not self.table.at_start:
            self._enter(self._typed)
        else:
            self._finish()

    def step_back(self) -> bool:
        table = self.table
        if table.pointed is not None:
            table.pointed = None
            self.redraw()
            return True
        if table.at_start:
            return False
        table.back()
        self._show_cell(table.typed_before())
        return True

    @property
    def draft(self) -> Any:
        if not self._typed and self.table.at_start:
            return None
        return (self._typed, self.table)

    def restore(self, draft: Any) -> None:
        self._restored, self.table = draft

    def redraw(self) -> None:
        super().redraw()
        if self.table.pointed is not None:
            self.post_message(self.Resized(self._pointed_line()))

    def correct(self, passage: Passage) -> None:
        """Take up again the cell that holds *passage*."""
        rank, column = passage.path
        self.table.take_up(int(rank), str(column))
        self._show_cell(self.table.typed_before())
        self.take_focus()

    def show(self, raw: Any) -> None:
        self.table.rows = [dict(each) for each in raw]
        self.redraw()

    # ── inside ───────────────────────────────────────────────────────────────────────────────────

    @property
    def _typed(self) -> str:
        fields = self.query(Input)
        return fields.first().value.strip() if fields else ""

    def _enter(self, typed: str) -> None:
        table = self.table
        if table.edit():
            self._show_cell(table.typed_before())
        elif table.at_start and not typed.strip() and self._just_chosen:
            self._just_chosen = False
            self.refuse(ONCE_MORE)
        elif table.at_start and not typed.strip():
            self._finish()
        else:
            self._give(typed)

    def _chooses(self, typed: str) -> bool:
        """Whether that one digit can only mean a choice of the last cell, or none of them."""
        count, last = len(self.table.column.choices), self.table.cell + 1 == len(self.table.columns)
        return last and 0 < count < TEN and len(typed) == 1 and typed.isdecimal() and int(typed) <= count

    def _give(self, typed: str) -> None:
        try:
            complete = self.table.give(typed)
        except CellError as error:
            self.refuse(str(error))
            return
        self._show_cell("" if complete else self.table.typed_before())
        if complete:
            self.post_message(self.Kept(self.prompt.question, self.table.rows))

    def _finish(self) -> None:
        if self.table.rows:
            self.post_message(self.Answered(self.prompt.question, self.table.rows))
        else:
            self.post_message(self.Passed(erase=True))

    def _show_cell(self, text: str) -> None:
        field = self.query_one(Input)
        field.suggester = SuggestFromList(self.table.suggestions(), case_sensitive=False)
        field.value = text
        field.cursor_position = len(text)
        self.refusal = ""
        self.redraw()

    def _listed(self, width: int) -> list[Content]:
        if not self.table.rows:
            return [Content.styled(NO_ROW, MUTED)]
        lines: list[Content] = []
        for rank, row in enumerate(self.table.rows):
            at = rank == self.table.pointed
            pointer = Content.styled(f"{POINTER if at else ' '} ", CURRENT)
            lines += hanging(pointer, self._row(row, at=at), width)
        return lines

    def _pointed_line(self) -> int:
        """Where the pointed row begins, from the top of the question."""
        width = self.content_size.width
        pointed = self.table.pointed or 0
        above = [hanging("  ", self._row(row, at=False), width) for row in self.table.rows[:pointed]]
        return len(self.head(width)) + sum(map(len, above))

    def _row(self, row: Row, *, at: bool) -> Content:
        cells = [(each, shown(each, row.get(each.code, ""))) for each in self.prompt.columns]
        told = " · ".join(value for column, value in cells if value and column.kind != "preuve")
        proof = next((value for column, value in cells if column.kind == "preuve" and value), "")
        parts = [(told, STRONG if at else ""), (PROOF + proof if proof else "", MUTED)]
        return Content.assemble(*parts)

    def _asked(self, width: int) -> list[Content]:
        table = self.table
        column = table.column
        rank = len(table.rows) + 1 if table.edited is None else table.edited + 1
        given = [shown(each, table.current.get(each.code, "")) for each in table.columns[: table.cell]]
        before = "".join(f"{each} · " for each in given if each)
        parts = [(EDITING.format(rank=rank), MUTED), (before, ""), (column.label, CURRENT)]
        if column.help:
            parts.append((french(f" — {column.help}"), MUTED))
        lines = wrapped(Content.assemble(*parts), width)
        return lines + (self._choices(width) if column.choices else [])

    def _choices(self, width: int) -> list[Content]:
        """The choices of the cell, the proposed one marked: by a sign, and not by its colour alone."""
        column, likely = self.table.column, self.table.proposed()
        lines: list[Content] = []
        for rank, each in enumerate(column.choices, 1):
            at = each.code == likely
            mark = Content.styled(f"{POINTER if at else ' '} {rank} ", CURRENT if at else MUTED)
            told = french(each.label + (PROPOSED if at else ""))
            lines += hanging(mark, Content.styled(told, STRONG if at else ""), width)
        return lines

    def _foot(self, width: int) -> list[Content]:
        table = self.table
        if table.pointed is not None:
            hint = POINTING
        elif table.at_start:
            hint = AT_DATE + (WITH_ROWS if table.rows else "")
        else:
            hint = IN_ROW + ("" if table.column.required else OPTIONAL)
            if table.column.choices:
                hint = TAKE_PROPOSED if table.proposed() else NO_CHOICE
            hint += SUGGESTED if table.suggestions() else ""
        return self.foot(hint, width)
