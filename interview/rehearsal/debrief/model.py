"""A debrief as plain frozen values: every text is final French, and a face only has to lay it out."""

from __future__ import annotations

from typing import Literal

import msgspec

Standing = Literal["same", "accepted", "different", "only_yours", "only_reference"]
"""What an answer is beside that of the reference; the last two: one of the two was never asked."""
Effect = Literal["forms", "certainty", "abandon", "object", "reasons", "nothing", ""]
"""What a difference alone would change in the reference; "" where there is no difference of its own.

``object``: what the conclusion is about."""
MARKS: dict[Standing, tuple[str, str]] = {
    "same": ("=", "comme la référence"),
    "accepted": ("≈", "se défend aussi bien"),
    "different": ("≠", "autrement que la référence"),
    "only_yours": ("+", "posée chez vous seulement"),
    "only_reference": ("–", "posée dans la référence seulement"),
}
"""A mark and its words: never the mark alone."""


class Way(msgspec.Struct, frozen=True):
    """A way of asking again, once its worth may be told."""

    ask: str
    says: str
    helps: bool
    why: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One question of the path of either.

    Attributes:
        yours, reference: the answers in words, "" where the question was not asked.
        why: why the reference answers so; for an accepted answer, why it is as good.
        why_not: what the answer given is worth, where the case says it.
        effect, consequence: what this difference alone changes, as a code and as a sentence.
        decides: whether the conclusion of the reference rests on it.
        spoken: what the person said at first; ``manner``: how, in words, "" when plainly.
        tried: ways of asking that were tried, in order.
        better: ways that would have helped, and were not tried, where the answer is not right.
        seconds: time spent on it.
    """

    rank: int
    question: str
    short: str
    standing: Standing
    yours: str
    reference: str
    why: str = ""
    why_not: str = ""
    effect: Effect = ""
    consequence: str = ""
    decides: bool = False
    spoken: str = ""
    manner: str = ""
    tried: tuple[Way, ...] = ()
    better: tuple[Way, ...] = ()
    seconds: int = 0

    @property
    def parts(self) -> bool:
        """Whether the two part here: another answer, that the case does not hold as good."""
        return self.standing == "different"

    @property
    def mark(self) -> str:
        """Its mark."""
        return MARKS[self.standing][0]

    @property
    def word(self) -> str:
        """Its mark in words."""
        return MARKS[self.standing][1]


class Concluded(msgspec.Struct, frozen=True):
    """What one of the two concludes, in words.

    Attributes:
        title: forms and certainty.
        reasons: one line a form, with its reasons; without non-take-up, why there is none. Before them, what
            it is about, where the two are not about the same.
        abandoned: a sentence when a request was given up, else "".
    """

    title: str
    reasons: tuple[str, ...] = ()
    abandoned: str = ""


class SceneDebrief(msgspec.Struct, frozen=True, kw_only=True):
    """One situation of the case.

    Attributes:
        about: what it is about, in the words of the reference.
        reached: whether the agent got to it.
        standing: of the conclusion: ``same``, ``accepted`` or ``different``; ``different`` when not reached.
        summary: that, in one sentence.
        decided: what the agent decided against their own answers, in one sentence, else "".
        rows: in the order of the path; empty when not reached.
        parting: index in ``rows`` of the first parting, one that was not passed where there is one; None when
            there is none.
        parting_words: that parting, in full sentences.
        leading: indexes in ``rows`` of the smallest change that leads to the reference; empty when there is
            nothing to change.
        leading_words: that, in one sentence.
        grounds: what the conclusion of the reference rests on, one sentence each, and whether the agent
            answered so, or as well.
        cause: what was said of where the situation comes from, where the two differ, else "".
        spoken: for a situation that was not reached, what the person would have said to begin it.
    """

    rank: int
    about: str
    reached: bool
    standing: Standing
    summary: str
    yours: Concluded | None
    reference: Concluded
    decided: str = ""
    rows: tuple[Row, ...] = ()
    parting: int | None = None
    parting_words: str = ""
    leading: tuple[int, ...] = ()
    leading_words: str = ""
    grounds: tuple[tuple[str, bool], ...] = ()
    cause: str = ""
    spoken: str = ""

    @property
    def missed(self) -> tuple[Row, ...]:
        """The answers that are not those of the reference, nor as good."""
        return tuple(each for each in self.rows if each.parts)

    @property
    def alike(self) -> bool:
        """Whether every answer, the conclusion and the cause are those of the reference."""
        same = all(each.standing == "same" for each in self.rows)
        return self.reached and same and self.standing == "same" and not self.cause and not self.decided


class Debrief(msgspec.Struct, frozen=True, kw_only=True):
    """A whole attempt beside the reference.

    Attributes:
        case: name of the case; ``title``: its title.
        summary: one sentence on the whole.
        scenes: one per situation of the case, reached or not.
        time: time taken, in words, beside the one the case says.
        since: « rejoué à partir de… », in words, "" for an attempt of its own.
        discussion: what to talk over.
        played_at: when it was begun, in milliseconds.
    """

    case: str
    title: str
    summary: str
    scenes: tuple[SceneDebrief, ...]
    time: str
    since: str
    discussion: tuple[str, ...]
    played_at: int

    @property
    def perfect(self) -> bool:
        """Whether everything is as in the reference: there is nothing else to say."""
        return all(each.alike for each in self.scenes)
