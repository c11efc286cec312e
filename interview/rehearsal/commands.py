"""The commands of ``repere formation``, each imported when it is asked for."""

from __future__ import annotations

from typing import ClassVar

import click

from interview.cli_words import LazyGroup

_HERE = "interview.rehearsal"


class RehearsalCommands(LazyGroup):
    """The commands that serve to learn and to show."""

    lazy: ClassVar = {
        "cas": (f"{_HERE}.cases.list_command", "Les cas à jouer : niveau, durée, ce qu’ils exercent."),
        "jouer": (f"{_HERE}.alone.play_command", "Jouer un cas, puis comparer à la référence."),
        "retour": (f"{_HERE}.debrief.command", "Relire ou imprimer le retour d’un essai."),
        "progres": (f"{_HERE}.alone.progress_command", "Vos essais, pour vous ; et les effacer."),
        "imprimer": (f"{_HERE}.cases.print_command", "Imprimer des cas, pour jouer sur papier."),
        "seance": (f"{_HERE}.session.commands.group", "Jouer les mêmes cas à plusieurs, et comparer."),
        "base-fictive": (
            f"{_HERE}.fictional_year.command",
            "Inventer une année d’entretiens, dans une base à part.",
        ),
    }


@click.group("formation", cls=RehearsalCommands, no_args_is_help=True)
def command() -> None:
    """Apprendre et montrer, sans toucher à la vraie base."""
