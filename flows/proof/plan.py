"""The questions and exits of a flow as numbers: what a proof walks instead of texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from flows.conditions import Formula, holds
from flows.flow import Flow
from flows.proof.answers import AnswerBook
from flows.proof.logic import Logic, Number

END = -1
NEXT = -2
"""An exit that leads to whatever question follows in the file."""


class Exit(msgspec.Struct, frozen=True):
    """One exit: its condition, and the rank of the question it leads to, or END, or NEXT."""

    when: Number
    to: int


class Plan(msgspec.Struct, frozen=True):
    """A flow in numbers; questions are known by their rank in the file.

    Attributes:
        order: the questions in the order in which they are met; that of the file, but for
            :func:`exchanged`.
    """

    flow: Flow
    book: AnswerBook
    logic: Logic
    names: tuple[str, ...]
    order: tuple[int, ...]
    guards: tuple[Number, ...]
    exits: tuple[tuple[Exit, ...], ...]


def plan_of(flow: Flow, also: Iterable[Formula] = ()) -> Plan:
    """The plan of *flow*, in the order of its file.

    Args:
        also: formulas that will be looked at, beside those that the flow goes by.
    """
    book = AnswerBook(flow, also)
    logic = Logic(book, flow.order)
    names = tuple(flow.order)
    return Plan(
        flow=flow,
        book=book,
        logic=logic,
        names=names,
        order=tuple(range(len(names))),
        guards=tuple(logic.of(flow.guards[name]) for name in names),
        exits=tuple(tuple(_exits(flow, logic, name)) for name in names),
    )


def exchanged(plan: Plan, place: int) -> Plan:
    """The plan where the question at *place* and the next one have exchanged their places."""
    order = list(plan.order)
    order[place], order[place + 1] = order[place + 1], order[place]
    return msgspec.structs.replace(plan, order=tuple(order))


def interview(plan: Plan, prepared: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """The complete interview of someone with *prepared* answers; questions skipped are left out.

    Where nothing is prepared, a question that may be skipped is, and another takes its first answer.
    """
    said: dict[str, Any] = {}
    flow, places = plan.flow, {question: place for place, question in enumerate(plan.order)}
    place = 0
    while place < len(plan.order):
        name = plan.names[plan.order[place]]
        if not holds(flow.guards[name], said):
            place += 1
            continue
        answered = plan.book[name]
        default = None if answered.optional else answered.values[0]
        value = prepared.get(name, default)
        if value is not None:
            said[name] = value
        rank = next(rank for rank, way in enumerate(flow.ways[name]) if holds(way.when, said))
        to = plan.exits[plan.order[place]][rank].to
        place = place + 1 if to == NEXT else len(plan.order) if to == END else places[to]
    return tuple(said.items())


def _exits(flow: Flow, logic: Logic, name: str) -> Sequence[Exit]:
    written = len(flow.questions[name].exits)
    return [
        Exit(logic.of(way.when), NEXT if rank >= written else flow.order.get(way.to, END))
        for rank, way in enumerate(flow.ways[name])
    ]
