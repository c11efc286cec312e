"""What has been said, and stays: a question with its answer, or a line that tells something."""

from __future__ import annotations

from textual.content import Content

from interview.tui.drawing import MUTED, STRONG, hanging
from interview.tui.widgets.drawn import Drawn
from interview.wording import SKIPPED

ASIDE = " (mise de côté)"


class Utterance(Drawn):
    """One past question and its answer, on one line where it fits: « ✓ » is said, « – » is not in use."""

    def __init__(self, question: str, rank: int, short: str, answer: str) -> None:
        super().__init__(classes="utterance")
        self.question = question
        self.rank = rank
        self.short = short
        self.answer = answer
        self.aside = False

    def set_aside(self, aside: bool) -> None:
        """Mark the answer as being out of the path, or back on it."""
        if aside != self.aside:
            self.aside = aside
            self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        first, *more = self.answer.split("\n")
        quiet = self.aside or self.answer == SKIPPED
        style = MUTED if quiet else STRONG
        aside = ASIDE if self.aside else ""
        body = Content.assemble((f"{self.short}  ", MUTED), (first, style), (aside, MUTED))
        lines = hanging("– " if quiet else "✓ ", body, width)
        for each in more:
            lines += hanging("    ", Content(each), width)
        return lines


class Telling(Drawn):
    """A line of the transcript that nobody said: a notice, a new situation."""

    def __init__(self, text: str, sign: str = "·") -> None:
        super().__init__(classes="telling")
        self.text = text
        self.sign = sign

    def lines(self, width: int) -> list[Content]:
        return hanging(f"{self.sign} ", Content.styled(self.text, f"italic {MUTED}"), width)
