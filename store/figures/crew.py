"""Workers: programs of ours that count parts of a base at the same time (see ``worker``)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from ..cipher import Key
from .conditions import Heirs
from .groups import Group
from .households import Households
from .scope import Scope
from .worker import Asked, Begin, Homes, Opening, Prepare, Range, Told

MOST = 4
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
# -P: nothing is imported from the current folder, which is the user's.
_PROGRAM = ("-P", "-m", f"{__package__}.worker")
_households = msgspec.json.Decoder(Households)
_groups = msgspec.json.Decoder(Told)


class WorkerLost(Exception):
    """It could not be started, or ended before it answered: what it was asked must be counted otherwise."""


class Worker:
    """One of them; it may be asked one thing at a time. Every method raises :class:`WorkerLost`."""

    def __init__(self, opening: Opening) -> None:
        try:
            process = subprocess.Popen(  # noqa: S603 — this Python, and a program of ours
                (sys.executable, *_PROGRAM),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=_NO_WINDOW,
            )
        except OSError as error:
            raise WorkerLost from error
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("a worker was started without pipes")
        self._process, self._asked, self._answers = process, process.stdin, process.stdout
        self._say(opening)

    def begin(self) -> None:
        """As :meth:`store.figures.counter.Counter.begin`."""
        self._ask(Begin())

    def prepare(self, known: Heirs) -> None:
        """As :meth:`store.figures.counter.Counter.prepare`."""
        self._ask(Prepare(known))

    def households(self) -> Households:
        """As :meth:`store.figures.counter.Counter.households`."""
        return _households.decode(self._ask(Homes()))

    def part(self, first: int, last: int) -> dict[str, Group]:
        """As :meth:`store.figures.counter.Counter.part`."""
        return {name: dict(pairs) for name, pairs in _groups.decode(self._ask(Range(first, last))).items()}

    def close(self) -> None:
        """End it, whatever it is doing: it only reads."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._asked, self._answers):
            with suppress(OSError):  # what was still to be said has nobody to hear it
                pipe.close()

    def _ask(self, asked: Asked) -> bytes:
        self._say(asked)
        line = self._answers.readline()
        if not line.endswith(b"\n"):
            raise WorkerLost
        return line

    def _say(self, thing: Any) -> None:
        try:
            self._asked.write(msgspec.json.encode(thing) + b"\n")
            self._asked.flush()
        except OSError as error:
            raise WorkerLost from error


@contextmanager
def crew(path: Path, key: Key | None, scope: Scope) -> Iterator[list[Worker]]:
    """As many workers as this machine has processors, four at most.

    The key of an encrypted base goes to them by their standard input, which nobody else can read.

    Raises:
        WorkerLost: they cannot be started.
    """
    if not sys.executable or getattr(sys, "frozen", False):
        raise WorkerLost
    opening = Opening(str(path), scope, key)
    workers: list[Worker] = []
    try:
        for _ in range(min(MOST, os.cpu_count() or 1)):
            workers.append(Worker(opening))  # noqa: PERF401 — those already started must be ended
        yield workers
    finally:
        for each in workers:
            each.close()
