"""The property of the proof, established by making every complete interview of the core, one by one.

Only single answers are looked at: neither the smallest deciding sets, nor the order of questions, nor the
interviews that show a failure, all of which the proof also gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TypeAlias

from flows.flow import Flow
from flows.qualification import qualify
from tests.flows.reference import FORMS, Core, completions, outcome, pairs

Alone: TypeAlias = list[tuple[str, str, str, str]]
"""Form, certainty, question and answer of each answer that decides alone."""

CONCLUSIONS = tuple(product(FORMS, ("", "avere", "potentiel")))
_OBJECT = {"nature": ("financiere",), "prestation": ("c2s",)}


def walked(flow: Flow) -> tuple[int, Alone]:
    """How many interviews there are and what decides alone, walking the flow by its guards and exits.

    What may be skipped is skipped, and the object is a benefit, always the same one: the sixteenth part of
    the interviews of the core.
    """
    tally = _Tally()
    for said in _onward(flow, flow.first, {}):
        found = qualify(flow, said)
        tally.count(found.forms, found.certainty, said.items())
    return tally.interviews, tally.alone()


def restated() -> tuple[int, Alone]:
    """The same from the restatement that the tests hold the flow to (`tests/flows/reference.py`).

    A dozen questions in plain Python, which suits no other flow, and is far quicker to walk than any flow
    read from a file.
    """
    tally = _Tally()
    for said in completions(Core()):
        found = outcome(said)
        tally.count(found.forms, found.certainty, pairs(said))
    return tally.interviews, tally.alone()


def _onward(flow: Flow, place: str, said: dict[str, str]) -> Iterator[dict[str, str]]:
    while not flow.is_ending(place):
        if not flow.asked(place, said):
            place = flow.follower(place)
        elif not flow.questions[place].required:
            place = flow.next_place(place, said)
        else:
            for value in _OBJECT.get(place, flow.questions[place].codes):
                more = {**said, place: value}
                yield from _onward(flow, flow.next_place(place, more), more)
            return
    yield said


class _Tally:
    """What each answer was seen with: interviews that reach each conclusion, and that do not."""

    def __init__(self) -> None:
        self.interviews = 0
        self._concluded: dict[tuple[str, str], int] = {}
        self._missed: dict[tuple[str, str], int] = {}
        self._masks: dict[tuple[tuple[str, ...], str], int] = {}

    def count(self, forms: tuple[str, ...], certainty: str, answers: Iterable[tuple[str, str]]) -> None:
        """One interview, and what it concludes."""
        self.interviews += 1
        reached = self._masks.get((forms, certainty))
        if reached is None:
            reached = self._masks[forms, certainty] = _mask(forms, certainty)
        concluded, missed = self._concluded, self._missed
        for answer in answers:
            concluded[answer] = concluded.get(answer, 0) | reached
            missed[answer] = missed.get(answer, 0) | ~reached

    def alone(self) -> Alone:
        """What decides alone: seen with a conclusion, never without it."""
        return [
            (*conclusion, *answer)
            for answer, bits in self._concluded.items()
            for rank, conclusion in enumerate(CONCLUSIONS)
            if bits >> rank & 1 and not self._missed[answer] >> rank & 1
        ]


def _mask(forms: tuple[str, ...], certainty: str) -> int:
    """One bit per conclusion that an interview reaches."""
    return sum(
        1 << rank
        for rank, (form, level) in enumerate(CONCLUSIONS)
        if form in forms and level in ("", certainty)
    )
