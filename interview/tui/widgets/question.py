"""What every question shares: its head, its refusal, and the messages it posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from interview.tui.drawing import CURRENT, MUTED, STRONG, wrapped
from interview.tui.widgets.drawn import Lines
from interview.views import Prompt
from templates.typography import french

if TYPE_CHECKING:
    from interview.passages import Passage

CURRENT_ANSWER = french("Réponse actuelle : ")


class Question(Vertical):
    """The question on screen. It posts one ``Answered``; the screen then keeps its utterance.

    Attributes:
        prompt: what is asked.
        earlier: the answer given before, in words, "" when there is none.
        refusal: why the last answer was not taken, "" when nothing is wrong.
    """

    class Answered(Message):
        """An answer was given; ``raw`` is what the engine reads."""

        def __init__(self, question: str, raw: Any) -> None:
            self.question, self.raw = question, raw
            super().__init__()

    class Passed(Message):
        """On to the next question. ``erase``: what was answered before is to be left out as well."""

        def __init__(self, *, erase: bool = False) -> None:
            self.erase = erase
            super().__init__()

    class Resized(Message):
        """The question changed height, or its highlighted line moved to ``line``."""

        def __init__(self, line: int = -1) -> None:
            self.line = line
            super().__init__()

    seen_from: ClassVar[Literal["top", "bottom"]] = "bottom"
    """The end that must be seen when the question is taller than the screen."""

    def __init__(self, prompt: Prompt, earlier: str = "") -> None:
        super().__init__(classes="question asked")
        self.prompt = prompt
        self.earlier = earlier
        self.refusal = ""

    # ── what the screen calls ────────────────────────────────────────────────────────────────────

    def press(self, key: str, character: str | None) -> bool:
        """What a key does that no field has taken; true when it meant something here."""
        del key, character
        return False

    def go_on(self) -> None:
        """The key « suite »: give what is typed as the answer, or leave the question."""
        self.post_message(self.Passed())

    def step_back(self) -> bool:
        """What « retour » undoes inside the question itself; false when there is nothing."""
        return False

    @property
    def draft(self) -> Any:
        """What is typed and not given yet, None when there is nothing to lose."""
        return None

    def restore(self, draft: Any) -> None:
        """Put back what was typed before the question was left."""

    def show(self, raw: Any) -> None:
        """Show what was kept of an answer that is not finished, in place of what was typed."""

    def correct(self, passage: Passage) -> None:
        """Go where *passage* was typed, to type it otherwise."""
        del passage
        self.take_focus()

    def refuse(self, reason: str) -> None:
        """Say under the field why the answer is not taken. What is typed stays."""
        self.refusal = french(reason)
        self.redraw()

    def redraw(self) -> None:
        """Show what has changed."""
        for each in self.query(Lines):
            each.redraw()
        self.post_message(self.Resized())

    def take_focus(self) -> None:
        """Give the keyboard to the field, where there is one."""
        fields = [each for each in self.query("*") if each.focusable]
        if fields:
            self.screen.set_focus(fields[0], scroll_visible=False)

    # ── what is drawn ────────────────────────────────────────────────────────────────────────────

    def head(self, width: int) -> list[Content]:
        """The text of the question, and how to bring it up."""
        prompt = self.prompt
        lines = wrapped(Content.styled(prompt.text, STRONG), width)
        if prompt.approach:
            lines += wrapped(Content.styled(prompt.approach, f"italic {MUTED}"), width)
        if self.earlier:
            now = Content.assemble((CURRENT_ANSWER, MUTED), (self.earlier, CURRENT))
            lines += wrapped(now, width)
        return lines

    def foot(self, hint: str, width: int) -> list[Content]:
        """A hint, then the refusal, marked by a sign as well as a colour."""
        lines = wrapped(Content.styled(hint, MUTED), width) if hint else []
        if self.refusal:
            lines += wrapped(Content.styled(f"! {self.refusal}", "bold $text-warning"), width)
        return lines
