"""Charts: told without seeing, without colour, in every format, and never forged by what a person typed."""

from __future__ import annotations

import base64
import datetime
import io
import math
import re
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from docx import Document as open_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.console import Console

from templates import FicheContext, TemplateFault, document_of, docx, html, pdf, terminal, text
from templates.chart_context import Graphique, Serie, Tableau
from templates.charts import figure, signs
from templates.charts.drawing import WIDTH, drawing_of, svg
from templates.charts.filters import tabled
from templates.charts.numbers import shown
from templates.charts.shapes import DARK, LIGHT, PAPER
from templates.charts.words import OUTSIDE, description_of, table_of
from templates.diagram.letters import width_of
from templates.document import Document, Figure, Table, blocks_of, parse, plain
from templates.engine import polish_text, polished, render
from templates.length import pages
from templates.shortcut import quick_blocks
from tests.templates.charts import (
    ALL,
    ALONE,
    CURVE,
    FORMS,
    GROUPS,
    HIDDEN,
    HIDDEN_TREND,
    LINES,
    MONTHS,
    THIRTY,
    TREND,
    ZERO,
    contrast,
)
from tests.templates.contexts import BARE
from tests.templates.reading import page, pdf_tags, pdf_text, squeezed
from tests.templates.reading import pdf as read_pdf

DAY = datetime.date(2026, 3, 3)
SVG = "{http://www.w3.org/2000/svg}"
TEMPLATE = "# Essai\n\n{% for g in graphiques %}\n{{ g|dessin }}\n\n{{ g|tableau }}\n\n{% endfor %}\nAprès.\n"

EACH = pytest.mark.parametrize("chart", ALL.values(), ids=ALL.keys())


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    graphiques: tuple[Graphique, ...]


def written(tmp_path: Path, *charts: Graphique, template: str = TEMPLATE) -> Document:
    (tmp_path / "essai.md.j2").write_text(template, encoding="utf-8")
    return parse(render("essai.md.j2", Figures(graphiques=charts), tmp_path), DAY)


def root_of(chart: Graphique) -> ElementTree.Element:
    return ElementTree.fromstring(svg(chart, "g"))


def texts(root: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


@EACH
def test_a_drawing_says_its_name_and_its_description(chart: Graphique) -> None:
    root = root_of(chart)
    name, described = root[0], root[1]
    assert (root.get("role"), root.get("lang")) == ("img", "fr")
    assert (name.tag, name.text) == (f"{SVG}title", chart.titre)
    assert (described.tag, described.text) == (f"{SVG}desc", description_of(chart))
    assert root.get("aria-labelledby") == f"{name.get('id')} {described.get('id')}"


@EACH
def test_a_drawing_needs_nothing_from_outside_and_runs_nothing(chart: Graphique) -> None:
    drawn = svg(chart).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"<script|<style|<image|<use|href|@import|\son\w+=|http", drawn)
    assert set(re.findall(r"url\((.*?)\)", drawn)) <= {"#graphique-hachures", "#graphique-points"}


@EACH
def test_letters_are_large_and_dark_enough_to_be_read(chart: Graphique) -> None:
    for each in root_of(chart).iter(f"{SVG}text"):
        assert float(each.get("font-size", "0")) >= 11
        assert contrast(each.get("fill", PAPER), PAPER) >= 4.5


def test_marks_stand_out_from_the_paper_and_from_each_other_without_colour() -> None:
    assert contrast(DARK, PAPER) >= 3
    assert contrast(DARK, LIGHT) >= 3
    root = root_of(GROUPS)
    fills = [each.get("fill") for each in root if each.tag == f"{SVG}rect"]
    assert set(fills) == {DARK, "url(#g-hachures)", LIGHT, "url(#g-points)"}
    assert all(each.get("stroke") == DARK for each in root if each.tag == f"{SVG}rect")
    assert len({each.get("stroke-dasharray") for each in root_of(CURVE).iter(f"{SVG}path")}) == 2


@pytest.mark.parametrize("chart", [FORMS, GROUPS, THIRTY, ALONE, ZERO, HIDDEN])
def test_each_bar_has_its_name_and_its_value_beside_it(chart: Graphique) -> None:
    read = squeezed(" ".join(texts(root_of(chart))))
    assert all(squeezed(label) in read for label in chart.etiquettes)
    ends = [cell for row in table_of(chart).lignes for cell in row[1:]]
    named = [serie.nom for _ in chart.etiquettes for serie in chart.series]
    for name, end in zip(named, ends, strict=True):
        assert squeezed(f"{name}\u00a0: {end}" if name else end) in read


