"""Trying a flow from one of its questions: an interview that keeps nothing, already brought there."""

from __future__ import annotations

import random

from flows.flow import Flow
from interview.conversation import Conversation, Workplace
from interview.engine import FlowMachine
from interview.surroundings import new_id, now


def trial_place(flow: Flow) -> Workplace:
    """Where a trial is held: no base, so that nothing said there can be kept."""
    draw = random.SystemRandom().choice
    return Workplace(machine=FlowMachine(flow), base=None, now=now, new_id=new_id, draw=draw)


def trial_from(place: Workplace, question: str) -> Conversation:
    """A trial that stands at *question*, ordinary answers being given to what comes before.

    It stands at its first question where no interview is known to be asked *question*.
    """
    from flows.proof.reaching import way_to

    held = Conversation.start(place)
    for asked, raw in (way_to(place.machine.flow, question) or {}).items():
        if raw is None:
            held.skip()
        else:
            held.answer(raw, asked)
    return held
