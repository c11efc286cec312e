"""The text of a sheet through Jinja2 alone and through Typst alone.

The text is cut into plain blocks beforehand, outside what is timed: the baselines neither parse nor escape
(beyond Jinja2's autoescape), nor know what a sheet is. They write the same words, headings, lists and table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

import typst
from jinja2 import Environment
from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass
class Block:
    """A heading, a paragraph, a list of lines, or a table whose first row is its head."""

    kind: Literal["title", "heading", "paragraph", "list", "table"]
    text: str = ""
    items: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def blocks_of(markdown: str) -> list[Block]:
    """The blocks of a Markdown text, emphasis left out."""
    found: list[Block] = []
    inside: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.nesting == 1:
            inside.append(token.type)
            if token.type in ("bullet_list_open", "ordered_list_open"):
                found.append(Block("list"))
            elif token.type == "table_open":
                found.append(Block("table"))
            elif token.type == "tr_open":
                found[-1].rows.append([])
        elif token.nesting == -1:
            inside.pop()
        elif token.type == "inline":
            _add(found, inside, _plain(token))
    return found


def _add(found: list[Block], inside: list[str], text: str) -> None:
    if "table_open" in inside:
        found[-1].rows[-1].append(text)
    elif "list_item_open" in inside:
        found[-1].items.append(text)
    elif inside[-1] == "heading_open":
        found.append(Block("heading" if found else "title", text))
    else:
        found.append(Block("paragraph", text))


def _plain(token: Token) -> str:
    """The words of an inline token; a line break inside a paragraph is a space."""
    pieces = (
        child.content if child.type in ("text", "code_inline") else " " if "break" in child.type else ""
        for child in token.children or ()
    )
    return "".join(pieces)


_PAGE = """<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<title>{{ blocks[0].text }}</title>
<style>body { font: 11pt/1.4 serif; max-width: 46em } table { border-collapse: collapse }</style>
</head>
<body>
{% for block in blocks %}{% if block.kind == "paragraph" %}<p>{{ block.text }}</p>
{% elif block.kind == "list" %}<ul>
{% for item in block["items"] %}<li>{{ item }}</li>
{% endfor %}</ul>
{% elif block.kind == "table" %}<table>
{% for row in block.rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table>
{% elif block.kind == "title" %}<h1>{{ block.text }}</h1>
{% else %}<h2>{{ block.text }}</h2>
{% endif %}{% endfor %}</body>
</html>
"""


class BareHtml:
    """One compiled template."""

    def __init__(self) -> None:
        self._template = Environment(autoescape=True).from_string(_PAGE)

    def write(self, blocks: list[Block]) -> str:
        """The blocks as a page."""
        return self._template.render(blocks=blocks)


_SPECIAL = re.compile(r"([\\#$*_`<>@\[\]~=/+-])")
_SETTINGS = """#set page(paper: "a4", margin: 16mm)
#set text(font: "Libertinus Serif", size: 10pt, lang: "fr")
"""


def typst_source(blocks: list[Block]) -> bytes:
    """The blocks as the .typ file a person would write by hand."""
    title = blocks[0].text.replace("\\", "\\\\").replace('"', '\\"')
    parts = [f'#set document(title: "{title}")\n', _SETTINGS]
    for block in blocks:
        if block.kind in ("title", "heading"):
            parts.append(f"{'=' if block.kind == 'title' else '=='} {_typed(block.text)}\n")
        elif block.kind == "paragraph":
            parts.append(f"{_typed(block.text)}\n")
        elif block.kind == "list":
            parts.append("".join(f"- {_typed(item)}\n" for item in block.items))
        else:
            head, *body = block.rows
            cells = "".join(f"[{_typed(cell)}], " for row in body for cell in row)
            header = "".join(f"[{_typed(cell)}], " for cell in head)
            parts.append(f"#table(columns: {len(head)}, table.header({header}), {cells})\n")
    return "\n".join(parts).encode()


def _typed(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


class BareTypst:
    """One compiler for all the documents, with the fonts of the wheel: the fastest way to use it."""

    def __init__(self) -> None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
        self._compiler: Any = typst.Compiler(font_paths=fonts)

    def write(self, source: bytes) -> bytes:
        """The document as PDF/UA-1, as ours."""
        written: bytes = self._compiler.compile(input=source, format="pdf", pdf_standards=["ua-1"])
        return written
