"""Copies of a base: made while programs go on writing, verified, listed, rotated.

A copy is the base as it stood at one instant, in one file, with the same key if it is encrypted. It is
written beside its place under another name, read again from end to end, and only then given its name: a
file that has the name of a copy is whole. Its name says its base (the beginning of its identity), when it
was made and why, so that a folder is listed without opening anything.
"""

from __future__ import annotations

import datetime
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Literal

from msgspec import Struct

from . import checkup, cipher
from .base import Base
from .checkup import Progress, silent
from .errors import (
    BaseCorrupted,
    BaseLocked,
    CopyFailed,
    CopyUnsound,
    DiskFault,
    DiskFull,
    NotWritable,
    StoreError,
    translate,
)

Why = Literal["", "remplacee", "abimee"]
"""``remplacee``: put aside by a restore. ``abimee``: the same, as it was, because it was damaged."""

KEPT_AT_LEAST = 3
FORGOTTEN_SECONDS = 60
"""An empty unfinished copy is another program's, just begun, unless it is older than that."""
_PART = ".part"
_SIDES = ("", "-journal", "-wal", "-shm")
_PAGES = 256  # a megabyte at a time
_STAMP = "%Y-%m-%d-%H%M%S"
_NAME = re.compile(
    r"(?P<stem>.+)-(?P<at>\d{4}-\d\d-\d\d-\d{6})-(?P<origin>[0-9a-f]{8})"
    r"(?:-(?P<why>remplacee|abimee))?(?:-(?P<rank>\d+))?\.db"
)
_REASONS: tuple[tuple[type[StoreError], str], ...] = (
    (DiskFull, "il n’y a plus de place sur ce disque"),
    (NotWritable, "ce dossier n’accepte pas d’écriture"),
    (DiskFault, "le disque a répondu par une erreur"),
    (BaseLocked, "un autre programme occupe ce fichier"),
)


class Copy(Struct, frozen=True):
    """A copy, as its name tells it.

    Attributes:
        at: when it was made, in milliseconds.
        size: bytes.
        origin: beginning of the identity of the base it is a copy of.
    """

    path: Path
    at: int
    size: int
    origin: str
    why: Why = ""


class Contents(Struct, frozen=True):
    """How many rows each table holds, and the last entry of the journal: what a copy must equal."""

    rows: dict[str, int]
    last: int

    @property
    def entries(self) -> int:
        return self.rows["journal"]


# ── making ───────────────────────────────────────────────────────────────────────────────────────


def save(base: Base, folder: Path, at: int, why: Why = "", say: Progress = silent) -> Copy:
    """Copy *base* into *folder*, under a name of its own. *at* is the instant, in milliseconds.

    Raises:
        CopyFailed, CopyUnsound: no copy was made, and nothing is left of it.
        BaseCorrupted: the base itself is damaged; no copy was made of it.
    """
    target = _free_name(base, folder, at, why)
    save_as(base, target, say)
    return Copy(target, at // 1000 * 1000, target.stat().st_size, _origin(base), why)


def save_as(base: Base, target: Path, say: Progress = silent) -> Contents:
    """Copy *base* to the file *target*, which must not exist; gives what it holds.

    The base may be open for reading only. What *say* raises stops the copy.

    Raises: as :func:`save`.
    """
    part = target.with_name(target.name + _PART)
    try:
        with _told(base, target):
            _begin(target, part)
            contents = _copied(base, part, say)
            _name(part, target)
    finally:
        clear(part)
    return contents


def set_aside(path: Path, folder: Path, at: int) -> Path:
    """Copy a damaged base into *folder* as it is, log included, for whoever may mend it.

    No connection of this process may hold it.

    Raises:
        CopyFailed: nothing was copied.
    """
    target = folder / f"{path.stem}-{_stamp(at)}-{'0' * 8}-abimee.db"
    try:
        make_folder(folder)
        for side in ("-wal", ""):
            if (source := beside(path, side)).exists():
                shutil.copyfile(source, beside(target, side))
                beside(target, side).chmod(0o600)
    except OSError as error:
        clear(target)
        raise _failed(error, target) from error
    return target


def contents_of(connection: sqlite3.Connection) -> Contents:
    """What a base holds at this instant."""
    names = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    rows = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for name in names
    }
    last = connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
    return Contents(rows, last)


def _begin(target: Path, part: Path) -> None:
    if target.exists():
        raise CopyFailed(target, "ecriture", "ce fichier existe déjà")
    make_folder(target.parent)
    remove(part)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _copied(base: Base, part: Path, say: Progress) -> Contents:
    """The instant is held by a transaction that reads: others write, and the copy does not see it."""
    source = base.connection
    with closing(cipher.empty_like(source, part)) as target:
        hold(target)
        source.execute("BEGIN")
        try:
            contents = contents_of(source)
            source.backup(target, pages=_PAGES, progress=lambda _, left, of: say(of - left, of))
        finally:
            source.execute("ROLLBACK")
        target.execute("PRAGMA journal_mode = DELETE")  # one file, that opens from a read-only disk
        target.execute("PRAGMA shrink_memory")  # what is read again is not what was just in memory
        _verify(target, base, contents, part, say)
    return contents


