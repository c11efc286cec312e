"""What can be asked of the follow-up, and everything that may be wrong with it.

From what was typed to the values of the journal (see ``interview.following``). Pure: the day is given.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import msgspec

from flows.faults import by_nearness, listed
from flows.flow import Flow
from interview.engine import AnswerError
from interview.engine.values import amount_of, day_of, parse
from interview.follow_words import OUTCOME_LABELS, with_proof
from interview.following import OUTCOMES, USEFUL
from interview.settings import Reminders
from interview.wording import proof_held
from interview.working_days import after_working_days
from templates.typography import french

NO_REMINDER = "aucun"
LONGEST_REMINDER = 250
"""Working days: about a year. A later day is rather a slip of the keyboard."""
MINUTES = (1, 600)

Value: TypeAlias = dict[str, Any]


class Act(msgspec.Struct, frozen=True):
    """Something the service did. ``date``: a day, today when empty; ``minutes``: 1 to 600."""

    code: str
    date: str = ""
    minutes: int | str | None = None


class Tell(msgspec.Struct, frozen=True):
    """A step of the chronology: the columns of the flow's question, as in the interview."""

    row: Mapping[str, Any]


class Conclude(msgspec.Struct, frozen=True):
    """What came of it. ``recovered``: cents, or an amount in euros as it is typed."""

    code: str
    date: str = ""
    recovered: int | str | None = None
    useful: str = "inconnu"


class Remind(msgspec.Struct, frozen=True):
    """When to come back to it: a number of working days, a day, or ``aucun``."""

    when: int | str | datetime.date


Request: TypeAlias = Act | Tell | Conclude | Remind


class FollowFault(msgspec.Struct, frozen=True):
    """What is wrong with one field (``action``, ``date``, ``minutes``, ``fait``, ``suite``…).

    ``confirmable``: it is kept if the person says that it is right (``anyway``).
    """

    field: str
    sentence: str
    confirmable: bool = False


class FollowError(ValueError):
    """Something that cannot be kept: every reason at once, as French sentences. Nothing was kept."""

    def __init__(self, *faults: FollowFault) -> None:
        self.faults = faults
        super().__init__("\n".join(each.sentence for each in faults))


def refusal(field: str, sentence: str) -> FollowError:
    """The error of one field."""
    return FollowError(FollowFault(field, french(sentence)))


def action_choices(flow: Flow) -> tuple[tuple[str, str], ...]:
    """Code and label of each action the flow knows."""
    asked = flow.questions.get("actions")
    return tuple((each.code, french(each.label)) for each in asked.choices) if asked else ()


def outcome_choices() -> tuple[tuple[str, str], ...]:
    """Code and label of each outcome."""
    return tuple((code, OUTCOME_LABELS[code]) for code in OUTCOMES)


def useful_choices() -> tuple[tuple[str, str], ...]:
    """Code and label of « utile à la personne ? »."""
    return tuple(zip(USEFUL, ("Oui", "Non", "On ne sait pas"), strict=True))


