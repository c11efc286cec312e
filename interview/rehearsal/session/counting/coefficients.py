"""Coefficients of agreement on a table of units × raters where answers may be missing. Pure.

An answer is a tuple of codes, sorted: one code for a choice, several for a set, none for the empty set. A
missing answer is None. Nothing of a coefficient depends on who answered, only on how many gave each answer
in each unit: the table is first counted (:func:`counted`), and each unit weighs as much as it is drawn.

- percent: mean over units of the share of pairs of raters who answered alike (the P̄ of Fleiss, 1971);
- kappa: Fleiss, « Measuring nominal scale agreement among many raters », Psychological Bulletin 76(5), 1971,
  378-382; with another number of answers in each unit, as Gwet’s R package irrCAC, whose code was read and
  which says to follow his Handbook of Inter-Rater Reliability (4th ed., 2014): chance is the mean over units
  of the shares of answers in each, units with one answer included; agreement is the mean over units with two
  answers at least;
- alpha: Krippendorff, « Computing Krippendorff’s Alpha-Reliability », 2011: units with one answer are left
  out, the distance between answers is 0 or 1 (nominal), or one between sets;
- distance between sets: MASI (Passonneau, « Measuring agreement on set-valued items », LREC 2006), or that of
  Jaccard. The distance enters alpha as it is, not squared, as nltk does.

Libraries were looked at first. krippendorff (0.9) is under the GPL, which this program cannot ship; nltk
(Apache-2.0) has alpha and MASI but takes 0.9 s to import, walks in Python, and calls « 1 » what is undefined;
statsmodels (BSD-3) has Fleiss only, no missing answer, and brings pandas (1.9 s to import); irrCAC asks for
one old scipy; simpledorff and disagree are no longer kept up. None draws again in one go. So the formulas are
here, over numpy, and the tests compare them with those libraries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Reals: TypeAlias = NDArray[np.float64]

Answer: TypeAlias = tuple[str, ...]
Distance: TypeAlias = Callable[[Answer, Answer], float]
_NOTHING = 1e-12


@dataclass(frozen=True)
class Counts:
    """How many raters gave each answer in each unit.

    Attributes:
        table: units × answers, whole numbers as reals; a unit without one answer is left out.
        answers: what the columns are, sorted, so that no order of raters changes anything.
    """

    table: Reals
    answers: tuple[Answer, ...]

    @property
    def units(self) -> int:
        """Units with one answer at least."""
        return int(self.table.shape[0])

    @property
    def given(self) -> Reals:
        """Answers of each unit."""
        given: Reals = self.table.sum(axis=1)
        return given

    @property
    def paired(self) -> int:
        """Units with two answers at least: those where people can agree."""
        return int((self.given >= 2).sum())


def counted(rows: Iterable[Sequence[Answer | None]]) -> Counts:
    """The table of *rows*, one row for each unit, one cell for each rater, None where missing."""
    import numpy as np

    kept = [[each for each in row if each is not None] for row in rows]
    kept = [row for row in kept if row]
    answers = tuple(sorted({each for row in kept for each in row}))
    columns = {answer: rank for rank, answer in enumerate(answers)}
    table = np.zeros((len(kept), len(answers)))
    for rank, row in enumerate(kept):
        for each in row:
            table[rank, columns[each]] += 1
    return Counts(table, answers)


def nominal(one: Answer, other: Answer) -> float:
    """0 for the same answer, 1 for any other."""
    return float(one != other)


def jaccard(one: Answer, other: Answer) -> float:
    """One less the share of codes in common among all codes of both; 0 between two empty sets."""
    first, second = set(one), set(other)
    union = len(first | second)
    return 1 - len(first & second) / union if union else 0.0


def masi(one: Answer, other: Answer) -> float:
    """One less Jaccard’s share times how the sets stand to one another (Passonneau, 2006).

    The same: 1; one inside the other: ⅔; something in common, and something apart in each: ⅓; else 0. Two
    empty sets are the same; an empty set and another have nothing in common. Read in programs that cite her,
    not in the paper: nltk (0.67 and 0.33 in old versions), and Statistics::Krippendorff, which says that it
    puts right slips of the printed examples, with her word. DKPro multiplies the distance of Jaccard itself,
    by 0, ⅓, ⅔ and 1, which is another distance.
    """
    first, second = set(one), set(other)
    if first == second:
        return 0.0
    common = first & second
    if not common:
        return 1.0
    standing = 2 / 3 if common in (first, second) else 1 / 3
    return 1 - standing * len(common) / len(first | second)


def distances(answers: Sequence[Answer], distance: Distance) -> Reals:
    """The distance of each answer to each: square, 0 on the diagonal."""
    import numpy as np

    size = len(answers)
    made = np.zeros((size, size))
    for rank, one in enumerate(answers):
        for other in range(rank):
            made[rank, other] = made[other, rank] = distance(one, answers[other])
    return made


def percent(counts: Counts, weights: Reals | None = None) -> Reals:
    """Mean over units of the share of pairs alike, one value for each row of *weights*; nan where undefined.

    Args:
        weights: draws × units, how many times each unit is taken; once each by default.
    """
    import numpy as np

    weights = _weights(counts, weights)
    given, paired = counts.given, counts.given >= 2
    with np.errstate(invalid="ignore", divide="ignore"):
        alike = np.where(paired, ((counts.table**2).sum(axis=1) - given) / (given * (given - 1)), 0.0)
        held: Reals = (weights @ alike) / (weights @ paired)
    return held


def kappa(counts: Counts, weights: Reals | None = None) -> Reals:
    """Fleiss’ kappa as generalised by Gwet, one value for each row of *weights*; nan where undefined.

    Undefined where no unit has two answers, and where all answers are the same: there is nothing that chance
    could have done otherwise.
    """
    import numpy as np

    weights = _weights(counts, weights)
    observed = percent(counts, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = weights @ (counts.table / counts.given[:, None]) / weights.sum(axis=1)[:, None]
        room = 1 - (shares**2).sum(axis=1)
        held: Reals = np.where(room > _NOTHING, 1 - (1 - observed) / room, np.nan)
    return held


def alpha(counts: Counts, distance: Distance = nominal, weights: Reals | None = None) -> Reals:
    """Krippendorff’s alpha, one value for each row of *weights*; nan where undefined.

    Undefined where no unit has two answers, and where all answers that can be paired are the same. One unit
    alone gives 0 whatever its answers: what is observed is then what is expected.
    """
    import numpy as np

    weights = _weights(counts, weights)
    apart = distances(counts.answers, distance)
    paired = counts.given >= 2
    table = counts.table * paired[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        within = np.where(paired, ((table @ apart) * table).sum(axis=1) / (counts.given - 1), 0.0)
        margins = weights @ table
        between = ((margins @ apart) * margins).sum(axis=1)
        all_given = margins.sum(axis=1)
        held: Reals = np.where(between > _NOTHING, 1 - (all_given - 1) * (weights @ within) / between, np.nan)
    return held


def _weights(counts: Counts, weights: Reals | None) -> Reals:
    import numpy as np

    return np.ones((1, counts.units)) if weights is None else weights
