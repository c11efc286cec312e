"""How a chart travels through Markdown, which has no sign for it.

The sign is a paragraph between two characters of private use, around the chart as base 64 of JSON. Data can
never write it: whatever enters a context loses such characters (`templates.typography.clean`), and whatever
does not read as a chart stays text.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from templates.chart_context import Graphique

if TYPE_CHECKING:
    from collections.abc import Callable

OPEN, CLOSE = "\ue0d0", "\ue0d1"
_SIGN = re.compile(f"{OPEN}([A-Za-z0-9+/=]*){CLOSE}")


def signed(chart: Graphique) -> str:
    """The chart as the one paragraph `read` reads back."""
    import msgspec

    return f"\n\n{OPEN}{base64.b64encode(msgspec.json.encode(chart)).decode('ascii')}{CLOSE}\n\n"


def read(paragraph: str) -> Graphique | None:
    """The chart of a paragraph, or None if it is not a sign."""
    import msgspec

    found = _SIGN.fullmatch(paragraph)
    if not found:
        return None
    try:
        return msgspec.json.decode(base64.b64decode(found[1], validate=True), type=Graphique)
    except ValueError:
        return None


def without_signs(markdown: str, words: Callable[[Graphique], str]) -> str:
    """The Markdown with each chart as the Markdown *words* gives for it."""

    def replaced(found: re.Match[str]) -> str:
        chart = read(found[0])
        return words(chart) if chart else found[0]

    return _SIGN.sub(replaced, markdown) if OPEN in markdown else markdown
