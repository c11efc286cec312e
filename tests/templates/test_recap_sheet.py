"""The récapitulatif as a page: large, one page, in an order that tired eyes can follow."""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path

import pytest
from docx import Document as open_docx
from hypothesis import given, settings
from hypothesis import strategies as some

from interview.recap.content import fits_one_page
from templates import EtapeAVenir, FicheContext, RecapContext, document_of, render_document
from templates.document import Heading, plain
from tests.templates.axe import browser, violations
from tests.templates.reading import page, pdf, pdf_tags, pdf_text, squeezed

DAY = datetime.date(2026, 3, 3)
STEP = EtapeAVenir(quoi="nous apporter les papiers demandés", qui="vous", quand="2026-03-10")
FULL = RecapContext(
    date=DAY,
    lieu="notre service",
    etapes=(
        STEP,
        EtapeAVenir(quoi="garder tous les courriers que vous recevez", qui="vous"),
        EtapeAVenir(quoi="voir où en est votre dossier", qui="nous", quand="fin mars", numero="36 46"),
        EtapeAVenir(quoi="répondre", qui="la caisse d’allocations familiales (CAF)"),
    ),
    sujets=("Le revenu de solidarité active (RSA). C’est une aide pour vivre quand on a peu d’argent.",),
    faits=("Nous avons appelé l’organisme avec vous.",),
    etats=("Ce n’est pas encore réglé. Nous continuons avec vous.",),
    service="Accès aux droits",
    telephone="04 76 00 00 00",
    reference="26-YQM1H",
)


def test_the_page_reads_in_order_from_what_there_is_to_do() -> None:
    """One title, then sections of the second level only: what comes next is the first."""
    titles = [(b.level, plain(b.runs)) for b in document_of(FULL).blocks if isinstance(b, Heading)]
    assert titles == [
        (1, "Ce que nous avons vu ensemble"),
        (2, "La suite"),
        (2, "De quoi nous avons parlé"),
        (2, "Ce que nous avons fait"),
        (2, "Pour nous joindre"),
    ]
    found = page(str(render_document(FULL, "html")))
    assert found.texts("title") == ["Ce que nous avons vu ensemble"]
    assert len(found.texts("h1")) == 1
    assert len(found.texts("ol")) == 1


def test_the_letters_are_large_in_every_form() -> None:
    """Fourteen points at least, whatever the writer; nothing small at the foot."""
    html = str(render_document(FULL, "html"))
    large = html[html.index("/* Added for a sheet read at home") :]
    assert "body { font-size: 14pt" in large
    assert not re.search(r"(?<![\d.])(?:[0-9]|1[0-3])(?:\.\d+)?pt;? *(?:/|sans)", large)
    sizes: set[float] = set()

    def visit(text: str, _: object, matrix: list[float], __: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * matrix[3]), 1))

    content = render_document(FULL, "pdf")
    assert isinstance(content, bytes)
    pdf(content).pages[0].extract_text(visitor_text=visit)
    assert sizes
    assert min(sizes) >= 14
    word = render_document(FULL, "docx")
    assert isinstance(word, bytes)
    made = open_docx(io.BytesIO(word))
    assert made.styles["Normal"].font.size.pt >= 14
    used = [each.style.font.size for each in made.paragraphs if each.style is not None]
    assert all(size is None or size.pt >= 14 for size in used)
    assert not made.sections[0].footer.paragraphs[0].text


def test_the_pdf_is_tagged_on_one_page_and_says_all() -> None:
    content = render_document(FULL, "pdf")
    assert isinstance(content, bytes)
    assert len(pdf(content).pages) == 1
    tags = " ".join(pdf_tags(content))
    assert "H1" in tags
    assert "H2" in tags
    text = squeezed(pdf_text(content))
    for words in ("Vous : nous apporter", "le 10 mars 2026", "36 46", "26-YQM1H", "fin mars"):
        assert squeezed(words) in text


@pytest.mark.skipif(
    browser() is None, reason="no Chromium on this machine: the page is NOT checked by axe-core"
)
def test_axe_core_finds_nothing_wrong_with_the_page(tmp_path: Path) -> None:
    """WCAG 2.2 A and AA and good practice, in a real browser."""
    assert violations(str(render_document(FULL, "html")), tmp_path) == []


def test_other_documents_keep_their_size() -> None:
    """The large style is that of this sheet alone."""
    other = FicheContext(reference="26-YQM1H-1", date=DAY, objet="RSA")
    assert "Added for a sheet read at home" not in str(render_document(other, "html"))


def test_what_is_not_ticked_leaves_no_title_nor_mark() -> None:
    """A bare sheet is its title; each part alone brings its own title only."""
    assert (
        str(render_document(RecapContext(date=DAY, datee=False), "md")) == "# Ce que nous avons vu ensemble\n"
    )
    parts: list[tuple[RecapContext, str]] = [
        (RecapContext(date=DAY, datee=False, etapes=(STEP,)), "La suite"),
        (RecapContext(date=DAY, datee=False, etats=("C’est réglé.",)), "Où cela en est"),
        (RecapContext(date=DAY, datee=False, sujets=("Vos papiers.",)), "De quoi nous avons parlé"),
        (RecapContext(date=DAY, datee=False, faits=("Nous avons écrit.",)), "Ce que nous avons fait"),
        (RecapContext(date=DAY, datee=False, reference="26-K7QX4"), "Pour nous joindre"),
    ]
    for context, title in parts:
        assert re.findall("^## (.*)$", str(render_document(context, "md")), re.MULTILINE) == [title]


words = some.text("abcdé ’CAF|*_#{}<>", min_size=1, max_size=200).filter(str.strip)
steps = some.builds(
    EtapeAVenir,
    quoi=words,
    qui=some.sampled_from(["", "vous", "nous", "la caisse d’allocations familiales (CAF)"]),
    quand=some.sampled_from(["", "2026-03-10", "la semaine prochaine"]),
    numero=some.sampled_from(["", "04 76 00 00 00"]),
)
several = some.lists(some.text("abcdé ’", min_size=1, max_size=110).filter(str.strip), max_size=8).map(tuple)


@settings(max_examples=40)
@given(some.lists(steps, max_size=12).map(tuple), several, several, several)
def test_what_is_said_to_fit_one_page_does(
    etapes: tuple[EtapeAVenir, ...], sujets: tuple[str, ...], faits: tuple[str, ...], etats: tuple[str, ...]
) -> None:
    """Counted by its lines, and seen on the drawn page."""
    context = RecapContext(
        date=DAY, lieu="notre service", etapes=etapes, sujets=sujets, faits=faits, etats=etats, service="Ici"
    )
    if fits_one_page(context):
        content = render_document(context, "pdf")
        assert isinstance(content, bytes)
        assert len(pdf(content).pages) == 1
