"""Whatever is typed in whatever field of a sheet is read again in every format, and changes nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from templates import FORMATS, FicheContext, render_fiche
from templates.typography import day
from tests.templates.contexts import LONG
from tests.templates.reading import docx_outline, docx_text, page, pdf_structure, squeezed
from tests.templates.test_escaping import DRAWABLE, NASTY, TYPED, expected

Path = tuple[str, ...]

FORMULAS = ["=1+1", "=cmd|' /C calc'!A0", "+33", "-2+3", "@SUM(A1)", '=HYPERLINK("http://exemple.invalid")']
STRANGE = [
    "\u202egauche\u202c",
    "שלום עולם",
    "a\u0000b\u001b[31mc",
    "👩‍👩‍👧 famille",
    "\ud800",
    "\ufffe",
    "\x85ligne",
]
TEXTS = st.sampled_from([*FORMULAS, *STRANGE]) | TYPED


def _fields(value: Any, before: Path) -> Iterator[Path]:
    for name in value.__struct_fields__:
        held = getattr(value, name)
        first = held[0] if isinstance(held, tuple) and held else held
        if isinstance(first, msgspec.Struct):
            yield from _fields(first, (*before, name))
        elif isinstance(first, str):
            yield (*before, name)


SILENT = {("certitude", "code")}
"""A code that no sheet shows."""
PATHS = sorted(set(_fields(LONG, ())) - SILENT)
ONLY_WHERE: dict[Path, dict[str, Any]] = {
    ("aucun",): {"formes": ()},
    ("issue",): {"suite": None},
    ("consequences", "recuperable_libelle"): {},
}
"""What else must be, or not be, for a field to be said."""
PASTED: tuple[Path, ...] = (
    ("objet",),
    ("organismes",),
    ("synthese",),
    ("formes", "raisons"),
    ("demande_individuelle",),
    ("a_verifier",),
    ("chronologie", "fait"),
    ("chronologie", "acteur"),
    ("chronologie", "preuve_texte"),
    ("actions", "libelle"),
)
"""What Administration+ is told."""


def typed(path: Path, text: str) -> FicheContext:
    """The long sheet with that text in that field, and in no other."""
    sheet = replace(LONG, **ONLY_WHERE.get(path, {}))
    if path == ("consequences", "recuperable_libelle"):
        sheet = replace(sheet, consequences=replace(sheet.consequences, recuperable=None, perdu=None))
    changed: FicheContext = _typed(sheet, path, text)
    return changed


def _typed(value: Any, path: Path, text: str) -> Any:
    held = getattr(value, path[0])
    if len(path) == 1:
        return replace(value, **{path[0]: (text,) if isinstance(held, tuple) else text})
    if isinstance(held, tuple):
        return replace(value, **{path[0]: (_typed(held[0], path[1:], text), *held[1:])})
    return replace(value, **{path[0]: _typed(held, path[1:], text)})


def said(path: Path, text: str) -> str:
    """What a reader finds of the text: a date as it is spoken, all the rest as it is."""
    polished = expected(text)
    return squeezed(day(polished) if path[-1] in ("date", "depuis", "lu_le") else polished).casefold()


def written(sheet: FicheContext, format: str) -> str:
    """What is read again of the sheet in a format."""
    content = render_fiche(sheet, format)
    if format == "html":
        content = "".join(page(str(content)).texts("main"))
    elif format == "docx":
        assert isinstance(content, bytes)
        content = docx_text(content)
    elif format == "pdf":
        assert isinstance(content, bytes)
        content = pdf_structure(content).text()
    elif format == "md":
        reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
        shown = reader.render(str(content)).replace("<hr />", "<hr></hr>").replace(" />", ">")
        content = "".join(page(f"<main>{shown}</main>").texts("main"))
    return squeezed(str(content)).casefold()


def test_every_text_of_the_contract_is_tried() -> None:
    """The long sheet has them all: a field added tomorrow is tried too."""
    assert not [name for name in FicheContext.__struct_fields__ if getattr(LONG, name) in (None, ())]
    assert len(PATHS) > 45


@pytest.mark.parametrize("format", ["html", "texte", "md"])
@settings(max_examples=250)
@given(path=st.sampled_from(PATHS), text=TEXTS)
def test_text_typed_anywhere_is_read_again(format: str, path: Path, text: str) -> None:
    words = said(path, text)
    assume(words)
    assert words in written(typed(path, text), format)


@settings(max_examples=60)
@given(path=st.sampled_from(PATHS), text=TEXTS)
@example(path=("synthese",), text="a\x0bb\x0cc\x1fd")
def test_text_typed_anywhere_is_read_again_in_a_word_processor(path: Path, text: str) -> None:
    words = said(path, text)
    assume(words)
    assert words in written(typed(path, text), "docx")


@settings(max_examples=40)
@given(path=st.sampled_from(PATHS), text=DRAWABLE | st.sampled_from([*NASTY, *FORMULAS]))
def test_text_typed_anywhere_is_read_again_in_the_pdf(path: Path, text: str) -> None:
    words = said(path, text)
    assume(words)
    assert words in written(typed(path, text), "pdf")


@settings(max_examples=150)
@given(path=st.sampled_from(PASTED), text=TEXTS)
def test_text_typed_is_read_again_in_what_is_pasted(path: Path, text: str) -> None:
    words = said(path, text)
    assume(words)
    assert words in written(typed(path, text), "aplus")


@settings(max_examples=40)
@given(path=st.sampled_from(PATHS), text=TEXTS)
def test_text_typed_anywhere_makes_no_paragraph_list_or_table_of_its_own(path: Path, text: str) -> None:
    """But where free text may have lines and paragraphs."""
    one_line = expected(text)
    assume(squeezed(one_line))
    found, plain = (render_fiche(typed(path, each), "docx") for each in (one_line, "texte"))
    assert isinstance(found, bytes)
    assert isinstance(plain, bytes)
    styles = [
        [line.partition(" | ")[0] for line in docx_outline(each).split("\n")] for each in (found, plain)
    ]
    assert styles[0] == styles[1]


@settings(max_examples=100)
@given(st.text(min_size=1, max_size=400))
def test_the_subject_pasted_holds_in_its_field(text: str) -> None:
    """Administration+ takes 150 characters."""
    lines = str(render_fiche(replace(LONG, objet=text), "aplus")).split("\n")
    assert len(lines[lines.index("OBJET") + 1]) <= 150


def test_no_format_is_left_untried() -> None:
    assert set(FORMATS) == {"html", "pdf", "texte", "md", "docx", "aplus"}


def test_what_is_pasted_says_nothing_of_who_the_person_is() -> None:
    """No line to fill with a name, no size of household, no agreement: those have fields of their own."""
    text = str(render_fiche(LONG, "aplus"))
    assert "Personne concernée" not in text
    assert "Ménage" not in text
    assert "………" not in text


def test_a_table_of_a_team_s_own_template_is_pasted_row_by_row() -> None:
    from templates.document import parse
    from templates.form_text import write

    text = write(parse("# T\n\n## Faits\n\n1. un\n2. deux\n\n| a | b |\n|---|---|\n| c | d |\n", LONG.date))
    assert text == "T\n\nFAITS\n1. un\n2. deux\n- c\u202f; d\n"
