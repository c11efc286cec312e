"""Looking a whole base over: the file, the chain of the journal, the archive of flows.

What the tables of the moment should say rests on the flows, which this room does not know: comparing
them with the journal is the business of whoever replays it.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from itertools import groupby
from uuid import UUID

from msgspec import Struct

from . import chain


class Damage(Struct, frozen=True):
    """One thing that is not as it should be.

    Attributes:
        kind: ``fichier`` (SQLite says so), ``lien`` (a row refers to nothing), ``sceau`` (an entry was
            changed), ``suite`` (an entry is missing), ``parcours`` (an archived flow was changed),
            ``table`` (a table holds what the journal does not).
        where: the interview, the table or the flow.
        detail: what was found, in French.
    """

    kind: str
    where: str
    detail: str


Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""


def silent(_done: int, _of: int) -> None:
    """Say nothing of the progress."""


def damages(connection: sqlite3.Connection, say: Progress = silent) -> Iterator[Damage]:
    """Everything that is wrong, worst first; nothing when the base is sound.

    ``say`` is told of each interview whose chain has been followed; what it raises stops the work.
    """
    told = connection.execute("PRAGMA integrity_check(20)").fetchall()
    if told != [("ok",)]:
        yield from (Damage("fichier", "base", str(line)) for (line,) in told)
        return  # what follows would read a file that cannot be trusted
    for table, row, other, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Damage("lien", table, f"la ligne {row} renvoie à « {other} », qui n’existe pas")
    flows: dict[int, bytes] = {}
    for row, flow, version, digest, source in connection.execute(
        "SELECT row, flow, version, sha256, source FROM flow_archive"
    ):
        flows[row] = bytes(digest)
        yield from _flow_damage(f"{flow} {version}", bytes(digest), source)
    yield from _chain_damages(connection, flows, say)


_STRAYS = (
    (
        "entretien",
        "SELECT reference, 'le journal ne le connaît pas' FROM interview "
        "WHERE id NOT IN (SELECT interview FROM journal)",
    ),
    (
        "ménage",
        "SELECT id, 'rien ne dit cela de lui dans ses entretiens' FROM household h "
        "WHERE (size, concerned) IS NOT (SELECT size, concerned FROM interview WHERE household = h.id "
        "ORDER BY size IS NULL, started_at DESC, id DESC LIMIT 1) "
        "OR id NOT IN (SELECT household FROM interview WHERE household IS NOT NULL)",
    ),
    (
        "recherche",
        "SELECT rowid, 'ce texte n’est plus celui d’une situation' FROM search "
        "WHERE rowid NOT IN (SELECT row FROM situation)",
    ),
)


def strays(connection: sqlite3.Connection) -> Iterator[Damage]:
    """What the tables of the moment hold beyond the interviews of the journal, or against them."""
    for name, query in _STRAYS:
        for where, detail in connection.execute(query):
            yield Damage("table", f"{name} {where}", detail)


def _flow_damage(name: str, digest: bytes, source: bytes) -> Iterator[Damage]:
    try:
        text = zlib.decompress(source)
    except zlib.error:
        yield Damage("parcours", name, "son texte ne peut plus être lu")
        return
    if hashlib.sha256(text).digest() != digest:
        yield Damage("parcours", name, "son texte n’est plus celui qui a été archivé")


def _chain_damages(
    connection: sqlite3.Connection, flows: dict[int, bytes], say: Progress
) -> Iterator[Damage]:
    count = connection.execute("SELECT count(DISTINCT interview) FROM journal").fetchone()[0]
    rows = connection.execute(
        "SELECT interview, id, at, author, flow, kind, situation, question, value, parent, seal "
        "FROM journal ORDER BY interview, seq"
    )
    for rank, (interview, entries) in enumerate(groupby(rows, key=lambda row: bytes(row[0])), 1):
        seals = {chain.START}
        name = str(UUID(bytes=interview))
        for _, identity, at, author, flow, kind, situation, question, value, parent, seal in entries:
            said = (identity, interview, at, author, kind, situation, question, value)
            if chain.seal_of(parent, flows.get(flow, b""), said) != seal:
                yield Damage("sceau", name, f"l’entrée « {question or kind} » a été changée")
            elif parent not in seals:
                yield Damage("suite", name, f"il manque ce qui précédait « {question or kind} »")
            seals.add(bytes(seal))
        say(rank, count)
