"""What comes of an invented situation, month after month: actions, answers, an outcome or none.

All of it is drawn at once from the seed and the reference of the situation, whatever the day one looks:
what a later run adds is what had not happened yet.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from typing import Any

import msgspec

from interview.following import FollowUp
from interview.rehearsal.fictional_year import shares
from interview.rehearsal.fictional_year.desk import Desk, instant
from interview.rehearsal.fictional_year.shares import drawn, one_of
from interview.reminders import waits
from interview.working_days import after_working_days, is_working_day

_ACTIONS = ("contact_telephonique", "courrier", "courrier", "saisine_mediateur", "recours")
_WAITING = (
    "Réponse d’attente, sans date.",
    "Le dossier serait à l’étude.",
    "On nous demande de patienter.",
    "Pas de réponse à notre relance.",
)


class Happening(msgspec.Struct, frozen=True):
    """What is learnt or done on one day about one situation."""

    day: datetime.date
    at: int
    rank: int
    told: tuple[FollowUp, ...]

    @property
    def expecting(self) -> bool:
        """Whether an answer is expected to it."""
        return any(each.kind == "action" for each in self.told)


def follow(desk: Desk, seed: int, after: datetime.date, until: datetime.date) -> None:
    """Tell *desk* what happens after the day *after*, up to *until*, to each of its situations."""
    told = [
        each
        for situation in desk.interview.situations
        for each in _sequel(desk, situation.rank, seed)
        if after < each.day <= until
    ]
    for each in sorted(told, key=lambda happening: (happening.at, happening.rank)):
        desk.follow(each.at, each.told)
        if each.expecting:
            desk.remind(each.rank, each.day)


def _sequel(desk: Desk, rank: int, seed: int) -> Iterator[Happening]:
    """Everything that will ever happen to a situation, oldest first."""
    answers = desk.interview.answers(rank)
    if not waits(desk.interview, rank, msgspec.structs.replace(desk.followed, records={})):
        return
    rng = random.Random(f"{seed}:{desk.reference(rank)}")  # noqa: S311
    begun = datetime.datetime.fromtimestamp(desk.heading.started_at / 1000, datetime.UTC).date()
    delay = min(max(rng.lognormvariate(0, shares.SPREAD) * shares.USUAL_DELAY, 6), 320)
    resolved = rng.random() < shares.RESOLVED
    ends = _working(begun + datetime.timedelta(days=int(delay)))
    day = _working(begun + datetime.timedelta(days=rng.randint(7, 24)))
    for code in _ACTIONS[: rng.randint(0, 4)]:
        if resolved and day >= ends:
            break
        yield from _acted(rng, day, rank, code)
        day = _working(day + datetime.timedelta(days=rng.randint(20, 45)))
    if resolved:
        yield Happening(ends, instant(ends, rng), rank, (_outcome(rng, rank, ends, answers),))
    elif rng.random() < 0.25:
        silent = _working(begun + datetime.timedelta(days=rng.randint(90, 150)))
        value = {"code": "sans_nouvelles", "date": silent.isoformat(), "recupere": None, "utile": None}
        yield Happening(silent, instant(silent, rng), rank, (FollowUp("suite", rank, value),))


def _acted(rng: random.Random, day: datetime.date, rank: int, code: str) -> Iterator[Happening]:
    minutes = one_of(rng, (10, 15, 20, 30))
    value: dict[str, Any] = {"code": code, "date": day.isoformat(), "minutes": minutes}
    yield Happening(day, instant(day, rng), rank, (FollowUp("action", rank, value),))
    if rng.random() < 0.3:
        answered = after_working_days(day, rng.randint(3, 9))
        step = {
            "date": answered.isoformat(),
            "acteur": "l’organisme",
            "canal": "courrier",
            "fait": one_of(rng, _WAITING),
        }
        told = FollowUp("fait", rank, {**step, "preuve": True})
        yield Happening(answered, instant(answered, rng), rank, (told,))


def _outcome(rng: random.Random, rank: int, day: datetime.date, answers: Any) -> FollowUp:
    code = drawn(rng, shares.OUTCOMES)
    recovered = None
    monthly, months = answers.get("manque_mensuel"), answers.get("manque_mois")
    share = {"oui": 1.0, "partie": 0.5}.get(str(answers.get("recuperable")), 0.0)
    if code == "droit_ouvert" and isinstance(monthly, int) and isinstance(months, int):
        recovered = round(monthly * months * share * rng.choice((0.5, 1, 1)) / 100) * 100
    useful = shares.USEFUL if code == "droit_ouvert" else shares.USEFUL_OTHERWISE
    value = {"code": code, "date": day.isoformat(), "recupere": recovered, "utile": drawn(rng, useful)}
    return FollowUp("suite", rank, value)


def _working(day: datetime.date) -> datetime.date:
    return day if is_working_day(day) else after_working_days(day, 1)
