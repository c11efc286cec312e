"""An interview driven through a real pseudo-terminal, and what its base must then hold.

The program is the installed command, started as a person starts it; its folders are those of the test.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence
from pathlib import Path

from benchmarks.product import command, conversation
from benchmarks.pty_driver import NotPainted, Terminal, clean_environment
from flows.loader import load_catalogue
from interview.rebuilding import Rebuilder
from store import Base

NEW, RESUME = "1", "3"
"""Keys of the home screen: a new interview; the first of those that wait."""


class Program:
    """The program on *base*: at its home screen, then in an interview."""

    def __init__(self, base: Path, started_by: Sequence[str] = ()) -> None:
        case = conversation(base)
        self.texts = (case.first, *(step.then for step in case.steps))
        self.steps = case.steps
        given = started_by or (command(),)
        home = {
            f"XDG_{name}_HOME": str(base.parent / name.lower())
            for name in ("DATA", "CONFIG", "CACHE", "STATE")
        }
        self.terminal = Terminal(
            [*given, "--base", str(base)], columns=100, rows=40, environment=clean_environment(**home)
        )

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        self.terminal.close()

    def open(self, key: str, answered: int) -> None:
        """From the home screen to the question that follows *answered* answers."""
        self.terminal.wait_for("Nouvel entretien", "F10 Quitter")
        self.terminal.settle(0.05)
        self.terminal.send(key)
        self.terminal.wait_for(*self.texts[answered])

    def type(self, answered: int) -> None:
        """Give the next answer, without waiting for what it leads to."""
        step = self.steps[answered]
        self.terminal.settle(0.03)
        if step.typed:
            self.terminal.send(step.typed)
            self.terminal.settle(0.05)
        self.terminal.send(step.key)

    def answer(self, answered: int) -> None:
        """Give the next answer, and see the question that follows."""
        self.type(answered)
        self.terminal.wait_for(*self.texts[answered + 1])

    def kill(self) -> None:
        """``kill -9``."""
        os.kill(self.terminal.pid, signal.SIGKILL)

    def answer_and_kill(self, answered: int, delay: float | None) -> int:
        """Give the next answer and kill: so many seconds later, or None for as soon as the question shows.

        Gives how many answers had been accepted: those whose next question had been painted.
        """
        self.type(answered)
        timer = threading.Timer(delay or 0.0, self.kill)
        if delay is not None:
            timer.start()
        try:
            self.terminal.wait_for(*self.texts[answered + 1], timeout=10)
        except NotPainted:
            accepted = answered
        else:
            accepted = answered + 1
        if delay is None:
            self.kill()
        else:
            timer.join()
        return accepted


def answers_kept(base: Path) -> list[str]:
    """The questions answered in the only interview of *base*, oldest first; the base must be sound."""
    with Base.open(base, create=False) as held:
        assert_sound(held)
        interviews = held.interviews()
        assert len(interviews) <= 1
        return (
            [each.question for each in held.entries(interviews[0]) if each.kind == "reponse"]
            if interviews
            else []
        )


def assert_sound(base: Base) -> None:
    """The file, the chain, and tables that say what the journal says."""
    assert base.damages() == []
    assert base.strays() == []
    assert list(Rebuilder(base, load_catalogue()).differences()) == []
