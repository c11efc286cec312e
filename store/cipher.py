"""Encryption at rest: from a phrase to the key of a file, and the keys this process has been given.

An encrypted base is a plain SQLCipher 4 file, that any tool for SQLCipher opens with the same phrase.
The key is derived here rather than by SQLCipher, so that a program that opens its base several times
(a backup, a check) pays for it once. A key is kept in memory, by the salt its file begins with, and
nowhere else: it is never written, and no ``repr`` shows it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from .cipher_connection import EncryptedConnection

SALT_BYTES = 16
ITERATIONS = 256_000
"""Those of SQLCipher 4: a tenth of a second for us, years for whoever would try a dictionary."""
_PAGE = 4096
_MANY_BYTES = 200
"""A page of ciphertext holds nearly all of the 256 bytes; a page of text, half of them at most."""


class Key(Struct, frozen=True):
    """What opens one file: the salt it begins with, and 32 bytes derived from the phrase."""

    salt: bytes
    raw: bytes

    def __repr__(self) -> str:
        return "Key(…)"

    def literal(self) -> str:
        """As SQLCipher takes it: the key, then the salt, in hexadecimal."""
        return f"x'{(self.raw + self.salt).hex()}'"


_KEYCHAIN: dict[bytes, Key] = {}


def derived(phrase: str, salt: bytes) -> Key:
    """The key of the file that begins with *salt*.

    The phrase is taken in its composed form: the same letters are typed otherwise on another system.
    """
    typed = unicodedata.normalize("NFC", phrase).encode()
    return Key(salt, hashlib.pbkdf2_hmac("sha512", typed, salt, ITERATIONS, 32))


def new_key(phrase: str) -> Key:
    """A key for a file to be made."""
    return derived(phrase, os.urandom(SALT_BYTES))


def remember(key: Key) -> None:
    """Let every opening of the file of that key, by this process, succeed."""
    _KEYCHAIN[key.salt] = key


def known(salt: bytes) -> Key | None:
    """The key this process was given for the file that begins with *salt*."""
    return _KEYCHAIN.get(salt)


def forget(key: Key) -> None:
    """Undo :func:`remember`."""
    _KEYCHAIN.pop(key.salt, None)


def may_be_encrypted(page: bytes, size: int) -> bool:
    """Whether a file of *size* bytes that begins with *page* looks like ciphertext and nothing else."""
    return size >= _PAGE and size % _PAGE == 0 and len(set(page[:_PAGE])) > _MANY_BYTES


def connect(name: str, key: Key | None, timeout: float) -> sqlite3.Connection:
    """A connection through SQLCipher; without *key*, to a plain file.

    It raises the errors of the standard ``sqlite3``, and is used as its connections are.

    Args:
        name: URI of the file.
        timeout: how many seconds to wait for another program.
    """
    from .cipher_connection import opened

    return opened(name, key, timeout)


def key_of(connection: sqlite3.Connection) -> Key | None:
    """The key of an open base; None when it is not encrypted."""
    encrypted: EncryptedConnection | sqlite3.Connection = connection
    return getattr(encrypted, "key", None)


def empty_like(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """A connection to the empty or missing file *path*, encrypted as that of *connection* is.

    What the SQLite backup of *connection* can be written to.
    """
    key = key_of(connection)
    if key is None:
        return sqlite3.connect(path, isolation_level=None)
    from .cipher_connection import opened

    return opened(str(path), key, 5.0, uri=False)
