"""Dossiers put together from several situations: kept at each change, and each edition as it was handed.

What a dossier says is JSON text that this room does not read, but for one convention, so that erasing a
household reaches it: an object that rests on situations carries their references in a list named
``references``. When one of them is erased it leaves the list; an object whose list becomes empty, or whose
``words_of`` names it, goes with it. Any other text that still holds the reference has it blanked. Passages
that were kept on purpose (``excused``) go with the last text that held them.

A dossier belongs to the base where it is made: it is copied and restored with it, never handed over. A
rebuild of the tables from the journal leaves it as it is.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .errors import DossierChanged, NoDossier, translated
from .opening import atomic

if TYPE_CHECKING:
    from .base import Base

REFERENCES = "references"
"""The field that says on which situations an object rests."""
WORDS_OF = "words_of"
"""The field that says whose very words an object quotes."""
EXCUSED = "excused"
"""The field that lists passages kept on purpose: letters and digits alone, after the last ␟ of each."""
BLANK = "[effacé]"
_GONE = object()


class Kept(Struct, frozen=True):
    """A dossier as it stands.

    Attributes:
        number: what names it in this base.
        made_at, touched_at: milliseconds since 1970 UTC.
        state: JSON text.
        editions: how many were handed.
    """

    number: int
    made_at: int
    touched_at: int
    state: str
    editions: int


class Edition(Struct, frozen=True):
    """What was handed at one meeting: ``state`` and ``published`` are JSON text."""

    edition: int
    at: int
    state: str
    published: str


_READ = """
SELECT d.number, d.made_at, d.touched_at, d.state,
       (SELECT count(*) FROM dossier_edition e WHERE e.dossier = d.number)
