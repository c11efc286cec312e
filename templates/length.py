"""How many pages a document takes once printed, without drawing it: never less than the PDF.

A model of the layout of `document.typ`: the same widths, spaces and breaks, and every rounding upwards.
Distances are in points. A test holds it against the pages that are really drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from templates.document import Block, Document, Fields, Figure, Heading, Items, Paragraph, Runs, Table, plain
from templates.widths import BOLD, lines, width

_PAGE = 841.89 - (12 + 13) * 72 / 25.4
_WIDE = (210 - 2 * 17) * 72 / 25.4
_TEXT, _SMALL = 10.0, 9.4
_RISE = 0.66
"""Height of a line of capitals; between two lines comes half an em."""
_CAPTION = _TEXT * (_RISE + 0.5)
_CELL_AIR = 5.2
_TITLES = {1: (16.0, 0.0, 9.0), 2: (11.5, 8.0, 5.0)}
_TITLE = (10.8, 13.0, 5.0)
"""By level: size, space above and below."""
_FEW, _NEAR = 4, 0.7
"""Columns of a table of a few numbers, and the part of the page that it takes."""
_WIDOW = 2
"""Lines that a page break never parts from their paragraph."""


class _Piece(NamedTuple):
    """What is drawn in one go: a line, a row, a whole table; it sticks to the next, or not."""

    above: float
    height: float
    below: float
    sticks: bool = False


def pages(document: Document) -> float:
    """The pages of the PDF: 0.4 is less than half of one, 1.2 begins a second; never less than is drawn."""
    full, at, below, held = 0, 0.0, 0.0, 0.0
    for piece in _pieces(document):
        space = max(below, piece.above) if at else 0.0
        if at and at + space + piece.height > _PAGE:
            full += 1
            at, space = held, 0.0
        over = int((at + space + piece.height) // (_PAGE + 0.01))
        full += over
        at += space + piece.height - over * _PAGE
        held = held + space + piece.height if piece.sticks else 0.0
        below = piece.below
    return full + at / _PAGE


def _pieces(document: Document) -> Iterator[_Piece]:
    above, blocks, below = document.parts()
    yield from _letterhead(above)
    opening = 2 if len(blocks) > 2 and isinstance(blocks[1], Paragraph) else 1
    for rank, block in enumerate(blocks):
        if rank == opening and isinstance(block, Fields) and len(block.fields) > 2:
            yield _opening(block)
        else:
            yield from _block(block, _WIDE)
    yield from _letterhead(below)


def _letterhead(blocks: tuple[Block, ...]) -> Iterator[_Piece]:
    """A team's own words, and the rule that parts them from the document."""
    for block in blocks:
        yield from _block(block, _WIDE)
    if blocks:
        yield _Piece(6, 1, 12)


def _block(block: Block, wide: float) -> Iterator[_Piece]:
    if isinstance(block, Heading):
        size, above, below = _TITLES.get(block.level, _TITLE)
        n = lines(plain(block.runs), _room(wide / BOLD, size))
        yield _Piece(above, _height(n, size) + 3.8, below, sticks=True)
    elif isinstance(block, Paragraph):
        firm = all(run.strong for run in block.runs)
        above = 16.0 if all(run.blank for run in block.runs) else 6.2
        yield from _lines(_taken(block.runs, wide), above, 6.2, sticks=firm)
    elif isinstance(block, Fields):
        last = len(block.fields) - 1
        for at, field in enumerate(block.fields):
            yield from _lines(
                _field(field.label, field.value, wide), 5.0 if at else 5.5, 8 if at == last else 5
            )
    elif isinstance(block, Items):
        for part in (part for item in block.items for part in item):
            yield from _block(part, wide - 16)
    elif isinstance(block, Table):
        yield from _table(block, wide)
    elif isinstance(block, Figure):
        yield _figure(block)