def test_a_bar_is_as_long_as_its_value() -> None:
    chart = Graphique(titre="t", etiquettes=("a", "b", "c"), series=(Serie(valeurs=(40, 10, 0)),))
    bars = [float(each.get("width", "0")) for each in root_of(chart) if each.tag == f"{SVG}rect"]
    assert len(bars) == 2
    assert bars[0] == pytest.approx(4 * bars[1], abs=0.3)


def test_a_masked_month_is_a_gap_in_the_line_told_in_words() -> None:
    root = root_of(TREND)
    assert len(list(root.iter(f"{SVG}path"))) == 3
    assert len(list(root.iter(f"{SVG}circle"))) == 32
    gap = "de mai 2024 à juillet 2024, septembre 2025"
    assert f"Mois non tracés (moins de 5)\u00a0: {gap}." in texts(root)
    assert f"moins de 5\u00a0: {gap}" in description_of(TREND)


def test_a_curve_goes_down_in_steps() -> None:
    way = next(root_of(CURVE).iter(f"{SVG}path")).get("d", "")
    points = [tuple(map(float, each.split())) for each in way.removeprefix("M").split(" L")]
    assert len(points) == 7
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))


def test_masked_values_are_told_as_such_and_shares_are_not_called_less_than_five() -> None:
    assert "Non-proposition\u00a0: moins de 5" in description_of(FORMS)
    assert "Moins de deux mois, masqué" in description_of(GROUPS)
    assert description_of(HIDDEN) == "Diagramme en barres. Toutes les valeurs sont masquées (moins de 5)."
    assert "Toutes les valeurs sont masquées" in texts(root_of(HIDDEN_TREND))[0]


def test_the_words_are_those_of_the_caller_when_there_are_some() -> None:
    assert description_of(msgspec.structs.replace(FORMS, description="La première domine.")) == (
        "La première domine."
    )


@EACH
def test_the_same_chart_gives_the_same_bytes_and_its_table_every_value(chart: Graphique) -> None:
    assert svg(chart) == svg(msgspec.json.decode(msgspec.json.encode(chart), type=Graphique))
    cells = [cell for row in table_of(chart).lignes for cell in row[1:] if cell != OUTSIDE]
    values = [shown(chart, value) for serie in chart.series for value in serie.valeurs]
    assert sorted(cells) == sorted(values)


def test_the_table_of_a_long_trend_has_a_column_for_each_year() -> None:
    table = table_of(
        msgspec.structs.replace(TREND, etiquettes=MONTHS[:14], series=(Serie(valeurs=(5,) * 14),))
    )
    assert table.tete == ("Mois", "2024", "2025")
    assert [row[0] for row in table.lignes][:3] == ["janvier", "février", "mars"]
    assert [row[2] for row in table.lignes] == ["5", "5", *[OUTSIDE] * 10]


def test_the_bytes_do_not_depend_on_the_process() -> None:
    code = "from tests.templates.test_charts import *; print(svg(GROUPS) + svg(TREND), end='')"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1", "PYTHONPATH": "."},
            cwd=Path(__file__).parents[2],
        )
        assert done.stdout.decode() == svg(GROUPS) + svg(TREND)


NAMES = st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "Zs")), max_size=90)
VALUES = st.none() | st.integers(0, 10**7) | st.floats(0, 10**6)


@st.composite
def charts(draw: st.DrawFn) -> Graphique:
    kind = draw(st.sampled_from(("barres", "barres_groupees", "tendance", "courbe")))
    count = draw(st.integers(1, 30))
    values = st.floats(0, 100) if kind == "courbe" else VALUES
    series = draw(
        st.lists(st.tuples(NAMES, st.lists(values, min_size=count, max_size=count)), min_size=1, max_size=4)
    )
    return Graphique(
        titre="t",
        genre=kind,
        unite="%" if kind == "courbe" else draw(st.sampled_from(("situations", "%", "€", ""))),
        etiquettes=tuple(draw(st.lists(NAMES, min_size=count, max_size=count)))
        if kind[0] == "b"
        else MONTHS[:count],
        abscisses=tuple(map(float, range(count))) if kind == "courbe" else (),
        series=tuple(
            Serie(nom=name if len(series) > 1 else "", valeurs=tuple(given_)) for name, given_ in series
        ),
    )


WIDE = Graphique(
    titre="t", genre="tendance", unite="%", etiquettes=MONTHS[:2], series=(Serie(valeurs=(0, 0)),)
)
"""The number of its last month is wider than what stands after the month."""


