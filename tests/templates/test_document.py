"""The tree: what the writers share, whatever a team's own template looks like."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

from templates.document import Block, Fields, Heading, Items, Paragraph, Run, Table, parse, plain

DAY = datetime.date(2026, 3, 1)


def blocks(markdown: str) -> tuple[Block, ...]:
    return parse(markdown, DAY).blocks


def test_heading_levels_are_closed_up_and_the_title_is_alone_on_its_level() -> None:
    levels = [b.level for b in blocks("# a\n\n#### b\n\n# c\n\n###### d\n") if isinstance(b, Heading)]
    assert levels == [1, 2, 2, 3]


def test_a_list_whose_items_all_bear_a_label_is_a_list_of_fields() -> None:
    (fields,) = blocks("- **Service**\u00a0: accueil\n- **Objet** : *aide* au logement\n")
    assert isinstance(fields, Fields)
    assert [(plain(f.label), plain(f.value)) for f in fields.fields] == [
        ("Service", "accueil"),
        ("Objet", "aide au logement"),
    ]
    (items,) = blocks("- **Service**\u00a0: accueil\n- sans étiquette\n")
    assert isinstance(items, Items)


def test_only_a_paragraph_wholly_in_emphasis_before_a_table_is_its_caption() -> None:
    table = "\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    (captioned,) = blocks("*légende*" + table)
    assert isinstance(captioned, Table)
    assert captioned.caption == (Run("légende"),)
    paragraph, bare = blocks("*pas* une légende" + table)
    assert isinstance(paragraph, Paragraph)
    assert isinstance(bare, Table)
    assert bare.caption == ()


def test_dots_in_emphasis_are_a_blank_to_fill_and_dots_alone_are_dots() -> None:
    (line,) = blocks("Nom : *………*")
    assert isinstance(line, Paragraph)
    assert [run.blank for run in line.runs] == [False, True]
    (dots,) = blocks("Nom : ………")
    assert isinstance(dots, Paragraph)
    assert dots.runs == (Run("Nom : ………"),)


def test_links_code_and_html_written_in_a_template_stay_text() -> None:
    text = "[lien](http://exemple.invalid) `code` <b>gras</b> &amp;"
    assert blocks(text) == (Paragraph((Run(text),)),)


def test_lists_may_hold_lists_and_be_numbered() -> None:
    (items,) = blocks("1. un\n   - deux\n2. trois\n")
    assert isinstance(items, Items)
    assert items.ordered
    assert isinstance(items.items[0][1], Items)


def test_a_golden_file_is_never_rewritten_on_a_build_machine() -> None:
    here = Path(__file__).parent
    before = {path: path.read_bytes() for path in (here / "golden").iterdir()}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "0",
        "-q",
        "-k",
        "md-courte",
        str(here / "test_sheets.py"),
    ]
    done = subprocess.run(
        command,
        env={**os.environ, "CI": "true", "REPERE_GOLDEN": "1"},
        cwd=here.parents[1],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"is refused when CI is set" in done.stdout
    assert {path: path.read_bytes() for path in (here / "golden").iterdir()} == before
