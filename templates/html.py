"""The HTML writer: the master form. One self-contained file, readable by anyone, printed on A4."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from importlib.resources import files

from templates.document import Block, Document, Fields, Figure, Heading, Items, Paragraph, Run, Runs, Table

_LARGE_SHARE = 40


@lru_cache(maxsize=8)
def _style(*, large: bool = False, figures: bool = False, letterhead: bool = False) -> str:
    added = (("large.css", large), ("figures.css", figures), ("letterhead.css", letterhead))
    sheets = ("document.css", *(name for name, wanted in added if wanted))
    return "\n".join(files("templates").joinpath(name).read_text(encoding="utf-8").strip() for name in sheets)


def write(document: Document) -> str:
    """The document as one HTML page."""
    above, blocks, below = document.parts()
    body = "\n".join(map(_block, blocks))
    style = _style(
        large=document.large,
        figures=any(map(_of_figures, document.blocks)),
        letterhead=bool(above or below),
    )
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(document.title, quote=False)}</title>\n<style>\n{style}\n</style>\n</head>\n"
        f"<body>\n{_landmark('header', above)}<main>\n{body}\n</main>\n{_landmark('footer', below)}"
        "</body>\n</html>\n"
    )


def _landmark(tag: str, blocks: tuple[Block, ...]) -> str:
    """A team's letterhead, apart from the document for whoever walks by landmarks."""
    return f"<{tag}>\n" + "\n".join(map(_block, blocks)) + f"\n</{tag}>\n" if blocks else ""


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{_inline(block.runs)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return f"<p{_fill(block.runs)}>{_inline(block.runs)}</p>"
    if isinstance(block, Fields):
        return _fields(block)
    if isinstance(block, Items):
        return _items(block)
    return _figure(block) if isinstance(block, Figure) else _table(block)


def _of_figures(block: Block) -> bool:
    """Whether the block needs the style of charts and of tables of numbers."""
    return isinstance(block, Figure) or (isinstance(block, Table) and (block.row_headers or any(block.right)))


def _figure(block: Figure) -> str:
    from templates.charts import figure

    return figure.html(block)


def _fields(block: Fields) -> str:
    pairs = (
        f"<div{_fill(f.value)}><dt>{_inline(f.label)}\u00a0:</dt> <dd>{_inline(f.value)}</dd></div>"
        for f in block.fields
    )
    return "<dl>\n" + "\n".join(pairs) + "\n</dl>"


def _items(block: Items) -> str:
    tag = "ol" if block.ordered else "ul"
    return f"<{tag}>\n" + "\n".join(f"<li>{_item(item)}</li>" for item in block.items) + f"\n</{tag}>"


def _item(item: tuple[Block, ...]) -> str:
    if len(item) == 1 and isinstance(item[0], Paragraph):
        return _inline(item[0].runs)
    return "\n".join(map(_block, item))


def _table(block: Table) -> str:
    caption = f"<caption>{_inline(block.caption)}</caption>\n" if block.caption else ""
    classes = list(map(_width, block.shares, block.aligned()))
    head = "".join(
        f'<th scope="col"{kind}>{_inline(cell)}</th>' for cell, kind in zip(block.head, classes, strict=True)
    )
    rows = "\n".join(
        "<tr>" + "".join(f"<td{k}>{_inline(c)}</td>" for c, k in zip(row, classes, strict=True)) + "</tr>"
        if not block.row_headers
        else _named_row(row, classes)
        for row in block.rows
    )
    return f"<table>\n{caption}<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _named_row(row: tuple[Runs, ...], classes: list[str]) -> str:
    """A row whose first cell names it."""
    cells = "".join(f"<td{k}>{_inline(c)}</td>" for c, k in zip(row[1:], classes[1:], strict=True))
    return f'<tr><th scope="row"{classes[0]}>{_inline(row[0])}</th>{cells}</tr>'


def _width(share: int, right: bool) -> str:
    """The class of a column: numbers, as wide as its content, free, or never narrow."""
    if right:
        return ' class="nombre"'
    if share == 0:
        return ' class="court"'
    return ' class="large"' if share >= _LARGE_SHARE else ""


def _fill(runs: Runs) -> str:
    return ' class="remplir"' if any(run.blank for run in runs) else ""


def _inline(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if run.blank:
        return '<span class="blanc" aria-hidden="true"></span>'
    if run.text == "\n":
        return "<br>\n"
    text = escape(run.text, quote=False)
    if run.em:
        text = f"<em>{text}</em>"
    return f"<strong>{text}</strong>" if run.strong else text
