"""One deadline in words: the day, what it follows from, what there is to do by then."""

from __future__ import annotations

import datetime
from functools import partial

import msgspec

from flows.deadlines import REJECTED, Clock, carried, end_of_month
from flows.flow import Flow
from interview.wording import capital
from interview.working_days import is_working_day
from templates.typography import count, french
from templates.typography import day as in_words

_RAN_FROM = {
    "notification": "décision notifiée",
    "notification_voies": "décision notifiée",
    "notification_sans_voies": "décision notifiée",
    "demande": "demande",
    "dossier_complet": "dossier complet",
    "recours": "recours",
    REJECTED: "rejet implicite",
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


class Wording:
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

    def sentence(self, clock: Clock, *, named: bool = True, rejection_told: bool = False) -> str:
        """The day, and what it follows from.

        Args:
            named: say what is to be done, where nothing beside does.
            rejection_told: the day of the rejection it runs from has just been said.
        """
        if clock.kind == "silence":
            return self._silence(clock)
        if clock.binding == "non":
            return self._unstated(clock, named)
        return self._to_act(clock, named, "depuis ce rejet" if rejection_told else "")

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

    def _to_act(self, clock: Clock, named: bool, since: str) -> str:
        start = since or f"{_RAN_FROM.get(clock.event, clock.event)} {_when(clock.start)}"
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
