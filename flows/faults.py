"""Faults found in content files: what, where, and what to do about it.

A fault is data, never an exception raised half-way: a file is read to its end and all its faults
are told together. Codes are stable: ``P…`` is an error (the file cannot be used), ``A…`` is advice.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

import msgspec

Path = tuple[str | int, ...]
"""Where a value stands in a document: ``("questions", 3, "choix", 0, "code")``."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One fault of one content file.

    Attributes:
        code: stable code, ``P001``…
        file: name of the file as the reader was given it.
        line: line in the file, counted from 1.
        node: what the fault is about, in words a trainer knows (« question demande »).
        found: what stands there.
        expected: what was expected, in French.
        nearest: the nearest accepted name, empty when none is near.
        remedy: what to do, in French.
    """

    code: str
    file: str
    line: int
    node: str
    found: str
    expected: str
    nearest: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        parts = [f"{self.file}:{self.line}: {self.code} {self.node} : {self.found}"]
        if self.expected:
            parts.append(f"attendu : {self.expected}")
        if self.nearest:
            parts.append(f"vouliez-vous dire « {self.nearest} » ?")
        if self.remedy:
            parts.append(self.remedy)
        return " — ".join(parts)


class ContentError(Exception):
    """A content file cannot be used; carries every fault found in it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def nearest(word: str, accepted: Iterable[str], cutoff: float = 0.6) -> str:
    """The accepted word nearest to *word*, or an empty text."""
    found = difflib.get_close_matches(str(word).casefold(), list(accepted), n=1, cutoff=cutoff)
    return found[0] if found else ""


def listed(words: Iterable[str]) -> str:
    """Accepted words on one line; a long list shows its first eight and how many others there are."""
    accepted = list(words)
    if len(accepted) <= 15:
        return ", ".join(accepted)
    return f"{', '.join(accepted[:8])}… et {len(accepted) - 8} autres"


def by_nearness(word: str, accepted: Iterable[str]) -> list[str]:
    """All accepted words, the nearest to *word* first, then in their own order."""
    words = list(accepted)
    near = difflib.get_close_matches(str(word).casefold(), words, n=3, cutoff=0.4)
    return near + [each for each in words if each not in near]
