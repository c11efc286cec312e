"""Markdown read once into one small tree, which every writer shares.

The dialect is the part of Markdown a sheet needs: headings, paragraphs, lists, tables, strong,
emphasis, hard breaks. Links, images, code and HTML are not read: they stay text. Some habits of
writing carry meaning that Markdown has no sign for:

- a list whose items all begin with a strong label, `- **Service** : …`, is a list of fields;
- a paragraph wholly in emphasis just before a table is the caption of that table;
- an emphasis made of dots only, `*………*`, is a blank to fill in by hand;
- a table whose first cells are all strong has them for headers of its rows;
- a chart is the paragraph that the filter `dessin` writes (`templates.charts.signs`).

Data cannot forge them: it reaches the Markdown escaped.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

from templates.chart_context import Graphique
from templates.charts import signs


class Run(msgspec.Struct, frozen=True, omit_defaults=True):
    """A piece of text in one style; the text of a hard break is one line end."""

    text: str
    strong: bool = False
    em: bool = False
    blank: bool = False


Runs = tuple[Run, ...]


class Heading(msgspec.Struct, frozen=True, tag_field="type", tag="heading"):
    """A title; level 1 is the title of the document, once."""

    level: int
    runs: Runs


class Paragraph(msgspec.Struct, frozen=True, tag_field="type", tag="paragraph"):
    """Running text."""

    runs: Runs


class Field(msgspec.Struct, frozen=True):
    """A label and its value."""

    label: Runs
    value: Runs


class Fields(msgspec.Struct, frozen=True, tag_field="type", tag="fields"):
    """Labels and values, in order."""

    fields: tuple[Field, ...]


class Items(msgspec.Struct, frozen=True, tag_field="type", tag="items"):
    """A list; each item holds blocks."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]


class Table(msgspec.Struct, frozen=True, tag_field="type", tag="table"):
    """A table with one row of headers; `shares` gives each column its part of the width, 0 = its content.

    `right` says which columns are set to the right, nothing when none is; `row_headers`, whether the first
    cell of a row names it.
    """

    caption: Runs
    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    shares: tuple[int, ...]
    right: tuple[bool, ...] = ()
    row_headers: bool = False

    def aligned(self) -> tuple[bool, ...]:
        """For each column, whether it is set to the right."""
        return self.right or (False,) * len(self.head)


class Figure(msgspec.Struct, frozen=True, tag_field="type", tag="figure"):
    """A chart; `rank` counts the charts of the document from 1."""

    chart: Graphique
    rank: int

    @property
    def alt(self) -> str:
        """The chart in words."""
        from templates.charts.words import description_of

        return description_of(self.chart)


Block = Heading | Paragraph | Fields | Items | Table | Figure


class Document(msgspec.Struct, frozen=True):
    """A whole document: its title, its blocks, the Markdown it was read from, the day it bears.

    ``large``: it is written in letters of 14 points at least. ``head`` and ``foot`` count the first and the
    last blocks that are a team's letterhead.
    """

    title: str
    blocks: tuple[Block, ...]
    source: str
    date: datetime.date
    large: bool = False
    head: int = 0
    foot: int = 0

    def parts(self) -> tuple[tuple[Block, ...], tuple[Block, ...], tuple[Block, ...]]:
        """The letterhead, the document itself, the foot of the letterhead."""
        end = len(self.blocks) - self.foot
        return self.blocks[: self.head], self.blocks[self.head : end], self.blocks[end:]


def plain(runs: Runs) -> str:
    """The text of the runs, without style."""
    return "".join(run.text for run in runs)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    wanted = ["heading", "list", "table", "emphasis", "escape", "newline"]
    # Inline text is parsed by the reader: most of it bears no mark, and needs no parser at all.
    return MarkdownIt("zero").enable(wanted).disable(["inline", "text_join"])


