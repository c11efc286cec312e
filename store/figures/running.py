"""Where the figures are counted: on connections of their own, on one state of the base, several at once.

SQLite goes through rows without Python's lock, so that threads do work at the same time. All the connections
must see the same commit: they begin to read one after the other and, when another program committed
something meanwhile (``PRAGMA data_version`` says so), they begin again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeAlias

from .. import cipher, opening
from ..errors import translated
from .conditions import heirs, prepare, values
from .groups import Group, Groups, add
from .households import Households, count_households
from .parts import QUERIES, count_part
from .scope import Scope

PART = 60_000
"""Rows of situations that are counted together: fewer sort faster, more are prepared less often."""
_THREADS = 4
_TIMEOUT = 5.0
Part: TypeAlias = tuple[int, int]


def counted_everywhere(connection: sqlite3.Connection, scope: Scope) -> tuple[Groups, Households]:
    """What the whole base counts, as last committed; *connection* only says where it is.

    Raises:
        StoreError: it cannot be read.
    """
    path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    with translated(path, "lecture"), _readers(path, cipher.key_of(connection)) as readers:
        parts = _parts(readers[0])
        return _count(readers if len(parts) > 1 else readers[:1], scope, parts)


def _parts(connection: sqlite3.Connection) -> list[Part]:
    first, last = connection.execute("SELECT min(row), max(row) FROM situation").fetchone()
    if first is None:
        return [(0, 0)]
    return [(start, min(start + PART - 1, last)) for start in range(first, last + 1, PART)]


def _count(
    readers: Sequence[sqlite3.Connection], scope: Scope, parts: Sequence[Part]
) -> tuple[Groups, Households]:
    bound = values(scope)
    free: SimpleQueue[sqlite3.Connection] = SimpleQueue()
    known = heirs(readers[0])
    for reader in readers:
        # What is picked stays in memory; the cache of the base itself, made larger, would slow the sorting.
        reader.execute("PRAGMA temp.cache_size = -32000")
        prepare(reader, known)
        free.put(reader)

    def lent(count: Callable[..., Any], *given: Any) -> Any:
        reader = free.get()
        try:
            return count(reader, scope, bound, *given)
        finally:
            free.put(reader)

    found: dict[str, Group] = {name: {} for name in QUERIES}
    if len(readers) == 1:
        homes: Households = lent(count_households)
        for part in parts:
            _add(found, lent(count_part, *part))
        return found, homes
    with ThreadPoolExecutor(len(readers), thread_name_prefix="figures") as pool:
        try:
            longest = pool.submit(lent, count_households)
            for each in [pool.submit(lent, count_part, *part) for part in parts]:
                _add(found, each.result())
            homes = longest.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for reader in readers:
                reader.interrupt()
            raise
    return found, homes


def _add(found: dict[str, Group], more: Groups) -> None:
    for name, group in more.items():
        add(QUERIES[name], found[name], group)


@contextmanager
def _readers(path: Path, key: cipher.Key | None) -> Iterator[list[sqlite3.Connection]]:
    """Connections that read the same state of the base. One alone on an encrypted base: it has one thread."""
    opened: list[sqlite3.Connection] = []
    try:
        if key is not None:
            opened.append(cipher.connect(opening.uri(path, "ro"), key, _TIMEOUT))
            opened[0].execute("BEGIN")
            yield opened
            return
        threads = min(_THREADS, os.cpu_count() or 1)
        opened.extend(_plain(path) for _ in range(1 + threads))
        watch, *readers = opened
        _begin_together(watch, readers)
        yield readers
    finally:
        for each in opened:
            each.close()


def _plain(path: Path) -> sqlite3.Connection:
    """A connection that threads may pass to each other."""
    return sqlite3.connect(
        opening.uri(path, "ro"), uri=True, timeout=_TIMEOUT, isolation_level=None, check_same_thread=False
    )


def _begin_together(watch: sqlite3.Connection, readers: Sequence[sqlite3.Connection]) -> None:
    def version() -> int:
        return int(watch.execute("PRAGMA data_version").fetchone()[0])

    before = None
    while before != (before := version()):
        for reader in readers:
            if reader.in_transaction:
                reader.execute("ROLLBACK")
            reader.execute("BEGIN")
            reader.execute("SELECT 1 FROM sqlite_master").fetchone()
