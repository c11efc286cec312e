"""The writer of text to paste into the fields of a form: no line is cut, nothing is drawn.

Administration+ asks for a subject of 150 characters at most and a description without limit, and keeps
identity and mandate in fields of their own (public repository betagouv/aplus, `app/models/forms.scala`,
`ApplicationFormData.form`, read at commit 03bb706a). A form wraps its text itself: a line cut here would
stay cut there.
"""

from __future__ import annotations

from collections.abc import Iterator

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


def write(document: Document) -> str:
    """The document as text to paste, one paragraph a line."""
    parts: list[str] = []
    for block in document.blocks:
        text = "\n".join(_lines(block))
        if isinstance(block, Heading) and block.level > 1:
            text = f"\n{text.upper()}"
        parts.append(text)
    return "\n".join(parts) + "\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Paragraph):
        yield _text(block.runs)
    elif isinstance(block, Fields):
        for field in block.fields:
            yield f"{_text(field.label)}\u00a0: {_text(field.value)}"
    elif isinstance(block, Items):
        for number, item in enumerate(block.items, start=1):
            mark = f"{number}. " if block.ordered else "- "
            yield mark + "\n".join(line for part in item for line in _lines(part))
    elif isinstance(block, Table):
        for row in block.rows:
            yield "- " + "\u202f; ".join(filter(None, map(_text, row)))
    elif isinstance(block, Figure):
        yield block.alt


def _text(runs: Runs) -> str:
    return plain(tuple(Run("……………") if run.blank else run for run in runs))
