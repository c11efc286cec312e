"""Erasing leaves nothing of a household in any file, all the rest as it was, and one line of proof."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from flows.loader import load_catalogue
from interview.access import note
from interview.conversation import Conversation, Workplace
from interview.following import FollowUp
from interview.privacy import erasing as service
from interview.rebuilding import Rebuilder
from interview.sheets.saving import save_sheet
from store import Base, cipher
from store.errors import BaseLocked, CopiesUnreachable, ErasureUnfinished, HouseholdErased
from store.privacy import access, erasing, marks
from tests.privacy.marked import copy_of, marked_interview, traces, words_of
from tests.support import CASE_6, START, answer_all, make_workplace


class House(NamedTuple):
    """A base with two households, one of them marked, copies of it and sheets."""

    folder: Path
    place: Workplace
    marked: tuple[Conversation, ...]
    other: Conversation

    @property
    def base(self) -> Base:
        assert self.place.base is not None
        return self.place.base

    @property
    def household(self) -> str:
        return self.marked[0].interview.household

    def traces(self) -> list[str]:
        return traces(self.folder, words_of(*self.marked))

    def erase(self) -> erasing.Erased:
        return service.erase_household(self.place, self.household, "demande")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with Base.open(tmp_path / "repere.db", timeout=0.2) as base:
        # As in most builds of SQLite: what is changed or deleted stays in the file until written over.
        base.connection.execute("PRAGMA secure_delete = OFF")
        place = make_workplace(base)
        other = Conversation.start(place)
        answer_all(other, CASE_6)
        first = marked_interview(place)
        copy_of(base, tmp_path / "sauvegardes")
        second = marked_interview(place, first.interview.household)
        copy_of(base, tmp_path / "sauvegardes")
        for format in ("html", "texte", "md", "pdf"):
            save_sheet(first, 1, format, tmp_path / f"fiche.{format}")
        note(place, "consultation", second.reference)
        yield House(tmp_path, place, (first, second), other)


def test_no_byte_of_an_erased_household_is_left_in_any_file(house: House) -> None:
    """Base, write-ahead log, copies, sheets, free pages included; nor does closing bring any back."""
    assert len(house.traces()) > 40
    told = house.erase()
    assert house.traces() == []
    assert (told.households, told.situations, len(told.files), len(told.copies)) == (1, 2, 4, 2)
    house.base.close()
    assert house.traces() == []


def no_vacuum(patch: pytest.MonkeyPatch) -> None:
    real = erasing._scrub

    def scrub(base: Base) -> None:
        with patch.context() as deaf:
            deaf.setattr(base, "connection", _Deaf(base.connection, "VACUUM"))
            real(base)

    patch.setattr(erasing, "_scrub", scrub)


def no_log(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erasing, "_empty_log", lambda *_: None)


def no_copies(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(service, "copies_of", lambda _: [])


def no_files(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erasing, "_delete_files", lambda *_: ([], []))


def no_taking_out(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erasing, "_take_out", lambda *_: (0, 0))


def no_names(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erasing, "_unname", lambda *_: None)


@pytest.mark.parametrize("left_out", [no_vacuum, no_log, no_copies, no_files, no_taking_out, no_names])
def test_the_search_for_bytes_finds_what_each_step_is_there_for(
    house: House, monkeypatch: pytest.MonkeyPatch, left_out: Callable[[pytest.MonkeyPatch], None]
) -> None:
    """With any one step left out, something is found: the test above can fail."""
    left_out(monkeypatch)
    house.erase()
    assert house.traces() != []


@pytest.mark.parametrize("secure", [True, False])
def test_what_is_deleted_is_overwritten_before_the_file_gives_its_pages_back(
    house: House, secure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the disk does not get them as they were; without that setting, they would be there."""
    house.base.connection.execute("VACUUM")  # leaves only what stands now
    erasing.begin(house.base, [house.household], erasing.Order("effacement", "", "demande", START))
    if not secure:
        house.base.connection.execute("PRAGMA secure_delete = OFF")
        kept = house.base.connection
        monkeypatch.setattr(house.base, "connection", _Deaf(kept, "secure_delete"))
    erasing._take_out(house.base, 0)
    erasing._empty_log(house.base)
    (live,) = [each for each in words_of(*house.marked) if b"demande" in each]
    found = live in (house.folder / "repere.db").read_bytes()
    assert found is not secure


