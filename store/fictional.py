"""The mark of a base whose interviews were invented, and the refusal to let it meet a real one.

The mark is in the file: it follows every copy of it, encrypted or not. It cannot be taken away, and is only
ever put on a base that holds no interview yet.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct, json

from . import opening, projection
from .errors import FictionalBase, RealBase, translated

if TYPE_CHECKING:
    from .base import Base
    from .records import Entry, InterviewRecord

Add = Callable[[Sequence["Entry"], "InterviewRecord"], None]
"""Keeps the next entries of an interview, and what it has become."""


class Run(Struct, frozen=True):
    """How interviews were drawn.

    Attributes:
        seed: the same one, with the rest, draws the same interviews.
        since, until: first and last day of the interviews (ISO).
        situations: how many were drawn.
        today: the day up to which things were done and learnt (ISO).
        services: codes of the services, one or more.
    """

    seed: int
    since: str
    until: str
    situations: int
    today: str
    services: tuple[str, ...]


def marked(connection: sqlite3.Connection) -> bool:
    """Whether the base holds invented interviews. One of an older format never does."""
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'fictional'"
    if connection.execute(known).fetchone() is None:
        return False
    return connection.execute("SELECT 1 FROM fictional LIMIT 1").fetchone() is not None


def runs(base: Base) -> tuple[Run, ...]:
    """How the base was drawn, oldest run first; nothing for a base of real people. Raises StoreError."""
    with translated(base.path, "lecture"):
        if not marked(base.connection):
            return ()
        rows = base.connection.execute("SELECT drawn FROM fictional ORDER BY run").fetchall()
    return tuple(json.decode(row[0], type=Run) for row in rows)


@contextmanager
def drawing(base: Base, run: Run) -> Iterator[Add]:
    """One transaction for a whole run: the mark first, then what is added to it; all or nothing.

    Raises:
        RealBase: the base already holds interviews that nobody invented.
        StoreError: it cannot be written; nothing was.
    """
    with translated(base.path, "ecriture"), opening.atomic(base.connection):
        connection = base.connection
        refuse_real(base)
        connection.execute("INSERT INTO fictional (drawn) VALUES (?)", (json.encode(run).decode(),))

        def add(entries: Sequence[Entry], record: InterviewRecord) -> None:
            base.add_entries(entries, None)
            projection.write(connection, record)

        yield add


def refuse_real(base: Base) -> None:
    """Raise RealBase if it holds anything that nobody invented. Raises StoreError."""
    with translated(base.path, "lecture"):
        known = "SELECT 1 FROM journal LIMIT 1"
        if not marked(base.connection) and base.connection.execute(known).fetchone():
            raise RealBase(base.path, "lecture")


def refuse_to_share(base: Base) -> None:
    """Raise FictionalBase if nothing of the base may go to another one. Raises StoreError."""
    with translated(base.path, "lecture"):
        if marked(base.connection):
            raise FictionalBase(base.path, "lecture")


def refuse_to_replace(base: Base, copy: Base) -> None:
    """Raise FictionalBase if one of the two is fictional and not the other. Raises StoreError."""
    with translated(base.path, "lecture"):
        here, there = marked(base.connection), marked(copy.connection)
    if here != there:
        raise FictionalBase(base.path if here else copy.path, "lecture")
