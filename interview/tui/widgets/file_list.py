"""A long list of situations: only the lines in view are drawn, the next page is asked for in time."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from interview.files.finding import Line
from interview.tui.drawing import CURRENT, MUTED, POINTER, STRONG, stacked, wrapped
from templates.typography import french

ROW = 2
"""Lines of the screen that a situation takes."""
AHEAD = 15
"""Situations below the cursor from which the next page is asked for."""
LATE = french("! En retard")
DUE = french("À relancer")
STEPS = {"up": -1, "down": 1}


class FileList(Widget):
    """Situations one above the other, one of them highlighted.

    Attributes:
        cursor: rank of the highlighted one, 0 when the list is empty.
    """

    class Moved(Message):
        """Another situation is highlighted, or none any more."""

    class NearEnd(Message):
        """The next page will soon be needed."""

    def __init__(self) -> None:
        super().__init__()
        self.cursor = 0
        self._lines: tuple[Line, ...] = ()
        self._top = 0
        self._empty = ""

    @property
    def current(self) -> Line | None:
        """The highlighted situation."""
        return self._lines[self.cursor] if self._lines else None

    def show(self, lines: tuple[Line, ...], keep: str = "", empty: str = "") -> None:
        """Show other situations; the one of reference *keep* stays highlighted if it is among them.

        Args:
            empty: what to say instead of a list without lines.
        """
        self._empty = empty
        self._lines = lines
        places = [rank for rank, each in enumerate(lines) if each.reference == keep]
        self.cursor = places[0] if places else 0
        self._top = 0 if self.cursor == 0 else self._top
        self._go_on()

    def add(self, lines: tuple[Line, ...]) -> None:
        """The page that follows."""
        self._lines += lines
        self.refresh()

    def move(self, key: str) -> bool:
        """What an arrow or a page key does; false when the key is not one of them."""
        page = max(1, self._shown - 1)
        last = len(self._lines) - 1
        step = {**STEPS, "pageup": -page, "pagedown": page}.get(key)
        if step is None:
            return False
        if last >= 0:
            self.cursor = max(0, min(last, self.cursor + step))
            self._go_on()
        return True

    def on_resize(self) -> None:
        self._follow()

    def render(self) -> Content:
        width = max(self.content_size.width, 20)
        if not self._lines:
            return stacked(wrapped(Content.styled(self._empty, STRONG), width))
        rows = self._lines[self._top : self._top + self._shown + 1]
        drawn = [
            line
            for rank, each in enumerate(rows, self._top)
            for line in _row(each, width, at=rank == self.cursor)
        ]
        return stacked(drawn[: max(self.content_size.height, 1)])

    @property
    def _shown(self) -> int:
        return max(1, self.content_size.height // ROW)

    def _go_on(self) -> None:
        self._follow()
        self.refresh()
        self.post_message(self.Moved())
        if self.cursor + AHEAD >= len(self._lines):
            self.post_message(self.NearEnd())

    def _follow(self) -> None:
        """Keep the highlighted situation in view."""
        if self.cursor < self._top:
            self._top = self.cursor
        elif self.cursor >= self._top + self._shown:
            self._top = self.cursor - self._shown + 1


def _row(line: Line, width: int, *, at: bool) -> list[Content]:
    """« ❯ Complémentaire santé solidaire     ! en retard », then what and when."""
    stands = LATE if line.late else DUE if line.due else line.status
    room = max(8, width - len(stands) - 4)
    name = _cut(line.object, room)
    first = Content.assemble(
        (f"{POINTER if at else ' '} ", CURRENT),
        (name, STRONG if at else ""),
        " " * (room - len(name) + 2),
        (stands, "bold $text-warning" if line.late else ""),
    )
    told = f"{line.reference} · {line.day_words} · {line.finding} · ménage {line.household}"
    return [first, Content.styled("    " + _cut(told, width - 4), MUTED)]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: max(1, width - 1)].rstrip()}…"
