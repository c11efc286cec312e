"""The HTML writer: the master form. One self-contained file, readable by anyone, printed on A4."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from importlib.resources import files

from templates.document import Block, Document, Fields, Heading, Items, Paragraph, Run, Runs, Table

_LARGE_SHARE = 40


@lru_cache(maxsize=1)
def _style() -> str:
    return files("templates").joinpath("document.css").read_text(encoding="utf-8").strip()


def write(document: Document) -> str:
    """The document as one HTML page."""
    body = "\n".join(map(_block, document.blocks))
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(document.title, quote=False)}</title>\n<style>\n{_style()}\n</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{_inline(block.runs)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return f"<p{_fill(block.runs)}>{_inline(block.runs)}</p>"
    if isinstance(block, Fields):
        return _fields(block)
    if isinstance(block, Items):
        return _items(block)
    return _table(block)


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
    classes = list(map(_width, block.shares))
    head = "".join(
        f'<th scope="col"{kind}>{_inline(cell)}</th>' for cell, kind in zip(block.head, classes, strict=True)
    )
    rows = "\n".join(
        "<tr>" + "".join(f"<td{k}>{_inline(c)}</td>" for c, k in zip(row, classes, strict=True)) + "</tr>"
        for row in block.rows
    )
    return f"<table>\n{caption}<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _width(share: int) -> str:
    """The class of a column: as wide as its content, free, or never narrow."""
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
