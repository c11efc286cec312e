"""Ways and deadlines of a situation, in words: each day with what it follows from, or nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from flows.catalogue_file import Delay, Recourse, Source
from flows.deadlines import REJECTED, Clock, Happened, appealed
from flows.flow import Flow
from interview.deadlines import clocks_of
from interview.engine import knowledge
from interview.following import outcome
from interview.sheets.deadline_words import DeadlineLine, Wording
from store import ChronologyRow, DeadlineRecord
from templates import Voie
from templates.typography import french

if TYPE_CHECKING:
    from interview.conversation import Conversation

_SINCE = {
    "notification": "la notification",
    "decision": "la décision",
    "demande": "la demande",
    "dossier_complet": "le dépôt du dossier complet",
    "recours": "le recours",
    "reponse": "la réponse au recours",
}


class Ways(msgspec.Struct, frozen=True, kw_only=True):
    """What a situation leaves to do, and by when.

    Attributes:
        ways: in their order, for the sheet.
        deadlines: every deadline that runs or has run, those of the request first.
        reminder: what is to be checked, once for all; "" where there is no way.
    """

    ways: tuple[Voie, ...] = ()
    deadlines: tuple[DeadlineLine, ...] = ()
    reminder: str = ""


def ways_of(held: Conversation, rank: int) -> Ways:
    """The ways and deadlines of situation *rank*, as of today; nothing where no form was kept."""
    said = knowledge.qualification(held.interview, rank)
    if not knowledge.decision(held.interview, rank, said).forms:
        return Ways()
    answers = held.interview.answers(rank)
    given = [each for each in answers.get("chronologie") or () if each.get("evenement")]
    steps = [ChronologyRow(each["date"], "", "", "", None, each["evenement"]) for each in given]
    steps += [
        ChronologyRow(each.date, "", "", "", None, each.evenement)
        for each in held.followed.records.get(rank, ())
        if each.kind == "fait" and each.evenement
    ]
    organisms = answers.get("organismes")
    over = _over(held, rank)
    return ways_from(
        held.flow,
        answers.get("prestation") or "",
        tuple(organisms) if isinstance(organisms, list | tuple) else (),
        () if over else steps,
        held.workplace.today(),
        held.workplace.settings.reminders.zone,
        answers.get("domaine") or "",
    )


def _over(held: Conversation, rank: int) -> bool:
    """Whether the right was opened or lost: no delay matters any more. A refusal ends nothing here."""
    last = outcome(held.followed.records.get(rank, ()))
    if last is not None:
        return last.code in ("droit_ouvert", "perdu")
    return held.interview.answers(rank).get("issue") in ("regularisee", "droit_perdu")


def ways_from(
    flow: Flow,
    benefit: str,
    organisms: tuple[str, ...],
    steps: Iterable[ChronologyRow],
    today: datetime.date,
    zone: str,
    domain: str = "",
) -> Ways:
    """The ways and deadlines of a benefit before its organisms, as of *today* in *zone*.

    Args:
        domain: what it is about, where no benefit is named.
        steps: the chronology; a step that does not say what it is sets nothing running.
    """
    steps = tuple(steps)
    known = flow.catalogue.ways(benefit, organisms, domain)
    said = Wording(flow, today, zone)
    begun = [each for each in clocks_of(flow, benefit, organisms, steps, domain) if _begun(each, today)]
    clocks = [each for each in begun if not _replaced(each, begun, said)]
    owed = [each for each in clocks if not each.way]
    taken = appealed(Happened(each.date, each.evenement) for each in steps)
    ways = tuple(_way(flow, name, way, clocks, said, taken=taken) for name, way in known)
    first = _owed(flow, owed, said)
    lines = tuple(said.line(each) for each in clocks)
    return Ways(
        ways=(*first, *ways),
        deadlines=lines,
        reminder=french(flow.catalogue.file.reminder) if ways or first else "",
    )


def deadline_lines(
    flow: Flow, records: Sequence[DeadlineRecord], today: datetime.date, zone: str
) -> tuple[DeadlineLine, ...]:
    """The same words, from what the base keeps; a way that the catalogue no longer has is left out."""
    said = Wording(flow, today, zone)
    clocks = (_clock(flow, each) for each in records)
    return tuple(said.line(each) for each in clocks if each is not None and _begun(each, today))


def _begun(clock: Clock, today: datetime.date) -> bool:
    """What would follow from a silence is not told while an answer may still come."""
    if clock.event != REJECTED:
        return True
    now = today.isoformat()[: len(clock.start)]
    return clock.start <= now if len(clock.start) == 10 else clock.start < now


def _replaced(clock: Clock, among: Sequence[Clock], said: Wording) -> bool:
    """Whether the delay of an earlier decision has passed, a later one having opened the same way again."""
    later = any(
        each.way == clock.way and each.sequel == clock.sequel and each.start > clock.start
        for each in among
        if each.kind == "agir"
    )
    return clock.kind == "agir" and later and said.passed(clock)


def in_short(ways: Ways, most: int = 2) -> tuple[str, ...]:
    """What is still to be done, the nearest first, then the silence that counts; what has passed else."""
    ahead = sorted((each for each in ways.deadlines if each.day and not each.passed), key=_nearness)
    counts = [each for each in ways.deadlines if each.passed and not each.to_act]
    gone = [each for each in ways.deadlines if each.passed and each.to_act]
    vague = [each for each in ways.deadlines if not each.day]
    told: dict[tuple[str, bool], DeadlineLine] = {}
    for each in (*ahead, *counts, *gone):
        told.setdefault((each.day, each.to_act), each)  # of two ways with the same day, the first to take
    return tuple(each.sentence for each in [*told.values(), *vague][:most])


def _nearness(line: DeadlineLine) -> tuple[bool, str]:
    return not line.to_act, line.day


def _clock(flow: Flow, record: DeadlineRecord) -> Clock | None:
    day = datetime.date.fromisoformat(record.day)
    way = flow.catalogue.file.recourses.get(record.way)
    if way is None and record.way:
        return None
    delay = Delay(since="demande", effect="rejet" if record.kind == "silence" else "", source="")
    if way is not None:
        sequel = way.sequel.delay if way.sequel else None
        delay = (sequel if record.sequel else way.answer if record.kind == "silence" else way.delay) or delay
    return Clock(
        way=record.way,
        kind=record.kind,
        sequel=record.sequel,
        event=record.event,
        start=record.start,
        day=day,
        month=record.day[:7],
        binding="oui" if record.event == "notification_voies" else "inconnu",
        delay=delay,
    )


def _way(
    flow: Flow, name: str, way: Recourse, clocks: Sequence[Clock], said: Wording, *, taken: bool
) -> Voie:
    """One way: its name, its delays or the days they have come to, the source of what it says first."""
    own = [each for each in clocks if each.way == name]
    parts = [f"{way.label}."]
    if own:
        parts += [
            said.sentence(each, named=each.sequel, rejection_told=_follows_rejection(each, own))
            for each in own
        ]
    else:
        parts += _delays(way, taken=taken)
    if way.caution:
        parts.append(way.caution)
    return _sourced(flow, parts, [own[0].delay.source] if own else way.sources[:1])


def _follows_rejection(clock: Clock, own: Sequence[Clock]) -> bool:
    """Whether the sentence of a silence has just told the day of the rejection it runs from."""
    told = own[: own.index(clock)]
    return clock.event == REJECTED and any(
        each.kind == "silence" and each.day is not None and each.day.isoformat() == clock.start
        for each in told
    )


def _owed(flow: Flow, owed: Sequence[Clock], said: Wording) -> tuple[Voie, ...]:
    """What the body owes to the request itself."""
    if not owed:
        return ()
    parts = ["Réponse à la demande.", *(said.sentence(each) for each in owed)]
    return (_sourced(flow, parts, [owed[0].delay.source]),)


def _sourced(flow: Flow, parts: Sequence[str], sources: Sequence[str]) -> Voie:
    found: tuple[Source, ...] = flow.catalogue.sources(sources)
    source = found[0] if found else None
    return Voie(
        texte=" ".join(parts),
        source=source.title if source else "",
        lu_le=source.read_on if source else "",
    )


def _delays(way: Recourse, *, taken: bool) -> list[str]:
    parts = []
    if way.delay is not None and not taken:
        stated = ", si elle indiquait les voies et délais" if way.delay.stated else ""
        parts.append(f"Délai : {_length(way.delay)} après {_SINCE[way.delay.since]}{stated}.")
    if way.answer is not None and way.answer.effect == "rejet" and not taken:
        parts.append(f"Sans réponse {_length(way.answer)} après {_SINCE[way.answer.since]}, c’est un rejet.")
    return parts


def _length(delay: Delay) -> str:
    return f"{delay.months} mois" if delay.months else f"{delay.days} jours"
