"""Looking a whole base over: the file, the chain of the journal, the archive of flows.

What the tables of the moment should say rests on the flows, which this room does not know: comparing
them with the journal is the business of whoever replays it.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from itertools import groupby
from uuid import UUID

from msgspec import Struct

from . import chain


class Damage(Struct, frozen=True):
    """One thing that is not as it should be.

    Attributes:
        kind: ``fichier`` (SQLite says so), ``lien`` (a row refers to nothing), ``sceau`` (an entry was
            changed), ``suite`` (an entry is missing), ``parcours`` (an archived flow was changed).
        where: the interview, the table or the flow.
        detail: what was found, in French.
    """

    kind: str
    where: str
    detail: str


def damages(connection: sqlite3.Connection) -> Iterator[Damage]:
    """Everything that is wrong, worst first; nothing when the base is sound."""
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
    yield from _chain_damages(connection, flows)


def _flow_damage(name: str, digest: bytes, source: bytes) -> Iterator[Damage]:
    try:
        text = zlib.decompress(source)
    except zlib.error:
        yield Damage("parcours", name, "son texte ne peut plus être lu")
        return
    if hashlib.sha256(text).digest() != digest:
        yield Damage("parcours", name, "son texte n’est plus celui qui a été archivé")


def _chain_damages(connection: sqlite3.Connection, flows: dict[int, bytes]) -> Iterator[Damage]:
    rows = connection.execute(
        "SELECT interview, id, at, author, flow, kind, situation, question, value, parent, seal "
        "FROM journal ORDER BY interview, seq"
    )
    for interview, entries in groupby(rows, key=lambda row: bytes(row[0])):
        seals = {chain.START}
        name = str(UUID(bytes=interview))
        for _, identity, at, author, flow, kind, situation, question, value, parent, seal in entries:
            said = (identity, interview, at, author, kind, situation, question, value)
            if chain.seal_of(parent, flows.get(flow, b""), said) != seal:
                yield Damage("sceau", name, f"l’entrée « {question or kind} » a été changée")
            elif parent not in seals:
                yield Damage("suite", name, f"il manque ce qui précédait « {question or kind} »")
            seals.add(bytes(seal))
