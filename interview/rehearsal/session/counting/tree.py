"""Where participants part: the tree of their paths, and the first parting from the reference. Pure.

The tree counts people, never names them: a branch says how many went there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from flows.flow import Flow
from interview.rehearsal.given import CODED, Given, Moment
from interview.rehearsal.session.counting import agreement_rows as rows
from interview.rehearsal.session.counting.agreement_rows import Standing, Unit
from interview.rehearsal.session.counting.coefficients import Answer
from interview.rehearsal.session.counting.dividing import Counted
from interview.rehearsal.session.model import Gathered
from templates.typography import french

PASSED: Answer = ()
"""The answer of who was asked and answered nothing."""
PASSED_LABEL = "passée, sans réponse"
OTHERWISE = "décidé autrement que la proposition"


class Step(Struct, frozen=True):
    """A question that all who came there answered alike."""

    question: str
    title: str
    answer: Answer
    label: str


class End(Struct, frozen=True):
    """What a path concludes.

    Attributes:
        label: the same in words.
        reference: whether the reference concludes so.
        otherwise: whether it was decided against what the answers give; told apart in a tree only.
    """

    forms: Answer
    certainty: str
    abandoned: bool
    label: str
    count: int
    reference: bool
    otherwise: bool = False


class Branch(Struct, frozen=True):
    """Those who gave one answer where people part, and where they go from there."""

    answer: Answer
    label: str
    count: int
    standing: Standing
    then: Node


class Node(Struct, frozen=True):
    """People who answered alike so far.

    Attributes:
        count: how many.
        together: the questions that they then all answer alike, in order.
        question: where they part, "" where their path ends; ``title``: its few words.
        branches: the most taken first, ties in the order of the question.
        ends: what they conclude where their path ends: several if some decided otherwise.
    """

    count: int
    together: tuple[Step, ...]
    question: str = ""
    title: str = ""
    branches: tuple[Branch, ...] = ()
    ends: tuple[End, ...] = ()


class Tree(Struct, frozen=True):
    """The paths of all participants through one situation, at one moment."""

    unit: Unit
    moment: Moment
    root: Node


class PartedAt(Struct, frozen=True):
    """A question where participants first part from the reference, and what they answered there."""

    question: str
    title: str
    count: int
    answers: tuple[Counted, ...]


class Partings(Struct, frozen=True, kw_only=True):
    """Where participants first part from the reference of one situation.

    An answer that the case accepts is not a parting, nor is a question passed, nor what only the reference,
    or only the participant, is asked after it.

    Attributes:
        never: participants whose every answer is that of the reference or accepted.
        at: the most frequent first, ties in the order of the flow.
        words: French sentences.
    """

    unit: Unit
    moment: Moment
    present: int
    never: int
    at: tuple[PartedAt, ...]
    words: str


def tree_of(gathered: Gathered, unit: Unit, moment: Moment = "avant") -> Tree:
    """The tree of the paths through *unit*: free texts, dates and amounts are passed over."""
    return Tree(unit, moment, _Builder(gathered, unit).node(rows.of_unit(gathered, unit, moment), 0))


class _Builder:
    def __init__(self, gathered: Gathered, unit: Unit) -> None:
        self._gathered, self._unit, self._flow = gathered, unit, gathered.flow

    def node(self, given: Sequence[Given], depth: int) -> Node:
        together: list[Step] = []
        while True:
            held = Counter(self._at(each, depth) for each in given)
            if len(held) > 1:
                break
            found = next(iter(held), None)
            if found is None:
                return Node(len(given), tuple(together), ends=self._ends(given))
            together.append(self._step(*found))
            depth += 1
        return self._parted(given, depth, together, held)

    def _parted(
        self, given: Sequence[Given], depth: int, together: list[Step], held: Counter[_Spot | None]
    ) -> Node:
        spots = {each for each in held if each is not None}
        question = min((each[0] for each in spots), key=lambda each: self._flow.order[each])
        branches = [
            Branch(
                answer,
                self._label(asked, answer, question),
                held[asked, answer],
                self._standing(asked, answer),
                self.node([each for each in given if self._at(each, depth) == (asked, answer)], depth + 1),
            )
            for asked in sorted({each[0] for each in spots}, key=lambda each: self._flow.order[each])
            for answer in rows.by_flow(self._flow, asked, {each[1] for each in spots if each[0] == asked})
        ]
        branches.sort(key=lambda each: -each.count)
        stopped = [each for each in given if self._at(each, depth) is None]
        title = french(self._flow.questions[question].short)
        return Node(len(given), tuple(together), question, title, tuple(branches), self._ends(stopped))

    def _at(self, given: Given, depth: int) -> _Spot | None:
        path = [each for each in given.path if self._flow.questions[each].kind in CODED]
        if depth >= len(path):
            return None
        answer = rows.answer_of(given, path[depth])
        return path[depth], PASSED if answer is None else answer

    def _step(self, question: str, answer: Answer) -> Step:
        title = french(self._flow.questions[question].short)
        return Step(question, title, answer, self._label(question, answer, question))

    def _label(self, question: str, answer: Answer, here: str) -> str:
        """In words; with its question where it is not the one people part at (a date led elsewhere)."""
        label = PASSED_LABEL if answer == PASSED else rows.label_of(self._flow, question, answer)
        return label if question == here else french(f"{self._flow.questions[question].short} : {label}")

    def _standing(self, question: str, answer: Answer) -> Standing:
        if answer == PASSED:
            return "sans"
        return rows.standing_of(self._gathered, self._unit, question, answer)

    def _ends(self, given: Sequence[Given]) -> tuple[End, ...]:
        reference = self._gathered.references.get(self._unit.key)
        agreed = [each for each in given if not rows.decided_otherwise(each)]
        against = ends_of(self._flow, (each for each in given if rows.decided_otherwise(each)), reference)
        decided = (
            msgspec.structs.replace(each, label=french(f"{each.label}, {OTHERWISE}"), otherwise=True)
            for each in against
        )
        return (*ends_of(self._flow, agreed, reference), *decided)


_Spot = tuple[str, Answer]


def ends_of(flow: Flow, given: Iterable[Given], reference: Given | None) -> tuple[End, ...]:
    """What *given* conclude, the most frequent first, ties by code."""
    held = Counter(map(rows.concluded_of, given))
    right = rows.concluded_of(reference) if reference else None
    ordered = sorted(held.items(), key=lambda each: (-each[1], each[0]))
    return tuple(
        End(*found, rows.outcome_label(flow, found), count, found == right) for found, count in ordered
    )


def partings_of(gathered: Gathered, unit: Unit, moment: Moment = "avant") -> Partings | None:
    """Where participants first part from the reference; None where there is no reference."""
    if unit.key not in gathered.references:
        return None
    given = rows.of_unit(gathered, unit, moment)
    held: dict[str, Counter[Answer]] = {}
    for each in given:
        found = first_parting(gathered, unit, each)
        if found is not None:
            held.setdefault(found[0], Counter())[found[1]] += 1
    order = gathered.flow.order
    at = sorted(held.items(), key=lambda each: (-each[1].total(), order[each[0]]))
    parted = tuple(_parted_at(gathered, question, counts) for question, counts in at)
    never = len(given) - sum(each.count for each in parted)
    words = french(" ".join(_words(len(given), never, parted)))
    return Partings(unit=unit, moment=moment, present=len(given), never=never, at=parted, words=words)


def first_parting(gathered: Gathered, unit: Unit, given: Given) -> _Spot | None:
    """The first question where *given* parts from the reference, and the answer; None where it does not."""
    reference = gathered.references[unit.key]
    for question in given.path:
        if question not in reference.path or gathered.flow.questions[question].kind not in CODED:
            continue
        answer = rows.answer_of(given, question)
        expected = rows.answer_of(reference, question)
        if answer is None or expected is None or answer == expected:
            continue
        if rows.standing_of(gathered, unit, question, answer) == "autre":
            return question, answer
    return None


def _parted_at(gathered: Gathered, question: str, counts: Counter[Answer]) -> PartedAt:
    flow = gathered.flow
    answers = tuple(
        Counted(
            each,
            rows.label_of(flow, question, each),
            counts[each],
            "autre",
        )
        for each in rows.by_flow(flow, question, counts)
    )
    return PartedAt(question, french(flow.questions[question].short), counts.total(), answers)


def _words(present: int, never: int, parted: Sequence[PartedAt]) -> Iterator[str]:
    if not present:
        yield "Personne n’a répondu."
        return
    if not parted:
        yield "Personne ne s’écarte de la référence."
        return
    yield (
        f"{_people(never)} sur {present} ne s’écartent pas de la référence."
        if never > 1
        else (
            f"Une personne sur {present} ne s’écarte pas de la référence."
            if never
            else f"Les {present} participants s’écartent de la référence."
            if present > 1
            else "La seule personne qui a répondu s’écarte de la référence."
        )
    )
    told = " ; ".join(f"« {each.title} » ({each.count})" for each in parted)
    yield (
        f"Le premier écart se fait à la question : {told}."
        if len(parted) == 1
        else (f"Le premier écart se fait aux questions : {told}.")
    )


def _people(count: int) -> str:
    return f"{count} participants"
