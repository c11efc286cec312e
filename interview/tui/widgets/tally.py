"""How many gave each answer, as bars that a room can read: a number, a bar, a label in whole words.

A bar says nothing that its number does not; what comes after the discussion has a bar of another grain.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from textual.content import Content

from interview.tui.drawing import CURRENT, MUTED, STRONG, wrapped
from interview.tui.widgets.bars import BAR_STYLE, NOW, THEN, bar
from templates.typography import french

WIDEST_BAR, NARROWEST_BAR = 64, 12
MARK = "◆"
AIRY_UNTIL = 5
"""So many answers at most are set apart by a blank line."""
GAP = "  "


class Tally(msgspec.Struct, frozen=True):
    """One answer.

    Attributes:
        counts: how many gave it, at each moment.
        mark: what is said of it in words (« la référence »), "" for nothing.
    """

    label: str
    counts: tuple[int, ...]
    mark: str = ""


def tally_lines(
    rows: Sequence[Tally], names: Sequence[str], width: int, unit: str = "", thick: int = 1
) -> list[Content]:
    """Each answer with its numbers and bars beside it; *names* say the moments where there are several.

    Args:
        unit: « % » where counts are shares out of a hundred.
        thick: lines that a bar takes: more are seen from further away.
    """
    highest = 100 if unit == "%" else max((count for row in rows for count in row.counts), default=0)
    digits = max((len(_number(count, unit)) for row in rows for count in row.counts), default=1)
    longest = max((len(each) for row in rows for each in (row.label, _marked(row))), default=0)
    label = min(longest, width - digits - NARROWEST_BAR - 2 * len(GAP), max(24, width // 2))
    room = max(NARROWEST_BAR, min(WIDEST_BAR, width - label - digits - 2 * len(GAP)))
    lines = _key(names)
    for rank, row in enumerate(rows):
        if rank and len(rows) <= AIRY_UNTIL:
            lines.append(Content(""))
        drawn = [bar(each, highest, room, compared=at > 0) for at, each in enumerate(row.counts)]
        lines += _row(row, drawn, label, digits, unit, thick)
    return lines


def _row(row: Tally, drawn: Sequence[str], wide: int, digits: int, unit: str, thick: int) -> list[Content]:
    quiet = MUTED if not any(row.counts) else ""
    names = wrapped(Content.styled(row.label, quiet), wide)
    if row.mark:
        names += [Content.styled(each.plain, CURRENT) for each in wrapped(_marked(row), wide)]
    lines: list[Content] = []
    for rank in range(max(len(names), len(drawn) * thick)):
        name = names[rank] if rank < len(names) else Content("")
        line = name + Content(" " * (wide - name.cell_length))
        at, again = divmod(rank, thick)
        if at < len(drawn):
            number = "" if again else _number(row.counts[at], unit)
            line += Content.styled(f"{GAP}{number:>{digits}}{GAP}", STRONG)
            line += Content.styled(drawn[at], MUTED if at else BAR_STYLE)
        lines.append(line)
    return lines


def _marked(row: Tally) -> str:
    return f"{MARK} {row.mark}" if row.mark else ""


def _number(count: int, unit: str) -> str:
    return french(f"{count} {unit}") if unit else str(count)


def _key(names: Sequence[str]) -> list[Content]:
    """Which grain is which moment."""
    if len(names) < 2:
        return []
    told = "   ".join(f"{grain * 2} {name}" for grain, name in zip((NOW, THEN), names, strict=False))
    return [Content.styled(told, MUTED), Content("")]
