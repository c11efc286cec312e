"""Opening: the file, its rights, its settings, its schema; and where it is by default."""

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from store import Base, base_path
from store.opening import APPLICATION_ID, SCHEMA_VERSION

posix = pytest.mark.skipif(os.name != "posix", reason="rights are a matter of POSIX")


def _pragma(base: Base, name: str) -> object:
    return base.connection.execute(f"PRAGMA {name}").fetchone()[0]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("read_only", [False, True])
def test_every_opening_has_the_settings_that_make_it_durable(path, read_only):
    Base.open(path).close()
    with Base.open(path, read_only=read_only) as base:
        assert _pragma(base, "journal_mode") == "wal"
        assert _pragma(base, "synchronous") == 2
        assert _pragma(base, "foreign_keys") == 1
        assert _pragma(base, "recursive_triggers") == 1
        assert _pragma(base, "application_id") == APPLICATION_ID
        assert _pragma(base, "user_version") == SCHEMA_VERSION


def test_an_empty_file_becomes_a_base_with_every_migration_in_order(path):
    from store.migrations import migrations

    path.touch()
    with Base.open(path) as base:
        names = base.connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
        assert [name for (name,) in names] == [m.name for m in migrations._migrations]
    assert len(names) == SCHEMA_VERSION


def test_every_table_is_strict(base):
    tables = base.connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")
    loose = {name for name, strict in tables if not strict}
    # A full-text index is a virtual table, whose own tables are SQLite's affair.
    assert {name for name in loose if not name.startswith("search")} == {"sqlite_schema"}


def test_a_base_stopped_at_an_older_version_is_brought_up_to_date_with_its_content(path, monkeypatch):
    from sqlite_utils import Database

    from store.migrations import migrations

    older = sqlite3.connect(path)
    migrations.apply(Database(older, execute_plugins=False, strict=True), stop_before="0003_interviews")
    older.execute("INSERT INTO flow_archive VALUES (1, 'non-recours', '0.9', x'00', x'00')")
    older.commit()
    older.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    older.execute("PRAGMA user_version = 2")
    older.close()
    with Base.open(path) as base:
        assert _pragma(base, "user_version") == SCHEMA_VERSION
        assert base.connection.execute("SELECT version FROM flow_archive").fetchall() == [("0.9",)]
        assert base.counts().situations == 0


def test_what_was_said_before_the_journal_was_sealed_is_sealed_in_its_order(path):
    """A base of an older version keeps its journal, word for word, in the order of writing."""
    from sqlite_utils import Database

    from store.migrations import migrations

    older = sqlite3.connect(path)
    migrations.apply(Database(older, execute_plugins=False, strict=True), stop_before="0006_journal_chain")
    older.execute("INSERT INTO flow_archive VALUES (1, 'non-recours', '0.9', x'00', x'00')")
    said = [(bytes([rank]) * 16, b"i" * 16, 7 - rank, f"q{rank}") for rank in (3, 1, 2)]
    older.executemany(
        "INSERT INTO journal (id, interview, at, author, flow, kind, situation, question, value) "
        "VALUES (?, ?, ?, '', 1, 'reponse', 1, ?, '\"oui\"')",
        said,
    )
    older.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    older.execute("PRAGMA user_version = 5")
    older.commit()
    older.close()
    with Base.open(path) as base:
        assert [each.question for each in base.entries(UUID(bytes=b"i" * 16))] == ["q3", "q1", "q2"]
        parents = base.connection.execute("SELECT parent, seal FROM journal ORDER BY seq").fetchall()
        assert [parent for parent, _ in parents] == [b"", *(seal for _, seal in parents[:-1])]
        with pytest.raises(sqlite3.IntegrityError, match="ne se supprime pas"):
            base.connection.execute("DELETE FROM journal")


def test_a_migration_that_fails_leaves_the_file_as_it_was(path, monkeypatch):
    from store import migrations

    def stop(db: object) -> None:
        raise RuntimeError("arrêt")

    last = migrations.migrations._migrations[-1]
    monkeypatch.setattr(last, "fn", stop)
    with pytest.raises(RuntimeError, match="arrêt"):
        Base.open(path)
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    monkeypatch.undo()
    Base.open(path).close()


def test_read_only_reads_and_never_writes(path, maker):
    with Base.open(path) as base:
        record = maker(base).written()
    with Base.open(path, read_only=True) as base:
        assert base.record(record.id) == record
        with pytest.raises(sqlite3.OperationalError):
            base.connection.execute("DELETE FROM interview")


