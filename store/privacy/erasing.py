"""Erasing households, wherever the program put them, so that no byte of what was said remains.

The one way out of the journal, for the end of retention as for a person's request. The order makes it
safe to stop anywhere, even by a power cut; running it again finishes it:

1. every copy of the base is opened, and the whole is refused if one cannot be;
2. the households are written down as being erased (``erasure_begun``) and marked (see ``marks``): from
   then on no window and no import can add to them;
3. the sheets written about them are deleted, if they still hold what was written;
4. one transaction takes them out of the journal and of every table, and leaves the proof line;
5. the search index is made anew, the write-ahead log emptied, the file rewritten without its free pages;
6. the copies go through 2, 4 and 5. They come after the base: a copy begun before ends before or without.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from msgspec import Struct

from store import dossiers
from store.checkup import Progress, silent
from store.errors import (
    BaseLocked,
    CopiesUnreachable,
    ErasureUnfinished,
    Moment,
    StoreError,
    translated,
)
from store.opening import atomic
from store.privacy import marks
from store.privacy.access import digest_of, files_of, is_of_others, parts_of, remove_part

if TYPE_CHECKING:
    from store.base import Base

Kind = Literal["purge", "effacement"]
Copies = Callable[[], Sequence[Path]]
Opener = Callable[[Path], "Base"]
_BEGUN = "SELECT at, who, kind, reason, household FROM erasure_begun"
_PROOF = (
    "INSERT INTO erasure (at, who, kind, reason, households, situations, files) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_NAMED = """
