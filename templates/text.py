"""The plain text writer: at most 80 columns, no drawing, each line makes sense read aloud.

It is also what is pasted into a web form: no tab, no box, no column to keep aligned.
"""

from __future__ import annotations

from textwrap import TextWrapper

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

WIDTH = 80


def write(document: Document) -> str:
    """The document as plain text."""
    lines: list[str] = []
    before: Block | None = None
    for block in document.blocks:
        if before and _parted(before, block):
            lines.append("")
        lines.extend(_block(block, ""))
        before = block
    return "\n".join(lines) + "\n"


def _parted(before: Block, block: Block) -> bool:
    """Whether a blank line parts the two: before a title, after the first, between two paragraphs."""
    if isinstance(before, Heading):
        return before.level == 1
    return isinstance(block, Heading) or (isinstance(before, Paragraph) and isinstance(block, Paragraph))


def _block(block: Block, margin: str) -> list[str]:
    if isinstance(block, Heading):
        return _wrap(plain(block.runs).upper() if block.level == 2 else plain(block.runs), margin)
    if isinstance(block, Paragraph):
        return _paragraph(block.runs, margin, margin)
    if isinstance(block, Fields):
        return [
            line
            for field in block.fields
            for line in _paragraph((*field.label, Run("\u00a0: "), *field.value), margin, margin + "  ")
        ]
    if isinstance(block, Items):
        return _items(block, margin)
    return _figure(block, margin) if isinstance(block, Figure) else _table(block, margin)


def _figure(block: Figure, margin: str) -> list[str]:
    from templates.charts.words import description_of

    return _wrap(f"{block.chart.titre}\u00a0:", margin) + _wrap(description_of(block.chart), margin + "  ")


def _items(block: Items, margin: str) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items, start=1):
        mark = f"{number}. " if block.ordered else "- "
        inner = margin + " " * len(mark)
        written = [line for part in item for line in _block(part, inner)]
        lines.append(margin + mark + written[0][len(inner) :] if written else (margin + mark).rstrip())
        lines.extend(written[1:])
    return lines


def _table(block: Table, margin: str) -> list[str]:
    """Row after row: the first cell leads, then each cell after the name of its column."""
    lines = _wrap(f"{plain(block.caption)}\u00a0:", margin) if block.caption else []
    for row in block.rows:
        named = [
            f"{plain(title)}\u00a0: {plain(cell)}"
            for title, cell in zip(block.head[1:], row[1:], strict=True)
            if plain(cell)
        ]
        parts = [plain(row[0]), *named] if plain(row[0]) else named
        text = " ".join(part if part.endswith((".", "!", "?", "…")) else f"{part}." for part in parts)
        lines.extend(_wrap(text, margin + "- ", margin + "  "))
    return lines


def _paragraph(runs: Runs, first: str, following: str) -> list[str]:
    """Wrapped text; a hard break starts a new line, a blank to fill runs to the end of its line."""
    text = "".join("\x00" if run.blank else run.text for run in runs)
    lines: list[str] = []
    for piece in text.split("\n"):
        lines.extend(_wrap(piece, following if lines else first, following))
    return [_fill(line) if "\x00" in line else line for line in lines]


def _fill(line: str) -> str:
    return line.replace("\x00", "." * max(10, WIDTH - len(line) + 1))


def _wrap(text: str, first: str, following: str | None = None) -> list[str]:
    wrapper = TextWrapper(
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if following is None else following,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapper.wrap(text)
