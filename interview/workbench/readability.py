"""How easy a French text is to read: Flesch’s score as Kandel and Moles (1958) adapted it to French.

``207 − 1.015 × words per sentence − 73.6 × syllables per word``: about 100 for very easy, 0 for very
hard. Syllables are counted by rule, as they are spoken with care: an « e » is mute at the end of a word
and counted inside it (lo-ge-ment), « i » before a vowel glides (pied, ancien) except after two consonants
(ou-vri-er). A verb in « -ent » is taken for a noun, but for the endings that only verbs have.

Hyphenation points are not syllables: the libraries that count them find 15 % too few.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import msgspec

ENOUGH_WORDS = 100
"""Under that many words the score of a text says little: one long word moves it by several points."""

GRADES = (
    (90, "très facile"),
    (80, "facile"),
    (70, "assez facile"),
    (60, "moyen"),
    (50, "assez difficile"),
    (30, "difficile"),
)
HARDEST = "très difficile"

_WORD = re.compile(r"[^\W_]+(?:[-‑’'.][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\s»)\u00a0\u202f]+(?=[«(\u00a0\u202f\s]*[^\W_a-z])|\n+")

_VOWELS = "aàâäeéèêëiîïoôöuùûüyÿœæ"
_PARTS = re.compile(r"[-‑’'.]")
_MUTE_VERB = re.compile(r"(?<=[ao]i)ent$|(?<=èr)ent$|(?<=iss)ent$")
_MUTE_END = re.compile(r"(?<=.)es?$")
_SILENT_U = re.compile(r"(?<=q)u|(?<=g)u(?=[eéèêiîy])")
_SILENT_E = re.compile(r"(?<=g)e(?=[aâoô])")
_GLIDING_Y = re.compile(rf"(?<=[{_VOWELS}])y(?=[{_VOWELS}])")
_HELD_I = re.compile(rf"(?<=[bcdfgptv][rl])i(?=[{_VOWELS}])")
_NUCLEUS = re.compile(
    r"[iy]?(?:eau|œu?i?|aoû|ueil?|euil?|eu|eû|oui|ou|où|oû|oi|oî|au|ai|aî|ei|eî|ui|æ"
    rf"|[{_VOWELS}])"
)


class Reading(msgspec.Struct, frozen=True):
    """What was counted in one text or several.

    Attributes:
        longest: words of the longest sentence.
    """

    words: int
    sentences: int
    syllables: int
    longest: int

    @property
    def score(self) -> int | None:
        """The score, rounded; None where there is no word."""
        if not self.words:
            return None
        return round(207 - 1.015 * self.words / self.sentences - 73.6 * self.syllables / self.words)

    @property
    def grade(self) -> str:
        """The score in words, from « très facile » to « très difficile »; "" without a word."""
        score = self.score
        if score is None:
            return ""
        return next((word for floor, word in GRADES if score >= floor), HARDEST)

    @property
    def firm(self) -> bool:
        """Whether there are words enough for the score to mean something."""
        return self.words >= ENOUGH_WORDS


def read(texts: Iterable[str]) -> Reading:
    """Count several texts together; each ends a sentence, be it a label of one word."""
    words = sentences = syllable_count = longest = 0
    for text in texts:
        for sentence in _SENTENCE_END.split(text):
            found = words_of(sentence)
            if found:
                words += len(found)
                sentences += 1
                longest = max(longest, len(found))
                syllable_count += sum(map(syllables, found))
    return Reading(words, sentences, syllable_count, longest)


def words_of(text: str) -> list[str]:
    """The words of a text; an elision (« l’aide ») and a compound (« rendez-vous ») are one word each."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


@lru_cache(maxsize=8192)  # a text repeats most of its words
def syllables(word: str) -> int:
    """Syllables of a word as spoken, 1 at least; a sigle without a vowel is spelled."""
    parts = [part for part in _PARTS.split(word) if part]
    return max(1, sum(map(_syllables_of_part, parts)))


def _syllables_of_part(part: str) -> int:
    if part.isupper() and not any(letter in _VOWELS for letter in part.lower()):
        return len(part)
    text = _SILENT_E.sub("", _SILENT_U.sub("", part.lower()))
    ended = _MUTE_END.sub("", _MUTE_VERB.sub("", text))
    text = ended if _NUCLEUS.search(ended) or not _whole(text) else text
    text = _HELD_I.sub("i·", _GLIDING_Y.sub("j", text))
    return len(_NUCLEUS.findall(text))


def _whole(part: str) -> bool:
    """Whether the part is a word by itself (« le »), not an elided one (« l’ », « qu’ »)."""
    return any(letter in _VOWELS for letter in part)