def hold(target: sqlite3.Connection) -> None:
    """Hold a file being written until it is closed: whoever looks knows it is. No log beside it."""
    target.execute("PRAGMA locking_mode = EXCLUSIVE")
    target.execute("PRAGMA journal_mode = OFF")
    target.execute("PRAGMA synchronous = FULL")


def _verify(target: sqlite3.Connection, base: Base, contents: Contents, part: Path, say: Progress) -> None:
    wrong = [each for each in checkup.damages(target, say) if each.kind != "lien"]
    if not wrong and contents_of(target) == contents:
        return
    told = "; ".join(each.detail for each in wrong[:3])
    if wrong and any(each.kind != "lien" for each in base.damages(say)):
        raise BaseCorrupted(base.path, "lecture", told)
    named = part.with_name(part.name.removesuffix(_PART))
    raise CopyUnsound(named, "ecriture", told or "elle n’a pas autant de lignes que la base")


def _name(part: Path, target: Path) -> None:
    """Give it its name, durably: the folder itself must reach the disk, where the system allows to ask."""
    part.replace(target)
    if os.name == "posix":
        with suppress(OSError):
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


# ── listing and rotating ─────────────────────────────────────────────────────────────────────────


def copies(folder: Path, base: Path) -> list[Copy]:
    """The copies of *base* that stand in *folder*, the latest first, whatever the base they come from."""
    found = []
    for path in folder.glob("*.db") if folder.is_dir() else ():
        read = _NAME.fullmatch(path.name)
        if read and read["stem"] == base.stem:
            instant = datetime.datetime.strptime(read["at"], _STAMP).timestamp()
            why: Why = read["why"] or ""  # type: ignore[assignment]
            with suppress(FileNotFoundError):
                found.append(Copy(path, int(instant * 1000), path.stat().st_size, read["origin"], why))
    return sorted(found, key=lambda each: (each.at, each.path.name), reverse=True)


def copies_of(base: Base, folder: Path) -> list[Copy]:
    """The copies made of this very base, the latest first."""
    origin = _origin(base)
    return [each for each in copies(folder, base.path) if each.origin == origin and each.why != "abimee"]


def rotate(base: Base, folder: Path, days: int, at: int) -> list[Copy]:
    """Delete the copies of *base* older than *days*, but always keep the latest ones; gives those deleted."""
    oldest = at - days * 86_400_000
    latest = copies_of(base, folder)
    old = [each for each in latest[KEPT_AT_LEAST:] if each.at < oldest]
    old += [each for each in copies(folder, base.path) if each.why == "abimee" and each.at < oldest]
    deleted = []
    for each in old:
        with suppress(OSError):
            remove(each.path)
            deleted.append(each)
    return deleted


def clear_unfinished(folder: Path, base: Path) -> list[Path]:
    """Delete what copies stopped half-way left, but not what another program is writing."""
    cleared = []
    for part in sorted(folder.glob(f"{base.stem}-*{_PART}")) if folder.is_dir() else ():
        if not _being_written(part):
            with suppress(OSError):
                remove(part)
                cleared.append(part)
    return cleared


def _being_written(part: Path) -> bool:
    """Whoever writes a copy holds it, from its first byte to its last."""
    try:
        state = part.stat()
        if not state.st_size:
            return time.time() - state.st_mtime < FORGOTTEN_SECONDS
        with closing(sqlite3.connect(part, timeout=0, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    except (sqlite3.Error, OSError):
        return False
    return False


# ── names and files ──────────────────────────────────────────────────────────────────────────────


def _origin(base: Base) -> str:
    (identity,) = base.connection.execute("SELECT id FROM identity").fetchone()
    return str(bytes(identity)[:4].hex())


def _stamp(at: int) -> str:
    return datetime.datetime.fromtimestamp(at / 1000).strftime(_STAMP)


def _free_name(base: Base, folder: Path, at: int, why: Why) -> Path:
    name = f"{base.path.stem}-{_stamp(at)}-{_origin(base)}{'-' if why else ''}{why}"
    target, rank = folder / f"{name}.db", 1
    while target.exists():
        rank += 1
        target = folder / f"{name}-{rank}.db"
    return target


def make_folder(folder: Path) -> None:
    """The folder and those above it, for their owner only."""
    for missing in reversed([each for each in (folder, *folder.absolute().parents) if not each.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)


def beside(path: Path, side: str) -> Path:
    """A file that SQLite puts beside another one."""
    return path.with_name(path.name + side)


def remove(path: Path) -> None:
    """A file and what SQLite puts beside it."""
    for side in _SIDES:
        beside(path, side).unlink(missing_ok=True)


def clear(path: Path) -> None:
    """The same, where what went wrong before is what must be told."""
    with suppress(OSError):
        remove(path)


@contextmanager
def _told(base: Base, target: Path) -> Iterator[None]:
    """Let out errors that name the file at fault: the copy, or the base itself."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise
    except (sqlite3.Error, OSError) as error:
        raise _failed(error, target, base.path) from error


def _failed(error: sqlite3.Error | OSError, target: Path, base: Path | None = None) -> StoreError:
    told = translate(error, base or target, "lecture")
    if base is not None and isinstance(told, BaseCorrupted):
        return told
    reason = next((words for kind, words in _REASONS if isinstance(told, kind)), told.detail)
    return CopyFailed(target, "ecriture", reason)
