"""Which counts to hide, so that no reader who subtracts comes to know a small one.

**What is hidden first**: every count from 1 to the threshold less one. A zero is shown: it is about
nobody, and hiding it would hide most of a table. So a reader knows that what is hidden is 1 at least, and
we reckon with it.

**What is hidden besides**: as little as needed for this to hold: *of any small count, a reader who knows
all that is shown, here and in the earlier releases, and how the counts are tied together, cannot narrow
the possible values to fewer than the threshold less one* (no nearer than « between 1 and 4 »). The same
for the counts that a subtraction gives and that no table shows: the rest of a whole, the overlap of
several answers, what came between two editions. Where several cells would do as well, a secret of the base
chooses: a reader who knows these rules too cannot tell why one was hidden rather than another.

**One word for both**: « masqué ». Saying « moins de 5 » of some would tell that the others are 5 or more:
with a total of 6, « moins de 5 » beside « masqué » is 1 beside 5.

Several releases that share nothing and stand within another (four quarters and their year, the services and
the whole) are added up as a reader would, whichever came first.

What is *not* covered: somebody who took part and subtracts what they know of themselves; releases whose
periods overlap without one being within the other.

For each small count we look for two other sets of figures, whole and possible, that read exactly as what
is shown and in which that count is far enough apart; the cells that differ between them must be hidden.
The cheapest such pair is a small integer programme (Fischetti and Salazar, « Solving the cell suppression
problem on tabular data with linear constraints », Management Science 47, 2001; here solved one count after
the other), by HiGHS through scipy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .system import Column, System, system_of
from .tables import THRESHOLD, Cell, Earlier, Relation, Release
from .witness import Spread, bounds_of

if TYPE_CHECKING:
    from numpy import ndarray

_REACHES = (2, 4, 8, None)
"""How far from a count we look for others to hide, in relations: near first, which is quick and hides
little."""

_HIDDEN_REACHES = (2, 4, 8, None)
"""The same among what is hidden already, which costs nothing: further."""


class Masking(Struct, frozen=True, kw_only=True):
    """What is not to be shown.

    Attributes:
        hidden: names of the cells not to show; whatever rests on one of them is not to be shown either.
        small: how many of them are small; the others (``further``) are hidden to guard these.
        floors: for hidden cells that an earlier release showed, within the new one: « au moins … ».
        exposed: names of cells that the earlier releases already give away: nothing can be done any more.
            ``(…)`` is a count that no table shows.
    """

    hidden: frozenset[str]
    small: int
    further: int
    floors: dict[str, int]
    exposed: tuple[str, ...] = ()


def mask(
    cells: Iterable[Cell],
    relations: Iterable[Relation] = (),
    *,
    threshold: int = THRESHOLD,
    already_published: Sequence[Earlier] = (),
    secret: bytes = b"",
) -> Masking:
    """The cells of a release not to show; the same each time, for the same counts and the same *secret*.

    Raises:
        ValueError: a relation that does not hold, or names no cell; a threshold under 2.
    """
    if threshold < 2:
        raise ValueError("le seuil est au moins 2")
    release = Release(tuple(cells), tuple(relations))
    if (before := _same_as_before(release, threshold, already_published)) is not None:
        small = sum(0 < each.value < threshold for each in release.cells)
        return Masking(hidden=before, small=small, further=len(before) - small, floors={})
    system = system_of(release, threshold, already_published, secret)
    exposed = _Guard(system).guard()
    own = system.columns[: len(release.cells)]
    hidden = frozenset(each.name for each in own if each.hidden)
    small = sum(system.small(each.value) for each in own)
    return Masking(
        hidden=hidden,
        small=small,
        further=len(hidden) - small,
        floors=_floors(own, already_published),
        exposed=tuple(system.name_of(each) for each in exposed),
    )


def _same_as_before(release: Release, threshold: int, earlier: Sequence[Earlier]) -> frozenset[str] | None:
    """What was hidden when these very counts went out: hiding it again tells nobody anything new."""
    for each in reversed(earlier):
        known = each.release
        same = known.cells == release.cells and known.relations == release.relations
        if same and each.threshold == threshold and each.nesting != "ailleurs":
            return known.hidden
    return None


def _floors(own: Iterable[Column], earlier: Iterable[Earlier]) -> dict[str, int]:
    floors: dict[str, int] = {}
    shown = [
        {cell.name: cell.value for cell in each.release.cells if cell.name not in each.release.hidden}
        for each in earlier
        if each.nesting == "dedans"
    ]
    for column in own:
        known = [each[column.name] for each in shown if 0 < each.get(column.name, 0) <= column.value]
        if column.hidden and known:
            floors[column.name] = max(known)
    return floors


class _Guard:
    """Hides what guards each small count: all those that can be told safe together, then one by one."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.spread = Spread(system)

    def guard(self) -> list[Mapping[int, int]]:
        """Hide what must be; what nothing can guard any more."""
        targets = self.spread.targets
        self.spread.all_together()
        values = [self.system.value_of(each) for each in targets]
        order = sorted(range(len(targets)), key=lambda each: (-abs(values[each]), each))
        return [targets[each] for each in order if not self._guarded(each)]

    def _guarded(self, target: int) -> bool:
        if self.spread.guarded(target):
            return True
        columns = sorted(self.spread.targets[target])
        tied = 0
        for reach in _HIDDEN_REACHES:
            near = self.system.around(columns, reach, hidden_only=True)
            if len(near) != tied and self.spread.alone(target, near):
                return True
            tied = len(near)
        return self._hide(target, columns, tied)

    def _hide(self, target: int, columns: Sequence[int], tied: int) -> bool:
        """What is hidden already does not do: hide more, as near as can be."""
        seen = 0
        for reach in _REACHES:
            near = self.system.around(columns, reach)
            if len(near) in (tied, seen):
                continue
            seen = len(near)
            moves = apart(self.system, self.spread.targets[target], near, self.system.threshold - 2)
            if moves is not None:
                self._keep(near, moves)
                return True
        return False

    def _keep(self, near: Sequence[int], moves: Sequence[tuple[int, int]]) -> None:
        for rank, (down, up) in zip(near, moves, strict=True):
            if down or up:
                self.system.columns[rank].hidden = True
        for way in zip(*moves, strict=True):
            self.spread.learn(near, way)


