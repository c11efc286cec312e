"""Where the figures are counted: on connections of their own, on one state of the base, several at once.

All who count must see the same commit: they begin to read one after the other and, when another program
committed something meanwhile (``PRAGMA data_version`` says so), they begin again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol, TypeAlias

from .. import cipher
from ..errors import translated
from .counter import Counter, Part, open_base
from .crew import Worker, WorkerLost, crew
from .groups import Group, Groups, add
from .households import Households
from .parts import QUERIES
from .scope import Scope

Say: TypeAlias = Callable[[int, int], None]
"""Told how many parts are counted, out of how many; what it raises stops the counting."""


def silent(_done: int, _of: int) -> None:
    """Say nothing."""


class _Reader(Protocol):
    def begin(self) -> None: ...


def counted_everywhere(
    connection: sqlite3.Connection, scope: Scope, say: Say = silent
) -> tuple[Groups, Households]:
    """What the whole base counts, as last committed; *connection* only says where it is.

    Raises:
        StoreError: it cannot be read.
    """
    path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    key = cipher.key_of(connection)
    with translated(path, "lecture"), Counter(path, key, scope) as counter:
        counter.begin()
        parts = counter.parts()
        if len(parts) > 1:
            try:
                return _together(counter, path, key, scope, say)
            except WorkerLost:
                parts = counter.parts()
        return _alone(counter, parts, say)


def _alone(counter: Counter, parts: Sequence[Part], say: Say) -> tuple[Groups, Households]:
    counter.prepare(counter.heirs())
    homes = counter.households()
    return _added((counter.part(*part) for part in parts), len(parts), say), homes


def _together(
    counter: Counter, path: Path, key: cipher.Key | None, scope: Scope, say: Say
) -> tuple[Groups, Households]:
    with crew(path, key, scope) as workers:
        with closing(open_base(path, key)) as watch:
            begin_together(watch, (counter, *workers))
        return _shared(workers, counter, say)


def _shared(workers: Sequence[Worker], counter: Counter, say: Say) -> tuple[Groups, Households]:
    """Each worker takes what is next when it has done; the longest goes first."""
    free: SimpleQueue[Worker] = SimpleQueue()
    known = counter.heirs()
    for worker in workers:
        worker.prepare(known)
        free.put(worker)

    def lent(ask: Callable[..., Any], *given: Any) -> Any:
        worker = free.get()
        try:
            return ask(worker, *given)
        finally:
            free.put(worker)

    with ThreadPoolExecutor(len(workers), thread_name_prefix="figures") as pool:
        try:
            longest = pool.submit(lent, Worker.households)
            rest = [pool.submit(lent, Worker.part, *part) for part in counter.parts()]
            return _added((each.result() for each in rest), len(rest), say), longest.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.close()
            raise


def _added(parts: Iterable[Groups], of: int, say: Say) -> Groups:
    found: dict[str, Group] = {name: {} for name in QUERIES}
    say(0, of)
    for done, part in enumerate(parts, 1):
        for name, group in part.items():
            add(QUERIES[name], found[name], group)
        say(done, of)
    return found


def begin_together(watch: sqlite3.Connection, readers: Sequence[_Reader]) -> None:
    """Until all of *readers* see the same state of the base that *watch* has open."""

    def version() -> int:
        return int(watch.execute("PRAGMA data_version").fetchone()[0])

    before = None
    while before != (before := version()):
        for reader in readers:
            reader.begin()
