"""A conversation on a screen, timed: how long to the first question, and from each answer to the next one.

The same code drives the product and the bare program: only the command and the texts differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.pty_driver import Terminal, clean_environment

# What is looked for is the beginning of a text: the rest may be wrapped on the next line.
MARK = 20


@dataclass(frozen=True)
class Step:
    """One answer: what is typed before, the key that gives the answer, and what must then be painted."""

    key: str
    then: tuple[str, ...]
    typed: str = ""


@dataclass(frozen=True)
class Conversation:
    """A program and what is said to it."""

    command: Sequence[str]
    first: tuple[str, ...]
    steps: tuple[Step, ...]

    def start(self, columns: int, rows: int) -> float:
        """Seconds from the launch of the program to its first question on the screen."""
        with Terminal(self.command, columns=columns, rows=rows, environment=clean_environment()) as terminal:
            return terminal.wait_for(*self.first) - terminal.started

    def answers(self, columns: int, rows: int) -> list[float]:
        """Seconds from each answer to the next question on the screen, answers given at a person's pace."""
        measured = []
        with Terminal(self.command, columns=columns, rows=rows, environment=clean_environment()) as terminal:
            terminal.wait_for(*self.first)
            for step in self.steps:
                terminal.settle()
                if step.typed:
                    terminal.send(step.typed)
                    terminal.settle()
                sent = terminal.send(step.key)
                measured.append(terminal.wait_for(*step.then) - sent)
        return measured


def mark(text: str) -> str:
    """The part of a text that is looked for on the screen."""
    return text[:MARK].rstrip()
