"""Counts, shares and amounts in words: one way of writing each, wherever it is shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from interview.dossier.state import Subject
from interview.figures.inference import Interval
from interview.figures.shown import MASKED, Line, Measure, Unit
from templates.charts.numbers import short_month
from templates.typography import NARROW, NBSP, count, day, duration, euros, french, integer

NOTHING = "—"
WORK_YEAR_HOURS = 1607
"""Hours of a full-time agent of a *collectivité* in one year (décret n° 2001-623 of 12 July 2001, art. 1, and
décret n° 2000-815 of 25 August 2000, art. 1)."""
_NOUNS: dict[Unit, str] = {
    "situations": "situation",
    "menages": "ménage",
    "personnes": "personne",
    "actions": "action",
    "jours": "jour",
}


def percent(share: float) -> str:
    """« 63,2 % » of a share in hundredths; « moins de 0,1 % » rather than a zero that is none."""
    if 0 < share < 0.05:
        return f"moins de 0,1{NARROW}%"
    return f"{decimal(share)}{NARROW}%"


def decimal(value: float, places: int = 1) -> str:
    """« 63,2 », always with that many decimals; a half goes up."""
    step = Decimal(1).scaleb(-places)
    said = _exact(value).quantize(step, ROUND_HALF_UP)
    whole, _, rest = str(said).partition(".")
    return f"{integer(int(whole))},{rest}" if rest else integer(int(whole))


def _exact(value: float) -> Decimal:
    """A share of two counts without the last error of its division."""
    found = Fraction(value).limit_denominator(10_000_000)
    return Decimal(found.numerator) / Decimal(found.denominator)


def interval_words(bounds: Interval | None) -> str:
    """« 56,0 à 69,9 % »."""
    if bounds is None:
        return NOTHING
    return f"{decimal(100 * bounds.low)} à {percent(100 * bounds.high)}"


def hidden_words(at_least: int | None) -> str:
    """« masqué », « au moins 12 » where an earlier edition showed as much."""
    return f"au moins {integer(at_least)}" if at_least is not None else MASKED


def number_of(line: Line) -> str:
    """The count of a line, or what is said in its place."""
    return hidden_words(line.at_least) if line.n is None else integer(line.n)


def share_of(line: Line | Measure) -> str:
    """The share of a line, « — » where there is none."""
    return NOTHING if line.pct is None else percent(line.pct)


def value_of(measure: Measure) -> str:
    """The value of a measure with its unit."""
    if measure.masked:
        return hidden_words(measure.at_least)
    return NOTHING if measure.value is None else in_unit(measure.value, measure.unit)


def in_unit(value: float, unit: Unit) -> str:
    """« 12 578 € », « 1 h 15 », « 2,4 situations », « 182 »."""
    if unit == "centimes":
        return euros(_rounded(value / 100) * 100 if value >= 10_000 and value % 100 else _rounded(value))
    if unit == "minutes":
        return duration(_rounded(value))
    if isinstance(value, float) and not value.is_integer():
        return decimal(value, 2) if value < 10 else decimal(value)
    return integer(int(value))


def counted(value: float, unit: Unit) -> str:
    """« 182 situations »."""
    noun = _NOUNS.get(unit)
    return in_unit(value, unit) if noun is None else count(int(value), noun)


def on_words(on: int | None, noun: str) -> str:
    """« sur 124 situations renseignées »; « 1 situation renseignée »."""
    if on is None:
        return f"sur un nombre masqué de {noun}"
    return f"sur {integer(on)} {noun if on > 1 else singular(noun)}"


def singular(noun: str) -> str:
    """« situations renseignées » → « situation renseignée », word by word."""
    return " ".join(
        each[:-1] if each.endswith("s") and each not in ("dans", "mis") else each for each in noun.split(" ")
    )


def hours(minutes: float) -> str:
    """« 100 h 06 »."""
    whole, rest = divmod(_rounded(minutes), 60)
    return f"{integer(whole)}{NBSP}h{NBSP}{rest:02d}" if rest else f"{integer(whole)}{NBSP}h"


def work_year(minutes: float) -> float:
    """The share of one agent's year, in hundredths."""
    return 100 * minutes / 60 / WORK_YEAR_HOURS


def short_period(subject: Subject) -> str:
    """« 2026 », « mars 2026 », « janv.–juin 2026 », « 01/01/2026 – 15/03/2026 »: the name of a column."""
    first, last = subject.since, subject.until
    if first and last and (first == last or (first[:4] == last[:4] and _whole_year(first, last))):
        return french(day(first if first == last else first[:4]))
    if not first and not last:
        return "toutes dates"
    if len(first) == len(last) == len("2026-01") and first[:4] == last[:4]:
        return f"{short_month(first)[0]}–{short_month(last)[0]}{NBSP}{first[:4]}"
    return " – ".join(_figures(each) if each else "…" for each in (first, last))


def _whole_year(first: str, last: str) -> bool:
    return first[4:] in ("", "-01", "-01-01") and last[4:] in ("", "-12", "-12-31")


def _figures(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _rounded(value: float) -> int:
    return int(Decimal(str(value)).quantize(Decimal(1), ROUND_HALF_UP))
