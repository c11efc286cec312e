"""The drawing as SVG: one portrait page to print or pin up, whole in one file.

Text stays text; there is no script, no style sheet, no font and no address to fetch. What matters is told
by a word, a thickness or dashes, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import msgspec

from templates.diagram.layout import (
    BANNER,
    MARGIN,
    PAD,
    RATIO,
    SECTION_SIZE,
    SIZES,
    TITLE_HEIGHT,
    Banner,
    Box,
    Layout,
    Style,
    laid_out,
)
from templates.diagram.letters import width_of, wrapped
from templates.diagram.model import Diagram
from templates.diagram.ways import TRUNK, Head, Line, Ways, number

INK, QUIET, FADED, BLUE, TINT, PALE = "#1a1a1a", "#4a4a4a", "#595959", "#0b4f8a", "#dcebf8", "#eef3f8"
_BAND, _PAPER = "#1f3b57", "#ffffff"
_SHEETS = {"A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)}
_LEAST_LETTERS = 1.9
"""Body of the smallest letters on paper, in millimetres (5,4 points), under which a larger sheet is taken."""
_NARROWEST = 720.0
"""Width of a page that holds a few boxes only: room for the heading and the legend."""
_SAMPLE = 38.0
_HEADING = {"title": INK, "subtitle": QUIET, "path": BLUE}
_LEGEND = (
    ("noyau", "◆ noyau\u00a0: demande toujours une réponse"),
    ("facultative", "○ facultative\u00a0: peut être passée"),
    ("line", "où mène la réponse"),
    ("dashed", "passée si sa condition («\u00a0posée si…\u00a0») n’est pas remplie"),
)
_PATH_LEGEND = (("followed", "● chemin suivi et réponses"), ("faded", "non posée sur ce chemin"))
_INDENTED: tuple[Style, ...] = ("exit", "detail", "answer")
_BOLD: tuple[Style, ...] = ("title", "answer")


def svg(diagram: Diagram, *, detail: bool = False) -> str:
    """The diagram as an SVG page, in portrait.

    Args:
        detail: each place with its answers.
    """
    return "\n".join(_Page(diagram, laid_out(diagram, detail=detail)).lines()) + "\n"


def sheet_of(diagram: Diagram, *, detail: bool = False) -> str:
    """The sheet the drawing is made for: the smallest on which its letters can be read; "" beyond A0."""
    return _sheet(_Page(diagram, laid_out(diagram, detail=detail)).width)[0]


def _sheet(width: float) -> tuple[str, float, float]:
    """Name, width and height in millimetres of the sheet for a page of that width in user units."""
    needed = width * _LEAST_LETTERS / min(SIZES.values())
    for name, (across, down) in _SHEETS.items():
        if across >= needed:
            return name, across, down
    return "", needed, needed * RATIO


class _Words(msgspec.Struct, frozen=True):
    """A line of the heading, or an item of the legend, where it stands."""

    text: str
    x: float
    y: float
    size: float
    kind: str


class _Page:
    """The page: the layout under its heading, above its legend, in the proportions of paper."""

    def __init__(self, diagram: Diagram, layout: Layout) -> None:
        self.diagram = diagram
        self.layout = layout
        self.width = max(layout.width, _NARROWEST)
        self.height = 0.0
        self._set()
        if self.height > self.width * RATIO:
            self.width = self.height / RATIO
            self._set()
        self.height = self.width * RATIO

    def _set(self) -> None:
        """Everything that depends on the width: a wider page never asks for more height."""
        self.heading = list(self._headings())
        self.lower = max(0.0, self.heading[-1].y + 14 - TITLE_HEIGHT)
        self.legend = list(self._legends())
        self.height = self.lower + self.layout.height + self.legend[-1].y + 24

    def lines(self) -> Iterator[str]:
        _, across, down = _sheet(self.width)
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(across)}mm" height="{number(down)}mm" '
            f'viewBox="0 0 {number(self.width)} {number(self.height)}" role="img" '
            'aria-labelledby="titre resume" lang="fr" font-family="sans-serif">'
        )
        yield f'<title id="titre">{_escaped(self._title())}</title>'
        yield f'<desc id="resume">{_escaped(self._summary())}</desc>'
        yield f'<rect width="{number(self.width)}" height="{number(self.height)}" fill="{_PAPER}"/>'
        for each in self.heading:
            bold, fill = each.kind != "subtitle", _HEADING[each.kind]
            yield _text(each.text, each.x, each.y, each.size, bold=bold, fill=fill)
        aside = (self.width - self.layout.width) / 2
        yield f'<g transform="translate({number(aside)} {number(self.lower)})">'
        yield from self._ways()
        for banner in self.layout.banners:
            yield from _banner(banner)
        for box in self.layout.boxes:
            yield from self._box(box)
        yield "</g>"
        foot = self.height - self.legend[-1].y - 24
        for each in self.legend:
            yield from _sample(each.kind, each.x, foot + each.y)
            yield _text(each.text, each.x + _SAMPLE, foot + each.y + 4, each.size)
        yield "</svg>"

    def _headings(self) -> Iterator[_Words]:
        room = self.width - 2 * MARGIN
        y = 20.0
        parts = [(self.diagram.title, 24.0, "title"), (self.diagram.subtitle, 13.0, "subtitle")]
        if self.diagram.path is not None:
            parts.append((self.diagram.path.title, 16.0, "path"))
        for text, size, kind in parts:
            for line in wrapped(text, room, size, bold=kind != "subtitle"):
                y += size * 1.32
                yield _Words(line, MARGIN, y, size, kind)

    def _legends(self) -> Iterator[_Words]:
        items = [*_LEGEND, *(_PATH_LEGEND if self.diagram.path is not None else ())]
        x, y = MARGIN, 18.0
        for kind, words in items:
            needed = _SAMPLE + width_of(words, 12)
            if x > MARGIN and x + needed > self.width - MARGIN:
                x, y = MARGIN, y + 22
            yield _Words(words, x, y, 12.0, kind)
            x += needed + 26

    def _title(self) -> str:
        path = self.diagram.path
        return f"{self.diagram.title} — {path.title}" if path else self.diagram.title

    def _summary(self) -> str:
        names = ", ".join(group.title for group in self.diagram.shown)
        summary = (
            f"{self.diagram.subtitle} Les questions se lisent de haut en bas, colonne après colonne. "
            f"Étapes\u00a0: {names}."
        )
        if self.diagram.path is None:
            return summary
        told = "\u202f; ".join(
            f"{self.diagram.places[stop.place].name}\u00a0: {stop.answer}"
            for stop in self.diagram.path.stops
            if stop.answer
        )
        return f"{summary} {self.diagram.path.title}. {told}."

    def _ways(self) -> Iterator[str]:
        ways = Ways(self.diagram, self.layout)
        for line in ways.lines():
            yield from _line(line)
        if self.layout.boxes and not self.diagram.only:
            first = self.layout.boxes[0]
            yield _text("début", first.x + TRUNK + 10, first.y - 10, 10.5, fill=QUIET)
        for box, words in ways.onward():
            shown = _cut(words, box.width - TRUNK - 20, 10.5)
            yield _text(shown, box.x + TRUNK + 10, box.bottom + 15, 10.5, fill=QUIET)

    def _box(self, box: Box) -> Iterator[str]:
        place = box.place
        left_out, ending = self.diagram.left_out(place.id), self.diagram.is_ending(place.id)
        frame = _frame(place.mark, left_out, place.id in self.diagram.answers, ending)
        yield f"<g><title>{_escaped(place.id)}</title>"
        yield (
            f'<rect x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}" '
            f'height="{number(box.height)}" rx="{14 if ending else 4}" {frame}/>'
        )
        for line in box.lines:
            yield _text(
                line.text,
                box.x + PAD + (10 if line.style in _INDENTED else 0),
                box.y + line.y,
                SIZES[line.style],
                bold=line.style in _BOLD,
                italic=line.style == "guard",
                fill=FADED if left_out else _INKS.get(line.style, INK),
            )
        yield "</g>"


_INKS: dict[Style, str] = {"answer": BLUE, "note": QUIET, "guard": QUIET}


def _banner(banner: Banner) -> Iterator[str]:
    yield (
        f'<rect x="{number(banner.x)}" y="{number(banner.y)}" width="{number(banner.width)}" '
        f'height="{number(BANNER)}" rx="3" fill="{_BAND}"/>'
    )
    words = f"{banner.text} (suite)" if banner.again else banner.text
    yield _text(words, banner.x + 10, banner.y + 18, SECTION_SIZE, bold=True, fill=_PAPER)


def _line(line: Line) -> Iterator[str]:
    ink, width = (BLUE, "4.5") if line.followed else (QUIET, "1.4")
    dashes = f' stroke-dasharray="{"9 5" if line.followed else "5 4"}"' if line.dashed else ""
    yield f'<path d="{line.d}" fill="none" stroke="{ink}" stroke-width="{width}"{dashes}/>'
    if line.head is not None:
        x, y, direction = line.head
        wide = 1.6 if line.followed else 1.0
        corners = {
            "down": ((0, 0), (-4, -8), (4, -8)),
            "right": ((0, 0), (-8, -4), (-8, 4)),
            "left": ((0, 0), (8, -4), (8, 4)),
        }[direction]
        points = " ".join(f"{number(x + dx * wide)},{number(y + dy * wide)}" for dx, dy in corners)
        yield f'<polygon points="{points}" fill="{ink}"/>'


def _frame(mark: str, left_out: bool, visited: bool, ending: bool) -> str:
    if left_out:
        return f'fill="{_PAPER}" stroke="{FADED}" stroke-width="1" stroke-dasharray="2 3"'
    if visited:
        return f'fill="{TINT}" stroke="{BLUE}" stroke-width="3.5"'
    if mark == "noyau" or ending:
        return f'fill="{PALE}" stroke="{INK}" stroke-width="2.2"'
    return f'fill="{_PAPER}" stroke="{QUIET}" stroke-width="1"'


def _sample(kind: str, x: float, y: float) -> Iterator[str]:
    if kind in ("line", "dashed", "followed"):
        head: Head | None = (x + 30, y, "right") if kind != "dashed" else None
        d = f"M{number(x)} {number(y)}H{number(x + 28)}"
        yield from _line(Line(d, kind == "followed", kind == "dashed", head))
        return
    frame = _frame(kind, kind == "faded", False, False)
    yield f'<rect x="{number(x)}" y="{number(y - 8)}" width="30" height="16" rx="3" {frame}/>'


def _text(
    words: str,
    x: float,
    y: float,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    fill: str = INK,
) -> str:
    looks = ' font-weight="bold"' if bold else ""
    looks += ' font-style="italic"' if italic else ""
    where = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}"'
    return f"<text {where}{looks}>{_escaped(words)}</text>"


def _cut(words: str, width: float, size: float) -> str:
    """The words, cut where they no longer fit."""
    whole = words
    while len(words) > 1 and width_of(f"{words}…", size) > width:
        words = words[:-1].rstrip()
    return words if words == whole else f"{words}…"


def _escaped(words: str) -> str:
    """Words as SVG text: what XML cannot hold at all is left out."""
    return escape("".join(each for each in words if each in "\t\n" or each >= " "))
