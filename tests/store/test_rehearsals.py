"""The file of rehearsals: no base, never lost, and erasable to the last byte."""

import os
import sqlite3
import stat
from uuid import UUID

import pytest

from store import (
    AttemptContinued,
    Base,
    BaseLocked,
    BaseMissing,
    DiskFull,
    DuplicateEntry,
    ErasureHeld,
    NewerRehearsals,
    NoAttempt,
    NotABase,
    NotRehearsals,
    PlaceOfABase,
    Refused,
    TooOldSqlite,
    TraceLeft,
    rehearsals,
    rehearsals_path,
)
from store.rehearsal_records import AttemptEvent, AttemptHeading
from store.rehearsals import RehearsalFile, digest

TEXTS = ("un cas très particulier", "un parcours")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "formation.db"


@pytest.fixture
def keep(path):
    with RehearsalFile.open(path) as opened:
        yield opened


def heading(number=1, told=TEXTS[0]):
    return AttemptHeading(
        id=UUID(int=number), name="cas", told=digest(told), flow="p", asked=digest(TEXTS[1]), started_at=5
    )


def event(number, value="a"):
    return AttemptEvent(
        id=UUID(int=number), at=number, kind="reponse", situation=1, question="q", value=value
    )


def begin(keep, number=1, told=TEXTS[0], first=100):
    keep.append(heading(number, told), [event(first, f"secret-{first}")], None, (told, TEXTS[1]))
    return heading(number, told)


# What it is


def test_a_base_refuses_it_and_it_refuses_a_base_without_touching_it(tmp_path, path):
    """Nothing of an exercise can be written in a base, nor the reverse."""
    RehearsalFile.open(path).close()
    Base.open(tmp_path / "base.db").close()
    kept = path.read_bytes(), (tmp_path / "base.db").read_bytes()
    with pytest.raises(NotABase, match="essais de formation"):
        Base.open(path)
    with pytest.raises(NotRehearsals, match="base d’entretiens"):
        RehearsalFile.open(tmp_path / "base.db")
    assert kept == (path.read_bytes(), (tmp_path / "base.db").read_bytes())


@pytest.mark.parametrize("content", [b"reference;date\n" * 40, b"x"])
def test_another_kind_of_file_is_refused_and_left_as_it_is(path, content):
    path.write_bytes(content)
    with pytest.raises(NotRehearsals):
        RehearsalFile.open(path)
    assert path.read_bytes() == content


def test_a_folder_is_refused_in_the_words_of_rehearsals(tmp_path):
    """What to do is about --fichier, never about a base that nobody named."""
    with pytest.raises(NotRehearsals, match="c’est un dossier") as refused:
        RehearsalFile.open(tmp_path)
    assert "--fichier" in str(refused.value)
    assert "--base" not in str(refused.value)


def test_a_refusal_names_the_variable_that_named_the_file(tmp_path, path, monkeypatch):
    """No option was given: nothing is said of taking one away."""
    RehearsalFile.open(path).close()
    monkeypatch.setenv("REPERE_BASE", str(path))
    for refusing in (Base.open, RehearsalFile.open):
        with pytest.raises((NotABase, PlaceOfABase)) as refused:
            refusing(path)
        assert "REPERE_BASE nomme ce fichier" in str(refused.value)
        assert "retirez cette option" not in str(refused.value)
    monkeypatch.delenv("REPERE_BASE")
    monkeypatch.setenv("REPERE_FORMATION", str(tmp_path))
    with pytest.raises(NotRehearsals, match="REPERE_FORMATION nomme ce fichier"):
        RehearsalFile.open(tmp_path)
    with pytest.raises(NotABase, match="avec --base"):
        Base.open(path)


def test_a_file_left_empty_by_a_program_killed_at_once_holds_no_attempt_and_is_still_usable(path):
    path.touch()
    with pytest.raises(BaseMissing):
        RehearsalFile.open(path, create=False)
    with RehearsalFile.open(path) as keep:
        assert keep.attempts() == []


