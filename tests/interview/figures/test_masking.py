"""Hiding small counts: against a reader who subtracts, over random tables, several margins, two editions."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.figures.audit import audit
from interview.figures.masking import Masking, mask
from interview.figures.tables import Cell, Earlier, Relation, Release
from tests.interview.figures.attacker import found_out

FORMS = "abc"
Situation = tuple[str, str, frozenset[str]]

situations = st.lists(
    st.tuples(
        st.sampled_from("XXXYYZ"),
        st.sampled_from("rrrssst"),
        st.sets(st.sampled_from(FORMS), min_size=1).map(frozenset),
    ),
    max_size=60,
)
few_examples = settings(max_examples=40, deadline=None)


def release_of(found: list[Situation]) -> Release:
    """Tables as a report has them: a total, two margins and their cross, several answers, a « dont »."""
    count: Counter[str] = Counter()
    for row, column, forms in found:
        count.update(["T", row, column, f"{row}/{column}", *forms])
        count.update(["a+"] if "a" in forms and row == "X" else [])
    names = ["T", *"XYZ", *"rst", *(f"{r}/{c}" for r, c in product("XYZ", "rst")), *FORMS, "a+"]
    cells = tuple(Cell(name, count[name], 5 if name == "T" else 1) for name in names)
    relations = [
        Relation("somme", "T", tuple("XYZ")),
        Relation("somme", "T", tuple("rst")),
        Relation("recouvrement", "T", tuple(FORMS)),
        Relation("inclusion", "a", ("a+",)),
        Relation("inclusion", "X", ("a+",)),
    ]
    relations += [Relation("somme", each, tuple(f"{each}/{c}" for c in "rst")) for each in "XYZ"]
    relations += [Relation("somme", each, tuple(f"{r}/{each}" for r in "XYZ")) for each in "rst"]
    return Release(cells, tuple(relations))


def masked(
    release: Release, threshold: int = 5, earlier: tuple[Earlier, ...] = ()
) -> tuple[Release, Masking]:
    """The release as it goes out."""
    said = mask(release.cells, release.relations, threshold=threshold, already_published=earlier, secret=b"s")
    return Release(release.cells, release.relations, said.hidden), said


def table(**counts: int) -> tuple[Cell, ...]:
    """Cells by name."""
    return tuple(Cell(name, n) for name, n in counts.items())


@few_examples
@given(situations, st.integers(3, 6))
def test_no_reader_who_subtracts_comes_to_know_a_small_count(found: list[Situation], threshold: int) -> None:
    """Crossed margins, several answers, a part of a part: each secret keeps enough possible values."""
    out, said = masked(release_of(found), threshold)
    assert not said.exposed
    assert not found_out(out, threshold)


@settings(max_examples=25, deadline=None)
@given(situations, situations, st.sampled_from(("dedans", "autour")))
def test_two_editions_together_give_away_nothing_that_each_hides(
    first: list[Situation], more: list[Situation], nesting: str
) -> None:
    """New figures around the old ones, or a part of them once the whole is known."""
    small, large = release_of(first), release_of(first + more)
    before, after = (small, large) if nesting == "dedans" else (large, small)
    earlier = (Earlier(masked(before)[0], nesting),)  # type: ignore[arg-type]
    out, said = masked(after, earlier=earlier)
    assert not said.exposed
    assert not found_out(out, 5, earlier)


@few_examples
@given(situations)
def test_all_that_is_small_is_hidden_and_no_zero_is(found: list[Situation]) -> None:
    """What is hidden for itself is exactly 1 to 4; the numbers told are those of the cells."""
    release, said = masked(release_of(found))
    values = {each.name: each.value for each in release.cells}
    assert {name for name, n in values.items() if 0 < n < 5} <= said.hidden
    assert all(values[name] for name in said.hidden)
    assert said.small + said.further == len(said.hidden)


@few_examples
@given(situations)
def test_the_audit_sees_the_same_bounds_as_the_reader(found: list[Situation]) -> None:
    """Every hidden count is within what the audit says, and the small ones have room."""
    release, _ = masked(release_of(found))
    values = {each.name: each.value for each in release.cells}
    for name, (least, most) in audit(release).items():
        assert least <= values[name] <= most
        assert values[name] >= 5 or most - least >= 3


def test_the_audit_sees_what_the_first_hiding_alone_would_leave_in_the_open() -> None:
    """A single small count beside a total is found by subtraction: that is what is being guarded."""
    cells, relations = table(T=20, a=18, b=2), (Relation("somme", "T", ("a", "b")),)
    assert audit(Release(cells, relations)) == {"b": (2, 2)}
    assert mask(cells, relations).hidden == {"a", "b"}
    assert found_out(Release(cells, relations, frozenset("b")), 5)


def test_little_is_hidden() -> None:
    """The 2015 forms: the one small count of four is hidden, and nothing else has to be."""
    forms = Relation("recouvrement", "T", ("connaissance", "proposition", "reception", "demande"))
    cells = table(T=182, connaissance=57, proposition=4, reception=115, demande=68, abandon=25)
    said = mask(cells, (forms, Relation("inclusion", "demande", ("abandon",))))
    assert said.hidden == {"proposition"}


def test_on_a_table_with_two_margins_at_most_three_more_are_hidden_for_one() -> None:
    """One small count in the middle of large ones costs a rectangle, never the totals."""
    counts = {f"{r}{c}": 20 + 3 * i + j for i, r in enumerate("abcd") for j, c in enumerate("wxyz")}
    counts["bx"] = 2
    rows = [Relation("somme", r, tuple(f"{r}{c}" for c in "wxyz")) for r in "abcd"]
    columns = [Relation("somme", c, tuple(f"{r}{c}" for r in "abcd")) for c in "wxyz"]
    for tie in rows + columns:
        counts[tie.whole] = sum(counts[part] for part in tie.parts)
    said = mask(table(**counts), rows + columns)
    assert said.small == 1
    assert said.further == 3
    assert not said.hidden & set("abcdwxyz")


def test_the_rest_of_a_whole_is_guarded_as_a_count_is() -> None:
    """« 98 of 100 have this form » says that 2 have not; where nothing was recorded, it says nothing."""
    cells = table(T=100, forme=98)
    assert mask(cells, (Relation("inclusion", "T", ("forme",)),)).hidden
    assert not mask(cells, (Relation("inclusion", "T", ("forme",), complement=False),)).hidden


def test_few_households_cannot_be_told_from_their_situations() -> None:
    """Six situations of households that have two at least are three households at most."""
    ties = (Relation("double", "situations", ("menages",)),)
    assert mask(table(situations=6, menages=3), ties).hidden == {"situations", "menages"}
    assert mask(table(situations=40, menages=3), ties).hidden == {"menages"}


def test_a_count_that_grew_too_little_is_repeated_as_at_least_what_was_said() -> None:
    """Three more than in the last edition: the new number would tell the three."""
    ties = (Relation("somme", "T", ("a", "b")),)
    before = Earlier(Release(table(T=20, a=12, b=8), ties), "dedans")
    said = mask(table(T=23, a=13, b=10), ties, already_published=(before,))
    assert said.hidden == {"T", "a", "b"}
    assert said.floors == {"T": 20, "a": 12, "b": 8}
    assert not mask(table(T=40, a=22, b=18), ties, already_published=(before,)).hidden
    assert not mask(table(T=20, a=12, b=8), ties, already_published=(before,)).hidden


def test_what_was_hidden_before_is_not_told_by_what_came_since() -> None:
    """The old total bounds the old parts; showing the new parts would close on the one that was hidden."""
    ties = (Relation("somme", "T", ("a", "b")),)
    old = Release(table(T=12, a=4, b=8), ties, frozenset("ab"))
    said = mask(table(T=13, a=5, b=8), ties, already_published=(Earlier(old, "dedans"),))
    out = Release(table(T=13, a=5, b=8), ties, said.hidden)
    assert not found_out(out, 5, (Earlier(old, "dedans"),))
    assert found_out(Release(out.cells, ties), 5, (Earlier(old, "dedans"),))


def test_corrected_figures_on_the_same_scope_do_not_tell_what_was_corrected() -> None:
    """Two situations erased since: the same period again would tell them."""
    before = Earlier(Release(table(T=30)), "meme")
    assert mask(table(T=28), already_published=(before,)).hidden == {"T"}
    assert not mask(table(T=28), already_published=(before,)).floors


def test_what_earlier_editions_gave_away_is_told_and_the_rest_is_still_guarded() -> None:
    """Nothing can be taken back; it is said, and never silently passed over."""
    ties = (Relation("somme", "T", ("a", "b")),)
    given_away = Release(table(T=20, a=18, b=2), ties, frozenset("b"))
    said = mask(table(T=60, a=57, b=3), ties, already_published=(Earlier(given_away, "dedans"),))
    assert said.exposed
    assert {"a", "b"} <= said.hidden or {"T", "b"} <= said.hidden


def test_knowing_the_rules_does_not_give_a_count_back() -> None:
    """Every table with two parts, under several secrets: what is hidden could always be another table."""
    seen: dict[tuple[tuple[str, int | None], ...], set[tuple[int, ...]]] = defaultdict(set)
    ties = (Relation("somme", "T", ("a", "b")),)
    for a, b in product(range(16), repeat=2):
        for secret in (b"1", b"2", b"3", b"4"):
            cells = table(T=a + b, a=a, b=b)
            hidden = mask(cells, ties, secret=secret).hidden
            shown = tuple((each.name, None if each.name in hidden else each.value) for each in cells)
            seen[shown].add((a + b, a, b))
    for shown, tables in seen.items():
        if (shown[0][1] or 0) > 15:
            continue  # beyond, some of the tables that would read the same were not drawn
        for at, (_, value) in enumerate(shown):
            possible = {each[at] for each in tables}
            if value is None and min(possible) < 5:
                assert len(possible) >= 3, shown


def test_the_same_figures_are_hidden_the_same_way_each_time() -> None:
    """Two printings of one report never complete each other."""
    cells, ties = table(T=60, a=18, b=2, c=20, d=20), (Relation("somme", "T", ("a", "b", "c", "d")),)
    assert mask(cells, ties, secret=b"x") == mask(cells, ties, secret=b"x")
    assert len({mask(cells, ties, secret=bytes([each])).hidden for each in range(9)}) > 1


@pytest.mark.parametrize(
    ("cells", "tie"),
    [
        (table(T=5, a=2, b=2), Relation("somme", "T", ("a", "b"))),
        (table(T=5, a=6), Relation("inclusion", "T", ("a",))),
        (table(T=5, a=2, b=2), Relation("recouvrement", "T", ("a", "b"))),
        (table(T=5, a=3), Relation("double", "T", ("a",))),
        (table(T=5), Relation("inclusion", "T", ("inconnue",))),
    ],
)
def test_ties_that_the_counts_do_not_hold_are_refused(cells: tuple[Cell, ...], tie: Relation) -> None:
    """A false tie would make us believe that something is safe."""
    with pytest.raises(ValueError, match=r"inconnue|n’est pas en"):
        mask(cells, (tie,))


def test_a_threshold_under_two_is_refused() -> None:
    """It would hide nothing."""
    with pytest.raises(ValueError, match="seuil"):
        mask(table(T=1), threshold=1)
