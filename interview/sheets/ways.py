"""Ways and deadlines of a situation, in words: each day with what it follows from, or nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from flows.catalogue_file import Delay, Recourse, Source
from flows.deadlines import REJECTED, Clock, Happened, appealed, carried, end_of_month
from flows.flow import Flow
from interview.deadlines import clocks_of
from interview.engine import knowledge
from interview.following import outcome
from interview.wording import capital
from interview.working_days import is_working_day
from store import ChronologyRow, DeadlineRecord
from templates import Voie
from templates.typography import count, french
from templates.typography import day as in_words

if TYPE_CHECKING:
    from interview.conversation import Conversation

_RAN_FROM = {
    "notification": "décision notifiée",
    "notification_voies": "décision notifiée",
    "notification_sans_voies": "décision notifiée",
    "demande": "demande",
    "dossier_complet": "dossier complet",
    "recours": "recours",
    REJECTED: "rejet implicite",
}
_SINCE = {
    "notification": "la notification",
    "decision": "la décision",
    "demande": "la demande",
    "dossier_complet": "le dépôt du dossier complet",
    "recours": "le recours",
    "reponse": "la réponse au recours",
}


class DeadlineLine(msgspec.Struct, frozen=True, kw_only=True):
    """One deadline, in words.

    Attributes:
        sentence: the day and what it follows from, a whole sentence.
        short: the day and what is to be done by then, for a list.
        day: the ISO day, "" where only a month is known or where the delay does not bind the person.
        passed: that day is behind (for a silence: it has come).
        to_act: whether it is a last day to act, rather than one from which silence counts.
    """

    sentence: str
    short: str
    day: str
    passed: bool
    to_act: bool


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
    said = _Said(flow, today, zone)
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
    said = _Said(flow, today, zone)
    clocks = (_clock(flow, each) for each in records)
    return tuple(said.line(each) for each in clocks if each is not None and _begun(each, today))


def _begun(clock: Clock, today: datetime.date) -> bool:
    """What would follow from a silence is not told while an answer may still come."""
    if clock.event != REJECTED:
        return True
    now = today.isoformat()[: len(clock.start)]
    return clock.start <= now if len(clock.start) == 10 else clock.start < now


def _replaced(clock: Clock, among: Sequence[Clock], said: _Said) -> bool:
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


def _way(flow: Flow, name: str, way: Recourse, clocks: Sequence[Clock], said: _Said, *, taken: bool) -> Voie:
    """One way: its name, its delays or the days they have come to, the source of what it says first."""
    own = [each for each in clocks if each.way == name]
    parts = [f"{way.label}."]
    if own:
        parts += [said.sentence(each, named=each.sequel) for each in own]
    else:
        parts += _delays(way, taken=taken)
    if way.caution:
        parts.append(way.caution)
    return _sourced(flow, parts, [own[0].delay.source] if own else way.sources[:1])


def _owed(flow: Flow, owed: Sequence[Clock], said: _Said) -> tuple[Voie, ...]:
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


class _Said:
    """The words of a clock, on one day and in one place."""

    def __init__(self, flow: Flow, today: datetime.date, zone: str) -> None:
        self._ways = flow.catalogue.file.recourses
        self._today = today
        self._working = partial(is_working_day, zone=zone)

    def line(self, clock: Clock) -> DeadlineLine:
        last = self._last(clock)
        binds = clock.binding != "non"
        return DeadlineLine(
            sentence=french(self.sentence(clock)),
            short=french(self._short(clock, last)),
            day=clock.day.isoformat() if clock.day and binds else "",
            passed=self.passed(clock),
            to_act=clock.kind == "agir",
        )

    def passed(self, clock: Clock) -> bool:
        """Whether its day is behind (for a silence: it has come); of a month, its last working day."""
        last = self._last(clock)
        if clock.binding == "non":
            return False
        if last is None:
            end = end_of_month(clock.month)
            return (carried(end, self._working) if clock.kind == "agir" else end) < self._today
        return last < self._today or (clock.kind == "silence" and last == self._today)

    def _last(self, clock: Clock) -> datetime.date | None:
        """Its day, carried to a working one where there is something to do by then."""
        return carried(clock.day, self._working) if clock.day and clock.kind == "agir" else clock.day

    def _short(self, clock: Clock, last: datetime.date | None) -> str:
        if last is None or clock.kind == "silence" or clock.binding == "non":
            return self.sentence(clock)
        act, shown = self._act(clock, True), in_words(last.isoformat())
        if last < self._today:
            return f"Délai passé depuis le {shown} pour {act}"
        return f"{capital(act)} au plus tard le {shown} : {_left((last - self._today).days)}"

    def sentence(self, clock: Clock, *, named: bool = True) -> str:
        """The day, and what it follows from. *named*: say what is to be done, where nothing beside does."""
        if clock.kind == "silence":
            return self._silence(clock)
        return self._unstated(clock, named) if clock.binding == "non" else self._to_act(clock, named)

    def _unstated(self, clock: Clock, named: bool) -> str:
        """A decision that stated nothing: the delay does not bind, but one may still come too late."""
        told = (
            f"La notification {_of(clock.start)} n’indiquait ni voie ni délai : le délai ne peut "
            f"pas être opposé. {capital(self._act(clock, named))} sans attendre"
        )
        if not clock.delay.within_a_year:
            return f"{told}."
        since = datetime.date.fromisoformat(f"{clock.start}-01"[:10])
        if self._today <= since.replace(year=since.year + 1, day=1):
            return f"{told}, et dans l’année : au-delà, le juge administratif peut refuser le recours."
        return f"{told} : après un an, le juge administratif peut refuser le recours."

    def _to_act(self, clock: Clock, named: bool) -> str:
        start = f"{_RAN_FROM.get(clock.event, clock.event)} {_when(clock.start)}"
        if clock.sequel and clock.event in ("notification", "notification_voies"):
            start = f"{start} sur le recours"
        last = self._last(clock)
        if self.passed(clock):
            purpose = f" pour {self._act(clock, named)}" if named else ""
            when = f"depuis le {in_words(last.isoformat())}" if last else f"en {in_words(clock.month)}"
            return f"{capital(start)} : délai passé {when}{purpose}{self._unless(clock)}."
        condition, act = self._condition(clock), self._act(clock, named)
        if clock.day is None or last is None:
            return f"{capital(start)} : {act} {self._in_month(clock)}{condition}."
        moved = f" (jour fermé, reporté au {_weekday(last)})" if last != clock.day else ""
        left = f" ; {_left((last - self._today).days)}"
        by = f"au plus tard le {_weekday(clock.day)}"
        return f"{capital(start)} : {act} {by}{moved}{condition}{left}."

    def _in_month(self, clock: Clock) -> str:
        """A delay whose day is not known: before its month, which is always in time."""
        if clock.month > self._today.isoformat()[:7]:
            return f"avant {in_words(clock.month)} par prudence (le délai finit dans ce mois, jour inconnu)"
        return f"sans attendre (le délai finit en {in_words(clock.month)}, jour inconnu)"

    def _silence(self, clock: Clock) -> str:
        start = f"{_RAN_FROM.get(clock.event, clock.event)} {_of(clock.start)}"
        rejected = clock.delay.effect == "rejet"
        when = in_words(clock.day.isoformat()) if clock.day else in_words(clock.month)
        the = f"le {when}" if clock.day else f"en {when}"
        if not self.passed(clock):
            if not rejected:
                return f"{capital(start)} : réponse due {the}{' au plus tard' if clock.day else ''}."
            return f"{capital(start)} : sans réponse {the}, ce sera un rejet implicite."
        worth = (
            f"rejet implicite depuis {the if clock.day else when}"
            if rejected
            else f"la réponse était due {the}"
        )
        if clock.day is None:
            return f"{capital(start)}, sans réponse : {worth}."
        days = (self._today - datetime.date.fromisoformat(clock.start)).days
        return f"Sans réponse depuis {count(days, 'jour')} ({start}) : {worth}."

    def _act(self, clock: Clock, named: bool) -> str:
        way = self._ways.get(clock.way)
        if way is None or not named:
            return "à faire"
        return (way.sequel.text if clock.sequel and way.sequel else way.act) or "agir"

    def _condition(self, clock: Clock) -> str:
        """What the delay hangs on, where it is not known."""
        if not clock.delay.stated or clock.binding == "oui":
            return ""
        return f", si {_STATED[clock.event == REJECTED]} indiquait les voies et délais"

    def _unless(self, clock: Clock) -> str:
        if not clock.delay.stated or clock.binding == "oui":
            return ""
        return f", sauf si {_STATED[clock.event == REJECTED]} n’indiquait pas les voies et délais"


_STATED = {True: "l’accusé de réception", False: "la notification"}


def _when(date: str) -> str:
    """« le 3 mars 2026 », « en mars 2026 »."""
    return f"le {in_words(date)}" if len(date) == 10 else f"en {in_words(date)}"


def _of(date: str) -> str:
    if len(date) == 10:
        return f"du {in_words(date)}"
    month = in_words(date)
    return f"d’{month}" if month[:1] in "ao" else f"de {month}"


def _weekday(day: datetime.date) -> str:
    """« lundi 4 mai 2026 »."""
    from babel.dates import format_date

    text = str(format_date(day, "EEEE d MMMM y", locale="fr_FR"))
    return text.replace(" 1 ", " 1er ", 1) if day.day == 1 else text


def _left(days: int) -> str:
    return "c’est aujourd’hui" if days == 0 else "il reste un jour" if days == 1 else f"il reste {days} jours"
