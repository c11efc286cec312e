"""A grid comes in whole or not at all, twice as once, and is then a situation like any other."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.loader import load_catalogue
from interview.conversation import Conversation, Workplace
from interview.engine import Event
from interview.files.history import history
from interview.follow_up.requalifying import requalify
from interview.following import FollowUp
from interview.grid import importing
from interview.grid.checking import Checker
from interview.grid.columns import Row
from interview.grid.importing import Outcome, bring_in
from interview.grid.mapping import AS_IT_IS, OwnWords
from interview.grid.reading import opened
from interview.grid.rows import differing
from interview.handing.handover import bring_in as receive
from interview.handing.handover import chosen, hand_over
from interview.handing.handover import opened as handed_over
from interview.privacy.held_words import history as held_history
from interview.rebuilding import Rebuilder
from store import Base, bulk, opening
from store.figures import Scope, figures
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
from tests.support import make_workplace

TODAY = "2026-11-21"
ONE = Row(
    reference="2015-001", date="2015-03-04", menage="M001", nature="financiere", formes=("non_demande",)
)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "base.db") as opened_base:
        opened_base.connection.execute("PRAGMA synchronous = OFF")
        yield opened_base


def place_of(base: Base, seed: int = 6) -> Workplace:
    ids = random.Random(f"ids {seed}")
    return make_workplace(base, seed=seed, new_id=lambda: UUID(int=ids.getrandbits(128), version=4))


def brought(
    base: Base, path: Path, own: OwnWords = AS_IT_IS, *, masking: bool = False, **how: Any
) -> Outcome:
    place = how.pop("place", None) or place_of(base, how.pop("seed", 6))
    with opened(path, known=own.names()) as sheet:
        checker = Checker(sheet, place.machine.flow, TODAY, own, masking=masking)
        return bring_in(place, base, checker, **how)


def csv_of(tmp_path: Path, *told: Row) -> Path:
    return write_csv(tmp_path / "grille.csv", told)


def text_of(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "texte.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def replayed_the_same(base: Base) -> bool:
    rebuilder = Rebuilder(base, load_catalogue())
    return not list(rebuilder.differences()) and not base.damages() and not base.strays()


def row_in(base: Base, reference: str) -> Row:
    identity = base.interview_of(reference)
    assert identity is not None
    record = base.record(identity)
    assert record is not None
    return recounted(record, 1, base.entries(identity)[0].author)


def held_of(base: Base, reference: str) -> Conversation:
    identity = base.interview_of(reference)
    assert identity is not None
    place = make_workplace(base)
    return Conversation.read(place, identity, place.machine.flow.catalogue)


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