FROM dossier d
"""


def add(base: Base, state: str, at: int) -> Kept:
    """A new dossier. Raises StoreError."""
    with translated(base.path, "ecriture"), atomic(base.connection):
        made = base.connection.execute(
            "INSERT INTO dossier (made_at, touched_at, state) VALUES (?, ?, ?)", (at, at, state)
        )
        number = int(made.lastrowid or 0)
    return Kept(number, at, at, state, 0)


def save(base: Base, kept: Kept, state: str, at: int) -> Kept:
    """The same dossier in its new state, durably.

    Raises:
        DossierChanged: it was changed elsewhere since *kept* was read.
        StoreError: it could not be kept; the one before still stands.
    """
    now = max(at, kept.touched_at + 1)  # two changes in one millisecond are still two
    with translated(base.path, "ecriture"), atomic(base.connection):
        changed = base.connection.execute(
            "UPDATE dossier SET state = ?, touched_at = ? WHERE number = ? AND touched_at = ?",
            (state, now, kept.number, kept.touched_at),
        )
        if changed.rowcount != 1:
            raise DossierChanged(base.path, "ecriture")
    return Kept(kept.number, kept.made_at, now, state, kept.editions)


def read(base: Base, number: int) -> Kept:
    """The dossier of that number. Raises NoDossier, StoreError."""
    with translated(base.path, "lecture"):
        found = base.connection.execute(f"{_READ} WHERE d.number = ?", (number,)).fetchone()
    if found is None:
        raise NoDossier(base.path, "lecture", str(number))
    return Kept(*found)


def listed(base: Base) -> list[Kept]:
    """Every dossier, the last touched first."""
    with translated(base.path, "lecture"):
        rows = base.connection.execute(f"{_READ} ORDER BY d.touched_at DESC, d.number DESC").fetchall()
    return [Kept(*row) for row in rows]


def remove(base: Base, number: int) -> None:
    """Take a dossier out, with its editions. Raises NoDossier, StoreError."""
    with translated(base.path, "ecriture"), atomic(base.connection):
        base.connection.execute("PRAGMA secure_delete = ON")
        gone = base.connection.execute("DELETE FROM dossier WHERE number = ?", (number,)).rowcount
    if gone != 1:
        raise NoDossier(base.path, "ecriture", str(number))


def hand(base: Base, kept: Kept, state: str, published: str, at: int) -> Kept:
    """Keep what is handed at a meeting, as the next edition, and the state from which it goes on.

    Args:
        state: what was handed; the dossier goes on from it.
        published: the figures it showed, as they were shown.

    Raises:
        DossierChanged: it was changed elsewhere since *kept* was read; nothing was kept.
        StoreError: nothing was kept.
    """
    now = max(at, kept.touched_at + 1)
    with translated(base.path, "ecriture"), atomic(base.connection):
        changed = base.connection.execute(
            "UPDATE dossier SET state = ?, touched_at = ? WHERE number = ? AND touched_at = ?",
            (state, now, kept.number, kept.touched_at),
        )
        if changed.rowcount != 1:
            raise DossierChanged(base.path, "ecriture")
        base.connection.execute(
            "INSERT INTO dossier_edition (dossier, edition, at, state, published) "
            "SELECT ?, coalesce(max(edition), 0) + 1, ?, ?, ? FROM dossier_edition WHERE dossier = ?",
            (kept.number, at, state, published, kept.number),
        )
    return Kept(kept.number, kept.made_at, now, state, kept.editions + 1)


def editions(base: Base, number: int) -> list[Edition]:
    """The editions handed so far, the first one first."""
    with translated(base.path, "lecture"):
        rows = base.connection.execute(
            "SELECT edition, at, state, published FROM dossier_edition WHERE dossier = ? ORDER BY edition",
            (number,),
        ).fetchall()
    return [Edition(*row) for row in rows]


# ── erasure and right of access ──────────────────────────────────────────────────────────────────────


def naming(base: Base, names: Iterable[str]) -> list[tuple[int, int]]:
    """Number and edition (0 for the one being put together) of what names one of *names*, each once."""
    with translated(base.path, "lecture"):
        found = [(number, edition) for number, edition, _, _ in _states(base.connection, names)]
    return list(dict.fromkeys(found))


def forget(connection: sqlite3.Connection, names: Iterable[str]) -> None:
    """Take out of every dossier and edition what rests on the situations of these references.

    Inside the caller's transaction: what an erasure takes out, it takes out everywhere or nowhere.
    """
    wanted = {each.upper() for each in names}
    for number, edition, column, text in list(_states(connection, wanted)):
        told = json.dumps(_without(json.loads(text), wanted), ensure_ascii=False, separators=(",", ":"))
        if edition:
            connection.execute(
                f"UPDATE dossier_edition SET {column} = ? WHERE dossier = ? AND edition = ?",  # noqa: S608
                (told, number, edition),
            )
        else:
            connection.execute(
                "UPDATE dossier SET state = ?, touched_at = touched_at + 1 WHERE number = ?", (told, number)
            )


def _states(connection: sqlite3.Connection, names: Iterable[str]) -> Iterable[tuple[int, int, str, str]]:
    """Number, edition, column and text of what names one of *names*."""
    wanted = [each.upper() for each in names]
    rows = connection.execute(
        "SELECT number, 0, 'state', state FROM dossier "
        "UNION ALL SELECT dossier, edition, 'state', state FROM dossier_edition "
        "UNION ALL SELECT dossier, edition, 'published', published FROM dossier_edition ORDER BY 1, 2, 3"
    ).fetchall()
    for number, edition, column, text in rows:
        plain = text.upper()
        if any(each in plain for each in wanted):
            yield number, edition, column, text


def _without(value: Any, names: set[str]) -> Any:
    """The same value, without what rests on *names*."""
    kept = _pruned(value, names)
    if kept is _GONE:
        return {}
    if isinstance(kept, dict) and isinstance(kept.get(EXCUSED), list):
        others = {key: each for key, each in kept.items() if key != EXCUSED}
        kept[EXCUSED] = still_said(kept[EXCUSED], _texts(others))
    return kept


def still_said(excused: Iterable[str], texts: Iterable[str]) -> list[str]:
    """Of the passages kept on purpose, those that a text still holds."""
    held = [_squeezed(each) for each in texts]
    return [each for each in excused if any(each.rpartition("\x1f")[2] in text for text in held)]


def _squeezed(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _pruned(value: Any, names: set[str]) -> Any:
    if isinstance(value, str):
        return _blanked(value, names)
    if isinstance(value, list):
        return [each for each in (_pruned(item, names) for item in value) if each is not _GONE]
    if not isinstance(value, dict):
        return value
    rests_on = value.get(REFERENCES)
    if isinstance(rests_on, list) and rests_on:
        left = [each for each in rests_on if str(each).upper() not in names]
        if not left or str(value.get(WORDS_OF, "")).upper() in names:
            return _GONE
        value = {**value, REFERENCES: left}
    told = {key: _pruned(each, names) for key, each in value.items()}
    return {key: each for key, each in told.items() if each is not _GONE}


def _blanked(text: str, names: set[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(name)}(?!\w)", BLANK, text, flags=re.IGNORECASE)
    return text