class _Deaf:
    """A connection that does not hear one thing."""

    def __init__(self, connection: sqlite3.Connection, unheard: str) -> None:
        self._connection = connection
        self._unheard = unheard

    def execute(self, sql: str, *values: Any) -> object:
        return None if self._unheard in sql else self._connection.execute(sql, *values)

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)


def test_an_index_that_is_not_made_anew_keeps_the_words(house: House) -> None:
    """A search index only notes that a row has gone: the row's words stay in it."""
    base = house.base
    base.connection.execute("INSERT INTO erasing (only) VALUES (1)")
    for held in house.marked:
        base.connection.execute("DELETE FROM journal WHERE interview = ?", (held.heading.id.bytes,))
        base.connection.execute("DELETE FROM interview WHERE id = ?", (held.heading.id.bytes,))
    base.connection.execute("VACUUM")
    erasing._empty_log(base)
    assert any("repere.db" in each and "zj" in each for each in house.traces())


def test_the_other_households_are_as_they_were(house: House) -> None:
    """In the base and in its copies: the same record, the same journal, nothing damaged."""
    base, other = house.base, house.other.heading.id
    record, entries = base.record(other), base.entries(other)
    house.erase()
    for path in (base.path, *service.copies_of(house.place)):
        with Base.open(path, create=False) as one:
            assert one.record(other) == record
            assert one.entries(other) == entries
            assert one.interviews() == [other]
            assert one.damages() == []
            assert list(Rebuilder(one, load_catalogue()).differences()) == []
            assert [each.id for each in one.households()] == [record.household if record else ""]
            assert one.connection.execute("SELECT count(*) FROM search").fetchone() == (1,)


def test_one_line_of_proof_that_names_nobody(house: House) -> None:
    """Date, who, kind, reason, how many: and nothing else."""
    house.erase()
    rows = house.base.connection.execute(
        "SELECT who, kind, reason, households, situations, files FROM erasure"
    ).fetchall()
    assert rows == [("", "effacement", "demande", 1, 2, 4)]


def test_the_access_log_keeps_its_lines_and_no_longer_says_about_whom(house: House) -> None:
    """What agents did stays accountable; the erased record is named nowhere."""
    before = house.base.connection.execute("SELECT seq, at, who, what FROM access_log").fetchall()
    house.erase()
    after = house.base.connection.execute("SELECT seq, at, who, what, reference FROM access_log").fetchall()
    assert [row[:4] for row in after] == before
    assert {row[4] for row in after} == {""}


def test_nothing_more_can_be_taken_out_afterwards(house: House) -> None:
    """The journal and the access log are closed again to deletions."""
    house.erase()
    for table in ("journal", "access_log"):
        with pytest.raises(sqlite3.IntegrityError, match="ne se supprime pas"):
            house.base.connection.execute(f"DELETE FROM {table}")


def test_an_erased_household_never_comes_back(house: House) -> None:
    """A window still open on it is refused, and the mark does not say who it was."""
    house.erase()
    assert erasing.is_erased(house.base, house.household.lower())
    assert not erasing.is_erased(house.base, house.other.interview.household)
    with pytest.raises(HouseholdErased):
        house.marked[1].reopen()
    assert house.traces() == []


def test_a_copy_put_back_is_erased_again(house: House, tmp_path: Path) -> None:
    """With its proof lines and its marks, so that it goes on being refused."""
    away = copy_of(house.base, tmp_path / "ailleurs")
    house.erase()
    order = erasing.Order("effacement", "", "restauration", START)
    with Base.open(away, create=False) as restored:
        assert erasing.erase_again(house.base, restored, order) == 1
        assert erasing.is_erased(restored, house.household)
        kinds = restored.connection.execute("SELECT reason, households FROM erasure ORDER BY seq").fetchall()
        assert kinds == [("demande", 1), ("restauration", 1)]
    assert house.traces() == []


