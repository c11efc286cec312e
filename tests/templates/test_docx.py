"""The DOCX writer, read back: real styles, real lists, real tables, and the same words as the page."""

from __future__ import annotations

import datetime
import io
import subprocess
import sys
import zipfile
from typing import Any

import docx
import pytest
from docx.document import Document as Docx
from docx.oxml.ns import qn
from lxml import etree

from templates import FicheContext, render_fiche
from templates.document import Document, Heading, Paragraph, Run, parse
from templates.docx import write
from templates.faults import WriterFault
from tests.templates.contexts import BARE, SITUATIONS, TYPICAL
from tests.templates.reading import page

EACH = pytest.mark.parametrize("name", list(SITUATIONS))
DAY = datetime.date(2026, 3, 3)

MARKDOWN = """# Un document

Un paragraphe, **du gras**, *de l’italique*\\
et une autre ligne.

- **Champ** : sa valeur

1. premier
2. second

   suite du second
   - dedans

Entre deux listes.

1. encore premier

*La légende*

| Court | Long |
|---|---|
| a | une cellule bien plus longue que les autres |
| b | |

| Sans | Légende |
|---|---|
| c | d |

À remplir : *……………*
"""


def sheet(context: FicheContext) -> bytes:
    written = render_fiche(context, "docx")
    assert isinstance(written, bytes)
    return written


def read(content: bytes) -> Docx:
    return docx.Document(io.BytesIO(content))


def made(markdown: str = MARKDOWN) -> Docx:
    return read(write(parse(markdown, DAY)))


def lines(document: Docx) -> list[tuple[str, str]]:
    """Style and text of each paragraph outside tables."""
    return [(each.style.name if each.style else "", each.text) for each in document.paragraphs]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_block_has_the_style_of_what_it_is() -> None:
    assert lines(made()) == [
        ("Heading 1", "Un document"),
        ("Normal", "Un paragraphe, du gras, de l’italique\net une autre ligne."),
        ("Champ", "Champ\u00a0: sa valeur"),
        ("List Number", "premier"),
        ("List Number", "second"),
        ("List Continue", "suite du second"),
        ("List Bullet 2", "dedans"),
        ("Normal", "Entre deux listes."),
        ("List Number", "encore premier"),
        ("Caption", "La légende"),
        ("Normal", ""),
        ("Normal", "À remplir\u00a0: \t".replace("\u00a0", " ")),
    ]


def test_each_numbered_list_begins_at_one() -> None:
    """Two lists never share a numbering, or the second would go on from the first."""
    numbered = [each for each in made().paragraphs if each.style and each.style.name == "List Number"]
    ids = [each._p.pPr.numPr.numId.val for each in numbered]
    assert ids[0] == ids[1] != ids[2]


def test_a_table_says_which_row_is_its_header_and_never_cuts_a_row() -> None:
    table = made().tables[0]
    head, *body = table.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in body)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Court", "Long"],
        ["a", "une cellule bien plus longue que les autres"],
        ["b", ""],
    ]
    assert all(run.bold for cell in head.cells for run in cell.paragraphs[0].runs)


def test_the_alternative_text_of_a_table_is_its_caption() -> None:
    told = made().tables[0]._tbl.tblPr.find(qn("w:tblCaption"))
    assert told is not None
    assert told.get(qn("w:val")) == "La légende"


def test_columns_fill_the_page_and_not_more() -> None:
    """Widths of columns add up to the 176 mm between the margins of an A4 page."""
    document = made()
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    wide = sum(column.width for column in document.tables[0].columns)
    assert abs(wide - room) < 36000  # a millimetre
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    rows = ("| colonne courte ", "|---", "| dix-huit signes ")
    many = made("# T\n\n" + "".join(f"{row * 9}|\n" for row in rows))
    assert sum(column.width for column in many.tables[0].columns) <= room


def test_a_blank_to_fill_is_a_dotted_line_to_the_margin() -> None:
    last = made().paragraphs[-1]
    stop = last.paragraph_format.tab_stops[0]
    assert stop.leader == docx.enum.text.WD_TAB_LEADER.DOTS
    assert last.text.endswith("\t")


def test_strong_and_emphasis_are_kept() -> None:
    runs = {run.text: (run.bold, run.italic) for run in made().paragraphs[1].runs}
    assert runs["du gras"] == (True, None)
    assert runs["de l’italique"] == (None, True)


def test_nothing_is_spaced_by_an_empty_paragraph() -> None:
    """The only one stands between two tables that would otherwise become one."""
    for context in SITUATIONS.values():
        assert not [text for _, text in lines(read(sheet(context))) if not text.strip()]
    body = made().element.body
    empty = [each._p for each in made().paragraphs if not each.text]
    assert len(empty) == 1
    assert [each.tag for each in body].count(qn("w:tbl")) == 2


