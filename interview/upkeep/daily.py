"""One copy a day, made beside the work and without a word when all is well.

The thread has its own connection, works a fifth of the time, and stops when the program does: leaving
never waits for it, and what it had begun is cleared the next time.
"""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from interview.settings import Backups
from templates.typography import french

if TYPE_CHECKING:
    from store import Base
    from store.backup import Copy

FAILED = french("Sauvegarde du jour non faite : {reason}")
FIRST_QUESTION_SECONDS = 2.0
_REST = 4
"""How long it rests, for each instant of work: the next question comes first."""
_SHORTEST_REST = 0.001
_LEAVING_SECONDS = 0.2
_STILL_WRITING_SECONDS = 3_600
"""What was touched since may be another program's, at work."""


class _LeavingError(Exception):
    """The program ends: the copy can wait."""


class DailyCopy:
    """The copy of the day of one base.

    Args:
        path: the base.
        settings: whether to make copies, where, and how long they are kept.
        now: the instant, in milliseconds since 1970 UTC.
    """

    def __init__(self, path: Path, settings: Backups, now: Callable[[], int]) -> None:
        self._path = path
        self._settings = settings
        self._now = now
        self._leaving = threading.Event()
        self._since = 0.0
        self._thread: threading.Thread | None = None

    def begin(self, failed: Callable[[str], None], after: float = 0.0) -> None:
        """Start, once, *after* some seconds. *failed* is told from the other thread, in one sentence."""
        if self._thread is not None or not self._settings.automatic:
            return

        def work() -> None:
            if self._leaving.wait(after):
                return
            try:
                self.make()
            except _LeavingError:
                return
            except Exception as error:
                failed(FAILED.format(reason=_short(error)))

        self._thread = threading.Thread(target=work, name="sauvegarde", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """The program ends: stop as soon as possible."""
        self._leaving.set()
        if self._thread is not None:
            self._thread.join(_LEAVING_SECONDS)

    @contextmanager
    def beside(self, tell: Callable[[str], None]) -> Iterator[None]:
        """While something else is done; a failure is told once that is over, not in the middle of it."""
        told: list[str] = []
        self.begin(told.append, FIRST_QUESTION_SECONDS)
        try:
            yield
        finally:
            self.end()
            for sentence in told:
                tell(sentence)

    def wait(self) -> None:
        """Until it is done."""
        if self._thread is not None:
            self._thread.join()

    def make(self) -> Path | None:
        """Make the copy if there is something to copy and none of today; gives it. Raises StoreError."""
        from interview.privacy.copies import copy_folder
        from store import Base, backup

        folder = copy_folder(self._path, self._settings)
        backup.clear_unfinished(folder, self._path)
        self._since = time.monotonic()
        with Base.open(self._path, create=False, read_only=True) as base:
            if not base.counts().interviews or self._made_today(backup.copies_of(base, folder)):
                return None
            _clear_parts(base, self._now())
            made = backup.save(base, folder, self._now(), say=self._breathe)
            backup.rotate(base, folder, self._settings.days, self._now())
        return made.path

    def _made_today(self, copies: list[Copy]) -> bool:
        usual = [each for each in copies if not each.why]
        return bool(usual) and _day(usual[0].at) >= _day(self._now())

    def _breathe(self, _done: int, _of: int) -> None:
        worked = time.monotonic() - self._since
        if worked > _SHORTEST_REST:
            self._leaving.wait(_REST * worked)
            self._since = time.monotonic()
        if self._leaving.is_set():
            raise _LeavingError


def _clear_parts(base: Base, now: int) -> None:
    """Take out what a program killed while writing left beside its file: it speaks of people."""
    from store.privacy.access import remove_part, unfinished

    for left in unfinished(base):
        with suppress(OSError):
            if now / 1000 - left.stat().st_mtime > _STILL_WRITING_SECONDS:
                remove_part(left)


def _short(error: Exception) -> str:
    from interview.failures import failure_words
    from store.errors import CopyFailed, StoreError

    if isinstance(error, CopyFailed):
        return f"{error.detail}. Essayez « repere base sauvegarder »."
    return error.what if isinstance(error, StoreError) else failure_words(error)


def _day(instant: int) -> datetime.date:
    return datetime.datetime.fromtimestamp(instant / 1000).date()
