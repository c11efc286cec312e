"""An encrypted base: works as a plain one does, and nothing in any file around it can be read."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from store import (
    Base,
    BaseCorrupted,
    BaseEncrypted,
    BaseLocked,
    DiskFull,
    DuplicateEntry,
    NotABase,
    StoreError,
    WrongPhrase,
    cipher,
    encrypting,
    opening,
)
from store.backup import save
from store.cipher import Key
from store.errors import translated

MARK = "XYLOPHAGE-MAUVE"
ROOT = Path(__file__).parents[2]
LONG = bool(os.environ.get("REPERE_LONG"))
KEY = Key(bytes(range(100, 116)), bytes(range(32)))


@pytest.fixture(autouse=True)
def empty_keychain(monkeypatch):
    monkeypatch.setattr(cipher, "_KEYCHAIN", {})


@pytest.fixture
def written(path, maker):
    """A plain base, closed, that says the mark in a record, in the journal and in the search index."""
    with Base.open(path) as base:
        make = maker(base)
        record = make.interview(household="M-1")
        record = record.__class__(
            **{name: getattr(record, name) for name in record.__struct_fields__}
            | {"situations": (make.situation(synthese=f"Un texte {MARK}."),)}
        )
        base.append([make.entry(record.id, kind="ouverture", value=MARK)], record)
    return record


def wrong(base: Base) -> list[str]:
    """What is damaged, but for the flow, whose digest is invented here."""
    return [each.detail for each in base.damages() if each.kind != "parcours"]


def readable(folder: Path, words: str = MARK) -> list[str]:
    """The files of the folder in which these words can be read, whatever the case."""
    wanted = words.encode().lower()
    return sorted(
        each.name for each in folder.rglob("*") if each.is_file() and wanted in each.read_bytes().lower()
    )


def test_a_base_that_was_encrypted_holds_all_it_held_and_shows_none_of_it(path, written):
    assert readable(path.parent) == ["repere.db"]
    assert encrypting.recast(path, None, KEY) is True
    assert readable(path.parent) == []
    assert [each.name for each in path.parent.iterdir()] == ["repere.db"]
    with Base.open(path, key=KEY) as base:
        assert base.record(written.id) == written
        assert wrong(base) == []
        assert base.connection.execute(
            "SELECT count(*) FROM search WHERE search MATCH 'texte'"
        ).fetchone() == (1,)
        with pytest.raises(sqlite3.IntegrityError):
            base.connection.execute("DELETE FROM journal")


def test_decrypting_gives_back_the_very_same_base(path, written):
    with Base.open(path) as base:
        before = sorted(base.connection.iterdump())
    encrypting.recast(path, None, KEY)
    encrypting.recast(path, KEY, None)
    with Base.open(path) as base:
        assert sorted(base.connection.iterdump()) == before
        assert base.key is None
    assert [each.name for each in path.parent.iterdir()] == ["repere.db"]


def test_nothing_written_while_working_on_an_encrypted_base_can_be_read(path, maker):
    """The write-ahead log too, and what sorting and searching would spill."""
    with Base.open(path, key=KEY) as base:
        make = maker(base)
        for rank in range(40):
            record = make.interview(reference=f"{MARK}-{rank}", household=MARK)
            base.append([make.entry(record.id, kind="ouverture", value=f"{MARK} " * 200)], record)
        base.connection.execute("SELECT value FROM journal ORDER BY value DESC, id").fetchall()
        assert path.with_name("repere.db-wal").stat().st_size > 0
        assert readable(path.parent) == []
        assert base.connection.execute("PRAGMA temp_store").fetchone()[0] == 2
    assert readable(path.parent) == []


def test_no_plain_page_is_beside_the_base_at_any_moment_of_its_encryption(path, written, monkeypatch):
    """The half-made copy is looked into at each step; only the base itself can be read until the swap."""
    seen: list[list[str]] = []

    def looking(name):
        real = getattr(encrypting, name)

        def step(*given, **options):
            done = real(*given, **options)
            seen.append([each for each in readable(path.parent) if "conversion" in each or "-wal" in each])
            return done

        return step

    for name in ("_alone", "_export", "_same", "_swap"):
        monkeypatch.setattr(encrypting, name, looking(name))
    encrypting.recast(path, None, KEY)
    assert seen[1:] == [[]] * 3
    assert readable(path.parent) == []


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be replaced elsewhere")
def test_the_plain_file_and_its_log_are_written_over_before_they_go(path, maker, monkeypatch):
    """Who still holds them open, as a tool that reads freed blocks would, finds nothing there."""
    base = Base.open(path)
    base.connection.execute("PRAGMA wal_autocheckpoint = 0")
    make = maker(base)
    record = make.interview(household=MARK)
    base.append([make.entry(record.id, kind="ouverture", value=MARK)], record)
    crashed = path.parent / "autre" / path.name
    crashed.parent.mkdir()
    for each in ("repere.db", "repere.db-wal"):  # as a power cut leaves them
        crashed.with_name(each).write_bytes(path.with_name(each).read_bytes())
    base.close()
    log = crashed.with_name("repere.db-wal").open("rb")
    with crashed.open("rb") as file, log:
        assert MARK.encode() in log.read()
        encrypting.recast(crashed, None, KEY)
        for held in (file, log):
            held.seek(0)
            content = held.read()
            assert content and not any(content), held.name
    with Base.open(crashed, key=KEY) as again:
        assert again.record(record.id) == record


def test_without_the_phrase_nothing_opens_and_nothing_changes(path, written):
    encrypting.recast(path, None, cipher.derived("quatre mots sans rapport", KEY.salt))
    content = path.read_bytes()
    with pytest.raises(BaseEncrypted, match="est chiffrée"):
        Base.open(path)
    with pytest.raises(WrongPhrase, match="n’ouvre pas"):
        opening.unlock(path, "quatre mots sans rapports")
    with pytest.raises(WrongPhrase):
        Base.open(path, key=Key(KEY.salt, bytes(32)))
    assert path.read_bytes() == content
    opening.unlock(path, "quatre mots sans rapport")
    with Base.open(path) as base:
        assert base.record(written.id) == written


def test_a_first_page_that_a_known_key_no_longer_opens_is_damage_not_a_wrong_phrase(path, written):
    encrypting.recast(path, None, KEY)
    cipher.remember(KEY)
    content = bytearray(path.read_bytes())
    content[100] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(BaseCorrupted, match="première page"):
        Base.open(path)


def test_a_full_disk_while_copying_is_told_as_it_is_on_a_plain_base(path, tmp_path, maker):
    """Copying gives the words of SQLite without its code."""
    with Base.open(path, key=KEY) as base:
        maker(base).written()
        target = cipher.empty_like(base.connection, tmp_path / "copie.db")
        target.execute("PRAGMA max_page_count = 2")
        with pytest.raises(DiskFull), translated(path, "ecriture"):
            base.connection.backup(target)
        target.close()


def test_the_same_letters_are_the_same_phrase_however_the_system_writes_them():
    assert cipher.derived("\u00e9t\u00e9", b"s" * 16) == cipher.derived("e\u0301te\u0301", b"s" * 16)


def test_any_tool_for_sqlcipher_opens_it_with_the_phrase(path, written):
    """The file is the usual format of SQLCipher 4: nothing of ours is needed to get the data back."""
    from sqlcipher3 import dbapi2

    encrypting.recast(path, None, cipher.new_key("quatre mots sans rapport"))
    tool = dbapi2.connect(str(path))
    tool.execute("PRAGMA key = 'quatre mots sans rapport'")
    assert tool.execute("SELECT count(*) FROM journal").fetchone() == (1,)
    tool.close()


def test_a_key_is_never_shown():
    assert repr(KEY) == str(KEY) == "Key(…)"


def test_a_file_of_another_kind_is_not_taken_for_an_encrypted_base(path):
    path.write_bytes(b"reference;date;texte\n" * 4096)
    with pytest.raises(NotABase):
        Base.open(path)


def test_its_errors_are_those_of_a_plain_base(path, maker):
    """Both families of errors, once translated, are the same classes with the same names."""
    with Base.open(path, key=KEY, timeout=0.1) as base:
        make = maker(base)
        record = make.written()
        entry = base.entries(record.id)[0]
        with pytest.raises(DuplicateEntry):
            base.append([entry], record)
        with Base.open(path, timeout=0.1) as other:
            other.connection.execute("BEGIN IMMEDIATE")
            with pytest.raises(BaseLocked):
                base.append([make.entry(record.id)], record)
            other.connection.execute("ROLLBACK")
        pages = base.connection.execute("PRAGMA page_count").fetchone()[0]
        base.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFull):
            base.append([make.entry(record.id, value="x" * 50_000)], record)
        with pytest.raises(sqlite3.OperationalError, match="no such table") as caught:
            base.connection.execute("SELECT * FROM absente")
        assert caught.value.sqlite_errorname == "SQLITE_ERROR"
    with pytest.raises(sqlite3.ProgrammingError):
        base.counts()


def test_a_base_in_use_is_not_converted(path, written):
    with Base.open(path) as base:
        with pytest.raises(BaseLocked):
            encrypting.recast(path, None, KEY, timeout=0.1)
        assert base.record(written.id) == written
    assert not [each for each in path.parent.iterdir() if each.name.endswith((".ancienne", ".conversion"))]


def test_a_copy_that_differs_never_takes_the_place_of_the_base(path, written, monkeypatch):
    export = encrypting._export

    def losing(source, copy, key):
        export(source, copy, key)
        with encrypting._attached(source, copy, key):
            source.execute("UPDATE copy.situation SET synthese = 'autre'")

    monkeypatch.setattr(encrypting, "_export", losing)
    with pytest.raises(BaseCorrupted, match="diffère dans la table situation"):
        encrypting.recast(path, None, KEY)
    with Base.open(path) as base:
        assert base.record(written.id) == written
    assert [each.name for each in path.parent.iterdir()] == ["repere.db"]


def test_a_copy_of_an_encrypted_base_is_encrypted_with_the_same_key(path, tmp_path, maker, monkeypatch):
    monkeypatch.setattr("store.checkup._flow_damage", lambda *_: iter(()))  # its digest is invented here
    folder = tmp_path / "sauvegardes"
    with Base.open(path, key=KEY) as base:
        record = maker(base).written(household=MARK)
        made = save(base, folder, 1_772_528_400_000)
    assert readable(tmp_path) == []
    with Base.open(made.path, key=KEY, create=False) as copy:
        assert copy.record(record.id) == record


KILLED = """
import sys
from pathlib import Path
from store import encrypting
from store.cipher import Key
key = Key(bytes(range(100, 116)), bytes(range(32)))
print("prêt", flush=True)
path = Path(sys.argv[1])
while True:
    encrypting.recast(path, None, key)
    encrypting.recast(path, key, None)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on Windows")
