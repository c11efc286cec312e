"""What is told of the person and what they say: a text of a case holds both, words between « and ». Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from templates.typography import french

DASH = "—\u00a0"
"""Comes before what does not begin with the person’s own words."""
_WORDS = re.compile("(«[^»]*»?)")


def speaks(text: str) -> bool:
    """Whether it begins with the person’s own words, and not with what they do or who speaks."""
    return text.lstrip().startswith("«")


def introduced(text: str, by: str) -> str:
    """*text* after *by* (« La personne : ») where the person speaks, after a dash otherwise."""
    return french(f"{by if speaks(text) else DASH}{text}")


def parted(text: str) -> Iterator[tuple[str, bool]]:
    """*text* piece after piece, each with whether it is said rather than told."""
    for each in _WORDS.split(text):
        if each:
            yield each, each.startswith("«")
