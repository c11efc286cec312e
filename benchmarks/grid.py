"""A grid brought into an empty base, beside the same file read and put as it is into one table."""

from __future__ import annotations

import csv
import dataclasses
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from benchmarks.measure import Row, compared, in_turn, milliseconds, p50, thousands
from interview.grid.checking import Checker
from interview.grid.columns import COLUMNS, as_text
from interview.grid.columns import Row as Situation
from interview.grid.importing import bring_in
from interview.grid.reading import opened
from interview.surroundings import workplace
from store import Base
from store.projection import DETAILS

if TYPE_CHECKING:
    from benchmarks.rows import Effort

_MOST = 5.0
_ROUNDS = 3
_FILLED = ("journal", "household", "interview", "situation", *(each.table for each in DETAILS), "search")
_NAMES = [each.name for each in COLUMNS]


def grid_in(effort: Effort) -> list[Row]:
    """From the file to the durable commit, checks and journal included; beside the file as it is, put in one
    table, and beside the very rows that the base then holds, ready, put in tables without index nor check."""
    with tempfile.TemporaryDirectory(prefix="repere-") as folder:
        path = Path(folder) / "grille.csv"
        _write(path, effort.situations)
        ours: list[float] = []
        raw: list[float] = []
        for side in in_turn(_ROUNDS):
            (ours, raw)[side].append((_import, _raw)[side](path, Path(folder)))
        tables = _tables(Path(folder) / "base.db")
        same = [_same_rows(tables, Path(folder) / f"same-{each}.db") for each in range(_ROUNDS)]
    work = f"grid of {thousands(effort.situations)} situations imported ({load()})"
    against = "csv read, one executemany, one table"
    held = sum(len(rows) for rows in tables)
    rows = f"the {thousands(held)} rows it makes, ready, executemany, bare tables"
    beside = compared("grille", work, rows, p50(ours), p50(same), _MOST, unit=milliseconds, limit="—")
    return [
        compared("grille", work, against, p50(ours), p50(raw), _MOST, unit=milliseconds),
        dataclasses.replace(beside, verdict="told, not limited"),
    ]


def load() -> str:
    """How busy the machine is, where it says so."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"


def _tables(path: Path) -> list[list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return [connection.execute(f"SELECT * FROM {each}").fetchall() for each in _FILLED]


def _same_rows(tables: list[list[tuple[Any, ...]]], path: Path) -> float:
    filled = [(f"same_{at}", rows) for at, rows in enumerate(tables) if rows]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        for name, rows in filled:
            connection.execute(f"CREATE TABLE {name} ({', '.join(f'c{at}' for at in range(len(rows[0])))})")
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for name, rows in filled:
            connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        connection.execute("COMMIT")
        return time.perf_counter() - begun


def _write(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(_NAMES)
        writer.writerows([as_text(each, getattr(row, each.name)) for each in COLUMNS] for row in _rows(count))


def _rows(count: int) -> Iterator[Situation]:
    """Invented situations, five for four households; every column is filled in turn."""
    base = Situation(
        reference="",
        date="2024-03-04",
        service="asf",
        agent="A1",
        territoire="centre",
        taille_menage=3,
        personnes_concernees=2,
        nature="financiere",
        prestation="rsa",
        organismes=("caf",),
        formes=("non_reception",),
        raisons=(("non_reception", "lenteur_administrative"),),
        intensite="complet",
        certitude="avere",
        actions=("courrier", "contact_telephonique"),
        minutes=33,
        issue="en_cours",
    )
    for at in range(count):
        yield msgspec.structs.replace(
            base,
            reference=f"S-{at}",
            date=f"2024-{at % 12 + 1:02d}-{at % 28 + 1:02d}",
            menage=f"M{at * 4 // 5}",
            asf_demandee=True if at % 3 == 0 else None,
            asf_montant=206_00 if at % 3 == 0 else None,
            suite="droit_ouvert" if at % 4 == 0 else None,
            suite_date="2024-12" if at % 4 == 0 else None,
            synthese="Dossier renvoyé deux fois." if at % 10 == 0 else None,
        )


def _import(path: Path, folder: Path) -> float:
    base_path = folder / "base.db"
    for each in folder.glob("base.db*"):
        each.unlink()
    with Base.open(base_path) as base:
        place = workplace(base)
        begun = time.perf_counter()
        with opened(path) as sheet:
            outcome = bring_in(place, base, Checker(sheet, place.machine.flow, place.today().isoformat()))
        spent = time.perf_counter() - begun
    if not outcome.kept or outcome.faults:
        raise RuntimeError("the grid did not come in")
    return spent


def _raw(path: Path, folder: Path) -> float:
    raw_path = folder / "raw.db"
    for each in folder.glob("raw.db*"):
        each.unlink()
    with closing(sqlite3.connect(raw_path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"CREATE TABLE grid ({', '.join(_NAMES)})")
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, delimiter=";")
            next(lines)
            connection.executemany(
                f"INSERT INTO grid VALUES ({', '.join('?' * len(_NAMES))})",
                lines,
            )
        connection.execute("COMMIT")
        return time.perf_counter() - begun
