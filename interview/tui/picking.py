"""A list that the keyboard picks from, as a plain object: no widget, nothing drawn.

Digits take what they number, arrows move, letters filter a long list whatever the accents, « 0 » is
« on ne sait pas ». What the keys mean is decided here, so that it can be tested without a screen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal

from interview.views import Option

FILTERED_FROM = 10
"""Shortest list that letters filter."""
ZERO = "0"

Pressed = Literal["picked", "changed", "ignored"]


def folded(text: str) -> str:
    """*text* without case nor accents, to compare what is typed with what is written."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("œ", "oe"))
    return "".join(each for each in plain if not unicodedata.combining(each))


class Picker:
    """Options, what is typed to filter them, where the cursor is, and what is taken.

    Attributes:
        cursor: rank of the highlighted line among those shown, None while nothing is highlighted.
            The line after the last option is that of « 0 », where there is one.
        taken: codes taken, in the order of the list; only a multiple list takes several.
        unknown: the line of « 0 » is taken.
    """

    def __init__(
        self,
        options: Sequence[Option],
        *,
        zero: str = "",
        multiple: bool = False,
        taken: Iterable[str] = (),
        unknown: bool = False,
        filtered: bool | None = None,
    ) -> None:
        self.options = tuple(options)
        self.zero = zero
        self.multiple = multiple
        self.filtered = len(self.options) >= FILTERED_FROM if filtered is None else filtered
        self.typed = ""
        self.cursor: int | None = None
        self.unknown = unknown
        self._taken = set(taken)
        self._set_aside: set[str] = set()  # ticks that « 0 » hides, back when it is taken back
        self.shown = self.options
        if not multiple:
            self._start_on_taken()

    @property
    def taken(self) -> tuple[str, ...]:
        """Codes taken, in the order of the list."""
        return tuple(each.code for each in self.options if each.code in self._taken)

    @property
    def lines(self) -> int:
        """How many lines can be highlighted."""
        return len(self.shown) + (1 if self.zero else 0)

    @property
    def highlighted(self) -> str | None:
        """Code of the highlighted option, ``ZERO`` for the last line, None when nothing is."""
        if self.cursor is None:
            return None
        return self.shown[self.cursor].code if self.cursor < len(self.shown) else ZERO

    def holds(self, code: str) -> bool:
        """Whether that code is taken."""
        return code in self._taken

    def key_of(self, position: int) -> str:
        """The digit that takes the option shown at that rank."""
        return str(position + 1) if position < 9 else ""

    def press(self, key: str, character: str | None) -> Pressed:
        """What a key does. After ``picked``, the answer is ``taken``, or « 0 » if ``unknown``."""
        if key in ("up", "down", "home", "end", "pageup", "pagedown"):
            return self._move(key)
        if key == "enter":
            return self._enter()
        if key == "space" and self.multiple:
            return self._toggle(self.highlighted)
        if key == "backspace":
            return self._filter(self.typed[:-1]) if self.typed else "ignored"
        if character and character.isdecimal() and character.isascii():
            return self._digit(int(character))
        if self.filtered and character and character.isprintable() and character not in "?-":
            return self._filter(self.typed + character)
        return "ignored"

    def point_at(self, code: str) -> None:
        """Highlight that option, without taking it."""
        places = [rank for rank, each in enumerate(self.shown) if each.code == code]
        self.cursor = places[0] if places else self.cursor

    def toggle(self, code: str) -> None:
        """Take that code, or let go of it."""
        self._toggle(code)

    def clear_filter(self) -> bool:
        """Show the whole list again; false if it was already."""
        return bool(self.typed) and self._filter("") == "changed"

    def _start_on_taken(self) -> None:
        places = [rank for rank, each in enumerate(self.shown) if each.code in self._taken]
        if places:
            self.cursor = places[0]
        elif self.unknown and self.zero:
            self.cursor = len(self.shown)

    def _move(self, key: str) -> Pressed:
        if not self.lines:
            return "ignored"
        last = self.lines - 1
        if self.cursor is None:
            self.cursor = last if key in ("up", "end") else 0
        else:
            steps = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8, "home": -last, "end": last}
            reached = self.cursor + steps[key]
            wraps = key in ("up", "down")
            self.cursor = reached % self.lines if wraps else max(0, min(last, reached))
        return "changed"

    def _enter(self) -> Pressed:
        if self.multiple:
            if self._taken or self.unknown:
                return "picked"
            return self._toggle(self.highlighted)  # ticked, to be seen before it is given
        return self._take(self.highlighted)

    def _digit(self, digit: int) -> Pressed:
        if digit == 0:
            return self._take(ZERO) if not self.multiple else self._toggle(ZERO)
        if digit > min(9, len(self.shown)):
            return "ignored"
        code = self.shown[digit - 1].code
        if self.multiple:
            self.cursor = digit - 1
            return self._toggle(code)
        return self._take(code)

    def _take(self, code: str | None) -> Pressed:
        if code is None or (code == ZERO and not self.zero):
            return "ignored"
        self.unknown = code == ZERO
        self._taken = set() if self.unknown else {code}
        return "picked"

    def _toggle(self, code: str | None) -> Pressed:
        if code is None or (code == ZERO and not self.zero):
            return "ignored"
        if code == ZERO:
            self.unknown = not self.unknown
            self._taken, self._set_aside = self._set_aside, self._taken
            return "changed"
        self.unknown = False
        self._set_aside = set()
        self._taken ^= {code}
        self.clear_filter()
        return "changed"

    def _filter(self, typed: str) -> Pressed:
        words = folded(typed).split()
        kept = tuple(each for each in self.options if _answers(each, words))
        if not kept and len(typed) > len(self.typed):
            return "ignored"
        self.typed = typed.lstrip()
        self.shown = kept
        self.cursor = 0 if self.typed and kept else None
        return "changed"


def _answers(option: Option, words: Sequence[str]) -> bool:
    text = folded(f"{option.label} {option.help} {option.group}")
    return all(word in text for word in words)