def test_the_document_is_french_titled_and_dated_of_its_day() -> None:
    document = made()
    said = document.core_properties
    assert (said.title, said.language, said.author) == ("Un document", "fr-FR", "")
    assert said.created is not None
    assert said.created.date() == DAY
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"fr-FR"}


def test_no_style_asks_for_a_font_that_may_be_missing() -> None:
    """One font everywhere, by name: no theme decides another behind it."""
    for fonts in made().styles.element.iter(qn("w:rFonts")):
        assert set(fonts.attrib.values()) == {"Arial"}
        assert not [name for name in fonts.attrib if "Theme" in str(name)]


def test_bullets_need_no_font_of_signs() -> None:
    """A code of the Symbol font is an empty box where that font is missing."""
    numbering = made().part.numbering_part.element
    marks = [each.get(qn("w:val")) for each in numbering.iter(qn("w:lvlText"))]
    assert "•" in marks
    assert all(mark == "•" or mark.isascii() for mark in marks)
    assert {value for each in numbering.iter(qn("w:rFonts")) for value in each.attrib.values()} == {"Arial"}


def test_no_style_of_characters_repaints_a_heading() -> None:
    """Some readers draw a paragraph with the colours of the character style linked to its own."""
    assert not list(made().styles.element.iter(qn("w:link")))


def test_text_is_black_on_white() -> None:
    document = made()
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Caption"):
        assert str(document.styles[name].font.color.rgb) == "000000", name  # type: ignore[attr-defined]


def test_the_footer_bears_the_title_and_the_page() -> None:
    xml = etree.tostring(made().sections[0].footer._element, encoding="unicode")
    assert "Un document" in xml
    assert "PAGE" in xml
    assert "NUMPAGES" in xml


@EACH
def test_a_sheet_says_the_words_of_the_page(name: str) -> None:
    """Headings, cells and fields: the same, in the same order."""
    written, shown = read(sheet(SITUATIONS[name])), page(str(render_fiche(SITUATIONS[name], "html")))
    headings = [text for style, text in lines(written) if style.startswith("Heading")]
    assert headings == [*shown.texts("h1"), *shown.texts("h2")]
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    assert cells == _in_order(shown, {"th", "td"})
    fields = [text.partition("\u00a0:")[0] for style, text in lines(written) if style == "Champ"]
    assert fields == [label.removesuffix("\u00a0:") for label in shown.texts("dt")]


def _in_order(shown: Any, tags: set[str]) -> list[str]:
    return ["".join(pieces) for tag, _, pieces in shown.elements if tag in tags]


def test_the_same_sheet_gives_the_same_bytes_whenever_it_is_written() -> None:
    """In another process too: nothing comes from the clock, nor from the order of a set."""
    code = (
        "import hashlib; from tests.templates.contexts import TYPICAL; from templates import render_fiche;"
        "print(hashlib.sha256(render_fiche(TYPICAL, 'docx')).hexdigest())"
    )
    ran = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "TZ": zone, "PATH": "/usr/bin:/bin"},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(ran) == 1
    with zipfile.ZipFile(io.BytesIO(sheet(TYPICAL))) as archive:
        assert {each.date_time[:3] for each in archive.infolist()} == {
            (TYPICAL.date.year, TYPICAL.date.month, TYPICAL.date.day)
        }


def test_every_part_is_sound_and_every_relation_leads_somewhere() -> None:
    held = parts(sheet(SITUATIONS["longue"]))
    for name, content in held.items():
        root = etree.fromstring(content)
        if not name.endswith(".rels"):
            continue
        folder = name.replace("_rels/", "").rpartition("/")[0]
        for relation in root:
            target = relation.get("Target")
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            assert path in held, f"{name} → {target}"


def test_the_file_carries_nothing_of_another_program() -> None:
    held = parts(sheet(BARE))
    assert not [name for name in held if "thumbnail" in name or "app.xml" in name or "Effects" in name]
    assert sum(map(len, held.values())) < 100_000


def test_a_text_no_xml_file_can_hold_is_refused_in_french() -> None:
    broken = Document("t", (Heading(1, (Run("t"),)), Paragraph((Run("a\x00b"),))), "", DAY)
    with pytest.raises(WriterFault, match="document Word n’a pas pu être écrit"):
        write(broken)


def test_a_date_before_zip_files_existed_is_written_all_the_same() -> None:
    assert write(parse("# Ancien\n", datetime.date(1961, 5, 4))).startswith(b"PK")
