"""A team's letterhead and templates: they stand in every form, and never cost a document."""

from __future__ import annotations

import datetime
from math import ceil
from pathlib import Path

import pytest
from msgspec.structs import replace

from templates import (
    FORMATS,
    EtapeAVenir,
    RecapContext,
    document_of,
    markdown_of,
    render_document,
    render_fiche,
)
from templates.faults import TemplateFault, WriterFault
from templates.length import pages
from templates.own import drawn, written
from tests.templates.axe import browser, violations
from tests.templates.contexts import SHORT, TYPICAL
from tests.templates.reading import docx_text, page, pdf, pdf_structure, pdf_text, squeezed

TOP = "# CCAS de Valbrume\nService **Accès aux droits**\n04 76 00 00 00\n"
FOOT = "Document établi avec l’accord de la personne.\n"
HANDED = RecapContext(
    date=datetime.date(2026, 3, 3), etapes=(EtapeAVenir(quoi="venir", qui="vous"),), service="Accueil"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en-tete.md").write_text(TOP, encoding="utf-8")
    (tmp_path / "pied.md").write_text(FOOT, encoding="utf-8")
    return tmp_path


def read(content: str | bytes, format: str) -> str:
    if isinstance(content, str):
        return squeezed("".join(page(content).texts("body")) if format == "html" else content)
    return squeezed(docx_text(content) if format == "docx" else pdf_structure(content).text())


@pytest.mark.parametrize("format", [name for name, each in FORMATS.items() if not each.template])
def test_the_letterhead_opens_every_form_and_the_foot_ends_it(folder: Path, format: str) -> None:
    """Whoever listens hears who writes, then the title, then the sheet."""
    said = read(render_fiche(TYPICAL, format, overrides=folder), format)
    places = [said.find(squeezed(each)) for each in ("CCAS de Valbrume", "Fiche mémoire", "Document établi")]
    assert -1 not in places
    assert places == sorted(places)


def test_the_title_of_the_document_is_still_its_own(folder: Path) -> None:
    """A title typed in the letterhead is strong text: a document has one title."""
    document = document_of(TYPICAL, folder)
    assert document.title == document_of(TYPICAL).title
    html = page(str(render_fiche(TYPICAL, "html", overrides=folder)))
    assert len(html.texts("h1")) == 1
    assert "CCAS" in "".join(html.texts("header"))
    assert "CCAS" not in "".join(html.texts("main"))
    assert document.source.count("\n# ") == 1
    assert not document.source.startswith("# ")


def test_each_line_of_a_letterhead_is_a_line(folder: Path) -> None:
    """Nobody who types an address expects it to run on."""
    lines = str(render_fiche(TYPICAL, "texte", overrides=folder)).split("\n")
    assert lines[:3] == ["CCAS de Valbrume", "Service Accès aux droits", "04 76 00 00 00"]


def test_a_letterhead_may_hold_a_list_and_nothing_of_it_is_filled(folder: Path) -> None:
    (folder / "en-tete.md").write_text("- un\n- deux {{ reference }}\n", encoding="utf-8")
    lines = str(render_fiche(TYPICAL, "texte", overrides=folder)).split("\n")
    assert lines[:2] == ["- un", "- deux {{ reference }}"]


def test_what_is_pasted_in_a_form_bears_no_letterhead(folder: Path) -> None:
    assert "CCAS" not in str(render_fiche(TYPICAL, "aplus", overrides=folder))


def test_the_sheet_handed_to_the_person_names_the_service_only_if_it_was_chosen(folder: Path) -> None:
    """Others may read it at home."""
    assert "CCAS" in str(render_document(HANDED, "texte", overrides=folder))
    assert "CCAS" not in str(render_document(replace(HANDED, service=""), "texte", overrides=folder))


@pytest.mark.skipif(browser() is None, reason="no Chromium on this machine")
def test_a_page_with_a_letterhead_is_accessible(folder: Path, tmp_path: Path) -> None:
    """axe-core finds nothing, and every part of the page stands in a landmark."""
    assert violations(str(render_fiche(TYPICAL, "html", overrides=folder)), tmp_path) == []


def test_the_room_a_letterhead_takes_is_counted(folder: Path) -> None:
    """Never fewer pages foreseen than drawn, around the end of a page: what gives way depends on it."""
    (folder / "en-tete.md").write_text(TOP + "une ligne\n" * 3, encoding="utf-8")
    counts = set()
    for words in range(60, 400, 8):
        sheet = replace(SHORT, synthese="Un fait de plus, dit en entier. " * words)
        content = render_fiche(sheet, "pdf", overrides=folder)
        assert isinstance(content, bytes)
        drawn_pages = len(pdf(content).pages)
        assert drawn_pages <= ceil(pages(document_of(sheet, folder))), words
        counts.add(drawn_pages)
    assert counts >= {1, 2}


# ── nothing is lost ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    ["{{ servise }}", "{% if", "{{ service|euros }}", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"],
)
@pytest.mark.parametrize("format", ["html", "pdf", "texte", "docx", "md"])
def test_a_template_at_fault_is_replaced_by_the_shipped_one(folder: Path, format: str, text: str) -> None:
    """The letterhead stays; the fault is told with its file and its line."""
    sound = render_fiche(TYPICAL, format, overrides=folder)
    (folder / "fiche.md.j2").write_text(f"# T\n{text}", encoding="utf-8")
    made = written(TYPICAL, format, folder)
    assert made.content == sound
    (fault,) = made.faults
    assert isinstance(fault, TemplateFault)
    assert (Path(fault.file).name, fault.line) == ("fiche.md.j2", 2)


