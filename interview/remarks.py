"""What a second look would question: dates and amounts that do not hold together, each with what to do.

Pure: answers, follow-up and today in, remarks out. A remark never stops anything: the agent may be right.
A date known to the month or to the year is questioned only where no day of it would fit.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from interview.following import outcome
from store import FollowUpRecord
from templates.typography import count, day, euros, french, when

if TYPE_CHECKING:
    from interview.conversation import Conversation

TITLE = "À relire"
HOUSEHOLD = ("taille_menage", "personnes_concernees")
REQUESTS = frozenset(("demande", "dossier_complet"))
NOTIFICATION = "notification"
"""What the codes of a notified decision begin with."""
APPEAL = "recours"
LAG_MONTHS = 3
"""A right that is asked for is seldom due more than a quarter later."""
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

Span = tuple[datetime.date, datetime.date]
"""First and last day that a date may mean."""


class Remark(msgspec.Struct, frozen=True):
    """One thing to look at again.

    Attributes:
        question: where it is to be corrected, "" when it is in the follow-up.
        sentence: what does not hold, and what to do: French, with its typography.
    """

    question: str
    sentence: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked at, of one situation.

    Attributes:
        answers: by question, those on the path, household included.
        begun: day on which the interview began.
        agreed_on: date of the agreement, "" if not recorded.
        since: what was done and learnt after the interview.
    """

    answers: Mapping[str, Any]
    today: datetime.date
    begun: datetime.date
    agreed_on: str = ""
    since: Sequence[FollowUpRecord] = ()


def remarks_of(held: Conversation, rank: int) -> tuple[Remark, ...]:
    """The remarks on situation *rank*, as of today."""
    from interview.agreement import agreement_of

    interview = held.interview
    shared = {name: interview.household_answer(name) for name in HOUSEHOLD}
    said = Said(
        answers={**interview.answers(rank), **shared},
        today=held.workplace.today(),
        begun=datetime.datetime.fromtimestamp(held.heading.started_at / 1000).date(),
        agreed_on=agreement_of(interview, rank).date,
        since=held.followed.records.get(rank, ()),
    )
    # A question that is still to come is not missing an answer.
    seen = {"", *interview.shared, *interview.situations[rank - 1].given}
    return tuple(each for each in remarks(said) if each.question in seen)


def all_remarks_in_words(held: Conversation) -> tuple[str, ...]:
    """The sentences for every situation of an interview, each under its number where there are several."""
    ranks = [each.rank for each in held.interview.situations]
    several = len(ranks) > 1
    told: dict[str, str] = {}
    for rank in ranks:
        for each in remarks_of(held, rank):
            where = f"Situation n° {rank}. " if several and each.question not in HOUSEHOLD else ""
            told.setdefault(each.sentence, french(where + each.sentence))
    return tuple(told.values())


def remarks(said: Said) -> tuple[Remark, ...]:
    """Everything to look at again, in the order of the interview; nothing twice."""
    found = [Remark(question, french(sentence)) for look in _LOOKS for question, sentence in look(said)]
    return tuple(dict.fromkeys(found))


# ── the dates ────────────────────────────────────────────────────────────────────────────────────────

Found = Iterator[tuple[str, str]]


def _since_when(said: Said) -> Found:
    since = _span(said.answers.get("depuis"))
    if since is None:
        return
    text = str(said.answers["depuis"])
    if since[0] > said.today:
        yield (
            "depuis",
            f"Le manque commencerait {when(text)}, qui n’est pas encore arrivé : vérifiez le mois.",
        )
        return
    dated = _dated(said.answers.get("chronologie"))
    first = min(dated, key=lambda each: _sure(each)[0], default="")
    if first and _months(_sure(first)[1], since[0]) > LAG_MONTHS:
        yield (
            "depuis",
            f"Le manque commencerait {when(text)}, après la première démarche ({day(first)}) : corrigez "
            "l’une des deux dates, sauf si le droit n’était dû que plus tard.",
        )


def _future_steps(said: Said) -> Found:
    for date in dict.fromkeys(_dated(said.answers.get("chronologie"))):
        if _sure(date)[0] > said.today:
            yield (
                "chronologie",
                f"Une étape de la chronologie est datée {_of(date)}, qui n’est pas encore arrivé : vérifiez "
                "l’année.",
            )
    for each in said.since:
        span = _span(each.date)
        if span is not None and span[0] > said.today:
            yield (
                "",
                f"Le suivi a une ligne datée {_of(each.date)}, qui n’est pas encore arrivé : annulez-la.",
            )


def _order_of_events(said: Said) -> Found:
    """Each notification and each appeal against what must come before it."""
    requests, notified, appeals = _events(said)
    if requests and notified and all(_before(each, min(requests)) for each in notified):
        yield (
            "chronologie",
            f"La décision serait notifiée {when(max(notified))}, avant la demande ({day(min(requests))}) : "
            "vérifiez ces deux dates, ou l’événement noté à chaque ligne.",
        )
    if appeals and notified and _before(min(appeals), min(notified)):
        yield (
            "chronologie",
            f"Le recours daterait {_of(min(appeals))}, avant la notification ({day(min(notified))}) : "
            "vérifiez ces deux dates, sauf s’il conteste un silence ou une décision plus ancienne.",
        )


