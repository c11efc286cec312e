"""Where questions lead: to places that exist, always downwards, never in a loop."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from flows.checks.names import ENDINGS, QUESTIONS
from flows.checks.subject import Subject
from flows.faults import Fault, Path, shortened
from flows.grammar import Question

_LONGEST_LOOP = 8


def exits(subject: Subject) -> Iterator[Fault]:
    """Exits that lead nowhere, back, or that no answer can take."""
    endings = {each.id for each in subject.file.endings}
    stuck: set[int] | None = None
    for rank, question in enumerate(subject.file.questions):
        for index, way in enumerate(question.exits):
            path: Path = ("questions", rank, "suite", index)
            places = subject.ranks.get(way.to)
            if places is None and way.to not in endings and endings:
                names = [each.id for each in subject.file.questions[rank + 1 :]] + list(endings)
                what, lists = "la question ou la fin", (QUESTIONS, ENDINGS)
                yield from subject.unknown("P037", (*path, "vers"), what, way.to, names, *lists)
            elif places is not None and way.to not in endings and max(places) <= rank:
                stuck = _stuck(subject) if stuck is None else stuck
                yield from _backwards(subject, path, rank, places[-1], rank in stuck)
            last = index == len(question.exits) - 1
            if way.when is None and not last and subject.mended.whole(path):
                found = "une sortie sans « si » cache les suivantes"
                yield from subject.fault("P039", path, found, "la mettre en dernier")


def _backwards(subject: Subject, path: Path, rank: int, target: int, stuck: bool) -> Iterator[Fault]:
    loop = " → ".join(_loop(subject, target, rank))
    if stuck:
        found = f"on n’en sort plus : {loop}"
        yield from subject.fault("P046", path, found, "une question plus bas, ou une fin")
    else:
        yield from subject.fault("P038", path, f"retour en arrière : {loop}", "une question plus bas")


def _loop(subject: Subject, start: int, end: int) -> list[str]:
    """The shortest way from one question down to another, and back to the first."""
    names = [each.id for each in subject.file.questions]
    before: dict[int, int] = {start: start}
    waiting = deque([start])
    while waiting and end not in before:
        place = waiting.popleft()
        for after in _next(subject, place):
            if place < after <= end and after not in before:
                before[after] = place
                waiting.append(after)
    way = [end]
    while way[-1] != start and way[-1] in before:
        way.append(before[way[-1]])
    told = [shortened(names[each]) for each in reversed(way)]
    if len(told) > _LONGEST_LOOP:
        told = [*told[:4], "…", *told[-3:]]
    return [*told, shortened(names[start])]


def _next(subject: Subject, rank: int) -> list[int]:
    """Where a question may lead, by its rank; past the last one, the end."""
    question = subject.file.questions[rank]
    found = [subject.ranks[way.to][-1] for way in question.exits if way.to in subject.ranks]
    return [*found, rank + 1] if _falls_through(question) else found


def _falls_through(question: Question) -> bool:
    """Whether the next question of the file may come after: passed over, or no exit taken."""
    passed_over = question.when is not None or bool(question.follows)
    return passed_over or not question.exits or question.exits[-1].when is not None


def _stuck(subject: Subject) -> set[int]:
    """Questions from which no end can be reached, whatever is answered."""
    count = len(subject.file.questions)
    before: dict[int, list[int]] = {}
    free: deque[int] = deque()
    for rank, question in enumerate(subject.file.questions):
        if any(way.to not in subject.ranks for way in question.exits):
            free.append(rank)
        for after in _next(subject, rank):
            if after >= count:
                free.append(rank)
            else:
                before.setdefault(after, []).append(rank)
    reached = set(free)
    while free:
        for rank in before.get(free.popleft(), ()):
            if rank not in reached:
                reached.add(rank)
                free.append(rank)
    return set(range(count)) - reached
