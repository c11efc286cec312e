"""Advice on sources: titled, dated, neither in the future, nor expired, nor older than a year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

import msgspec

from flows.faults import Fault, Path

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")
"""A year, a month or a day: what the date of a source may be."""

_SHOWN = 5
Tell = Callable[[str, Path, str, str], Iterator[Fault]]
"""From code, place, what is found and what is expected, to the fault."""


class Dated(msgspec.Struct, frozen=True):
    """A source, and where it is written."""

    path: Path
    name: str
    title: str
    read_on: str
    valid_until: str = ""


def span(text: str) -> tuple[date, date] | None:
    """First and last day of a year, a month or a day; None if it is not one."""
    if not DATE.match(text):
        return None
    year, *rest = (int(each) for each in text.split("-"))
    if not 1 <= year < 9999:
        return None
    first, last = (rest[0], rest[0]) if rest else (1, 12)
    if len(rest) == 2:
        return (date(year, first, rest[1]),) * 2 if rest[1] <= monthrange(year, first)[1] else None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def source_faults(sources: Iterable[Dated], today: date | None, tell: Tell) -> Iterator[Fault]:
    """What is to be said of *sources*, those that share a remedy together."""
    listed = list(sources)
    for each in listed:
        if not each.title.strip():
            yield from tell(
                "A010", (*each.path, "titre"), "une source sans titre", "le titre du texte ou de la page"
            )
        for key, text, wanted in (
            ("lu_le", each.read_on, True),
            ("valable_jusqu_a", each.valid_until, False),
        ):
            if (text or wanted) and span(text) is None:
                found = f"date « {text} » illisible" if text else "une source sans date de lecture"
                yield from tell("A011", (*each.path, key), found, "2026, 2026-11 ou 2026-11-21")
    if today is not None:
        yield from _ages(listed, today, tell)


def _ages(sources: list[Dated], today: date, tell: Tell) -> Iterator[Fault]:
    read = [(each, span(each.read_on)) for each in sources]
    until = [(each, span(each.valid_until)) for each in sources if each.valid_until]
    future = [each for each, days in read if days and days[0] > today]
    passed = [each for each, days in until if days and days[1] < today]
    gone = {each.path for each in passed}
    stale = [each for each, days in read if days and days[1] < a_year_before(today) and each.path not in gone]
    for code, found, which, expected in (
        ("A012", "date de lecture dans l’avenir", future, "le jour où la source a été lue"),
        ("A013", "ne vaut plus", passed, "le texte en vigueur"),
        ("A014", "lue il y a plus d’un an", stale, "une lecture de moins d’un an"),
    ):
        if which:
            key = "valable_jusqu_a" if code == "A013" else "lu_le"
            yield from tell(code, (*which[0].path, key), _together(found, which, code), expected)


def _together(found: str, sources: list[Dated], code: str) -> str:
    dates = sorted(each.valid_until if code == "A013" else each.read_on for each in sources)
    names = ", ".join(each.name for each in sources[:_SHOWN])
    if len(sources) == 1:
        return f"{found} ({dates[0]}) : {names}"
    others = f"… et {len(sources) - _SHOWN} autres" if len(sources) > _SHOWN else ""
    return f"{len(sources)} sources ({found}, la plus ancienne : {dates[0]}) : {names}{others}"


def a_year_before(today: date) -> date:
    """The same day one year earlier."""
    try:
        return today.replace(year=today.year - 1)
    except ValueError:
        return today.replace(year=today.year - 1, day=28) if today.month == 2 else today - timedelta(days=365)
