"""Formulas as numbers, forgotten answer by answer.

A formula is kept once and known by its number. Its leaves say « the answer to this question is one of
these », as bits over the values of :class:`flows.proof.answers.Answered`; the opposite of a leaf is a
leaf, so that there is no « not » anywhere. Telling a formula one answer gives what is left of it: two
interviews of which the same is left cannot be told apart by what follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from flows.conditions import Every, Formula, Given, Test
from flows.proof.answers import AnswerBook
from flows.proof.bounds import Exhausted

FALSE, TRUE = 0, 1
Number: TypeAlias = int
MOST_KEPT = 50_000
"""Results kept between two parts of the work: a few megabytes."""
MOST_PARTS = 1_000_000
"""Parts of all formulas together: some twenty megabytes. Beyond, the proof is declined."""
Leaf: TypeAlias = tuple[int, int]
"""Rank of a question, mask of its values."""


class Logic:
    """The formulas of one flow.

    Attributes:
        reads: for each number, the questions it reads, as bits.
    """

    def __init__(self, book: AnswerBook, order: Mapping[str, int]) -> None:
        self._book = book
        self._order = order
        self._names = list(order)
        self._all: dict[int, int] = {}
        self._numbers: dict[tuple[object, ...], Number] = {}
        self._leaves: list[Leaf | None] = [None, None]
        self._parts: list[tuple[bool, tuple[Number, ...]]] = [(False, ()), (True, ())]
        self._opposites: dict[Number, Number] = {FALSE: TRUE, TRUE: FALSE}
        self._size = 0
        self._told: dict[tuple[Number, int, int], Number] = {}
        self._masks: dict[Test | Given, int] = {}
        self.reads: list[int] = [0, 0]

    def of(self, formula: Formula) -> Number:
        """The number of *formula*."""
        if isinstance(formula, Test | Given):
            return self.leaf(self._order[formula.question], self._mask(formula))
        parts = [self.of(part) for part in formula.parts]
        return self.every(parts) if isinstance(formula, Every) else self.some(parts)

    def sure(self, formula: Formula) -> Number:
        """« *formula* holds and no answer it rests on is unknown », as the qualification means it.

        Of alternatives, the first true one is what a conclusion rests on.
        """
        if isinstance(formula, Test | Given):
            unknown = self._book[formula.question].unknown
            return self.leaf(self._order[formula.question], self._mask(formula) & ~unknown)
        if isinstance(formula, Every):
            return self.every(self.sure(part) for part in formula.parts)
        return self.some(
            self.every([*(self.no(self.of(above)) for above in formula.parts[:rank]), self.sure(part)])
            for rank, part in enumerate(formula.parts)
        )

    def leaf(self, question: int, mask: int) -> Number:
        """« the answer to *question* is one of *mask* »."""
        every = self._every_value(question)
        if mask in (0, every):
            return TRUE if mask else FALSE
        return self._kept(("leaf", question, mask), (question, mask), 1 << question)

    def every(self, parts: Iterable[Number]) -> Number:
        """All *parts* hold."""
        return self._joined(parts, True)

    def some(self, parts: Iterable[Number]) -> Number:
        """One of *parts* holds at least."""
        return self._joined(parts, False)

    def no(self, number: Number) -> Number:
        """*number* does not hold."""
        known = self._opposites.get(number)
        if known is None:
            known = self._opposites[number] = self._opposite(number)
            self._opposites[known] = number
        return known

    def told(self, number: Number, question: int, value: int) -> Number:
        """What is left of *number* once the answer to *question* is the one of rank *value*."""
        if not self.reads[number] >> question & 1:
            return number
        key = (number, question, value)
        left = self._told.get(key)
        if left is None:
            leaf = self._leaves[number]
            if leaf is not None:
                left = TRUE if leaf[1] >> value & 1 else FALSE
            else:
                conjunction, parts = self._parts[number]
                left = self._joined([self.told(part, question, value) for part in parts], conjunction)
            self._told[key] = left
        return left

    def forget(self) -> None:
        """Let go of what was worked out, once it is much: it can be worked out again."""
        if len(self._told) > MOST_KEPT:
            self._told.clear()

    def parts(self, number: Number) -> tuple[bool, tuple[Number, ...]]:
        """Whether it is « all of » rather than « one of », and its parts; a leaf has none."""
        return self._parts[number]

    def leaves(self, numbers: Iterable[Number]) -> dict[int, set[int]]:
        """The masks that *numbers* look at, by question."""
        found: dict[int, set[int]] = {}
        todo, seen = list(numbers), set[Number]()
        while todo:
            number = todo.pop()
            if number in seen:
                continue
            seen.add(number)
            leaf = self._leaves[number]
            if leaf is not None:
                found.setdefault(leaf[0], set()).add(leaf[1])
            todo.extend(self._parts[number][1])
        return found

    def _mask(self, atom: Test | Given) -> int:
        mask = self._masks.get(atom)
        if mask is None:
            mask = self._masks[atom] = self._book[atom.question].mask(atom)
        return mask

    def _every_value(self, question: int) -> int:
        known = self._all.get(question)
        if known is None:
            known = self._all[question] = (1 << len(self._book[self._names[question]].values)) - 1
        return known

    def _opposite(self, number: Number) -> Number:
        leaf = self._leaves[number]
        if leaf is not None:
            return self.leaf(leaf[0], self._every_value(leaf[0]) & ~leaf[1])
        conjunction, parts = self._parts[number]
        return self._joined([self.no(part) for part in parts], not conjunction)

    def _joined(self, parts: Iterable[Number], conjunction: bool) -> Number:
        neutral, decisive = (TRUE, FALSE) if conjunction else (FALSE, TRUE)
        masks: dict[int, int] = {}
        kept: set[Number] = set()
        for part in self._flat(parts, conjunction):
            if part == decisive:
                return decisive
            leaf = self._leaves[part]
            if leaf is None:
                if part != neutral:
                    kept.add(part)
                continue
            question, mask = leaf
            if question in masks:
                mask = masks[question] & mask if conjunction else masks[question] | mask
            masks[question] = mask
        for question, mask in masks.items():
            leaf_number = self.leaf(question, mask)
            if leaf_number == decisive:
                return decisive
            kept.add(leaf_number)
        if any(self._opposites.get(part) in kept for part in kept):
            return decisive
        if len(kept) < 2:
            return kept.pop() if kept else neutral
        ordered = tuple(sorted(kept))
        reads = 0
        for part in ordered:
            reads |= self.reads[part]
        return self._kept((conjunction, ordered), None, reads, ordered)

    def _flat(self, parts: Iterable[Number], conjunction: bool) -> Iterable[Number]:
        for part in parts:
            same, inner = self._parts[part]
            if inner and same is conjunction:
                yield from inner
            else:
                yield part

    def _kept(
        self, key: tuple[object, ...], leaf: Leaf | None, reads: int, parts: tuple[Number, ...] = ()
    ) -> Number:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._leaves)
            self._leaves.append(leaf)
            self._parts.append((key[0] is True, parts))
            self._size += len(parts)
            if self._size > MOST_PARTS:
                raise Exhausted(states=True)
            self.reads.append(reads)
        return number
