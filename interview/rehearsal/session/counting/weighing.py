"""How much a parting weighs: how many pairs it parts, and what it alone changes in the conclusion. Pure.

For each participant who was asked, and each other answer that was given, the flow concludes again with that
answer in place of theirs and nothing else changed. A question that the other answer opens takes what those
who gave it said there, most of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from flows.flow import Flow
from flows.qualification import Qualification, qualify
from interview.rehearsal.debrief.standings import effect_of, with_this_alone
from interview.rehearsal.given import Given
from interview.rehearsal.session.counting import agreement_rows as rows
from interview.rehearsal.session.counting.coefficients import Answer, Distance

Change: TypeAlias = Literal["formes", "abandon", "certitude", "rien"]
"""What an answer alone changes in what is concluded; other reasons are no other conclusion."""

WEIGHTS: dict[Change, float] = {"formes": 1.0, "abandon": 0.75, "certitude": 0.75, "rien": 0.5}
"""What one pair that parts counts for, the mean of what the answer of each would change for the other: a fork
from either side weighs more than one that opens only to who had parted before. A choice made here, told in
the definitions of the report: two people of three on a fork that changes the form come before one slip of
each on what changes nothing."""
_EFFECTS: dict[str, Change] = {"forms": "formes", "abandon": "abandon", "certainty": "certitude"}
ORDER: tuple[Change, ...] = ("formes", "abandon", "certitude", "rien")
"""The weightiest first."""


class Weight(Struct, frozen=True):
    """What parts people at one question of one situation, at one moment.

    Attributes:
        heft: weighted distance of the pairs that part, over all pairs of those present; 0 for none.
        parted: the same, unweighted: the share of all pairs present that part there.
        change: what the answer alone changes for most of the pairs that part; of two, the weightier.
        between: for other forms, the two conclusions that most of them stand between, in words; else empty.
    """

    heft: float = 0.0
    parted: float = 0.0
    change: Change = "rien"
    between: tuple[str, ...] = ()


class _Met(Struct, frozen=True):
    """What becomes of one participant with another answer: what changes, and both conclusions in words."""

    change: Change
    between: tuple[str, ...] = ()


_NOTHING = _Met("rien")
_Told: TypeAlias = tuple[tuple[str, Any], ...]
_Class: TypeAlias = tuple[Answer, tuple[tuple[Answer, _Met], ...]]


def weight_of(flow: Flow, question: str, given: Sequence[Given], distance: Distance) -> Weight:
    """How much the partings at *question* weigh among all *given*: those of one situation and moment."""
    people = Counter(
        (answer, _told(each)) for each in given if (answer := rows.answer_of(each, question)) is not None
    )
    if len({answer for answer, _ in people}) < 2:
        return Weight()
    classes = _classes(flow, question, people)
    everybody = len(given) * (len(given) - 1) / 2
    heft = parted = 0.0
    changes: Counter[_Met] = Counter()
    held = sorted(classes.items(), key=lambda each: (each[0][0], repr(each[0][1])))
    for rank, ((one, becomes), many) in enumerate(held):
        for (other, theirs), times in held[:rank]:
            if one == other:
                continue
            both = (dict(becomes)[other], dict(theirs)[one])
            met = min(both, key=lambda each: (ORDER.index(each.change), each.between))
            apart = distance(one, other) * many * times
            parted += apart
            heft += apart * sum(WEIGHTS[each.change] for each in both) / 2
            changes[met] += many * times
    by_change: Counter[Change] = Counter()
    for each, times in changes.items():
        by_change[each.change] += times
    change = min(by_change, key=lambda each: (-by_change[each], ORDER.index(each)))
    told = {each.between: times for each, times in changes.items() if each.change == change}
    between = min(told, key=lambda each: (-told[each], each))
    return Weight(heft / everybody, parted / everybody, change, between)


def _told(given: Given) -> _Told:
    """All that somebody answered, so that those who answered alike are looked at once."""
    return tuple(sorted(given.answers.items()))


def _classes(flow: Flow, question: str, people: Counter[tuple[Answer, _Told]]) -> Counter[_Class]:
    """Participants by their answer, and by what each other answer would make of them."""
    donors = _donors(people)
    made: Counter[_Class] = Counter()
    for (answer, told), many in people.items():
        becomes = tuple(
            (other, _met(flow, question, dict(told), donor))
            for other, donor in sorted(donors.items(), key=lambda each: each[0])
            if other != answer
        )
        made[answer, becomes] += many
    return made


def _donors(people: Counter[tuple[Answer, _Told]]) -> dict[Answer, Mapping[str, Any]]:
    """For each answer, all that most of those who gave it answered; ties by what they answered."""
    by_answer: dict[Answer, list[tuple[int, str, _Told]]] = defaultdict(list)
    for (answer, told), many in people.items():
        by_answer[answer].append((-many, repr(told), told))
    return {answer: dict(min(held)[2]) for answer, held in by_answer.items()}


def _met(flow: Flow, question: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> _Met:
    now = qualify(flow, mine)
    then = with_this_alone(flow, (theirs, mine), question, theirs[question])
    if then is None:
        return _NOTHING
    change = _EFFECTS.get(effect_of(now, then), "rien")
    if change != "formes":
        return _Met(change)
    return _Met(change, tuple(sorted((_label(flow, now), _label(flow, then)))))


def _label(flow: Flow, said: Qualification) -> str:
    return rows.forms_label(flow, said.forms)
