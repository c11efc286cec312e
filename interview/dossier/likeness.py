"""Proposals that say the same thing, put together: pure, and the same texts always give the same groups.

Two texts are alike when their words are, whatever the order and the small words (rapidfuzz): the threshold is
high, because putting together two different requests would make somebody say what they did not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from interview.dossier.state import Proposal

ALIKE = 84
"""Out of 100: « un accusé de réception » and « accuser réception » are alike, other things are not."""
# fmt: off
_SMALL = frozenset((
    "le", "la", "les", "l", "un", "une", "des", "d", "de", "du", "au", "aux", "a", "et", "ou", "en",
    "que", "qu", "qui", "se", "s", "ce", "cette", "ces", "son", "sa", "ses", "leur", "leurs", "il",
    "elle", "on", "par", "pour", "dans", "sur", "avec", "faut", "faudrait", "devrait", "doit",
    "peut", "soit", "est", "etre", "aussi", "chaque", "tout", "toute", "tous", "toutes",
))
# fmt: on
_AGAINST = frozenset(["ne", "n", "pas", "plus", "sans", "jamais", "aucun", "aucune", "ni"])
"""Words that turn a request round: two texts are never alike when only one of them has some."""


class Said(msgspec.Struct, frozen=True):
    """What one situation proposes to the institution."""

    reference: str
    words: str


def gathered(said: Sequence[Said], known: Sequence[Proposal] = ()) -> tuple[Proposal, ...]:
    """*known*, with each text of *said* joined to the first that says the same, else added at the end.

    Those added come the most heard first.

    The words shown for a group are those of the situation that came first; a proposal that the agent has
    reworded keeps their words. What the agent left out stays left out, and is joined all the same.
    """
    groups: list[Proposal] = list(known)
    for each in said:
        if not each.words.strip():
            continue
        place = _place(each.words, groups)
        if place is None:
            groups.append(Proposal(words=each.words, references=(each.reference,), words_of=each.reference))
        elif each.reference not in groups[place].references:
            joined = (*groups[place].references, each.reference)
            groups[place] = msgspec.structs.replace(groups[place], references=joined)
    new = sorted(groups[len(known) :], key=lambda each: -len(each.references))
    return (*groups[: len(known)], *new)


def merged(proposals: Sequence[Proposal], place: int, into: int) -> tuple[Proposal, ...]:
    """The proposal at rank *place* joined to the one at rank *into*, whose words stay. Raises IndexError."""
    gone, kept = proposals[place], proposals[into]
    references = tuple(dict.fromkeys((*kept.references, *gone.references)))
    joined = msgspec.structs.replace(kept, references=references)
    return tuple(joined if rank == into else each for rank, each in enumerate(proposals) if rank != place)


def alike(one: str, other: str) -> bool:
    """Whether two texts say the same thing."""
    from rapidfuzz import fuzz

    left, right = _words(one), _words(other)
    if not left or not right:
        return one.strip() == other.strip()
    if _AGAINST & set(left.split()) != _AGAINST & set(right.split()):
        return False
    return fuzz.token_sort_ratio(left, right) >= ALIKE or _same_words(left, right)


def _same_words(left: str, right: str) -> bool:
    """Whether the shorter one, if it has some substance, is wholly in the other, and nearly all of it."""
    one, other = sorted((set(left.split()), set(right.split())), key=len)
    return len(one) >= 3 and one <= other and len(other) - len(one) <= 2


def _place(words: str, groups: Sequence[Proposal]) -> int | None:
    return next((rank for rank, each in enumerate(groups) if alike(words, each.words)), None)


def _words(text: str) -> str:
    """The words that carry the meaning, without accents nor case."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("œ", "oe"))
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    found = [each for each in re.findall(r"[a-z0-9]+", bare) if each not in _SMALL]
    return " ".join(each if each in _AGAINST or len(each) < 4 else each.removesuffix("s") for each in found)
