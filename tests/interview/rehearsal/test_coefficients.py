"""Coefficients of agreement: published examples, other people's programs, and what has no value."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import jaccard_distance, masi_distance
from statsmodels.stats.inter_rater import fleiss_kappa

from interview.rehearsal.session.counting.coefficients import (
    Answer,
    alpha,
    counted,
    jaccard,
    kappa,
    masi,
    nominal,
    percent,
)

Rows = list[list[Answer | None]]


def coders(*lines: str) -> Rows:
    """Units × coders, of one line for each coder, « * » where missing."""
    columns = zip(*(line.split() for line in lines), strict=True)
    return [[None if each == "*" else (each,) for each in unit] for unit in columns]


def from_counts(text: str) -> Rows:
    """Units × coders, of one line for each unit: how many chose each category."""
    return [
        [(str(category),) for category, n in enumerate(map(int, line.split())) for _ in range(n)]
        for line in text.strip().splitlines()
    ]


# Fleiss, « Measuring nominal scale agreement among many raters », Psychological Bulletin 76(5), 1971: 30
# patients, 6 psychiatrists; depression, personality disorder, schizophrenia, neurosis, other. The article was
# not read: « diagnoses » of the R package irr, and (first fifteen) distrib.6raters of irrCAC, reprint it.
DIAGNOSES = from_counts(
    "0 0 0 6 0\n0 3 0 0 3\n0 1 4 0 1\n0 0 0 0 6\n0 3 0 3 0\n2 0 4 0 0\n0 0 4 0 2\n2 0 3 1 0\n2 0 0 4 0\n"
    "0 0 0 0 6\n1 0 0 5 0\n1 1 0 4 0\n0 3 3 0 0\n1 0 0 5 0\n0 2 0 3 1\n0 0 5 0 1\n3 0 0 1 2\n5 1 0 0 0\n"
    "0 2 0 4 0\n1 0 2 0 3\n0 0 0 0 6\n0 1 0 5 0\n0 2 0 1 3\n2 0 0 4 0\n1 0 0 4 1\n0 5 0 1 0\n4 0 0 0 2\n"
    "0 2 0 4 0\n1 0 5 0 0\n0 0 0 0 6"
)

# The example of 14 raters, 10 subjects and 5 categories in « Fleiss’ kappa », Wikipedia, as the tests of
# statsmodels have it.
FOURTEEN = from_counts(
    "0 0 0 0 14\n0 2 6 4 2\n0 0 3 5 6\n0 3 9 2 0\n2 2 8 1 1\n"
    "7 7 0 0 0\n3 2 6 3 0\n2 5 3 2 2\n6 5 2 1 0\n0 2 2 3 7"
)

# Krippendorff, « Computing Krippendorff’s Alpha-Reliability », 2011: A (two values, two observers), B
# (several values, two observers), C (four observers, answers missing). The paper was not read. A is also in
# his Content Analysis (2004, §11.3.1), and A and C are in the tests of the R package krippendorff (jucor),
# with 0.0952 and 0.743. B was not found reprinted: its 0.692 rests on the library below.
KRIPPENDORFF_A = coders("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
KRIPPENDORFF_B = coders("a a b b d c c c e d d a", "b a b b b c c c e d d d")
KRIPPENDORFF_C = coders(
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)

# The example of three coders and fifteen units in « Krippendorff’s alpha », Wikipedia, also that of the
# documentation of the krippendorff library.
THREE_CODERS = coders(
    "* * * * * 3 4 1 2 1 1 3 3 * 3",
    "1 * 2 1 3 3 4 3 * * * * * * *",
    "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
)


def test_fleiss_kappa_is_that_of_its_author() -> None:
    """0.430 over the thirty diagnoses of Fleiss (1971), as irr prints it, for 0.556 of pairs alike."""
    counts = counted(DIAGNOSES)
    assert kappa(counts)[0] == pytest.approx(0.430, abs=5e-4)
    assert percent(counts)[0] == pytest.approx(0.5556, abs=5e-5)


def test_fleiss_kappa_of_half_the_diagnoses() -> None:
    """Over the first fifteen, the README of irrCAC prints 0.4139265, for 0.5511111; alpha 0.4204384."""
    counts = counted(DIAGNOSES[:15])
    assert kappa(counts)[0] == pytest.approx(0.4139265, abs=5e-8)
    assert percent(counts)[0] == pytest.approx(0.5511111, abs=5e-8)
    assert alpha(counts)[0] == pytest.approx(0.4204384, abs=5e-8)


def test_fleiss_kappa_of_fourteen_raters() -> None:
    """The example that every program is tried on gives 0.210, for 0.378 of pairs alike."""
    counts = counted(FOURTEEN)
    assert kappa(counts)[0] == pytest.approx(0.210, abs=5e-4)
    assert percent(counts)[0] == pytest.approx(0.378, abs=5e-4)


def test_kappa_with_missing_answers_is_that_of_gwet() -> None:
    """The README of Gwet's irrCAC, on the same four observers (cac.raw4raters): 0.76117, 0.81818 alike."""
    counts = counted(KRIPPENDORFF_C)
    assert kappa(counts)[0] == pytest.approx(0.76117, abs=5e-6)
    assert percent(counts)[0] == pytest.approx(0.81818, abs=5e-6)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [(KRIPPENDORFF_A, 0.095), (KRIPPENDORFF_B, 0.692), (KRIPPENDORFF_C, 0.743), (THREE_CODERS, 0.691)],
    ids=["two values", "several values", "missing answers", "three coders"],
)
def test_alpha_is_that_of_its_author(rows: Rows, expected: float) -> None:
    """The published examples give what those who reprint them print: 0.095, 0.743, 0.691; and 0.692."""
    assert alpha(counted(rows))[0] == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize(
    ("one", "other", "common", "standing"),
    [
        ("ab", "ab", 1, 1),
        ("ab", "abc", 2 / 3, 2 / 3),
        ("a", "abc", 1 / 3, 2 / 3),
        ("ab", "bc", 1 / 3, 1 / 3),
        ("abc", "bcd", 2 / 4, 1 / 3),
        ("ab", "cd", 0, 0),
        ("", "a", 0, 0),
        ("", "", 1, 1),
    ],
)
def test_masi_is_jaccard_times_how_the_sets_stand(
    one: str, other: str, common: float, standing: float
) -> None:
    """As those who cite Passonneau (2006): same 1, one in the other ⅔, overlapping ⅓, apart 0, × Jaccard."""
    assert masi(tuple(one), tuple(other)) == pytest.approx(1 - common * standing)
    assert masi(tuple(other), tuple(one)) == pytest.approx(1 - common * standing)
    assert jaccard(tuple(one), tuple(other)) == pytest.approx(1 - common)


