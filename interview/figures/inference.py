"""What may be said of figures beyond themselves: shares with their interval, links, delays that are not over.

Through scipy (BSD-3), imported when it is needed. Nothing here says why: a link is never a cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from store.figures.counts import Delay
from templates.typography import french

FEW = 20
"""Under so many situations, one more or less moves a share by five points and over: no percentage is
given."""
TOO_FEW = "trop peu de situations"
_RARE = 0.05
_SMALL = 5.0
"""Under this expected count, the χ² is not to be trusted (Cochran, Biometrics 10, 1954)."""
_DRAWS = 9999

Test = Literal["chi2", "yates", "fisher", "tirages", "aucun"]


class Interval(Struct, frozen=True):
    """Bounds between 0 and 1, at 95 %."""

    low: float
    high: float


class Association(Struct, frozen=True, kw_only=True):
    """Whether two ways of sorting the same situations seem linked.

    Attributes:
        test: ``chi2``; ``yates``, the same with the correction of a table of two by two; ``fisher``, exact;
            ``tirages``, the exact test by 9,999 tables drawn under the same margins (always the same ones);
            ``aucun`` where none can be made, and ``reading`` says why.
        statistic, freedom: of the χ², None for the others.
        p: how often chance alone would give differences as large; None without a test.
        expected: what independence would give, empty rows and columns left out.
        reading: one or two French sentences.
    """

    test: Test
    on: int
    reading: str
    statistic: float | None = None
    freedom: int | None = None
    p: float | None = None
    expected: tuple[tuple[float, ...], ...] = ()


class Step(Struct, frozen=True):
    """After so many days, the share that is not over."""

    days: int
    share: float


class Lasting(Struct, frozen=True, kw_only=True):
    """How long until the end, what is not over counted for as long as it has lasted.

    Attributes:
        on, ended: situations; of which ended.
        median: days after which half have ended (the first day on which no more than half is left); None
            where more than half is left at the end of what is known.
        low, high: its bounds at 95 %, None where they are not reached.
        steps: the curve, from (0, 1).
        reading: one French sentence.
    """

    on: int
    ended: int
    reading: str
    median: int | None = None
    low: int | None = None
    high: int | None = None
    steps: tuple[Step, ...] = ()


def interval(n: int, on: int) -> Interval | None:
    """The interval of a share at 95 % (Wilson, 1927), None out of nothing.

    Raises:
        ValueError: *n* is not between 0 and *on*.
    """
    if not 0 <= n <= on:
        raise ValueError(f"{n} sur {on} n’est pas une part")
    if not on:
        return None
    from scipy.stats import binomtest

    found = binomtest(n, on).proportion_ci(method="wilson")
    return Interval(float(found.low), float(found.high))


def association(table: Sequence[Sequence[int]], few: int = FEW) -> Association:
    """Whether rows and columns of *table* seem linked. Each situation must be in one cell only.

    Yates for two by two; where an expected count is too small (under 5 for two by two, else under 1 anywhere
    or under 5 in more than one cell in five), the exact test instead.

    Raises:
        ValueError: rows of different lengths, or a negative count.
    """
    if any(len(row) != len(table[0]) for row in table) or any(n < 0 for row in table for n in row):
        raise ValueError("un tableau a des lignes de même longueur, et aucun compte négatif")
    filled = _filled(table)
    on = sum(map(sum, filled))
    if on < few:
        return _without(on, f"Il y a {TOO_FEW} ({on}) pour dire si les deux sont liés.")
    if len(filled) < 2 or len(filled[0]) < 2:
        return _without(
            on, "Il n’y a rien à comparer : toutes les situations sont sur une seule ligne ou colonne."
        )
    return _tested(filled, on)


def _filled(table: Sequence[Sequence[int]]) -> list[list[int]]:
    rows = [row for row in table if any(row)]
    kept = [rank for rank, column in enumerate(zip(*rows, strict=True)) if any(column)]
    return [[row[rank] for rank in kept] for row in rows]


def _without(on: int, why: str) -> Association:
    return Association(test="aucun", on=on, reading=french(why))


def _tested(table: list[list[int]], on: int) -> Association:
    import numpy
    from scipy.stats import MonteCarloMethod, chi2_contingency, fisher_exact

    square = len(table) == len(table[0]) == 2
    found = chi2_contingency(table, correction=square)
    expected = found.expected_freq
    small = (expected < _SMALL).mean()
    shown = tuple(tuple(float(each) for each in row) for row in expected)
    if small == 0 or (not square and small <= 0.2 and expected.min() >= 1):
        p = float(found.pvalue)
        return Association(
            test="yates" if square else "chi2",
            on=on,
            reading=reading_of(p),
            statistic=float(found.statistic),
            freedom=int(found.dof),
            p=p,
            expected=shown,
        )
    if square:
        p = float(fisher_exact(table).pvalue)
    else:
        draws = MonteCarloMethod(n_resamples=_DRAWS, rng=numpy.random.default_rng(0))
        p = float(fisher_exact(table, method=draws).pvalue)
    test: Test = "fisher" if square else "tirages"
    return Association(test=test, on=on, reading=reading_of(p), p=p, expected=shown)


def reading_of(p: float) -> str:
    """What a p-value says, in plain French."""
    if p >= _RARE:
        return french(
            "Les deux ne semblent pas liés : le hasard seul donnerait souvent des écarts aussi grands "
            f"({_times(p)})."
        )
    return french(
        f"Les deux semblent liés : le hasard seul donnerait rarement des écarts aussi grands ({_times(p)}). "
        "Cela ne dit pas que l’un explique l’autre."
    )


def bare_reading(p: float | None) -> str:
    """The same without a number; None where no test could be made."""
    if p is None:
        return french("Aucun test ne peut être donné.")
    return french(
        "Les deux ne semblent pas liés."
        if p >= _RARE
        else "Les deux semblent liés, sans que cela dise pourquoi."
    )


def _times(p: float) -> str:
    if p < 0.001:
        return "moins d’une fois sur 1 000"
    if p < 0.01:
        return "moins d’une fois sur 100"
    times = round(100 * p)
    return f"environ {times} fois sur 100"


def lasting(delays: Iterable[Delay]) -> Lasting:
    """How long until the end (Kaplan and Meier, Journal of the American Statistical Association 53, 1958)."""
    known = [each for each in delays if each.n]
    ended = sum(each.n for each in known if each.ended)
    on = sum(each.n for each in known)
    if not on:
        return Lasting(on=0, ended=0, reading=french("Aucune durée n’est connue."))
    if not ended:
        return Lasting(
            on=on,
            ended=0,
            steps=(Step(0, 1.0),),
            reading=french("La médiane n’est pas atteinte : aucune situation n’est encore terminée."),
        )
    return _curve(known, on, ended)


def _curve(known: Sequence[Delay], on: int, ended: int) -> Lasting:
    import warnings

    from scipy.stats import CensoredData, ecdf

    survival = ecdf(CensoredData(uncensored=_repeated(known, True), right=_repeated(known, False))).sf
    days = [round(each) for each in survival.quantiles]
    with warnings.catch_warnings():  # the bounds of a share of 0 or 1 are not defined, and scipy says so
        warnings.simplefilter("ignore", RuntimeWarning)
        bounds = survival.confidence_interval(method="log-log")
    median = _first_half(days, survival.probabilities)
    return Lasting(
        on=on,
        ended=ended,
        median=median,
        low=_first_half(days, bounds.low.probabilities),
        high=_first_half(days, bounds.high.probabilities),
        steps=_steps(days, survival.probabilities),
        reading=french(_median_reading(median, on, ended)),
    )


def _repeated(known: Sequence[Delay], ended: bool) -> list[int]:
    return [each.days for each in known if each.ended == ended for _ in range(each.n)]


def _first_half(days: Sequence[int], shares: Iterable[float]) -> int | None:
    return next((day for day, share in zip(days, shares, strict=True) if share <= 0.5 + 1e-12), None)


def _steps(days: Sequence[int], shares: Iterable[float]) -> tuple[Step, ...]:
    steps = [Step(0, 1.0)]
    for day, share in zip(days, shares, strict=True):
        if share < steps[-1].share:
            steps.append(Step(day, float(share)))
    return tuple(steps)


def _over(ended: int) -> str:
    return f"{ended} terminée" if ended < 2 else f"{ended} terminées"


def _median_reading(median: int | None, on: int, ended: int) -> str:
    if median is None:
        return (
            "La médiane n’est pas atteinte : plus de la moitié des situations durent encore au terme de "
            f"ce que l’on sait ({_over(ended)} sur {on})."
        )
    unit = "jour" if median < 2 else "jours"
    return (
        f"La moitié des situations sont terminées au bout de {median} {unit}, celles qui durent encore étant "
        f"comptées pour le temps déjà passé ({_over(ended)} sur {on})."
    )
