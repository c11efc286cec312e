"""A widget made of lines it writes itself, as many as the width asks for."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from interview.tui.drawing import stacked

NARROWEST = 20


class Drawn(Widget):
    """Subclasses say what their lines are; the height follows."""

    def lines(self, width: int) -> list[Content]:
        """What is drawn in that many columns."""
        raise NotImplementedError

    def render(self) -> Content:
        return stacked(self.lines(max(self.content_size.width, NARROWEST)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return len(self.lines(max(width, NARROWEST)))


class Lines(Drawn):
    """Lines that a function of the width gives."""

    def __init__(self, write: Callable[[int], list[Content]], classes: str = "") -> None:
        super().__init__(classes=classes)
        self._write = write

    def lines(self, width: int) -> list[Content]:
        return self._write(width)

    def redraw(self) -> None:
        """What the function tells has changed."""
        self.refresh(layout=True)
