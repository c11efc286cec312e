"""An attempt at a case: from its events to what was answered, and how long it took. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, cast, get_args
from uuid import UUID

import msgspec

from interview.engine import Event, FlowMachine, Interview, knowledge, replay
from interview.engine.state import EventKind
from interview.rehearsal.cases.collection import TrainingCase
from interview.rehearsal.cases.earlier import FirstVisit
from interview.rehearsal.given import CODED, Given, Moment, Outcome
from store.rehearsal_records import AttemptEvent, AttemptHeading

PROBED = "relance"
"""Kind of the event of a way of asking that was tried: its question, and its index as a value."""
TAKEN_UP = "repris"
"""Kind of the event of taking an attempt up again: the time before it counts for nothing."""
LONGEST_STEP = 15 * 60
"""Seconds beyond which a step tells that somebody went away, not that they were thinking."""

_ENGINE = frozenset(get_args(EventKind))


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt at a case.

    Attributes:
        case: name of the case; ``case_text``: its text, as it was rehearsed.
        flow_sha256: SHA-256 of the text of the flow it was rehearsed under.
        started_at, ended_at: milliseconds; ``ended_at`` is 0 while it goes on.
        given: what was answered, one per situation reached, in order.
        causes: rank of the situation that caused each of those, None for none.
        probes: ways of asking tried, as (rank, question, index), in order.
        seconds: time spent in all.
        session, participant, moment: of the group it was for, "" and 0 alone.
        replays: the attempt it takes up from a question on, "" for none; ``since``: (rank, question).
        first_visit: what it knew of the case before it.
    """

    id: UUID
    case: str
    case_text: str
    flow_sha256: bytes
    started_at: int
    ended_at: int
    given: tuple[Given, ...]
    causes: tuple[int | None, ...] = ()
    probes: tuple[tuple[int, str, int], ...]
    seconds: int
    session: str = ""
    participant: int = 0
    moment: Moment = "avant"
    replays: str = ""
    since: tuple[int, str] | None = None
    first_visit: FirstVisit = FirstVisit()


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What the file keeps beside the name and the texts of an attempt, under the names of the file."""

    session: str = ""
    participant: int = 0
    moment: Moment = "avant"
    replays: str = ""
    since: tuple[int, str] | None = None
    first_visit: FirstVisit = FirstVisit()


def said_of(mark: Mark) -> dict[str, Any]:
    """*mark* as the file keeps it."""
    said: dict[str, Any] = msgspec.to_builtins(mark)
    return said


def mark_of(heading: AttemptHeading) -> Mark:
    """What the heading of an attempt says of it."""
    return msgspec.convert(heading.said, Mark)


def household_of(events: Iterable[AttemptEvent]) -> str:
    """The invented household of the attempt."""
    return next((str(each.value) for each in events if each.kind == "ouverture"), "")


def engine_events(events: Iterable[AttemptEvent]) -> list[Event]:
    """The events of the interview itself, with the very values that the engine gave."""
    return [
        Event(cast("EventKind", each.kind), each.situation, each.question, _value(each.value))
        for each in events
        if each.kind in _ENGINE
    ]


def replayed(machine: FlowMachine, events: Sequence[AttemptEvent]) -> Interview:
    """The interview that the events of an attempt made."""
    return replay(machine, household_of(events), engine_events(events))


def attempt_of(
    heading: AttemptHeading, events: Sequence[AttemptEvent], interview: Interview, case_text: str
) -> Attempt:
    """The attempt that *events* made; *interview* is what they replay to."""
    mark = mark_of(heading)
    seconds = seconds_of(heading.started_at, events)
    ended = next((each.at for each in reversed(events) if each.kind == "cloture"), 0)
    given = tuple(
        given_of(
            interview,
            each.rank,
            heading.name,
            participant=mark.participant,
            moment=mark.moment,
            seconds={question: spent for (rank, question), spent in seconds.items() if rank == each.rank},
        )
        for each in interview.situations
    )
    return Attempt(
        id=heading.id,
        case=heading.name,
        case_text=case_text,
        flow_sha256=heading.asked,
        started_at=heading.started_at,
        ended_at=ended,
        given=given,
        causes=tuple(cause_of(interview, each.rank) for each in interview.situations),
        probes=probes_of(events),
        seconds=sum(seconds.values()),
        session=mark.session,
        participant=mark.participant,
        moment=mark.moment,
        replays=mark.replays,
        since=mark.since,
        first_visit=mark.first_visit,
    )


def given_of(
    interview: Interview,
    rank: int,
    case: str,
    *,
    participant: int = 0,
    moment: Moment = "avant",
    seconds: Mapping[str, int] | None = None,
) -> Given:
    """Situation *rank* as it was answered: codes only, of the questions that lead to its qualification."""
    flow, said = interview.flow, interview.answers(rank)
    asked = [
        each
        for each in interview.situations[rank - 1].path
        if flow.questions[each].section in flow.qualifying_sections
    ]
    made = interview.situations[rank - 1].decision
    return Given(
        participant=participant,
        moment=moment,
        case=case,
        rank=rank,
        answers={
            each: _code(said[each]) for each in asked if each in said and flow.questions[each].kind in CODED
        },
        path=tuple(asked),
        outcome=outcome_of(interview, rank),
        decided=made.forms if made is not None and made.reason else None,
        seconds={each: seconds[each] for each in asked if each in seconds} if seconds else {},
    )


def outcome_of(interview: Interview, rank: int) -> Outcome:
    """What the answers of situation *rank* mean."""
    said = knowledge.qualification(interview, rank)
    return Outcome(said.forms, said.certainty, said.abandoned, said.reasons)


def cause_of(interview: Interview, rank: int) -> int | None:
    """Rank of the situation that caused situation *rank*, None where none is named."""
    cause = knowledge.cause_of(interview, rank)
    return cause if isinstance(cause, int) else None


def given_by_reference(case: TrainingCase, machine: FlowMachine) -> tuple[Given, ...]:
    """What the reference of *case* answers and gives, one per situation, as participant 0.

    Raises:
        ContentError: the case does not fit the flow, or leaves out an answer that it must give.
    """
    interview = held_reference(case, machine)
    return tuple(given_of(interview, each.rank, case.name) for each in interview.situations)


def held_reference(case: TrainingCase, machine: FlowMachine) -> Interview:
    """The reference of *case*, held as an interview that nobody keeps. Raises ContentError."""
    from interview.conversation import Workplace
    from interview.replay import run

    nowhere = Workplace(
        machine=machine, base=None, now=lambda: 0, new_id=lambda: UUID(int=0), draw=lambda text: text[0]
    )
    return run(case.scenario, nowhere).conversation.interview


def probes_of(events: Iterable[AttemptEvent]) -> tuple[tuple[int, str, int], ...]:
    """Ways of asking that were tried, as (rank, question, index), in order."""
    return tuple((each.situation, each.question, int(each.value)) for each in events if each.kind == PROBED)


def seconds_of(started_at: int, events: Iterable[AttemptEvent]) -> dict[tuple[int, str], int]:
    """Seconds spent on each question, by (rank, question), pauses left out.

    What was kept at one instant is one step of the agent, told by its last event: what opens an attempt, or
    the answers given with one taken up from a question on, come with the first answer and count for nothing.
    """
    spent: dict[tuple[int, str], int] = {}
    before = started_at
    for at, together in groupby(events, key=lambda each: each.at):
        last = list(together)[-1]
        if last.question:
            step = min(max(at - before, 0), LONGEST_STEP * 1000)
            place = (last.situation, last.question)
            spent[place] = spent.get(place, 0) + step
        before = at
    return {place: round(each / 1000) for place, each in spent.items()}


def ended(last_kind: str) -> bool:
    """Whether an attempt whose last event is of that kind is over."""
    return last_kind == "cloture"


def short_id(attempt: UUID) -> str:
    """The six characters by which an attempt is told: the last ones, which are drawn at random."""
    return attempt.hex[-6:]


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _code(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple) else value
