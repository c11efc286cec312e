"""How far a coefficient could have been otherwise: percentile intervals, units being drawn again. Pure.

As Zapf, Castell, Morawietz and Karch (« Measuring inter-rater reliability for nominal data », BMC Medical
Research Methodology 16:93, 2016), who find that it covers what it should for kappa and for alpha, where the
asymptotic interval of Fleiss and the drawing of Krippendorff (2006) do not: whole units are drawn with their
answers, so that what ties the answers of one unit stays. The interval speaks of other cases given to the
same people; not of other people. Situations of one case are drawn each for itself, though they share a story:
where many cases have several, the true interval is a little wider.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from interview.rehearsal.session.coefficients import Reals

DRAWS = 2000
"""Twice those of Zapf et al.: bounds then move by about one hundredth from one seed to another."""
LEAST_UNITS = 5
"""Under so many no interval is given: with four, it holds the true value 59 to 76 times in 100 (simulated as
is told in ``reading``), and would mislead."""
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
