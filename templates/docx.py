"""The DOCX writer: a file to edit in a word processor, built on real styles.

Headings, lists and tables are those of the word processor: its outline, its screen reader and its
reader’s own style sheet find them. No empty paragraph makes room: styles do. The same document gives the
same bytes: the dates inside the file are the day the document bears.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from functools import lru_cache
from typing import Any

from docx import Document as open_docx
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.styles.styles import Styles
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph

from templates.document import Block, Document, Fields, Figure, Heading, Items, Paragraph, Runs, Table, plain
from templates.faults import WriterFault
from templates.widths import width as set_width

FONT = "Arial"
"""Present, or replaced by a twin of the same widths, wherever a word processor runs."""

_LANGUAGE = "fr-FR"
_MARGIN = Mm(17)
_TEXT_WIDTH_MM = 210 - 2 * 17
_HEADINGS = {1: (15, 0, 5), 2: (11, 6, 2), 3: (10, 6, 2)}
_LOW_HEADING = (9.2, 6, 2)
"""By level: size, then space before and after, in points."""
_CELL_SIZE = 8.6
_APART = 12
_NARROWEST = 250
_KEPT = ("Normal Table", "Table Grid", "Default Paragraph Font")
_FIELD = "Champ"
_CELL = "Cellule"
_SPARE_PARTS = (
    "/word/stylesWithEffects.xml",
    "/docProps/thumbnail.jpeg",
    "/docProps/app.xml",
    "/customXml/item1.xml",
)
"""What the library’s empty file carries and no document needs: half a megabyte, another program’s name."""
_ZIP_EPOCH = datetime.date(1980, 1, 1)


def write(document: Document) -> bytes:
    """The document as the bytes of a .docx file. Raises WriterFault for a text no XML file can hold."""
    made = open_docx(io.BytesIO(_base()))
    _describe(made, document)
    try:
        if document.large:
            _enlarge(made)
        else:
            _footer(made, document.title)
        writer = _Writer(made)
        for part in document.parts():
            if part and made.paragraphs:  # a letterhead stands apart
                made.paragraphs[-1].paragraph_format.space_after = Pt(_APART)
            for block in part:
                writer.block(block)
    except ValueError as error:
        raise WriterFault(f"Le document Word n’a pas pu être écrit\u00a0: {error}") from error
    written = io.BytesIO()
    made.save(written)
    return _dated(written.getvalue(), document.date)


class _Writer:
    """Adds blocks at the end of a file, remembering what stands just before."""

    def __init__(self, made: Docx) -> None:
        self._made = made

    def block(self, block: Block, depth: int = 0, style: str = "Normal") -> None:
        """Write one block; *depth* counts the lists around it."""
        if isinstance(block, Heading):
            self._paragraph(block.runs, f"Heading {min(block.level, 9)}")
        elif isinstance(block, Paragraph):
            paragraph = self._paragraph(block.runs, style)
            if _after_table(paragraph):
                paragraph.paragraph_format.space_before = Pt(5)
        elif isinstance(block, Fields):
            for field in block.fields:
                paragraph = self._made.add_paragraph(style=_FIELD)
                _runs(paragraph, field.label, bold=True)
                paragraph.add_run("\u00a0: ").bold = True
                _runs(paragraph, field.value)
        elif isinstance(block, Items):
            self._items(block, depth)
        elif isinstance(block, Figure):
            from templates.charts import figure

            figure.docx(self._made, block, _TEXT_WIDTH_MM)
        else:
            self._table(block)

    def _paragraph(self, runs: Runs, style: str) -> DocxParagraph:
        paragraph = self._made.add_paragraph(style=style)
        _runs(paragraph, runs)
        return paragraph

    def _items(self, block: Items, depth: int) -> None:
        level = "" if depth == 0 else f" {min(depth + 1, 3)}"
        first = f"List {'Number' if block.ordered else 'Bullet'}{level}"
        numbering = _new_numbering(self._made, first) if block.ordered else None
        for item in block.items:
            for rank, part in enumerate(item):
                if rank == 0 and isinstance(part, Paragraph):
                    paragraph = self._paragraph(part.runs, first)
                    if numbering is not None:
                        _number(paragraph, numbering)
                else:
                    self.block(part, depth + 1, f"List Continue{level}")

    def _table(self, block: Table) -> None:
        if block.caption:
            self._paragraph(block.caption, "Caption")
        elif self._made.element.body[-2].tag == qn("w:tbl"):
            self._made.add_paragraph()  # two tables that touch are one table for a word processor
        table = self._made.add_table(rows=0, cols=len(block.head), style="Table Grid")
        _dress(table, plain(block.caption), first="1" if block.row_headers else "0")
        for rank, cells in enumerate((block.head, *block.rows)):
            row = table.add_row()
            for runs, cell, right in zip(cells, row.cells, block.aligned(), strict=True):
                paragraph = cell.paragraphs[0]
                paragraph.style = _CELL
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else None
                paragraph.paragraph_format.keep_with_next = True if rank == 0 else None
                _runs(paragraph, runs, bold=rank == 0)
            _flag(row, "w:cantSplit")
            if rank == 0:
                _flag(row, "w:tblHeader")
        _set_widths(table, _widths(block))


def _after_table(paragraph: DocxParagraph) -> bool:
    """Whether the paragraph would touch the frame of a table."""
    before = paragraph._p.getprevious()
    return before is not None and before.tag == qn("w:tbl")


def _runs(paragraph: DocxParagraph, runs: Runs, *, bold: bool = False) -> None:
    for run in runs:
        if run.blank:
            edge = _TEXT_WIDTH_MM
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                Mm(edge), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
            )
            paragraph.add_run("\t")
            continue
        written = paragraph.add_run(run.text)
        if run.strong or bold:
            written.bold = True
        if run.em:
            written.italic = True


def _describe(made: Docx, document: Document) -> None:
    said = made.core_properties
    instant = datetime.datetime.combine(document.date, datetime.time())
    said.title = document.title
    said.language = _LANGUAGE
    said.author = said.comments = said.last_modified_by = ""
    said.created = said.modified = instant
    said.revision = 1


def _footer(made: Docx, title: str) -> None:
    footer = made.sections[0].footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(_TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{title}\t")
    _computed(paragraph, "PAGE")
    paragraph.add_run("\u202f/\u202f")
    _computed(paragraph, "NUMPAGES")


def _computed(paragraph: DocxParagraph, name: str) -> None:
    """A number the word processor works out."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _dress(table: DocxTable, caption: str, first: str) -> None:
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        for name, value in (("firstRow", "1"), ("firstColumn", first), ("noHBand", "1"), ("noVBand", "1")):
            look.set(qn(f"w:{name}"), value)
        look.set(qn("w:val"), "06A0" if first == "1" else "0620")
    if caption:
        told = OxmlElement("w:tblCaption")
        told.set(qn("w:val"), caption)
        properties.append(told)


