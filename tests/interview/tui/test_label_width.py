"""The longest label that « verifier » accepts fits on one line of the smallest screen, and no longer one."""

from __future__ import annotations

from flows.checks.wording import LABEL_WIDTH, SHORT_WIDTH, TICK_WIDTH
from interview.tui.drawing import picker_lines
from interview.tui.picking import Picker
from interview.tui.widgets.choice import ChoiceQuestion
from interview.tui.widgets.transcript import Transcript
from interview.views import Option

from .conftest import CASE_6, Opening


def lines_of(label: str, width: int, multiple: bool) -> int:
    picker = Picker(
        (Option("a", label, "", "", "1"), Option("b", "B", "", "", "2")), zero="", multiple=multiple
    )
    return len(picker_lines(picker, width)[0]) - 1


async def test_labels_fit_in_the_smallest_window(sit_down: Opening) -> None:
    """With a digit before them, and with the box of a question of several choices."""
    async with sit_down(size=(80, 24)) as agent:
        transcript = agent.conversation.query_one(Transcript)
        width = agent.conversation.query(ChoiceQuestion).last().content_size.width
        # The bar comes with the length of the interview, and takes its column from the question.
        width -= 0 if transcript.show_vertical_scrollbar else transcript.styles.scrollbar_size_vertical
    for multiple, limit in ((False, LABEL_WIDTH), (True, LABEL_WIDTH - TICK_WIDTH)):
        assert lines_of("x" * limit, width, multiple) == 1
        assert lines_of("x" * (limit + 1), width, multiple) == 2


async def test_short_names_fit_in_the_panel(sit_down: Opening) -> None:
    """The panel beside the questions, where it is narrowest."""
    async with sit_down(*CASE_6[:6], size=(120, 40)) as agent:
        side = agent.conversation.query_one("#side")
        assert side.content_size.width >= SHORT_WIDTH
