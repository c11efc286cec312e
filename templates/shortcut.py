"""The short way through a Markdown document written plainly: the same blocks, without the general parser.

Almost every line of a sheet is a title, a labelled item, a row of a table or a paragraph that begins with
a letter. Those shapes are read here; a document with anything else goes whole through the parser, which
stays the only judge of what Markdown means (tests/templates/test_document.py holds both ways equal).
"""

from __future__ import annotations

import re

from markdown_it.rules_block.table import escapedSplit

from templates.document import (
    Block,
    Field,
    Fields,
    Heading,
    Items,
    Paragraph,
    Runs,
    Table,
    caption_above,
    field_of,
    inline,
    made_table,
)

_TITLE = re.compile(r"(#{1,6}) +([^\s#][^\n#]*)")
_RULE = re.compile(r"\|(?:-{3,}\|)+")
_TEXT = re.compile(r"(?:\*{0,2}[^\W\d_]|\\|\*?[«…])")
_ITEM = re.compile(rf"- {_TEXT.pattern}")


def quick_blocks(markdown: str) -> tuple[Block, ...] | None:
    """The blocks of a document, or None where one of its parts is not of a shape known here."""
    if "\r" in markdown or "\x00" in markdown or "\t" in markdown:
        return None
    found: list[Block] = []
    listed: list[Runs] = []
    for part in markdown.strip("\n").split("\n\n"):
        if part.startswith("- "):
            lines = part.split("\n")
            if not all(map(_ITEM.match, lines)):
                return None
            listed += [inline(line[2:].strip()) for line in lines]
            continue
        if listed:
            found.append(_list(listed))
            listed = []
        block = _block(part, found)
        if block is None:
            return None
        found.append(block)
    if listed:
        found.append(_list(listed))
    return tuple(found)


def _block(part: str, before: list[Block]) -> Block | None:
    if part.startswith("#"):
        title = _TITLE.fullmatch(part)
        return Heading(len(title[1]), inline(title[2].strip())) if title else None
    lines = part.split("\n")
    if part.startswith("|"):
        return _table(lines, before)
    if all(map(_TEXT.match, lines)):
        return Paragraph(inline(part.strip()))
    return None


def _list(items: list[Runs]) -> Block:
    paragraphs = [(Paragraph(runs),) for runs in items]
    fields = [field_of(item) for item in paragraphs]
    if all(fields):
        return Fields(tuple(field for field in fields if isinstance(field, Field)))
    return Items(False, tuple(paragraphs))


def _table(lines: list[str], before: list[Block]) -> Table | None:
    if len(lines) < 2 or not _RULE.fullmatch(lines[1]):
        return None
    if not all(line[0:1] == "|" and line.endswith("|") and not line.endswith("\\|") for line in lines):
        return None
    head, _, *body = map(_cells, lines)
    if not head or any(len(cells) != len(head) for cells in body) or lines[1].count("|") - 1 != len(head):
        return None
    rows = tuple(body)
    return made_table(caption_above(before), head, rows)


def _cells(line: str) -> tuple[Runs, ...]:
    texts = escapedSplit(line)[1:-1] if "\\" in line else line[1:-1].split("|")
    return tuple(inline(text.strip()) for text in texts)
