"""Each thing that goes wrong says what happened, what is safe, what to do; nothing is half-written."""

import errno
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from store import (
    Base,
    BaseCorrupted,
    BaseLocked,
    BaseMissing,
    DiskFault,
    DiskFull,
    NewerBase,
    NotABase,
    NotReadable,
    NotWritable,
    OlderBase,
    StoreError,
    TooOldSqlite,
)
from store import errors as catalogue
from store.errors import translate
from store.opening import APPLICATION_ID, SCHEMA_VERSION

posix = pytest.mark.skipif(os.name != "posix", reason="rights are a matter of POSIX")


def every_error() -> list[type[StoreError]]:
    found = [StoreError]
    for kind in found:
        found += kind.__subclasses__()
    return found


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("moment", ["ouverture", "lecture", "ecriture"])
def test_every_error_has_three_parts_in_well_written_french(kind, moment):
    error = kind(Path("repere.db"), moment, "détail")
    assert str(error) == f"{error.what} {error.safe} {error.do}"
    for part in (error.what, error.safe, error.do):
        assert part[0].isupper() or part[0] == "«"
        assert part.endswith(".")
        assert "'" not in part and "{" not in part
        assert not re.search(r"(?<!\u202f)[;!?]|(?<!\u00a0)[:»]|«(?!\u00a0)", part), part


def test_every_error_is_in_the_tree_of_the_documentation_and_public():
    import store

    for kind in every_error():
        assert re.search(rf"\b{kind.__name__}\b", catalogue.__doc__ or "")
        assert kind.__name__ in store.__all__


# Opening


def test_a_missing_base_is_not_created_unless_asked(path):
    with pytest.raises(BaseMissing, match=r"n’existe pas\. Rien n’a été créé"):
        Base.open(path, create=False)
    with pytest.raises(BaseMissing):
        Base.open(path, read_only=True)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"reference;date\n" * 40, b"SQLite format 2\x00" + bytes(200), b"x"])
def test_a_file_of_another_kind_is_refused_and_left_as_it_was(path, content):
    path.write_bytes(content)
    with pytest.raises(NotABase, match="n’est pas une base Repère\u00a0: ce fichier est d’une autre nature"):
        Base.open(path)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_the_base_of_another_program_is_refused_and_left_as_it_was(path):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (a)")
    other.close()
    content = path.read_bytes()
    with pytest.raises(NotABase, match=r"base d’un autre programme\. Il n’a pas été modifié"):
        Base.open(path)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_and_an_empty_file_are_not_bases(tmp_path, path):
    with pytest.raises(NotABase, match="c’est un dossier"):
        Base.open(tmp_path)
    path.touch()
    with pytest.raises(NotABase, match="ce fichier est vide"):
        Base.open(path, create=False)


def _with_version(path: Path, version: int) -> None:
    Base.open(path).close()
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA user_version = {version}")
    raw.close()


def test_a_base_made_by_a_newer_version_is_refused_with_both_versions(path):
    _with_version(path, SCHEMA_VERSION + 3)
    told = rf"plus récente .*format {SCHEMA_VERSION + 3}, .*{SCHEMA_VERSION}\)\. Rien n’a été modifié"
    with pytest.raises(NewerBase, match=told):
        Base.open(path)


def test_an_older_base_cannot_be_only_read(path):
    _with_version(path, SCHEMA_VERSION - 1)
    with pytest.raises(OlderBase, match="doit être mise à jour"):
        Base.open(path, read_only=True)


