"""What a reader could find out: the possible values of each count that is not shown, exactly."""

from __future__ import annotations

from collections.abc import Sequence

from .system import System, system_of
from .tables import THRESHOLD, Earlier, Release

_FAR = 10_000


def audit(
    release: Release, *, threshold: int = THRESHOLD, already_published: Sequence[Earlier] = ()
) -> dict[str, tuple[int, int]]:
    """The least and the greatest value that each hidden cell of *release* can have, for who knows the rest.

    The small cells are taken as hidden, said or not. Ten thousand away from its value is « anything ».
    """
    system = system_of(release, threshold, already_published)
    return {
        column.name: _bounds(system, rank)
        for rank, column in enumerate(system.columns[: len(release.cells)])
        if column.hidden
    }


def _bounds(system: System, target: int) -> tuple[int, int]:
    import numpy
    from scipy.optimize import Bounds, LinearConstraint

    from interview.figures.solver import milp

    hidden = [rank for rank, each in enumerate(system.columns) if each.hidden]
    places = {column: rank for rank, column in enumerate(hidden)}
    matrix = numpy.zeros((len(system.rows), len(hidden)))
    known = numpy.zeros(len(system.rows))
    for line, row in enumerate(system.rows):
        for column, sign in row.items():
            if column in places:
                matrix[line, places[column]] = sign
            else:
                known[line] -= sign * system.columns[column].value
    columns = [system.columns[each] for each in hidden]
    low = [each.value - _FAR if each.least is None else each.least for each in columns]
    found = []
    for sign in (1, -1):
        aim = numpy.zeros(len(hidden))
        aim[places[target]] = sign
        solved = milp(
            aim,
            integrality=numpy.ones(len(hidden)),
            bounds=Bounds(low, [each.value + _FAR for each in columns]),
            constraints=LinearConstraint(matrix, known, known),
        )
        found.append(round(sign * solved.fun))
    return found[0], found[1]
