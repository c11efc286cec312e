"""The page of definitions says what the program says."""

from __future__ import annotations

from pathlib import Path

from interview.bilan.meanings import TERMS, page
from interview.figures.definitions import DEFINITIONS, HEADINGS
from tests.support import same_as_golden

ROOT = Path(__file__).parents[3]


def test_the_page_is_the_one_of_the_program() -> None:
    """Written by the test itself when it is asked to (REPERE_GOLDEN=1)."""
    same_as_golden(ROOT / "docs/definitions.md", page())


def test_every_figure_is_defined_once_under_its_heading() -> None:
    told = [code for heading in TERMS.values() for code in heading]
    assert sorted(told) == sorted(DEFINITIONS)
    assert list(TERMS) == list(HEADINGS)
