"""Lines out, lines in. Nothing else of the face touches the terminal."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable
from textwrap import TextWrapper

from templates.typography import clean

HANGING = "   "
_PLAIN = str.maketrans({"’": "'", "«": '"', "»": '"', "—": "-", "–": "-", "…": "...", "œ": "oe", "Œ": "OE"})


def terminal_input(label: str) -> str:
    """The line typed after *label*; where nobody types, the line read is shown as if it had been."""
    if sys.stdin.isatty():
        return input(label)
    line = sys.stdin.readline()
    sys.stdout.write(f"{label}{line.rstrip()}\n")
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def plainer(text: str) -> str:
    """*text* in letters that any output can write."""
    flat = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return flat.encode("ascii", "ignore").decode("ascii")


class Leave(Exception):
    """The person leaves: the command, Ctrl+C, or the end of what was piped in."""


class Unreadable(Exception):
    """What was piped in is not text that can be read."""


class Console:
    """What is said and what is answered, one line at a time.

    Args:
        ask: shows a short label and gives the line typed after it, as :func:`input` does.
        say: prints one line.
        width: longest line printed; words are never cut.
    """

    def __init__(self, ask: Callable[[str], str], say: Callable[[str], None], width: int) -> None:
        self._ask = ask
        self._say = say
        self._width = width

    def say(self, text: str = "") -> None:
        """One paragraph, an empty line when there is none."""
        for line in text.split("\n"):
            self._wrapped(line, "", "")

    def item(self, text: str, mark: str = "-") -> None:
        """One item of a list."""
        self._wrapped(text, f"{mark} ", HANGING)

    def items(self, title: str, texts: Iterable[str]) -> None:
        """A titled list; nothing when it is empty."""
        listed = list(texts)
        if listed:
            self.say(title)
        for text in listed:
            self.item(text)

    def raw(self, text: str) -> None:
        """Lines that are already laid out."""
        for line in text.splitlines():
            self._out(line)

    def read(self, label: str) -> str:
        """The next line. Raises Leave at the end of the input, Unreadable where it is not text."""
        try:
            # Invisible characters go here, so that a stray key or an arrow never reaches the record.
            return clean(self._asked(label))
        except (EOFError, KeyboardInterrupt):
            self._say("")
            raise Leave from None
        except UnicodeDecodeError:
            raise Unreadable from None

    def _asked(self, label: str) -> str:
        try:
            return self._ask(label)
        except UnicodeEncodeError:
            return self._ask(plainer(label))

    def _out(self, line: str) -> None:
        """Print *line*, in plainer letters where the output cannot write it as it is."""
        try:
            self._say(line)
        except UnicodeEncodeError:
            self._say(plainer(line))

    def _wrapped(self, text: str, first: str, following: str) -> None:
        wrapper = TextWrapper(
            self._width,
            initial_indent=first,
            subsequent_indent=following,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in wrapper.wrap(text) or [""]:
            self._out(line)