def test_alpha_with_masi_by_hand() -> None:
    """Three units, two raters: {a}/{a,b}, {b}/{b}, {a}/{b}, worked out with a pencil.

    Within: 2·⅔ + 0 + 2·1 = 10/3. Six answers: a 2, b 3, ab 1. Between, both ways: a-b 2·2·3·1 = 12, a-ab
    2·2·1·⅔ = 8/3, b-ab 2·3·1·⅔ = 4, in all 56/3. So alpha = 1 - 5·(10/3)/(56/3) = 6/56.
    """
    rows: Rows = [[("a",), ("a", "b")], [("b",), ("b",)], [("a",), ("b",)]]
    assert alpha(counted(rows), masi)[0] == pytest.approx(6 / 56)


# ── beside other people's programs ───────────────────────────────────────────────────────────────────


def tables(answers: st.SearchStrategy[Answer | None], raters: int = 5) -> st.SearchStrategy[Rows]:
    """Units × raters."""
    return st.lists(st.lists(answers, min_size=raters, max_size=raters), min_size=1, max_size=8)


ONE = st.sampled_from([("a",), ("b",), ("c",), ("d",)])
SETS = st.sets(st.sampled_from("abcd"), min_size=1).map(lambda codes: tuple(sorted(codes)))


@settings(max_examples=60, deadline=None)
@given(tables(ONE))
def test_kappa_is_that_of_statsmodels(rows: Rows) -> None:
    """On random full tables, kappa is that of statsmodels.stats.inter_rater.fleiss_kappa."""
    counts = counted(rows)
    ours = kappa(counts)[0]
    assume(not math.isnan(ours))
    assert ours == pytest.approx(fleiss_kappa(counts.table, method="fleiss"))


@settings(max_examples=80, deadline=None)
@given(tables(st.none() | ONE))
def test_alpha_is_that_of_the_krippendorff_library(rows: Rows) -> None:
    """On random tables with missing answers, nominal alpha is that of the krippendorff library."""
    ours = alpha(counted(rows))[0]
    assume(not math.isnan(ours))
    values = [
        [math.nan if each is None else ord(each[0]) for each in column] for column in zip(*rows, strict=True)
    ]
    theirs = krippendorff.alpha(reliability_data=values, level_of_measurement="nominal")
    assert ours == pytest.approx(theirs)


