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


def docx_text(content: bytes) -> str:
    """The text of a word processor file in the order it is read: paragraphs, then each cell of a table."""
    import docx

    body = docx.Document(io.BytesIO(content)).element.body
    return "\n".join(
        "".join(
            piece.text or "" if piece.tag.endswith("}t") else "\n"
            for piece in paragraph.iter()
            if _says(piece)
        )
        for paragraph in body.iter()
        if paragraph.tag.endswith("}p")
    )


def _says(piece: Any) -> bool:
    return str(piece.tag).endswith(("}t", "}br"))


@dataclass
class Structure:
    """The tags of a PDF in the order they are read, each with its scope and the text it holds itself."""

    nodes: list[tuple[int, str, str, str]] = field(default_factory=list)

    def count(self, tag: str) -> int:
        return sum(name == tag for _, name, _, _ in self.nodes)

    def scopes(self) -> list[str]:
        return [scope for _, tag, scope, _ in self.nodes if tag == "TH"]

    def text(self) -> str:
        return "".join(text for _, _, _, text in self.nodes)

    def outline(self) -> str:
        """One line a tag, its own text after it; a part of a line that only carries text is joined to it."""
        lines: list[str] = []
        for depth, tag, _, text in self.nodes:
            if tag:
                lines.append("  " * depth + tag)
            if text.strip():
                lines[-1] += (" " if lines[-1].strip().isalnum() else "") + text
        return "\n".join(lines)


def pdf_structure(content: bytes) -> Structure:
    """The structure tree of a PDF with the text of each tag: the order of a screen reader."""
    read = pdf(content)
    marked = [_marked(sheet) for sheet in read.pages]
    pages = {
        sheet.indirect_reference.idnum: at for at, sheet in enumerate(read.pages) if sheet.indirect_reference
    }
    found = Structure()

    def walk(node: Any, depth: int, at: int) -> None:
        if isinstance(node, list):
            for child in node:
                walk(child.get_object() if hasattr(child, "get_object") else child, depth, at)
        elif isinstance(node, int):
            found.nodes.append((depth, "", "", marked[at].get(int(node), "")))
        elif isinstance(node, dict):
            if "/Pg" in node:
                at = pages[node.raw_get("/Pg").idnum]
            if "/MCID" in node:
                found.nodes.append((depth, "", "", marked[at].get(int(node["/MCID"]), "")))
            elif "/S" in node:
                found.nodes.append((depth, str(node["/S"])[1:], _scope(node), ""))
                if "/K" in node:
                    walk(
                        node["/K"].get_object() if hasattr(node["/K"], "get_object") else node["/K"],
                        depth + 1,
                        at,
                    )

    walk(read.trailer["/Root"]["/StructTreeRoot"]["/K"].get_object(), 0, 0)
    return found


def _scope(node: Any) -> str:
    told = node.get("/A")
    told = told.get_object() if hasattr(told, "get_object") else told
    parts = told if isinstance(told, list) else [told]
    return next((str(p.get_object()["/Scope"])[1:] for p in parts if p and "/Scope" in p.get_object()), "")


def _marked(sheet: Any) -> dict[int, str]:
    """The text of each marked part of a page, by its number."""
    fonts = {name: _unicode(font.get_object()) for name, font in sheet["/Resources"]["/Font"].items()}
    found: dict[int, str] = {}
    inside: list[int | None] = []
    letters: dict[int, str] = {}
    for operands, operator in sheet.get_contents().operations:
        if operator in (b"BDC", b"BMC"):
            told = operands[1] if len(operands) > 1 else {}
            inside.append(told.get("/MCID") if isinstance(told, dict) else None)
        elif operator == b"EMC":
            inside.pop()
        elif operator == b"Tf":
            letters = fonts[operands[0]]
        elif operator in (b"TJ", b"Tj"):
            number = next((each for each in reversed(inside) if each is not None), None)
            pieces = operands[0] if operator == b"TJ" else operands
            if number is not None:
                found[number] = found.get(number, "") + "".join(_read(piece, letters) for piece in pieces)
    return found


def _read(piece: Any, letters: dict[int, str]) -> str:
    raw = getattr(piece, "original_bytes", piece if isinstance(piece, bytes) else b"")
    return "".join(letters.get(int.from_bytes(raw[at : at + 2]), "") for at in range(0, len(raw), 2))


def _unicode(font: Any) -> dict[int, str]:
    """What each code of a font stands for."""
    table = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    found: dict[int, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", part):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return found


def docx_outline(content: bytes) -> str:
    """One line a paragraph of a word processor file, after its style; the rows of a table, cell by cell."""
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    lines: list[str] = []
    for block in docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(f"{block.style.name if block.style else ''} | {block.text}")
        elif isinstance(block, Table):
            for row in block.rows:
                kind = "Header row" if row._tr.xpath("./w:trPr/w:tblHeader") else "Row"
                lines.append(f"{kind} | " + " | ".join(cell.text for cell in row.cells))
    return "\n".join(lines).replace("\t", "<tab>")
