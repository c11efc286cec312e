"""Copies, restoring, rebuilding, encryption and handing over, with all that a base may hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.loader import load_catalogue
from interview.conversation import Conversation
from interview.dossier import saving
from interview.dossier.service import Dossier
from interview.following import FollowUp
from interview.handing import handover
from interview.rebuilding import Rebuilder
from store import Base, backup, cipher, dossiers, encrypting, opening, releases, restoring
from store.privacy import access
from store.privacy.erasing import Order
from tests.durability.driven import assert_sound
from tests.durability.outputs import OUT, Works, prepare
from tests.support import CASE_6, START, answer_all

TABLES = (
    "journal",
    "deadline",
    "dossier",
    "dossier_edition",
    "figures_release",
    "written_file",
    "access_log",
)
ORDER = Order("effacement", "", "restauration", START)
PHRASE = "quatre mots sans rapport"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A base in which everything was done once: a sheet let out, a step that sets a delay running, a grid…"""
    monkeypatch.setattr(cipher, "ITERATIONS", 1)
    monkeypatch.setattr(cipher, "_KEYCHAIN", {})
    path = prepare(tmp_path)
    with Base.open(path, create=False) as base:
        works = Works(base, tmp_path)
        for each in ("importer", "dossier", "edition", "bilan", "recapitulatif", "csv"):
            works.do(each)
        held = Conversation.start(works.place)
        step = {
            "date": "02/03/2026",
            "acteur": "la CPAM",
            "fait": "Refus.",
            "evenement": "notification_voies",
        }
        answer_all(held, {**CASE_6, "chronologie": [step]})
        held.follow(FollowUp("sortie", 1, {"malgre": "", "motif": "Elle est injoignable."}))
        held.close()
    yield path


def everything(base: Base) -> dict[str, list[Any]]:
    """Every row of what was done, none of the tables empty."""
    found = {name: base.connection.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
    assert all(found.values())
    kinds = {row[0] for row in base.connection.execute("SELECT DISTINCT kind FROM journal")}
    assert {"grille", "sortie", "recapitulatif"} <= kinds
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def test_a_rebuild_changes_nothing_of_it(path: Path) -> None:
    """What follows from the journal is made again as it was; what does not is left alone."""
    with Base.open(path, create=False) as base:
        before = everything(base)
        base.connection.execute("DELETE FROM deadline")
        Rebuilder(base, load_catalogue()).rebuild()
        assert everything(base) == before
        assert_sound(base)


def test_encrypted_then_given_back_plain_it_is_the_same(path: Path) -> None:
    """And sound in between."""
    with Base.open(path, create=False) as base:
        before = everything(base)
    key = cipher.new_key(PHRASE)
    encrypting.recast(path, None, key)
    with Base.open(path, create=False, key=key) as base:
        assert everything(base) == before
        assert_sound(base)
    encrypting.recast(path, key, None)
    with Base.open(path, create=False) as base:
        assert everything(base) == before
        assert_sound(base)


def test_a_copy_put_back_is_the_base_as_it_was_but_for_what_left_since(path: Path, tmp_path: Path) -> None:
    """Figures handed out since are still known, or the next ones could be subtracted from them."""
    with Base.open(path, create=False) as base:
        before, copy = everything(base), backup.save(base, tmp_path / "copies", START).path
        works = Works(base, tmp_path)
        first = releases.listed(base)
        Dossier.begin(works.place, Dossier.open(works.place, 1).state.subject)
        answer_all(Conversation.start(works.place), CASE_6)
        works.do("bilan")
        works.do("json")
        since = releases.listed(base)[len(first) :]
        assert since
        files = access.files_of(base, works._agreed().interview.household)
    with restoring.readied(copy, tmp_path / "copies", "base") as ready, restoring.held_alone(path) as held:
        restoring.replace(held, ready, tmp_path / "copies", ORDER)
    with Base.open(path, create=False) as base:
        after = everything(base)
        for name in ("journal", "deadline", "dossier", "dossier_edition"):
            assert after[name] == before[name]
        assert [each.told for each in releases.listed(base)] == [each.told for each in (*first, *since)]
        assert access.files_of(base, Works(base, tmp_path)._agreed().interview.household) == files
        assert_sound(base)


def test_handed_over_the_households_arrive_and_what_was_put_together_stays(
    path: Path, tmp_path: Path
) -> None:
    """The follow-up and the grid with them; dossiers, editions and releases belong to their base."""
    file = tmp_path / "a-remettre.repere"
    with Base.open(path, create=False) as base:
        handover.hand_over(base, handover.chosen(base, None), file, PHRASE, START)
        records = {each: base.record(each) for each in base.interviews()}
        journal = {each: base.entries(each) for each in base.interviews()}
    opening.unlock(file, PHRASE)
    with (
        Base.open(tmp_path / "collegue.db") as other,
        handover.opened(file) as source,
    ):
        brought = handover.bring_in(other, source, load_catalogue())
        assert brought.left == ()
        assert {each: other.entries(each) for each in other.interviews()} == journal
        for identity, record in records.items():
            found = other.record(identity)
            assert record is not None and found is not None
            assert found.situations == record.situations
        assert dossiers.listed(other) == []
        assert releases.listed(other) == []
        assert other.connection.execute("SELECT count(*) FROM deadline").fetchone()[0] > 0
        assert_sound(other)


def test_an_edition_can_be_read_again_from_a_copy(path: Path, tmp_path: Path) -> None:
    """As it was handed."""
    with Base.open(path, create=False) as base:
        works = Works(base, tmp_path)
        handed = saving.edition_of(works._dossier(), 1)
        copy = backup.save(base, tmp_path / "copies", START).path
    with Base.open(copy, create=False) as base:
        works = Works(base, tmp_path)
        assert saving.edition_of(works._dossier(), 1) == handed
        assert (tmp_path / OUT / "dossier.docx").exists()