def _figure(block: Figure) -> _Piece:
    """A drawing under its title, never parted."""
    from templates.charts import figure

    titles = lines(block.chart.titre, _room(_WIDE / BOLD, _TEXT))
    return _Piece(10, figure.height_mm(block, _WIDE * 25.4 / 72) * 72 / 25.4 + titles * _CAPTION + 5, 9)


def _lines(taken: int, above: float, below: float, *, sticks: bool = False) -> Iterator[_Piece]:
    """The lines of a paragraph, the first and last ones in pairs."""
    inner = 0.5 * _TEXT
    first = min(taken, _WIDOW if taken != _WIDOW + 1 else taken)
    last = min(taken - first, _WIDOW)
    yield _Piece(above, _height(first, _TEXT), inner if taken > first else below, sticks)
    for _ in range(taken - first - last):
        yield _Piece(inner, _height(1, _TEXT), inner, sticks)
    if last:
        yield _Piece(inner, _height(last, _TEXT), below, sticks)


def _opening(block: Fields) -> _Piece:
    """Two columns side by side, as tall as the taller."""
    half = -(-len(block.fields) // 2)
    wide = (_WIDE - 12) / 2
    sides = (block.fields[:half], block.fields[half:])
    tall = max(sum(_height(_field(f.label, f.value, wide), _TEXT) + 5 for f in side) for side in sides)
    return _Piece(8, tall, 8)


def _field(label: Runs, value: Runs, wide: float) -> int:
    """Lines of one item: its first line hangs out by one em, which the others lose."""
    name = int(width(plain(label)) * BOLD) + 60
    room = _room(wide, _TEXT) - 100
    said = plain(value)
    filler = "n" * (name // 54 + 1)
    return lines(f"{filler} {said}", room)


def _table(block: Table, wide: float) -> Iterator[_Piece]:
    from templates.pdf import column_widths, is_whole

    few = any(block.right) and len(block.head) <= _FEW
    rooms = _columns(block, column_widths(block), wide * _NEAR if few else wide)
    rows = [_row(cells, rooms) for cells in block.rows]
    head = _height(1, _SMALL) + _CELL_AIR
    if any(lines(plain(c), int(r / BOLD)) > 1 for c, r in zip(block.head, rooms, strict=True)):
        head = 3 * head
    caption = _taken(block.caption, wide) * _CAPTION if block.caption else 0.0
    if is_whole(block):
        yield _Piece(8, caption + head + sum(rows), 9)
        return
    yield _Piece(8, caption + head, 0, sticks=True)
    for row in rows:
        yield _Piece(0, row, 0)
    yield _Piece(0, head, 9)  # the head is drawn again on the next page


def _columns(block: Table, told: list[int], wide: float) -> list[int]:
    """The room of each column in hundredths of an em, air taken off."""
    room = _room(wide, _SMALL) - 86 * len(told)
    if any(told):
        free = room - sum(told)
        shared = sum(share for share, known in zip(block.shares, told, strict=True) if not known) or 1
        return [known or free * share // shared for known, share in zip(told, block.shares, strict=True)]
    asked = [
        min(room, max((width(plain(row[at])) for row in (block.head, *block.rows)), default=0))
        if share == 0
        else 0
        for at, share in enumerate(block.shares)
    ]
    free = max(room - sum(asked), room // 4)
    shared = sum(block.shares) or 1
    return [known or max(1, free * share // shared) for known, share in zip(asked, block.shares, strict=True)]


def _row(cells: tuple[Runs, ...], rooms: list[int]) -> float:
    taken = max(_fit(plain(cell), room) for cell, room in zip(cells, rooms, strict=True))
    return _height(taken, _SMALL) + _CELL_AIR


def _fit(text: str, room: int) -> int:
    return lines(text, max(room, 200))


def _taken(runs: Runs, wide: float) -> int:
    firm = any(run.strong for run in runs)
    return lines("".join(run.text for run in runs), _room(wide / (1.04 if firm else 1), _TEXT))


def _room(wide: float, size: float) -> int:
    return int(wide / size * 100)


def _height(n: int, size: float) -> float:
    return n * _RISE * size + max(0, n - 1) * 0.5 * size