@pytest.mark.parametrize("content", [b"", b"not a base", b"SQLite format 3\x00" + bytes(200)])
def test_a_copy_that_cannot_be_erased_refuses_the_whole(house: House, content: bytes) -> None:
    """Nothing has changed, and the refusal names the copy."""
    (house.folder / "sauvegardes" / "repere-2026-03-01-090000-0123abcd.db").write_bytes(content)
    before = house.base.entries(house.marked[0].heading.id)
    with pytest.raises(CopiesUnreachable, match="2026-03-01"):
        house.erase()
    assert house.base.entries(house.marked[0].heading.id) == before
    assert not erasing.is_erased(house.base, house.household)
    assert (house.folder / "fiche.html").exists()


def test_a_copy_left_half_made_is_deleted_and_one_being_made_is_waited_for(house: House) -> None:
    """The first holds what must go; the second would bring it back under a name of its own."""
    part = house.folder / "sauvegardes" / "repere-2026-03-01-090000-0123abcd.db.part"
    part.write_bytes((house.folder / "repere.db").read_bytes())
    writer = sqlite3.connect(part, isolation_level=None)
    writer.execute("PRAGMA locking_mode = EXCLUSIVE")
    writer.execute("BEGIN EXCLUSIVE")
    with pytest.raises(BaseLocked):
        house.erase()
    assert not erasing.is_erased(house.base, house.household)
    writer.close()
    house.erase()
    assert not part.exists()
    assert house.traces() == []


