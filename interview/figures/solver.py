"""The integer solver, kept silent: it may print a line of its own where a result is expected.

HiGHS writes at times ``HighsMipSolverData::transformNewIntegerFeasibleSolution…`` on the standard output of
the program, whatever its options say: it would stand in the middle of the JSON of ``repere bilan``.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

_ONE_AT_A_TIME = threading.Lock()
_OUT = 1
"""The descriptor that the C library prints to."""


def milp(*args: Any, **told: Any) -> Any:
    """``scipy.optimize.milp``, which prints nothing."""
    from scipy.optimize import milp as solve

    with silence():
        return solve(*args, **told)


@contextmanager
def silence() -> Iterator[None]:
    """What C code prints meanwhile goes nowhere; what Python had printed before is not lost.

    A terminal is left alone where screens are drawn on the standard output (Windows).
    """
    if sys.platform == "win32" and os.isatty(_OUT):
        yield
        return
    with _ONE_AT_A_TIME:
        with suppress(AttributeError, OSError, ValueError):  # none, or closed
            sys.stdout.flush()
        try:
            kept = os.dup(_OUT)
        except OSError:  # the program was started without any
            yield
            return
        _flush()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _OUT)
        os.close(nowhere)
        try:
            yield
        finally:
            _flush()
            os.dup2(kept, _OUT)
            os.close(kept)


def _flush() -> None:
    """Let the C library write what it still holds: otherwise it would come out later, at its own time."""
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL("ucrtbase") if sys.platform == "win32" else ctypes.CDLL(None)
        library.fflush(None)
