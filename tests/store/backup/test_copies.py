"""Copies of a base: made, rotated."""

from __future__ import annotations

import datetime
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from store import (
    Base,
    BaseCorrupted,
    CopyFailed,
    CopyUnsound,
    backup,
)
from tests.store.backup.support import DAY, NOW, entries, names

# ── making ───────────────────────────────────────────────────────────────────────────────────────


def test_a_copy_is_one_private_file_named_after_its_base_and_its_instant(base, make, folder):
    """It opens from a disk that cannot be written: no log is needed beside it."""
    make.written()
    copy = backup.save(base, folder, NOW)
    stamp = datetime.datetime.fromtimestamp(NOW / 1000).strftime("%Y-%m-%d-%H%M%S")
    assert copy.path.name.startswith(f"repere-{stamp}-")
    assert names(folder) == [copy.path.name]
    assert copy.path.read_bytes()[18:20] == b"\x01\x01"  # a journal file, not a write-ahead log
    if os.name == "posix":
        assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert entries(copy.path) == 1


def test_two_copies_of_the_same_second_stand_beside_each_other(base, folder):
    """Neither is written over."""
    paths = {backup.save(base, folder, NOW).path for _ in range(3)}
    assert len(paths) == 3
    assert [each.path for each in backup.copies_of(base, folder)] == sorted(paths, reverse=True)


def test_a_copy_is_the_base_at_one_instant_while_another_program_writes(base, make, path, folder):
    """What is written during the copy is in the base, and not in the copy."""
    for _ in range(300):
        make.written()
    with Base.open(path) as other:
        writer = type(make)(other)
        writer.count = 10_000

        def meanwhile(done: int, of: int) -> None:
            writer.written()

        contents = backup.save_as(base, folder / "copie.db", meanwhile)
        assert writer.count > 10_000
    assert contents.entries == 300 == entries(folder / "copie.db")
    assert entries(path) > 300


def test_a_file_already_there_is_not_written_over(base, tmp_path):
    """Whoever named it must choose another name."""
    target = tmp_path / "autre.db"
    target.write_text("à quelqu’un")
    with pytest.raises(CopyFailed, match="existe déjà"):
        backup.save_as(base, target)
    assert target.read_text() == "à quelqu’un"


def test_a_full_disk_leaves_no_half_copy_and_the_base_as_it_was(base, make, folder, monkeypatch):
    """The limit is put on the file being written: SQLite then answers as on a full disk."""
    for _ in range(50):
        make.written()
    blank = backup.cipher.empty_like

    def small(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
        opened = blank(connection, path)
        opened.execute("PRAGMA max_page_count = 4")
        return opened

    monkeypatch.setattr(backup.cipher, "empty_like", small)
    with pytest.raises(CopyFailed, match="plus de place"):
        backup.save(base, folder, NOW)
    assert names(folder) == []
    make.written()
    assert base.damages() == []


def test_a_copy_that_is_not_what_the_base_is_does_not_get_its_name(base, make, folder, monkeypatch):
    """It is read again once written."""
    make.written()
    truth = backup.contents_of
    seen = []

    def changed(connection: sqlite3.Connection) -> backup.Contents:
        if seen:
            connection.execute("DELETE FROM interview")
        seen.append(connection)
        return truth(connection)

    monkeypatch.setattr(backup, "contents_of", changed)
    with pytest.raises(CopyUnsound, match="autant de lignes"):
        backup.save(base, folder, NOW)
    assert names(folder) == []


def test_a_damaged_base_is_not_copied_as_if_it_were_sound(base, make, folder):
    """Else the rotation would replace good copies by bad ones."""
    record = make.written()
    base.connection.execute("DROP TRIGGER journal_no_update")
    base.connection.execute("UPDATE journal SET kind = 'autre' WHERE interview = ?", (record.id.bytes,))
    with pytest.raises(BaseCorrupted, match="a été changée"):
        backup.save(base, folder, NOW)
    assert names(folder) == []


# ── rotating ─────────────────────────────────────────────────────────────────────────────────────


def test_old_copies_leave_but_the_latest_three_always_stay(base, folder):
    """Someone back from a long leave still finds what was there."""
    for days in (90, 80, 70, 60, 50):
        backup.save(base, folder, NOW - days * DAY)
    deleted = backup.rotate(base, folder, 30, NOW)
    assert [(NOW - each.at) // DAY for each in deleted] == [80, 90]
    assert [(NOW - each.at) // DAY for each in backup.copies_of(base, folder)] == [50, 60, 70]
    assert backup.rotate(base, folder, 30, NOW) == []


def test_copies_of_another_base_in_the_same_folder_are_left_alone(base, folder, tmp_path):
    """Their base has the same file name, and another identity."""
    (tmp_path / "ailleurs").mkdir()
    with Base.open(tmp_path / "ailleurs" / "repere.db") as other:
        for days in range(60, 70):
            backup.save(other, folder, NOW - days * DAY)
    backup.save(base, folder, NOW)
    assert backup.rotate(base, folder, 1, NOW) == []
    assert len(names(folder)) == 11


def test_what_a_stopped_copy_left_is_cleared_but_not_what_is_being_written(base, make, path, folder):
    """Whoever writes a copy holds its file until the end."""
    make.written()
    folder.mkdir()
    left = folder / "repere-2026-01-01-000000-00000000.db.part"
    left.write_bytes(b"SQLite format 3\x00" + bytes(4080))
    cleared: list[list[Path]] = []
    in_another_program = (
        "import sys; from pathlib import Path; from store import backup; "
        "print(len(backup.clear_unfinished(Path(sys.argv[1]), Path(sys.argv[2]))))"
    )

    def meanwhile(done: int, of: int) -> None:
        if not cleared:
            command = [sys.executable, "-c", in_another_program, str(folder), str(path)]
            assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "1\n"
            cleared.append([])

    copy = backup.save(base, folder, NOW, say=meanwhile)
    assert cleared
    assert names(folder) == [copy.path.name]
