"""A reader who subtracts: knows what is shown, how counts are tied, and tries every value. Written on its
own.

Nothing here comes from the code under test but the plain structs of a release.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp

from interview.figures.tables import Earlier, Release

Terms = dict[tuple[int, str], int]
REACH = 9


class Reader:
    """What a reader knows of one release and of those before it; unknown are the hidden cells, 1 at least."""

    def __init__(self, release: Release, earlier: Sequence[Earlier] = ()) -> None:
        self.releases = [release, *(each.release for each in earlier)]
        self.true = {
            (rank, cell.name): cell.value for rank, each in enumerate(self.releases) for cell in each.cells
        }
        self.unknown = [
            (rank, name) for rank, each in enumerate(self.releases) for name in sorted(each.hidden)
        ]
        self.facts: list[tuple[Terms, float, float]] = []
        for rank, each in enumerate(self.releases):
            self._learn(rank, each)
        for rank, each in enumerate(earlier, 1):
            self._compare(rank, each)
        for rank, each in enumerate(earlier, 1):
            for larger in each.within:
                self._grow(rank, larger + 1)

    def _grow(self, small: int, large: int) -> None:
        for each in self.releases[small].cells:
            if (large, each.name) in self.true:
                self.facts.append(({(large, each.name): 1, (small, each.name): -1}, 0, numpy.inf))

    def _learn(self, rank: int, release: Release) -> None:
        for tie in release.relations:
            whole = (rank, tie.whole)
            parts = [(rank, each) for each in tie.parts]
            if tie.kind == "somme":
                self.facts.append(({whole: 1, **dict.fromkeys(parts, -1)}, 0, 0))
                continue
            factor = 2 if tie.kind == "double" else 1
            self.facts += [({whole: 1, part: -factor}, 0, numpy.inf) for part in parts]
            if tie.kind == "recouvrement":
                self.facts.append(({whole: -1, **dict.fromkeys(parts, 1)}, 0, numpy.inf))

    def _compare(self, rank: int, earlier: Earlier) -> None:
        if earlier.nesting == "meme":
            return
        sign = 1 if earlier.nesting == "dedans" else -1
        for each in earlier.release.cells:
            if (0, each.name) in self.true:
                self.facts.append(({(0, each.name): sign, (rank, each.name): -sign}, 0, numpy.inf))

    def possible(self, terms: Terms) -> list[int]:
        """The values that a combination of counts may have, near the true one."""
        true = sum(sign * self.true[each] for each, sign in terms.items())
        return [value for value in range(true - REACH, true + REACH + 1) if self._holds(terms, value)]

    def _holds(self, terms: Terms, value: int) -> bool:
        facts = [*self.facts, (terms, value, value)]
        places = {each: at for at, each in enumerate(self.unknown)}
        matrix = numpy.zeros((len(facts), max(1, len(places))))
        low, high = numpy.zeros(len(facts)), numpy.zeros(len(facts))
        for line, (fact, least, most) in enumerate(facts):
            known = sum(sign * self.true[each] for each, sign in fact.items() if each not in places)
            low[line], high[line] = least - known, most - known
            for each, sign in fact.items():
                if each in places:
                    matrix[line, places[each]] = sign
        size = matrix.shape[1]
        solved = milp(
            numpy.zeros(size),
            integrality=numpy.ones(size),
            bounds=Bounds(numpy.ones(size), numpy.full(size, 1e4)),
            constraints=LinearConstraint(matrix, low, high),
        )
        return solved.x is not None

    def secrets(self, threshold: int, earlier: Sequence[Earlier] = ()) -> list[Terms]:
        """All that must stay unknown: small cells, small rests and overlaps, small differences of
        editions."""
        targets: list[Terms] = [{each: 1} for each in self.unknown]
        for rank, release in enumerate(self.releases):
            for tie in release.relations:
                if tie.kind in ("inclusion", "recouvrement") and tie.complement:
                    targets += [{(rank, tie.whole): 1, (rank, part): -1} for part in tie.parts]
                if tie.kind == "recouvrement" and tie.complement:
                    targets.append({(rank, tie.whole): -1, **{(rank, part): 1 for part in tie.parts}})
        for rank, each in enumerate(earlier, 1):
            both = [cell.name for cell in each.release.cells if (0, cell.name) in self.true]
            targets += [{(0, name): 1, (rank, name): -1} for name in both]
        return [each for each in targets if 0 < abs(self._value(each)) < threshold]

    def _value(self, terms: Terms) -> int:
        return sum(sign * self.true[each] for each, sign in terms.items())


def found_out(
    release: Release, threshold: int, earlier: Sequence[Earlier] = ()
) -> list[tuple[Terms, list[int]]]:
    """What a reader brings down to fewer possible values than the threshold less one."""
    reader = Reader(release, earlier)
    found = []
    for terms in reader.secrets(threshold, earlier):
        values = reader.possible(terms)
        if len(values) < threshold - 1:
            found.append((terms, values))
    return found
