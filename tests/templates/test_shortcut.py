"""The short way through plain Markdown gives the very blocks of the parser, or gives up."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from templates import FicheContext, markdown_of
from templates.document import blocks_of
from templates.shortcut import quick_blocks
from tests.templates.contexts import SITUATIONS
from tests.templates.test_escaping import TYPED, filled
from tests.templates.test_missing import CONTEXTS

LINES = st.sampled_from(
    [
        *("# Titre", "## Un **gras** #", "###### six", "####### sept", "#", "# ", "#colle", "## a#b"),
        *(
            "texte",
            "Une *ligne*",
            "**gras**",
            "*légende*",
            "\\- pas une liste",
            "« cité »",
            "suite  ",
            "  retrait",
        ),
        *(
            "- **Champ** : valeur",
            "- **Seul**",
            "- point",
            "- ",
            "-",
            "- - deux",
            "- # titre",
            "* autre",
            "+ plus",
        ),
        *(
            "1. un",
            "2) deux",
            "    code",
            "\tcode",
            "> cité",
            "---",
            "===",
            "| a | b |",
            "|---|---|",
            "|--|",
            "|---|",
        ),
        *(
            "| 1 | 2 |",
            "| 1 |",
            "| 1 | 2 | 3 |",
            "| a \\| b | c |",
            "| a \\\\| b |",
            "| fin",
            "a | b",
            "…",
            "\\",
            "*…*",
        ),
        *(
            "",
            "",
            "",
            " ",
            "été",
            "1er mars",
            "*",
            "**",
            "- **",
            "- *a*",
            "- **** x",
            "- **a**b",
            "- **a** : *b*",
        ),
    ]
)


@settings(max_examples=600)
@given(st.lists(LINES, max_size=12).map("\n".join))
@example("- **a** : b\n\n- **c** : d\n\n# e")
@example("*l*\n\n| a |\n|---|\n| b |")
@example("| a | b |\n|---|---|\n| \\\\| x |")
def test_any_markdown_is_read_as_the_parser_reads_it(markdown: str) -> None:
    quick = quick_blocks(markdown)
    assert quick is None or quick == blocks_of(markdown)


@settings(max_examples=200)
@given(TYPED)
def test_any_text_typed_in_a_sheet_is_read_as_the_parser_reads_it(text: str) -> None:
    markdown = markdown_of(filled(text))
    quick = quick_blocks(markdown)
    assert quick is None or quick == blocks_of(markdown)


@settings(max_examples=150)
@given(CONTEXTS)
def test_any_sheet_with_holes_is_read_as_the_parser_reads_it(context: FicheContext) -> None:
    markdown = markdown_of(context)
    quick = quick_blocks(markdown)
    assert quick is None or quick == blocks_of(markdown)


def test_the_sheets_of_every_day_take_the_short_way() -> None:
    """Where they did not, they would be twice as long to write."""
    for context in SITUATIONS.values():
        assert quick_blocks(markdown_of(context)) is not None
