"""How long work is told in a terminal."""

from __future__ import annotations

import sys
import time

import click

_QUIET_SECONDS = 1.0


class Progress:
    """One line on stderr, rewritten, for work of more than a second; nothing when it is not a terminal.

    Work in several parts tells each of them by another total: each has its own second.
    """

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._begun = time.monotonic()
        self._shown = 0.0
        self._of = 0

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if of != self._of:
            self._of, self._begun = of, now
        if not sys.stderr.isatty() or now - self._begun < _QUIET_SECONDS:
            return
        if now - self._shown > 0.1 or done == of:
            self._shown = now
            click.echo(f"\r{self._doing} : {done} sur {of}", err=True, nl=done == of)
