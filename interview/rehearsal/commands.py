"""The commands of ``repere formation``, each imported when it is asked for."""

from __future__ import annotations

from typing import ClassVar

import click

from interview.cli_words import LazyGroup

_HERE = "interview.rehearsal"


class RehearsalCommands(LazyGroup):
    """The commands that serve to learn and to show."""

    lazy: ClassVar = {
        "base-fictive": (
            f"{_HERE}.fictional_year.command",
            "Inventer une année d’entretiens, dans une base à part.",
        ),
    }


@click.group("formation", cls=RehearsalCommands, no_args_is_help=True)
def command() -> None:
    """Apprendre et montrer, sans toucher à la vraie base."""
