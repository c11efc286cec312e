"""The figures of a group session, in a program that has computed nothing before: importing numpy counts.

The limits are of time, not of a ratio: nothing else computes the same. Beside, for scale, what the library
that coefficients are checked against takes for one of them with as many draws.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.measure import Row, as_ratio, in_turn, milliseconds, p50
from interview.rehearsal.session.counting.bootstrap import DRAWS

if TYPE_CHECKING:
    from benchmarks.rows import Effort

PEOPLE, CASES = 15, 20
_WITHOUT, _WITH = 0.2, 2.0


def session(effort: Effort) -> list[Row]:
    """Fifteen people on twenty cases: everything but the intervals, everything, and after a discussion."""
    taken: tuple[list[float], ...] = ([], [], [], [])
    for side in in_turn(max(3, effort.rounds // 2), len(taken)):
        taken[side].append(_alone(side))
    without, whole, twice, library = map(p50, taken)
    work = f"figures of a session, {PEOPLE} people × {CASES} cases"
    beside = f"krippendorff: one nominal alpha, {DRAWS} draws one by one"
    return [
        _row(f"{work}, without intervals", without, _WITHOUT),
        _row(f"{work}, intervals included", whole, _WITH, beside, library),
        _row(f"{work}, before and after, intervals included", twice, _WITH),
    ]


def _row(work: str, ours: float, most: float, against: str = "—", baseline: float | None = None) -> Row:
    return Row(
        "seance",
        work,
        against,
        milliseconds(ours),
        "—" if baseline is None else milliseconds(baseline),
        "—" if baseline is None else as_ratio(ours / baseline),
        f"< {most * 1000:.0f} ms",
        "held" if ours < most else "**not held**",
    )


def _alone(side: int) -> float:
    """Seconds told by a program of its own."""
    asked = [sys.executable, "-m", "benchmarks.sessions", str(side)]
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=True)
    return float(json.loads(done.stdout))


def timed_figures(draws: int, *, again: bool = False) -> float:
    """Seconds from what was gathered to every figure.

    Args:
        again: whether everybody answered everything a second time, after a discussion.
    """
    from interview.rehearsal.session.counting.figures import figures_of
    from tests.interview.rehearsal.simulated import scattered, talked

    held = talked(PEOPLE, CASES, 0.5, 0.8) if again else scattered(PEOPLE, CASES, seed=1)
    started = time.perf_counter()
    figures_of(held, draws=draws)
    return time.perf_counter() - started


def timed_library() -> float:
    """Seconds for the interval of one nominal alpha over a table of the same size."""
    import krippendorff
    import numpy as np

    drawn = random.Random(1)
    answers = [[drawn.choice((rank % 4, drawn.randrange(4))) for rank in range(CASES)] for _ in range(PEOPLE)]
    table = np.array(answers, dtype=float)
    generator = np.random.default_rng(0)
    started = time.perf_counter()
    for _ in range(DRAWS):
        units = generator.integers(0, CASES, CASES)
        krippendorff.alpha(reliability_data=table[:, units], level_of_measurement="nominal")
    return time.perf_counter() - started


if __name__ == "__main__":
    sides = (
        lambda: timed_figures(0),
        lambda: timed_figures(DRAWS),
        lambda: timed_figures(DRAWS, again=True),
        timed_library,
    )
    print(json.dumps(sides[int(sys.argv[1])]()))
