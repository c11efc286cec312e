"""The lines between the boxes of an SVG: down to the next one, past one that is not asked, a jump below."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import msgspec

from templates.diagram.layout import GAP, LANE, LEFT_LANE, PAD, Box, Layout
from templates.diagram.model import Arrow, Diagram

TRUNK = 26.0
"""From the left edge of a box to the line that goes down."""
_COMES_BACK, _ARRIVES, _LEAVES = 7.0, 13.0, 20.0
"""Down the gap between two boxes: a way past is back, jumps arrive, the next way past leaves."""
_CORNER = 6.0

Head = tuple[float, float, Literal["down", "left", "right"]]
"""Where an arrow head is, and which way it points."""


class Line(msgspec.Struct, frozen=True):
    """One line to draw.

    Attributes:
        d: its path.
        followed: the path of an interview goes along it.
        dashed: it goes past a box.
        head: its arrow head, if it has one.
    """

    d: str
    followed: bool
    dashed: bool = False
    head: Head | None = None


def number(value: float) -> str:
    """A length, as short as it can be written."""
    return f"{value:.1f}".removesuffix(".0")


class Ways:
    """Every line of a layout."""

    def __init__(self, diagram: Diagram, layout: Layout) -> None:
        self.diagram = diagram
        self.boxes = layout.boxes
        self._by_id = {box.place.id: box for box in layout.boxes}
        self._rank = {box.place.id: rank for rank, box in enumerate(layout.boxes)}
        self._lanes = self._laned(layout.lanes)
        self._reached = {
            arrow.to
            for box in layout.boxes
            for arrow in box.place.arrows
            if arrow.kind == "sortie" and diagram.followed(box.place.id, arrow)
        }

    def lines(self) -> Iterator[Line]:
        """What is followed comes last, so that nothing is drawn over it."""
        drawn = list(self._all())
        yield from (each for each in drawn if not each.followed)
        yield from (each for each in drawn if each.followed)

    def onward(self) -> Iterator[tuple[Box, str]]:
        """Where the line goes on at the foot of a column, or below the last box when more is not drawn."""
        for above, below in pairwise(self.boxes):
            if above.column != below.column:
                yield above, f"{below.place.name}, colonne suivante"
        for last in self.boxes[-1:]:
            follower = next((each.to for each in last.place.arrows if each.kind in ("suite", "passee")), "")
            if follower:
                yield last, self.diagram.places[follower].name

    def _all(self) -> Iterator[Line]:
        for box in self.boxes:
            yield from self._past(box)
            yield from self._jumps(box)
        for above, below in pairwise(self.boxes):
            yield from self._down(above, below)
        yield from self._ends()

    def _ends(self) -> Iterator[Line]:
        """Into the first box; out of the last one where what follows is not drawn."""
        for box in self.boxes[:1]:
            visited = box.place.id in self.diagram.answers
            yield _vertical(box.x + TRUNK, box.y - GAP + 6, box.y, visited, head=True)
        for box in self.boxes[-1:]:
            onward = [each for each in box.place.arrows if each.kind in ("suite", "passee")]
            if onward:
                taken = any(self.diagram.followed(box.place.id, each) for each in onward)
                yield _vertical(box.x + TRUNK, box.bottom, box.bottom + _COMES_BACK + 8, taken, head=True)

    def _down(self, above: Box, below: Box) -> Iterator[Line]:
        """From one box to the next, in pieces that the path may follow or not."""
        onward = [each for each in above.place.arrows if each.kind in ("suite", "passee")]
        taken = any(self.diagram.followed(above.place.id, each) for each in onward)
        answered = [each for each in onward if each.kind == "suite"]
        x, back = above.x + TRUNK, above.bottom + _COMES_BACK
        if answered:
            followed = any(self.diagram.followed(above.place.id, each) for each in answered)
            yield _vertical(x, above.bottom, back, followed)
        same = above.column == below.column
        start = below.y - GAP + (_ARRIVES if same else 0.0)
        if onward:
            yield _vertical(x, back, start if same else back + 8, taken, head=not same)
        came = taken or below.place.id in self._reached
        entered = came and not self.diagram.left_out(below.place.id)
        leaves = below.y - GAP + _LEAVES
        yield _vertical(below.x + TRUNK, start, leaves, came)
        yield _vertical(below.x + TRUNK, leaves, below.y, entered, head=True)

    def _past(self, box: Box) -> Iterator[Line]:
        """The way past a box that is not always asked, on its left."""
        arrow = next((each for each in box.place.arrows if each.kind == "passee"), None)
        if arrow is None:
            return
        trunk, lane = box.x + TRUNK, box.x - LEFT_LANE / 2
        d = _bracket(trunk, lane, box.y - GAP + _LEAVES, box.bottom + _COMES_BACK, trunk)
        yield Line(d, self.diagram.followed(box.place.id, arrow), dashed=True)

    def _jumps(self, box: Box) -> Iterator[Line]:
        """Exits that lead elsewhere than below, on its right: to their target, or a stub."""
        for rank, arrow in enumerate(box.place.arrows):
            if arrow.kind != "sortie":
                continue
            told = next((each.y - 4 for each in box.lines if each.rank == rank), box.height - PAD)
            y, followed = box.y + told, self.diagram.followed(box.place.id, arrow)
            lane = self._lanes.get((box.place.id, rank))
            if lane is None:
                end = box.right + LANE
                yield Line(
                    f"M{number(box.right)} {number(y)}H{number(end)}", followed, head=(end, y, "right")
                )
                continue
            target = self._by_id[arrow.to]
            end = target.x + TRUNK
            arrival = target.y - GAP + _ARRIVES
            d = _bracket(box.right, box.right + LANE * (lane + 1), y, arrival, end)
            yield Line(d, followed, head=(end + 2, arrival, "left"))

    def _laned(self, most: int) -> dict[tuple[str, int], int]:
        """The lane of each jump inside a column, the shortest nearest to the boxes."""
        jumps = [
            (self._rank[arrow.to] - self._rank[box.place.id], box, rank, arrow)
            for box in self.boxes
            for rank, arrow in enumerate(box.place.arrows)
            if arrow.kind == "sortie" and self._in_column(box, arrow)
        ]
        lanes: dict[tuple[str, int], int] = {}
        taken: list[list[tuple[int, int]]] = [[] for _ in range(max(most, 1))]
        for length, box, rank, _ in sorted(jumps, key=lambda each: each[0]):
            start = self._rank[box.place.id]
            end = start + length
            free = (
                lane
                for lane, held in enumerate(taken)
                if all(end < first or last < start for first, last in held)
            )
            lane = next(free, len(taken) - 1)
            taken[lane].append((start, end))
            lanes[box.place.id, rank] = lane
        return lanes

    def _in_column(self, box: Box, arrow: Arrow) -> bool:
        target = self._by_id.get(arrow.to)
        return target is not None and target.column == box.column and not self.diagram.is_ending(arrow.to)


def _vertical(x: float, top: float, bottom: float, followed: bool, *, head: bool = False) -> Line:
    d = f"M{number(x)} {number(top)}V{number(bottom)}"
    return Line(d, followed, head=(x, bottom, "down") if head else None)


def _bracket(start: float, lane: float, top: float, bottom: float, end: float) -> str:
    """From *start* aside to *lane*, down, and back to *end*."""
    corner = _CORNER if lane > start else -_CORNER
    side, there = number(lane - corner), number(lane)
    return (
        f"M{number(start)} {number(top)}H{side}Q{there} {number(top)} {there} {number(top + _CORNER)}"
        f"V{number(bottom - _CORNER)}Q{there} {number(bottom)} {side} {number(bottom)}H{number(end)}"
    )