def test_copies_are_listed_once_nobody_reads_what_was_there_before(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a copy begun before would get its name after, and keep all of it."""
    log = house.folder / "repere.db-wal"
    sizes = []
    listed = service.copies_of

    def watched(place: Workplace) -> list[Path]:
        sizes.append(log.stat().st_size)
        return listed(place)

    monkeypatch.setattr(service, "copies_of", watched)
    house.erase()
    assert sizes[0] > 0
    assert sizes[1:] == [0]


def test_a_sheet_changed_since_is_left_and_told(house: House) -> None:
    """It may be another document by now: nobody's work is deleted unseen."""
    (house.folder / "fiche.md").write_text("un autre document")
    told = house.erase()
    assert told.left == (house.folder / "fiche.md",)
    assert (house.folder / "fiche.md").read_text() == "un autre document"


class Stopped(BaseException):
    """The program is stopped there."""


@pytest.mark.parametrize("step", ["_delete_files", "_take_out", "_scrub", "_clear_copy", "clear"])
@pytest.mark.parametrize("after", [False, True])
def test_stopped_anywhere_the_same_command_finishes(
    house: House, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    """Before or after each step: the second run leaves nothing, and one proof line."""
    real = getattr(erasing, step)

    def stop(*args: object) -> object:
        if after:
            real(*args)
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(erasing, step, stop)
        with pytest.raises(Stopped):
            house.erase()
    if erasing.pending(house.base):
        service.purge(house.place)
    assert house.traces() == []
    assert house.base.connection.execute("SELECT count(*) FROM erasure").fetchone() == (1,)
    assert erasing.pending(house.base) == []


def test_another_window_in_the_middle_of_reading_is_told_and_nothing_begins(house: House) -> None:
    """A reader holds old pages in the log: they could not be cut away."""
    with Base.open(house.base.path) as reader:
        reader.connection.execute("BEGIN")
        reader.connection.execute("SELECT count(*) FROM journal").fetchone()
        note(house.place, "consultation", house.marked[0].reference)
        with pytest.raises(Exception, match="occupée"):
            house.erase()
        reader.connection.execute("ROLLBACK")
    assert erasing.pending(house.base) == []
    house.erase()
    assert house.traces() == []


def test_trouble_half_way_says_how_to_finish(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy taken away in between: what is done is done, and the same command goes on."""
    from store.errors import DiskFull

    def full(*_: object) -> bool:
        raise DiskFull(house.base.path, "ecriture")

    with monkeypatch.context() as patch:
        patch.setattr(erasing, "_clear_copy", full)
        with pytest.raises(ErasureUnfinished, match="relancez la même commande"):
            house.erase()
    house.erase()
    assert house.traces() == []


def test_a_link_from_another_household_is_untied(house: House) -> None:
    """No situation goes on naming one that is no more, neither as its cause nor as what it qualifies anew."""
    erased = house.marked[0].situation_reference(1)
    own = Conversation.start(house.place)
    answer_all(own, CASE_6 | {"causee_par": erased})
    own.follow(FollowUp("requalification", 1, erased))
    before = house.base.record(own.heading.id)
    assert before is not None
    assert (before.situations[0].causee_par, before.situations[0].requalifie) == (erased, erased)
    house.erase()
    after = house.base.record(own.heading.id)
    assert after is not None
    assert (after.situations[0].causee_par, after.situations[0].requalifie) == (None, None)
    assert after.position == before.position
    assert list(Rebuilder(house.base, load_catalogue()).differences()) == []


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("today", "months", "since"),
    [("2026-03-31", 1, "2026-02-28"), ("2026-03-03", 24, "2024-03-03"), ("2024-02-29", 12, "2023-02-28")],
)
def test_months_are_those_of_the_calendar(today: str, months: int, since: str) -> None:
    """The same day, or the last of a shorter month."""
    assert service.months_before(day(today), months) == day(since)


def test_a_household_is_due_after_its_last_contact_and_not_before(house: House) -> None:
    """One recent interview of the household keeps them all; the day told is the day it goes."""
    held = service.known(house.place, house.household)[0]
    assert held is not None
    gone = service.kept_until(held, 24)
    assert gone == day("2028-03-04")
    assert service.plan(house.place, gone - datetime.timedelta(days=1)).due == ()
    due = service.plan(house.place, gone).due
    assert {each.household for each in due} == {house.household, house.other.interview.household}
    mine = next(each for each in due if each.household == house.household)
    assert (mine.interviews, mine.situations, mine.files) == (2, 2, 4)


def test_a_purge_erases_what_is_due_and_the_old_lines_of_the_access_log(house: House) -> None:
    """In the copies too."""
    late = Conversation.start(
        make_workplace(house.base, now=lambda: START + 40_000_000_000, seed=8, new_id=house.place.new_id)
    )
    answer_all(late, CASE_6)
    told = service.purge(house.place, day("2028-03-20"))
    assert told.households == 2
    assert house.traces() == []
    assert house.base.interviews() == [late.heading.id]
    for path in (house.base.path, *service.copies_of(house.place)):
        with Base.open(path, create=False) as one:
            assert access.old_accesses(one, START + 10**12) == 0


def test_an_encrypted_base_is_erased_the_same_way(tmp_path: Path) -> None:
    """Its copies too, opened with its key; a sheet is a plain file."""
    key = cipher.new_key("invented phrase")
    cipher.remember(key)
    with Base.open(tmp_path / "repere.db", timeout=0.2, key=key) as base:
        place = make_workplace(base)
        held = marked_interview(place)
        copy_of(base, tmp_path / "sauvegardes")
        save_sheet(held, 1, "md", tmp_path / "fiche.md")
        told = service.erase_household(place, held.interview.household, "demande")
        assert (told.households, len(told.files), len(told.copies)) == (1, 1, 1)
        for path in (base.path, *service.copies_of(place)):
            with Base.open(path, create=False) as one:
                assert one.interviews() == []
                assert one.key is not None
                assert one.connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert traces(tmp_path, words_of(held)) == []


def test_the_mark_is_keyed_by_the_base(tmp_path: Path) -> None:
    """Trying every code of household against it needs the secret of the base."""
    with Base.open(tmp_path / "a.db") as one, Base.open(tmp_path / "b.db") as two:
        for base in (one, two):
            with base._transaction():
                marks.mark(base.connection, ["7K3Q-2P6"], 0)
        read = "SELECT digest FROM erased_household"
        assert one.connection.execute(read).fetchone() != two.connection.execute(read).fetchone()


def test_settings_say_how_long(house: House) -> None:
    """Six months of retention: six months."""
    settings = msgspec.structs.replace(
        house.place.settings, retention=msgspec.structs.replace(house.place.settings.retention, months=6)
    )
    place = msgspec.structs.replace(house.place, settings=settings)
    assert len(service.plan(place, day("2026-09-04")).due) == 2
    assert service.plan(place, day("2026-09-03")).due == ()
