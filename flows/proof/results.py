"""What a proof says of a flow."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import msgspec

from flows.qualification import Certainty

Interview: TypeAlias = tuple[tuple[str, Any], ...]
"""A complete interview: its questions and answers in the order in which they are met, skips left out."""

LARGEST_SET = 3
"""Answers in the largest deciding sets that are looked for."""


class Bound(msgspec.Struct, frozen=True):
    """How much work a proof may be.

    Attributes:
        states: states of the interview that may be looked at, all parts of the proof together.
        together: states of one part, which are held in memory together (about 1 KB each).
        seconds: how long it may take.
    """

    states: int = 1_000_000
    together: int = 30_000
    seconds: float = 20.0


class Answer(msgspec.Struct, frozen=True):
    """« *question* was answered by one of *values* »; for several choices a value is a set."""

    question: str
    values: tuple[Any, ...]


class Deciding(msgspec.Struct, frozen=True):
    """An answer that decides alone, and two interviews that show it.

    Attributes:
        concluding: a complete interview with that answer; like all others with it, it concludes.
        without: the complete interview nearest to it that does not conclude (and so has another
            answer, or is not asked); None if every interview concludes.
    """

    question: str
    value: Any
    concluding: Interview
    without: Interview | None


class Verdict(msgspec.Struct, frozen=True):
    """The property for one form, or for one form and one certainty of the situation.

    Attributes:
        certainty: ``avere``, ``potentiel``, or "" for the form whatever the certainty.
        reached: whether some complete interview concludes it.
        deciding: answers that decide it alone; the property holds when there is none.
        sets: the smallest sets of answers that occur together and always conclude it, none containing
            another; all of them up to *sets_up_to* answers.
        sets_up_to: :data:`LARGEST_SET`, or less where looking further would have passed the bound.
    """

    form: str
    certainty: Certainty | Literal[""]
    reached: bool
    deciding: tuple[Deciding, ...]
    sets: tuple[tuple[Answer, ...], ...]
    sets_up_to: int

    @property
    def holds(self) -> bool:
        """No single answer forces the conclusion."""
        return not self.deciding


class Unreached(msgspec.Struct, frozen=True):
    """A conclusion that no complete interview reaches."""

    kind: Literal["forme", "abandon", "typologie", "aucun"]
    code: str
    certainty: Certainty | Literal[""] = ""


class Order(msgspec.Struct, frozen=True):
    """Two neighbouring questions that could be written in the other order, with another outcome.

    Attributes:
        written: the interview in the order of the file.
        exchanged: the interview of the same person, were the two questions exchanged.
    """

    first: str
    second: str
    written: Interview
    exchanged: Interview


class Tied(msgspec.Struct, frozen=True):
    """Two neighbouring questions whose order cannot be changed: the second needs the first.

    Attributes:
        because: ``lit`` (a condition of the second reads the first), ``mene`` (the first leads to the
            second by name).
    """

    first: str
    second: str
    because: Literal["lit", "mene"]


class Proof(msgspec.Struct, frozen=True):
    """All that was established about a flow, over all its complete interviews.

    Attributes:
        interviews: how many complete interviews there are. Each answer of a closed list counts, each
            set of choices, and skipping; an answer to an open list or in free form counts once. None
            when counting would have passed the bound.
        core_interviews: the same where everything that may be skipped is skipped.
        verdicts: for each form, then each form and certainty, in the order of the flow.
        inert: questions that never change a form or the certainty: whatever one would answer to all
            the others, changing the answer to this one changes neither.
        order: neighbouring questions whose order changes a form or the certainty.
        tied: neighbouring questions that cannot be exchanged.
        order_unknown: neighbouring questions left out of *order* because of the bound.
        bound: the bound that was set.
        states: how many states were looked at.
    """

    interviews: int | None
    core_interviews: int | None
    verdicts: tuple[Verdict, ...]
    unreached: tuple[Unreached, ...]
    inert: tuple[str, ...]
    order: tuple[Order, ...]
    tied: tuple[Tied, ...]
    order_unknown: tuple[tuple[str, str], ...]
    bound: Bound
    states: int

    @property
    def holds(self) -> bool:
        """No single answer forces a form, nor a form with a certainty."""
        return all(verdict.holds for verdict in self.verdicts)


class Declined(msgspec.Struct, frozen=True):
    """The proof was not made, and nothing is said of the flow.

    Attributes:
        reason: ``etats`` (too many states), ``temps`` (too long), ``reponses`` (too many sets of
            choices told apart, for one question).
        about: what was being looked at: the code of a form or rule, or the question.
        bound: the bound that was set.
        states: how many states had been looked at.
    """

    reason: Literal["etats", "temps", "reponses"]
    about: str
    bound: Bound
    states: int
