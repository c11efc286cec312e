"""What is told while figures are counted: nothing for a second, then the seconds that pass, in a terminal."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

_EACH_SECONDS = 1.0


@contextmanager
def telling(doing: str) -> Iterator[None]:
    """Tell on the terminal, one line rewritten, that *doing* goes on; nothing where it is not a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    over = threading.Event()
    teller = threading.Thread(target=_tell, args=(doing, over), daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()


def _tell(doing: str, over: threading.Event) -> None:
    seconds = 0
    while not over.wait(_EACH_SECONDS):
        seconds += 1
        click.echo(f"\r{doing}… {seconds} s", err=True, nl=False)
    if seconds:
        click.echo("\r" + " " * (len(doing) + 12) + "\r", err=True, nl=False)
