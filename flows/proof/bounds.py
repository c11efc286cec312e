"""What stops a proof that would be too long or too large."""

from __future__ import annotations

import time
from collections.abc import Callable

from flows.proof.results import Bound


class Exhausted(Exception):
    """The work has passed its bound.

    Attributes:
        states: whether it is the number of states, rather than the time, that was passed.
    """

    def __init__(self, states: bool) -> None:
        self.states = states
        super().__init__()


class Meter:
    """Counts states and looks at the time, and stops the work at a bound.

    Attributes:
        states: how many were counted, all parts of the work together.
    """

    def __init__(self, bound: Bound, clock: Callable[[], float] = time.monotonic) -> None:
        self.states = 0
        self._bound = bound
        self._together = 0
        self._clock = clock
        self._end = clock() + bound.seconds

    def begin(self) -> None:
        """A part of the work begins: the states of the part before are no longer held."""
        self._together = 0

    def count(self) -> None:
        """Count one state more. Raises Exhausted past the bound."""
        self.states += 1
        self._together += 1
        self.look()

    def look(self) -> None:
        """Raises Exhausted when a bound is passed."""
        if self.states > self._bound.states or self._together > self._bound.together:
            raise Exhausted(states=True)
        if self._clock() > self._end:
            raise Exhausted(states=False)
