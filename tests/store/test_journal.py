"""The journal: every entry kept as it was said, in order, for ever, in few bytes."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Base, DuplicateEntry, Refused

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)

# One ordinary interview: an opening, the core, then some of what follows.
ANSWERS = [
    ("mode", "permanence"),
    ("menage", "M-7KQ2-D4"),
    ("taille_menage", 3),
    ("personnes_concernees", 3),
    ("nature", "financiere"),
    ("prestation", "c2s"),
    ("organismes", ["cpam", "ccas"]),
    ("eligibilite", "oui"),
    ("appui_eligibilite", "verifie"),
    ("connaissance", "oui"),
    ("proposition", "non_malgre_contact"),
    ("raisons_non_proposition", ["non_connaissance_agent"]),
    ("demande", "deposee"),
    ("reception", "rien"),
    ("regularite", "anormal"),
    ("blocage", "dossier_renvoye"),
    ("raisons_non_reception", ["pieces_manquantes", "erreur_administrative"]),
    ("niveaux", ["pratiques_institutionnelles", "conception_offre"]),
    ("depuis", "2015-08"),
    ("issue", "en_cours"),
    ("causee_par", None),
    ("manque_mensuel", 4500),
    ("manque_mois", 6),
    ("recuperable", "partie"),
    ("actions", ["contact_telephonique", "courrier", "courrier"]),
    ("minutes", 45),
    ("accord", {"choix": "oui", "date": "2015-12-03"}),
]


def test_entries_come_back_as_they_were_said_and_in_order(base, make):
    interview, other = make.interview(), make.interview()
    said = [
        make.entry(interview.id, kind="ouverture", author="ep1"),
        make.entry(interview.id, situation=1, question="organismes", value=["cpam", "ccas"]),
        make.entry(interview.id, situation=1, question="depuis", value=None),
    ]
    base.append(said[:1], interview)
    base.append([make.entry(other.id)], other)
    base.append(said[1:], interview)
    assert base.entries(interview.id) == said
    assert base.interviews() == sorted([interview.id, other.id])


@settings(deadline=None)
@given(value=JSON)
def test_any_json_value_comes_back_equal(value, tmp_path_factory, maker):
    with Base.open(tmp_path_factory.mktemp("journal") / "repere.db") as base:
        make = maker(base)
        record = make.interview()
        base.append([make.entry(record.id, value=value)], record)
        assert base.entries(record.id)[0].value == value


def test_everything_is_there_after_the_base_is_opened_again(base, path, make):
    record = make.written(household="M-1", size=2, situations=(make.situation(),))
    said = base.entries(record.id)
    base.close()
    with Base.open(path) as again:
        assert again.entries(record.id) == said
        assert again.record(record.id) == record
        assert again.archived_flow(make.flow).source == "parcours: non-recours\n"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET value = '\"autre\"'",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal",
        "UPDATE flow_archive SET source = x'00'",
        "DELETE FROM flow_archive",
    ],
)
def test_no_program_can_change_what_was_said_even_with_plain_sql(base, path, make, statement):
    record = make.written()
    said = base.entries(record.id)
    outside = sqlite3.connect(path)
    outside.execute("PRAGMA recursive_triggers = OFF")  # REPLACE then deletes without any delete trigger
    with pytest.raises(sqlite3.IntegrityError):
        outside.execute(statement)
    outside.close()
    assert base.entries(record.id) == said


def test_the_same_entry_twice_is_refused_and_nothing_of_the_call_is_kept(base, make):
    record = make.written(position="nature")
    first = base.entries(record.id)[0]
    moved = make.interview(position="issue")
    changed = type(record)(
        id=record.id,
        reference=record.reference,
        flow=record.flow,
        started_at=record.started_at,
        touched_at=moved.touched_at,
        position="issue",
    )
    with pytest.raises(DuplicateEntry, match="déjà enregistrée"):
        base.append([make.entry(record.id), first], changed)
    assert base.entries(record.id) == [first]
    assert base.record(record.id) == record


def test_an_entry_under_a_flow_that_is_not_archived_is_refused(base, make):
    record = make.interview()
    with pytest.raises(Refused):
        base.append([make.entry(record.id, flow=99)], record)
    assert base.entries(record.id) == []
    assert base.record(record.id) is None


def test_an_entry_of_another_interview_than_the_record_is_refused(base, make):
    record, other = make.interview(), make.interview()
    with pytest.raises(ValueError, match="another interview"):
        base.append([make.entry(other.id)], record)


def test_a_value_that_cannot_be_written_leaves_the_base_as_it_was(base, make):
    record = make.written()
    with pytest.raises(OverflowError):
        base.append([make.entry(record.id, at=2**70)], record)
    assert len(base.entries(record.id)) == 1
    make.written()


def test_a_flow_is_archived_once_and_each_version_apart(base, make):
    source = "parcours: non-recours\n# été\n" * 400
    row = base.archive_flow("non-recours", "1.1", b"\x01" * 32, source)
    assert base.archive_flow("non-recours", "1.1", b"\x01" * 32, source) == row != make.flow
    kept = base.archived_flow(row)
    assert (kept.flow, kept.version, kept.sha256, kept.source) == ("non-recours", "1.1", b"\x01" * 32, source)
    stored = base.connection.execute("SELECT length(source) FROM flow_archive WHERE row = ?", (row,))
    assert stored.fetchone()[0] < len(source) / 20
    with pytest.raises(KeyError):
        base.archived_flow(999)


def test_every_text_kept_of_a_flow_can_be_read_the_last_first(base, make):
    for version in ("1.1", "1.2"):
        base.archive_flow("non-recours", version, version.encode().ljust(32), f"version: {version}\n")
    base.archive_flow("autre", "1.0", b"\x09" * 32, "parcours: autre\n")
    kept = base.archived_flows("non-recours")
    assert [(each.version, each.source) for each in kept][:2] == [
        ("1.2", "version: 1.2\n"),
        ("1.1", "version: 1.1\n"),
    ]
    assert {each.flow for each in kept} == {"non-recours"}
    assert base.archived_flows()[0].flow == "autre"
    assert base.archived_flows("inconnu") == []


def _size(path: Path, base: Base) -> int:
    base.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size


def test_an_answer_costs_at_most_200_bytes_indexes_included(base, path, make):
    record = make.written()
    before, number = _size(path, base), 0
    for _ in range(200):
        said = [
            make.entry(record.id, author="ep1", situation=1, question=question, value=value)
            for question, value in ANSWERS
        ]
        base.append(said, record)
        number += len(said)
    assert base.entries(record.id)[-len(said) :] == said
    # The record did not change, so all that the file has grown by is the journal.
    assert 50 < (_size(path, base) - before) / number <= 200
