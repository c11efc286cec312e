"""Which answers decide a target: reading the graph of :mod:`flows.proof.graph`.

An answer decides when some interview with it reaches the target and none with it misses the target. So
does a set of answers. Both are questions about which labels lie on a same path, answered for all paths
at once by what lies below each node, kept as bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from flows.proof.bounds import Meter
from flows.proof.graph import SKIPPED, Graph
from flows.proof.results import LARGEST_SET

Bits: TypeAlias = int
"""A set of labels."""

MAX_TRIPLE_STEPS = 3_000_000
"""Labels × edges beyond which sets of three answers are not looked for."""


class Reading:
    """What a graph says of its labels.

    Args:
        counted: the questions whose answers are looked at.

    Attributes:
        reached: whether some interview reaches the target; *missed*: whether some does not.
        below: for the target missed (0) and reached (1), by node, the labels on the paths from there;
            None where no path leads there.
    """

    def __init__(self, graph: Graph, counted: frozenset[int]) -> None:
        self.graph = graph
        self._counted = [label.question in counted for label in graph.labels]
        self.below = (self._below(0), self._below(1))
        self.missed = self.below[0][graph.root] is not None
        self.reached = self.below[1][graph.root] is not None

    @property
    def labels(self) -> list[int]:
        """The labels looked at that stand in some interview."""
        below = (self.below[0][self.graph.root] or 0) | (self.below[1][self.graph.root] or 0)
        return list(_labels(below))

    def sets(self, meter: Meter) -> tuple[list[tuple[int, ...]], int]:
        """The smallest deciding sets, as labels, and up to what size all of them are there."""
        if not self.reached:
            return [], LARGEST_SET
        if not self.missed:
            return [()], LARGEST_SET
        alone = self._alone()
        pairs = self._pairs(alone)
        found: list[tuple[int, ...]] = [(label,) for label in _labels(alone)]
        found += [(one, other) for one, others in enumerate(pairs) for other in _labels(others)]
        edges = sum(map(len, self.graph.edges))
        if len(self.graph.labels) * edges > MAX_TRIPLE_STEPS:
            return found, LARGEST_SET - 1
        return [*found, *self._triples(alone, pairs, meter)], LARGEST_SET

    def _alone(self) -> Bits:
        misses, reaches = (below[self.graph.root] or 0 for below in self.below)
        return reaches & ~misses

    def _pairs(self, alone: Bits) -> list[Bits]:
        """By label, the labels below it that decide with it and not alone."""
        with_it = ([0] * len(self.graph.labels), [0] * len(self.graph.labels))
        for label, to in self._edges(self.graph.downward):
            for side in (0, 1):
                with_it[side][label] |= self.below[side][to] or 0
        return [
            0 if alone >> label & 1 else reaches & ~misses & ~alone
            for label, (misses, reaches) in enumerate(zip(*with_it, strict=True))
        ]

    def _triples(self, alone: Bits, pairs: list[Bits], meter: Meter) -> Iterator[tuple[int, ...]]:
        for first in range(len(self.graph.labels)):
            if alone >> first & 1 or not self._counted[first]:
                continue
            meter.look()
            misses, reaches = self._with(first)
            for second, third in reaches.items():
                if (alone | pairs[first]) >> second & 1:
                    continue
                deciding = third & ~misses.get(second, 0) & ~alone & ~pairs[first] & ~pairs[second]
                yield from ((first, second, each) for each in _labels(deciding))

    def _with(self, first: int) -> tuple[dict[int, Bits], dict[int, Bits]]:
        """What lies below each label on the paths through *first*, target missed and reached."""
        graph, found = self.graph, (dict[int, Bits](), dict[int, Bits]())
        after = {to for label, to in self._edges(graph.downward) if label == first}
        for node in graph.downward:
            if node not in after:
                continue
            for label, to in graph.edges[node]:
                after.add(to)
                if label != SKIPPED and self._counted[label]:
                    for side in (0, 1):
                        found[side][label] = found[side].get(label, 0) | (self.below[side][to] or 0)
        return found

    def _edges(self, nodes: Iterable[int]) -> Iterator[tuple[int, int]]:
        for node in nodes:
            for label, to in self.graph.edges[node]:
                if label != SKIPPED and self._counted[label]:
                    yield label, to

    def _below(self, side: int) -> list[Bits | None]:
        graph = self.graph
        below: list[Bits | None] = [None] * len(graph.places)
        below[side] = 0
        for node in reversed(graph.downward):
            bits: Bits | None = None
            for label, to in graph.edges[node]:
                beyond = below[to]
                if beyond is not None:
                    own = 1 << label if label != SKIPPED and self._counted[label] else 0
                    bits = (bits or 0) | beyond | own
            below[node] = bits
        return below


def ordinary_path(graph: Graph, through: int) -> dict[int, int]:
    """A path through the label *through* that reaches the target, with as few « on ne sait pas » and
    skipped questions as can be; the label of each question asked, by question."""
    unknown = [_is_unknown(graph, label) for label in range(len(graph.labels))]

    def cost(label: int) -> int:
        return 1 if label == SKIPPED or unknown[label] else 0

    def step(_node: int, label: int, _to: int) -> int:
        return cost(label)

    before = _distances(graph, step)
    after: list[float] = [_FAR] * len(graph.places)
    for node in reversed(graph.downward):
        after[node] = min(
            cost(label) + (before[to] if label == through else after[to]) for label, to in graph.edges[node]
        )
    path: dict[int, int] = {}
    node, passed = graph.root, False
    while graph.edges[node]:
        label, to = min(
            graph.edges[node],
            key=lambda edge: cost(edge[0]) + (before if passed or edge[0] == through else after)[edge[1]],
        )
        path[_question(graph, node)] = label
        node, passed = to, passed or label == through
    return path


def nearest_miss(graph: Graph, path: dict[int, int]) -> dict[int, int]:
    """The path that misses the target with the fewest answers that differ from *path*.

    An answer differs if it is another one, or if the question is answered in only one of the two.
    """
    answered = [0]
    for question in graph.plan.order:
        answered.append(answered[-1] + (path.get(question, SKIPPED) != SKIPPED))

    def step(node: int, label: int, to: int) -> int:
        here = graph.places[node]
        passed = answered[graph.places[to]] - answered[here + 1]
        return passed + (path.get(_question(graph, node), SKIPPED) != label)

    left = _distances(graph, step, target=0)
    found: dict[int, int] = {}
    node = graph.root
    while graph.edges[node]:
        here = node
        label, to = min(graph.edges[node], key=lambda edge: step(here, *edge) + left[edge[1]])
        found[_question(graph, node)] = label
        node = to
    return found


_FAR = float("inf")


def _distances(graph: Graph, step: Callable[[int, int, int], int], target: int = 1) -> list[float]:
    """From each node, the smallest sum of *step* on the way to the last node *target*."""
    left: list[float] = [_FAR] * len(graph.places)
    left[target] = 0
    for node in reversed(graph.downward):
        left[node] = min(step(node, label, to) + left[to] for label, to in graph.edges[node])
    return left


def _question(graph: Graph, node: int) -> int:
    return graph.outline.asked[graph.places[node]]


def _is_unknown(graph: Graph, label: int) -> bool:
    meaning = graph.labels[label]
    unknown = graph.plan.book[graph.plan.names[meaning.question]].unknown
    return bool(unknown >> meaning.values[0] & 1)


def _labels(bits: Bits) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
