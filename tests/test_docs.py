"""The documents keep up with the program: the picture of the README is drawn by the program itself."""

from __future__ import annotations

import re
from pathlib import Path

from flows.codes import FAMILIES
from interview.workbench.codes_page import codes_page
from tests.support import same_as_golden

ROOT = Path(__file__).parents[1]
SCREEN = (
    ROOT / "tests/interview/tui/__snapshots__/test_snapshots/test_a_question_of_the_core[140x40-light].svg"
)


def test_the_picture_of_the_readme_is_the_screen_as_tested() -> None:
    """The snapshot held by the tests of the screen, without the fonts it would fetch from elsewhere."""
    drawn = re.sub(r"@font-face\s*\{.*?\}\s*", "", SCREEN.read_text("utf-8"), flags=re.DOTALL)
    assert "url(http" not in drawn.replace('"', "")
    same_as_golden(ROOT / "docs/ecran-entretien.svg", drawn)


def test_every_local_link_of_the_documents_leads_somewhere() -> None:
    """README and docs/ name no file that does not exist."""
    for document in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text("utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name} names {target}"


def test_the_readme_names_the_two_commands_that_do_all_the_set_up() -> None:
    """And the continuous integration runs the very same test command."""
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "pip install uv && uv run repere" in readme
    assert "pip install uv && uv run pytest" in readme
    commands = (ROOT / ".ci/run").read_text("utf-8")
    assert "pip install --quiet uv\nuv run pytest" in commands


def test_the_page_of_codes_is_the_list_of_the_program() -> None:
    """Written from flows/codes, by the test itself when it is asked to (REPERE_GOLDEN=1)."""
    same_as_golden(ROOT / "docs/codes.md", codes_page())


def codes_written_in(*patterns: str) -> set[str]:
    """The codes that stand between quotation marks in the files of those patterns."""
    texts = (path.read_text("utf-8") for pattern in patterns for path in ROOT.glob(pattern))
    return {code for text in texts for code in re.findall(r'"([PA]\d{3})"', text)}


def test_every_code_that_is_used_is_listed_and_every_listed_code_is_used() -> None:
    """A code nobody gives is dead; a code nobody lists cannot be looked up."""
    sources = [path for room in ("flows", "interview") for path in ROOT.glob(f"{room}/**/*.py")]
    texts = (path.read_text("utf-8") for path in sources if path.parent.name != "codes")
    used = {code for text in texts for code in re.findall(r'"([PA]\d{3})"', text)}
    listed = [each.code for _, codes in FAMILIES for each in codes]
    assert sorted(listed) == sorted(set(listed))
    assert used == set(listed)


def test_every_code_is_tripped_by_a_broken_file_or_a_test() -> None:
    """A code that nothing trips may be dead."""
    broken = (path.read_text("utf-8") for path in ROOT.glob("tests/flows/broken/**/*.yaml"))
    tripped = {code for text in broken for code in re.findall(r"^# expect ([PA]\d{3})", text, re.MULTILINE)}
    tripped |= codes_written_in("tests/**/*.py")
    assert {each.code for _, codes in FAMILIES for each in codes} <= tripped
