"""The examples of ``docs/exemples`` are what the program writes today, and say how they were made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import examples

FOLDER = examples.FOLDER
REWRITE = "look at the documents, then write them again: uv run python -m tests.examples"


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    """The web pages written now: the other formats are made from the same tree."""
    sheets = {name: content for name, content in examples.sheets() if name.endswith(".html")}
    return {**sheets, **dict(examples.dossiers(("html",)))}


def test_each_page_kept_as_an_example_is_the_one_written_today(pages: dict[str, bytes]) -> None:
    for name, content in pages.items():
        assert (FOLDER / name).read_bytes() == content, f"{name} has changed: {REWRITE}"


def test_the_sheets_kept_as_examples_hold_on_one_page() -> None:
    from tests.templates.reading import pdf

    for name in examples.SHEETS:
        assert len(pdf((FOLDER / f"{name}.pdf").read_bytes()).pages) == 1


def test_images_are_small_and_every_example_is_told_of() -> None:
    images = list(FOLDER.glob("*.png"))
    assert images
    assert all(each.stat().st_size <= 150_000 for each in images)
    assert sum(each.stat().st_size for each in FOLDER.iterdir()) <= 1_500_000
    told = Path(FOLDER, "LISEZMOI.md").read_text("utf-8")
    for each in FOLDER.iterdir():
        assert each.name in told or each.suffix in (".md", ".png"), (
            f"{each.name} is not told of in LISEZMOI.md"
        )
