"""Take measures in turn, sum them up, and say whether a limit is held."""

from __future__ import annotations

import gc
import math
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


class NotMeasured(Exception):
    """One side cannot be measured here; the reason goes in the table instead of a number."""


@dataclass(frozen=True)
class Row:
    """One line of the table, as it will be printed."""

    key: str
    work: str
    against: str
    ours: str
    baseline: str
    ratio: str
    limit: str
    verdict: str


def in_turn(rounds: int, sides: int = 2) -> Iterator[int]:
    """Which side to measure next: A B, B A, A B… so that a drift of the machine falls on both alike."""
    for number in range(rounds):
        order = range(sides) if number % 2 == 0 else reversed(range(sides))
        yield from order


def p50(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 measures do not pass (nearest rank)."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def compared(
    key: str,
    work: str,
    against: str,
    ours: float,
    baseline: float,
    most: float,
    *,
    unit: Callable[[float], str],
    limit: str | None = None,
) -> Row:
    """A row whose limit is a ratio of the baseline."""
    ratio = ours / baseline
    return Row(
        key,
        work,
        against,
        unit(ours),
        unit(baseline),
        as_ratio(ratio),
        limit or f"≤ {most:g} ×",
        "held" if ratio <= most else "**not held**",
    )


def missing(key: str, work: str, against: str, limit: str, reason: object, baseline: str = "—") -> Row:
    """A row that could not be measured, with why."""
    return Row(key, work, against, "—", baseline, "—", limit, f"non mesuré: {reason}")


def as_ratio(ratio: float) -> str:
    """A ratio as people read it: 1.07 ×, 0.031 ×, 12.4 ×."""
    return f"{ratio:.3g} ×"


def milliseconds(seconds: float) -> str:
    """A duration in milliseconds, with three significant digits."""
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds * 1e3:.0f} ms"


def megabytes(count: float) -> str:
    """A size in millions of bytes."""
    return f"{count / 1e6:.0f} MB"


def octets(count: float) -> str:
    """A size in bytes."""
    return f"{thousands(round(count))} bytes"


def thousands(count: int) -> str:
    """A count as people read it: 100 000, without a line break inside."""
    return f"{count:,}".replace(",", "\u202f")


def timed(work: Callable[[], object]) -> float:
    """How long one call takes, started from a clean heap."""
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def peak_memory() -> int:
    """Bytes of memory this process has held at most.

    Linux is asked for what this program alone has held: `getrusage` also counts what launched it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if platform.system() == "Darwin" else most * 1024


def machine() -> str:
    """What the numbers were measured on: no name of a person or of a host."""
    return f"{_processor()}, {platform.system()} {platform.release()}, Python {platform.python_version()}"


def today() -> str:
    """The date of the measures."""
    return date.today().isoformat()


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    name = platform.processor() or platform.machine()
    if known.exists():
        lines = known.read_text(encoding="utf-8", errors="replace").splitlines()
        name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), name)
    return f"{name} × {os.cpu_count()}"
