"""What a person typed is data: it comes out as that very text, in every format, and changes nothing else."""

import msgspec
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from templates import Etape, FicheContext, Forme, preview, render_fiche
from templates.document import inline, parsed
from templates.engine import polish_text
from tests.templates.contexts import BARE
from tests.templates.reading import page, pdf_tags, pdf_text, squeezed

NASTY = [
    "**gras**",
    "# titre",
    "- point",
    "1. un",
    "a | b",
    "<b>x</b> &amp; &lt;",
    "<script>alert(1)</script>",
    "{{ reference }}{% raw %}",
    "#(1+41) $x$ @ref <etiquette> \\u{41}",
    "[lien](http://exemple.invalid) ![i](x)",
    "`code` ~~barré~~ ***",
    "\\* \\\\ \\",
    "| --- | --- |",
    ":---",
    "===",
    "---",
    "> cité",
    "*………*",
    "**Service** : faux",
    "[bold]rich[/bold] [/]",
    "ligne 1\nligne 2\n\n# ligne 3",
    "    code",
    "fin avec deux espaces  \nsuite",
    'l\'"essai" ? oui ; non !',
]
ANY = st.text(max_size=60)
MARKUP = st.lists(
    st.sampled_from([*"\\`*_{}[]()#+-.!|<>&~:=\"'\n ;?$@%^/", "a", "é", "1", "« ", " »", "\u00a0"]),
    max_size=30,
)
TYPED = (
    st.sampled_from(NASTY) | ANY | MARKUP.map("".join) | st.tuples(st.sampled_from(NASTY), ANY).map("".join)
)
DRAWABLE = st.text(
    st.characters(codec="latin-1", categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u00a0")
    | st.sampled_from("œŒŸ€’“”–—…\n*_#$[]<>\\|{}`"),
    max_size=60,
)


def filled(text: str) -> FicheContext:
    """A sheet with the text in each kind of place: title, field, strong, table cell, list, free text."""
    return msgspec.structs.replace(
        BARE,
        reference=text,
        objet=text,
        organismes=(text,),
        formes=(Forme(libelle=text, raisons=(text,)),),
        chronologie=(Etape(date=text, acteur=text, canal=text, fait=text, preuve=True, preuve_texte=text),),
        synthese=text,
    )


def expected(text: str) -> str:
    return polish_text(text).replace("\n\n", "\n").replace("\n", " ")


def text_of(context: FicheContext, format: str) -> str:
    written = render_fiche(context, format)
    assert isinstance(written, str)
    return written


@settings(max_examples=400, deadline=None)
@given(TYPED)
def test_the_page_holds_the_text_where_it_was_put_and_no_new_element(text: str) -> None:
    said = expected(text)
    assume(said)
    read = page(text_of(filled(text), "html"))
    assert read.texts("h1") == [f"Fiche mémoire {said}"]
    assert read.texts("dd")[1:3] == [said, said]
    assert read.texts("td") == [said, said, said, said, f"oui ({said})"]
    assert read.texts("strong") == [said]
    harmless = page(text_of(msgspec.structs.replace(filled("texte"), synthese=text), "html"))
    assert read.tags() == harmless.tags()


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_free_text_keeps_its_words_its_lines_and_its_paragraphs(text: str) -> None:
    said = polish_text(text)
    assume(said)
    read = page(text_of(msgspec.structs.replace(BARE, synthese=text), "html"))
    paragraphs = [p.replace("\n\n", "\n") for p in read.texts("p")[:-1]]
    assert paragraphs == said.split("\n\n")


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_any_other_reader_of_the_markdown_finds_the_same_text(text: str) -> None:
    said = expected(text)
    assume(said)
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    read = page(
        "<html>"
        + reader.render(text_of(filled(text), "md")).replace("<hr />", "<hr></hr>").replace(" />", ">")
        + "</html>"
    )
    assert squeezed(read.texts("h1")[0]) == squeezed(f"Fiche mémoire {said}")
    assert [squeezed(cell) for cell in read.texts("td")][:4] == [squeezed(said)] * 4


@settings(max_examples=200, deadline=None)
@given(TYPED)
def test_the_text_format_holds_the_text(text: str) -> None:
    said = expected(text)
    assume(said)
    assert squeezed(f"Objet\u00a0: {said}") in squeezed(text_of(filled(text), "texte"))


@settings(max_examples=100, deadline=None)
@given(TYPED)
def test_the_terminal_preview_holds_the_text_and_reads_no_style_in_it(text: str) -> None:
    import io

    from rich.console import Console

    said = expected(text)
    assume(said)
    console = Console(width=5000, record=True, file=io.StringIO())
    console.print(preview(msgspec.structs.replace(BARE, objet=text)))
    assert squeezed(said) in squeezed(console.export_text())


@settings(max_examples=40, deadline=None)
@given(DRAWABLE)
@example("#(1+41) $x^2$ @ref <etiquette> *gras* _it_ // rien \\u{41}")
@example("<b>x</b> | {{ objet }} | `#panic()`")
def test_the_pdf_holds_the_text_and_never_runs_it(text: str) -> None:
    said = expected(text)
    assume(said)
    context = msgspec.structs.replace(BARE, objet=text, chronologie=(Etape(fait=text),))
    content = render_fiche(context, "pdf")
    assert isinstance(content, bytes)
    assert squeezed(pdf_text(content)).count(squeezed(said)) >= 2
    harmless = render_fiche(
        msgspec.structs.replace(context, objet="x", chronologie=(Etape(fait="x"),)), "pdf"
    )
    assert isinstance(harmless, bytes)
    assert pdf_tags(content) == pdf_tags(harmless)


def test_a_character_no_font_has_is_written_as_its_code_point_in_the_pdf_only() -> None:
    context = msgspec.structs.replace(BARE, objet="avant 😀 日 après", service="\U0001f1eb\U0001f1f7")
    content = render_fiche(context, "pdf")
    assert isinstance(content, bytes)
    assert "avant [U+1F600] [U+65E5] après" in pdf_text(content)
    assert "[U+1F1EB][U+1F1F7]" in pdf_text(content)
    assert "avant 😀 日 après" in text_of(context, "html")


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from([*"**** _\\.:«»'(a é1", "\u00a0"]), max_size=16).map("".join))
@example("**Service**\u00a0: un service")
@example("**a**b")
def test_the_short_way_through_a_line_says_what_the_parser_says(line: str) -> None:
    line = line.strip()
    assume(line)
    assert inline(line) == parsed(line)
