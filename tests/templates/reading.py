"""How the tests read back what was written: an HTML page, a PDF."""

import io
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pypdf

VOID = {"meta", "br"}


@dataclass
class Page(HTMLParser):
    """The elements of a page in order, each with its attributes and the text inside it."""

    elements: list[tuple[str, dict[str, str | None], list[str]]] = field(default_factory=list)
    open: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))
        if tag not in VOID:
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self.open.pop()][0] == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        for at in self.open:
            self.elements[at][2].append(data)

    def texts(self, tag: str) -> list[str]:
        return ["".join(pieces) for name, _, pieces in self.elements if name == tag]

    def tags(self) -> list[str]:
        return [name for name, _, _ in self.elements]


def page(html: str) -> Page:
    read = Page()
    read.feed(html)
    read.close()
    assert not read.open, "elements left open"
    return read


def pdf(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def pdf_text(content: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in pdf(content).pages)


def pdf_tags(content: bytes) -> list[str]:
    """The structure tree, one indented tag a line."""
    root = pdf(content).trailer["/Root"]["/StructTreeRoot"]
    lines: list[str] = []

    def walk(node: Any, depth: int) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child, depth)
        elif isinstance(node, dict):
            if "/S" in node:
                lines.append("  " * depth + str(node["/S"])[1:])
            if "/K" in node and "/S" in node:
                walk(node["/K"], depth + 1)

    walk(root["/K"], 0)
    return lines


def squeezed(text: str) -> str:
    """The text without any blank: where lines are broken is the format's business."""
    return re.sub(r"\s+", "", text)
