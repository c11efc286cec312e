"""An interview as a value: answers keyed by question, everything else derived by replay.

Nothing here reads a clock, a file or a random number. An event in gives an interview out; the same
events in the same order always give the same interview.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any, Literal, TypeAlias

import msgspec

from flows.flow import Flow
from interview.engine.imported import Imported, answers_in, imported_in, laid_out
from interview.engine.machine import FlowMachine

EventKind: TypeAlias = Literal[
    "ouverture",
    "reponse",
    "retour",
    "situation",
    "decision",
    "retrait",
    "cloture",
    "reouverture",
    "reprise",
    "grille",
]
Closing: TypeAlias = Literal["termine", "abandonne"]
SHARED = 0
"""Rank of the answers that belong to the interview rather than to one of its situations."""


class Event(msgspec.Struct, frozen=True):
    """Something that happened in an interview; what the journal keeps.

    Kinds and their values:
        ``ouverture``: it began; the pseudonym of the household.
        ``reponse``: an answer; None when skipped.
        ``retour``: *question* is shown again; "" to resume.
        ``situation``: a situation is added; what caused it, or None.
        ``retrait``: the last situation, still empty, is taken back.
        ``decision``: what the agent decided.
        ``cloture``: how the interview ended. ``reouverture``: it goes on.
        ``reprise``: taken up under a changed flow; how many of the events before it still stand.
        ``grille``: a situation qualified elsewhere came in, or what was said of it there has changed: its
            answers and what was concluded (see :mod:`interview.engine.imported`). The interview is ended.
    """

    kind: EventKind
    situation: int = SHARED
    question: str = ""
    value: Any = None


class Decision(msgspec.Struct, frozen=True):
    """What the agent decided for a situation, beside what was proposed.

    Attributes:
        forms: the forms kept; those proposed when the agent agrees.
        certainty: the certainty kept.
        reason: why, when it differs from the proposal; empty when the agent agrees.
    """

    forms: tuple[str, ...]
    certainty: str
    reason: str = ""


class Situation(msgspec.Struct, frozen=True):
    """One situation of the household.

    Attributes:
        given: every answer ever kept, by question, parked ones included; None where skipped.
        path: the questions asked and answered (or skipped), in order.
        place: the first question not answered yet, or the ending reached.
        decision: what the agent decided, if anything.
        imported: what was concluded elsewhere, of a situation that was not asked about here.
    """

    rank: int
    given: Mapping[str, Any]
    path: tuple[str, ...]
    place: str
    decision: Decision | None = None
    imported: Imported | None = None


class Interview:
    """The whole interview. Immutable: :meth:`apply` gives another one.

    Attributes:
        machine: the compiled flow.
        situations: at least one, in the order in which they were opened.
        shared: answers that belong to the interview, by question.
        hosts: rank of the situation with which each of those was asked.
        active: rank of the situation being talked about.
        cursor: question shown again out of turn, or "".
        trail: situation and question of each answer, in the order in which they were given.
        visited: how much of the trail lies behind the question on screen.
        drawn: pseudonym of the household drawn when the interview began.
        closed: how it ended, or "" while it goes on.
    """

    def __init__(
        self,
        machine: FlowMachine,
        situations: tuple[Situation, ...],
        shared: Mapping[str, Any],
        hosts: Mapping[str, int],
        active: int,
        cursor: str,
        trail: tuple[tuple[int, str], ...],
        visited: int,
        drawn: str,
        closed: Closing | Literal[""],
    ) -> None:
        self.machine = machine
        self.flow = machine.flow
        self.situations = situations
        self.shared = shared
        self.hosts = hosts
        self.active = active
        self.cursor = cursor
        self.trail = trail
        self.visited = visited
        self.drawn = drawn
        self.closed = closed

    @property
    def household(self) -> str:
        """Pseudonym of the household: the one the agent named, else the one that was drawn."""
        named = next((self.shared.get(each) for each in self.flow.household_questions), None)
        return str(named) if named else self.drawn

    @property
    def current(self) -> Situation:
        """The situation being talked about."""
        return self.situations[self.active - 1]

    @property
    def place(self) -> str:
        """The question on screen, or the ending reached."""
        return self.cursor or self.current.place

    def apply(self, event: Event) -> Interview:
        """The interview after *event*. The event has been validated before."""
        return _APPLIERS[event.kind](self, event)

    def household_answer(self, question: str) -> Any:
        """What stands of an answer that belongs to the interview; None when there is none."""
        return self.shared[question] if _stands(self.flow, question, self.shared) else None

    def answers(self, rank: int) -> dict[str, Any]:
        """Answers on the path of situation *rank*, skipped ones left out, in the order of the path."""
        situation = self.situations[rank - 1]
        known = {**self.shared, **situation.given}
        return {question: known[question] for question in situation.path if known[question] is not None}

    def with_(self, **changes: Any) -> Interview:
        """A copy with some attributes changed."""
        copy = object.__new__(Interview)
        copy.__dict__.update(self.__dict__)
        copy.__dict__.update(changes)
        return copy

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Interview):
            return NotImplemented
        return self._identity() == other._identity()

    __hash__ = None  # type: ignore[assignment]

    def _identity(self) -> tuple[Any, ...]:
        shared = dict(self.shared)
        return (self.situations, shared, self.active, self.cursor, self.drawn, self.closed)


def standing(events: Iterable[Event]) -> list[Event]:
    """The events that still count: what a resume under a changed flow dropped is left out."""
    kept: list[Event] = []
    for event in events:
        if event.kind == "reprise":
            kept = kept[: event.value]
        else:
            kept.append(event)
    return kept


def begin(machine: FlowMachine, household: str) -> Interview:
    """A new interview, at its first question."""
    first = Situation(rank=1, given={}, path=(), place=machine.flow.first)
    return Interview(
        machine, (first,), {}, {}, active=1, cursor="", trail=(), visited=0, drawn=household, closed=""
    )


def replay(machine: FlowMachine, household: str, events: Iterable[Event]) -> Interview:
    """The interview that *events* made."""
    interview = begin(machine, household)
    for event in standing(events):
        interview = interview.apply(event)
    return interview


def is_shared(interview: Interview, question: str) -> bool:
    """Whether the answer belongs to the interview rather than to a situation."""
    return interview.flow.questions[question].scope == "entretien"


def _walked(interview: Interview, situation: Situation, start: int = 0) -> Situation:
    """The situation with its path and place, the first *start* steps of the path being kept.

    Guards and exits read what is on the path only: an answer that was set aside closes nothing.
    """
    flow, machine = interview.flow, interview.machine
    known = {**interview.shared, **situation.given}
    if situation.imported is not None:
        return laid_out(flow, situation, known)
    settled = _settled(interview, situation.rank)
    path = list(situation.path[:start])
    counted = {question: known[question] for question in (*settled, *path)}
    place = situation.place if start else flow.first
    while not flow.is_ending(place):
        if place not in settled and flow.asked(place, counted):
            if not _stands(flow, place, known):
                break
            path.append(place)
            counted[place] = known[place]
        place = machine.step(place, counted, settled)
    return msgspec.structs.replace(situation, path=tuple(path), place=place)


def _stands(flow: Flow, question: str, known: Mapping[str, Any]) -> bool:
    """Whether the question has an answer that its ceiling, another answer, still allows."""
    if question not in known:
        return False
    value, ceiling = known[question], known.get(flow.questions[question].at_most)
    return not (isinstance(value, int) and isinstance(ceiling, int) and value > ceiling)


def _settled(interview: Interview, rank: int) -> Set[str]:
    """Questions of the interview asked with another situation."""
    return frozenset(
        question
        for question, host in interview.hosts.items()
        if host != rank and question in interview.situations[host - 1].path
    )


def _answered(interview: Interview, event: Event) -> Interview:
    if is_shared(interview, event.question):
        return _shared_answered(interview, event)
    situation = interview.situations[event.situation - 1]
    at_frontier = situation.place == event.question
    given = {**situation.given, event.question: event.value}
    changed = msgspec.structs.replace(situation, given=given)
    walked = _walked(interview, changed, start=len(situation.path) if at_frontier else 0)
    after = interview.with_(
        situations=_replaced(interview, walked), active=event.situation, **_after_answer(interview, event)
    )
    if len(after.situations) > 1 and _shared_path(after, situation) != _shared_path(after, walked):
        return _all_walked(after)
    return after


def _shared_path(interview: Interview, situation: Situation) -> list[str]:
    return [question for question in situation.path if is_shared(interview, question)]


def _shared_answered(interview: Interview, event: Event) -> Interview:
    changed = interview.with_(
        shared={**interview.shared, event.question: event.value},
        hosts={event.question: event.situation, **interview.hosts},
        **_after_answer(interview, event),
    )
    host = changed.situations[changed.hosts[event.question] - 1]
    return _all_walked(changed.with_(situations=_replaced(changed, _walked(changed, host))))


def _all_walked(interview: Interview) -> Interview:
    """Every situation walked again; the one with which a question was asked has been, just before."""
    for situation in interview.situations:
        interview = interview.with_(situations=_replaced(interview, _walked(interview, situation)))
    return interview


def _after_answer(interview: Interview, event: Event) -> dict[str, Any]:
    """The trail one step longer; a past question that was on screen gives way to the front."""
    trail = (*interview.trail, (event.situation, event.question))
    cursor = "" if interview.cursor == event.question else interview.cursor
    return {"trail": trail, "visited": len(trail), "cursor": cursor}


def _replaced(interview: Interview, situation: Situation) -> tuple[Situation, ...]:
    situations = list(interview.situations)
    situations[situation.rank - 1] = situation
    return tuple(situations)


def _moved(interview: Interview, event: Event) -> Interview:
    rank = event.situation or interview.active
    cursor = event.question if event.question in interview.flow.questions else ""
    return interview.with_(active=rank, cursor=cursor, visited=_visited(interview, rank, cursor))


def _at_front(interview: Interview) -> dict[str, Any]:
    """No past question on screen: the whole trail lies behind."""
    return {"cursor": "", "visited": len(interview.trail)}


def _visited(interview: Interview, rank: int, cursor: str) -> int:
    """How much of the trail lies behind *cursor*: up to the last time it was answered before now."""
    for position in range(interview.visited - 1, -1, -1):
        if cursor and interview.trail[position] == (rank, cursor):
            return position
    return len(interview.trail)


def _situation_added(interview: Interview, event: Event) -> Interview:
    link = next((each.id for each in interview.flow.file.questions if each.kind == "lien"), "")
    given = {link: event.value} if link and event.value is not None else {}
    rank = len(interview.situations) + 1
    added = Situation(rank=rank, given=given, path=(), place=interview.flow.first)
    larger = interview.with_(situations=(*interview.situations, added), active=rank, **_at_front(interview))
    return larger.with_(situations=_replaced(larger, _walked(larger, added)))


def _situation_withdrawn(interview: Interview, event: Event) -> Interview:
    kept = interview.situations[: event.situation - 1]
    return interview.with_(situations=kept, active=len(kept), **_at_front(interview))


def _decided(interview: Interview, event: Event) -> Interview:
    decision = msgspec.convert(event.value, Decision) if event.value is not None else None
    situation = msgspec.structs.replace(interview.situations[event.situation - 1], decision=decision)
    return interview.with_(situations=_replaced(interview, situation))


def _brought_in(interview: Interview, event: Event) -> Interview:
    """What the grid says replaces what was said; an answer it withdraws (None) goes."""
    situation, rank = interview.situations[event.situation - 1], event.situation
    everything = {**interview.shared, **situation.given, **answers_in(event.value)}
    known = {question: said for question, said in everything.items() if said is not None}
    shared = {question: said for question, said in known.items() if is_shared(interview, question)}
    given = {question: said for question, said in known.items() if question not in shared}
    replaced = msgspec.structs.replace(situation, given=given, imported=imported_in(event.value))
    hosts = dict.fromkeys(shared, rank)
    changed = interview.with_(shared=shared, hosts=hosts, active=rank, closed="termine")
    walked = _replaced(changed, _walked(changed, replaced))
    return changed.with_(situations=walked, **_at_front(changed))


def _closed(interview: Interview, event: Event) -> Interview:
    return interview.with_(closed=event.value, **_at_front(interview))


def _reopened(interview: Interview, _: Event) -> Interview:
    return interview.with_(closed="")


def _opened(interview: Interview, event: Event) -> Interview:
    return interview.with_(drawn=str(event.value))


_APPLIERS: dict[str, Callable[[Interview, Event], Interview]] = {
    "ouverture": _opened,
    "reponse": _answered,
    "retour": _moved,
    "situation": _situation_added,
    "retrait": _situation_withdrawn,
    "decision": _decided,
    "cloture": _closed,
    "reouverture": _reopened,
    "grille": _brought_in,
}
