"""Rebuilding and verifying a large base of true interviews: ``uv run python -m benchmarks.rebuilding``.

A few hundred interviews are held through the product itself, follow-ups, links and edits included; their
journals are then copied as many times as it takes, each copy with households, references and identifiers
of its own, and sealed again. So every journal can be replayed, which that of :mod:`benchmarks.populate`
cannot. It takes some minutes, and is no line of the table.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from flows.loader import load_catalogue
from interview.rebuilding import Rebuilder
from store import Base, chain
from tests.generated import fill

Row = tuple[Any, ...]
HELD = 250
_ADD = (
    "INSERT INTO journal (id, interview, at, author, flow, kind, situation, question, value, parent, seal) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_READ = "SELECT id, interview, at, author, flow, kind, situation, question, value FROM journal ORDER BY seq"


@click.command(help="Mesure la vérification et la reconstruction d’une grande base d’entretiens vrais.")
@click.option("--situations", default=100_000, show_default=True)
def main(situations: int) -> None:
    """Make the base, rebuild it, verify it, and say how long each took."""
    with tempfile.TemporaryDirectory() as folder, Base.open(Path(folder) / "base.db") as base:
        fill(base, HELD, seed=2026)
        told = base.counts()
        copies = -(-situations // told.situations)
        base.connection.execute("PRAGMA synchronous = OFF")
        _timed("journals copied", lambda: copy_journals(base, copies - 1))
        rebuilder = Rebuilder(base, load_catalogue())
        _timed("rebuild", rebuilder.rebuild)
        click.echo(f"{base.counts()}, {base.path.stat().st_size / 1e6:.0f} MB")
        _timed("the file, the chain, the archive", lambda: _sound(base))
        _timed("every table compared with its journal", lambda: _same(rebuilder))
        _timed("open", lambda: Base.open(base.path).close())


def copy_journals(base: Base, copies: int) -> None:
    """Write every journal of *base* again, that many times, as those of other households."""
    rows: list[Row] = base.connection.execute(_READ).fetchall()
    flows = dict(base.connection.execute("SELECT row, sha256 FROM flow_archive").fetchall())
    names = _names(base.connection)
    base.connection.execute("BEGIN")
    for number in range(1, copies + 1):
        base.connection.executemany(_ADD, _copied(rows, flows, names, number))
    base.connection.execute("COMMIT")


def _names(connection: sqlite3.Connection) -> re.Pattern[str]:
    """What is peculiar to an interview in the text of a value: references, households, entries."""
    known = [name for (name,) in connection.execute("SELECT reference FROM interview")]
    known += [name for (name,) in connection.execute("SELECT id FROM household")]
    return re.compile(
        "|".join(re.escape(each) for each in known) + r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    )


def _copied(rows: list[Row], flows: dict[int, bytes], names: re.Pattern[str], number: int) -> Iterator[Row]:
    last: dict[bytes, bytes] = {}
    for identity, interview, at, author, flow, kind, situation, question, value in rows:
        other = names.sub(lambda found: _other(found[0], number), value) if value else value
        said = (
            _moved(identity, number),
            _moved(interview, number),
            at,
            author,
            kind,
            situation,
            question,
            other,
        )
        parent = last.get(said[1], chain.START)
        seal = last[said[1]] = chain.seal_of(parent, flows[flow], said)
        yield (*said[:4], flow, *said[4:], parent, seal)


def _other(name: str, number: int) -> str:
    if len(name) == 36:
        import uuid

        return str(uuid.UUID(bytes=_moved(uuid.UUID(name).bytes, number)))
    return f"{name}{number:X}"


def _moved(identity: bytes, number: int) -> bytes:
    """Another identifier, with the same instant: its last bytes carry the number of the copy."""
    return (
        identity[:8]
        + bytes([identity[8]])
        + (int.from_bytes(identity[9:], "big") ^ (number << 40)).to_bytes(7, "big")
    )


def _sound(base: Base) -> None:
    damages = base.damages()
    assert not damages, json.dumps([each.detail for each in damages[:3]], ensure_ascii=False)


def _same(rebuilder: Rebuilder) -> None:
    assert next(rebuilder.differences(), None) is None


def _timed(work: str, run: Any) -> None:
    begun = time.perf_counter()
    run()
    click.echo(f"{work}: {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
