"""The workbench in a process of its own, its imports done, so that it is measured as pyxform is.

Talks in lines, each answered by one JSON object:

- « examine FILE TIMES »: all that `repere parcours verifier FILE` does before it writes;
- « checks FILE TIMES »: what each check adds, when no other one is run and the file is already read;
- « prove FILE TIMES »: the proof of a flow, once it is loaded.
"""

from __future__ import annotations

import datetime
import gc
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measure import in_turn, peak_memory, timed
from flows.checks import CHECKS, Check, Filled, flow_examined
from flows.loader import load_catalogue, load_flow
from flows.proof import Proof, prove
from flows.reading import read_file
from interview.sheets.content import FILLED_BY
from interview.workbench.verify import Report, examine

TODAY = datetime.date(2026, 11, 21)
"""The day sources are judged on: always the same, whenever the bench is run."""
FILLED = tuple(Filled(field, question, kinds) for field, question, kinds in FILLED_BY)


def examined(path: Path, times: int) -> dict[str, Any]:
    """Seconds of each examination, the memory of the process, and how many faults were told."""
    report = examine(path, TODAY)
    seconds = [timed(lambda: examine(path, TODAY)) for _ in range(times)]
    return {"seconds": seconds, "peak": peak_memory(), **_told(report)}


def _told(report: Report) -> dict[str, int]:
    return {"errors": len(report.errors), "advice": len(report.advice)}


def costs(path: Path, times: int) -> dict[str, Any]:
    """For each check, its codes, and the seconds with it and without it, on a file already read.

    The file stands for its own older version, to which one check compares it.
    """
    document, catalogue, older = read_file(path), load_catalogue(), (load_flow(path).file,)

    def seconds(checks: tuple[Check, ...]) -> float:
        return timed(lambda: flow_examined(document, catalogue, TODAY, FILLED, older, checks, sound=True))

    gc.disable()  # as during an examination
    measured = []
    for check in CHECKS:
        sides: tuple[list[float], list[float]] = ([], [])
        for side in in_turn(times):
            sides[side].append(seconds((check,) if side == 0 else ()))
        measured.append({"name": check.name, "codes": check.codes, "seconds": sides})
    gc.enable()
    return {"checks": measured}


def proved(path: Path, times: int) -> dict[str, Any]:
    """Seconds of each proof, the memory of the process, and whether it was proved or declined."""
    flow = load_flow(path)
    found = prove(flow)
    seconds = [timed(lambda: prove(flow)) for _ in range(times)]
    outcome = "proved" if isinstance(found, Proof) else f"declined ({found.reason})"
    return {"seconds": seconds, "peak": peak_memory(), "outcome": outcome}


WORK: dict[str, Callable[[Path, int], dict[str, Any]]] = {
    "examine": examined,
    "checks": costs,
    "prove": proved,
}


def main() -> None:
    """Answer each line until there is none."""
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        work, path, times = line.split()
        print(json.dumps(WORK[work](Path(path), int(times))), flush=True)


if __name__ == "__main__":
    main()