@pytest.mark.parametrize("name", ["base à moi #1 100%.db", "quoi?mode=memory"])
def test_a_file_name_is_taken_as_it_is(tmp_path, name, maker):
    if os.name != "posix" and "?" in name:
        pytest.skip("not a file name here")
    with Base.open(tmp_path / name) as base:
        record = maker(base).written()
    assert (tmp_path / name).stat().st_size > 4096
    with Base.open(tmp_path / name, create=False) as base:
        assert base.record(record.id) == record


@posix
def test_only_the_owner_can_read_the_base_and_the_folders_made_for_it(tmp_path, maker):
    tmp_path.chmod(0o755)
    path = tmp_path / "a" / "b" / "repere.db"
    before = os.umask(0)
    try:
        with Base.open(path) as base:
            maker(base).written()
            files = sorted(file.name for file in path.parent.iterdir())
            assert files == ["repere.db", "repere.db-shm", "repere.db-wal"]
            assert {_mode(path.parent / name) for name in files} == {0o600}
    finally:
        os.umask(before)
    assert (_mode(path.parent), _mode(path.parent.parent), _mode(tmp_path)) == (0o700, 0o700, 0o755)


@posix
def test_a_base_copied_with_wide_rights_is_closed_to_others_again(path):
    Base.open(path).close()
    path.chmod(0o644)
    with Base.open(path) as base:
        base.counts()
        assert _mode(path) == _mode(path.with_name("repere.db-wal")) == 0o600


def test_several_programs_starting_together_on_no_base_all_find_one(path):
    code = "import sys, pathlib, store; store.Base.open(pathlib.Path(sys.argv[1])).close()"
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE) for _ in range(4)
    ]
    errors = [process.communicate(timeout=60)[1].decode() for process in running]
    assert errors == [""] * 4
    with Base.open(path, create=False) as base:
        assert base.connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (
            SCHEMA_VERSION,
        )


def test_neither_importing_nor_opening_a_made_base_loads_what_only_making_one_needs(path):
    Base.open(path).close()
    code = (
        "import sys, pathlib, store; store.Base.open(pathlib.Path(sys.argv[1])).counts(); "
        "heavy = {'sqlite_utils', 'platformdirs', 'flows', 'templates', 'interview'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_base_is_where_the_person_says_then_the_environment_then_the_data_folder(tmp_path, monkeypatch):
    environ = {"REPERE_BASE": str(tmp_path / "b.db")}
    assert base_path(tmp_path / "a.db", environ) == tmp_path / "a.db"
    assert base_path(None, environ) == tmp_path / "b.db"
    usual = base_path(None, {"REPERE_BASE": " "})
    assert usual.name == "repere.db" and usual.parent.name == "repere" and usual.is_absolute()
    assert base_path("~/a.db") == Path.home() / "a.db"
    monkeypatch.setenv("REPERE_BASE", "c.db")
    assert base_path() == Path("c.db")


def test_a_base_of_before_the_deadlines_keeps_its_chronology_and_gains_their_place(path):
    """The steps told before say nothing of what they are; nothing else of them changes."""
    from sqlite_utils import Database

    from store.migrations import migrations

    older = sqlite3.connect(path)
    migrations.apply(Database(older, execute_plugins=False, strict=True), stop_before="0012_deadlines")
    older.execute("INSERT INTO flow_archive VALUES (1, 'non-recours', '0.9', x'00', x'00')")
    older.execute(
        "INSERT INTO interview (row, id, reference, flow, started_at, touched_at, state, position, service, "
        "territory) VALUES (1, zeroblob(16), 'R', 1, 0, 0, 'termine', '', '', '')"
    )
    older.execute(
        "INSERT INTO situation (row, interview, rank, reference, abandon, core_complete) "
        "VALUES (1, 1, 1, 'R-1', 0, 1)"
    )
    older.execute("INSERT INTO chronology VALUES (1, 0, '2026-03', 'la CPAM', '', 'Un retour.', 1)")
    older.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    older.execute("PRAGMA user_version = 11")
    older.commit()
    older.close()
    with Base.open(path) as base:
        (situation,) = base.record(UUID(bytes=bytes(16))).situations
        (step,) = situation.chronologie
        assert (step.date, step.fait, step.preuve, step.evenement) == ("2026-03", "Un retour.", True, "")
        assert situation.echeances == ()
        assert base.to_chase_up("2026-05-01", "2026-05-16") == 0
