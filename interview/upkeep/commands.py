"""The commands of ``repere base``, each imported when it is asked for."""

from __future__ import annotations

from typing import ClassVar

import click

from interview.cli_words import LazyGroup

_HERE = "interview.upkeep"


class BaseCommands(LazyGroup):
    """The commands that look after the base."""

    lazy: ClassVar = {
        "etat": (f"{_HERE}.state_command", "Dire ce que contient la base, et comment elle va."),
        "verifier": (f"{_HERE}.check_command", "Vérifier que rien n’est abîmé."),
        "reconstruire": (f"{_HERE}.rebuild_command", "Refaire les tables à partir du journal."),
    }


@click.group("base", cls=BaseCommands, no_args_is_help=True)
def command() -> None:
    """S’occuper de la base : la vérifier, la sauvegarder, la protéger."""
