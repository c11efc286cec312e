"""A release as equations: what can move without a reader seeing it.

Every relation becomes one equation between columns: the cells, and *slacks*, counts that stand in no table
but that a subtraction gives (the rest of a whole, the overlap of several answers, what came between two
editions).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import count

from .tables import Cell, Earlier, Relation, Release

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
    """Columns, and equations ``Σ coefficient × column = 0`` over them.

    Attributes:
        guarded: what no reader may come to know beside the sensitive columns: ``Σ coefficient × column``.
    """

    threshold: int
    columns: list[Column] = field(default_factory=list)
    rows: list[dict[int, int]] = field(default_factory=list)
    guarded: list[dict[int, int]] = field(default_factory=list)
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

    def value_of(self, target: Mapping[int, int]) -> int:
        """What *target* comes to."""
        return sum(sign * self.columns[each].value for each, sign in target.items())

    def name_of(self, target: Mapping[int, int]) -> str:
        """The name of a column; ``(…)`` for what no table shows."""
        names = [self.columns[each].name for each in target]
        return names[0] if len(names) == 1 else "(…)"

    def around(self, targets: Sequence[int], reach: int | None, *, hidden_only: bool = False) -> list[int]:
        """The columns that can move, at most *reach* equations away from *targets* (None: all that are
        tied)."""
        edge = [each for each in targets if self._moves(self.columns[each], hidden_only)]
        seen, steps = set(edge), 0
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
    known = [_published(system, before.release) for before in earlier]
    for before, old in zip(earlier, known, strict=True):
        _relate(system, old, before.release.relations)
    _nest_all(system, new, known, earlier)
    several = [*known, new]
    for whole, parts in _families(earlier):
        _add_up(system, several[whole], [several[each] for each in parts])
    return system


def _families(earlier: Sequence[Earlier]) -> Iterator[tuple[int, list[int]]]:
    """What readers may add up and take from a whole: its rank, and those of releases within it that share
    nothing. The new one comes last.

    A month is not taken from the year where its quarter is: the quarter less its months says as much.
    """
    around = _around(earlier)
    apart = _beside(earlier)
    for whole in range(len(around)):
        inside = {rank for rank, larger in enumerate(around) if whole in larger}
        nearest = [
            rank
            for rank in sorted(inside)
            if not any(_stands_for(each, rank, inside, around, apart) for each in around[rank] & inside)
        ]
        for parts in _shared_out(apart, nearest):
            if len(parts) > 1:
                yield whole, parts


def _beside(earlier: Sequence[Earlier]) -> list[set[int]]:
    """By rank, the releases that share nothing with each; the new one comes last."""
    elsewhere = {rank for rank, each in enumerate(earlier) if each.nesting == "ailleurs"}
    last = len(earlier)
    known = [set(each.apart) | ({last} if rank in elsewhere else set()) for rank, each in enumerate(earlier)]
    return [*known, elsewhere]


def _stands_for(
    large: int, small: int, inside: set[int], around: Sequence[set[int]], apart: Sequence[set[int]]
) -> bool:
    """Whether what can be added to the *small* one is in the *large* one, or can be added to that one too."""
    return all(large in around[each] or each in apart[large] for each in apart[small] & inside)


def _shared_out(apart: Sequence[set[int]], ranks: Sequence[int]) -> Iterator[list[int]]:
    """The largest sets of *ranks* whose releases share nothing, two by two."""

    def grown(chosen: list[int], possible: set[int], done: set[int]) -> Iterator[list[int]]:
        if not possible and not done:
            yield chosen
        for each in sorted(possible):
            beside = apart[each]
            yield from grown([*chosen, each], possible & beside, done & beside)
            possible = possible - {each}
            done = done | {each}

    yield from grown([], set(ranks), set())


def _add_up(system: System, whole: dict[str, int], parts: Sequence[dict[str, int]]) -> None:
    """What is left of a whole once its parts are taken from it: a count of its own, that a subtraction gives.

    Nothing is left where the parts are all of it, and a reader knows it.
    """
    for name in sorted(whole):
        terms = {whole[name]: 1} | {each[name]: -1 for each in parts if name in each}
        columns = [system.columns[each] for each in terms]
        left = system.value_of(terms)
        known = all(each.fixed and not each.hidden for each in columns)
        if known or len(terms) < 3 or left < 0:  # households in two parts: their sum says nothing exact
            continue
        if left:
            system.slack(terms, guarded=True)
        else:
            system.rows.append(terms)


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


def _nest_all(
    system: System, new: dict[str, int], known: Sequence[dict[str, int]], earlier: Sequence[Earlier]
) -> None:
    """What came between two releases, one within the other: a count of its own, that a subtraction gives.

    Where a third one stands between the two, and the counts grow from each to the next, what it says of its
    neighbours says all: only a small difference has still to be guarded.
    """
    releases = [*known, new]
    around = _around(earlier)
    for small, larger in enumerate(around):
        for large in sorted(larger):
            between = [each for each in sorted(larger) if large in around[each]]
            for name in sorted(releases[small].keys() & releases[large].keys()):
                ends = releases[small][name], releases[large][name]
                middle = [releases[each][name] for each in between if name in releases[each]]
                _nest(system, *ends, middle)
    for rank, each in enumerate(earlier):
        if each.nesting == "meme":
            for name in sorted(releases[rank].keys() & new.keys()):
                system.slack({new[name]: 1, releases[rank][name]: -1}, guarded=True, least=None)


def _around(earlier: Sequence[Earlier]) -> list[set[int]]:
    """By rank, the releases that hold all of each; the new one comes last."""
    last = len(earlier)
    found = [set(each.within) - {rank} for rank, each in enumerate(earlier)]
    for rank, each in enumerate(earlier):
        if each.nesting == "dedans":
            found[rank].add(last)
    return [*found, {rank for rank, each in enumerate(earlier) if each.nesting == "autour"}]


def _nest(system: System, small: int, large: int, between: Sequence[int]) -> None:
    columns = system.columns
    low, high = columns[small].value, columns[large].value
    if all(column.fixed and not column.hidden for column in (columns[small], columns[large])):
        return
    terms = {large: 1, small: -1}
    if any(low <= columns[each].value <= high for each in between):
        if system.small(high - low):
            system.guarded.append(terms)
        return
    system.slack(terms, guarded=True, least=0 if high >= low else None)