def apart(
    system: System, target: Mapping[int, int], near: Sequence[int], distance: int
) -> list[tuple[int, int]] | None:
    """How each column of *near* moves in two sets of figures where *target* is *distance* apart.

    The cheapest pair: what is not hidden yet and moves will have to be. None where there is no such pair.
    """
    import numpy
    from scipy.optimize import Bounds, LinearConstraint

    from interview.figures.solver import milp

    size = len(near)
    columns = [system.columns[each] for each in near]
    furthest = 4 * system.threshold
    low = [bounds_of(each, furthest) for each in columns]
    shown = [rank for rank, each in enumerate(columns) if not each.hidden]
    matrix, floor, ceiling = _equations(system, near, shown, low, furthest)
    wide = numpy.zeros(matrix.shape[1])
    places = {column: rank for rank, column in enumerate(near)}
    for column, sign in target.items():
        if column in places:
            wide[places[column]], wide[size + places[column]] = -sign, sign
    cost = numpy.concatenate([numpy.zeros(2 * size), [columns[rank].cost for rank in shown]])
    solved = milp(
        cost,
        integrality=numpy.ones(len(cost)),
        bounds=Bounds(
            numpy.concatenate([low, low, numpy.zeros(len(shown))]),
            numpy.concatenate([numpy.full(2 * size, furthest), numpy.ones(len(shown))]),
        ),
        constraints=[
            LinearConstraint(matrix, floor, ceiling),
            LinearConstraint(wide[None, :], distance, numpy.inf),
        ],
    )
    if solved.x is None:
        return None
    found = numpy.rint(solved.x).astype(int)
    return list(zip(found[:size].tolist(), found[size : 2 * size].tolist(), strict=True))


def _equations(
    system: System, near: Sequence[int], shown: Sequence[int], low: Sequence[int], furthest: int
) -> tuple[Any, ndarray, ndarray]:
    """The equations over both sets, then « a cell that moves is hidden »."""
    import numpy
    from scipy.sparse import coo_array

    size, places = len(near), {column: rank for rank, column in enumerate(near)}
    triples: list[tuple[int, int, int]] = []
    line = 0
    for row in sorted({row for column in near for row in system.rows_of[column]}):
        for shift in (0, size):
            triples += [
                (line, shift + places[each], sign)
                for each, sign in system.rows[row].items()
                if each in places
            ]
            line += 1
    equal = line
    for choice, rank in enumerate(shown):
        for shift in (0, size):
            triples += [(line, shift + rank, 1), (line, 2 * size + choice, -furthest)]
            triples += [(line + 1, shift + rank, -1), (line + 1, 2 * size + choice, low[rank])]
            line += 2
    rows, across, values = zip(*triples, strict=True) if triples else ((), (), ())
    matrix = coo_array((values, (rows, across)), shape=(line, 2 * size + len(shown)))
    floor = numpy.full(line, -numpy.inf)
    floor[:equal] = 0
    return matrix.tocsr(), floor, numpy.zeros(line)
