"""The three invented situations, in every format, as a reader finds them."""

import io
import re
from collections.abc import Callable
from itertools import pairwise

import msgspec
import pytest

from templates import FORMATS, FicheContext, preview, render_fiche
from tests.templates.contexts import BARE, SITUATIONS, TYPICAL
from tests.templates.reading import page, pdf, pdf_structure, pdf_tags

EACH = pytest.mark.parametrize("name", list(SITUATIONS))


def html_of(context: FicheContext) -> str:
    written = render_fiche(context, "html")
    assert isinstance(written, str)
    return written


def pdf_of(context: FicheContext) -> bytes:
    written = render_fiche(context, "pdf")
    assert isinstance(written, bytes)
    return written


@EACH
@pytest.mark.parametrize("format", ["md", "html", "texte", "aplus"])
def test_a_sheet_is_the_one_that_was_read_and_approved(
    name: str, format: str, golden: Callable[[str, str], None]
) -> None:
    written = render_fiche(SITUATIONS[name], format)
    assert isinstance(written, str)
    golden(f"{name}{FORMATS[format].extension}", written)


@EACH
def test_the_pdf_says_and_structures_what_was_approved(name: str, golden: Callable[[str, str], None]) -> None:
    content = pdf_of(SITUATIONS[name])
    golden(f"{name}.pdf.txt", pdf_structure(content).outline() + "\n")


@pytest.mark.parametrize(("name", "most"), [("courte", 1), ("typique", 1), ("longue", 2)])
def test_a_sheet_holds_on_one_page_two_at_most(name: str, most: int) -> None:
    assert len(pdf(pdf_of(SITUATIONS[name])).pages) <= most


@EACH
def test_the_pdf_declares_pdf_ua_1_its_language_and_its_title(name: str) -> None:
    read = pdf(pdf_of(SITUATIONS[name]))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr-FR"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata is not None
    assert read.metadata.title == f"Fiche mémoire {SITUATIONS[name].reference}"
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", root["/Metadata"].get_data().decode("utf-8"))


def test_the_pdf_table_has_tagged_headers_and_a_caption() -> None:
    tags = [tag.strip() for tag in pdf_tags(pdf_of(TYPICAL))]
    assert tags.count("TH") == 5
    assert tags.count("TD") == 5 * len(TYPICAL.chronologie)
    assert "Caption" in tags
    assert [tag for tag in tags if tag in ("H1", "H2")][:2] == ["H1", "H2"]


def test_the_same_sheet_gives_the_same_pdf_to_the_byte() -> None:
    assert pdf_of(TYPICAL) == pdf_of(TYPICAL)


@EACH
def test_the_page_is_self_contained_titled_and_in_french(name: str) -> None:
    html = html_of(SITUATIONS[name])
    read = page(html)
    assert read.elements[0][:2] == ("html", {"lang": "fr"})
    assert read.texts("title") == read.texts("h1") == [f"Fiche mémoire {SITUATIONS[name].reference}"]
    assert not re.search(r"https?:|src=|@import|url\(|<script", html)


@EACH
def test_headings_follow_one_another_without_a_gap(name: str) -> None:
    levels = [int(tag[1]) for tag in page(html_of(SITUATIONS[name])).tags() if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_table_has_a_caption_and_scoped_headers() -> None:
    read = page(html_of(TYPICAL))
    assert read.texts("caption") == ["Démarches déjà faites et preuves détenues"]
    heads = [(attrs.get("scope"), "".join(text)) for tag, attrs, text in read.elements if tag == "th"]
    assert heads == [("col", name) for name in ("Date", "Qui", "Moyen", "Fait", "Preuve")]


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_text_colour_stands_out_from_every_background() -> None:
    html = html_of(TYPICAL)
    inks = re.findall(r"[ {;]color:\s*(#[0-9a-f]{3,6})", html)
    papers = re.findall(r"background:\s*(#[0-9a-f]{3,6})", html)
    assert inks
    assert papers
    for ink in inks:
        for paper in papers:
            light, dark = sorted((_luminance(ink), _luminance(paper)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5


@EACH
def test_the_text_keeps_within_80_columns_and_draws_nothing(name: str) -> None:
    text = render_fiche(SITUATIONS[name], "texte")
    assert isinstance(text, str)
    assert max(map(len, text.splitlines())) <= 80
    assert not re.search(r"[|_*#\u2500-\u257f]|--|==", text)


def test_the_text_names_each_fact_of_the_chronology_with_its_column() -> None:
    text = render_fiche(TYPICAL, "texte")
    assert isinstance(text, str)
    assert "- novembre 2025. Qui\u00a0: CPAM. Moyen\u00a0: courrier. Fait\u00a0: Quatrième retour." in text


def test_the_terminal_preview_says_the_same_words_as_the_text() -> None:
    from rich.console import Console

    console = Console(width=200, record=True, file=io.StringIO())
    console.print(preview(TYPICAL))
    shown = console.export_text()
    for words in ("Fiche mémoire S-8Q3T-7", "Quatrième retour", "oui (récépissé)", "150\u202f€ accordés"):
        assert words in shown


def test_the_aide_sociale_facultative_is_always_written_in_full() -> None:
    for name, context in SITUATIONS.items():
        markdown = render_fiche(context, "md")
        assert isinstance(markdown, str)
        assert not re.search(r"\bASF\b", markdown), name


def test_the_sheet_leaves_a_line_to_fill_by_hand_and_no_other_place_for_a_name() -> None:
    for context in (BARE, TYPICAL):
        text = render_fiche(context, "texte")
        assert isinstance(text, str)
        last = text.splitlines()[-1]
        assert re.fullmatch(
            r"Personne concernée \(à compléter à la main, ne pas saisir\)\u00a0: \.{10,}", last
        )


def test_what_the_agent_decided_is_said_beside_what_was_proposed() -> None:
    markdown = render_fiche(SITUATIONS["longue"], "md")
    assert isinstance(markdown, str)
    assert (
        "l’outil proposait Non-réception, Non-demande, Non-proposition\u202f; l’agent retient Non-réception"
        in markdown
    )


def test_a_situation_without_non_recours_says_why() -> None:
    context = msgspec.structs.replace(BARE, aucun="la personne n’a pas droit à cette aide")
    markdown = render_fiche(context, "md")
    assert isinstance(markdown, str)
    assert "## Qualification\u00a0: pas de non-recours" in markdown
    assert "La personne n’a pas droit à cette aide." in markdown
