"""A longer text, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.question import Question
from interview.views import Prompt
from templates.typography import french

if TYPE_CHECKING:
    from interview.passages import Passage

HOW = french("Entrée va à la ligne ; Tab (ou F8) valide.")
OR_PASS = french(" Tab sans rien écrire passe la question.")


class _Field(TextArea, inherit_bindings=False):
    """Where it is typed; the keys of the conversation stay those of the conversation."""

    BINDINGS: ClassVar[list[BindingType]] = [
        each for each in TextArea.BINDINGS if isinstance(each, Binding) and each.key not in ("f6", "f7")
    ]


class TextQuestion(Question):
    """Questions of kind ``texte``."""

    def __init__(self, prompt: Prompt) -> None:
        super().__init__(prompt)
        self._start = str(prompt.value or "")
        self._restored: str | None = None

    def compose(self) -> ComposeResult:
        yield Lines(self.head)
        start = self._start if self._restored is None else self._restored
        yield _Field(start, compact=True, tab_behavior="focus", show_line_numbers=False)
        yield Lines(self._foot)

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        self.take_focus()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.refusal:
            self.refusal = ""
        self.redraw()

    def go_on(self) -> None:
        typed = self._typed
        if typed and (typed != self._start.strip() or self.prompt.value is not None):
            self.post_message(self.Answered(self.prompt.question, typed))
        else:
            self.post_message(self.Passed(erase=not typed))

    def correct(self, passage: Passage) -> None:
        area = self.query_one(TextArea)
        skipped = len(area.text) - len(area.text.lstrip())
        start, end = (_location(area.text, skipped + each) for each in (passage.start, passage.end))
        area.selection = Selection(start, end)
        self.take_focus()

    @property
    def draft(self) -> Any:
        typed = self._typed
        return typed if typed and typed != self._start.strip() else None

    def restore(self, draft: Any) -> None:
        self._restored = str(draft)

    @property
    def _typed(self) -> str:
        areas = self.query(TextArea)
        return areas.first().text.strip() if areas else ""

    def _foot(self, width: int) -> list[Content]:
        return self.foot(HOW + OR_PASS if self.prompt.skippable else HOW, width)


def _location(text: str, place: int) -> tuple[int, int]:
    """The line and the column of a place in *text*, both from 0."""
    lines = text[:place].split("\n")
    return len(lines) - 1, len(lines[-1])
