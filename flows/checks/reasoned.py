"""What the checks that reason on every interview share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flows.conditions import formula, questions_of
from flows.faults import Fault, Path
from flows.flow import Flow
from flows.grammar import Condition, FlowFile
from flows.proof.bounds import Meter
from flows.proof.ends import Ends, ends
from flows.proof.logic import Number
from flows.proof.plan import plan_of
from flows.reading import Document
from flows.shape import describe


def conditions_of(file: FlowFile) -> Iterator[tuple[Path, Condition]]:
    """Every condition of the file with its place: guards, exits, facts, rules."""
    for rank, question in enumerate(file.questions):
        if question.when is not None:
            yield ("questions", rank, "si"), question.when
        for index, way in enumerate(question.exits):
            if way.when is not None:
                yield ("questions", rank, "suite", index, "si"), way.when
    rules = file.rules
    lists: dict[str, list[Condition | None]] = {
        "faits": [each.when for each in rules.facts],
        "formes": [each.when for each in rules.forms],
        "typologie": [each.when for each in rules.typology],
        "aucun": [each.when for each in rules.no_form],
    }
    for name, conditions in lists.items():
        for index, condition in enumerate(conditions):
            if condition is not None:
                yield ("regles", name, index, "si"), condition
    yield ("regles", "abandon"), rules.abandoned
    yield ("regles", "avere"), rules.established


class Reasoned:
    """One flow, the document it was built from, and what has already been told of it.

    Attributes:
        settled: places of the conditions that are true or false in themselves, of which nothing more is
            to be said.
        never: questions that no interview is asked, of which what follows is not to be said.
        unseen: questions that were not looked at, the bound having been passed.
    """

    def __init__(self, document: Document, flow: Flow, meter: Meter) -> None:
        self.document = document
        self.flow = flow
        self.meter = meter
        self.settled: set[Path] = set()
        self.never: set[str] = set()
        self.unseen: Sequence[str] = ()
        rules = flow.file.rules
        self._facts: dict[str, Condition] = {each.code: each.when for each in rules.facts}
        self._facts |= {each.code: each.when for each in rules.forms}
        self.plan = plan_of(flow, (formula(each, self._facts) for each in self._facts.values()))

    def number(self, condition: Condition) -> Number:
        """The number of *condition*."""
        return self.plan.logic.of(formula(condition, self._facts))

    def seen(self, number: Number) -> Ends:
        """Over all complete interviews. Raises Exhausted past the bound."""
        return ends(self.plan, number, self.meter)

    def told(self, path: Path, condition: Condition | None) -> bool:
        """Whether the fault of that condition, if any, is told elsewhere."""
        if condition is None:
            return False
        return path in self.settled or bool(self.never & questions_of(formula(condition, self._facts)))

    def fault(self, code: str, path: Path, found: str, expected: str, remedy: str = "") -> Fault:
        """A fault about what stands at *path*."""
        place = describe(self.document.data, path)
        return self.document.fault(code, path, place, found, expected, remedy=remedy)

    def quoted(self, questions: Iterable[str]) -> list[str]:
        """Questions by their short names, in « »."""
        return [f"« {self.flow.questions[each].short} »" for each in questions]
