"""How lines are cut."""

from __future__ import annotations

import pytest
from textual.content import Content

from interview.tui.drawing import hanging, wrapped
from interview.tui.widgets.keybar import keys_content

SENTENCE = "Vous savez\u202f? «\u00a0Oui\u00a0»\u00a0: on continue ainsi jusqu’au bout."


@pytest.mark.parametrize("width", range(12, 40))
def test_a_line_is_never_cut_at_a_no_break_space(width: int) -> None:
    lines = [line.plain for line in wrapped(SENTENCE, width)]
    for line in lines:
        assert not line.startswith(("?", "»", ":"))
        assert not line.rstrip(" ").endswith("«")
    assert " ".join(line.strip(" ") for line in lines) == SENTENCE


def test_the_next_lines_are_aligned_under_the_first_word() -> None:
    lines = [line.plain.rstrip() for line in hanging("1  ", Content("un deux trois quatre"), 15)]
    assert lines == ["1  un deux", "   trois quatre"]


def test_styles_survive_the_cut() -> None:
    first, second = wrapped(Content.assemble("une phrase ", ("en gras", "bold")), 12)
    assert not first.spans
    assert [span.style for span in second.spans] == ["bold"]


def test_the_keys_that_do_not_fit_are_left_out_whole() -> None:
    bar = keys_content([("Échap", "Retour"), ("Tab", "Passer"), ("F1", "Pourquoi")], 24)
    assert bar.plain == "Échap Retour  Tab Passer"
