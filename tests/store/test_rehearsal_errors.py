"""What goes wrong with the file of rehearsals is said of it: no word of a base that nobody opened."""

import os
import re
import sqlite3
import tracemalloc
import zlib
from pathlib import Path
from uuid import UUID

import pytest

from store import (
    BaseCorrupted,
    BaseLocked,
    BaseMissing,
    NotABase,
    NotRehearsals,
    PlaceOfABase,
    StoreError,
)
from store.errors import translate
from store.rehearsal_errors import told_of_rehearsals
from store.rehearsal_records import AttemptEvent, AttemptHeading
from store.rehearsals import LARGEST_TEXT, RehearsalFile, digest

TEXT = "un cas très particulier"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "formation.db"


@pytest.fixture
def keep(path):
    with RehearsalFile.open(path, timeout=0.05) as opened:
        began = AttemptEvent(id=UUID(int=2), at=1, kind="ouverture")
        opened.append(heading(), [began], None, (TEXT,))
        yield opened


def heading():
    return AttemptHeading(
        id=UUID(int=1), name="cas", told=digest(TEXT), flow="p", asked=digest(TEXT), started_at=5
    )


def failure(name):
    error = sqlite3.OperationalError("en anglais")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    "name",
    [
        "FULL",
        "BUSY",
        "READONLY",
        "CANTOPEN",
        "IOERR_WRITE",
        "CORRUPT",
        "CONSTRAINT_CHECK",
        "NOTADB",
        "MISUSE",
    ],
)
@pytest.mark.parametrize("moment", ["ouverture", "lecture", "ecriture", "effacement"])
def test_no_error_of_rehearsals_speaks_of_the_base(path, name, moment):
    """Each says what happened, what is safe, what to do, in well-written French, of the same kind as ever."""
    with pytest.raises(StoreError) as refused, told_of_rehearsals(path, moment):
        raise failure(f"SQLITE_{name}")
    error = refused.value
    assert type(error) in (type(translate(failure(f"SQLITE_{name}"), path, moment)), NotRehearsals)
    assert error.of_rehearsals
    assert not re.search(r"\bbases?\b", str(error)), str(error)
    assert str(path) in error.what
    for part in (error.what, error.safe, error.do):
        assert part.endswith(".") and "'" not in part and "{" not in part
        assert not re.search(r"(?<!\u202f)[;!?]|(?<!\u00a0)[:»]|«(?!\u00a0)", part), part


def test_a_missing_file_and_one_that_is_held_are_told_as_rehearsals(keep, path, tmp_path):
    with pytest.raises(BaseMissing, match="Aucun essai n’est gardé") as missing:
        RehearsalFile.open(tmp_path / "ailleurs.db", create=False)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BaseLocked, match="fichier de vos essais") as locked:
        keep.append(heading(), [AttemptEvent(id=UUID(int=3), at=2, kind="reponse")], UUID(int=2))
    other.close()
    assert missing.value.of_rehearsals and locked.value.of_rehearsals


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="rights are a matter of POSIX")
def test_a_folder_where_nothing_can_be_written_is_told_as_that_of_rehearsals(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="vos essais"):
            RehearsalFile.open(tmp_path / "formation.db")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    "kept",
    [
        b"rien de comprimable",
        zlib.compress(TEXT.encode())[:-6],
        zlib.compress(b"\xff\xfe"),
        zlib.compress(b"un autre texte"),
        zlib.compress(b" " * (LARGEST_TEXT + 1)),
    ],
    ids=["other", "cut", "not utf-8", "another text", "endless"],
)
def test_a_text_that_is_damaged_is_told_and_never_inflated_without_end(keep, path: Path, kept):
    assert keep.text(digest(TEXT)) == TEXT
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE text SET source = ?", (kept,))
    raw.close()
    with pytest.raises(BaseCorrupted, match="fichier de vos essais"):
        keep.text(digest(TEXT))


def test_a_text_without_end_takes_no_more_room_than_the_longest(keep, path):
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE text SET source = ?", (zlib.compress(bytes(LARGEST_TEXT * 8)),))
    raw.close()
    tracemalloc.start()
    with pytest.raises(BaseCorrupted):
        keep.text(digest(TEXT))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < LARGEST_TEXT * 4


def test_a_text_as_long_as_a_file_may_be_is_read_back(keep):
    from flows.reading import MAX_BYTES

    assert LARGEST_TEXT >= MAX_BYTES


@pytest.mark.parametrize("kind", [NotABase, NotRehearsals, PlaceOfABase])
def test_what_is_told_of_a_variable_is_well_written_too(kind, path, monkeypatch):
    monkeypatch.setenv("REPERE_BASE", str(path))
    monkeypatch.setenv("REPERE_FORMATION", str(path))
    told = kind(path, detail="détail").do
    assert "nomme ce fichier" in told
    assert not re.search(r"(?<!\u202f)[;!?]|(?<!\u00a0)[:»]|«(?!\u00a0)", told), told
