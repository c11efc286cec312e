"""The terminal preview: the same tree as a Rich renderable. Emphasis only, no colour: any theme suits."""

from __future__ import annotations

from rich.console import Group, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from templates.document import Block, Document, Fields, Figure, Heading, Items, Paragraph, Runs, Table


def renderable(document: Document) -> RenderableType:
    """The document, ready to print or to put in a Textual `Static`."""
    return Group(*map(_block, document.blocks))


def _block(block: Block) -> RenderableType:
    if isinstance(block, Heading):
        style = "bold underline" if block.level == 1 else "bold"
        return Padding(_text(block.runs, style), (0 if block.level == 1 else 1, 0, 0, 0))
    if isinstance(block, Paragraph):
        return _text(block.runs)
    if isinstance(block, Fields):
        return _fields(block)
    if isinstance(block, Items):
        return _items(block)
    return _figure(block) if isinstance(block, Figure) else _table(block)


def _figure(block: Figure) -> RenderableType:
    from templates.charts import blocks

    return Padding(blocks.renderable(block.chart), (1, 0, 1, 0))


def _fields(block: Fields) -> RenderableType:
    lines = []
    for field in block.fields:
        label = _text(field.label, "bold").append("\u00a0: ", style="bold")
        lines.append(Text.assemble(label, _text(field.value)))
    return Group(*lines)


def _items(block: Items) -> RenderableType:
    grid = RichTable.grid(padding=(0, 1, 0, 0))
    for number, item in enumerate(block.items, start=1):
        grid.add_row(f"{number}." if block.ordered else "•", Group(*map(_block, item)))
    return grid


def _table(block: Table) -> RenderableType:
    table = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", expand=True)
    table.title = _text(block.caption, "italic") if block.caption else None
    table.title_justify = "left"
    for title, share, right in zip(block.head, block.shares, block.aligned(), strict=True):
        side: JustifyMethod = "right" if right else "left"
        table.add_column(_text(title), ratio=share or None, overflow="fold", justify=side)
    for row in block.rows:
        table.add_row(*map(_text, row))
    return table


def _text(runs: Runs, style: str = "") -> Text:
    """A `Text` built piece by piece: its brackets are never read as console markup."""
    text = Text(style=style)
    for run in runs:
        if run.blank:
            text.append("." * 24)
        else:
            kinds = [name for name, on in (("bold", run.strong), ("italic", run.em)) if on]
            text.append(run.text, style=" ".join(kinds))
    return text
