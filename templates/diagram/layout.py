"""Where everything of an SVG stands: boxes down the page, in as many columns as give the largest letters.

A flow has an order, so it is drawn in that order: no general graph layout is needed, and none would keep
it. Lengths are in user units, one to a pixel.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import Literal

import msgspec

from templates.diagram.letters import wrapped
from templates.diagram.model import Diagram, Place

MARGIN = 34.0
GUTTER = 14.0
LEFT_LANE = 20.0
"""Room on the left of the boxes, for what is passed over."""
LANE = 11.0
"""Room on the right for each exit that jumps."""
GAP = 28.0
"""Between two boxes, for the arrows."""
PAD = 7.0
TITLE_HEIGHT = 96.0
LEGEND_HEIGHT = 62.0
RATIO = 2**0.5
_WIDTHS = (300, 330, 360, 400, 440, 480)
_WORTH = 1.12
"""By how much a page may be shrunk to keep its groups whole."""

SIGNS = {"noyau": "◆", "facultative": "○", "": ""}

Style = Literal["guard", "title", "text", "note", "detail", "exit", "answer"]
SIZES: dict[Style, float] = {
    "guard": 11.0,
    "title": 13.5,
    "text": 12.0,
    "note": 10.5,
    "detail": 11.0,
    "exit": 11.0,
    "answer": 12.5,
}
LINE = 1.28
SECTION_SIZE = 14.0
BANNER = 26.0
"""Height of the title of a group."""
_SKIP = 14.0
"""Between a box and the title below it."""


class Line(msgspec.Struct, frozen=True):
    """One line of text inside a box; *rank* is that of the arrow it tells, -1 for any other line."""

    text: str
    style: Style
    y: float
    rank: int = -1


class Box(msgspec.Struct, frozen=True):
    """One place, where it stands."""

    place: Place
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    column: int

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width


class Banner(msgspec.Struct, frozen=True):
    """The title of a group, above its boxes; *again* when the group goes on in another column."""

    text: str
    x: float
    y: float
    width: float
    again: bool


class Layout(msgspec.Struct, frozen=True):
    """Everything in its place.

    Attributes:
        width: of the page, margins included.
        height: down to the last box, under a heading of ``TITLE_HEIGHT``.
        lanes: how many jumps go side by side, at most.
    """

    width: float
    height: float
    banners: tuple[Banner, ...]
    boxes: tuple[Box, ...]
    lanes: int


class _Block(msgspec.Struct, frozen=True):
    """A box not yet placed."""

    place: Place
    group: str
    first: bool
    lines: tuple[Line, ...]
    height: float


def laid_out(diagram: Diagram, *, detail: bool = False) -> Layout:
    """The layout whose letters are the largest on a portrait page of the proportions of paper (A3, A4).

    Groups are kept whole in their column where that costs little.
    """
    lanes = _most_lanes(diagram)
    best: dict[bool, Layout] = {}
    for width in _WIDTHS:
        blocks = list(_blocks(diagram, width - LEFT_LANE - LANE * (lanes + 1), detail))
        for columns in _worth_trying(blocks, width):
            for whole in (True, False):
                layout = _placed(blocks, columns, width, lanes, whole)
                if whole not in best or _smallness(layout) < _smallness(best[whole]):
                    best[whole] = layout
    if not best:
        return Layout(_WIDTHS[0] + 2 * MARGIN, TITLE_HEIGHT, (), (), lanes)
    return best[True] if _smallness(best[True]) <= _smallness(best[False]) * _WORTH else best[False]


def _worth_trying(blocks: list[_Block], width: float) -> range:
    """Numbers of columns of that width that give about the proportions of a page."""
    ideal = int(sqrt(sum(_needed(each, 1.0) for each in blocks) / (width * RATIO)))
    return range(max(ideal - 1, 1), min(ideal + 3, len(blocks)) + 1)


def _smallness(layout: Layout) -> float:
    """What the page must be shrunk by, in proportion."""
    return max(layout.width * RATIO, layout.height + LEGEND_HEIGHT)


def _most_lanes(diagram: Diagram) -> int:
    """The most jumps that pass beside one place, were all in one column; at most six are drawn apart."""
    order = [place.id for group in diagram.shown for place in group.places]
    rank = {name: position for position, name in enumerate(order)}
    passing = [0] * (len(order) + 1)
    for group in diagram.shown:
        for place in group.places:
            for arrow in place.arrows:
                if arrow.kind == "sortie" and arrow.to in rank:
                    for position in range(rank[place.id], rank[arrow.to]):
                        passing[position] += 1
    return min(max(passing, default=0), 6)


def _blocks(diagram: Diagram, width: float, detail: bool) -> Iterator[_Block]:
    for group in diagram.shown:
        for rank, place in enumerate(group.places):
            lines = tuple(_lines(diagram, place, width - 2 * PAD, detail))
            height = lines[-1].y + PAD if lines else 2 * PAD
            yield _Block(place, group.title, rank == 0, lines, height)
    if not diagram.only:
        for place in diagram.endings[-1:]:
            lines = tuple(_lines(diagram, place, width - 2 * PAD, detail))
            yield _Block(place, "", False, lines, lines[-1].y + PAD)


def _lines(diagram: Diagram, place: Place, width: float, detail: bool) -> Iterator[Line]:
    y = PAD / 2
    for text, style, rank in _texts(diagram, place, detail):
        size = SIZES[style]
        indent = 10.0 if style in ("exit", "detail", "answer") else 0.0
        lines = wrapped(text, width - indent, size, bold=style in ("title", "answer"))
        for position, line in enumerate(lines):
            y += size * LINE
            yield Line(line, style, y, rank if position == 0 else -1)


def _texts(diagram: Diagram, place: Place, detail: bool) -> Iterator[tuple[str, Style, int]]:
    left_out, ending = diagram.left_out(place.id), diagram.is_ending(place.id)
    sign = "■" if ending else SIGNS[place.mark]
    yield f"{sign} {place.name}".strip(), "title", -1
    if place.guard:
        yield f"posée {place.guard}", "guard", -1
    if place.text:
        yield place.text, "text", -1
    state = ("non atteinte" if ending else "non posée") if left_out else place.mark
    note = " · ".join(each for each in (state, place.note, "" if ending else place.id) if each)
    if note:
        yield note, "note", -1
    if detail:
        for each in place.details:
            yield f"– {each}", "detail", -1
    told = list(diagram.exits_told(place))
    for rank, arrow in enumerate(place.arrows):
        if arrow in told:
            target = diagram.places[arrow.to]
            name = f"■ {target.title}" if diagram.is_ending(arrow.to) else target.name
            yield f"→ {name}{f', {arrow.label}' if arrow.label else ''}", "exit", rank
    answer = diagram.answers.get(place.id)
    if answer is not None:
        here = "fin de ce chemin" if ending else "le chemin s’arrête ici"
        yield f"● {answer or here}", "answer", -1


def _placed(blocks: list[_Block], columns: int, width: float, lanes: int, whole: bool) -> Layout:
    cap = _smallest_cap(blocks, columns, whole)
    banners: list[Banner] = []
    boxes: list[Box] = []
    column, y, lowest = 0, 0.0, 0.0
    for position, block in enumerate(blocks):
        if _breaks(blocks, position, y, cap, whole):
            column, y = column + 1, 0.0
        x = MARGIN + column * (width + GUTTER)
        top = TITLE_HEIGHT + y
        if block.group and (block.first or y == 0.0):
            top += _SKIP if y else 0.0
            banners.append(Banner(block.group, x, top, width, again=not block.first))
            top += BANNER
        top += GAP
        inner = width - LEFT_LANE - LANE * (lanes + 1)
        boxes.append(Box(block.place, x + LEFT_LANE, top, inner, block.height, block.lines, column))
        y = top + block.height - TITLE_HEIGHT
        lowest = max(lowest, y)
    page = 2 * MARGIN + (column + 1) * (width + GUTTER) - GUTTER
    return Layout(page, TITLE_HEIGHT + lowest + GAP, tuple(banners), tuple(boxes), lanes)


def _needed(block: _Block, y: float) -> float:
    """The height a block takes at *y* in its column."""
    banner = (BANNER + (_SKIP if y else 0.0)) if block.group and (block.first or not y) else 0.0
    return banner + GAP + block.height


def _breaks(blocks: list[_Block], position: int, y: float, cap: float, whole: bool) -> bool:
    """Whether that block begins another column.

    It does when it does not fit; the first of a group also when the next one, or with *whole* any of the
    group, would not, unless the group is too long for a column of its own.
    """
    if not y:
        return False
    block = blocks[position]
    end = y + _needed(block, y)
    if end > cap or not block.first:
        return end > cap
    alone = _needed(block, 0.0)
    for follower in blocks[position + 1 : None if whole else position + 2]:
        if follower.first or not follower.group:
            break
        end, alone = end + _needed(follower, end), alone + _needed(follower, alone)
    return end > cap and (alone <= cap or not whole)


def _columns_under(blocks: list[_Block], cap: float, whole: bool) -> int:
    columns, y = 1, 0.0
    for position, block in enumerate(blocks):
        if _breaks(blocks, position, y, cap, whole):
            columns, y = columns + 1, 0.0
        y += _needed(block, y)
    return columns


def _smallest_cap(blocks: list[_Block], columns: int, whole: bool) -> float:
    """The least height of column under which the blocks hold in so many columns."""
    low, high = 0.0, sum(_needed(each, 1.0) for each in blocks) + 1.0
    while high - low > 4.0:
        middle = (low + high) / 2
        if _columns_under(blocks, middle, whole) <= columns:
            high = middle
        else:
            low = middle
    return high
