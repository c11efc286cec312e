"""Looks at the files of a session beside the keys: it tells what it has read, and does nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from pathlib import Path

import msgspec

from interview.rehearsal.session.folder.arriving import Signature, signature_of
from interview.rehearsal.session.folder.gathering import opened
from interview.rehearsal.session.reporting.report import Report, context_of
from interview.rehearsal.session.reporting.showing import shown
from templates.session_context import SeanceContext

EVERY = 1.0
"""Seconds between two looks at the folder."""


class Looked(msgspec.Struct, frozen=True):
    """A session as it stands.

    Attributes:
        report: counted with the references of the cases *revealed* only; ``told``: what it says in words.
    """

    report: Report
    told: SeanceContext
    revealed: frozenset[str]


def look(place: Path, revealed: frozenset[str] = frozenset()) -> Looked:
    """The session as it stands. Raises SessionFault, OSError."""
    report = shown(opened(place), revealed)
    return Looked(report, context_of(report), revealed)


class Follower:
    """Reads the session again each time one of its files changes, on a thread of its own.

    Args:
        read, failed: told what was read, or why it could not be, from that thread.
    """

    def __init__(
        self,
        place: Path,
        read: Callable[[Looked], None],
        failed: Callable[[Exception], None],
        every: float | None = None,
    ) -> None:
        self._place, self._read, self._failed = place, read, failed
        self._every = EVERY if every is None else every
        self._wanted: frozenset[str] = frozenset()
        self._wake, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="session", daemon=True)
        self._thread.start()

    def show(self, revealed: Collection[str]) -> None:
        """From now on, with the references of these cases."""
        self._wanted = frozenset(revealed)
        self._wake.set()

    def wake(self) -> None:
        """Look now."""
        self._wake.set()

    def stop(self) -> None:
        """Look no more, and tell nothing more."""
        self._over.set()
        self._wake.set()

    def _run(self) -> None:
        seen: tuple[Signature, frozenset[str]] | None = None
        while not self._over.is_set():
            now = (signature_of(self._place), self._wanted)
            if now != seen:
                seen = now
                self._look(now[1])
            self._wake.wait(self._every)
            self._wake.clear()

    def _look(self, revealed: frozenset[str]) -> None:
        try:
            looked = look(self._place, revealed)
        except Exception as error:
            if not self._over.is_set():
                self._failed(error)
        else:
            if not self._over.is_set():
                self._read(looked)
