"""Answers taken for one another: between participants, and for the reference. Pure.

A pair is not ordered, and nobody is right in it: it says which two answers are hard to tell apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from flows.flow import Flow
from interview.rehearsal.given import Moment
from interview.rehearsal.session.counting import agreement_rows as rows
from interview.rehearsal.session.counting.agreement_rows import Standing, Unit
from interview.rehearsal.session.counting.coefficients import Answer
from interview.rehearsal.session.counting.dividing import QuestionFigures
from interview.rehearsal.session.model import Gathered
from templates.typography import french

FORMS = "formes"
"""Stands for a question where what is confused is forms of non-take-up."""
NONE = ""
"""Stands for an answer where one has ticked a code, and the other nothing in its place."""


class Place(Struct, frozen=True):
    """In which situation, and how many: pairs of participants, or participants."""

    unit: Unit
    count: int


class Confusion(Struct, frozen=True, kw_only=True):
    """Two answers to one question that participants gave to the same situation.

    Attributes:
        question: its id, or ``formes``.
        first, second: codes, in the order of the question; "" where one ticked it and the other nothing else.
        pairs: pairs of participants, one of whom gave the first, the other the second.
        places: where, in the order of the cases.
        words: one French sentence.
    """

    question: str
    title: str
    first: str
    second: str
    first_label: str
    second_label: str
    pairs: int
    places: tuple[Place, ...]
    words: str


class Missed(Struct, frozen=True, kw_only=True):
    """An answer given where the reference says another, over the situations where that is so.

    Attributes:
        standing: ``admise`` where the case says it is as right; else ``autre``.
        count: participants, once for each situation.
    """

    question: str
    title: str
    expected: Answer
    given: Answer
    expected_label: str
    given_label: str
    standing: Standing
    count: int
    places: tuple[Place, ...]


def confusions(
    gathered: Gathered, questions: Iterable[QuestionFigures], moment: Moment = "avant"
) -> tuple[Confusion, ...]:
    """Pairs of answers confused, the most frequent first; ties by question of the flow, then by code."""
    flow = gathered.flow
    held: dict[tuple[str, str, str], list[Place]] = defaultdict(list)
    for each in questions:
        found = each.at(moment)
        counts = Counter({answer.answer: answer.count for answer in found.answers}) if found else Counter()
        for pair, count in _pairs(counts).items():
            held[each.question, *_ordered(flow, each.question, pair)].append(Place(each.unit, count))
    for unit in rows.units_of(gathered):
        forms = Counter(rows.forms_of(each) for each in rows.of_unit(gathered, unit, moment))
        for pair, count in _pairs(forms).items():
            held[FORMS, *_ordered_forms(flow, pair)].append(Place(unit, count))
    made = [_confusion(flow, *key, tuple(places)) for key, places in held.items()]
    order = {**flow.order, FORMS: len(flow.order)}
    return tuple(sorted(made, key=lambda each: (-each.pairs, order[each.question], each.first, each.second)))


def _pairs(counts: Counter[Answer]) -> Counter[tuple[str, str]]:
    """How many pairs of participants confused each two codes: what one has and the other has not."""
    held: Counter[tuple[str, str]] = Counter()
    given = sorted(answer for answer, count in counts.items() if count)
    for rank, one in enumerate(given):
        for other in given[:rank]:
            for pair in _apart(one, other):
                held[pair] += counts[one] * counts[other]
    return held


def _apart(one: Answer, other: Answer) -> Iterator[tuple[str, str]]:
    mine, theirs = sorted(set(one) - set(other)), sorted(set(other) - set(one))
    for first in mine or [NONE]:
        for second in theirs or [NONE]:
            low, high = sorted((first, second))
            yield low, high


def _ordered(flow: Flow, question: str, pair: tuple[str, str]) -> tuple[str, str]:
    return _nothing_last(pair, rows.in_order(flow, question, pair))


def _ordered_forms(flow: Flow, pair: tuple[str, str]) -> tuple[str, str]:
    known = [each.code for each in flow.file.rules.forms]
    return _nothing_last(
        pair, tuple(sorted(pair, key=lambda code: known.index(code) if code in known else -1))
    )


def _nothing_last(pair: tuple[str, str], ordered: tuple[str, ...]) -> tuple[str, str]:
    if NONE in pair:
        return next(code for code in pair if code), NONE
    return ordered[0], ordered[1]


def _confusion(flow: Flow, question: str, first: str, second: str, places: tuple[Place, ...]) -> Confusion:
    pairs = sum(each.count for each in places)
    title = "Formes retenues" if question == FORMS else french(flow.questions[question].short)
    one, other = _label(flow, question, first), _label(flow, question, second)
    told = f"« {one} » et « {other} »" if second else f"« {one} », noté par les uns et pas par les autres"
    counted = f"{pairs} paires de participants" if pairs > 1 else "une paire de participants"
    where = f"dans {len(places)} situations" if len(places) > 1 else f"dans « {places[0].unit.title} »"
    return Confusion(
        question=question,
        title=title,
        first=first,
        second=second,
        first_label=one,
        second_label=other,
        pairs=pairs,
        places=places,
        words=french(f"{title} : {told} ({counted}, {where})."),
    )


def _label(flow: Flow, question: str, code: str) -> str:
    if not code:
        return ""
    return rows.forms_label(flow, (code,)) if question == FORMS else rows.label_of(flow, question, (code,))


def missed(questions: Iterable[QuestionFigures], moment: Moment = "avant") -> tuple[Missed, ...]:
    """Answers other than the reference, the most frequent first; those that are as right come last."""
    held: dict[tuple[str, Answer, Answer, Standing], list[Place]] = defaultdict(list)
    named: dict[tuple[str, Answer], str] = {}
    titles: dict[str, str] = {}
    for each in questions:
        found = each.at(moment)
        if found is None or each.reference is None:
            continue
        titles[each.question] = each.title
        named[each.question, each.reference] = each.reference_label
        for answer in found.answers:
            if answer.count and answer.standing in ("admise", "autre"):
                named[each.question, answer.answer] = answer.label
                key = (each.question, each.reference, answer.answer, answer.standing)
                held[key].append(Place(each.unit, answer.count))
    made = [
        Missed(
            question=question,
            title=titles[question],
            expected=expected,
            given=given,
            expected_label=named[question, expected],
            given_label=named[question, given],
            standing=standing,
            count=sum(each.count for each in places),
            places=tuple(places),
        )
        for (question, expected, given, standing), places in held.items()
    ]
    return tuple(sorted(made, key=lambda each: (each.standing == "admise", -each.count)))
