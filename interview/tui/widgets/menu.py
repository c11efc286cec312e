"""A list to choose from, by digit or by arrow: menus, results, reviews."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.events import Key
from textual.message import Message

from interview.tui.drawing import MUTED, picker_lines
from interview.tui.picking import Picker
from interview.tui.widgets.drawn import Drawn
from interview.views import Option
from templates.typography import french

FILTER = french("Filtre : ")


class Menu(Drawn, can_focus=True):
    """Options one above the other; posts ``Chosen`` with the codes taken.

    Args:
        start: code of the line highlighted first, "" for none.
        airy: a blank line before each group.
    """

    class Chosen(Message):
        """Something was chosen: one code, or several from a multiple list."""

        def __init__(self, menu: Menu, codes: tuple[str, ...]) -> None:
            self.menu, self.codes = menu, codes
            super().__init__()

        @property
        def code(self) -> str:
            """The only code chosen."""
            return self.codes[0]

    class Moved(Message):
        """The highlighted line is now at ``line``, from the top of the menu."""

        def __init__(self, menu: Menu, line: int) -> None:
            self.menu, self.line = menu, line
            super().__init__()

    def __init__(
        self,
        options: Iterable[Option],
        *,
        start: str = "",
        multiple: bool = False,
        taken: Iterable[str] = (),
        zero: str = "",
        airy: bool = False,
    ) -> None:
        super().__init__()
        self._airy = airy
        self.picker = Picker(tuple(options), multiple=multiple, taken=taken, zero=zero)
        codes = [each.code for each in self.picker.options]
        if start in codes:
            self.picker.cursor = codes.index(start)

    def offer(self, options: Iterable[Option], *, filtered: bool = False) -> None:
        """Show other options, the first one highlighted."""
        self.picker = Picker(tuple(options), filtered=filtered)
        self.picker.cursor = 0 if self.picker.shown else None
        self.refresh(layout=True)

    def on_key(self, event: Key) -> None:
        pressed = self.picker.press(event.key, event.character)
        if pressed == "ignored":
            if event.key == "escape" and self.picker.clear_filter():
                event.stop()
                self.refresh(layout=True)
            return
        event.stop()
        event.prevent_default()
        self.refresh(layout=True)
        if pressed == "picked":
            self.post_message(self.Chosen(self, self.picker.taken))
        else:
            _, line = picker_lines(self.picker, self.content_size.width, airy=self._airy)
            self.post_message(self.Moved(self, line))

    def lines(self, width: int) -> list[Content]:
        lines, _ = picker_lines(self.picker, width, airy=self._airy)
        if self.picker.typed:
            lines.append(Content.assemble((FILTER, MUTED), (self.picker.typed, "bold")))
        return lines


def option(code: str, label: str, help: str = "", group: str = "") -> Option:
    """One line of a menu; its digit is given by its place."""
    return Option(code, french(label), french(help), french(group), "")
