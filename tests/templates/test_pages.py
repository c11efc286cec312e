"""Where the pages of a PDF end: wherever a table happens to stand, it is cut as a reader would cut it."""

from __future__ import annotations

import datetime

import pytest

from templates.document import parse
from templates.pdf import write
from tests.templates.reading import pdf

DAY = datetime.date(2026, 3, 3)
CAPTION = "La légende"


def pages(lines_before: int, rows: int, cell: str = "une cellule") -> list[list[str]]:
    """The lines of each page of a table that stands under some lines of text."""
    before = "\n\n".join(f"Ligne {number}." for number in range(lines_before))
    table = "\n".join(f"| r{number} | {cell} {number} fin{number} |" for number in range(rows))
    text = f"# Titre\n\n{before}\n\n*{CAPTION}*\n\n| Code | Texte |\n|---|---|\n{table}\n"
    read = pdf(write(parse(text, DAY)))
    return [sheet.extract_text().splitlines()[:-1] for sheet in read.pages]


@pytest.mark.parametrize("lines_before", range(38, 56))
def test_a_caption_never_ends_a_page_whatever_stands_above(lines_before: int) -> None:
    for lines in pages(lines_before, rows=30)[:-1]:
        assert CAPTION not in lines[-1]
        assert not lines[-1].startswith("Code")


@pytest.mark.parametrize("lines_before", range(38, 58))
def test_a_short_table_is_on_one_page(lines_before: int) -> None:
    holding = [lines for lines in pages(lines_before, rows=8) if any("fin" in line for line in lines)]
    assert len(holding) == 1


@pytest.mark.parametrize("lines_before", range(38, 58, 2))
def test_a_row_is_never_cut_in_two(lines_before: int) -> None:
    """Each row begins and ends on the same page."""
    for lines in pages(lines_before, rows=20, cell="mot " * 115):
        text = " ".join(lines)
        for number in range(20):
            assert (f"r{number} " in text) == (f"fin{number} " in f"{text} "), number


def test_a_row_taller_than_a_page_is_cut_and_loses_nothing() -> None:
    read = pages(2, rows=2, cell="mot " * 3000)
    text = " ".join(line for sheet in read for line in sheet)
    assert len(read) > 2
    assert text.count("mot") == 6000
    assert max(map(len, read)) < 90  # more lines than that are drawn below the paper


@pytest.mark.parametrize("banner", ["", "**Base fictive : aucune personne réelle.**\n\n"])
def test_the_opening_fields_are_side_by_side_under_the_line_of_a_fictional_base_too(banner: str) -> None:
    heights: dict[str, float] = {}

    def note(text: str, page: list[float], line: list[float], *_others: object) -> None:
        for word in ("Date", "Organisme"):
            if word in text:
                heights[word] = line[5] * page[3] + page[5]

    fields = "- **Date** : hier\n- **Objet** : le RSA\n- **Organisme** : la CAF\n- **Depuis** : mars\n"
    pdf(write(parse(f"# Titre\n\n{banner}{fields}\nSuite.\n", DAY))).pages[0].extract_text(visitor_text=note)
    assert heights["Date"] == pytest.approx(heights["Organisme"], abs=1)


def test_a_few_numbers_stand_near_what_they_count() -> None:
    """The last number of a table of numbers is well before the right margin."""
    found: list[float] = []

    def note(text: str, page: list[float], line: list[float], *_others: object) -> None:
        if "4242" in text:
            found.append(line[4] * page[0] + page[4])

    table = "| Forme | Situations |\n|---|---:|\n| Non-réception | 4242 |\n"
    pdf(write(parse(f"# Titre\n\n{table}", DAY))).pages[0].extract_text(visitor_text=note)
    assert found
    assert found[0] < 0.75 * 595