def _widths(block: Table) -> list[int]:
    """The width of each column, in tenths of a millimetre: short columns as long as their text."""
    wide = _TEXT_WIDTH_MM * 10
    columns = [[plain(row[at]) for row in (block.head, *block.rows)] for at in range(len(block.head))]
    short = [
        min(420, max(180 if right else 0, *map(_asked, texts))) if share == 0 else 0
        for texts, share, right in zip(columns, block.shares, block.aligned(), strict=True)
    ]
    left = max(wide - sum(short), _NARROWEST * sum(share > 0 for share in block.shares))
    all_shares = sum(block.shares)
    widths = [width or left * share // all_shares for width, share in zip(short, block.shares, strict=True)]
    return [width * wide // max(wide, sum(widths)) for width in widths]


def _asked(text: str) -> int:
    """The width of a cell and its margins: Arial is a sixth wider than the letter of the PDF at the most."""
    return 42 + int(set_width(text) / 100 * _CELL_SIZE * 1.17 * 254 / 72)


def _set_widths(table: DocxTable, widths: list[int]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width / 10)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width / 10)


def _new_numbering(made: Docx, style: str) -> int:
    """A numbering of its own, so that each list begins at 1."""
    numbering = made.part.numbering_part.element
    shared = made.styles[style].element.pPr.numPr.numId.val
    abstract = next(each.abstractNumId.val for each in numbering.num_lst if each.numId == shared)
    new = numbering.add_num(abstract)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(new.numId)


def _number(paragraph: DocxParagraph, numbering: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


@lru_cache(maxsize=1)
def _base() -> bytes:
    """An empty file with our page, language and styles: made once, opened for each document."""
    made = open_docx()
    _page(made)
    _language(made)
    _styles(made)
    _lighten(made)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _lighten(made: Docx) -> None:
    for owner in (made.part.package, made.part):
        for key, relation in list(owner.rels.items()):
            if not relation.is_external and str(relation.target_part.partname) in _SPARE_PARTS:
                owner.rels.pop(key)


def _page(made: Docx) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin, section.bottom_margin = Mm(12), Mm(14)
    section.footer_distance = Mm(7)


def _language(made: Docx) -> None:
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
        language.set(qn("w:eastAsia"), _LANGUAGE)
    for theme in made.settings.element.iter(qn("w:themeFontLang")):
        theme.set(qn("w:val"), _LANGUAGE)
    for zoom in made.settings.element.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")  # required by the standard, and missing from the library’s file


def _rules(styles: Styles) -> None:
    """Tables ruled as they are on paper: thin grey lines between rows, none between columns."""
    for borders in styles["Table Grid"].element.iter(qn("w:tblBorders")):
        for side in list(borders):
            if side.tag in (qn("w:left"), qn("w:right"), qn("w:insideV")):
                borders.remove(side)
            else:
                side.set(qn("w:color"), "8C8C8C")


def _styles(made: Docx) -> None:
    styles = made.styles
    _prune(styles)
    _rules(styles)
    for part in (styles.element, made.part.numbering_part.element):
        for fonts in part.iter(qn("w:rFonts")):
            _set_font(fonts)
    for mark in made.part.numbering_part.element.iter(qn("w:lvlText")):
        if not mark.get(qn("w:val")).isascii():  # a code of the Symbol font, which not every machine has
            mark.set(qn("w:val"), "•")
    _style(styles["Normal"], size=9.2, after=2, line=1)
    for level in range(1, 10):
        size, before, after = _HEADINGS.get(level, _LOW_HEADING)
        _style(styles[f"Heading {level}"], size=size, before=before, after=after, line=1.1)
        styles[f"Heading {level}"].font.bold, styles[f"Heading {level}"].font.italic = True, False
    _style(styles["Caption"], size=9, before=3, after=2, line=1)
    styles["Caption"].font.bold, styles["Caption"].font.italic = False, True
    styles["Caption"].paragraph_format.keep_with_next = True
    _style(styles["Footer"], size=8, after=0, line=1)
    for stops in list(styles["Footer"].element.iter(qn("w:tabs"))):
        stops.getparent().remove(stops)  # its own stop in the middle would hold the number of the page
    field = styles.add_style(_FIELD, WD_STYLE_TYPE.PARAGRAPH)
    field.base_style = styles["Normal"]
    field.paragraph_format.left_indent = Mm(4)
    field.paragraph_format.first_line_indent = Mm(-4)
    field.paragraph_format.keep_together = True
    _style(field, after=1)
    cell = styles.add_style(_CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = styles["Normal"]
    _style(cell, size=_CELL_SIZE, before=0.3, after=0.3, line=1)


def _enlarge(made: Docx) -> None:
    """A sheet read at home: 14 points at least, air, and no foot in small letters."""
    styles = made.styles
    _style(styles["Normal"], size=14, after=7, line=1.3)
    for level, (size, before, after) in {1: (22, 0, 10), 2: (17, 18, 7)}.items():
        _style(styles[f"Heading {level}"], size=size, before=before, after=after, line=1.1)
    for name in (_CELL, "Caption"):
        _style(styles[name], size=14, before=2, after=2, line=1.1)


def _prune(styles: Styles) -> None:
    """Leave the styles of paragraphs, and those of tables we use.

    A paragraph style linked to a character style is drawn by some readers with the colours of the latter.
    """
    for style in list(styles):
        if style.name not in _KEPT and style.type in (WD_STYLE_TYPE.TABLE, WD_STYLE_TYPE.CHARACTER):
            style.delete()
    for link in list(styles.element.iter(qn("w:link"))):
        link.getparent().remove(link)


def _style(style: Any, *, size: float = 0, before: float = 0, after: float = 0, line: float = 0) -> None:
    assert isinstance(style, ParagraphStyle)  # noqa: S101 — only for the type
    if size:
        style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    if line:
        style.paragraph_format.line_spacing = line


def _set_font(fonts: Any) -> None:
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def _dated(content: bytes, date: datetime.date) -> bytes:
    """The same archive, every entry dated of that day."""
    day = max(date, _ZIP_EPOCH)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(written, "w") as archive:
        for each in read.infolist():
            entry = zipfile.ZipInfo(each.filename, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, read.read(each))
    return written.getvalue()
