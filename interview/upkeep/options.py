"""What the commands on the base share: which base, and how progress is told."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
_QUIET_SECONDS = 1.0


def with_base(command: F) -> F:
    """Accept ``--base``, here or before the command."""

    def keep(context: click.Context, _: click.Parameter, value: str | None) -> None:
        if value:
            context.ensure_object(dict)["base"] = value

    option = click.option(
        "--base",
        metavar="FICHIER",
        help="Base à utiliser (sinon REPERE_BASE, sinon la base habituelle).",
        expose_value=False,
        callback=keep,
    )
    return option(command)


def base_named(context: click.Context) -> str | None:
    """The base asked for with ``--base``, None for the usual one."""
    base: str | None = context.ensure_object(dict).get("base")
    return base


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
            end = "\n" if done == of else ""
            click.echo(f"\r{self._doing} : {done} sur {of}", err=True, nl=bool(end))
