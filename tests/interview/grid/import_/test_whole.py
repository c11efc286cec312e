"""All or nothing; households, causes and texts of a grid; what follows."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.loader import load_catalogue
from interview.engine import Event
from interview.files.history import history
from interview.follow_up.requalifying import requalify
from interview.following import FollowUp
from interview.grid import importing
from interview.grid.columns import Row
from interview.handing.handover import bring_in as receive
from interview.handing.handover import chosen, hand_over
from interview.handing.handover import opened as handed_over
from interview.privacy.held_words import history as held_history
from store import Base, bulk, opening
from store.figures import Scope, figures
from tests.interview.grid.import_.support import (
    ONE,
    TODAY,
    brought,
    csv_of,
    held_of,
    place_of,
    replayed_the_same,
    row_in,
    text_of,
)
from tests.interview.grid.published_2015 import (
    changed,
    rows,
    write_csv,
)
from tests.support import make_workplace

# ── all or nothing ───────────────────────────────────────────────────────────────────────────────


def test_one_wrong_line_keeps_everything_out(base: Base, tmp_path: Path) -> None:
    """182 lines, one of them wrong: nothing is kept, neither journal nor household."""
    told = rows()
    told[90] = changed(told[90], nature="financier")
    outcome = brought(base, write_csv(tmp_path / "a.csv", told))
    assert not outcome.kept
    assert [(each.line, each.column, each.value) for each in outcome.faults] == [(92, "nature", "financier")]
    assert outcome.faults[0].near[0] == "financiere"
    counts = base.counts()
    assert (counts.interviews, counts.households) == (0, 0)


def test_a_required_cell_of_blanks_is_missing(base: Base, tmp_path: Path) -> None:
    """Spaces say nothing: told like an empty cell, once for each, and a line may stop before it."""
    lines = ("nature;date;reference", "financiere;2015-03-04;  ", "financiere;   ;A-2", "financiere")
    outcome = brought(base, text_of(tmp_path, *lines))
    missing = [(each.line, each.column) for each in outcome.faults]
    assert missing == [(2, "reference"), (3, "date"), (4, "date"), (4, "reference")]


def test_partly_leaves_out_wrong_lines_and_what_they_caused(base: Base, tmp_path: Path) -> None:
    """A situation caused by one that is left out is left out too; the others come in."""
    told = [
        ONE,
        changed(ONE, reference="2015-002", issue="inconnue"),
        changed(ONE, reference="2015-003", causee_par="2015-002"),
        changed(ONE, reference="2015-004", causee_par="2015-003"),
        changed(ONE, reference="2015-005", causee_par="2015-001"),
    ]
    outcome = brought(base, write_csv(tmp_path / "a.csv", told), partly=True)
    assert (outcome.kept, outcome.added, outcome.left) == (True, 2, 3)
    assert row_in(base, "2015-005").causee_par == "2015-001"
    assert replayed_the_same(base)


def test_a_dry_run_keeps_nothing(base: Base, tmp_path: Path) -> None:
    """It says what would enter, and the journal stays empty."""
    outcome = brought(base, csv_of(tmp_path, ONE), keep=False)
    assert (outcome.kept, outcome.added) == (False, 1)
    assert base.counts().interviews == 0


def test_an_interruption_leaves_the_base_as_it_was(base: Base, tmp_path: Path) -> None:
    """Ctrl+C in the middle: nothing of what was already written remains."""
    many = [changed(ONE, reference=f"A-{at}", menage=f"M{at}") for at in range(3_000)]

    def interrupted(done: int, _: int) -> None:
        if done >= 2_500:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        brought(base, write_csv(tmp_path / "a.csv", many), say=interrupted, count=3_000)
    assert base.counts().interviews == 0
    assert not base.connection.in_transaction


def schema_of(base: Base) -> set[tuple[str, str, str | None]]:
    return set(base.connection.execute("SELECT type, name, sql FROM sqlite_master"))


@pytest.mark.parametrize("how", ["kept", "tried", "refused"])
def test_the_base_keeps_its_indexes_and_triggers_whatever_comes_of_an_import(
    base: Base, tmp_path: Path, how: str
) -> None:
    """Its schema is the one it had, and its journal still refuses to be changed."""
    before = schema_of(base)
    wrong = changed(ONE, reference="2015-002", issue="inconnue")
    told = [ONE, wrong] if how == "refused" else [ONE]
    assert brought(base, csv_of(tmp_path, *told), keep=how != "tried").kept is (how == "kept")
    assert schema_of(base) == before


def test_a_base_that_holds_something_keeps_its_indexes_while_lines_come_in(
    base: Base, tmp_path: Path
) -> None:
    """A base that holds something keeps its indexes during the whole import."""
    brought(base, csv_of(tmp_path, ONE))
    before = schema_of(base)
    with bulk.bringing(base, keep=True) as target:
        assert not target.first
        assert schema_of(base) == before


# ── households ───────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    told=st.lists(
        st.tuples(st.integers(1, 3), st.integers(1, 9), st.sampled_from((None, 1, 4))), min_size=1, max_size=9
    ),
    before=st.integers(0, 3),
)
def test_a_household_told_of_in_several_goes_has_the_size_of_its_latest_interview(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[int, int, int | None]], before: int
) -> None:
    """In whatever order its situations come, two at a time, in one file or two, as in a rebuilt base."""
    folder = tmp_path_factory.mktemp("tailles")
    lines = [
        changed(ONE, reference=f"A-{at}", menage=f"M{home}", date=f"2015-03-{day:02d}", taille_menage=size)
        for at, (home, day, size) in enumerate(told)
    ]
    with pytest.MonkeyPatch.context() as patch, Base.open(folder / "base.db") as base:
        base.connection.execute("PRAGMA synchronous = OFF")
        patch.setattr(importing, "CHUNK", 2)
        patch.setattr(bulk, "CHUNK", 2)
        for part, at in ((lines[:before], 1), (lines[before:], 2)):
            brought(base, csv_of(folder, *part), seed=at)
        sized = "SELECT id, size, concerned FROM household ORDER BY id"
        as_brought = base.connection.execute(sized).fetchall()
        with bulk.bringing(base, keep=True):
            base.connection.execute("UPDATE household SET size = 99")
            base.connection.executemany(
                "UPDATE household SET (size, concerned) = (SELECT size, concerned FROM interview "
                "WHERE household = ?1 ORDER BY size IS NULL, started_at DESC, id DESC LIMIT 1) WHERE id = ?1",
                [(each,) for each, *_ in as_brought],
            )
        assert as_brought == base.connection.execute(sized).fetchall()
        assert len(as_brought) == len({home for home, *_ in told})


def test_a_number_drawn_that_the_base_has_already_is_drawn_again(base: Base, tmp_path: Path) -> None:
    """Two households of two files never become one, whatever chance draws; and both are counted as new."""
    brought(base, csv_of(tmp_path, ONE), seed=6)
    outcome = brought(
        base,
        csv_of(tmp_path, changed(ONE, reference="2015-002", menage="M002")),
        place=make_workplace(base, seed=6, new_id=place_of(base, 7).new_id),
    )
    assert (outcome.added, outcome.households) == (1, 1)
    assert base.counts().households == 2


def test_the_code_of_a_team_means_the_same_household_in_every_file(base: Base, tmp_path: Path) -> None:
    """« M001 » is one household drawn at random, found again in the next file."""
    brought(base, csv_of(tmp_path, ONE))
    brought(base, csv_of(tmp_path, changed(ONE, reference="2015-002")), seed=9)
    first, second = row_in(base, "2015-001").menage, row_in(base, "2015-002").menage
    assert first == second
    assert first is not None
    assert "M001" not in first


@pytest.mark.parametrize("code", ["1850475123456", "1234567", "Dupont", "M. 12", "0612345678"])
def test_a_household_is_never_a_name_nor_the_number_of_a_body(base: Base, tmp_path: Path, code: str) -> None:
    """What could be a social security, claimant or telephone number, or a name, is refused."""
    outcome = brought(base, text_of(tmp_path, "reference;date;menage", f"A-1;2015-03-04;{code}"))
    assert [each.column for each in outcome.faults] == ["menage"]


def test_an_erased_household_does_not_come_back(base: Base, tmp_path: Path) -> None:
    """Its number is known as erased: its lines are refused."""
    from interview.identifiers import new_pseudonym
    from store.privacy import erasing

    pseudonym = new_pseudonym(random.Random(1).choice)
    path = csv_of(tmp_path, changed(ONE, menage=pseudonym))
    brought(base, path)
    erasing.begin(base, [pseudonym], erasing.Order("effacement", "A1", "demande", 1))
    outcome = brought(base, csv_of(tmp_path, changed(ONE, reference="A-2", menage=pseudonym)), seed=9)
    assert "effacé" in outcome.faults[0].reason


# ── causes ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ([changed(ONE, causee_par="2015-999")], "ni dans la base"),
        ([ONE, changed(ONE, reference="A-2", menage="M002", causee_par="2015-001")], "autre ménage"),
        ([changed(ONE, causee_par="A-2"), changed(ONE, reference="A-2", causee_par="2015-001")], "l’autre"),
        ([changed(ONE, causee_par="2015-001")], "elle-même"),
        ([ONE, changed(ONE, reference="A-2", menage=None, causee_par="2015-001")], "même ménage"),
    ],
)
def test_a_cause_is_another_situation_of_the_household_and_never_a_circle(
    base: Base, tmp_path: Path, told: Sequence[Row], said: str
) -> None:
    """Unknown, of another household, in a circle, itself, or without a household: each is told."""
    outcome = brought(base, csv_of(tmp_path, *told))
    assert outcome.faults
    assert all(said in each.reason for each in outcome.faults)


def test_a_cause_may_come_later_in_the_file_or_be_in_the_base(base: Base, tmp_path: Path) -> None:
    """The order of the lines, or of the files, does not matter."""
    brought(base, csv_of(tmp_path, changed(ONE, reference="A-2", causee_par="2015-001"), ONE))
    outcome = brought(base, csv_of(tmp_path, changed(ONE, reference="A-3", causee_par="A-2")), seed=9)
    assert not outcome.faults
    assert row_in(base, "A-3").causee_par == "A-2"


# ── texts ────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_that_may_name_somebody_does_not_come_in(base: Base, tmp_path: Path) -> None:
    """The fault shows the passage; masked on demand, the text comes in without it."""
    path = csv_of(tmp_path, changed(ONE, synthese="Appeler le 06 12 34 56 78 le soir."))
    (fault,) = brought(base, path).faults
    assert (fault.column, "téléphone" in fault.reason) == ("synthese", True)
    outcome = brought(base, path, masking=True)
    assert outcome.masked == 1
    assert row_in(base, "2015-001").synthese == "Appeler le [téléphone masqué] le soir."


# ── afterwards ───────────────────────────────────────────────────────────────────────────────────


def test_an_imported_situation_says_that_it_was_qualified_elsewhere(base: Base, tmp_path: Path) -> None:
    """It has its forms and reasons, no grounds, nothing that would have led elsewhere, and its history."""
    reasons = (("non_demande", "cout_avantage"),)
    brought(base, csv_of(tmp_path, changed(ONE, raisons=reasons, abandon=True, intensite="complet")))
    held = held_of(base, "2015-001")
    verdict = held.verdict()
    assert held.core_complete()
    assert held.interview.closed == "termine"
    assert (verdict.title, verdict.certainty_reason[:26]) == (
        "Non-demande",
        "Qualifiée hors de Repère\u00a0:",
    )
    assert [(each.code, each.grounds, len(each.reasons)) for each in verdict.forms] == [
        ("non_demande", (), 1)
    ]
    assert verdict.elsewhere == ()
    assert [(each.code, each.status) for each in held.known().forms] == [("non_demande", "retenue")]
    assert verdict.abandoned
    told = [each.what for each in history(make_workplace(base), held.heading.id)]
    assert any("hors de Repère" in each for each in told)


def test_it_can_be_followed_decided_otherwise_and_qualified_anew(base: Base, tmp_path: Path) -> None:
    """As any other: and the tables are still those that the journal makes."""
    brought(base, csv_of(tmp_path, ONE))
    held = held_of(base, "2015-001")
    held.follow(FollowUp("action", 1, {"code": "courrier", "date": "2026-02-03", "minutes": 10}))
    held.decide(["non_reception"], "Relu avec l’équipe.")
    again = requalify(make_workplace(base, seed=31), "2015-001")
    again.answer("financiere")
    assert row_in(base, "2015-001").formes == ("non_reception",)
    assert row_in(base, "2015-001").actions == ("courrier",)
    assert replayed_the_same(base)


def test_another_situation_can_join_it_and_more_be_said_of_it(base: Base, tmp_path: Path) -> None:
    """The interview goes on as any other; the situation that came in keeps its own reference."""
    brought(base, csv_of(tmp_path, ONE))
    held = held_of(base, "2015-001")
    held.reopen()
    held.amend(Event("reponse", 1, "depuis", "2014-06"))
    held.add_situation(1)
    held.answer("financiere")
    record = base.record(held.heading.id)
    assert record is not None
    first, second = record.situations
    assert (first.reference, first.depuis, first.core_complete) == ("2015-001", "2014-06", True)
    assert (second.reference, second.causee_par) == ("2015-001-2", "2015-001")
    assert replayed_the_same(base)


def test_it_can_be_handed_over_to_a_colleague(base: Base, tmp_path: Path) -> None:
    """What reaches the other base is the same situation, still known as qualified elsewhere."""
    brought(base, csv_of(tmp_path, changed(ONE, suite="rejet", synthese="Dossier renvoyé deux fois.")))
    path = tmp_path / "colis.repere"
    hand_over(base, chosen(base, None), path, "une phrase inventée", 1)
    opening.unlock(path, "une phrase inventée")
    with Base.open(tmp_path / "autre.db") as other, handed_over(path) as source:
        assert len(receive(other, source, load_catalogue()).kept) == 1
        assert row_in(other, "2015-001") == row_in(base, "2015-001")
        assert replayed_the_same(other)
        told = held_history(held_of(other, "2015-001").flow, other.entries(other.interviews()[0]))
    said = " ".join(line for day in told for line in day.lignes)
    assert "hors de Repère" in said
    assert "Dossier renvoyé deux fois" in said


def test_not_recorded_stays_not_recorded(base: Base, tmp_path: Path) -> None:
    """An empty cell is nothing: neither « on ne sait pas », nor zero, nor a certainty."""
    brought(base, csv_of(tmp_path, Row(reference="A-1", date="2015-03-04")))
    record = base.record(base.interviews()[0])
    assert record is not None
    (situation,) = record.situations
    assert (situation.certitude, situation.formes, situation.minutes, situation.issue) == (
        None,
        (),
        None,
        None,
    )
    assert (record.household, record.size, situation.core_complete) == ("", None, True)
    assert figures(base.connection, Scope(today=TODAY)).volume.without_household == 1