def test_too_old_a_program_says_so_before_it_makes_a_file(path, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(TooOldSqlite):
        RehearsalFile.open(path)
    assert not path.exists()


def test_the_base_of_another_program_is_refused(path):
    sqlite3.connect(path).execute("CREATE TABLE t (a)").connection.close()
    with pytest.raises(NotRehearsals, match="autre programme"):
        RehearsalFile.open(path)


def test_it_never_takes_the_place_of_a_base_not_even_of_one_that_does_not_exist_yet(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("REPERE_BASE", str(tmp_path / "ailleurs.db"))
    usual = rehearsals_path().with_name("repere.db")
    for place in (tmp_path / "ailleurs.db", usual):
        with pytest.raises(PlaceOfABase):
            RehearsalFile.open(place)
        assert not place.exists()


def test_it_stands_in_the_usual_folder_wherever_the_base_is(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("REPERE_BASE", "/reseau/partage/base.db")
    assert rehearsals_path() == tmp_path / "repere" / "formation.db"
    assert rehearsals_path(environ={"REPERE_FORMATION": "/a/b.db"}).as_posix() == "/a/b.db"


@pytest.mark.skipif(os.name != "posix", reason="POSIX rights")
def test_only_its_owner_may_read_it(keep, path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="POSIX rights")
def test_one_that_was_copied_from_elsewhere_is_its_owner_s_again_once_opened(path):
    RehearsalFile.open(path).close()
    path.chmod(0o644)
    RehearsalFile.open(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_written_is_durable_and_what_is_erased_is_overwritten_whatever_sqlite_does_by_itself(keep):
    asked = {"synchronous": 2, "fullfsync": 1, "secure_delete": 1, "foreign_keys": 1, "journal_mode": "wal"}
    found = {name: keep._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked}
    assert found == asked


def test_a_file_that_this_process_has_open_is_not_looked_into(keep, path, monkeypatch):
    """Closing it would take away the locks that SQLite holds on it; once closed, it is looked into again."""
    looked = []
    monkeypatch.setattr(rehearsals, "check_identity", lambda *_, **__: looked.append(path))
    RehearsalFile.open(path).close()
    assert looked == []
    keep.close()
    RehearsalFile.open(path).close()
    assert looked == [path]


def test_a_file_of_a_newer_version_is_refused(path):
    RehearsalFile.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(NewerRehearsals, match="format 9"):
        RehearsalFile.open(path)


# What is kept


def test_what_was_appended_is_read_back_as_it_was(keep, path):
    said = begin(keep)
    keep.append(said, [event(101, ["a", "b"]), event(102, None)], UUID(int=100))
    with RehearsalFile.open(path) as other:
        assert other.events(said.id) == [event(100, "secret-100"), event(101, ["a", "b"]), event(102, None)]
        assert other.heading(said.id) == said
        assert [each.last_at for each in other.attempts()] == [102]
        assert other.text(said.told) == TEXTS[0]


def test_events_are_only_ever_added(keep, path):
    begin(keep)
    with sqlite3.connect(path) as raw:
        for statement in (
            "UPDATE event SET value = NULL",
            "DELETE FROM event",
            "UPDATE attempt SET name = 'x'",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                raw.execute(statement)
    raw.close()


def test_the_same_events_kept_twice_are_recognised(keep):
    said = begin(keep)
    keep.append(said, [event(101)], UUID(int=100))
    with pytest.raises(DuplicateEntry):
        keep.append(said, [event(101)], UUID(int=100))
    assert len(keep.events(said.id)) == 2


def test_two_windows_never_mix_in_one_attempt(keep, path):
    said = begin(keep)
    with RehearsalFile.open(path) as other:
        other.append(said, [event(101)], UUID(int=100))
    with pytest.raises(AttemptContinued):
        keep.append(said, [event(102)], UUID(int=100))
    assert [each.id.int for each in keep.events(said.id)] == [100, 101]


def test_all_or_nothing(keep):
    """The second of three has the id of an earlier one: none of them is kept."""
    said = begin(keep)
    with pytest.raises(Refused):
        keep.append(said, [event(101), event(100), event(102)], UUID(int=100))
    assert len(keep.events(said.id)) == 1


# Erasing


def test_what_is_erased_is_in_no_file_any_more(keep, path):
    """Neither in the file, nor in the log beside it; what another attempt needs stays."""
    gone, stays = begin(keep), begin(keep, 2, "un autre cas", 200)
    keep.forget(gone.id)
    everything = b"".join(each.read_bytes() for each in path.parent.iterdir())
    assert b"secret-100" not in everything
    assert b"secret-200" in everything
    assert [each.heading.id for each in keep.attempts()] == [stays.id]
    with pytest.raises(NoAttempt):
        keep.text(gone.told)
    assert keep.text(stays.asked) == TEXTS[1]
    keep.forget(stays.id)
    assert b"secret-200" not in b"".join(each.read_bytes() for each in path.parent.iterdir())


def test_what_is_already_gone_is_no_reason_to_keep_the_rest(keep):
    """Erased in another window, or a first time: erasing is safe to do again."""
    said, other = begin(keep), begin(keep, 2, "un autre cas", 200)
    keep.forget(said.id, UUID(int=9))
    assert [each.heading.id for each in keep.attempts()] == [other.id]
    keep.forget(said.id)
    assert keep.events(other.id)


def test_a_log_that_the_disk_does_not_let_be_emptied_never_says_that_nothing_was_erased(
    keep, path, monkeypatch
):
    """The erasure is durable by then: what is told is that a trace may be left; doing it again finishes."""
    said = begin(keep)

    def full(*_):
        raise DiskFull(path, "ecriture")

    with monkeypatch.context() as patched:
        patched.setattr(RehearsalFile, "_truncate", full)
        with pytest.raises(TraceLeft, match="n’a pas pu être vidé") as left:
            keep.forget(said.id)
    assert isinstance(left.value, ErasureHeld) and left.value.RETRY
    assert "DiskFull" not in str(left.value) and "plus de place" in str(left.value)
    assert keep.attempts() == []
    keep.forget(said.id)
    assert b"secret-100" not in b"".join(each.read_bytes() for each in path.parent.iterdir())


def test_an_erasure_that_was_refused_says_that_nothing_was_erased(path):
    with RehearsalFile.open(path, timeout=0.05) as keep:
        said = begin(keep)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BaseLocked, match=r"Rien n’a été effacé\."):
            keep.forget(said.id)
        assert keep.events(said.id)
    other.close()


def test_an_attempt_erased_elsewhere_is_not_begun_again_by_its_next_answer(keep):
    said = begin(keep)
    keep.forget(said.id)
    with pytest.raises(NoAttempt):
        keep.append(said, [event(101)], UUID(int=100))
    assert keep.attempts() == []


def test_where_another_window_is_reading_it_says_so_and_the_last_to_close_finishes(path):
    """What was erased cannot be read any more at once; its last trace goes with the other window."""
    with RehearsalFile.open(path, timeout=0.1) as keep:
        said = begin(keep)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN")
        other.execute("SELECT * FROM event").fetchall()
        with pytest.raises(ErasureHeld) as held:
            keep.forget(said.id)
        assert held.value.RETRY
        assert keep.attempts() == []
        other.execute("COMMIT")
        keep.forget(said.id)
        assert b"secret-100" not in b"".join(each.read_bytes() for each in path.parent.iterdir())
    other.close()
    assert b"secret-100" not in b"".join(each.read_bytes() for each in path.parent.iterdir())
