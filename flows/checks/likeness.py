"""Whether two wordings can mean the same: what a program can tell of it without understanding.

Three questions only. Has a negation appeared or vanished? Has a number changed? Do they share at least
one word that means something, under any of its forms? What they cannot settle is left to the author,
who states it (``meme_sens``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Prefix

_NEGATIVE = frozenset(
    ("ne", "n", "pas", "non", "sans", "aucun", "aucune", "jamais", "ni", "rien", "nul", "nulle")
)
_CONTRARIES = (
    ("ouver", "ferme"),
    ("ouver", "coupe"),
    ("accept", "refus"),
    ("accord", "refus"),
    ("obten", "refus"),
    ("obten", "perdu"),
    ("dessus", "dessous"),
    ("avant", "apres"),
    ("plus", "moins"),
    ("toujours", "jamais"),
    ("entier", "parti"),
    ("complet", "parti"),
    ("totalit", "parti"),
    ("present", "absen"),
    ("connu", "ignor"),
    ("gagn", "perdu"),
    ("augment", "baiss"),
    ("augment", "diminu"),
    ("debut", "fin"),
    ("premier", "dernier"),
    ("perman", "tempor"),
    ("ancien", "nouve"),
)
"""Beginnings of words that say the contrary of each other, among those one qualifies a right with."""
_OPPOSITES = ("in", "im", "ir", "il", "a", "non")
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """
        aux avec avez ayant avoir ait ceci cela celle celles celui ces cet cette ceux chez combien comme dans
        des deja depuis donc dont elle elles encore ensuite est ete etait etaient etre eux fait faire
        faits faite ils les leur leurs lors lui mais meme ont par parce pas peu peut plus pour pourquoi
        quand que quel quelle quelles quels qui quoi sans selon ses seulement soi son sont sous sur tel
        telle tres trop une vers voir vous votre vos personne personnes agent aucun aucune non oui rien
        jamais chose autre autres
        """,
    )
)
"""Words that two wordings may share without saying anything alike."""
_ALIKE = 82
"""Likeness of two words, out of 100, from which they are taken for forms of one (rapidfuzz ``ratio``)."""
_ROOT, _MOST_OF = 5, 0.7
"""Letters in common at the beginning that make two words forms of one; part of the shorter that does."""


def plain(text: str) -> str:
    """Without capitals, accents, punctuation or doubled spaces."""
    return " ".join(_words(text))


def inverted(before: str, after: str) -> bool:
    """Whether one of two wordings denies and the other does not, or a word gave way to its opposite."""
    old, new = set(_words(before)), set(_words(after))
    if bool(old & _NEGATIVE) != bool(new & _NEGATIVE):
        return True
    gone, come = old - new, new - old
    return _opposed(gone, come) or _opposed(come, gone) or _contrary(gone, come)


def numbers_changed(before: str, after: str) -> bool:
    """Whether both give numbers, and not the same."""
    old, new = (sorted(re.findall(r"\d+", text)) for text in (before, after))
    return bool(old and new) and old != new


def unrelated(before: str, after: str) -> bool:
    """Whether no word that means something stands in both, under any form.

    Two wordings of which one has no such word (« Oui ») are related if one begins with the other.
    """
    old, new = _telling(before), _telling(after)
    if not old or not new:
        one, other = plain(before), plain(after)
        return not (one and other and (one.startswith(other) or other.startswith(one)))
    return not any(_same_word(one, other) for one in old for other in new)


def _telling(text: str) -> set[str]:
    return {word for word in _words(text) if len(word) > 2 and word not in _EMPTY}


def _same_word(one: str, other: str) -> bool:
    same = Prefix.similarity(one, other)
    return (
        same >= _ROOT
        or same > max(3, _MOST_OF * min(len(one), len(other)))
        or fuzz.ratio(one, other) >= _ALIKE
    )


def _opposed(words: set[str], others: set[str]) -> bool:
    return any(f"{prefix}{word}" in others for word in words if len(word) > 4 for prefix in _OPPOSITES)


def _contrary(gone: set[str], come: set[str]) -> bool:
    return any(
        (_begins(gone, one) and _begins(come, other)) or (_begins(gone, other) and _begins(come, one))
        for one, other in _CONTRARIES
    )


def _begins(words: set[str], start: str) -> bool:
    return any(word.startswith(start) for word in words)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    bare = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe"))
    letters = "".join(each for each in bare if not unicodedata.combining(each))
    return tuple(re.findall(r"[a-z0-9]+", letters))
