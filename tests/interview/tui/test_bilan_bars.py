"""Bars in characters: read without colour, in whatever width."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual.content import Content

from interview.tui.widgets.bars import LABEL_AT_LEAST, NOW, THEN, bar, plot_lines, table_lines
from templates.chart_context import Graphique, Serie, Tableau

WORDS = st.text("abcdéè ’", min_size=1, max_size=60).map(str.strip).filter(bool)
COUNTS = st.lists(
    st.tuples(WORDS, st.integers(0, 9_999)), min_size=1, max_size=12, unique_by=lambda each: each[0]
)


def plain(lines: list[Content]) -> list[str]:
    return [each.plain for each in lines]


def chart(*series: tuple[str, tuple[float | None, ...]], labels: tuple[str, ...], **fields: str) -> Graphique:
    genre = "barres_groupees" if len(series) > 1 else "barres"
    return Graphique(
        titre="Formes",
        etiquettes=labels,
        series=tuple(Serie(nom=name, valeurs=values) for name, values in series),
        **{"genre": genre, **fields},  # type: ignore[arg-type]
    )


@settings(deadline=None, max_examples=60)
@given(COUNTS, st.integers(60, 160))
def test_no_line_is_wider_than_the_room_and_every_number_is_written(
    counts: list[tuple[str, int]], width: int
) -> None:
    table = Tableau(tete=("Forme", "Situations"), lignes=tuple((name, str(n)) for name, n in counts))
    drawn = chart(("", tuple(n for _, n in counts)), labels=tuple(name for name, _ in counts))
    lines = plain(table_lines(table, drawn, width))
    assert all(len(each.rstrip()) <= width for each in lines)
    written = " ".join(lines).split()
    assert all(str(n) in written for _, n in counts)


@example([1, 500], 8)
@given(st.lists(st.integers(0, 500), min_size=2, max_size=9), st.integers(8, 40))
def test_more_is_never_shorter_and_nothing_but_zero_is_unseen(values: list[int], room: int) -> None:
    highest = max(values)
    drawn = {value: bar(value, highest, room) for value in values}
    ordered = [len(drawn[value]) for value in sorted(drawn)]
    assert ordered == sorted(ordered)
    assert all(bool(text) == (value > 0) for value, text in drawn.items())
    assert all(len(text) <= room for text in drawn.values())


def test_what_is_hidden_has_no_bar() -> None:
    table = Tableau(tete=("Forme", "Situations"), lignes=(("Une", "12"), ("Autre", "masqué")))
    lines = plain(table_lines(table, chart(("", (12, None)), labels=("Une", "Autre")), 80))
    assert NOW in lines[1]
    assert lines[2].split() == ["Autre", "masqué"]


def test_two_periods_are_one_under_the_other_in_two_grains() -> None:
    table = Tableau(
        tete=("Forme", "Situations, 2026", "Situations, 2025", "Part, 2026", "Part, 2025", "Intervalle"),
        lignes=(("Non-réception", "40", "30", "40,0 %", "60,0 %", "31 à 50 %"),),
    )
    drawn = chart(("2026", (40.0,)), ("2025", (60.0,)), labels=("Non-réception",), unite="%")
    key, head, now, then = plain(table_lines(table, drawn, 90))
    assert key.split() == [NOW * 2, "2026", THEN * 2, "2025"]
    assert head.split() == ["Forme", "Situations", "Part", "Intervalle"]
    assert " ".join(now.split(NOW)[0].split()) == "Non-réception 40 40,0 % 31 à 50 %"
    assert " ".join(then.replace(THEN, "").split()) == "30 60,0 %"
    assert 0 < now.count(NOW) < then.count(THEN)


def test_bars_leave_before_names_are_crushed() -> None:
    """In too little room, numbers and names stay; the bars go."""
    head = ("Forme", *(f"Colonne{rank}" for rank in range(5)))
    table = Tableau(tete=head, lignes=(("Une forme au nom assez long", *"12345"),))
    lines = plain(table_lines(table, chart(("", (5,)), labels=("Une forme au nom assez long",)), 76))
    assert NOW not in "".join(lines)
    assert "Une forme au nom".ljust(LABEL_AT_LEAST) in lines[1]


@pytest.mark.parametrize("width", [40, 76, 120])
def test_a_trend_tells_its_ends_its_highest_and_what_is_hidden(width: int) -> None:
    months = tuple(f"2026-{rank:02d}" for rank in range(1, 13))
    drawn = chart(("", (*range(10), None, 12)), labels=months, genre="tendance", unite="situations")
    lines = plain(plot_lines(drawn, width))
    assert lines[0].split("│")[0].strip() == "12"
    assert "janv. 2026" in lines[6]
    assert "déc. 2026" in lines[6]
    assert "?" in lines[5]
    assert "novembre 2026" in " ".join(lines[7:]).replace("\u00a0", " ")
    assert all(len(each) <= width for each in lines)


def test_a_curve_goes_down_with_its_steps() -> None:
    """Half of the situations for the first half of the time: the upper half of the drawing is half empty."""
    drawn = Graphique(
        titre="Délai",
        genre="courbe",
        abscisses=(0.0, 50.0, 100.0),
        abscisse="jours",
        series=(Serie(valeurs=(100.0, 50.0, 50.0)),),
        unite="%",
    )
    lines = plain(plot_lines(drawn, 110))
    top, bottom = lines[0], lines[5]
    assert top.startswith("  100 %│") or top.lstrip().startswith("100")
    assert abs(top.count(NOW) * 2 - bottom.count(NOW)) <= 2
    assert lines[3].split("│")[0].strip().startswith("50")
    assert lines[6].rstrip().endswith("100 jours")
