"""How far participants agree on one thing over the situations of a session. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from interview.rehearsal.given import Moment
from interview.rehearsal.session.counting import bootstrap, coefficients
from interview.rehearsal.session.counting.bootstrap import Interval
from interview.rehearsal.session.counting.coefficients import Answer, Counts
from templates.typography import french

if TYPE_CHECKING:
    from interview.rehearsal.session.counting.coefficients import Reals

Trust: TypeAlias = Literal["rien", "prudence", "utilisable"]
"""Too few to mean anything; to be read with care; of use."""

_NO_WIDTH = 1e-9

Cells: TypeAlias = Sequence[Sequence[Answer | None]]
"""Units × raters."""


class Estimate(Struct, frozen=True):
    """One coefficient.

    Attributes:
        value: None where it is not defined; ``undefined`` then says why, in French.
        interval: None where it is not defined, or where it cannot be told how far it could be otherwise.
    """

    value: float | None = None
    interval: Interval | None = None
    undefined: str = ""


class Agreement(Struct, frozen=True, kw_only=True):
    """How far participants agree on one thing.

    Attributes:
        item: ``formes``, ``raisons``, ``certitude``, or a question.
        title: the same in words, with its article (« les formes retenues »).
        sets: whether an answer may hold several codes.
        units: situations with two answers at least; ``raters``: participants who answered in one of them.
        answers: answers in those situations.
        percent: share of pairs of participants who answered alike, mean over situations, between 0 and 1.
        kappa: of Fleiss, generalised to missing answers by Gwet: answers alike or not.
        alpha: of Krippendorff, nominal: answers alike or not.
        masi, jaccard: alpha with a distance between sets; None where an answer is one code.
        trust: how much may be read in it.
        reading: plain French sentences, the most important first.
    """

    item: str
    title: str
    moment: Moment
    sets: bool
    units: int
    raters: int
    answers: int
    percent: Estimate
    kappa: Estimate
    alpha: Estimate
    masi: Estimate | None = None
    jaccard: Estimate | None = None
    trust: Trust = "rien"
    reading: tuple[str, ...] = ()

    @property
    def main(self) -> Estimate:
        """The coefficient that is read: alpha, with MASI for sets."""
        return self.masi or self.alpha


def agreement(
    cells: Cells,
    *,
    item: str,
    title: str,
    moment: Moment = "avant",
    sets: bool = False,
    seed: int = 0,
    draws: int = bootstrap.DRAWS,
) -> Agreement:
    """The agreement in *cells*, with its intervals and its reading.

    Args:
        seed: the same seed draws the same intervals.
        draws: 0 for no interval.
    """
    from interview.rehearsal.session.counting.reading import read

    counts = coefficients.counted(cells)
    weights = bootstrap.drawn_of(counts, seed, draws)
    paired = [row for row in cells if sum(each is not None for each in row) > 1]
    raters = sum(any(each is not None for each in column) for column in zip(*paired, strict=True))

    def estimated(measure: Measure, why: str) -> Estimate:
        return estimate(counts, weights, measure, why)

    why = undefined(cells)
    pairs = "" if paired else why
    made = Agreement(
        item=item,
        title=title,
        moment=moment,
        sets=sets,
        units=counts.paired,
        raters=raters,
        answers=sum(each is not None for row in paired for each in row),
        percent=estimated(coefficients.percent, pairs),
        kappa=estimated(coefficients.kappa, why),
        alpha=estimated(_alpha(coefficients.nominal), why),
        masi=estimated(_alpha(coefficients.masi), why) if sets else None,
        jaccard=estimated(_alpha(coefficients.jaccard), why) if sets else None,
    )
    return read(made)


Measure: TypeAlias = "Callable[[Counts, Reals | None], Reals]"


def _alpha(distance: coefficients.Distance) -> Measure:
    return lambda counts, weights: coefficients.alpha(counts, distance, weights)


def estimate(counts: Counts, weights: Reals, measure: Measure, why: str) -> Estimate:
    """The value of *measure* with its interval; without either where *why* says it is not defined.

    Without an interval too where every draw gives the same value (nobody parted anywhere): « from 1 to 1 »
    would say that nothing else could have been seen.
    """
    if why:
        return Estimate(undefined=why)
    value = float(measure(counts, None)[0])
    bounds = bootstrap.interval(weights, lambda drawn: measure(counts, drawn))
    return Estimate(value, None if bounds is None or bounds.width < _NO_WIDTH else bounds)


def undefined(cells: Cells) -> str:
    """Why a coefficient that takes chance away has no value here, in French; "" where it has one.

    One unit is among the reasons: there, what is observed is all that is expected, and alpha is 0 by
    construction. No variance is another: the formula divides nothing by nothing, and programs write 1, 0 or
    nan.
    """
    return french(_why_undefined(cells))


def _why_undefined(cells: Cells) -> str:
    rows = [[each for each in row if each is not None] for row in cells]
    if not any(rows):
        return "Personne n’a répondu : il n’y a rien à comparer."
    if sum(any(each is not None for each in column) for column in zip(*cells, strict=True)) < 2:
        return "Une seule personne a répondu : il n’y a personne avec qui la comparer."
    paired = [row for row in rows if len(row) > 1]
    if not paired:
        return "Aucune situation n’a reçu deux réponses : il n’y a rien à comparer."
    if len({each for row in paired for each in row}) == 1:
        return (
            "Toutes les réponses sont les mêmes, partout : l’accord est entier, mais on ne peut pas le "
            "comparer à ce que donnerait le hasard."
        )
    if len(paired) < 2:
        return (
            "Une seule situation a reçu plusieurs réponses : on ne peut pas comparer l’accord à ce que "
            "donnerait le hasard."
        )
    return ""
