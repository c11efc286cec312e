"""Other sets of figures that read exactly as what is shown: what shows that a reader cannot tell.

Every set found serves all the guarded counts at once: where two of them, with the true one, hold a count far
enough apart, nothing more is to be done for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .system import Column, System

if TYPE_CHECKING:
    from numpy import ndarray

_ROUNDS = 14
"""Sets of figures sought for all counts together before the others are looked at one by one."""
_STALE = 0.98
"""A search that leaves more than that of what was open is the last one of its kind."""
_NODES = 40
"""Branches of one such search: what it has not found by then is found count by count."""


class Spread:
    """How far apart each guarded count stands in the sets of figures found so far."""

    def __init__(self, system: System) -> None:
        import numpy
        from scipy.sparse import coo_array

        self.system = system
        self.targets: list[Mapping[int, int]] = [*({each: 1} for each in system.sensitive()), *system.guarded]
        triples = [
            (rank, column, sign) for rank, told in enumerate(self.targets) for column, sign in told.items()
        ]
        rows, columns, signs = zip(*triples, strict=True) if triples else ((), (), ())
        shape = (len(self.targets), len(system.columns))
        self._forms: Any = coo_array((signs, (rows, columns)), shape=shape, dtype=float).tocsr()
        self._across: Any = self._forms.tocsc()
        self._least = numpy.zeros(len(self.targets))
        self._most = numpy.zeros(len(self.targets))
        self._apart = system.threshold - 2

    def guarded(self, target: int) -> bool:
        """Whether that count is far enough apart already."""
        return bool(self._most[target] - self._least[target] >= self._apart)

    def learn(self, near: Sequence[int], moves: Sequence[int]) -> None:
        """Take in a set of figures: what it moves, and by how much."""
        import numpy

        moved = self._across[:, list(near)] @ numpy.asarray(moves, dtype=float)
        numpy.minimum(self._least, moved, out=self._least)
        numpy.maximum(self._most, moved, out=self._most)

    def all_together(self) -> None:
        """Look for sets of figures where as many counts as can be move, with what is hidden already."""
        import numpy

        near = movable(self.system)
        if not near or not self.targets:
            return
        equations = _equations_of(self.system, near)
        across = self._forms.tocsc()[:, near].tocsr()
        chance = numpy.random.default_rng(0)
        before = len(self.targets)
        for turn in range(_ROUNDS):
            open_ = numpy.flatnonzero(self._most - self._least < self._apart)
            if not len(open_) or (turn > 3 and len(open_) > _STALE * before):
                return
            before = len(open_)
            signs = (1, -1)[turn % 2] if turn < 4 else chance.choice((-1, 1), len(open_))
            aims = across[open_].multiply(numpy.broadcast_to(signs, len(open_))[:, None]).tocsr()
            if turn < 2:
                found = _furthest(self.system, near, equations, aims.sum(axis=0), self._apart, nodes=_NODES)
            else:
                found = _together(self.system, near, equations, aims, self._apart)
            if found is not None:
                self.learn(near, found)

    def alone(self, target: int, near: Sequence[int]) -> bool:
        """Whether moving only *near*, all hidden, sets that count far enough apart."""
        import numpy

        near = movable(self.system, near)
        places = {column: rank for rank, column in enumerate(near)}
        aim = numpy.zeros(len(near))
        for column, sign in self.targets[target].items():
            if column in places:
                aim[places[column]] = sign
        if not aim.any():
            return False
        equations = _equations_of(self.system, near)
        for sign in (1, -1):
            found = _furthest(self.system, near, equations, sign * aim, None)
            if found is not None:
                self.learn(near, found)
            if self.guarded(target):
                return True
        return False


def movable(system: System, among: Iterable[int] | None = None) -> list[int]:
    """The hidden columns that no equation holds where they are when only they may move."""
    ranks = range(len(system.columns)) if among is None else among
    free = {rank for rank in ranks if system.columns[rank].hidden}
    left = {
        row: sum(column in free for column in system.rows[row])
        for row in {row for each in free for row in system.rows_of[each]}
    }
    held = [row for row, count in left.items() if count == 1]
    while held:
        row = held.pop()
        for column in [each for each in system.rows[row] if each in free]:
            free.discard(column)
            for other in system.rows_of[column]:
                left[other] -= 1
                if left[other] == 1:
                    held.append(other)
    return sorted(free)


def bounds_of(column: Column, furthest: int) -> int:
    """How far down a column may go, at most *furthest*."""
    return -furthest if column.least is None else max(column.least - column.value, -furthest)


def _equations_of(system: System, near: Sequence[int]) -> Any:
    from scipy.sparse import coo_array

    places = {column: rank for rank, column in enumerate(near)}
    rows: list[int] = []
    across: list[int] = []
    signs: list[int] = []
    lines = sorted({row for column in near for row in system.rows_of[column]})
    for line, row in enumerate(lines):
        for each, sign in system.rows[row].items():
            if each in places:
                rows.append(line)
                across.append(places[each])
                signs.append(sign)
    return coo_array((signs, (rows, across)), shape=(len(lines), len(near)), dtype=float).tocsr()


def _together(
    system: System, near: Sequence[int], equations: Any, aims: Any, enough: int
) -> list[int] | None:
    """The moves that take as many of *aims* as can be, one per line, as far as is *enough*."""
    import numpy
    from scipy.sparse import eye_array, hstack, vstack

    lines, size = aims.shape
    tied = hstack([aims, -eye_array(lines)])
    whole = vstack([hstack([equations, eye_array(equations.shape[0], lines) * 0]), tied]).tocsr()
    far = 4 * system.threshold
    low = [bounds_of(system.columns[each], far) for each in near]
    ceiling = numpy.concatenate([numpy.zeros(equations.shape[0]), numpy.full(lines, numpy.inf)])
    return _solved(
        numpy.concatenate([numpy.zeros(size), -numpy.ones(lines)]),
        ([*low, *[-4 * far] * lines], [far] * size + [enough] * lines),
        (whole, numpy.zeros(len(ceiling)), ceiling),
        size,
        _NODES,
    )


def _furthest(
    system: System,
    near: Sequence[int],
    equations: Any,
    aim: ndarray,
    box: int | None,
    nodes: int | None = None,
) -> list[int] | None:
    """The moves that take *aim* furthest; a sensitive count moves by *box* at most."""
    import numpy

    far = 4 * system.threshold
    reach = [box if box and system.columns[each].sensitive else far for each in near]
    low = [bounds_of(system.columns[each], most) for each, most in zip(near, reach, strict=True)]
    zero = numpy.zeros(equations.shape[0])
    return _solved(-aim, (low, reach), (equations, zero, zero), len(near), nodes)


def _solved(
    cost: ndarray,
    bounds: tuple[Sequence[int], Sequence[int]],
    tied: tuple[Any, ndarray, ndarray],
    size: int,
    nodes: int | None,
) -> list[int] | None:
    """The first *size* unknowns, whole; None where nothing was found, or where rounding does not hold."""
    import numpy
    from scipy.optimize import Bounds, LinearConstraint

    from interview.figures.solver import milp

    matrix, floor, ceiling = tied
    solved = milp(
        cost,
        integrality=[1] * len(cost),
        bounds=Bounds(*bounds),
        constraints=LinearConstraint(matrix, floor, ceiling) if matrix.shape[0] else (),
        options={"mip_rel_gap": 0.05, "node_limit": nodes} if nodes else {},
    )
    if solved.x is None:
        return None
    found = numpy.rint(solved.x[:size]).astype(int)
    equal = floor == ceiling
    held = not (matrix[:, :size] @ found)[equal].any() if matrix.shape[0] else True
    within = (found >= bounds[0][:size]).all() and (found <= bounds[1][:size]).all()
    return found.tolist() if held and within else None
