"""From dated events to deadlines: pure, no clock, no calendar of its own.

A step of a chronology may say what it is (:data:`EVENTS`). The delays of the catalogue then give days, by
the rules of the code de procédure civile: a delay in months ends on the day of the same number, on the last
of the month where there is none (art. 641); one in days does not count the day it runs from. A delay to act
that ends on a closed day goes on to the next working day (art. 642); silence does not.

An event known to the month gives a month, never a day; one known to the year gives nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from flows.catalogue_file import Amount, Delay, Parameter, Recourse

EVENTS = (
    *("demande", "dossier_complet"),
    *("notification", "notification_voies", "notification_sans_voies"),
    "recours",
)
"""What a step can be. A notification that follows an appeal is the answer to it."""

REJECTED = "rejet"
"""What a delay runs from when silence has been worth a refusal."""

Kind = Literal["agir", "silence"]
Binding = Literal["oui", "non", "inconnu"]
Working: TypeAlias = Callable[[datetime.date], bool]

_BINDING: dict[str, Binding] = {"notification_voies": "oui", "notification_sans_voies": "non"}


class Happened(Struct, frozen=True):
    """A dated event: ISO day, month or year, and one of :data:`EVENTS`."""

    date: str
    event: str


class Clock(Struct, frozen=True, kw_only=True):
    """One delay that runs, or has run.

    Attributes:
        way: name of the way in the catalogue; "" for the answer owed to the request itself.
        kind: ``agir``, the person must act by then; ``silence``, no answer by then means a refusal, or a duty
            that is not held where ``effect`` is empty.
        sequel: it is what opens once the way has failed, rather than the way itself.
        event: what it runs from, one of :data:`EVENTS` or :data:`REJECTED`.
        start: when that was, ISO day or month.
        day: its last day (``agir``), or the day from which silence counts; None where only the month is.
        month: the ISO month it falls in.
        binding: whether the delay binds the person: « inconnu » where it is not known that the decision
            stated ways and delays.
        delay: the rule, as it held at ``start``.
    """

    way: str
    kind: Kind
    sequel: bool = False
    event: str
    start: str
    day: datetime.date | None
    month: str
    binding: Binding = "inconnu"
    delay: Delay

    @property
    def told(self) -> bool:
        """Whether it is a deadline to be reminded of: an exact day, and one that may bind the person."""
        return self.day is not None and self.binding != "non"


class _Story(Struct):
    """Where a chronology has come to: the request, the decisions on it, the appeal, its answer.

    ``answered`` is the answer to an appeal that a later decision has followed; ``further``, that what comes
    after the appeal (a court, most often) has been seized in its turn.
    """

    request: str = ""
    complete: str = ""
    decisions: tuple[Happened, ...] = ()
    appeal: str = ""
    reply: Happened | None = None
    answered: Happened | None = None
    further: bool = False


def deadlines(
    ways: Sequence[tuple[str, Recourse]], answer: Delay | None, steps: Iterable[Happened]
) -> tuple[Clock, ...]:
    """The delays that *steps* set running, those of the request first, then way by way.

    Of several decisions, each has its own delay: which one matters is for the reader to say.

    Args:
        ways: the ways to contest, in their order, each after its name.
        answer: the delay in which the request itself must be answered.
    """
    main = next(((name, way) for name, way in ways if not way.last and (way.delay or way.sequel)), None)
    story = _story(steps, main[1].answer if main else None)
    if story.appeal:
        return tuple(_after_appeal(main, story)) if main else ()
    if story.decisions:
        return tuple(_after_decisions(ways, main, story))
    return tuple(_silence(ways, answer, story, main))


def appealed(steps: Iterable[Happened]) -> bool:
    """Whether an appeal is the last thing that was done, answered or not."""
    return bool(_story(steps, None).appeal)


def _story(steps: Iterable[Happened], answer: Delay | None) -> _Story:
    story = _Story()
    for step in in_order(each for each in steps if each.event in EVENTS):
        if step.event == "demande":
            story = _Story(request=step.date)
        elif step.event == "dossier_complet":
            story.complete = step.date
        elif step.event == "recours":
            _appeal(story, step, answer)
        else:
            _notified(story, step)
    return story


def _appeal(story: _Story, step: Happened, answer: Delay | None) -> None:
    """The first appeal counts; one that follows its answer, or its silence, goes further than it."""
    if not story.appeal:
        story.appeal, story.reply = step.date, None
        return
    silent = _clock("", "silence", answer, Happened(story.appeal, "recours")) if answer is not None else None
    refused = "" if silent is None else silent.day.isoformat() if silent.day else silent.month
    story.further = story.further or story.reply is not None or (refused != "" and refused <= step.date)


def _notified(story: _Story, step: Happened) -> None:
    """A decision; after an appeal its answer; after that answer a new decision."""
    if not story.appeal:
        story.decisions = (*story.decisions, step)
    elif story.reply is None and not story.further:
        story.reply = step
    else:
        story.answered = None if story.further else story.reply
        story.decisions, story.appeal, story.reply, story.further = (step,), "", None, False


_RANK = {"demande": 0, "dossier_complet": 1, "recours": 3}
_NOTIFIED = 2


def in_order(steps: Iterable[Happened]) -> list[Happened]:
    """The steps in their order: on the same day, the decision before the appeal against it.

    A step known to the month or the year goes, within it, where what it is puts it: an appeal of March comes
    after a decision of 10 March.
    """
    given = sorted(steps, key=lambda each: (each.date, _rank(each)))
    ordered = [each for each in given if len(each.date) == 10]
    for vague in sorted((each for each in given if len(each.date) < 10), key=lambda each: -len(each.date)):
        within = [at for at, each in enumerate(ordered) if each.date.startswith(vague.date)]
        after = [at for at in within if _rank(ordered[at]) > _rank(vague)]
        earlier = sum(each.date < vague.date for each in ordered)
        ordered.insert(after[0] if after else within[-1] + 1 if within else earlier, vague)
    return ordered


def _rank(step: Happened) -> int:
    return _RANK.get(step.event, _NOTIFIED)


def _after_decisions(
    ways: Sequence[tuple[str, Recourse]], main: tuple[str, Recourse] | None, story: _Story
) -> Iterable[Clock]:
    """Each way against each decision, and what an earlier answer to an appeal has opened."""
    clocks = [
        _to_act(name, way.delay, each)
        for name, way in ways
        if way.delay is not None
        for each in story.decisions
    ]
    if story.answered is not None and main is not None and main[1].sequel is not None:
        clocks.insert(0, _to_act(main[0], main[1].sequel.delay, story.answered, sequel=True))
    return [each for each in clocks if each is not None]


def _to_act(name: str, delay: Delay, since: Happened, *, sequel: bool = False) -> Clock | None:
    binding = _BINDING.get(since.event, "inconnu")
    if not delay.stated and binding == "non":
        binding = "inconnu"
    return _clock(name, "agir", delay, since, binding, sequel=sequel)


def _after_appeal(main: tuple[str, Recourse], story: _Story) -> Iterable[Clock]:
    """The answer to the appeal, then what opens from it."""
    name, way = main
    if story.further:
        return []
    if story.reply is not None:
        opened = way.sequel and _to_act(name, way.sequel.delay, story.reply, sequel=True)
        return [opened] if opened else []
    if way.answer is None or way.answer.since != "recours":
        return []
    silent = _clock(name, "silence", way.answer, Happened(story.appeal, "recours"))
    return _then(silent, name, way.sequel.delay if way.sequel else None, sequel=True)


def _silence(
    ways: Sequence[tuple[str, Recourse]],
    answer: Delay | None,
    story: _Story,
    main: tuple[str, Recourse] | None,
) -> Iterable[Clock]:
    """The answer to the request, then the way that its silence opens."""
    owed = [(name, way.answer) for name, way in ways if way.answer is not None]
    found = [("", answer)] if answer is not None else []
    found += [each for each in owed if each[1].since in ("demande", "dossier_complet")]
    for name, delay in found:
        asked = story.request or story.complete if delay.since == "demande" else story.complete
        event = "demande" if delay.since == "demande" and story.request else "dossier_complet"
        silent = _clock(name, "silence", delay, Happened(asked, event)) if asked else None
        if silent is not None:
            return _then(silent, main[0] if main else "", main[1].delay if main else None)
    return []


def _then(silent: Clock | None, name: str, delay: Delay | None, *, sequel: bool = False) -> Iterable[Clock]:
    """The silence, and the delay that runs from the refusal it is worth."""
    if silent is None:
        return []
    if silent.delay.effect != "rejet" or delay is None:
        return [silent]
    refused = Happened(silent.day.isoformat() if silent.day else silent.month, REJECTED)
    opened = _clock(name, "agir", delay, refused, sequel=sequel)
    return [silent, *([opened] if opened else [])]


def _clock(
    name: str,
    kind: Kind,
    delay: Delay,
    since: Happened,
    binding: Binding = "inconnu",
    *,
    sequel: bool = False,
) -> Clock | None:
    """The delay from *since* on; None where its rule of that time, or the month of it, is not known."""
    held = delay_at(delay, since.date)
    if held is None or len(since.date) < 7:
        return None
    exact = len(since.date) == 10
    if not exact and not held.months:
        return None
    last = end_of(held, datetime.date.fromisoformat(since.date if exact else f"{since.date}-01"))
    return Clock(
        way=name,
        kind=kind,
        sequel=sequel,
        event=since.event,
        start=since.date,
        day=last if exact else None,
        month=last.isoformat()[:7],
        binding=binding,
        delay=held,
    )


# ── calendar ─────────────────────────────────────────────────────────────────────────────────────


def end_of(delay: Delay, start: datetime.date) -> datetime.date:
    """The last day of *delay* from *start* on, closed days included (code de procédure civile, art. 641)."""
    from dateutil.relativedelta import relativedelta

    return start + relativedelta(months=delay.months, days=delay.days)


def end_of_month(month: str) -> datetime.date:
    """The last day of an ISO month."""
    from dateutil.relativedelta import relativedelta

    return datetime.date.fromisoformat(f"{month}-01") + relativedelta(months=1, days=-1)


def carried(day: datetime.date, working: Working) -> datetime.date:
    """*day*, or the first working day after it where it is a closed one (same code, art. 642)."""
    while not working(day):
        day += datetime.timedelta(days=1)
    return day


# ── what held at a date ──────────────────────────────────────────────────────────────────────────


def delay_at(delay: Delay, date: str) -> Delay | None:
    """The delay as it was at *date* (ISO day, month or year); None where that is not known.

    A month or a year in which the rule changed gives None: it is not known which side of it is meant.
    """
    first = _delay_on(delay, _first_day(date))
    return (
        first if first == _delay_on(delay, f"{date}-12-31" if len(date) == 4 else f"{date}-31"[:10]) else None
    )


def _delay_on(delay: Delay, day: str) -> Delay | None:
    from msgspec.structs import replace

    if day >= delay.from_day:
        return delay
    for former in reversed(delay.former):
        if day < former.until:
            held = {"months": former.months, "days": former.days, "source": former.source}
            return replace(delay, **held, from_day="", former=())
    return None


def _first_day(date: str) -> str:
    return f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10]


def amount_at(parameter: Parameter, date: str) -> Amount | None:
    """What the parameter was on *date* (ISO; the first day of a month, of a year); None if not known."""
    day = _first_day(date)
    for each in parameter.amounts:
        if each.since <= day:
            return each if not each.until or day < each.until else None
    return None
