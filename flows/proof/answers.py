"""What may be answered to each question, as far as a flow tells answers apart.

A question with a closed list has each of its answers. Where a list is open (a text, a number, an entry
of the catalogue), answers that no condition of the flow tells apart are one: « something was answered ».
Of several choices, every set but the empty one may be given, « non établie » standing only by itself;
the sets that no condition tells apart are one answer with a weight.

A question that may be skipped has one more outcome, no answer, which is also what an unasked question
has: it is the last value of every question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import or_
from typing import Any, TypeAlias

import msgspec

from flows.conditions import Formula, Given, Test, holds
from flows.flow import Flow
from flows.grammar import UNKNOWN, Question

MAX_VALUES = 512
"""Sets of choices that conditions tell apart, for one question; beyond, the proof is declined."""
ALONE = "non_etablie"
"""The code that goes with no other in a list of several choices."""
_NEVER_UNKNOWN = ("texte", "lignes", "menage", "lien")
_NUMBERS = ("entier", "montant")
_OTHER = "…"

Atom: TypeAlias = Test | Given


class TooManyAnswers(Exception):
    """Conditions tell apart more sets of choices of *question* than the proof follows."""

    def __init__(self, question: str) -> None:
        self.question = question
        super().__init__(question)


class Answered(msgspec.Struct, frozen=True):
    """The answers to one question.

    Attributes:
        values: one answer of each kind, in the order of the file; None, last, where there is none.
        weights: how many answers each stands for.
        optional: it may be skipped.
    """

    question: str
    values: tuple[Any, ...]
    weights: tuple[int, ...]
    optional: bool

    @property
    def absent(self) -> int:
        """Rank of « no answer »."""
        return len(self.values) - 1

    @property
    def possible(self) -> range:
        """Ranks of what may happen when the question is asked."""
        return range(len(self.values) if self.optional else len(self.values) - 1)

    @property
    def unknown(self) -> int:
        """Mask of « on ne sait pas »."""
        return sum(1 << rank for rank, value in enumerate(self.values) if value == UNKNOWN)

    def mask(self, atom: Atom) -> int:
        """The values of which *atom* is true, as bits."""
        return sum(1 << rank for rank, value in enumerate(self.values) if holds(atom, {self.question: value}))


class AnswerBook:
    """The answers to every question of a flow, worked out when first needed.

    Args:
        also: formulas to tell answers apart by, beside those that the flow goes by.
    """

    def __init__(self, flow: Flow, also: Iterable[Formula] = ()) -> None:
        self._flow = flow
        self._also = tuple(also)
        self._known: dict[str, Answered] = {}

    def __getitem__(self, question: str) -> Answered:
        found = self._known.get(question)
        if found is None:
            asked = self._flow.questions[question]
            found = self._known[question] = _answered(self._flow, asked, self._tests.get(question, ()))
        return found

    @cached_property
    def _tests(self) -> Mapping[str, Iterable[Test]]:
        found: dict[str, dict[Test, None]] = {}
        for formula in (*formulas_of(self._flow), *self._also):
            for test in _tests_in(formula):
                found.setdefault(test.question, {})[test] = None
        return found


def formulas_of(flow: Flow) -> Iterable[Formula]:
    """Every formula of the flow: guards, exits, rules."""
    yield from flow.guards.values()
    for ways in flow.ways.values():
        for way in ways:
            yield way.when
    yield from (form.when for form in flow.forms)
    yield from (trait.when for trait in flow.traits)
    yield from (explanation.when for explanation in flow.explanations)
    yield flow.established
    yield flow.abandoned


def _tests_in(formula: Formula) -> Iterable[Test]:
    if isinstance(formula, Test):
        yield formula
    elif not isinstance(formula, Given):
        for part in formula.parts:
            yield from _tests_in(part)


def _answered(flow: Flow, question: Question, tests: Iterable[Test]) -> Answered:
    counted = _sets(flow, question, tests) if question.multiple else _single(flow, question, tests)
    if UNKNOWN not in counted and _takes_unknown(question):
        counted[UNKNOWN] = 1
    return Answered(question.id, (*counted, None), (*counted.values(), 1), not question.required)


def _takes_unknown(question: Question) -> bool:
    if question.kind in _NEVER_UNKNOWN or ALONE in question.codes:
        return False
    return question.unknown or not question.required


def _single(flow: Flow, question: Question, tests: Iterable[Test]) -> dict[Any, int]:
    if question.kind == "choix":
        return dict.fromkeys(question.codes, 1)
    if question.kind == "catalogue":
        by_tests: dict[tuple[bool, ...], str] = {}
        for code in flow.catalogue.codes(question.catalogue):
            by_tests.setdefault(tuple(code in test.values for test in tests), code)
        return dict.fromkeys(by_tests.values(), 1)
    if question.kind in _NUMBERS:
        return {max(question.minimum, 1): 1}
    if question.kind == "lignes":
        return {(): 1}
    named = sorted({value for test in tests for value in test.values} - {UNKNOWN})
    return dict.fromkeys([*named, _OTHER], 1)


def _sets(flow: Flow, question: Question, tests: Iterable[Test]) -> dict[Any, int]:
    """Sets of choices, one for each way of meeting the tests, with how many there are."""
    codes = flow.catalogue.codes(question.catalogue) if question.catalogue else question.codes
    found: dict[tuple[bool, ...], tuple[tuple[str, ...], int]] = {}

    def add(meets: tuple[bool, ...], chosen: tuple[str, ...], number: int) -> None:
        known, counted = found.get(meets, (chosen, 0))
        found[meets] = (min(known, chosen, key=len), counted + number)

    for code in (each for each in codes if each != ALONE):
        meets = tuple(code in test.values for test in tests)
        with_others = [
            (tuple(map(or_, met, meets)), (*chosen, code), number) for met, (chosen, number) in found.items()
        ]
        for each in [(meets, (code,), 1), *with_others]:
            add(*each)
        if len(found) > MAX_VALUES:
            raise TooManyAnswers(question.id)
    if ALONE in codes:
        add(tuple(ALONE in test.values for test in tests), (ALONE,), 1)
    open_list = bool(question.catalogue)
    return {chosen: 1 if open_list else number for chosen, number in found.values()}