def test_killed_at_any_instant_the_base_is_whole_and_the_next_opening_clears_what_stayed(path, written):
    for rank in range(200 if LONG else 12):
        command = [sys.executable, "-c", KILLED, str(path)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.002 * (rank % 37))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        key = KEY if opening.is_encrypted(path) else None
        with Base.open(path, create=False, key=key) as base:
            encrypting.finish(path)
            assert base.record(written.id) == written
            assert wrong(base) == []
        assert readable(path.parent) == ([] if key else ["repere.db"])


HOLDER = """
import sys
from pathlib import Path
from store import Base
Base.open(Path(sys.argv[1])).close()
"""


@pytest.mark.skipif(os.name != "posix", reason="locks that a closing takes away are those of POSIX")
def test_a_second_opening_in_the_same_program_does_not_take_away_the_locks_of_the_first(path, maker):
    """Another program that leaves would then delete the log that the first is still writing to."""
    with Base.open(path) as base:
        make = maker(base)
        make.written()
        second = threading.Thread(target=lambda: Base.open(path).close())
        second.start()
        second.join()
        subprocess.run([sys.executable, "-c", HOLDER, str(path)], check=True, cwd=ROOT)
        assert path.with_name("repere.db-wal").exists()
        record = make.written()
        with Base.open(path, read_only=True) as witness:
            assert witness.record(record.id) == record
        told = subprocess.run(
            [
                sys.executable,
                "-c",
                HOLDER.replace(".close()", ".counts().interviews.__str__()").replace(
                    "Base.open", "print(Base.open"
                )
                + ")",
                str(path),
            ],
            check=True,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert told.stdout.strip() == "2"


def test_every_error_that_sqlcipher_can_raise_becomes_one_of_ours(path):
    from sqlcipher3 import dbapi2

    from store.cipher_connection import _standard

    for code, name in (
        (13, "SQLITE_FULL"),
        (10 | 4 << 8, "SQLITE_IOERR_FSYNC"),
        (2067, "SQLITE_CONSTRAINT_UNIQUE"),
    ):
        error = dbapi2.DatabaseError("x")
        error.sqlite_errorcode = code
        told = _standard(error)
        assert told.sqlite_errorname == name
        with pytest.raises(StoreError) as caught, translated(path, "ecriture"):
            raise told
        assert caught.type is not StoreError