def test_an_sqlite_without_strict_tables_is_told(path, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    with pytest.raises(TooOldSqlite, match=r"il faut 3\.37"):
        Base.open(path)
    assert not path.exists()


@contextmanager
def as_nobody() -> Iterator[None]:
    """Tests may run as root, whom no right stops."""
    if os.geteuid() != 0:
        yield
        return
    import store.migrations  # noqa: F401 — nobody may not read where the libraries are

    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anyone may cross, which pytest's are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


@posix
def test_a_file_that_may_be_read_but_not_written_is_told_at_once(open_folder):
    path = open_folder / "repere.db"
    with as_nobody():
        Base.open(path).close()
    path.chmod(0o400)
    with as_nobody(), pytest.raises(NotWritable, match="n’est pas accessible en écriture") as caught:
        Base.open(path)
    assert not isinstance(caught.value, NotReadable)


@posix
def test_a_folder_where_nothing_may_be_written_is_told(open_folder):
    path = open_folder / "repere.db"
    with as_nobody():
        Base.open(path).close()
    open_folder.chmod(0o555)
    with as_nobody(), pytest.raises(NotWritable, match="Vérifiez vos droits"):
        Base.open(path)
    with as_nobody(), pytest.raises(NotWritable, match="Vérifiez vos droits"):
        Base.open(open_folder / "autre.db")
    with as_nobody(), pytest.raises(NotWritable, match="Vérifiez vos droits"):
        Base.open(open_folder / "dossier" / "autre.db")


@posix
def test_a_file_that_may_not_be_read_is_told(open_folder):
    path = open_folder / "repere.db"
    with as_nobody():
        Base.open(path).close()
    path.chmod(0)
    with as_nobody(), pytest.raises(NotReadable, match="ne peut pas être ouverte"):
        Base.open(path)


def test_a_folder_whose_name_is_taken_by_a_file_is_told(tmp_path):
    (tmp_path / "a").write_text("x", encoding="utf-8")
    with pytest.raises(NotReadable, match="ne peut pas être ouverte"):
        Base.open(tmp_path / "a" / "repere.db")


# Writing


def test_a_locked_base_is_told_at_opening(base, path):
    base.connection.execute("BEGIN EXCLUSIVE")
    with pytest.raises(BaseLocked, match=r"occupée par un autre programme\. Rien n’a été modifié"):
        Base.open(path, timeout=0.05)


def test_a_lock_fails_one_append_only_and_nothing_of_it_is_kept(base, path, make):
    record = make.written()
    entry, moved = make.entry(record.id), replace(record, position="issue")
    with Base.open(path) as other:
        other.connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BaseLocked, match="Tout ce qui précède est enregistré"):
            base.append([entry], moved)
        other.connection.execute("ROLLBACK")
    assert base.record(record.id) == record
    base.append([entry], moved)
    assert base.record(record.id) == moved
    assert base.entries(record.id)[-1] == entry


def test_a_full_disk_fails_one_append_only_and_nothing_of_it_is_kept(base, make):
    record = make.written(situations=(make.situation(),))
    limit = base.connection.execute("PRAGMA max_page_count").fetchone()[0]
    pages = base.connection.execute("PRAGMA page_count").fetchone()[0]
    base.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    entry = make.entry(record.id, question="nature", value="financiere")
    moved = replace(record, situations=(replace(record.situations[0], synthese="x" * 20_000),))
    with pytest.raises(DiskFull, match=r"plus de place .* Libérez de la place"):
        base.append([entry], moved)
    assert not base.connection.in_transaction
    assert base.record(record.id) == record
    assert len(base.entries(record.id)) == 1
    base.connection.execute(f"PRAGMA max_page_count = {limit}")
    base.append([entry], moved)
    assert base.record(record.id) == moved


def test_a_damaged_base_is_told_and_the_file_is_to_be_kept(path, maker):
    with Base.open(path) as base:
        record = maker(base).written()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with (
        pytest.raises(BaseCorrupted, match=r"abîmé .* Ne supprimez pas ce fichier"),
        Base.open(path) as base,
    ):
        base.record(record.id)


def test_a_base_of_ours_without_its_tables_is_damaged(path):
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    raw.close()
    with Base.open(path) as base, pytest.raises(BaseCorrupted, match="no such table"):
        base.counts()


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EACCES, NotWritable),
        (errno.EROFS, NotWritable),
        (errno.EIO, DiskFault),
        (errno.ENOENT, NotReadable),
    ],
)
def test_an_error_of_the_system_is_told_as_what_it_means(path, number, kind):
    assert type(translate(OSError(number, "x"), path, "ouverture")) is kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SQLITE_IOERR_FSYNC", DiskFault),
        ("SQLITE_BUSY_SNAPSHOT", BaseLocked),
        ("SQLITE_READONLY_DBMOVED", NotWritable),
        ("SQLITE_CORRUPT_INDEX", BaseCorrupted),
        ("SQLITE_NOTADB", NotABase),
        ("SQLITE_MISMATCH", StoreError),
    ],
)
def test_an_error_of_sqlite_is_told_as_what_it_means(path, name, kind):
    error = sqlite3.OperationalError("x")
    error.sqlite_errorname = name
    assert type(translate(error, path, "lecture")) is kind


def test_misuse_by_the_program_is_not_dressed_up_as_a_fault_of_the_base(base):
    base.close()
    base.close()
    with pytest.raises(sqlite3.ProgrammingError):
        base.counts()
