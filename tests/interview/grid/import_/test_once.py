"""The grid of 2015, its journal, and what bringing it in twice changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview.engine import Event
from interview.following import FollowUp
from interview.grid.columns import Row
from interview.grid.rows import differing
from store import Base
from store.figures import Scope, figures
from tests.interview.grid.import_.support import (
    ONE,
    TODAY,
    brought,
    csv_of,
    held_of,
    replayed_the_same,
    row_in,
    text_of,
)
from tests.interview.grid.published_2015 import (
    ABANDONED,
    ACTIONS,
    AID_CENTS,
    AIDED,
    COMPLETE,
    CROWDED,
    CROWDED_SITUATIONS,
    CUMULATIVE,
    CUMULATIVE_HOUSEHOLDS,
    FINANCIAL,
    FORMS,
    HOUSEHOLDS,
    MINUTES_LEAST,
    MINUTES_MEAN,
    MINUTES_MOST,
    NATURE_RECORDED,
    SITUATIONS,
    changed,
    rows,
    write_csv,
    write_ods,
    write_xlsx,
)
from tests.interview.grid.situations import recounted
from tests.interview.grid.situations import rows as any_rows

# ── 2015 ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_the_published_totals_of_2015_come_out_as_they_went_in(base: Base, tmp_path: Path, kind: str) -> None:
    """Whatever the file, the base counts what the report of 2015 published."""
    write = {"csv": write_csv, "xlsx": write_xlsx, "ods": write_ods}[kind]
    outcome = brought(base, write(tmp_path / f"2015.{kind}", rows()))
    assert (outcome.kept, outcome.added, outcome.households) == (True, SITUATIONS, HOUSEHOLDS)

    told = figures(base.connection, Scope(today=TODAY))
    assert (told.volume.situations, told.volume.households) == (SITUATIONS, HOUSEHOLDS)
    assert {each.code: each.n for each in told.volume.services.counts} == {
        "asf": 69,
        "ecrivains_publics": 113,
    }
    assert {each.code: each.n for each in told.forms.forms.counts} == FORMS
    assert told.forms.abandoned == ABANDONED
    nature = told.objects.nature
    assert (nature.of("financiere"), nature.on) == (FINANCIAL, NATURE_RECORDED)
    assert round(100 * FINANCIAL / NATURE_RECORDED, 1) == 72.2
    cumul = told.cumulation
    assert (cumul.households, cumul.situations) == (CROWDED, CROWDED_SITUATIONS)
    assert (cumul.cumulative, cumul.cumulative_households) == (CUMULATIVE, CUMULATIVE_HOUSEHOLDS)
    assert cumul.complete == COMPLETE
    assert told.actions.total == ACTIONS
    assert (told.cost.aid_on, told.cost.aid.on, told.cost.aid.total) == (69, AIDED, AID_CENTS)
    assert round(AID_CENTS / 100 / AIDED) == 206
    spent = told.cost.minutes
    assert (spent.total / spent.on, spent.least, spent.most) == (MINUTES_MEAN, MINUTES_LEAST, MINUTES_MOST)


# ── the journal is the truth ─────────────────────────────────────────────────────────────────────


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=st.lists(any_rows(), min_size=1, max_size=6), kind=st.sampled_from(("csv", "xlsx")))
def test_what_is_written_is_what_the_journal_makes_and_what_the_file_said(
    tmp_path_factory: pytest.TempPathFactory, told: list[Row], kind: str
) -> None:
    """Written at once, the tables are those that a replay makes; read back, each row is that of the file."""
    folder = tmp_path_factory.mktemp("grille")
    told = [changed(each, reference=f"A-{at}") for at, each in enumerate(told)]
    write = {"csv": write_csv, "xlsx": write_xlsx}[kind]
    with Base.open(folder / "base.db") as base:
        base.connection.execute("PRAGMA synchronous = OFF")
        assert brought(base, write(folder / f"grille.{kind}", told)).added == len(told)
        assert replayed_the_same(base)
        assert [row_in(base, each.reference) for each in told] == told


# ── twice as once ────────────────────────────────────────────────────────────────────────────────


def test_the_same_grid_twice_changes_nothing(base: Base, tmp_path: Path) -> None:
    """The second time, from another kind of file, no journal entry is added."""
    brought(base, write_csv(tmp_path / "a.csv", rows()))
    before = base.connection.execute("SELECT count(*), max(seq) FROM journal").fetchone()
    outcome = brought(base, write_xlsx(tmp_path / "a.xlsx", rows()), seed=9)
    assert (outcome.added, outcome.unchanged) == (0, SITUATIONS)
    assert base.connection.execute("SELECT count(*), max(seq) FROM journal").fetchone() == before


def test_what_was_done_since_is_no_change_of_the_grid(base: Base, tmp_path: Path) -> None:
    """A situation followed up in Repère after it came in is still the same line of the grid."""
    path = csv_of(tmp_path, ONE)
    brought(base, path)
    held_of(base, "2015-001").follow(
        FollowUp("suite", 1, {"code": "droit_ouvert", "date": "2026-01", "recupere": 100, "utile": "oui"})
    )
    assert brought(base, path, seed=9).unchanged == 1
    assert row_in(base, "2015-001").recupere == 100


def test_a_changed_line_is_refused_with_what_changed(base: Base, tmp_path: Path) -> None:
    """Nothing is overwritten unless it is asked for; the fault says what the base holds."""
    brought(base, csv_of(tmp_path, ONE))
    outcome = brought(base, csv_of(tmp_path, changed(ONE, minutes=45, issue="en_cours")), seed=9)
    (fault,) = outcome.faults
    assert not outcome.kept
    assert fault.line == 2
    assert "minutes" in fault.reason
    assert "--remplacer" in fault.reason
    assert row_in(base, "2015-001").minutes is None


def test_a_changed_line_is_replaced_when_it_is_asked_for(base: Base, tmp_path: Path) -> None:
    """What the grid says now stands, what it withdraws goes, and what Repère added stays."""
    first = changed(ONE, minutes=30, formes=("non_demande", "non_reception"), suite="rejet")
    brought(base, csv_of(tmp_path, first))
    held = held_of(base, "2015-001")
    held.amend(Event("reponse", 1, "accord", "oui"))
    second = changed(ONE, issue="regularisee", suite="droit_ouvert", recupere=12_00)
    outcome = brought(base, csv_of(tmp_path, second), seed=9, replace=True)
    assert [name for name, _, _ in outcome.changed[0].columns] == [
        "formes",
        "minutes",
        "issue",
        "suite",
        "recupere",
    ]
    kept = row_in(base, "2015-001")
    assert all(each.answer != "passée" for each in held_of(base, "2015-001").review(1))
    assert (kept.minutes, kept.issue, kept.formes, kept.suite) == (
        None,
        "regularisee",
        ("non_demande",),
        "droit_ouvert",
    )
    assert held_of(base, "2015-001").interview.answers(1)["accord"] == "oui"
    assert replayed_the_same(base)
    assert brought(base, csv_of(tmp_path, second), seed=11).unchanged == 1


def test_a_situation_qualified_in_repere_is_not_overwritten(base: Base, tmp_path: Path) -> None:
    """A line that says the same changes nothing; one that says otherwise is refused, even to replace."""
    from tests.generated import fill

    fill(base, 6)
    known = base.connection.execute(
        "SELECT s.reference FROM situation s WHERE s.core_complete AND s.rank = 1 LIMIT 1"
    ).fetchone()[0]
    row = row_in(base, known)
    assert brought(base, csv_of(tmp_path, row), seed=9).unchanged == 1
    outcome = brought(base, csv_of(tmp_path, changed(row, minutes=599)), seed=9, replace=True)
    assert "qualifiée dans Repère" in outcome.faults[0].reason


def test_a_column_that_the_file_does_not_have_is_left_as_it_is(base: Base, tmp_path: Path) -> None:
    """A shorter table of the same situation changes only what it says."""
    brought(base, csv_of(tmp_path, changed(ONE, agent="A1", minutes=30, issue="en_cours")))
    short = text_of(tmp_path, "reference;date;issue", "2015-001;2015-03-04;en_cours")
    assert brought(base, short, seed=9).unchanged == 1
    short = text_of(tmp_path, "reference;date;issue", "2015-001;2015-03-04;regularisee")
    assert len(brought(base, short, seed=10, replace=True).changed) == 1
    kept = row_in(base, "2015-001")
    assert (kept.agent, kept.minutes, kept.issue, kept.formes) == ("A1", 30, "regularisee", ONE.formes)
    assert replayed_the_same(base)


def test_what_a_base_holds_comes_in_elsewhere_as_it_was(base: Base, tmp_path: Path) -> None:
    """Situations qualified in Repère, written as a grid, are the same grid in the base they reach."""
    from tests.generated import fill

    fill(base, 40)
    told = [
        recounted(record, each.rank, base.entries(identity)[0].author)
        for identity in base.interviews()
        if (record := base.record(identity)) is not None
        for each in record.situations
        if each.core_complete and each.causee_par is None
    ]
    told = [each if each.suite == "droit_ouvert" else changed(each, recupere=None) for each in told]
    told = [changed(each, synthese=None, date="2026-03-04", suite_date=None) for each in told]
    path = write_csv(tmp_path / "sortie.csv", told)
    with Base.open(tmp_path / "autre.db") as other:
        assert brought(other, path).added == len(told) > 20
        assert not [differing(row_in(other, each.reference), each) for each in told if _apart(other, each)]
        assert replayed_the_same(other)


def _apart(base: Base, row: Row) -> tuple[str, ...]:
    return differing(row_in(base, row.reference), row)
