"""The documents keep up with the program: the picture of the README is drawn by the program itself."""

from __future__ import annotations

import re
from pathlib import Path

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
