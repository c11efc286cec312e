"""docassemble.base, headless, in an environment of its own (about 1 GB, made on first use)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypedDict

from benchmarks.baselines.environment import Worker, interpreter_with

VERSION = "1.10.5"
_WORKER = Path(__file__).with_name("docassemble_worker.py")


class Measures(TypedDict):
    """What the worker measured, one value per question."""

    seconds: list[float]
    pickled: list[int]
    stored: list[int]


class Docassemble(Worker):
    """A running worker; use as a context manager. Raises `NotMeasured` where it cannot be had."""

    def __init__(self) -> None:
        interpreter = interpreter_with("docassemble.base", VERSION)
        super().__init__("docassemble.base", [str(interpreter), str(_WORKER)])

    def play(self, interviews: int, kind: Literal["restored", "warm"] = "restored") -> Measures:
        """Whole interviews: each step from its stored snapshot, as a request does, or kept in memory."""
        measures: Measures = self.ask(kind, interviews)
        return measures
