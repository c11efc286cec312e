"""What may name somebody in a text: passages, each with its place and what would stand instead.

Pure: text in, findings out. Nothing is kept, nothing is altered. What it cannot see: a first name alone,
a name written without a capital, a situation so rare that it names somebody by itself.

The seekers are in :mod:`~store.privacy.guard_numbers` and :mod:`~store.privacy.guard_people`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from store.privacy.guard_numbers import emails, file_numbers, ibans, nirs, phones
from store.privacy.guard_people import addresses, births, names
from store.privacy.guard_words import Span

Kind: TypeAlias = Literal["nir", "iban", "courriel", "dossier", "telephone", "naissance", "adresse", "nom"]

MASKS: dict[Kind, str] = {
    "nir": "[numéro de sécurité sociale masqué]",
    "iban": "[compte bancaire masqué]",
    "courriel": "[adresse électronique masquée]",
    "dossier": "[numéro de dossier masqué]",
    "telephone": "[téléphone masqué]",
    "naissance": "[date de naissance masquée]",
    "adresse": "[adresse masquée]",
    "nom": "[nom masqué]",
}
"""What stands for a passage of each kind once it is masked. A masked text holds nothing to find."""


class Finding(Struct, frozen=True):
    """One passage that may name somebody.

    Attributes:
        kind: what it looks like.
        start, end: its place, in characters of the text; ``text[start:end]`` is the passage.
        masked: what would stand instead.
    """

    kind: Kind
    start: int
    end: int
    masked: str


def findings(text: str, public: Collection[str] = frozenset()) -> tuple[Finding, ...]:
    """Every passage of *text* that may name somebody, in the order of the text; none overlap.

    Args:
        public: first words, folded, of names that are nobody's (« caf », « allocation »…).
    """
    plain, places = _plain(text)
    taken: list[tuple[Kind, Span]] = []
    for kind, spans in _sought(plain, public):
        for start, end in spans:
            if not any(start < other_end and other < end for _, (other, other_end) in taken):
                taken.append((kind, (start, end)))
    ends = [*places[1:], len(text)]
    if places:
        taken = [(kind, (places[start], ends[end - 1])) for kind, (start, end) in taken]
    found = [Finding(kind, start, end, MASKS[kind]) for kind, (start, end) in taken]
    return tuple(sorted(found, key=lambda each: each.start))


def masked(text: str, found: Collection[Finding]) -> str:
    """*text* with every passage of *found* replaced, and nothing else changed."""
    for each in sorted(found, key=lambda each: each.start, reverse=True):
        text = text[: each.start] + each.masked + text[each.end :]
    return text


def _sought(text: str, public: Collection[str]) -> Iterator[tuple[Kind, Iterator[Span]]]:
    """The seekers in order: where two find the same passage, the first is right."""
    yield "nir", nirs(text)
    yield "iban", ibans(text)
    yield "courriel", emails(text)
    yield "dossier", file_numbers(text)
    yield "telephone", phones(text)
    yield "naissance", births(text)
    yield "adresse", addresses(text, public)
    yield "nom", names(text, public)


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u202f\u2007\u2009\u2002\u2003\t", " "),
        **dict.fromkeys("’‘ʼ´`", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def _plain(text: str) -> tuple[str, list[int]]:
    """*text* with one sign for each space, apostrophe and dash, and the place of each of its characters.

    No place is given where they are those of *text*: the usual case.
    """
    text = text.translate(_ALIKE)
    if unicodedata.is_normalized("NFC", text) and not _UNSEEN.search(text):
        return text, []
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if _UNSEEN.match(character):
            continue
        joined = unicodedata.normalize("NFC", kept[-1] + character) if kept else character
        if unicodedata.combining(character) and kept and len(joined) == 1:
            kept[-1] = joined
        else:
            kept.append(character)
            places.append(place)
    return "".join(kept), places
