"""A release as equations: what can move without a reader seeing it.

Every relation becomes one equation between columns: the cells, and *slacks*, counts that stand in no table
but that a subtraction gives (the rest of a whole, the overlap of several answers, what came between two
editions).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import count

from .tables import Cell, Earlier, Nesting, Relation, Release

_WHOLE = 3.0
"""What hiding a total costs beside hiding one of its parts: all the others are read against it."""


@dataclass(slots=True)
class Column:
    """One unknown of a reader.

    Attributes:
        value: what it is.
        least: the smallest value that a reader who does not see it takes for possible; None: no bound.
        hidden: it is not shown: it may be any value that the equations allow.
        fixed: shown already, or a zero: it cannot be hidden any more.
        cost: of hiding it.
        sensitive: no reader may come to know it.
    """

    name: str
    value: int
    least: int | None
    hidden: bool
    fixed: bool
    cost: float
    sensitive: bool


@dataclass
class System:
    """Columns, and equations ``Σ coefficient × column = 0`` over them."""

    threshold: int
    columns: list[Column] = field(default_factory=list)
    rows: list[dict[int, int]] = field(default_factory=list)
    _slacks: count[int] = field(default_factory=count)

    @cached_property
    def rows_of(self) -> dict[int, list[int]]:
        """The equations of each column."""
        found: dict[int, list[int]] = defaultdict(list)
        for rank, row in enumerate(self.rows):
            for column in row:
                found[column].append(rank)
        return found

    def sensitive(self) -> list[int]:
        """The columns that no reader may come to know."""
        return [rank for rank, column in enumerate(self.columns) if column.sensitive]

    def around(self, target: int, reach: int | None, *, hidden_only: bool = False) -> list[int]:
        """The columns that can move, at most *reach* equations away from *target* (None: all that are
        tied)."""
        seen, edge, steps = {target}, [target], 0
        while edge and (reach is None or steps < reach):
            tied = {column for each in edge for row in self.rows_of[each] for column in self.rows[row]}
            edge = [each for each in tied - seen if self._moves(self.columns[each], hidden_only)]
            seen.update(edge)
            steps += 1
        return sorted(seen)

    @staticmethod
    def _moves(column: Column, hidden_only: bool) -> bool:
        return column.hidden or not (hidden_only or column.fixed)

    def small(self, value: int) -> bool:
        """Whether such a count is hidden for itself."""
        return 0 < abs(value) < self.threshold

    def add(self, column: Column) -> int:
        """A new column; its rank."""
        self.columns.append(column)
        return len(self.columns) - 1

    def slack(self, terms: dict[int, int], *, guarded: bool, least: int | None = 0) -> None:
        """What *terms* come to, as a column of its own that is never shown."""
        value = sum(sign * self.columns[each].value for each, sign in terms.items())
        name = f"({next(self._slacks)})"
        rank = self.add(Column(name, value, least, True, True, 0.0, guarded and self.small(value)))
        self.rows.append({**terms, rank: -1})


def system_of(
    release: Release, threshold: int, earlier: Sequence[Earlier] = (), secret: bytes = b""
) -> System:
    """The equations of a release and of those that went before it.

    ``secret`` settles which cell is rather hidden than another, so that nobody else can tell why it was.

    Raises:
        ValueError: a relation names no cell, or a count does not hold its own relation.
    """
    system = System(threshold)
    new = _columns(system, release.cells, secret)
    for each in release.hidden:
        system.columns[new[each]].hidden = True
    _relate(system, new, release.relations)
    for each in {relation.whole for relation in release.relations}:
        system.columns[new[each]].cost *= _WHOLE
    for before in earlier:
        old = _published(system, before.release)
        _relate(system, old, before.release.relations)
        for name in new.keys() & old.keys():
            _nest(system, new[name], old[name], before.nesting)
    return system


def _columns(system: System, cells: Iterable[Cell], secret: bytes) -> dict[str, int]:
    return {
        cell.name: system.add(
            Column(
                cell.name,
                cell.value,
                1,  # a zero is shown: what is hidden is one at least, and every reader knows it
                system.small(cell.value),
                cell.value == 0,
                cell.weight * (1 + len(str(cell.value)) / 10 + _chance(secret, cell.name)),
                system.small(cell.value),
            )
        )
        for cell in cells
    }


def _chance(secret: bytes, name: str) -> float:
    """A number from 0 to 1, the same each time for a secret and a name, and that no count can change."""
    drawn = blake2b(name.encode(), key=secret[:64], digest_size=4).digest()
    return int.from_bytes(drawn) / 2**32


def _published(system: System, release: Release) -> dict[str, int]:
    ranks = {}
    for cell in release.cells:
        hidden = cell.name in release.hidden
        guarded = hidden and system.small(cell.value)
        ranks[cell.name] = system.add(Column(cell.name, cell.value, 1, hidden, True, 0.0, guarded))
    return ranks


def _relate(system: System, ranks: dict[str, int], relations: Iterable[Relation]) -> None:
    for each in relations:
        try:
            whole, parts = ranks[each.whole], [ranks[name] for name in each.parts]
        except KeyError as unknown:
            raise ValueError(f"aucune case ne s’appelle {unknown}") from None
        _check(system, each, whole, parts)
        if each.kind == "somme":
            system.rows.append({whole: 1, **dict.fromkeys(parts, -1)})
            continue
        for part in parts:
            twice = each.kind == "double"
            system.slack({whole: 1, part: -2 if twice else -1}, guarded=each.complement and not twice)
        if each.kind == "recouvrement":
            system.slack({whole: -1, **dict.fromkeys(parts, 1)}, guarded=each.complement)


def _check(system: System, relation: Relation, whole: int, parts: Sequence[int]) -> None:
    total = system.columns[whole].value
    values = [system.columns[each].value for each in parts]
    held = all(value <= total for value in values)
    if relation.kind == "somme":
        held = sum(values) == total
    elif relation.kind == "double":
        held = all(2 * value <= total for value in values)
    elif relation.kind == "recouvrement":
        held = held and sum(values) >= total
    if not held:
        raise ValueError(f"« {relation.whole} » ({total}) n’est pas en « {relation.kind} » avec {values}")


def _nest(system: System, new: int, old: int, nesting: Nesting) -> None:
    """What came between two releases: a count of its own, that a subtraction gives."""
    small, large = (new, old) if nesting == "autour" else (old, new)
    difference = system.columns[large].value - system.columns[small].value
    least = 0 if nesting != "meme" and difference >= 0 else None
    system.slack({large: 1, small: -1}, guarded=True, least=least)
