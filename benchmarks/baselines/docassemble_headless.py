"""docassemble.base in an environment of its own, made once under the user's cache, driven line by line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Literal, TypedDict

from platformdirs import user_cache_path

from benchmarks.measure import NotMeasured

VERSION = "1.10.5"
PYTHON = "3.11"
_WORKER = Path(__file__).with_name("docassemble_worker.py")


class Measures(TypedDict):
    """What the worker measured, one value per question."""

    seconds: list[float]
    pickled: list[int]
    stored: list[int]


class Docassemble:
    """A running worker; use as a context manager. Raises `NotMeasured` where it cannot be had."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [_interpreter(), str(_WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
        )
        self._answer()

    def __enter__(self) -> Docassemble:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def play(self, interviews: int, kind: Literal["restored", "warm"] = "restored") -> Measures:
        """Whole interviews: each step from its stored snapshot, as a request does, or kept in memory."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{kind} {interviews}\n")
        self._process.stdin.flush()
        measures: Measures = json.loads(self._answer())
        return measures

    def _answer(self) -> str:
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        line = self._process.stdout.readline()
        if not line:
            told = self._process.stderr.read().strip().splitlines()
            raise NotMeasured(f"docassemble.base does not start ({told[-1] if told else 'no message'})")
        return line


def _interpreter() -> str:
    """The interpreter of the environment, made on first use: about 1 GB, kept for the next runs."""
    home = user_cache_path("repere-benchmarks") / f"docassemble-{VERSION}"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (home / "complete").exists():
        _install(home, python)
    return str(python)


def _install(home: Path, python: Path) -> None:
    uv = shutil.which("uv")
    if uv is None:
        raise NotMeasured("uv is not on the path, docassemble.base cannot be installed")
    shutil.rmtree(home, ignore_errors=True)
    home.parent.mkdir(parents=True, exist_ok=True)
    wanted = f"docassemble.base=={VERSION}"
    for command in (
        [uv, "venv", "--quiet", "--python", PYTHON, str(home)],
        [uv, "pip", "install", "--quiet", "--python", str(python), wanted],
    ):
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            told = done.stderr.strip().splitlines()
            raise NotMeasured(
                f"docassemble.base cannot be installed ({told[-1] if told else done.returncode})"
            )
    (home / "complete").touch()
