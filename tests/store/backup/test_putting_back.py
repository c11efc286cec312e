"""Copies of a base: put back, stopped anywhere."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from store import (
    Base,
    BaseLocked,
    CopyUnsound,
    NewerBase,
    backup,
    checkup,
    cipher,
    encrypting,
    restoring,
)
from store.opening import SCHEMA_VERSION
from tests.store.backup.support import KILLED, LONG, NOW, ORDER, entries, names

# ── putting back ─────────────────────────────────────────────────────────────────────────────────


def test_what_a_copy_lacks_is_counted_with_its_instants(base, make, path, folder):
    """That is what the person must know before the base is replaced."""
    first = make.written()
    copy = backup.save(base, folder, NOW)
    made = [make.entry(first.id), make.entry(first.id)]
    base.append(made, first)
    base.close()
    with restoring.readied(copy.path, folder, "repere") as ready, restoring.held_alone(path) as held:
        lost = restoring.lacking(held, ready)
    assert (lost.entries, lost.interviews, lost.first, lost.last) == (2, 1, made[0].at, made[1].at)


def test_a_restored_base_is_the_copy_and_the_replaced_one_is_a_copy_itself(base, make, path, folder):
    """Nothing is lost: putting that one back undoes it."""
    make.written()
    copy = backup.save(base, folder, NOW)
    make.written()
    base.close()
    with restoring.readied(copy.path, folder, "repere") as ready, restoring.held_alone(path) as held:
        restored = restoring.replace(held, ready, folder, ORDER)
    assert entries(path) == 1
    assert restored.aside is not None
    assert entries(restored.aside) == 2
    with restoring.readied(restored.aside, folder, "repere") as ready, restoring.held_alone(path) as held:
        restoring.replace(held, ready, folder, ORDER)
    assert entries(path) == 2
    assert not [each for each in names(folder) if "part" in each]


def test_a_base_that_another_window_has_open_is_not_replaced(base, make, path, folder):
    """Its next answer would go into a base that no longer knows its interview."""
    make.written()
    copy = backup.save(base, folder, NOW)
    with (
        restoring.readied(copy.path, folder, "repere") as ready,
        pytest.raises(BaseLocked),
        restoring.held_alone(path) as held,
    ):
        restoring.replace(held, ready, folder, ORDER)
    assert entries(path) == 1


def test_two_programs_do_not_put_copies_back_at_the_same_time(base, make, path, folder):
    """The second is told to wait, and the first goes on."""
    make.written()
    copy = backup.save(base, folder, NOW)
    base.close()
    program = (
        "import sys; from pathlib import Path; from store import BaseLocked, restoring\n"
        "try:\n"
        "    with restoring.readied(Path(sys.argv[1]), Path(sys.argv[2]), 'repere'): print('aussi')\n"
        "except BaseLocked: print('attend')"
    )
    with restoring.readied(copy.path, folder, "repere") as ready, restoring.held_alone(path) as held:
        command = [sys.executable, "-c", program, str(copy.path), str(folder)]
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "attend\n"
        assert restoring.replace(held, ready, folder, ORDER).contents.entries == 1


def test_who_looked_at_what_stays_known_in_a_restored_base(base, path, folder):
    """The access log is append-only: a restore does not shorten it."""
    log = "INSERT INTO access_log (at, who, what, reference) VALUES (?, '', 'fiche', ?)"
    base.connection.execute(log, (1, "26-AAAAA-1"))
    copy = backup.save(base, folder, NOW)
    base.connection.execute(log, (2, "26-BBBBB-1"))
    base.close()
    with restoring.readied(copy.path, folder, "repere") as ready, restoring.held_alone(path) as held:
        restoring.replace(held, ready, folder, ORDER)
    with Base.open(path) as after:
        found = after.connection.execute("SELECT at, reference FROM access_log ORDER BY at").fetchall()
    assert found == [(1, "26-AAAAA-1"), (2, "26-BBBBB-1")]


def test_a_household_erased_since_does_not_come_back_with_the_copy(base, make, path, folder):
    """Not even one byte of its code, and its proof line is still there."""
    from store.privacy import erasing

    make.written(household="0123-45Z", situations=(make.situation(synthese="marqueur unique"),))
    kept = make.written(household="ABCD-EFQ")
    outside = folder.parent / "clef-usb.db"
    backup.save_as(base, outside)
    erasing.erase(base, ["0123-45Z"], ORDER, list, lambda each: Base.open(each, create=False))
    base.close()
    with restoring.readied(outside, folder, "repere") as ready, restoring.held_alone(path) as held:
        assert restoring.replace(held, ready, folder, ORDER).erased == 1
    with Base.open(path) as after:
        assert after.interviews() == [kept.id]
        assert erasing.is_erased(after, "0123-45Z")
        assert after.connection.execute("SELECT sum(households) FROM erasure").fetchone()[0] >= 1
    for file in path.parent.glob("repere.db*"):
        assert b"marqueur unique" not in file.read_bytes()


def test_a_damaged_copy_is_refused_before_the_base_is_touched(base, make, path, folder):
    """Its seals are checked first."""
    record = make.written()
    copy = backup.save(base, folder, NOW)
    spoilt = sqlite3.connect(copy.path)
    spoilt.execute("DROP TRIGGER journal_no_update")
    spoilt.execute("UPDATE journal SET kind = 'autre'")
    spoilt.commit()
    spoilt.close()
    with pytest.raises(CopyUnsound, match="a été changée"), restoring.readied(copy.path, folder, "repere"):
        pass
    assert base.interviews() == [record.id]


def test_a_copy_of_a_newer_program_is_refused_by_its_own_name(base, folder):
    """The person is told which file, not which temporary one."""
    copy = backup.save(base, folder, NOW)
    newer = sqlite3.connect(copy.path)
    newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    newer.close()
    with pytest.raises(NewerBase, match=copy.path.name), restoring.readied(copy.path, folder, "repere"):
        pass


@pytest.mark.parametrize("place", [84, 5000])
def test_a_damaged_base_is_kept_as_it_was_and_replaced(base, make, path, folder, place):
    """Whoever may mend it finds it whole, log included."""
    for _ in range(30):
        make.written()
    copy = backup.save(base, folder, NOW)
    base.close()
    content = bytearray(path.read_bytes())
    content[place + 16 : place + 80] = b"\xff" * 64
    path.write_bytes(content)
    with restoring.readied(copy.path, folder, "repere") as ready:
        restored = restoring.replace_damaged(path, ready, folder, NOW)
    assert restored.aside is not None
    assert restored.aside.read_bytes() == content
    assert entries(path) == 30


def test_a_lost_base_is_put_back_where_it_was(base, make, path, folder):
    """Its folder too, if need be."""
    make.written()
    copy = backup.save(base, folder, NOW)
    base.close()
    path.unlink()
    with restoring.readied(copy.path, folder, "repere") as ready:
        restoring.put_back(path, ready)
    assert entries(path) == 1


@pytest.mark.parametrize("encrypted", [True, False])
def test_a_restored_base_stays_as_protected_as_it_was(base, make, path, folder, tmp_path, encrypted):
    """A plain copy does not make a plain base of an encrypted one, nor the other way round."""
    pytest.importorskip("sqlcipher3")
    key = cipher.new_key("une phrase inventée")
    make.written()
    copy = backup.save(base, folder, NOW)
    base.close()
    encrypting.recast(path if encrypted else copy.path, None, key)
    cipher.remember(key)
    try:
        wanted = key if encrypted else None
        assert restoring.key_of(path) == wanted
        with (
            restoring.readied(copy.path, folder, "repere", key=wanted) as ready,
            restoring.held_alone(path) as held,
        ):
            restored = restoring.replace(held, ready, folder, ORDER)
        assert restored.contents.entries == 1
        assert restoring.key_of(path) == wanted
        assert restored.aside is not None
        assert restoring.key_of(restored.aside) == wanted
        assert path.read_bytes().startswith(b"SQLite format 3") is not encrypted
        assert not [each for each in names(folder) if "part" in each]
    finally:
        cipher.forget(key)


# ── stopped anywhere ─────────────────────────────────────────────────────────────────────────────


def _worker(what: str, path: Path, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(KILLED), what, str(path), str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _seconds(what: str, path: Path, folder: Path) -> float:
    process = _worker(what, path, folder)
    assert process.stdout is not None
    process.stdout.readline()
    begun = time.monotonic()
    process.communicate(timeout=60)
    assert process.returncode == 0
    return time.monotonic() - begun


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on Windows")
@pytest.mark.parametrize("what", ["save", "restore"])
def test_a_kill_at_any_instant_leaves_the_base_and_every_named_copy_whole(
    what: str, base: Base, make: Any, path: Path, folder: Path
):
    """The base is as before or wholly the copy; a file that has the name of a copy is one."""
    held = [make.written(household=f"M-{rank}", size=1) for rank in range(300)]
    (folder.parent / "depart").mkdir()
    start = backup.save(base, folder.parent / "depart", NOW)
    for record in held:  # no page of the base is any more that of the copy
        base.append([make.entry(record.id, value="depuis" * 20)], msgspec.structs.replace(record, size=2))
    base.close()
    whole = path.read_bytes()
    folder.mkdir()
    (folder / "a-remettre.db").write_bytes(start.path.read_bytes())
    lasts = _seconds(what, path, folder)
    rounds = 60 if LONG else 6
    for turn in range(rounds):
        path.write_bytes(whole)
        process = _worker(what, path, folder)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(lasts * turn / rounds)
        process.kill()
        process.communicate()
        with Base.open(path, create=False) as after:
            assert after.damages() == []
            assert list(after.strays()) == []
            assert backup.contents_of(after.connection).entries in ((600,) if what == "save" else (600, 300))
        for copy in backup.copies(folder, path):
            connection = sqlite3.connect(copy.path)
            assert list(checkup.damages(connection)) == []
            connection.close()
        backup.clear_unfinished(folder, path)
        # One that was just created stays a minute: it may be another program's, and holds nothing.
        assert sum(each.stat().st_size for each in folder.glob("*part*")) == 0


def test_a_copy_can_be_made_in_a_thread_of_a_program_that_holds_the_base(base, make, path, folder):
    """And the base stays held: its lock is not lost with the file that the thread closes."""
    make.written()
    thread = threading.Thread(target=lambda: _copy_read_only(path, folder))
    thread.start()
    thread.join()
    assert len(names(folder)) == 1
    program = (
        "import sys; from pathlib import Path; from store import BaseLocked, restoring\n"
        "try:\n    with restoring.held_alone(Path(sys.argv[1])): print('libre')\n"
        "except BaseLocked: print('tenue')"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert run.stdout == "tenue\n"


def _copy_read_only(path: Path, folder: Path) -> None:
    with Base.open(path, create=False, read_only=True) as opened:
        backup.save(opened, folder, NOW)
