"""Shares, links and delays: against published examples, and where nothing can be said."""

from __future__ import annotations

import pytest

from interview.figures.inference import association, bare_reading, interval, lasting
from store.figures.counts import Delay

NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
"""Newcombe, « Two-sided confidence intervals for the single proportion », Statistics in Medicine 17, 1998,
table I."""
FREIREICH = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
"""Freireich and others, Blood 21, 1963, weeks of remission under 6-MP; « + » was not over."""


@pytest.mark.parametrize(("n", "on", "low", "high"), NEWCOMBE)
def test_the_interval_of_a_share_is_the_published_one(n: int, on: int, low: float, high: float) -> None:
    """Wilson's score without continuity correction, as Newcombe tabulates it."""
    found = interval(n, on)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_there_is_no_interval_out_of_nothing_nor_of_what_is_no_share() -> None:
    """Nothing out of nothing; a part larger than its whole is a mistake of ours."""
    assert interval(0, 0) is None
    with pytest.raises(ValueError, match="3 sur 2"):
        interval(3, 2)


def test_the_chi_square_is_the_published_one() -> None:
    """Agresti, An Introduction to Categorical Data Analysis, 2007, page 39: 30.07, two degrees, p <
    0.0001."""
    found = association([[762, 327, 468], [484, 239, 477]])
    assert (found.test, found.freedom, round(found.statistic or 0, 2)) == ("chi2", 2, 30.07)
    assert found.p == pytest.approx(2.954e-07, rel=1e-3)
    assert [round(each, 1) for each in found.expected[0]] == [703.7, 319.6, 533.7]
    assert "semblent liés" in found.reading
    assert "Cela ne dit pas que l’un explique l’autre." in found.reading


def test_two_by_two_takes_the_correction_of_yates() -> None:
    """The formula written out: n (|ad - bc| - n/2)² over the product of the margins."""
    a, b, c, d = 17, 218, 130, 428
    n = a + b + c + d
    expected = n * (abs(a * d - b * c) - n / 2) ** 2 / ((a + b) * (c + d) * (a + c) * (b + d))
    found = association([[a, b], [c, d]])
    assert found.test == "yates"
    assert found.statistic == pytest.approx(expected)


def test_small_counts_take_the_exact_test() -> None:
    """Fisher, The Design of Experiments, 1935, the tea: p = 0.486 on both sides; nothing seems linked."""
    found = association([[3, 1], [1, 3]], few=0)
    assert (found.test, round(found.p or 0, 3), found.statistic) == ("fisher", 0.486, None)
    assert found.reading.startswith("Les deux ne semblent pas liés")


def test_larger_tables_of_small_counts_take_the_exact_test_by_draws() -> None:
    """Agresti, Categorical Data Analysis, 2002, page 57: p = 0.7827; the same draws each time."""
    jobs = [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]]
    found = association(jobs)
    assert found.test == "tirages"
    assert found.p == pytest.approx(0.7827, abs=0.015)
    assert association(jobs) == found


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ([[30, 0], [40, 0]], "rien à comparer"),
        ([[30, 12], [0, 0]], "rien à comparer"),
        ([[3, 1], [1, 3]], "trop peu de situations (8)"),
        ([[0, 0], [0, 0]], "trop peu de situations (0)"),
    ],
)
def test_a_table_that_allows_no_test_says_why(table: list[list[int]], said: str) -> None:
    """An empty row or column is left out; too few is too few."""
    found = association(table)
    assert (found.test, found.p) == ("aucun", None)
    assert said in found.reading


def test_a_table_that_is_none_is_refused() -> None:
    """Rows of different lengths, negative counts."""
    for table in ([[1, 2], [3]], [[1, -1], [2, 3]]):
        with pytest.raises(ValueError, match="tableau"):
            association(table)


def test_a_reading_without_a_number_keeps_its_sense() -> None:
    """What is shared says as much and no more."""
    assert bare_reading(0.2).startswith("Les deux ne semblent pas")
    assert bare_reading(0.01).startswith("Les deux semblent")
    assert "Aucun test" in bare_reading(None)


def test_the_median_delay_is_the_published_one() -> None:
    """Freireich's patients: the curve of every textbook, median 23 weeks, what is not over being censored."""
    weeks = [Delay(int(each.rstrip("+")), "+" not in each, 1) for each in FREIREICH.split()]
    found = lasting(weeks)
    assert (found.median, found.on, found.ended) == (23, 21, 9)
    curve = {each.days: round(each.share, 3) for each in found.steps}
    assert curve == {0: 1, 6: 0.857, 7: 0.807, 10: 0.753, 13: 0.69, 16: 0.627, 22: 0.538, 23: 0.448}
    assert "23 jours" in found.reading


def test_delays_weigh_as_many_situations_as_they_say() -> None:
    """One line of three is three lines of one."""
    once = [Delay(4, True, 1), Delay(4, True, 1), Delay(9, True, 1), Delay(9, False, 1)]
    assert lasting(once) == lasting([Delay(4, True, 2), Delay(9, True, 1), Delay(9, False, 1)])


@pytest.mark.parametrize(
    ("delays", "said"),
    [
        ([], "Aucune durée n’est connue."),
        ([Delay(9, False, 4)], "aucune situation n’est encore terminée"),
        ([Delay(9, False, 5), Delay(2, True, 1)], "(1 terminée sur 6)"),
    ],
)
def test_a_median_that_is_not_reached_is_said_so(delays: list[Delay], said: str) -> None:
    """Never the median of those that ended, which would be too short."""
    found = lasting(delays)
    assert found.median is None
    assert said in found.reading
