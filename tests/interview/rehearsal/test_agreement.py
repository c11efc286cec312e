"""Agreement with its interval and its plain reading: what is said, and when nothing is."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest

from interview.rehearsal.session.counting.agreement import Agreement, agreement
from interview.rehearsal.session.counting.bootstrap import DRAWS, drawn, interval
from interview.rehearsal.session.counting.coefficients import Answer, Counts, alpha, counted, nominal
from interview.rehearsal.session.counting.reading import LEAST_UNITS, decimal, share, times, unseen

A, B, C = ("a",), ("b",), ("c",)
Rows = list[list[Answer | None]]


def measured(rows: Rows, *, sets: bool = False, seed: int = 0) -> Agreement:
    return agreement(rows, item="formes", title="les formes retenues", sets=sets, seed=seed)


def random_rows(units: int, raters: int, right: float, seed: int = 1) -> Rows:
    """Each unit has its true answer, given with probability *right*, else any of the others."""
    held = random.Random(seed)
    answers = [A, B, C, ("d",)]
    truths = [held.choice(answers) for _ in range(units)]
    return [
        [truth if held.random() < right else held.choice(answers) for _ in range(raters)] for truth in truths
    ]


# ── intervals ────────────────────────────────────────────────────────────────────────────────────────


def test_the_interval_is_that_of_units_drawn_again_one_by_one() -> None:
    """The vectorised interval equals the percentiles of alpha recomputed from scratch on each drawn table."""
    rows = random_rows(11, 4, 0.7)
    counts = counted(rows)
    weights = drawn(counts.units, seed=5, draws=300)
    found = interval(weights, lambda taken: alpha(counts, nominal, taken))
    assert found is not None
    again = [
        alpha(counted([row for row, times in zip(rows, draw, strict=True) for _ in range(int(times))]))[0]
        for draw in weights
    ]
    assert (found.low, found.high) == pytest.approx(tuple(np.percentile(again, (2.5, 97.5))))


def test_the_same_seed_draws_the_same_interval() -> None:
    """Figures are the same to the last digit for one seed, and others for another."""
    rows = random_rows(12, 5, 0.7)
    assert measured(rows, seed=3) == measured(rows, seed=3)
    assert measured(rows, seed=3).alpha.interval != measured(rows, seed=4).alpha.interval
    assert measured(rows, seed=3).alpha.value == measured(rows, seed=4).alpha.value


def test_no_interval_of_very_few_units() -> None:
    """Of nine units no interval is given: it would hold the truth less often than it says. Of ten, one."""
    rows = random_rows(10, 15, 0.6)
    assert measured(rows[:9]).alpha.value is not None
    assert measured(rows[:9]).alpha.interval is None
    assert measured(rows).alpha.interval is not None


def test_units_that_one_person_answered_do_not_make_an_interval() -> None:
    """Nine units with several answers and six with a single one are nine to compare: no interval."""
    lonely: Rows = [[B, *[None] * 14] for _ in range(6)]
    found = measured([*random_rows(9, 15, 0.6), *lonely])
    assert (found.units, found.alpha.value is None) == (9, False)
    for each in (found.percent, found.kappa, found.alpha):
        assert each.interval is None


def test_whole_agreement_is_not_said_to_be_certain() -> None:
    """Nobody parts in fifteen varied units: no interval « from 1 to 1 », but what could still be seen."""
    found = measured([[each] * 4 for each in (A, B, C) * 5])
    assert found.alpha.value == pytest.approx(1)
    assert (found.percent.interval, found.kappa.interval, found.alpha.interval) == (None, None, None)
    assert found.trust == "prudence"
    told = " ".join(found.reading)
    assert "dans 18 situations sur 100" in told
    assert not re.search(r"intervalle|Presque toutes|solide", told)


def test_what_could_still_be_seen_is_the_exact_bound() -> None:
    """People who part in that share of situations are all alike in *units* of them 5 times in 100."""
    for units in (10, 20, 30):
        assert (1 - unseen(units) / 100) ** units == pytest.approx(0.05, abs=0.01)


def test_each_draw_takes_as_many_units_as_there_are() -> None:
    """A bootstrap draw has the size of what was seen."""
    weights = drawn(7, seed=0)
    assert weights.shape == (DRAWS, 7)
    assert (weights.sum(axis=1) == 7).all()


def test_no_interval_where_too_many_draws_have_no_value() -> None:
    """One disagreement in fifteen units is missed by a third of the draws: their alpha has no value."""
    rows: Rows = [[A, A, A] for _ in range(14)] + [[A, A, B]]
    found = measured(rows)
    assert found.alpha.value is not None
    assert found.alpha.interval is None
    assert found.trust == "rien"
    assert "Presque toutes les réponses sont les mêmes" in found.reading[0]


@pytest.mark.parametrize(("raters", "right"), [(15, 0.85), (15, 0.95)])
def test_the_interval_holds_the_true_alpha_about_as_often_as_it_says(raters: int, right: float) -> None:
    """With thirty units, between 85 and 100 intervals in 100 hold the alpha of ten thousand units."""
    truth = float(alpha(counted(random_rows(10_000, raters, right, seed=99)))[0])
    held = [_covers(random_rows(30, raters, right, seed), truth) for seed in range(100)]
    assert sum(held) >= 85


def _covers(rows: Rows, truth: float) -> bool:
    counts: Counts = counted(rows)
    found = interval(drawn(counts.units, 0, 400), lambda taken: alpha(counts, nominal, taken))
    return found is not None and found.low <= truth <= found.high


# ── what has no value is said in words ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "Personne n’a répondu"),
        ([[None, None], [None, None]], "Personne n’a répondu"),
        ([[A], [B], [A]], "Une seule personne a répondu"),
        ([[A, None], [B, None]], "Une seule personne a répondu"),
        ([[A, None], [None, B]], "Aucune situation n’a reçu deux réponses"),
        ([[A, A], [A, A]], "Toutes les réponses sont les mêmes"),
        ([[A, B, A]], "Une seule situation a reçu plusieurs réponses"),
        ([[A, B, A], [C, None, None]], "Une seule situation a reçu plusieurs réponses"),
    ],
    ids=[
        "nothing", "all missing", "one rater", "one who answered nothing", "single answers", "no variance",
        "one unit", "one unit and a lonely answer",
    ],
)  # fmt: skip
def test_what_has_no_value_says_why(rows: Rows, said: str) -> None:
    """A coefficient that is not defined is None with a sentence: never 1, 0 nor nan."""
    found = measured(rows, sets=True)
    for estimate in (found.kappa, found.alpha, found.masi, found.jaccard):
        assert estimate is not None
        assert (estimate.value, estimate.interval) == (None, None)
        assert estimate.undefined.startswith(said)
    assert found.trust == "rien"
    assert any(line.startswith(said) for line in found.reading)
    assert not re.search(r"nan|None", " ".join(found.reading))


def test_identical_answers_agree_entirely_and_have_no_coefficient() -> None:
    """When everybody answers the same everywhere, percent is 1, without a coefficient."""
    found = measured([[A, A, A] for _ in range(20)])
    assert found.percent.value == 1
    assert found.main.value is None
    assert "ont donné la même réponse" in found.reading[0]
    assert found.reading[1] == found.main.undefined


def test_a_lonely_answer_does_not_make_agreement() -> None:
    """Whole agreement on varied units is 1; a unit that only one person answered changes nothing of it."""
    found = measured([[A, A], [B, B], [None, C]])
    assert found.alpha.value == pytest.approx(1)
    assert found.units == 2
    assert found.raters == 2
    assert found.answers == 4


# ── what is said of the numbers ──────────────────────────────────────────────────────────────────────


def test_few_units_mean_nothing() -> None:
    """Under ten situations the first sentence says that the numbers mean nothing, and no verdict follows."""
    found = measured(random_rows(LEAST_UNITS - 1, 15, 0.9))
    assert found.trust == "rien"
    assert "9 situations à comparer" in found.reading[0]
    assert "trop peu" in found.reading[0]
    assert len(found.reading) == 2
    assert not any("alpha" in line for line in found.reading)


def test_a_solid_agreement_is_said_from_the_low_bound() -> None:
    """The group is said to read cases alike only where the whole interval is over .800."""
    found = measured(random_rows(30, 15, 0.98))
    assert found.trust == "utilisable"
    assert found.alpha.interval is not None
    assert found.alpha.interval.low >= 0.8
    assert any("Même au plus bas" in line for line in found.reading)


def test_a_weak_agreement_is_said_from_the_high_bound() -> None:
    """Where the whole interval is under .667, the reading sends to the questions that divide."""
    found = measured(random_rows(30, 15, 0.6))
    assert any("Même au plus haut" in line for line in found.reading)


def test_a_wide_interval_does_not_decide() -> None:
    """An interval from under .667 to over .800 is said to be too wide, and is read with care."""
    found = measured(random_rows(12, 3, 0.88, seed=4))
    assert found.alpha.interval is not None
    assert found.alpha.interval.low < 0.667 < 0.8 <= found.alpha.interval.high
    assert found.trust == "prudence"
    assert any("trop large pour trancher" in line for line in found.reading)
    assert any("3 participants" in line for line in found.reading)


def test_a_low_coefficient_under_a_high_percent_is_explained() -> None:
    """Where one answer takes nearly all, a low alpha is not called a disagreement (Feinstein 1990)."""
    rows: Rows = [[A] * 9 + [B if unit % 2 else A] for unit in range(24)]
    found = measured(rows)
    assert found.percent.value is not None
    assert found.percent.value > 0.85
    assert found.alpha.value is not None
    assert found.alpha.value < 0.1
    assert any("revient presque partout" in line for line in found.reading)
    assert not any("dépend trop" in line for line in found.reading)
    assert found.trust == "prudence"


def test_a_low_coefficient_without_interval_is_explained_too() -> None:
    """One disagreement in fifteen like units: a coefficient near 0 is not left alone by 99 pairs in 100."""
    found = measured([[A] * 9] * 14 + [[*[A] * 8, B]])
    assert found.alpha.interval is None
    assert "99 fois sur 100" in found.reading[1]
    assert "une réponse revient presque partout" in found.reading[-1]


def test_contradicting_one_another_is_said_only_where_the_whole_interval_is_under_chance() -> None:
    """A coefficient a hair under 0 is not called a contradiction; one well under 0 is."""
    rare: Rows = [[A] * 9 + [B if unit % 2 else A] for unit in range(24)]
    found = measured(rare)
    assert found.alpha.value is not None
    assert found.alpha.value < 0
    assert not any("se contredit" in line for line in found.reading)
    opposed = measured([[A, B]] * 12 + [[B, C]] * 6 + [[A, C]] * 6)
    assert any("se contredit" in line for line in opposed.reading)


def test_each_verdict_says_what_it_is_about() -> None:
    """Read one after the other, two verdicts that are alike are both kept: each names its item."""
    rows = random_rows(30, 15, 0.6)
    forms = agreement(rows, item="formes", title="les formes retenues")
    certainty = agreement(rows, item="certitude", title="la certitude")
    verdicts = [line for each in (forms, certainty) for line in each.reading if "Même au plus haut" in line]
    assert len(set(verdicts)) == 2


def test_no_label_of_a_scale_of_adjectives() -> None:
    """Whatever the numbers, none of the labels of Landis and Koch is given."""
    labels = re.compile(r"substantiel|modéré|médiocre|presque parfait|passable", re.IGNORECASE)
    for right in (0.2, 0.5, 0.7, 0.8, 0.9, 0.99):
        for units in (5, 12, 30):
            assert not labels.search(" ".join(measured(random_rows(units, 6, right)).reading))


@pytest.mark.parametrize(
    ("value", "decimals", "shared", "timed"),
    [
        (0.614, "0,61", "61\u202f%", "61 fois sur 100"),
        (-0.001, "0,00", None, None),
        (-0.456, "−0,46", None, None),
        (0.999, "1,00", "99\u202f%", "99 fois sur 100"),
        (0.001, "0,00", "1\u202f%", "1 fois sur 100"),
        (1 - 1e-16, "1,00", "100\u202f%", "toujours"),
        (0.0, "0,00", "0\u202f%", "jamais"),
    ],
)
def test_numbers_are_written_in_french(
    value: float, decimals: str, shared: str | None, timed: str | None
) -> None:
    """A comma, a true minus, never « −0,00 »; « toujours » and « jamais » only where it is so."""
    assert decimal(value) == decimals
    if shared is not None:
        assert share(value) == shared
        assert times(value) == timed
