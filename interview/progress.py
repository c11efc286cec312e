"""How long work is told in a terminal."""

from __future__ import annotations

import sys
import time

import click

_QUIET_SECONDS = 1.0


class Progress:
    """One line on stderr, rewritten, for work of more than a second; nothing when it is not a terminal."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._begun = time.monotonic()
        self._shown = 0.0

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if not sys.stderr.isatty() or now - self._begun < _QUIET_SECONDS:
            return
        if now - self._shown > 0.1 or done == of:
            self._shown = now
            click.echo(f"\r{self._doing} : {done} sur {of}", err=True, nl=done == of)
