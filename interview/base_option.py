"""``--base``, accepted anywhere on the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def with_base(command: F) -> F:
    """Accept ``--base`` on this command too: it may stand anywhere."""

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


def base_of(context: click.Context) -> str | None:
    """What ``--base`` said, or None."""
    base: str | None = context.ensure_object(dict).get("base")
    return base
