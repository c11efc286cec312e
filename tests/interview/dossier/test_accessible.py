"""A dossier checked by machine, as a screen reader or a person without colour finds it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from interview.dossier.content import composed
from interview.dossier.service import Dossier
from templates import render_document
from templates.dossier_context import DossierContext
from tests.templates.axe import browser, violations
from tests.templates.reading import docx_outline, page, pdf, pdf_structure

from .conftest import Hold

IN_CHROMIUM = pytest.mark.skipif(
    browser() is None,
    reason="NO CHROMIUM HERE: axe-core was NOT run, the dossier is NOT known to be accessible",
)


@pytest.fixture
def made(hold: Hold, dossier: Callable[..., Dossier]) -> DossierContext:
    """A dossier with everything a dossier may hold."""
    held = [hold(suite="droit_ouvert" if rank < 7 else "") for rank in range(24)]
    begun = dossier()
    begun.take(f"{held[0].reference}-1")
    begun.add_proposal("Remettre un reçu des pièces déposées.")
    begun.set_meeting("date", "12/06/2026")
    begun.set_meeting("agenda", "Les chiffres ; Une situation")
    begun.add_promise("Un contact direct", "30/06/2026")
    return composed(begun).context


def test_what_she_agrees_to_has_one_full_stop(hold: Hold, dossier: Callable[..., Dossier]) -> None:
    held = hold(accord_portee="L’envoi de cette fiche à la CPAM.")
    begun = dossier()
    begun.take(f"{held.reference}-1")
    told = composed(begun).context.illustrations[0].accord
    assert told.endswith("L’envoi de cette fiche à la CPAM)")


@IN_CHROMIUM
def test_axe_finds_nothing_wrong_with_the_page_of_a_dossier(made: DossierContext, tmp_path: Path) -> None:
    assert violations(str(render_document(made, "html")), tmp_path) == []


def test_headings_of_the_page_follow_each_other_and_each_table_and_drawing_is_named(
    made: DossierContext,
) -> None:
    html = str(render_document(made, "html"))
    tags = page(html).tags()
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert tags.count("table") == tags.count("caption")
    assert tags.count("svg") == html.count('role="img"') > 0


def test_the_pdf_of_a_dossier_is_tagged_in_french_titled_and_its_tables_have_headers(
    made: DossierContext,
) -> None:
    content = render_document(made, "pdf")
    assert isinstance(content, bytes)
    root = pdf(content).trailer["/Root"]
    assert root["/Lang"] in ("fr-FR", "fr")
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/ViewerPreferences"]["/DisplayDocTitle"]).lower() == "true"
    outline = pdf_structure(content).outline()
    tables = outline.count("Table")
    assert tables > 3
    assert outline.count("TH") >= tables * 2
    assert "Figure" in outline


def test_the_word_file_of_a_dossier_has_real_headings_lists_and_tables(made: DossierContext) -> None:
    content = render_document(made, "docx")
    assert isinstance(content, bytes)
    outline = docx_outline(content)
    for expected in ("Heading 1", "Heading 2", "Heading 3", "List"):
        assert expected in outline or expected.replace("Heading", "Titre") in outline, outline[:600]
