"""The PDF writer: PDF/UA-1 through Typst. The tree is handed over as JSON, never pasted into source.

Only the fonts inside the typst wheel are used, so that every machine draws the same pages. A
character none of them has is written as its code point, `[U+1F600]`: PDF/UA forbids a hole.
"""

from __future__ import annotations

import calendar
import re
import threading
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from templates.document import (
    Block,
    Document,
    Fields,
    Figure,
    Heading,
    Items,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
)
from templates.faults import WriterFault
from templates.widths import BOLD, width

if TYPE_CHECKING:
    import typst

_LOCK = threading.Lock()
_TEXT_WIDTH_MM = 210.0 - 2 * 17
_WHOLE_ROWS, _WHOLE_CHARACTERS = 16, 1200
_ROOM, _GUTTER, _NARROW_SHARE = 5300, 86, 1400
"""Hundredths of an em between the margins, between two columns, and in the least room of a free column."""
_COLON = Run("\u00a0:")
_SINGLE_CHARACTERS = 4200
"""A text no longer than that mostly takes one page; where it does not, it is drawn once more."""
_SINGLE, _SEVERAL, _ONE_PAGE = '{"single":true', '{"single":false', b"/Type/Pages/Count 1/"
"""How a tree thought to take one page begins, how any other does, and what a file of one page bears."""
_FIRM_CHARACTERS = 500
"""A row whose cells are no longer than that is never taller than a page: it is not cut in two."""


@lru_cache(maxsize=1)
def _compiler() -> tuple[typst.Compiler, bytes]:
    """One compiler for the life of the process, and what it runs: fonts are read once."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return typst.Compiler(font_paths=fonts), files("templates").joinpath("document.typ").read_bytes()


def write(document: Document) -> bytes:
    """The document as an accessible, tagged PDF."""
    import typst

    instant = calendar.timegm(document.date.timetuple())
    tree = _tree(document, single=len(document.source) < _SINGLE_CHARACTERS)
    try:
        written = _compile(tree, instant)
    except typst.TypstError as error:
        tree = _without_missing(tree, error)
        written = _compiled_or_refused(tree, instant)
    if tree.startswith(_SINGLE) and _ONE_PAGE not in written:
        return _compiled_or_refused(tree.replace(_SINGLE, _SEVERAL, 1), instant)
    return written


def _compiled_or_refused(tree: str, instant: int) -> bytes:
    import typst

    try:
        return _compile(tree, instant)
    except typst.TypstError as error:
        raise WriterFault(f"Le PDF n’a pas pu être écrit\u00a0: {error.message}") from error


def _tree(document: Document, *, single: bool) -> str:
    """What `document.typ` draws; *single*: it is thought to take one page, as its foot then says."""
    blocks = list(map(_block, document.blocks))
    tree = {
        "single": single,
        "title": document.title,
        "large": document.large,
        "head": document.head,
        "foot": document.foot,
        "blocks": blocks,
    }
    return msgspec.json.encode(tree).decode()


def _block(block: Block) -> dict[str, Any]:
    """A block as `document.typ` reads it."""
    if isinstance(block, Heading):
        return {"type": "heading", "level": block.level, "text": _text(block.runs)}
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "text": _text(block.runs)}
    if isinstance(block, Fields):
        pairs = [(_text((*f.label, _COLON)), _text(f.value)) for f in block.fields]
        return {"type": "fields", "fields": pairs, "styled": _styled(text for pair in pairs for text in pair)}
    if isinstance(block, Items):
        items = [list(map(_block, item)) for item in block.items]
        return {"type": "items", "ordered": block.ordered, "items": items}
    if isinstance(block, Figure):
        from templates.charts import figure

        return figure.pdf(block, _TEXT_WIDTH_MM)
    cells = [_text(cell) for row in block.rows for cell in row]
    return {
        "type": "table",
        "caption": _text(block.caption),
        "head": list(map(_text, block.head)),
        "cells": cells,
        "styled": _styled(cells),
        "shares": block.shares,
        "widths": column_widths(block),
        "right": block.right,
        "whole": is_whole(block),
        "firm": [all(len(plain(cell)) <= _FIRM_CHARACTERS for cell in row) for row in block.rows],
    }


def column_widths(table: Table) -> list[int]:
    """The width of each column of short cells in hundredths of an em, 0 to leave it to the engine.

    A width told costs nothing; one the engine must find is a second reading of the whole column.
    """
    known = [
        0
        if share
        else max(int(BOLD * width(plain(table.head[at]))), *(_widest(row[at]) for row in table.rows), 0)
        for at, share in enumerate(table.shares)
    ]
    asked = sum(known) + _GUTTER * len(known) + _NARROW_SHARE * sum(not wide for wide in known)
    return known if asked <= _ROOM else [0] * len(known)


def _widest(runs: Runs) -> int:
    return int(sum(width(run.text) * (BOLD if run.strong else 1) for run in runs))


def is_whole(table: Table) -> bool:
    """Whether a table is surely shorter than half a page, and so better kept in one piece."""
    if len(table.rows) > _WHOLE_ROWS:
        return False
    return sum(len(plain(cell)) for row in table.rows for cell in row) <= _WHOLE_CHARACTERS


def _styled(texts: Iterable[str | Runs]) -> bool:
    return any(type(text) is not str for text in texts)


def _text(runs: Runs) -> str | Runs:
    """Text without style as one string: the engine reads it at once."""
    if len(runs) == 1:
        run = runs[0]
        return runs if run.strong or run.em or run.text == "\n" else run.text
    if any(run.strong or run.em or run.blank or run.text == "\n" for run in runs):
        return runs
    return "".join(run.text for run in runs)


def _compile(tree: str, instant: int) -> bytes:
    with _LOCK:
        compiler, source = _compiler()
        given: Any = {"main.typ": source, "document.json": tree.encode()}
        written = compiler.compile(given, format="pdf", pdf_standards=["ua-1"], timestamp=instant)
    if not isinstance(written, bytes):
        raise WriterFault("Le PDF n’a pas pu être écrit\u00a0: le moteur n’a rien rendu.")
    return written


_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def _without_missing(tree: str, error: typst.TypstError) -> str:
    """The tree with each character the fonts lack written as its code point."""
    named = "".join(_MISSING.findall(error.diagnostic))
    characters = set(_ESCAPED.sub(lambda m: chr(int(m[1], 16)), named))
    table = {ord(c): f"[U+{ord(c):04X}]" for c in characters if ord(c) > 126}
    return tree.translate(table)
