"""Programs of another process driven line by line, and environments made once under the user's cache."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from platformdirs import user_cache_path

from benchmarks.measure import NotMeasured

PYTHON = "3.11"


class Worker:
    """A program in a process of its own: a line asked, a line of JSON answered.

    Use as a context manager. Raises `NotMeasured` with the last words of the program when it ends early.
    """

    def __init__(self, name: str, command: Sequence[str], folder: Path | None = None) -> None:
        self._name = name
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=folder,
            env={key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
        )
        self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def ask(self, *words: object) -> Any:
        """Hand over one line and wait for what it gives."""
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(map(str, words)) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        line = self._process.stdout.readline()
        if not line:
            told = self._process.stderr.read().strip().splitlines()
            raise NotMeasured(f"{self._name} ended early ({told[-1] if told else 'no message'})")
        return json.loads(line)


def interpreter_with(package: str, version: str) -> Path:
    """The interpreter of the environment of *package*, made on first use and kept for the next runs."""
    home = user_cache_path("repere-benchmarks") / f"{package.partition('.')[0]}-{version}"
    python = program(home, "python")
    if not (home / "complete").exists():
        _install(home, python, f"{package}=={version}")
    return python


def program(home: Path, name: str) -> Path:
    """A program of the environment kept in *home*."""
    return home / (f"Scripts/{name}.exe" if os.name == "nt" else f"bin/{name}")


def _install(home: Path, python: Path, wanted: str) -> None:
    uv = shutil.which("uv")
    if uv is None:
        raise NotMeasured(f"uv is not on the path, {wanted} cannot be installed")
    shutil.rmtree(home, ignore_errors=True)
    home.parent.mkdir(parents=True, exist_ok=True)
    for command in (
        [uv, "venv", "--quiet", "--python", PYTHON, str(home)],
        [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(python), wanted],
    ):
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            told = done.stderr.strip().splitlines()
            raise NotMeasured(f"{wanted} cannot be installed ({told[-1] if told else done.returncode})")
    (home / "complete").touch()
