"""The nine headings over a million situations, beside DuckDB copying the same file and counting the same."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.baselines.duckdb_tables import DuckDB
from benchmarks.figures_base import SITUATIONS, figures_base
from benchmarks.measure import (
    NotMeasured,
    Row,
    compared,
    in_turn,
    megabytes,
    milliseconds,
    missing,
    p50,
    thousands,
)
from store.figures import Figures, Scope, figures

if TYPE_CHECKING:
    from benchmarks.rows import Effort

_DAY = 86_400_000
_SINCE, _UNTIL = 19_000 * _DAY, 19_700 * _DAY
TODAY = "2026-11-22"
SCOPES = {
    "whole": Scope(today=TODAY),
    "one organism": Scope(today=TODAY, organisms=("caf",)),
    "one organism, two years": Scope(today=TODAY, organisms=("caf",), since=_SINCE, until=_UNTIL),
}
MEMORY = 500_000_000
_MOST = 1.0


def bilan(effort: Effort) -> list[Row]:
    """Every scope, then the memory of a program that counts the whole."""
    path = figures_base()
    against, limit = "DuckDB: the file copied, the same tables", f"≤ {_MOST:g} ×"
    try:
        with DuckDB() as other:
            rows = [_row(effort, path, other, name, scope) for name, scope in SCOPES.items()]
    except NotMeasured as error:
        rows = [missing("bilan", _work(name), against, limit, error) for name in SCOPES]
    held = peak(path)
    work = f"memory of the whole, {thousands(SITUATIONS)} situations"
    verdict = "held" if held < MEMORY else "**not held**"
    return [*rows, Row("bilan", work, "—", megabytes(held), "—", "—", f"< {megabytes(MEMORY)}", verdict)]


def _row(effort: Effort, path: Path, other: DuckDB, name: str, scope: Scope) -> Row:
    ours: list[float] = []
    theirs: list[float] = []
    for side in in_turn(max(2, effort.rounds // 2)):
        if side:
            told = other.count(path, scope.since, scope.until, "".join(scope.organisms))
            theirs.append(told["seconds"])
        else:
            seconds, found = timed_figures(path, scope)
            ours.append(seconds)
    volume = found.volume
    same = (volume.situations, volume.interviews, volume.households)
    if same != (told["situations"], told["interviews"], told["households"]):
        raise NotMeasured(f"DuckDB counts otherwise: {told}, {same}")
    values = p50(ours), p50(theirs)
    return compared(
        "bilan", _work(name), "DuckDB: the file copied, the same tables", *values, _MOST, unit=milliseconds
    )


def _work(name: str) -> str:
    return f"the nine headings, {name}, {thousands(SITUATIONS)} situations"


def timed_figures(path: Path, scope: Scope) -> tuple[float, Figures]:
    """Seconds from an open base to its figures."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        started = time.perf_counter()
        found = figures(connection, scope)
        return time.perf_counter() - started, found


def peak(path: Path) -> int:
    """Bytes that a program of its own holds at most when it counts the whole base, its workers with it."""
    asked = [sys.executable, "-m", "benchmarks.figures", str(path)]
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=True)
    return int(done.stdout)


if __name__ == "__main__":
    import resource

    from benchmarks.measure import peak_memory
    from store.figures.crew import MOST

    timed_figures(Path(sys.argv[1]), SCOPES["whole"])
    # The largest of them, as many times as there may be: more than they hold, never less.
    workers = MOST * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(peak_memory() + workers)