SELECT i.id, s.rank, 1, c.household, i.household FROM situation_link l
JOIN situation s ON s.row = l.situation JOIN interview i ON i.row = s.interview
JOIN situation n ON n.reference = l.cause JOIN interview c ON c.row = n.interview
WHERE c.household IS NOT NULL AND c.household IS NOT i.household
UNION ALL
SELECT i.id, s.rank, 0, c.household, i.household FROM situation s
JOIN interview i ON i.row = s.interview
JOIN situation n ON n.reference = s.requalifie JOIN interview c ON c.row = n.interview
WHERE s.requalifie IS NOT NULL AND c.household IS NOT NULL AND c.household IS NOT i.household
"""
NOTHING_LEFT = ""
"""What an access line refers to, once the record it named is erased."""


class Order(Struct, frozen=True):
    """Why an erasure is done. ``at`` is in milliseconds; ``reason`` is a code: never free text."""

    kind: Kind
    who: str
    reason: str
    at: int


class Erased(Struct, frozen=True):
    """What was erased.

    Attributes:
        households, situations: how many, in the base itself.
        files: sheets deleted.
        left: files still there: they no longer hold what was written, or could not be deleted.
        copies: copies of the base that held something of it.
    """

    households: int = 0
    situations: int = 0
    files: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()
    copies: tuple[Path, ...] = ()


def is_erased(base: Base, household: str) -> bool:
    """Whether that household was erased here: it must not come back by a copy or an import."""
    with translated(base.path, "lecture"):
        return marks.is_erased(base.connection, household)


class Outside(Struct, frozen=True):
    """A situation of another household that names one about to be erased.

    ``cause`` says how: as what caused it, or as the earlier situation that it qualifies anew.
    """

    interview: UUID
    rank: int
    cause: bool


def outside_links(base: Base, households: Iterable[str]) -> list[Outside]:
    """What, in other households, names a situation of *households*: to be untied before they are erased."""
    erased = {household.upper() for household in households}
    with translated(base.path, "lecture"):
        rows = base.connection.execute(_NAMED).fetchall()
    return [
        Outside(UUID(bytes=interview), rank, bool(cause))
        for interview, rank, cause, named, own in rows
        if named.upper() in erased and (own or "").upper() not in erased
    ]


def erase(
    base: Base,
    households: Iterable[str],
    order: Order,
    copies: Copies,
    open_copy: Opener,
    untie: Callable[[], None] = lambda: None,
    say: Progress = silent,
    also_known: Iterable[str] = (),
) -> Erased:
    """Erase *households* from the base, its copies and the files written about them.

    What an earlier run had begun and not finished is finished with it.

    Args:
        base: an open base, in no transaction.
        households: their codes; one that the base does not know is erased from the copies.
        order: who asks, and why.
        copies: lists the copies of the base, asked for again once the base itself is done; raises
            StoreError while one is being made.
        open_copy: opens one of them for writing.
        untie: called once it is known that it can be done, before anything is.
        say: told how many copies are done.
        also_known: what else these households are called, where they came from: refused from now on too.

    Raises:
        CopiesUnreachable: a copy cannot be erased; nothing has been changed.
        BaseLocked: another program is reading, or making a copy; nothing has been changed.
        ErasureUnfinished: it was begun; the same call, made again, finishes it.
    """
    wanted = list(dict.fromkeys(households))
    _check(copies(), open_copy)
    _empty_log(base, "ouverture")
    untie()
    begin(base, wanted, order, also_known)
    try:
        return _finish(base, copies, open_copy, say)
    except StoreError as error:
        raise ErasureUnfinished(base.path, "ecriture", detail=error.what.rstrip(".")) from error


def pending(base: Base) -> list[str]:
    """The households whose erasure was begun and not finished."""
    with translated(base.path, "lecture"):
        return [row[0] for row in base.connection.execute("SELECT household FROM erasure_begun")]


def erase_again(base: Base, restored: Base, order: Order) -> int:
    """Erase from *restored* what was erased from *base* since, and carry over its proof lines and marks.

    For whoever puts a copy back: how many households had come back with it. *restored* is erased as it
    stands, without its own copies.
    """
    with translated(restored.path, "lecture"):
        codes = [row[0] for row in restored.connection.execute("SELECT id FROM household")]
    back = [code for code in codes if is_erased(base, code)]
    _carry_over(base, restored)
    if back:
        begin(restored, back, order)
        clear(restored)
    return len(back)


def begin(base: Base, households: Iterable[str], order: Order, also_known: Iterable[str] = ()) -> None:
    """Write down that *households* are being erased; from then on nothing can be added to them.

    What they are *also known* as is marked with them.
    """
    known = list(households)
    with translated(base.path, "ecriture"), atomic(base.connection):
        base.connection.executemany(
            "INSERT OR IGNORE INTO erasure_begun (household, at, who, kind, reason) VALUES (?, ?, ?, ?, ?)",
            [(household, order.at, order.who, order.kind, order.reason) for household in known],
        )
        marks.mark(base.connection, [*known, *also_known], order.at)


def clear(base: Base, files: int = 0) -> tuple[int, int]:
    """Take out of one base what ``begin`` wrote down, down to the free pages of its file.

    Args:
        files: how many sheets were deleted, for the proof line.

    Returns:
        How many households and situations it held of them.
    """
    counted = _take_out(base, files)
    _scrub(base)
    return counted


def _finish(base: Base, copies: Copies, open_copy: Opener, say: Progress) -> Erased:
    with translated(base.path, "lecture"):
        begun = base.connection.execute(_BEGUN).fetchall()
    orders = {household: Order(kind, who, reason, at) for at, who, kind, reason, household in begun}
    deleted, left = _delete_files(base, orders)
    counted = _take_out(base, len(deleted))
    _empty_log(base)  # so nobody still reads what was there before: a copy begun before is done, or listed
    reached, listed = [], copies()
    for rank, copy in enumerate(listed, 1):
        reached += [copy] if _clear_copy(copy, orders, open_copy) else []
        say(rank, len(listed))
    _scrub(base)
    return Erased(*counted, tuple(deleted), tuple(left), tuple(reached))


def _scrub(base: Base) -> None:
    """Leave no old page: not in the file, not in its log. What was begun is then done.

    The log is emptied first so that what the file gives back to the disk has been overwritten.
    """
    _empty_log(base)
    with translated(base.path, "ecriture"):
        base.connection.execute("PRAGMA secure_delete = ON")
        base.connection.execute("VACUUM")
    _empty_log(base)
    with translated(base.path, "ecriture"), atomic(base.connection):
        base.connection.execute("DELETE FROM erasure_begun")
    _empty_log(base)


def _check(copies: Sequence[Path], open_copy: Opener) -> None:
    """Every copy must be ours, sound and writable: known before anything is touched."""
    unreachable = []
    for path in copies:
        try:
            with open_copy(path) as copy, translated(path, "lecture"):
                sound = copy.connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            if not sound:
                unreachable.append(f"{path} (contenu abîmé)")
        except StoreError as error:
            unreachable.append(f"{path} ({error.what.rstrip('.')})")
    if unreachable:
        raise CopiesUnreachable(copies[0].parent, detail=" ; ".join(unreachable))


def _clear_copy(path: Path, orders: dict[str, Order], open_copy: Opener) -> bool:
    """Whether that copy held something of them: then it no longer does."""
    with open_copy(path) as copy:
        with translated(path, "lecture"):
            there = _interviews(copy.connection, orders)
        for order in {orders[code] for code in there}:
            begin(copy, [code for code in there if orders[code] == order], order)
        if not there and not pending(copy):
            return False
        clear(copy)
        return True


def _delete_files(base: Base, households: Iterable[str]) -> tuple[list[Path], list[Path]]:
    """Those deleted (now or before), and those left: someone has changed them since, or holds them."""
    written: dict[Path, set[bytes]] = {}
    for household in households:
        for file in files_of(base, household):
            written.setdefault(file.path, set()).add(file.digest)
    deleted: list[Path] = []
    left: list[Path] = []
    for path, digests in written.items():
        with suppress(OSError):
            for part in parts_of(path):
                remove_part(part)
            if digest_of(path) in digests:
                path.unlink()
        if not path.exists():
            deleted.append(path)
        elif not is_of_others(base, path):
            left.append(path)
    return deleted, left


def _take_out(base: Base, files: int) -> tuple[int, int]:
    """One transaction: out of the journal, the tables, the index; a proof line for each order."""
    connection, households, situations = base.connection, 0, 0
    with translated(base.path, "ecriture"):
        connection.execute("PRAGMA secure_delete = ON")
        with atomic(connection):
            connection.execute("INSERT OR IGNORE INTO erasing (only) VALUES (1)")
            begun = connection.execute(_BEGUN).fetchall()
            found = _interviews(connection, [row[-1] for row in begun])
            for order in sorted({tuple(row[:-1]) for row in begun}):
                codes = [row[-1] for row in begun if tuple(row[:-1]) == order]
                count = sum(_take_out_one(connection, code, found.get(code, ())) for code in codes)
                there = sum(1 for code in codes if code in found)
                if there:
                    connection.execute(_PROOF, (*order, there, count, files))
                    files = 0
                households, situations = households + there, situations + count
            connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
            connection.execute("DELETE FROM erasing")
    return households, situations


def _interviews(connection: sqlite3.Connection, households: Iterable[str]) -> dict[str, list[bytes]]:
    """The interviews of each household that has some, those of the journal that no table knows included."""
    unknown = connection.execute(
        "SELECT interview, group_concat(upper(value)) FROM journal "
        "WHERE interview NOT IN (SELECT id FROM interview) GROUP BY interview"
    ).fetchall()
    found = {}
    for household in households:
        rows = connection.execute(
            "SELECT id FROM interview WHERE household = :h OR (household IS NULL AND reference = :h)",
            {"h": household},
        )
        known = [bytes(row[0]) for row in rows]
        known += [bytes(interview) for interview, said in unknown if household.upper() in (said or "")]
        if known:
            found[household] = known
    return found


def _take_out_one(connection: sqlite3.Connection, household: str, interviews: Iterable[bytes]) -> int:
    """How many situations one household had."""
    situations = 0
    names = {household}
    for interview in interviews:
        for reference, situation in connection.execute(
            "SELECT i.reference, s.reference FROM interview i LEFT JOIN situation s ON s.interview = i.row "
            "WHERE i.id = ?",
            (interview,),
        ):
            names |= {reference, situation or reference}
            situations += situation is not None
        connection.execute("DELETE FROM journal WHERE interview = ?", (interview,))
        connection.execute("DELETE FROM interview WHERE id = ?", (interview,))
    for name in names:
        _unname(connection, name)
    dossiers.forget(connection, names)
    connection.execute("DELETE FROM written_file WHERE household = ?", (household,))
    connection.execute("DELETE FROM household WHERE id = ?", (household,))
    return situations


def _unname(connection: sqlite3.Connection, name: str) -> None:
    """The access log keeps that someone looked at something then, and no longer says at what."""
    rows = connection.execute(
        "SELECT seq, at, who, what FROM access_log WHERE reference = ? COLLATE NOCASE", (name,)
    ).fetchall()
    for row in rows:
        connection.execute("DELETE FROM access_log WHERE seq = ?", row[:1])
        connection.execute(
            "INSERT INTO access_log (seq, at, who, what, reference) VALUES (?, ?, ?, ?, ?)",
            (*row, NOTHING_LEFT),
        )


def _carry_over(base: Base, restored: Base) -> None:
    """What says who was erased must not be lost with what is replaced."""
    with translated(base.path, "lecture"):
        read = base.connection.execute
        identity = read("SELECT id, secret FROM identity").fetchone()
        digests = read("SELECT digest, at FROM erased_household").fetchall()
        proofs = read("SELECT at, who, kind, reason, households, situations, files FROM erasure").fetchall()
    with translated(restored.path, "ecriture"), atomic(restored.connection):
        write = restored.connection.execute
        if write("SELECT id, secret FROM identity").fetchone() == identity:
            for digest in digests:
                write("INSERT OR IGNORE INTO erased_household (digest, at) VALUES (?, ?)", digest)
        kept = {
            tuple(row)
            for row in write("SELECT at, who, kind, reason, households, situations, files FROM erasure")
        }
        for proof in proofs:
            if tuple(proof) not in kept:
                write(_PROOF, proof)


def _empty_log(base: Base, moment: Moment = "ecriture") -> None:
    """Bring the write-ahead log into the file and cut it to nothing; it keeps old pages until then."""
    with translated(base.path, "ecriture"):
        busy = base.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise BaseLocked(base.path, moment)