def test_a_copy_made_while_the_program_runs_is_used_at_once(folder: Path) -> None:
    """And taken away, it leaves its place again."""
    shipped = written(SHORT, "texte", folder).content
    (folder / "fiche.md.j2").write_text("# Notre fiche", encoding="utf-8")
    assert "Notre fiche" in str(written(SHORT, "texte", folder).content)
    (folder / "fiche.md.j2").unlink()
    assert written(SHORT, "texte", folder).content == shipped


def test_a_letterhead_at_fault_is_left_out_and_the_template_stays(folder: Path) -> None:
    (folder / "en-tete.md").write_bytes(b"\xe9")
    (folder / "fiche.md.j2").write_text("# Notre fiche", encoding="utf-8")
    made = written(TYPICAL, "texte", folder)
    assert made.content == "Notre fiche\n"
    assert [Path(each.file).name for each in made.faults if isinstance(each, TemplateFault)] == ["en-tete.md"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A shared disk that is not plugged must not pass in silence."""
    made = written(TYPICAL, "texte", tmp_path / "absent")
    assert made.content == render_fiche(TYPICAL, "texte")
    assert "introuvable" in str(made.faults[0])


def test_a_form_that_only_the_own_template_cannot_take_is_written_from_the_shipped_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from templates import docx

    real = docx.write

    def refuse(document: object) -> bytes:
        if document.title == "Notre fiche":  # type: ignore[attr-defined]
            raise WriterFault("Ce fichier ne peut pas être écrit.")
        return real(document)  # type: ignore[arg-type]

    monkeypatch.setattr("templates.docx.write", refuse)
    (folder / "fiche.md.j2").write_text("# Notre fiche", encoding="utf-8")
    made = written(TYPICAL, "docx", folder)
    assert isinstance(made.content, bytes)
    assert "Fiche mémoire" in docx_text(made.content)
    assert len(made.faults) == 1


def test_without_a_folder_nothing_changes() -> None:
    assert drawn(TYPICAL, None).document == document_of(TYPICAL)
    assert drawn(TYPICAL, None).faults == ()
    assert markdown_of(TYPICAL) == document_of(TYPICAL).source
    assert "1 / 1" in pdf_text(bytes(written(SHORT, "pdf", None).content))  # type: ignore[arg-type]
