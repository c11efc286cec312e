"""The state machine of a flow: states are questions and endings, one trigger, ``answer``.

One machine per flow, shared by every interview; it holds no interview. It does no input or output,
reads no clock and draws no random number. A walk is a small object that carries a state; the machine
moves it: past a question whose guard does not hold, or along the first exit that does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flows.conditions import ALWAYS, Formula, holds
from flows.flow import Flow

if TYPE_CHECKING:
    from transitions import Event, EventData

TRIGGER = "answer"


class Walk:
    """A walk through the flow: all the machine needs to know of an interview."""

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


class FlowMachine:
    """A flow compiled once.

    Args:
        flow: a checked flow: every name in it resolves and every exit goes down.
    """

    def __init__(self, flow: Flow) -> None:
        self.flow = flow

    @cached_property
    def _event(self) -> Event:
        """The one trigger. Built at the first answer: the first question needs none of it."""
        from transitions import Machine

        flow = self.flow
        machine = Machine(
            model=None,
            states=[*flow.questions, *flow.endings],
            transitions=[each for question in flow.questions for each in _transitions(flow, question)],
            initial=flow.first,
            auto_transitions=False,
            send_event=True,
        )
        return machine.events[TRIGGER]

    def warm(self) -> None:
        """Build now what the first answer would build."""
        _ = self._event

    def step(self, place: str, answers: Mapping[str, Any], settled: Set[str]) -> str:
        """Where *place* leads.

        Args:
            place: a question of the flow.
            answers: what is known, by question id.
            settled: questions already asked elsewhere in the interview, passed over here.
        """
        walk = Walk(place)
        self._event.trigger(walk, answers=answers, settled=settled)
        return walk.state


def _transitions(flow: Flow, question: str) -> list[dict[str, Any]]:
    """What leads out of a question: past it, where that can happen at all, then its exits in order."""
    moves: list[dict[str, Any]] = []
    guard = flow.guards[question]
    if guard != ALWAYS or flow.questions[question].scope == "entretien":
        passed_over = _passed_over(question, guard)
        moves.append({"dest": flow.follower(question), "conditions": passed_over})
    moves.extend(
        {"dest": way.to, "conditions": None if way.when == ALWAYS else _condition(way.when)}
        for way in flow.ways[question]
    )
    return [{"trigger": TRIGGER, "source": question, **each} for each in moves]


def _passed_over(question: str, guard: Formula) -> Callable[[EventData], bool]:
    def passed_over(event: EventData) -> bool:
        return question in event.kwargs["settled"] or not holds(guard, event.kwargs["answers"])

    return passed_over


def _condition(when: Formula) -> Callable[[EventData], bool]:
    def condition(event: EventData) -> bool:
        return holds(when, event.kwargs["answers"])

    return condition
