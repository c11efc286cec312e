"""How many gave each answer: the number is beside its bar, and a mark has its words."""

from __future__ import annotations

import pytest

from interview.tui.widgets.tally import Tally, tally_lines

LONG = "Elle a essayé, sans pouvoir déposer, parce que le guichet était fermé ce jour-là et le suivant"


def drawn(rows: list[Tally], *names: str, width: int = 76, **more: int | str) -> list[str]:
    return [line.plain.rstrip() for line in tally_lines(rows, names, width, **more)]  # type: ignore[arg-type]


def test_a_number_stands_before_each_bar_and_none_has_no_bar() -> None:
    """Two moments: one bar under the other, another grain; nothing is nothing."""
    lines = drawn([Tally("Oui", (8, 13)), Tally("Non", (7, 0))], "avant", "après")
    assert lines[0] == "██ avant   ░░ après"
    assert [line.split()[0] for line in lines if "█" in line][1:] == ["Oui", "Non"]
    assert any(line.strip().startswith("13  ░░") for line in lines)
    assert lines[-1].strip() == "0"


def test_a_mark_is_said_in_words_under_its_answer() -> None:
    """The sign alone would say nothing."""
    lines = drawn([Tally("Oui", (1,), "la référence"), Tally("Non", (2,))])
    assert [line for line in lines if line.startswith("◆ la référence")]
    assert [line.strip() for line in lines if "◆" in line] == ["◆ la référence"]


@pytest.mark.parametrize("width", [40, 76, 115])
@pytest.mark.parametrize("thick", [1, 2])
def test_no_line_is_wider_than_the_page(width: int, thick: int) -> None:
    """Long labels go on several lines, and the whole of them is there."""
    lines = drawn([Tally(LONG, (104, 3)), Tally("Non", (0, 1))], "avant", "après", width=width, thick=thick)
    assert max(map(len, lines)) <= width
    label = " ".join(" ".join(line.split("  ")[0] for line in lines).split())
    for word in LONG.split():
        assert word in label


def test_shares_are_out_of_a_hundred() -> None:
    """80 % fills four fifths of what 100 % fills, whatever the highest one is."""
    lines = drawn([Tally("Formes", (80,)), Tally("Raisons", (40,))], unit="%")
    bars = [line.count("█") for line in lines if "█" in line]
    assert bars == [2 * bars[1], bars[1]]
    assert bars[0] < max(bars[0], 50)
    assert "80\u202f%" in lines[0]
