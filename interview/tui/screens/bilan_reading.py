"""What the *Bilan* screen asks of the figures, beside the keys: another thread, another connection.

Threads only hand over a result or a refusal; the screen decides what to do with it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from interview.bilan.out import Form, write
from interview.bilan.parts import rubriques
from interview.bilan.service import Bilan, bilan_of
from interview.conversation import Workplace
from interview.dossier.state import Subject
from interview.figures.shown import Mode
from store import Base
from templates.bilan_context import Rubrique

T = TypeVar("T")
Say = Callable[[int, int], None]
"""Told how many parts are done, out of how many."""


def silent(done: int, of: int) -> None:
    """For what does not tell how far it is."""
    del done, of


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """The figures, and the nine headings as they are shown."""

    bilan: Bilan
    rubriques: tuple[Rubrique, ...]


class _NotWantedError(Exception):
    """The screen has gone, or asks for something else."""


class Job(Generic[T]):
    """Something long, done once, that can be given up; leaving the program does not wait for it.

    Args:
        work: what is done; it tells how far it is.
        done, failed: told the result or what went wrong, from the other thread, unless it was given up.
        said: told how far it is, from the other thread.
    """

    def __init__(
        self,
        work: Callable[[Say], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        said: Say,
    ) -> None:
        self._work, self._done, self._failed, self._said = work, done, failed, said
        self._given_up = threading.Event()
        self._thread = threading.Thread(target=self._run, name="bilan", daemon=True)
        self._thread.start()

    def give_up(self) -> None:
        """Stop as soon as it can be, and tell nothing more."""
        self._given_up.set()

    def _run(self) -> None:
        try:
            result = self._work(self._say)
        except _NotWantedError:
            return
        except Exception as error:
            if not self._given_up.is_set():
                self._failed(error)
        else:
            if not self._given_up.is_set():
                self._done(result)

    def _say(self, done: int, of: int) -> None:
        if self._given_up.is_set():
            raise _NotWantedError
        self._said(done, of)


def read(place: Workplace, subject: Subject, compared: Subject | None, say: Say) -> Read:
    """The figures, whole: they stay on the agent's own screen. Raises StoreError."""
    with beside(place) as here:
        bilan = bilan_of(here, subject, compared=compared, say=say)
    return Read(bilan=bilan, rubriques=rubriques(bilan))


def export(
    place: Workplace, subject: Subject, compared: Subject | None, form: Form, mode: Mode, say: Say
) -> Path:
    """Write the figures to a file, and say where.

    Raises:
        StoreError: the base cannot be read, or cannot keep what leaves; nothing is written.
        SheetFault: they cannot be rendered; nothing is written.
        OSError: the file cannot be written.
    """
    with beside(place) as here:
        bilan = bilan_of(here, subject, mode=mode, compared=compared, say=say)
        return write(here, bilan, form)


@contextmanager
def beside(place: Workplace) -> Iterator[Workplace]:
    """The same workplace, on a connection of this thread. Raises StoreError."""
    if place.base is None:
        raise ValueError("this needs a base")
    with Base.open(place.base.path, create=False) as base:
        yield msgspec.structs.replace(place, base=base)