@settings(max_examples=60, deadline=None)
@given(tables(st.none() | SETS, raters=4))
def test_alpha_of_sets_is_that_of_nltk(rows: Rows) -> None:
    """On random tables of sets with missing answers, alpha with MASI and with Jaccard is that of nltk."""
    counts = counted(rows)
    assume(not math.isnan(alpha(counts)[0]))
    data = [
        (rater, unit, frozenset(each))
        for unit, row in enumerate(rows)
        for rater, each in enumerate(row)
        if each is not None
    ]
    for ours, theirs in ((masi, masi_distance), (jaccard, jaccard_distance), (nominal, _binary)):
        expected = AnnotationTask(data=data, distance=theirs).alpha()
        assert alpha(counts, ours)[0] == pytest.approx(expected)


def _binary(one: frozenset[str], other: frozenset[str]) -> float:
    return float(one != other)


@settings(max_examples=60, deadline=None)
@given(tables(st.none() | ONE))
def test_kappa_with_missing_answers_is_that_of_slow_code(rows: Rows) -> None:
    """On random tables with missing answers, kappa and percent are those of Gwet's formulas read aloud."""
    counts = counted(rows)
    agreed, expected = _slowly(rows)
    if agreed is None:
        assert math.isnan(percent(counts)[0])
        return
    assert percent(counts)[0] == pytest.approx(agreed)
    if expected > 1 - 1e-9:
        assert math.isnan(kappa(counts)[0])
    else:
        assert kappa(counts)[0] == pytest.approx((agreed - expected) / (1 - expected))


def _slowly(rows: Sequence[Sequence[Answer | None]]) -> tuple[float | None, float]:
    answered = [[each for each in row if each is not None] for row in rows]
    pairs = [
        [one == other for at, one in enumerate(row) for other in row[:at]] for row in answered if len(row) > 1
    ]
    if not pairs:
        return None, 0.0
    agreed = sum(sum(each) / len(each) for each in pairs) / len(pairs)
    known = [row for row in answered if row]
    chance = 0.0
    for answer in {each for row in known for each in row}:
        chance += (sum(row.count(answer) / len(row) for row in known) / len(known)) ** 2
    return agreed, chance


# ── what holds whatever the table, and what has no value ─────────────────────────────────────────────


@settings(max_examples=50, deadline=None)
@given(tables(st.none() | SETS), st.randoms(use_true_random=False))
def test_nothing_depends_on_who_answered(rows: Rows, drawn: random.Random) -> None:
    """Raters in another order, or one more who answers nothing, change no coefficient at all."""
    mixed = [drawn.sample(row, len(row)) for row in rows]
    more = [[*row, None] for row in rows]
    for other in (counted(mixed), counted(more)):
        for measure in (percent, kappa, alpha, _masi_alpha):
            assert np.array_equal(measure(counted(rows)), measure(other), equal_nan=True)


def _masi_alpha(counts: object) -> object:
    return alpha(counts, masi)  # type: ignore[arg-type]


@settings(max_examples=50, deadline=None)
@given(tables(st.none() | SETS))
def test_coefficients_stay_where_they_can_be(rows: Rows) -> None:
    """Percent is between 0 and 1, no coefficient over 1; whole agreement is 1 where it has a value."""
    counts = counted(rows)
    agreed = percent(counts)[0]
    assert math.isnan(agreed) or 0 <= agreed <= 1
    for value in (kappa(counts)[0], alpha(counts)[0], alpha(counts, masi)[0], alpha(counts, jaccard)[0]):
        assert math.isnan(value) or value <= 1 + 1e-12
        if agreed == 1 and not math.isnan(value):
            assert value == pytest.approx(1)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[None, None], [None, None]],
        [[("a",)], [("b",)]],
        [[("a",), None], [None, ("b",)]],
        [[("a",), ("a",)], [("a",), ("a",)]],
    ],
    ids=["nothing", "all missing", "one rater", "a single answer in each unit", "no variance"],
)
def test_what_has_no_value_is_nan(rows: Rows) -> None:
    """Where nothing can be compared, or nothing varies, alpha has no value: neither 1, nor 0."""
    assert math.isnan(alpha(counted(rows))[0])
    assert math.isnan(kappa(counted(rows))[0])


def test_units_with_a_single_answer_do_not_count_in_alpha() -> None:
    """Krippendorff leaves a unit with one answer out: adding some changes nothing."""
    lonely: Rows = [[("z",), None, None, None], [None, None, ("y",), None]]
    assert alpha(counted([*KRIPPENDORFF_C, *lonely]))[0] == alpha(counted(KRIPPENDORFF_C))[0]


def test_one_unit_is_at_chance() -> None:
    """In one unit, what is observed is all that is expected: alpha is 0 whatever the answers."""
    assert alpha(counted([[("a",), ("a",), ("b",)]]))[0] == pytest.approx(0)
