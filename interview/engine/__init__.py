"""The engine of the conversation: pure, without screen, base, clock or randomness.

A flow is compiled once (:class:`FlowMachine`); an interview is a value (:class:`Interview`) that
events change into another (:meth:`Interview.apply`); what an agent may do gives events
(:mod:`interview.engine.moves`); what is known at any moment is derived
(:mod:`interview.engine.knowledge`).
"""

from interview.engine import knowledge, moves
from interview.engine.machine import FlowMachine
from interview.engine.moves import MoveError
from interview.engine.state import (
    SHARED,
    Decision,
    Event,
    Interview,
    Situation,
    begin,
    is_shared,
    replay,
    standing,
)
from interview.engine.values import NO_LINK, AnswerError, accepts_unknown, parse, unknown_value

__all__ = [
    "NO_LINK",
    "SHARED",
    "AnswerError",
    "Decision",
    "Event",
    "FlowMachine",
    "Interview",
    "MoveError",
    "Situation",
    "accepts_unknown",
    "begin",
    "is_shared",
    "knowledge",
    "moves",
    "parse",
    "replay",
    "standing",
    "unknown_value",
]
