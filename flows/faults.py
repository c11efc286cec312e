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

MAX_FAULTS = 200
"""How many faults of one file are told: past that, it is not read by anyone."""
MAX_WORD = 60
"""Longest piece of a file repeated in a message; longer words are near to no name."""
_MANY = 1_000


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

    @property
    def advice(self) -> bool:
        """Whether the file works all the same."""
        return self.code.startswith("A")

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


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults as one mends them: file by file, downwards; a file that has too many says so."""
    by_file: dict[str, list[Fault]] = {}
    for fault in sorted(faults, key=lambda each: (each.file, each.line, each.code)):
        by_file.setdefault(fault.file, []).append(fault)
    return [fault for name, told in by_file.items() for fault in _bounded(name, told)]


def _bounded(name: str, faults: list[Fault]) -> list[Fault]:
    if len(faults) <= MAX_FAULTS:
        return faults
    errors = [each for each in faults if not each.advice]
    advice = [each for each in faults if each.advice]
    kept = [*_first(name, errors, "P013", "fautes"), *_first(name, advice, "A050", "conseils")]
    return sorted(kept, key=lambda each: (each.line, each.code))


def _first(name: str, faults: list[Fault], code: str, words: str) -> list[Fault]:
    """As many as a person will read, and a last one which says that there are others."""
    if len(faults) <= MAX_FAULTS:
        return faults
    more = Fault(
        code=code,
        file=name,
        line=faults[MAX_FAULTS - 1].line,
        node="fichier",
        found=f"d’autres {words} suivent",
        expected=f"{MAX_FAULTS} {words} au plus",
    )
    return [*faults[:MAX_FAULTS], more]


def shortened(word: object) -> str:
    """A piece of a file as a message repeats it: on one line, and never longer than a line."""
    text = str(word)
    return text if len(text) <= MAX_WORD else f"{text[: MAX_WORD - 1]}…"


def nearest(word: str, accepted: Iterable[str], cutoff: float = 0.6) -> str:
    """The accepted word nearest to *word*, or an empty text."""
    found = _close(word, list(accepted), 1, cutoff)
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
    near = _close(word, words, 3, 0.4)
    return near + [each for each in words if each not in near]


def _close(word: str, accepted: list[str], number: int, cutoff: float) -> list[str]:
    """Nearness costs the product of both lengths: what is too long to be a name is near to none."""
    sought = str(word).casefold()
    if len(sought) > MAX_WORD:
        return []
    if len(accepted) > _MANY:
        accepted = [each for each in accepted if each[:1] == sought[:1]][:_MANY]
    return difflib.get_close_matches(sought, accepted, n=number, cutoff=cutoff)