class Reader:
    """Reads requests about one situation, and gathers what is wrong with them.

    Args:
        since: the answer ``depuis`` of the situation, "" when it is not known.
        anyway: the person has said that a date before it is right.
    """

    def __init__(self, flow: Flow, today: datetime.date, since: str = "", anyway: bool = False) -> None:
        self.flow = flow
        self.today = today
        self._since = since
        self._anyway = anyway
        self.faults: list[FollowFault] = []

    def action(self, asked: Act) -> Value:
        """The value of the journal for an action."""
        codes = [code for code, _ in action_choices(self.flow)]
        if asked.code not in codes:
            self._unknown("action", asked.code, codes)
        date = self._date("date", asked.date)
        if date and len(date) < 10:
            self._fault("date", "Pour une action, il faut le jour, par exemple 12/03/2026.")
        return {"code": asked.code, "date": date, "minutes": self._minutes(asked.minutes)}

    def step(self, asked: Tell) -> Value:
        """The value of the journal for a step of the chronology."""
        question = self.flow.questions.get("chronologie")
        if question is None:
            self._fault("fait", "Ce parcours n’a pas de chronologie.")
            return {}
        given = {name: text for name, text in asked.row.items() if text not in (None, "")}
        given["date"] = str(given.get("date") or self.today.isoformat())
        given["date"] = self._word(given["date"])
        try:
            (row,) = parse(self.flow, question, [given], {})
        except AnswerError as error:
            near = f" Valeurs acceptées : {listed(error.accepted)}." if error.accepted else ""
            self._fault("fait", error.reason + near)
            return {}
        if self._ahead(row["date"]):
            self._fault(
                "date", "Cette date est à venir. Pour un rendez-vous ou une échéance, posez plutôt un rappel."
            )
        proof = row.pop("preuve", "")
        if proof not in ("", "oui", "non"):
            row["fait"] = with_proof(row["fait"], proof)
        return {**row, "preuve": proof_held(proof)}

    def outcome(self, asked: Conclude) -> Value:
        """The value of the journal for what came of the situation."""
        if asked.code not in OUTCOMES:
            self._unknown("suite", asked.code, list(OUTCOMES))
        if asked.useful not in USEFUL:
            self._unknown("utile", asked.useful, list(USEFUL))
        recovered = self._amount(asked.recovered)
        if recovered is not None and asked.code != "droit_ouvert":
            self._fault("recupere", "Un montant récupéré ne va qu’avec un droit ouvert.")
        date = self._date("date", asked.date)
        return {"code": asked.code, "date": date, "recupere": recovered, "utile": asked.useful}

    def reminder(self, asked: Remind, settings: Reminders) -> tuple[str, str] | None:
        """The days from which to chase up, and from which it is late; None for no reminder."""
        text = str(asked.when).strip().lower()
        if text == NO_REMINDER:
            return None
        if text.isdecimal() and len(text) < 4:
            days = int(text)
            if not 1 <= days <= LONGEST_REMINDER:
                self._fault("rappel", f"Un nombre de 1 à {LONGEST_REMINDER} jours ouvrés.")
                return None
            first = after_working_days(self.today, days, settings.zone)
        else:
            found = self._day_ahead(text)
            if found is None:
                return None
            first = found
        grace = settings.days[1] - settings.days[0]
        return first.isoformat(), after_working_days(first, grace, settings.zone).isoformat()

    # ── parts ────────────────────────────────────────────────────────────────────────────────────

    def _day_ahead(self, text: str) -> datetime.date | None:
        date = day_of(self._word(text))
        if date is None or len(date) < 10:
            self._fault(
                "rappel",
                f"« {text} » : écrivez un nombre de jours ouvrés, un jour (12/04/2026) ou « aucun ».",
            )
            return None
        day = datetime.date.fromisoformat(date)
        if day < self.today:
            self._fault("rappel", "Ce jour est déjà passé : un rappel se pose pour aujourd’hui ou après.")
            return None
        if (day - self.today).days > 2 * 366:
            self._fault("rappel", "Ce jour est à plus de deux ans : vérifiez l’année.")
            return None
        return day

    def _date(self, field: str, text: str) -> str:
        """A date that has come, today when nothing is said; "" when it is wrong and this was told."""
        if not text.strip():
            return self.today.isoformat()
        date = day_of(self._word(text))
        if date is None:
            self._fault(field, f"« {text} » n’est pas une date : 12/03/2026, 03/2026 ou 2026.")
            return ""
        if self._ahead(date):
            self._fault(field, "Cette date est à venir : on ne garde que ce qui a eu lieu.")
        elif self._since and date[:4] < self._since[:4] and not self._anyway:
            self._fault(
                field,
                f"Cette date est avant {self._since[:4]}, l’année où la situation a commencé : "
                "vérifiez-la, ou confirmez-la.",
                confirmable=True,
            )
        return date

    def _word(self, text: str) -> str:
        """« aujourd’hui » and « hier » as dates."""
        plain = text.strip().lower().replace("'", "’")
        if plain in ("aujourd’hui", "aujourdhui"):
            return self.today.isoformat()
        if plain == "hier":
            return (self.today - datetime.timedelta(days=1)).isoformat()
        return text

    def _ahead(self, date: str) -> bool:
        return date > self.today.isoformat()[: len(date)]

    def _minutes(self, given: int | str | None) -> int | None:
        if given is None or given == "":
            return None
        text = str(given).strip()
        least, most = MINUTES
        if not (text.isdecimal() and len(text) < 5 and least <= int(text) <= most):
            self._fault("minutes", f"Le temps passé se dit en minutes, de {least} à {most}.")
            return None
        return int(text)

    def _amount(self, given: int | str | None) -> int | None:
        if given is None or given == "":
            return None
        cents = given if isinstance(given, int) else amount_of(given)
        if cents is None or cents < 0:
            self._fault("recupere", "Écrivez un montant en euros, par exemple 206,50.")
            return None
        return cents

    def _unknown(self, field: str, given: str, codes: list[str]) -> None:
        near = ", ".join(by_nearness(given, codes))
        self._fault(field, f"« {given} » n’est pas accepté. Valeurs : {near}.")

    def _fault(self, field: str, sentence: str, *, confirmable: bool = False) -> None:
        self.faults.append(FollowFault(field, french(sentence), confirmable))


def requests_of(kind: type[Any], requests: tuple[Request, ...]) -> Iterator[Any]:
    """The requests of one kind, in order."""
    return (each for each in requests if isinstance(each, kind))
