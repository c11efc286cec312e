"""DuckDB copying the same SQLite file and counting the same tables, in an environment of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.baselines.environment import Worker, interpreter_with

PACKAGE = "duckdb-extension-sqlite-scanner"
"""What reads a SQLite file, as a package: the program itself would fetch it from a site of its own."""
VERSION = "1.5.5"
_WORKER = Path(__file__).with_name("duckdb_worker.py")


class DuckDB(Worker):
    """A running worker; use as a context manager. Raises `NotMeasured` where it cannot be had."""

    def __init__(self) -> None:
        super().__init__("duckdb", [str(interpreter_with(PACKAGE, VERSION)), str(_WORKER)])

    def count(self, base: Path, since: int | None, until: int | None, organism: str) -> dict[str, Any]:
        """``seconds``, how many ``situations``, ``interviews`` and ``households``, ``peak`` in bytes."""
        told: dict[str, Any] = self.ask("count", base, since or "-", until or "-", organism or "-")
        return told
