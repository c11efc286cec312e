"""The PDF writer: PDF/UA-1 through Typst. The tree is handed over as JSON, never pasted into source.

Only the fonts inside the typst wheel are used, so that every machine draws the same pages. A
character none of them has is written as its code point, `[U+1F600]`: PDF/UA forbids a hole.
"""

from __future__ import annotations

import calendar
import re
import threading
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from templates.document import Block, Document, Fields, Heading, Items, Paragraph, Runs, Table, plain
from templates.faults import WriterFault

if TYPE_CHECKING:
    import typst

_LOCK = threading.Lock()
_WHOLE_ROWS, _WHOLE_CHARACTERS = 16, 1200
_FIRM_CHARACTERS = 500
"""A row whose cells are no longer than that is never taller than a page: it is not cut in two."""


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """One compiler for the life of the process: fonts are read once."""
    import typst

    source = Path(str(files("templates").joinpath("document.typ")))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return typst.Compiler(source, root=source.parent, font_paths=fonts)


def write(document: Document) -> bytes:
    """The document as an accessible, tagged PDF."""
    import typst

    tree = msgspec.json.encode(
        {"title": document.title, "blocks": list(map(_block, document.blocks))}
    ).decode()
    instant = calendar.timegm(document.date.timetuple())
    try:
        return _compile(tree, instant)
    except typst.TypstError as error:
        drawable = _without_missing(tree, error)
    try:
        return _compile(drawable, instant)
    except typst.TypstError as error:
        raise WriterFault(f"Le PDF n’a pas pu être écrit\u00a0: {error.message}") from error


def _block(block: Block) -> dict[str, Any]:
    """A block as `document.typ` reads it."""
    if isinstance(block, Heading):
        return {"type": "heading", "level": block.level, "text": _text(block.runs)}
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "text": _text(block.runs)}
    if isinstance(block, Fields):
        return {"type": "fields", "fields": [(_text(f.label), _text(f.value)) for f in block.fields]}
    if isinstance(block, Items):
        items = [list(map(_block, item)) for item in block.items]
        return {"type": "items", "ordered": block.ordered, "items": items}
    return {
        "type": "table",
        "caption": _text(block.caption),
        "head": list(map(_text, block.head)),
        "cells": [_text(cell) for row in block.rows for cell in row],
        "shares": block.shares,
        "whole": _whole(block),
        "firm": [all(len(plain(cell)) <= _FIRM_CHARACTERS for cell in row) for row in block.rows],
    }


def _whole(table: Table) -> bool:
    """Whether a table is surely shorter than half a page, and so better kept in one piece."""
    if len(table.rows) > _WHOLE_ROWS:
        return False
    return sum(len(plain(cell)) for row in table.rows for cell in row) <= _WHOLE_CHARACTERS


def _text(runs: Runs) -> str | Runs:
    """Text without style as one string: the engine reads it at once."""
    if len(runs) == 1:
        run = runs[0]
        return runs if run.strong or run.em or run.text == "\n" else run.text
    return runs or ""


def _compile(tree: str, instant: int) -> bytes:
    with _LOCK:
        written = _compiler().compile(
            format="pdf", pdf_standards=["ua-1"], sys_inputs={"document": tree}, timestamp=instant
        )
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
