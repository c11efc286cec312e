"""How far a coefficient could have been otherwise: percentile intervals, units being drawn again. Pure.

As Zapf, Castell, Morawietz and Karch (« Measuring inter-rater reliability for nominal data », BMC Medical
Research Methodology 16:93, 2016), who find that it covers about what it should for kappa and for alpha, where
the asymptotic interval of Fleiss does not (read in the abstract), nor, with a hundred units, the drawing of
Krippendorff (2006, out of the table of coincidences; read in a quotation of their text): whole units are
drawn with their answers, so that what ties the answers of one unit stays. A session has fewer units than
that; what the interval is then worth was simulated (``reading.LEAST_UNITS``). Hughes (« Toward improved
inference for Krippendorff’s Alpha », arXiv 2210.13265, 2022, abstract) finds it poor with few units, and a
jackknife better.

The interval speaks of other cases given to the same people; not of other people. Situations of one case are
drawn each for itself, though they share a story: where many cases have several, the true interval is a little
wider.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from interview.rehearsal.session.counting.coefficients import Counts, Reals

DRAWS = 2000
"""Bounds then move by about one hundredth from one seed to another."""
LEAST_UNITS = 10
"""Under so many units with two answers no interval is given: with five, what is called an interval of 95 %
holds the true value 50 to 84 times in 100, with seven 64 to 90 (simulated as is told in ``reading``)."""
_MOST_UNDEFINED = 0.05
"""Beyond that share of draws without a value, percentiles of the others would be of something else."""


class Interval(Struct, frozen=True):
    """Bounds at 95 %.

    Attributes:
        undefined: share of draws that had no value (all the answers drawn were the same), left out.
    """

    low: float
    high: float
    undefined: float = 0.0

    @property
    def width(self) -> float:
        """From one bound to the other."""
        return self.high - self.low


def drawn(units: int, seed: int, draws: int = DRAWS) -> Reals:
    """How many times each unit is taken in each draw (draws × units): the same for the same arguments."""
    import numpy as np

    generator = np.random.default_rng(abs(seed))
    if not units or not draws:
        return np.ones((0, units))
    return generator.multinomial(units, np.full(units, 1 / units), size=draws).astype(float)


def drawn_of(counts: Counts, seed: int, draws: int = DRAWS) -> Reals:
    """Draws of the units of *counts*; none where too few of them have two answers: others tell nothing."""
    return drawn(counts.units, seed, draws if counts.paired >= LEAST_UNITS else 0)


def interval(weights: Reals, measure: Callable[[Reals], Reals]) -> Interval | None:
    """The interval of *measure* over these draws; None where there are too few units or values.

    Args:
        measure: from draws × units to one value for each draw, nan where undefined.
    """
    import numpy as np

    draws, units = weights.shape
    if units < LEAST_UNITS or not draws:
        return None
    values = measure(weights)
    known = values[~np.isnan(values)]
    undefined = 1 - len(known) / draws
    if not len(known) or undefined > _MOST_UNDEFINED:
        return None
    low, high = np.percentile(known, (2.5, 97.5))
    return Interval(float(low), float(high), undefined)
