"""Texts that a spreadsheet would run as a formula, made into texts it only shows; and back.

In a csv nothing says that a cell is text: ``=1+1`` is a formula for whoever opens it. An apostrophe before
it, the sign by which spreadsheets themselves mark a text, keeps it a text. In an xlsx every text is written
as one, and needs none. Reading takes one apostrophe away, whatever the file: so the text comes back as it
was, even from a csv that was opened and saved as an xlsx.
"""

from __future__ import annotations

import re

_RUN = r"[=+\-@＝＋－＠\t\r\n]"
# What xlsxwriter would take for its own rich text, and write as it is.
_RICH = r"<r>.*</r>$"
_IN_TEXT = re.compile(rf"'*(?:{_RUN}|{_RICH})", re.DOTALL)
_IN_SPREADSHEET = re.compile(rf"'+{_RUN}|'*{_RICH}", re.DOTALL)
_MARKED = re.compile(rf"'+(?:{_RUN}|{_RICH})", re.DOTALL)
RUN = re.compile(_RUN)
"""At its beginning, a text that a spreadsheet runs when it is typed in again."""
PLAIN_UNLESS = frozenset("'=+-@＝＋－＠\t\r\n<")
"""First signs of the texts that are ever made safe: any other is left as it is."""


def safe_in_text(text: str) -> str:
    """What a csv holds for *text*."""
    return f"'{text}" if _IN_TEXT.match(text) else text


def safe_in_spreadsheet(text: str) -> str:
    """What an xlsx holds for *text*: the same, but where an apostrophe of its own would be taken away."""
    return f"'{text}" if _IN_SPREADSHEET.match(text) else text


def as_it_was(text: str) -> str:
    """The text that either of them was made from; any other is given as it is."""
    return text[1:] if _MARKED.match(text) else text
