"""One connection that counts: the same in this program and in a worker."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from .. import cipher, opening
from .conditions import Heirs, heirs, prepare, values
from .groups import Group
from .households import Households, count_households
from .parts import count_part
from .scope import Scope

PART = 60_000
"""Rows of situations that are counted together: fewer sort faster, more are prepared less often."""
_TIMEOUT = 5.0
Part: TypeAlias = tuple[int, int]


def open_base(path: Path, key: cipher.Key | None) -> sqlite3.Connection:
    """A connection that only reads."""
    name = opening.uri(path, "ro")
    if key is not None:
        return cipher.connect(name, key, _TIMEOUT)
    return sqlite3.connect(name, uri=True, timeout=_TIMEOUT, isolation_level=None)


class Counter:
    """Counts what a scope keeps, on one state of a base. Use as a context manager."""

    def __init__(self, path: Path, key: cipher.Key | None, scope: Scope) -> None:
        self._scope = scope
        self._bound = values(scope)
        self._connection = open_base(path, key)

    def __enter__(self) -> Counter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def begin(self) -> None:
        """See the base as it now is, and as it will stay to this counter until it begins again."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._connection.execute("BEGIN")
        self._connection.execute("SELECT 1 FROM sqlite_master").fetchone()

    def parts(self) -> list[Part]:
        """Ranges of rows of situations, both ends counted, that make the whole; one for an empty base."""
        first, last = self._connection.execute("SELECT min(row), max(row) FROM situation").fetchone()
        if first is None:
            return [(0, 0)]
        return [(start, min(start + PART - 1, last)) for start in range(first, last + 1, PART)]

    def heirs(self) -> Heirs:
        """What every counter must be prepared with."""
        return heirs(self._connection)

    def prepare(self, known: Heirs) -> None:
        """Before anything is counted, once."""
        # What is picked stays in memory; the cache of the base itself, made larger, would slow the sorting.
        self._connection.execute("PRAGMA temp.cache_size = -32000")
        prepare(self._connection, known)

    def part(self, first: int, last: int) -> dict[str, Group]:
        """What the situations of rows *first* to *last* count, by name of query."""
        return count_part(self._connection, self._scope, self._bound, first, last)

    def households(self) -> Households:
        """What is counted over the whole base at once. Once."""
        return count_households(self._connection, self._scope, self._bound)