def _agreement(said: Said) -> Found:
    agreed = _span(said.agreed_on)
    if agreed is None:
        return
    if agreed[0] > said.today:
        yield (
            "accord_date",
            f"L’accord est daté {_of(said.agreed_on)}, qui n’est pas encore arrivé : corrigez.",
        )
    elif agreed[1] < said.begun:
        yield (
            "accord_date",
            f"L’accord date {_of(said.agreed_on)}, avant cet entretien ({day(said.begun)}) : il ne vaut que "
            "pour ce qui était connu alors. Vérifiez la date, ou redemandez-le.",
        )


def _outcome(said: Said) -> Found:
    last = outcome(said.since)
    if last is None or _span(last.date) is None:
        return
    requests, _, _ = _events(said)
    first = min(requests, default="")
    if first and _before(last.date, first):
        yield (
            "",
            f"La suite est datée {_of(last.date)}, avant la demande ({day(first)}) : annulez-la dans le "
            "suivi et notez-la à sa date, ou corrigez la chronologie.",
        )
    elif _span(said.answers.get("depuis")) and _before(last.date, str(said.answers["depuis"])):
        yield (
            "",
            f"La suite est datée {_of(last.date)}, avant que le manque commence "
            f"({day(str(said.answers['depuis']))}) : vérifiez les deux dates.",
        )


# ── the amounts, the people ──────────────────────────────────────────────────────────────────────────


def _people(said: Said) -> Found:
    size, concerned = said.answers.get("taille_menage"), said.answers.get("personnes_concernees")
    if isinstance(size, int) and isinstance(concerned, int) and concerned > size:
        yield (
            "personnes_concernees",
            f"{count(concerned, 'personne')} seraient touchées dans un ménage de {size} : corrigez l’un des "
            "deux nombres.",
        )


def _shortfall(said: Said) -> Found:
    monthly, months = said.answers.get("manque_mensuel"), said.answers.get("manque_mois")
    if isinstance(monthly, int) and not isinstance(months, int):
        yield (
            "manque_mois",
            f"Il manque {euros(monthly)} par mois, mais pas le nombre de mois : sans lui, la fiche ne peut "
            "pas dire le total.",
        )
    if isinstance(months, int) and not isinstance(monthly, int):
        yield (
            "manque_mensuel",
            f"Le manque dure {months} mois, mais son montant par mois n’est pas noté : ajoutez-le si vous le "
            "connaissez.",
        )
    since = _span(said.answers.get("depuis"))
    if isinstance(months, int) and since is not None and since[0] <= said.today:
        possible = _months(since[0], said.today) + 1
        if months > possible:
            text = str(said.answers["depuis"])
            yield (
                "manque_mois",
                f"Le manque dure {months} mois, mais il n’y en a que {possible} depuis {day(text)} : "
                "corrigez l’un des deux, ou dites depuis quand.",
            )


def _optional_aid(said: Said) -> Found:
    asked, granted = said.answers.get("asf_demandee"), said.answers.get("asf_montant")
    if isinstance(granted, int) and granted > 0 and asked != "oui":
        yield (
            "asf_demandee",
            f"{euros(granted)} d’aide sociale facultative sont accordés, sans qu’elle soit notée comme "
            "demandée : complétez cette réponse.",
        )
    elif "instruction_asf" in (said.answers.get("actions") or ()) and asked == "non":
        yield (
            "asf_demandee",
            "Le service a instruit une aide sociale facultative, mais elle n’est pas notée comme demandée : "
            "corrigez l’une des deux réponses.",
        )


_LOOKS: tuple[Callable[[Said], Found], ...] = (
    _people,
    _since_when,
    _shortfall,
    _optional_aid,
    _future_steps,
    _order_of_events,
    _agreement,
    _outcome,
)


# ── reading dates ────────────────────────────────────────────────────────────────────────────────────


def _span(date: Any) -> Span | None:
    """The days that a year, a month or a day may mean; None for anything else."""
    matched = _DATE.fullmatch(date) if isinstance(date, str) else None
    if matched is None:
        return None
    year, month, number = (int(each) if each else 0 for each in matched.groups())
    try:
        first = datetime.date(year, month or 1, number or 1)
    except ValueError:
        return None
    if number:
        return first, first
    end = month or 12
    return first, datetime.date(year, end, calendar.monthrange(year, end)[1])


def _sure(date: str) -> Span:
    span = _span(date)
    if span is None:
        raise ValueError(date)
    return span


def _months(one: datetime.date, other: datetime.date) -> int:
    """How many months after that of *one* that of *other* comes."""
    return (other.year - one.year) * 12 + other.month - one.month


def _before(one: str, other: str) -> bool:
    """Whether every day of *one* comes before every day of *other*."""
    return _sure(one)[1] < _sure(other)[0]


def _dated(rows: Any) -> list[str]:
    return [row["date"] for row in rows or () if _span(row.get("date")) is not None]


def _events(said: Said) -> tuple[list[str], list[str], list[str]]:
    """Dates of the requests, of the notified decisions and of the appeals that are told as such."""
    told = [(row.get("evenement"), row.get("date")) for row in said.answers.get("chronologie") or ()]
    told += [(getattr(each, "evenement", None), each.date) for each in said.since if each.kind == "fait"]
    known = [(code, date) for code, date in told if code and _span(date) is not None]
    return (
        [date for code, date in known if code in REQUESTS],
        [date for code, date in known if code.startswith(NOTIFICATION)],
        [date for code, date in known if code == APPEAL],
    )


def _of(date: str) -> str:
    """« du 3 mars 2026 », « de mars 2026 », « d’août 2026 »."""
    text = day(date)
    if _sure(date)[0] == _sure(date)[1]:
        return f"du {text}"
    return f"d’{text}" if text[:1] in "ao" else f"de {text}"