@settings(max_examples=60, deadline=None)
@given(charts())
@example(msgspec.structs.replace(GROUPS, series=tuple(Serie(nom="M" * 90, valeurs=(1, 9)) for _ in "ab")))
@example(msgspec.structs.replace(LINES, series=tuple(Serie(nom="M" * 90, valeurs=(9,) * 12) for _ in "abcd")))
@example(msgspec.structs.replace(WIDE, series=(Serie(valeurs=(0, 10**6)),)))
@example(msgspec.structs.replace(WIDE, series=(Serie(valeurs=(0, 100_000.5)),)))
@example(msgspec.structs.replace(WIDE, series=(Serie(valeurs=(10**7, 0)),)))
def test_nothing_is_drawn_outside_of_the_drawing(chart: Graphique) -> None:
    """Whatever the names and the numbers, with the widest font a reader may have."""
    drawing = drawing_of(chart, "g")
    for each in ElementTree.fromstring(drawing.svg).iter(f"{SVG}text"):
        size, words = float(each.get("font-size", "0")), each.text or ""
        wide = width_of(words, size, bold=each.get("font-weight") == "bold")
        start = float(each.get("x", "0")) - {"end": wide, "middle": wide / 2}.get(
            each.get("text-anchor", ""), 0
        )
        assert start >= -8, words
        assert start + wide <= WIDTH + 8, words
        assert 8 <= float(each.get("y", "0")) <= drawing.height


def test_two_charts_of_a_document_share_no_identifier(tmp_path: Path) -> None:
    read = page(html.write(written(tmp_path, GROUPS, GROUPS, FORMS)))
    names = [given_["id"] for _, given_, _ in read.elements if given_.get("id")]
    assert len(names) == len(set(names)) == 2 * 4 + 2


def test_a_page_has_the_drawing_its_title_and_a_table_with_headers_both_ways(tmp_path: Path) -> None:
    read = page(html.write(written(tmp_path, FORMS)))
    assert read.texts("figcaption") == ["Formes constatées"]
    assert read.texts("caption") == ["Formes constatées, en chiffres"]
    scopes = [given_.get("scope") for tag, given_, _ in read.elements if tag == "th"]
    assert scopes == ["col", "col", *["row"] * 4]
    cells = [("".join(words), given_.get("class")) for tag, given_, words in read.elements if tag == "td"]
    assert cells == [(end, "nombre") for end in ("1\u202f263", "37", "0", "moins de 5")]
    assert "Une situation peut avoir plusieurs formes." in read.texts("p")


def test_a_pdf_tags_the_drawing_as_a_figure_with_its_words(tmp_path: Path) -> None:
    content = pdf.write(written(tmp_path, FORMS, TREND))
    assert pdf_tags(content).count("    Figure") == 2
    assert alternatives(content) == [description_of(FORMS), description_of(TREND)]
    assert b"pdfuaid" in content
    assert "1\u202f263" in pdf_text(content)


