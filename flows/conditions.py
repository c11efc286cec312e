"""What a condition means.

Answers are a mapping from question id to a value: a code, a list of codes, a number, a text; a
question that was not asked or was skipped is absent (or ``None``). ``parmi`` is false and ``hors`` is
true of an absent answer: « the benefit is known not to be received whole » needs an answer, « nothing
says that it is » does not.

Two readings of the same tree: :func:`holds` once the answers are what they are, :func:`outlook` while
some questions may still be asked (true, false, or not yet decided).
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, TypeAlias

import msgspec

from flows.grammar import UNKNOWN, Condition

Answers: TypeAlias = Mapping[str, Any]
Support: TypeAlias = tuple[tuple[str, Any], ...]
"""Question–answer pairs on which a conclusion rests, in the order of the condition."""


class Test(msgspec.Struct, frozen=True):
    """« the answer to *question* is in *values* », or is not when *outside*."""

    question: str
    values: frozenset[str]
    outside: bool = False


class Given(msgspec.Struct, frozen=True):
    """« *question* has an answer », other than « on ne sait pas »."""

    question: str


class Every(msgspec.Struct, frozen=True):
    """All parts hold."""

    parts: tuple[Formula, ...]


class Some(msgspec.Struct, frozen=True):
    """At least one part holds."""

    parts: tuple[Formula, ...]


Formula: TypeAlias = Test | Given | Every | Some
ALWAYS = Every(())


def formula(condition: Condition | None, facts: Mapping[str, Condition]) -> Formula:
    """Condition of the file → formula, named facts replaced by what they say.

    The file has been checked: every fact exists and none refers to itself.
    """
    if condition is None:
        return ALWAYS
    if condition.fact is not None:
        return formula(facts[condition.fact], facts)
    if condition.every is not None:
        return Every(tuple(formula(part, facts) for part in condition.every))
    if condition.some is not None:
        return Some(tuple(formula(part, facts) for part in condition.some))
    question = condition.question or ""
    if condition.outside is not None:
        return Test(question, frozenset(condition.outside), outside=True)
    values = condition.among if condition.among is not None else (condition.equals or "",)
    return Test(question, frozenset(values))


def holds(formula: Formula, answers: Answers) -> bool:
    """Whether *formula* is true of *answers*; what is absent is not there.

    Called some ten times an answer: loops are written out, which halves its cost.
    """
    if isinstance(formula, Test):
        return _inside(formula, answers.get(formula.question)) is not formula.outside
    if isinstance(formula, Given):
        return answers.get(formula.question) not in (None, UNKNOWN)
    decisive = isinstance(formula, Some)
    for part in formula.parts:
        if holds(part, answers) is decisive:
            return decisive
    return not decisive


def outlook(formula: Formula, answers: Answers, open_questions: Set[str]) -> bool | None:
    """True, False, or None while *open_questions* may still change it (Kleene's logic)."""
    if isinstance(formula, Test | Given):
        if formula.question in open_questions and answers.get(formula.question) is None:
            return None
        return holds(formula, answers)
    verdicts = [outlook(part, answers, open_questions) for part in formula.parts]
    decisive = isinstance(formula, Some)
    if decisive in verdicts:
        return decisive
    return None if None in verdicts else not decisive


def support(formula: Formula, answers: Answers) -> Support:
    """The answers that make a true formula true: of alternatives, the first true one."""
    return _grounds(formula, answers, holds(formula, answers))


def objection(formula: Formula, answers: Answers, open_questions: Set[str]) -> Support:
    """The answers that make *formula* false whatever comes: of several, the first."""
    if outlook(formula, answers, open_questions) is not False:
        return ()
    if isinstance(formula, Test | Given):
        return _pair(formula, answers)
    parts = [objection(part, answers, open_questions) for part in formula.parts]
    if isinstance(formula, Some):
        return _joined(parts)
    false = [
        part
        for part, said in zip(parts, formula.parts, strict=True)
        if outlook(said, answers, open_questions) is False
    ]
    return next((part for part in false if part), ())


def questions_of(formula: Formula) -> set[str]:
    """Every question the formula reads."""
    if isinstance(formula, Test | Given):
        return {formula.question}
    return {question for part in formula.parts for question in questions_of(part)}


def tests_of(formula: Formula) -> list[Test]:
    """Every test of the formula, in order."""
    if isinstance(formula, Test):
        return [formula]
    if isinstance(formula, Given):
        return []
    return [test for part in formula.parts for test in tests_of(part)]


def _inside(test: Test, value: Any) -> bool:
    if isinstance(value, str):
        return value in test.values
    if isinstance(value, list | tuple):
        return any(item in test.values for item in value)
    return False


def _grounds(formula: Formula, answers: Answers, wanted: bool) -> Support:
    if isinstance(formula, Test | Given):
        return _pair(formula, answers)
    true_parts = [part for part in formula.parts if holds(part, answers) is wanted]
    if isinstance(formula, Some) is wanted:
        return _grounds(true_parts[0], answers, wanted) if true_parts else ()
    return _joined([_grounds(part, answers, wanted) for part in true_parts])


def _pair(test: Test | Given, answers: Answers) -> Support:
    value = answers.get(test.question)
    return () if value is None else ((test.question, value),)


def _joined(parts: list[Support]) -> Support:
    pairs: list[tuple[str, Any]] = []
    for part in parts:
        pairs.extend(pair for pair in part if pair not in pairs)
    return tuple(pairs)
