"""What is done with a large base besides interviews: list, search, follow-up, copy, verification."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Row, milliseconds, p95, thousands
from benchmarks.populate import large_base, working_copy

if TYPE_CHECKING:
    from benchmarks.rows import Effort
    from store import Base

MOST = 0.1
"""Seconds that the list and a search may take, whatever they look for."""
TIMES = 20


def upkeep(effort: Effort) -> list[Row]:
    """Each piece of work on a fresh copy of the large base; the slowest kind of each is what is shown."""
    from store import Base

    with tempfile.TemporaryDirectory(dir=large_base(effort.situations).parent) as folder:
        path = working_copy(Path(folder), effort.situations)
        opened = _spent(lambda: Base.open(path, create=False).close())
        with Base.open(path, create=False) as base:
            return [
                _row(effort, "opening", opened),
                *(_row(effort, work, _spent(do), MOST) for work, do in _looks(base).items()),
                _row(effort, "follow-up, its durable commit included", _spent(_follow_up(base))),
                *_whole(effort, base, Path(folder)),
            ]


def _looks(base: Base) -> dict[str, Callable[[], object]]:
    from store.finding import Filter

    first = base.find(Filter())
    household = base.recent(1)[0].household or ""
    asked = {
        "list, first page": Filter(),
        "list, one service and one form, ended": Filter(
            service="accueil", form="non_reception", openness="closes"
        ),
        "list, what nothing matches": Filter(service="inconnu"),
        "search, a word found everywhere": Filter(words="dossier"),
        "search, two words and a period": Filter(words="renvoye piece", since=1_700_000_000_000),
        "search, a word found nowhere": Filter(words="zzzz"),
    }
    looks: dict[str, Callable[[], object]] = {
        work: lambda wanted=wanted: base.find(wanted) for work, wanted in asked.items()
    }
    looks["list, second page"] = lambda: base.find(Filter(), first.after)
    looks["household view"] = lambda: base.situations_of(household)
    return looks


def _follow_up(base: Base) -> Callable[[], object]:
    """One more entry in the journal of a finished interview, as a follow-up adds one."""
    import msgspec
    from uuid_utils.compat import uuid7

    summary = base.recent(1)[0]
    record, entries = base.record(summary.interview), base.entries(summary.interview)
    assert record is not None

    def write() -> None:
        rappel = msgspec.structs.replace(
            entries[-1], id=uuid7(), kind="rappel", question="", value=("2026-09-01", "2026-09-18")
        )
        base.append([rappel], record)

    return write


def _whole(effort: Effort, base: Base, folder: Path) -> list[Row]:
    """What reads all of the base, once."""
    from store import backup

    copy = _spent(lambda: backup.save(base, folder / "copies", 1_772_528_400_000), 1)
    check = _spent(base.damages, 1)
    return [
        _row(effort, "copy, read again and compared", copy),
        _row(effort, "verify: the file, the chain, the archive", check),
    ]


def _spent(do: Callable[[], object], times: int = TIMES) -> list[float]:
    measured = []
    for _ in range(times):
        started = time.perf_counter()
        do()
        measured.append(time.perf_counter() - started)
    return measured


def _row(effort: Effort, work: str, measured: list[float], most: float | None = None) -> Row:
    spent = p95(measured)
    named = f"{work}, base of {thousands(effort.situations)}"
    if most is None:
        return Row("base", named, "—", milliseconds(spent), "—", "—", "—", "for information")
    verdict = "held" if spent <= most else "**not held**"
    return Row("base", named, "—", milliseconds(spent), "—", "—", f"≤ {milliseconds(most)}", verdict)
