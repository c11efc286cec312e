"""Reminders fall on days when offices are open, checked against a table written by hand."""

from __future__ import annotations

import datetime

import pytest

from interview.reminders import reminder_from
from interview.settings import Reminders
from interview.working_days import after_working_days, is_working_day

# Easter Sunday: 5 April 2026, 28 March 2027, 16 April 2028. The eleven days of the Code du travail
# (art. L3133-1) and the two of Alsace-Moselle (Good Friday, 26 December), from a calendar, not a library.
HOLIDAYS = {
    2026: "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25",
    2027: "01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25",
    2028: "01-01 04-17 05-01 05-08 05-25 06-05 07-14 08-15 11-01 11-11 12-25",
}
ALSACE_MOSELLE = {2026: "04-03 12-26", 2027: "03-26 12-26", 2028: "04-14 12-26"}


def days(table: dict[int, str], year: int) -> set[datetime.date]:
    return {datetime.date.fromisoformat(f"{year}-{each}") for each in table[year].split()}


def days_of(year: int) -> list[datetime.date]:
    first = datetime.date(year, 1, 1)
    return [day for rank in range(366) if (day := first + datetime.timedelta(days=rank)).year == year]


@pytest.mark.parametrize("year", HOLIDAYS)
@pytest.mark.parametrize("zone", ["Métropole", "Alsace-Moselle"])
def test_a_day_is_worked_unless_it_is_a_week_end_or_a_holiday_of_the_table(year: int, zone: str) -> None:
    """Every day of the year, one by one."""
    closed = days(HOLIDAYS, year) | (days(ALSACE_MOSELLE, year) if zone == "Alsace-Moselle" else set())
    for day in days_of(year):
        assert is_working_day(day, zone) == (day.weekday() < 5 and day not in closed), day


@pytest.mark.parametrize("count", [1, 3, 15, 250])
def test_exactly_that_many_working_days_pass(count: int) -> None:
    """Counted again on the table, from every day of 2026 whose term falls within it."""
    closed = set().union(*(days(HOLIDAYS, year) for year in HOLIDAYS))
    for start in days_of(2026):
        end = after_working_days(start, count)
        passed = [start + datetime.timedelta(days=rank) for rank in range(1, (end - start).days + 1)]
        worked = [day for day in passed if day.weekday() < 5 and day not in closed]
        assert (len(worked), worked[-1]) == (count, end), start


@pytest.mark.parametrize(
    ("done", "first", "late"),
    [
        ("2026-03-03", "2026-03-06", "2026-03-24"),
        ("2026-04-02", "2026-04-08", "2026-04-24"),  # Easter Monday
        ("2026-05-07", "2026-05-13", "2026-06-02"),  # 8 May, Ascension, Whit Monday
        ("2026-12-23", "2026-12-29", "2027-01-15"),  # Christmas, New Year
        ("2026-07-11", "2026-07-16", "2026-08-03"),  # from a Saturday, over 14 July
    ],
)
def test_three_and_fifteen_working_days(done: str, first: str, late: str) -> None:
    """By hand, on a paper calendar."""
    assert reminder_from(datetime.date.fromisoformat(done), Reminders()) == (first, late)
