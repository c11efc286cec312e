"""Many editions in a row: whoever holds them all comes to know no small count."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.figures.tables import Cell, Earlier, Relation, Release
from tests.interview.figures.attacker import found_out
from tests.interview.figures.test_masking import Situation, masked, release_of, situations


def chain(held: list[Release]) -> tuple[Earlier, ...]:
    """Editions each within the next, and all within a new one."""
    return tuple(
        Earlier(each, "dedans", within=frozenset(range(rank + 1, len(held))))
        for rank, each in enumerate(held)
    )


@settings(max_examples=3, deadline=None)
@given(st.lists(situations.map(lambda found: found[:12]), min_size=3, max_size=4))
def test_editions_in_a_row_give_away_nothing_that_each_hides(months: list[list[Situation]]) -> None:
    """Each month since the first: the newest is guarded beside all of them, not the last ones alone."""
    held: list[Release] = []
    found: list[Situation] = []
    for month in months:
        found = found + month
        earlier = chain(held)
        out, said = masked(release_of(found), earlier=earlier)
        assert not said.exposed
        assert not found_out(out, 5, earlier)
        held.append(out)


def test_an_edition_far_back_still_counts() -> None:
    """Ten editions that show nothing new stand between two that differ by three."""
    ties = (Relation("somme", "T", ("a", "b")),)
    first = Release((Cell("T", 40), Cell("a", 20), Cell("b", 20)), ties)
    now = (Cell("T", 43), Cell("a", 21), Cell("b", 22))
    silent = [Release(now, ties, frozenset("Tab"))] * 10
    out, _ = masked(Release(now, ties), earlier=chain([first, *silent]))
    assert out.hidden == {"T", "a", "b"}


def test_a_month_and_its_quarter_are_added_up_though_the_year_came_last() -> None:
    """The year less three quarters is the fourth; less two of its months, a month that no edition showed."""
    quarters = [Release((Cell("T", each),)) for each in (30, 40, 50)]
    months = [Release((Cell("T", each),)) for each in (12, 14)]
    held = [*quarters, *months]
    ranks = range(len(held))
    earlier = tuple(
        Earlier(each, "dedans", apart=frozenset(ranks) - {rank}) for rank, each in enumerate(held)
    )
    assert masked(Release((Cell("T", 149),)), earlier=earlier)[0].hidden == {"T"}
    assert not masked(Release((Cell("T", 160),)), earlier=earlier)[0].hidden


@pytest.mark.parametrize("editions", [24])
def test_two_years_of_editions_are_masked_in_a_few_seconds(editions: int) -> None:
    """Crossed margins, one edition a month, everything that came before kept in account."""
    held: list[Release] = []
    found: list[Situation] = []
    for month in range(editions):
        found += [
            ("XXYZ"[(each + month) % 4], "rrst"[each * month % 4], frozenset("abc"[: 1 + each % 3]))
            for each in range(3 + month % 5)
        ]
        began = time.process_time()
        out, said = masked(release_of(found), earlier=chain(held))
        assert time.process_time() - began < 10
        assert not said.exposed
        held.append(out)
