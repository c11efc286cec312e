"""Finding an entry by any of its names, as an agent types it.

Accents, case, punctuation and spaces do not count (``cmuc``, ``CMU C`` and ``CMU-C`` are one name).
Exact names come first, then beginnings of a name, then beginnings of its words; only when nothing
answers are slips of the keyboard forgiven, within limits tight enough for nonsense to find nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_WORD = re.compile(r"[a-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_SMALL_WORDS = frozenset(
    {
        *("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l"),
        *("la", "le", "les", "ou", "par", "pour", "un"),
    }
)
_TYPOS_FROM = 4
"""Shortest word in which a slip is forgiven: among sigles of three letters, one slip is another sigle."""


class Name(NamedTuple):
    """One name of one entry; the entry's own names (label, sigle) weigh 0, the others more."""

    text: str
    weight: int = 0


class Hit(NamedTuple):
    """An entry found: its rank in the list, and the name that answered."""

    entry: int
    name: Name


class _Indexed(NamedTuple):
    entry: int
    name: Name
    words: tuple[str, ...]
    joined: str


def words(text: str) -> tuple[str, ...]:
    """The words of *text*, without accents, case or punctuation."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return tuple(_WORD.findall("".join(each for each in folded if not unicodedata.combining(each))))


def joined(text: str) -> str:
    """*text* as one word: two names with the same joined form are the same name."""
    return "".join(words(text))


def _tolerance(length: int) -> int:
    """How many slips a word of that length may hold."""
    if length < _TYPOS_FROM:
        return 0
    return 1 if length <= 6 else 2 if length <= 10 else 3


class Index:
    """Names of a list of entries, ready to be searched at each keystroke."""

    def __init__(self, entries: Iterable[Sequence[Name]]) -> None:
        self._names: list[_Indexed] = []
        self._vocabulary_of: list[set[str]] = []
        for rank, names in enumerate(entries):
            known = [_Indexed(rank, name, words(name.text), joined(name.text)) for name in names]
            self._names += known
            self._vocabulary_of.append({word for each in known for word in each.words})
        self._vocabulary = sorted(set().union(*self._vocabulary_of))

    def search(self, query: str, limit: int = 8) -> list[Hit]:
        """The entries that answer *query*, best first; ties keep the order of the list."""
        typed = words(query)
        if not typed:
            return []
        asked = tuple(word for word in typed if word not in _SMALL_WORDS) or typed
        found = _best(self._plain(asked, "".join(typed)), limit)
        return found or _best(self._forgiving(asked, "".join(typed)), limit)

    def _plain(self, asked: tuple[str, ...], whole: str) -> Iterator[tuple[int, _Indexed]]:
        scattered = {
            rank
            for rank, vocabulary in enumerate(self._vocabulary_of)
            if all(any(word.startswith(each) for word in vocabulary) for each in asked)
        }
        for name in self._names:
            if name.entry not in scattered and not name.joined.startswith(whole):
                continue
            if name.joined == whole:
                yield 0, name
            elif name.joined.startswith(whole):
                yield 1, name
            elif all(any(word.startswith(each) for word in name.words) for each in asked):
                yield 2, name
            elif name.name.weight == 0:
                yield 3, name

    def _forgiving(self, asked: tuple[str, ...], whole: str) -> Iterator[tuple[int, _Indexed]]:
        if len(whole) < _TYPOS_FROM:
            return
        near = [self._near(each) for each in asked]
        glued = _distances(whole, [name.joined for name in self._names])
        for place, name in enumerate(self._names):
            costs = [min((cost[word] for word in name.words if word in cost), default=None) for cost in near]
            by_word = sum(each for each in costs if each is not None) if None not in costs else None
            whole_cost = glued.get(place)
            best = min((each for each in (by_word, whole_cost) if each is not None), default=None)
            if best is not None:
                yield best, name

    def _near(self, asked: str) -> dict[str, int]:
        """Words near enough to *asked*, or beginning near enough to it, with their cost."""
        size = len(asked)
        cost = {word: 0 for word in self._vocabulary if word.startswith(asked)}
        if size < _TYPOS_FROM:
            return cost
        longer = [word for word in self._vocabulary if len(word) > size]
        for place, slips in _distances(asked, [word[:size] for word in longer]).items():
            cost.setdefault(longer[place], slips)
        for place, slips in _distances(asked, self._vocabulary).items():
            word = self._vocabulary[place]
            cost[word] = min(slips, cost.get(word, slips))
        return cost


def _distances(asked: str, candidates: Sequence[str]) -> dict[int, int]:
    """Place → number of slips, of the candidates within tolerance."""
    # Imported here: most searches never need it, and the first question must come fast.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(
        asked, candidates, scorer=OSA.distance, score_cutoff=_tolerance(len(asked)), limit=None
    )
    return {place: int(slips) for _, slips, place in found}


def _best(ranked: Iterable[tuple[int, _Indexed]], limit: int) -> list[Hit]:
    """The best name of each entry, best entries first."""
    best: dict[int, tuple[tuple[int, int], Hit]] = {}
    for tier, name in ranked:
        key = (tier, name.name.weight)
        if name.entry not in best or key < best[name.entry][0]:
            best[name.entry] = (key, Hit(name.entry, name.name))
    order = sorted(best.values(), key=lambda each: (each[0], each[1].entry))
    return [hit for _, hit in order[:limit]]
