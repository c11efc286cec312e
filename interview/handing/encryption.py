"""Encrypting the base and its copies, or giving them back plain."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from interview.privacy.copies import copies_in, copy_folder
from interview.settings import Backups
from store import Base, StoreError, cipher, encrypting, opening
from store.cipher import Key
from store.errors import translated


class Recast(Struct, frozen=True):
    """What became of the base and of its copies.

    Attributes:
        copies: those that were changed with it.
        left: those that could not be, each with the reason.
        overwritten: whether every plain page that was on disk was written over.
        sheets: files written about households, that stay as they are.
    """

    copies: tuple[Path, ...] = ()
    left: tuple[tuple[Path, str], ...] = ()
    overwritten: bool = True
    sheets: int = 0


def encrypted(path: Path) -> bool:
    """Whether the base at *path* is encrypted. Raises StoreError."""
    with translated(path, "ouverture"):
        return path.exists() and opening.is_encrypted(path)


def encrypt(path: Path, phrase: str, backups: Backups) -> Recast:
    """Encrypt the plain base at *path*, then its copies, with one key. Raises StoreError: nothing changed."""
    sheets = _looked_over(path)
    copies_in(copy_folder(path, backups), path)  # refuses while one is being made
    key = cipher.new_key(phrase)
    overwritten = encrypting.recast(path, None, key)
    cipher.remember(key)
    return msgspec.structs.replace(encrypt_copies(path, key, backups), overwritten=overwritten, sheets=sheets)


def encrypt_copies(path: Path, key: Key, backups: Backups) -> Recast:
    """Encrypt the copies of the base at *path* that are still plain, with its key."""
    done, left = _copies(copies_in(copy_folder(path, backups), path), key, to_encrypt=True)
    return Recast(done, left)


def key_of(path: Path) -> Key:
    """The key of an encrypted base whose phrase is known. Raises StoreError."""
    with Base.open(path, create=False) as base:
        encrypting.finish(path)
        if base.key is None:
            raise ValueError("a plain base has no key")
        return base.key


def decrypt(path: Path, backups: Backups) -> Recast:
    """Give the base back plain, and its copies; its phrase is known. Raises StoreError: nothing changed."""
    sheets = _looked_over(path)
    copies = copies_in(copy_folder(path, backups), path)
    encrypting.recast(path, key_of(path), None)
    done, left = _copies(copies, None, to_encrypt=False)
    return Recast(done, left, sheets=sheets)


def _looked_over(path: Path) -> int:
    """Nothing is converted that cannot be opened; gives how many sheets were written."""
    with Base.open(path, create=False) as base:
        encrypting.finish(path)
        found = base.connection.execute("SELECT count(DISTINCT path) FROM written_file").fetchone()
    return int(found[0])


def _copies(
    paths: Sequence[Path], key: Key | None, *, to_encrypt: bool
) -> tuple[tuple[Path, ...], tuple[tuple[Path, str], ...]]:
    """Each copy, one after the other: one that resists is told, and left as it was."""
    done: list[Path] = []
    left: list[tuple[Path, str]] = []
    for path in paths:
        try:
            if encrypted(path) is to_encrypt:
                continue
            now, then = (None, key) if to_encrypt else (_key_of(path), None)
            encrypting.recast(path, now, then)
        except StoreError as error:
            left.append((path, error.what))
        else:
            done.append(path)
    return tuple(done), tuple(left)


def _key_of(path: Path) -> Key:
    """The key of a copy. Raises BaseEncrypted when it is that of another phrase."""
    with Base.open(path, create=False, read_only=True) as base:
        assert base.key is not None  # noqa: S101 — it was found encrypted
        return base.key
