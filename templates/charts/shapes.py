"""The pieces of a drawing, as SVG. Inks are told apart by lightness, so that grey paper loses nothing."""

from __future__ import annotations

from html import escape
from typing import Literal

from templates.diagram.letters import width_of, wrapped

INK, QUIET, GRID, PAPER, GAP = "#1a1a1a", "#4a4a4a", "#d4d4d4", "#ffffff", "#ececec"
DARK, MIDDLE, LIGHT = "#1f3b57", "#5f86ab", "#cfdeec"
SIZE, SMALL = 14.0, 12.0
"""Letters of what is read first, and of the axes, in user units: pixels where the page has room."""
FILLS = 4
"""How many ways of filling a bar there are."""
DASHES = ("", "7 4", "2 4", "10 3 2 3")
Anchor = Literal["start", "middle", "end"]


def place(value: float) -> str:
    """A coordinate, to a tenth."""
    return f"{value:.1f}".removesuffix(".0").replace("-0", "-0" if value <= -0.05 else "0")


def text(
    words: str,
    x: float,
    y: float,
    size: float = SIZE,
    *,
    at: Anchor = "start",
    bold: bool = False,
    ink: str = INK,
    halo: bool = False,
) -> str:
    """One line of text, its base on *y*; a *halo* of paper keeps it readable over a line."""
    anchor = "" if at == "start" else f' text-anchor="{at}"'
    weight = ' font-weight="bold"' if bold else ""
    around = (
        f' stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    )
    return (
        f'<text x="{place(x)}" y="{place(y)}" font-size="{place(size)}" fill="{ink}"{anchor}{weight}{around}>'
        f"{escape(words, quote=False)}</text>"
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, ink: str = INK, width: float = 1, dash: str = ""
) -> str:
    """A straight line."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{place(x1)}" y1="{place(y1)}" x2="{place(x2)}" y2="{place(y2)}" '
        f'stroke="{ink}" stroke-width="{place(width)}"{dashes}/>'
    )


def box(x: float, y: float, width: float, height: float, fill: str, *, edge: str = "") -> str:
    """A rectangle; *fill* is any SVG paint."""
    stroke = f' stroke="{edge}" stroke-width="1"' if edge else ""
    return (
        f'<rect x="{place(x)}" y="{place(y)}" width="{place(width)}" height="{place(height)}" '
        f'fill="{fill}"{stroke}/>'
    )


def dot(x: float, y: float, radius: float = 3) -> str:
    """A point of a line."""
    return f'<circle cx="{place(x)}" cy="{place(y)}" r="{place(radius)}" fill="{DARK}"/>'


def path(points: list[tuple[float, float]], *, dash: str = "") -> str:
    """A line through the points."""
    way = " L".join(f"{place(x)} {place(y)}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M{way}" fill="none" stroke="{DARK}" stroke-width="2.2" stroke-linejoin="round"{dashes}/>'
    )


def bar(x: float, y: float, width: float, height: float, rank: int, name: str) -> str:
    """A bar, filled and edged according to its *rank* among the series; *name* prefixes the patterns."""
    fill = (DARK, f"url(#{name}-hachures)", LIGHT, f"url(#{name}-points)")[rank % FILLS]
    return box(x, y, width, height, fill, edge=DARK)


def patterns(name: str) -> str:
    """The hatching and the dots that `bar` uses."""
    return (
        f'<defs><pattern id="{name}-hachures" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{PAPER}"/>'
        f'<rect width="2.4" height="6" fill="{DARK}"/></pattern>'
        f'<pattern id="{name}-points" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{PAPER}"/><circle cx="3" cy="3" r="1.3" fill="{DARK}"/>'
        "</pattern></defs>"
    )


def cut(words: str, room: float) -> str:
    """The words in bold letters, or as many as there is room for and an ellipsis."""
    if width_of(words, SIZE, bold=True) <= room:
        return words
    return wrapped(words, room - width_of("…", SIZE, bold=True), SIZE, bold=True)[0].rstrip() + "…"
