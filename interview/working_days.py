"""Working days in France: neither Saturday, nor Sunday, nor a public holiday of the place."""

from __future__ import annotations

import datetime
from functools import cache

ZONES = (
    "Métropole",
    "Alsace-Moselle",
    "Guadeloupe",
    "Guyane",
    "Martinique",
    "Mayotte",
    "Nouvelle-Calédonie",
    "La Réunion",
    "Polynésie Française",
    "Saint-Barthélémy",
    "Saint-Martin",
    "Wallis-et-Futuna",
    "Saint-Pierre-et-Miquelon",
)
"""Places whose holidays are known, as the library spells them."""


def is_working_day(day: datetime.date, zone: str = "Métropole") -> bool:
    """Whether offices are open on *day*."""
    return day.weekday() < 5 and day not in _holidays(day.year, zone)


def after_working_days(start: datetime.date, days: int, zone: str = "Métropole") -> datetime.date:
    """The day that comes *days* working days after *start*, which does not count itself."""
    day = start
    while days > 0:
        day += datetime.timedelta(days=1)
        days -= is_working_day(day, zone)
    return day


def first_live_day(today: datetime.date, zone: str = "Métropole") -> datetime.date:
    """The first day that, being closed, is carried to *today* at the soonest; *today* itself most often."""
    day = today
    while not is_working_day(day - datetime.timedelta(days=1), zone):
        day -= datetime.timedelta(days=1)
    return day


@cache
def _holidays(year: int, zone: str) -> frozenset[datetime.date]:
    from jours_feries_france import JoursFeries

    return frozenset(JoursFeries.for_year(year, zone=zone).values())
