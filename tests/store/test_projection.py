"""The current tables always say what the last record said, and nothing else."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store import (
    Base,
    ChronologyRow,
    DuplicateReference,
    FormRecord,
    InterviewRecord,
    ReasonRecord,
    SituationRecord,
)

TEXT = st.text(max_size=12)
CODE = st.sampled_from(["rsa", "c2s", "non_demande", "non_reception", "été", "autre", ""])
NUMBER = st.integers(-(2**63), 2**63 - 1)


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def codes() -> st.SearchStrategy[Any]:
    return st.lists(CODE, max_size=4, unique=True).map(tuple)


FORMS = st.lists(
    st.builds(FormRecord, CODE, st.booleans(), st.booleans()), max_size=4, unique_by=lambda f: f.form
).map(tuple)
REASONS = st.lists(st.builds(ReasonRecord, CODE, CODE), max_size=4, unique=True).map(tuple)
CHRONOLOGY = st.lists(
    st.builds(ChronologyRow, TEXT, TEXT, TEXT, TEXT, optional(st.booleans())), max_size=3
).map(tuple)
SITUATION = st.fixed_dictionaries(
    {name: optional(NUMBER) for name in ("manque_mensuel", "manque_mois", "asf_montant", "minutes")}
    | {
        name: optional(TEXT)
        for name in (
            *("nature", "prestation", "domaine", "certitude", "depuis", "issue", "causee_par", "recuperable"),
            *("synthese", "demande_individuelle", "proposition_institution", "accord", "accord_date"),
            *("accord_portee", "decision_reason"),
        )
    }
    | {name: codes() for name in ("typologie", "organismes", "niveaux", "details")}
    | {
        "abandon": st.booleans(),
        "core_complete": st.booleans(),
        "asf_demandee": optional(st.booleans()),
        "formes": FORMS,
        "raisons": REASONS,
        "actions": st.lists(CODE, max_size=4).map(tuple),
        "chronologie": CHRONOLOGY,
    }
)
INTERVIEW = st.fixed_dictionaries(
    {
        "household": st.sampled_from(["", "M-1", "m-1", "M-2"]),
        "size": optional(NUMBER),
        "concerned": optional(NUMBER),
        "mode": optional(TEXT),
        "started_at": st.integers(0, 5),
        "touched_at": NUMBER,
        "state": st.sampled_from(["en_cours", "termine", "abandonne"]),
        "position": TEXT,
        "service": TEXT,
        "territory": TEXT,
        # The suffix stands for a situation replaced by another at the same rank.
        "situations": st.lists(st.tuples(SITUATION, st.sampled_from("ab")), max_size=3),
    }
)


def record_of(number: int, flow: int, drawn: dict[str, Any]) -> InterviewRecord:
    situations = tuple(
        SituationRecord(reference=f"S-{number}-{rank}{suffix}", rank=rank, **fields)
        for rank, (fields, suffix) in enumerate(drawn["situations"], start=1)
    )
    identity = UUID(int=number + 1)
    return InterviewRecord(
        id=identity, reference=f"E-{number}", flow=flow, **drawn | {"situations": situations}
    )


def households_of(base: Base) -> list[tuple[Any, ...]]:
    return sorted((key.upper(), *rest) for key, *rest in base.connection.execute("SELECT * FROM household"))


def detail_rows(base: Base) -> dict[str, int]:
    names = [
        name
        for (name,) in base.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if name not in ("journal", "flow_archive", "household", "_sqlite_migrations")
        and not name.startswith("search_")  # how the index keeps its words depends on the order of writing
    ]
    return {name: base.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


@settings(deadline=None)
@given(written=st.lists(st.tuples(st.integers(0, 2), INTERVIEW), min_size=1, max_size=6))
def test_whatever_is_written_over_whatever_reads_back_equal_and_equals_a_rebuild(
    written, tmp_path_factory, maker
):
    folder = tmp_path_factory.mktemp("projection")
    with Base.open(folder / "a.db") as base, Base.open(folder / "b.db") as rebuilt:
        flow, _ = maker(base).flow, maker(rebuilt).flow
        last: dict[UUID, InterviewRecord] = {}
        for number, drawn in written:
            record = record_of(number, flow, drawn)
            base.append([], record)
            last[record.id] = record
            assert base.record(record.id) == record
        for record in last.values():
            rebuilt.append([], record)
        assert [base.record(identity) for identity in last] == list(last.values())
        assert households_of(base) == households_of(rebuilt)
        assert detail_rows(base) == detail_rows(rebuilt)
        assert base.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_an_answer_writes_only_what_it_changed(base, make):
    situation = make.situation(actions=("courrier", "courrier"), organismes=("caf",), causee_par="S-0")
    record = make.written(household="M-1", size=3, situations=(situation,))
    before = base.connection.total_changes
    moved = replace(record, position="issue", situations=(replace(situation, organismes=("caf", "msa")),))
    base.append([make.entry(record.id)], moved)
    # One journal row, the interview, and the organisms: one row out, two in.
    assert base.connection.total_changes - before == 5
    assert base.record(record.id) == moved


def test_two_open_bases_writing_the_same_interview_in_turn_agree(base, path, make):
    record = make.written(situations=(make.situation(actions=("courrier",)),))
    with Base.open(path) as other:
        for minutes, here in enumerate((other, base, other, base)):
            situation = replace(record.situations[0], minutes=minutes, actions=("recours",) * minutes)
            record = replace(record, touched_at=minutes, situations=(situation,))
            here.append([make.entry(record.id)], record)
            assert base.record(record.id) == other.record(record.id) == record


def test_a_household_keeps_the_size_of_its_latest_visit_whatever_the_order_of_writing(base, make):
    late = make.interview(household="M-1", size=4, concerned=2, started_at=2_000)
    early = make.interview(household="M-1", size=3, concerned=3, started_at=1_000)
    unknown = make.interview(household="M-1", started_at=3_000)
    for record in (late, unknown, early):
        base.append([], record)
    (household,) = base.households("m-1")
    assert (household.size, household.concerned, household.interviews) == (4, 2, 3)


def test_a_household_that_no_interview_names_any_more_is_gone(base, make):
    record = make.written(household="M-1", size=3)
    base.append([], replace(record, household="M-2"))
    assert not base.household_exists("M-1")
    assert base.household_exists("m-2")


def test_a_reference_belongs_to_one_record_whatever_its_case(base, make):
    make.written(reference="R-ABC")
    with pytest.raises(DuplicateReference, match="appartient déjà"):
        make.written(reference="r-abc")


def test_a_form_counted_twice_is_refused_and_leaves_the_record_as_it_was(base, make):
    record = make.written(situations=(make.situation(),))
    twice = (FormRecord("non_demande", True, True),) * 2
    with pytest.raises(Exception, match="a refusé cet enregistrement"):
        base.append([], replace(record, situations=(replace(record.situations[0], formes=twice),)))
    assert base.record(record.id) == record