def parse(markdown: str, date: datetime.date, *, large: bool = False) -> Document:
    """Read the Markdown of a document."""
    from templates.shortcut import quick_blocks

    blocks = quick_blocks(markdown)
    if blocks is None:
        blocks = blocks_of(markdown)
    title = next((plain(b.runs) for b in blocks if isinstance(b, Heading) and b.level == 1), "")
    return Document(title, _ordered(blocks), _readable(markdown), date, large)


def _readable(markdown: str) -> str:
    """The Markdown that leaves: each chart in words."""
    if signs.OPEN not in markdown:
        return markdown
    from templates.charts.filters import in_words

    return signs.without_signs(markdown, in_words)


def blocks_of(markdown: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text, by the parser."""
    return _Reader(_parser().parse(markdown)).blocks()


def _ordered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Heading levels without a gap and one level 1 only: assistive tools walk by level."""
    result: list[Block] = []
    last = 0
    for block in blocks:
        if isinstance(block, Heading):
            last = min(block.level, last + 1) if last == 0 else max(2, min(block.level, last + 1))
            result.append(Heading(last, block.runs) if last != block.level else block)
        else:
            result.append(block)
    return tuple(result)


_DOTS = re.compile("[.… ]*[.…]{3,}[.… ]*|…")
_COLON = re.compile("^[ \u00a0\u202f]*:[ \u00a0]*")


class _Reader:
    """Walks the flat list of markdown-it tokens once."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._charts = 0

    def blocks(self, closing: str = "") -> tuple[Block, ...]:
        """The blocks up to the closing token, which is consumed."""
        found: list[Block] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == closing:
                break
            if token.type == "heading_open":
                found.append(Heading(int(token.tag[1]), self._inline()))
            elif token.type == "paragraph_open":
                found.append(self._figure() or Paragraph(self._inline()))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                found.append(self._list(ordered=token.type[0] == "o"))
            elif token.type == "table_open":
                caption = caption_above(found)
                found.append(self._table(caption))
        return tuple(found)

    def _inline(self) -> Runs:
        runs = inline(self._tokens[self._at].content)
        self._at += 2  # the inline token and the closing one
        return runs

    def _figure(self) -> Figure | None:
        """The paragraph as a chart, if it is the sign of one."""
        content = self._tokens[self._at].content
        chart = signs.read(content) if content[:1] == signs.OPEN else None
        if not chart:
            return None
        self._at += 2
        self._charts += 1
        return Figure(chart, self._charts)

    def _list(self, ordered: bool) -> Items | Fields:
        items: list[tuple[Block, ...]] = []
        closing = "ordered_list_close" if ordered else "bullet_list_close"
        while self._tokens[self._at].type != closing:
            self._at += 1
            items.append(self.blocks("list_item_close"))
        self._at += 1
        if not ordered:
            fields = [field_of(item) for item in items]
            if all(fields):
                return Fields(tuple(field for field in fields if field))
        return Items(ordered, tuple(items))

    def _table(self, caption: Runs) -> Table:
        rows: list[list[Runs]] = []
        right: list[bool] = []
        while (kind := self._tokens[self._at].type) != "table_close":
            if kind == "tr_open":
                rows.append([])
            elif kind == "th_open":
                right.append(self._tokens[self._at].attrs.get("style") == "text-align:right")
            elif kind == "inline":
                rows[-1].append(inline(self._tokens[self._at].content))
            self._at += 1
        self._at += 1
        head, *body = (tuple(row) for row in rows)
        return made_table(caption, head, tuple(body), tuple(right) if any(right) else ())


def made_table(
    caption: Runs, head: tuple[Runs, ...], body: tuple[tuple[Runs, ...], ...], right: tuple[bool, ...] = ()
) -> Table:
    """A table of those cells; where the first of each row is wholly strong, it is the header of its row."""
    named = bool(body) and all(row and row[0] and all(run.strong for run in row[0]) for row in body)
    if named:
        body = tuple((tuple(Run(run.text, em=run.em) for run in row[0]), *row[1:]) for row in body)
    shares = shares_of(head, body)
    if named and right and not any(shares[:-1]):
        shares = (1, *(0 for _ in head[1:]))  # the names take what the numbers leave
    return Table(caption, head, body, shares, right, named)


def caption_above(found: list[Block]) -> Runs:
    if found and isinstance(found[-1], Paragraph) and all(run.em and not run.blank for run in found[-1].runs):
        runs = found.pop().runs  # type: ignore[union-attr]
        return tuple(Run(run.text, run.strong) for run in runs)
    return ()


def field_of(item: tuple[Block, ...]) -> Field | None:
    """The item as a field, if it is one strong label, a colon and a value."""
    if len(item) != 1 or not isinstance(item[0], Paragraph):
        return None
    runs = item[0].runs
    first = next((at for at, run in enumerate(runs) if not run.strong), len(runs))
    if first in (0, len(runs)):
        return None
    colon = _COLON.match(runs[first].text)
    if not colon:
        return None
    rest = runs[first].text[colon.end() :]
    head = (Run(rest, em=runs[first].em),) if rest else ()
    label = tuple(Run(run.text, em=run.em) for run in runs[:first])
    return Field(label, head + runs[first + 1 :])


_MARK = re.compile(r"[\\*_\n]")


# By far the most common marked line of a sheet, `**label** : value`: exactly what the parser would say of it.
_LABELLED = re.compile(r"\*\*([^\W_](?:[^\\*_\n]*[^\W_])?)\*\*([^\\*_\n]+)")


@lru_cache(maxsize=2048)  # labels, dates and names of columns come back on every sheet
def inline(content: str) -> Runs:
    if not _MARK.search(content):
        return (Run(content),) if content else ()
    if labelled := _LABELLED.fullmatch(content):
        return (Run(labelled[1], strong=True), Run(labelled[2]))
    return parsed(content)


def parsed(content: str) -> Runs:
    """One line of inline Markdown, by the parser."""
    children: list[Token] = []
    parser = _parser()
    parser.inline.parse(content, parser, {}, children)
    return _runs(children)


def _runs(children: Sequence[Token]) -> Runs:
    """Inline tokens as runs: neighbours of the same style become one."""
    pieces: list[tuple[str, bool, bool]] = []
    strong = em = 0
    for token in children:
        kind = token.type
        if kind in ("text", "text_special"):
            text = token.content
        elif kind == "softbreak":
            text = " "
        elif kind == "hardbreak":
            text = "\n"
        else:
            step = token.nesting
            strong += step if kind.startswith("strong") else 0
            em += step if kind.startswith("em") else 0
            continue
        style = (strong > 0, em > 0)
        if pieces and pieces[-1][1:] == style and "\n" not in (text, pieces[-1][0]):
            pieces[-1] = (pieces[-1][0] + text, *style)
        elif text:
            pieces.append((text, *style))
    return tuple(
        Run(text, strong_, em_, em_ and bool(_DOTS.fullmatch(text))) for text, strong_, em_ in pieces
    )


_SHORT_CELL, _SHORT_WORD = 18, 32
"""Characters a cell may have, and one without a space, in a column as wide as its content."""


def shares_of(head: tuple[Runs, ...], body: Sequence[tuple[Runs, ...]]) -> tuple[int, ...]:
    """A column of short cells takes its content's width; the others share the rest by their volume."""
    shares: list[int] = []
    for column, title in enumerate(head):
        cells = [text for row in body if (text := plain(row[column]))]
        short = all(len(text) <= (_SHORT_CELL if " " in text else _SHORT_WORD) for text in cells)
        if short and len(plain(title)) <= _SHORT_CELL:
            shares.append(0)
        else:
            sizes = [len(text) for text in cells] or [0]
            shares.append(min(60, max(16, (sum(sizes) // len(sizes) + max(sizes)) // 2)))
    if not any(shares) and shares:
        return (*shares[:-1], 1)
    return tuple(shares)
