"""Putting a copy back in the place of a base: all or nothing, and nothing lost without being told.

The base is held from the first comparison to the last check, so that no answer can come in between. The
copy is written over it in one transaction: stopped anywhere, even by a power cut, the base is either as
it was or wholly the copy.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from . import backup, cipher, encrypting, fictional, opening
from .base import Base
from .checkup import Progress, silent
from .cipher import Key
from .errors import BaseCorrupted, BaseEncrypted, BaseLocked, CopyUnsound, translated
from .privacy.erasing import Order, erase_again

_PAGES = 256
_CARRIED = (
    ("access_log", "at, who, what, reference"),
    ("written_file", "path, household, reference, at, digest"),
    ("figures_release", "at, told"),
)


class Lacking(Struct, frozen=True):
    """What a base holds that a copy does not.

    Attributes:
        entries: entries of the journal; interviews: how many interviews they belong to.
        first, last: the instants of the first and the last of them, in milliseconds; None without any.
    """

    entries: int = 0
    interviews: int = 0
    first: int | None = None
    last: int | None = None


class Restored(Struct, frozen=True):
    """What a restore did.

    Attributes:
        contents: what the base holds now.
        aside: the base that was replaced, as a copy; None when there was none.
        erased: households that the copy brought back and that were erased again.
    """

    contents: backup.Contents
    aside: Path | None = None
    erased: int = 0


@contextmanager
def readied(
    copy: Path, folder: Path, stem: str, say: Progress = silent, key: Key | None = None
) -> Iterator[Base]:
    """The copy, verified, then copied into *folder* and brought to the format of today, open for writing.

    The copy itself is only read. What is made here is deleted at the end.

    Args:
        stem: name of the base it will be put in the place of, without its suffix.
        key: that of this base, None when it is plain: what comes back is encrypted as it is.

    Raises:
        CopyUnsound: the copy is damaged.
        BaseLocked: another program is putting a copy back.
        StoreError: it is not a copy, or cannot be read.
    """
    part = folder / f"{stem}-restauration.part"
    backup.clear_unfinished(folder, folder / f"{stem}.db")
    if part.exists() and part.stat().st_size:  # another program is putting a copy back at this moment
        raise BaseLocked(folder / f"{stem}.db")
    try:
        with translated(copy, "lecture"):
            backup.make_folder(folder)
            own = _duplicate(copy, part, say)
        if own != key:
            encrypting.recast(part, own, key)
        with Base.open(part, create=False) as base:
            _keep_hold(base)
            _check(base, copy, say)
            yield base
    finally:
        backup.clear(part)
        with suppress(OSError):
            encrypting.finish(part)


def key_of(path: Path) -> Key | None:
    """The key of a base or of a copy, whatever its format; None when it is plain.

    Raises:
        BaseEncrypted: it has one, that this process was not given.
        StoreError: it is not a base, or cannot be read.
    """
    with translated(path, "ouverture"), closing(opening.connect_as_it_is(path)) as connection:
        return cipher.key_of(connection)


@contextmanager
def held_alone(path: Path) -> Iterator[Base]:
    """The base *path*, that no other program has open nor can open meanwhile.

    Raises:
        BaseLocked: another program has it open.
        StoreError: it is damaged, or is not a base.
    """
    Base.open(path, create=False).close()  # its format is that of today
    with translated(path, "ouverture"):
        connection = opening.connect_alone(path)
    with Base(path, connection) as base:
        yield base


def lacking(base: Base, copy: Base) -> Lacking:
    """The entries that *base* has and *copy* has not: what putting the copy back would lose."""
    with translated(base.path, "lecture"):
        ids = "SELECT id FROM journal ORDER BY id"
        mine = base.connection.execute(ids)
        theirs = copy.connection.execute(ids)
        lost = list(_only_first(mine, theirs))
        told = [
            base.connection.execute("SELECT interview, at FROM journal WHERE id = ?", (each,)).fetchone()
            for each in lost
        ]
    if not told:
        return Lacking()
    instants = [row[1] for row in told]
    return Lacking(len(told), len({row[0] for row in told}), min(instants), max(instants))


def replace(base: Base, copy: Base, folder: Path, order: Order, say: Progress = silent) -> Restored:
    """Put *copy* in the place of *base*, which is put aside in *folder* first.

    Who looked at what, what was written where, what figures left and what was erased is carried over: a copy
    does not know what came after it. What was erased since is erased from it before it comes back.

    Args:
        base: from :func:`held_alone`.
        copy: from :func:`readied`; it is written to.
        order: what to write in the proof line of what is erased again.
        say: told of the progress of the copy put aside.

    Raises:
        FictionalBase: one of the two is fictional and not the other; nothing was changed.
        CopyFailed: the base could not be put aside; it is as it was.
        BaseCorrupted: it is damaged: see :func:`replace_damaged`.
    """
    fictional.refuse_to_replace(base, copy)
    aside = backup.save(base, folder, order.at, "remplacee", say)
    erased = erase_again(base, copy, order)
    _carry_over(base, copy)
    with translated(base.path, "ecriture"):
        contents = backup.contents_of(copy.connection)
        copy.connection.backup(base.connection, pages=_PAGES)
    _verify(base, copy, contents, say)
    return Restored(contents, aside.path, erased)


def replace_damaged(path: Path, copy: Base, folder: Path, at: int, say: Progress = silent) -> Restored:
    """Put *copy* in the place of a base that cannot be read, kept in *folder* as it is.

    Raises:
        FictionalBase: the copy is a fictional one; nothing was changed.
        CopyFailed: it could not be put aside; nothing was changed.
        BaseLocked: another program has it open.
    """
    fictional.refuse_to_share(copy)  # what is replaced cannot say whether it was fictional too
    unreadable = (sqlite3.DatabaseError, BaseCorrupted, BaseEncrypted)
    with translated(path, "ouverture"), suppress(*unreadable):
        try:
            opening.connect_alone(path).close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname.startswith("SQLITE_BUSY"):
                raise BaseLocked(path) from error
    aside = backup.set_aside(path, folder, at)
    with translated(path, "ecriture"):
        for side in ("-wal", "-shm", "-journal"):  # they belong to what is replaced
            backup.beside(path, side).unlink(missing_ok=True)
    return _moved_in(path, copy, aside, say)


def put_back(path: Path, copy: Base, say: Progress = silent) -> Restored:
    """Put *copy* where there is no base any more."""
    with translated(path, "ecriture"):
        backup.make_folder(path.absolute().parent)
    return _moved_in(path, copy, None, say)


def _moved_in(path: Path, copy: Base, aside: Path | None, say: Progress) -> Restored:
    part = path.with_name(f"{path.stem}-restauration.part")
    backup.clear(part)
    try:
        contents = backup.save_as(copy, part, say)
        with translated(path, "ecriture"):
            part.replace(path)
    finally:
        backup.clear(part)
    with Base.open(path, create=False) as base:
        _verify(base, copy, contents, say)
    return Restored(contents, aside)


def _duplicate(copy: Path, part: Path, say: Progress) -> Key | None:
    """The copy as it is, whatever its format, in a file that may be changed; gives its key."""
    backup.remove(part)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with (
        closing(opening.connect_as_it_is(copy)) as source,
        closing(cipher.empty_like(source, part)) as target,
    ):
        backup.hold(target)
        source.backup(target, pages=_PAGES, progress=lambda _, left, of: say(of - left, of))
        target.execute("PRAGMA journal_mode = DELETE")
        return cipher.key_of(source)


def _keep_hold(base: Base) -> None:
    """Let no other program take this file for one that was left unfinished."""
    with translated(base.path, "ecriture"):
        base.connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        base.connection.execute("BEGIN IMMEDIATE")
        base.connection.execute("COMMIT")


def _check(base: Base, copy: Path, say: Progress) -> None:
    wrong = [each for each in base.damages(say) if each.kind != "lien"]
    if wrong:
        raise CopyUnsound(copy, "lecture", "; ".join(each.detail for each in wrong[:3]))


def _verify(base: Base, copy: Base, contents: backup.Contents, say: Progress) -> None:
    wrong = [each.detail for each in base.damages(say) if each.kind != "lien"]
    with translated(base.path, "lecture"):
        same = backup.contents_of(base.connection) == contents
    if wrong or not same:
        raise CopyUnsound(copy.path, "lecture", "; ".join(wrong[:3]) or "la base ne lui est pas égale")


def _carry_over(base: Base, copy: Base) -> None:
    with translated(copy.path, "ecriture"), opening.atomic(copy.connection):
        for table, columns in _CARRIED:
            marks = ", ".join("?" * len(columns.split(",")))
            kept = set(copy.connection.execute(f"SELECT {columns} FROM {table}"))  # noqa: S608
            for row in base.connection.execute(f"SELECT {columns} FROM {table}"):  # noqa: S608
                if row not in kept:
                    copy.connection.execute(
                        f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608
                        row,
                    )


def _only_first(mine: Iterator[tuple[bytes]], theirs: Iterator[tuple[bytes]]) -> Iterator[bytes]:
    """Of two sorted lists of ids, those of the first that the second has not."""
    other = next(theirs, None)
    for (identity,) in mine:
        while other is not None and other[0] < identity:
            other = next(theirs, None)
        if other is None or other[0] != identity:
            yield identity
