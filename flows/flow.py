"""A flow ready to be walked: the checked file, with its conditions turned into formulas.

A path goes down the file: after an answer, the first exit whose condition holds is taken, else the
next question of the file; a question whose guard does not hold is passed over to the next one of the
file. Exits only go down, so a path always ends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import msgspec

from flows.catalogue import Catalogue
from flows.conditions import Answers, Every, Formula, Given, formula, holds, questions_of
from flows.grammar import UNKNOWN, Condition, FlowFile, FormRule, NoForm, Question, Section, TypologyRule


class Form(msgspec.Struct, frozen=True):
    """A form of non-take-up with its compiled rule."""

    rule: FormRule
    when: Formula


class Trait(msgspec.Struct, frozen=True):
    """A derived trait with its compiled rule."""

    rule: TypologyRule
    when: Formula


class Explanation(msgspec.Struct, frozen=True):
    """Why there is no non-take-up, with its compiled rule."""

    rule: NoForm
    when: Formula


class Way(msgspec.Struct, frozen=True):
    """One exit of a question: the place it leads to, and when."""

    to: str
    when: Formula


class Flow:
    """A checked flow. Immutable once made; shared by every interview.

    Attributes:
        file: what the trainer wrote.
        catalogue: benefits and organisms its questions choose from.
        source: the text of the file, archived with the records made under it.
        fingerprint: SHA-256 of that text.
    """

    def __init__(self, file: FlowFile, source: str, catalogue: Catalogue) -> None:
        self.file = file
        self.source = source
        self.catalogue = catalogue
        self.fingerprint = hashlib.sha256(source.encode()).digest()
        self.questions: dict[str, Question] = {each.id: each for each in file.questions}
        self.order: dict[str, int] = {each.id: rank for rank, each in enumerate(file.questions)}
        self.sections: dict[str, Section] = {each.id: each for each in file.sections}
        self.endings = {each.id: each.label for each in file.endings}
        self._facts: dict[str, Condition] = {each.code: each.when for each in file.rules.facts}
        self._facts |= {each.code: each.when for each in file.rules.forms}
        self.guards: dict[str, Formula] = {each.id: self._guard(each) for each in file.questions}
        self.ways: dict[str, tuple[Way, ...]] = {each.id: tuple(self._ways(each)) for each in file.questions}
        self.forms = tuple(Form(each, self._formula(each.when)) for each in file.rules.forms if each.active)
        self.traits = tuple(Trait(each, self._formula(each.when)) for each in file.rules.typology)
        self.explanations = tuple(Explanation(each, self._formula(each.when)) for each in file.rules.no_form)
        self.abandoned = self._formula(file.rules.abandoned)
        self.established = self._formula(file.rules.established)

    @property
    def id(self) -> str:
        """Identifier of the flow (« non-recours »)."""
        return self.file.id

    @property
    def version(self) -> str:
        """Version its author gave it."""
        return self.file.version

    @property
    def first(self) -> str:
        """Where every path begins."""
        return self.file.questions[0].id

    def follower(self, question: str) -> str:
        """The next question of the file, or the last ending."""
        rank = self.order[question] + 1
        return self.file.questions[rank].id if rank < len(self.file.questions) else self.file.endings[-1].id

    def is_ending(self, place: str) -> bool:
        """Whether *place* is an end of the path."""
        return place in self.endings

    def asked(self, question: str, answers: Answers) -> bool:
        """Whether the guard of *question* holds."""
        return holds(self.guards[question], answers)

    def next_place(self, question: str, answers: Answers) -> str:
        """Where an answered *question* leads."""
        return next(way.to for way in self.ways[question] if holds(way.when, answers))

    def form(self, code: str) -> FormRule:
        """The rule of that form, active or not."""
        return next(each for each in self.file.rules.forms if each.code == code)

    def label(self, question: str, value: Any) -> str:
        """The words for one code of *question*; the code itself where there is no better."""
        if value == UNKNOWN:
            return self.file.unknown_label
        asked = self.questions[question]
        if asked.catalogue:
            entry = self.catalogue.entry(asked.catalogue, value)
            return entry.title if entry else str(value)
        choice = asked.choice(str(value))
        return choice.label if choice else str(value)

    @cached_property
    def rule_questions(self) -> frozenset[str]:
        """Questions that the rules of forms and certainty read."""
        formulas = [form.when for form in self.forms] + [self.established, self.abandoned]
        return frozenset(question for each in formulas for question in questions_of(each))

    @cached_property
    def qualifying_sections(self) -> frozenset[str]:
        """Sections up to the one after which the qualification is shown."""
        kept: list[str] = []
        for section in self.file.sections:
            kept.append(section.id)
            if section.qualifies:
                return frozenset(kept)
        return frozenset(kept)

    @cached_property
    def household_questions(self) -> tuple[str, ...]:
        """Questions whose answer names the household."""
        return tuple(each.id for each in self.file.questions if each.kind == "menage")

    @cached_property
    def core(self) -> frozenset[str]:
        """Required questions: those that qualify."""
        return frozenset(each.id for each in self.file.questions if each.required)

    def _formula(self, condition: Condition | None) -> Formula:
        return formula(condition, self._facts)

    def _guard(self, question: Question) -> Formula:
        guard = self._formula(question.when)
        return Every((Given(question.follows), guard)) if question.follows else guard

    def _ways(self, question: Question) -> Iterator[Way]:
        for way in question.exits:
            yield Way(way.to, self._formula(way.when))
        if not question.exits or question.exits[-1].when is not None:
            yield Way(self.follower(question.id), self._formula(None))