def alternatives(content: bytes) -> list[str]:
    """The text alternatives of the figures, in reading order."""
    found: list[str] = []
    left = [read_pdf(content).trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while left:
        node = left.pop(0).get_object()
        if isinstance(node, list):
            left = [*node, *left]
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                found.append(str(node["/Alt"]))
            if "/K" in node:
                left.insert(0, node["/K"])
    return found


@EACH
def test_a_drawing_with_its_title_stays_within_a_page(chart: Graphique) -> None:
    """Between the margins of an A4 page, 268 mm; the section and the drawing bear a title each."""
    assert figure.height_mm(Figure(chart, 1), 176) <= 268 - 30


@EACH
def test_the_pages_of_a_document_with_charts_are_never_told_shorter_than_they_are(
    chart: Graphique, tmp_path: Path
) -> None:
    document = written(tmp_path, chart, chart, chart)
    assert math.ceil(pages(document)) >= len(read_pdf(pdf.write(document)).pages)


def test_a_character_no_font_has_is_written_as_its_code_point_in_the_drawing_too(tmp_path: Path) -> None:
    chart = msgspec.structs.replace(ALONE, etiquettes=("avant 😀 après",))
    content = pdf.write(written(tmp_path, chart, template="# t\n\n{{ graphiques[0]|dessin }}\n"))
    assert "avant [U+1F600] après" in pdf_text(content)


def test_a_word_file_has_a_sharp_picture_with_its_words_and_a_table_to_edit(tmp_path: Path) -> None:
    made = open_docx(io.BytesIO(docx.write(written(tmp_path, FORMS))))
    (shape,) = made.inline_shapes
    told = shape._inline.docPr
    assert (told.get("descr"), told.get("title")) == (description_of(FORMS), FORMS.titre)
    (picture,) = (part for part in made.part.package.iter_parts() if part.partname.endswith(".png"))
    assert int.from_bytes(picture.blob[16:20], "big") >= 2 * 96 * shape.width.inches
    (table,) = made.tables
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [None, WD_ALIGN_PARAGRAPH.RIGHT]
    assert 'w:firstColumn="1"' in table._tbl.xml
    (note,) = (each for each in made.paragraphs if each.text.startswith("Une situation"))
    assert note.paragraph_format.space_before


def test_a_word_file_with_a_chart_is_the_same_twice(tmp_path: Path) -> None:
    one, other = (docx.write(written(tmp_path, FORMS)) for _ in range(2))
    assert one == other
    assert zipfile.ZipFile(io.BytesIO(one)).testzip() is None


def test_where_nothing_is_drawn_the_chart_is_in_words(tmp_path: Path) -> None:
    document = written(tmp_path, FORMS)
    assert squeezed(description_of(FORMS)) in squeezed(text.write(document))
    assert f"**Formes constatées**\\\n{description_of(FORMS)}" in document.source
    assert signs.OPEN not in document.source
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(terminal.renderable(document))
    shown = console.export_text()
    assert re.search("Non-demande +█* ?[▏▎▍▌▋▊▉]? ?37", shown)
    assert "Non-proposition  moins de 5" in shown or "Non-proposition moins de 5" in shown


TYPED = st.text(max_size=40) | st.lists(
    st.sampled_from([*"\\`*_|#<>&~[]\n", "a", "|---:|", signs.OPEN, signs.CLOSE, "=", "**b**", "😀"]),
    max_size=12,
).map("".join)
FORGED = signs.signed(FORMS).strip()


@settings(max_examples=150, deadline=None)
@given(TYPED, st.sampled_from(["", FORGED, f"\n\n{FORGED}\n\n"]))
def test_no_text_a_person_types_becomes_a_chart(typed: str, forged: str) -> None:
    words = forged + typed + forged
    context: FicheContext = msgspec.structs.replace(BARE, objet=words, synthese=words, organismes=(words,))
    assert not [block for block in document_of(context).blocks if isinstance(block, Figure)]


@settings(max_examples=150, deadline=None)
@given(TYPED, TYPED, TYPED)
def test_a_chart_travels_whole_whatever_its_words(title: str, label: str, note: str) -> None:
    chart = Graphique(
        titre=title,
        etiquettes=(label, "b", ""),
        series=(Serie(valeurs=(1, None, 3)),),
        tableau=Tableau(tete=("Nom", "n"), lignes=((label, "1"), ("", ""), ("c", note)), legende=title),
    )
    expected = Graphique(**polished(chart))
    drawing, table = blocks_of(f"{signs.signed(expected)}{tabled(expected)}")
    assert drawing == Figure(expected, 1)
    assert expected.etiquettes == (polish_text(label), "b", "")
    assert isinstance(table, Table)
    cells = [[plain(cell) for cell in row] for row in table.rows]
    assert cells == [[on_one_line(cell) for cell in row] for row in table_of(expected).lignes]
    ElementTree.fromstring(svg(expected))


def on_one_line(words: str) -> str:
    return re.sub("\n+", " ", words)


def test_what_does_not_read_as_a_chart_stays_text() -> None:
    for inside in ("", "abc", "####", base64.b64encode(b"{}").decode()):
        sign = f"{signs.OPEN}{inside}{signs.CLOSE}"
        assert not [b for b in parse(f"# t\n\n{sign}\n", DAY).blocks if isinstance(b, Figure)]


def test_both_ways_through_markdown_read_the_same_headers_of_rows() -> None:
    source = "*Légende*\n\n| Forme | n |\n|---|---|\n| **a** | 1 |\n| **b** | 2 |\n"
    (table,) = blocks_of(source)
    assert isinstance(table, Table)
    assert table.row_headers
    assert [plain(row[0]) for row in table.rows] == ["a", "b"]
    assert quick_blocks(source) == (table,)


def test_a_filter_given_something_else_says_so_to_the_author_of_the_template(tmp_path: Path) -> None:
    with pytest.raises(TemplateFault, match="le filtre «\u00a0dessin\u00a0» attend un graphique"):
        written(tmp_path, template="# t\n\n{{ 'texte'|dessin }}\n")
    with pytest.raises(TemplateFault, match="le champ «\u00a0grafiques\u00a0» n’existe pas"):
        written(tmp_path, template="# t\n\n{{ grafiques|tableau }}\n")


def test_a_chart_whose_values_do_not_answer_to_its_labels_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 2 values"):
        Graphique(titre="t", etiquettes=("a", "b"), series=(Serie(valeurs=(1,)),))
    with pytest.raises(ValueError, match="as many cells"):
        Tableau(tete=("a", "b"), lignes=(("c",),))
    with pytest.raises(ValueError, match="in order"):
        Graphique(titre="t", genre="courbe", abscisses=(3, 1), series=(Serie(valeurs=(100, 50)),))
    with pytest.raises(ValueError, match="masked step"):
        Graphique(titre="t", genre="courbe", abscisses=(1, 3), series=(Serie(valeurs=(100, None)),))
