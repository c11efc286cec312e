"""``repere dossiers``: the list and its filters, by default; its commands, each imported when asked for."""

from __future__ import annotations

from typing import ClassVar

import click

from interview.base_option import with_base
from interview.cli_words import LazyGroup

_HERE = "interview.files"
_LIST = "liste"


class FilesCommands(LazyGroup):
    """The commands that find and read. Words that are no command are looked for."""

    lazy: ClassVar = {
        _LIST: (f"{_HERE}.list_command", "Chercher, filtrer (ce que fait « repere dossiers » sans rien)."),
        "voir": (f"{_HERE}.show_command", "Tout ce qui est gardé d’une situation."),
        "menage": (f"{_HERE}.household_command", "Tous les passages d’un ménage, d’un service à l’autre."),
        "historique": (f"{_HERE}.history_command", "Qui a changé quoi, quand, et pourquoi."),
    }

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without the name of a command, the list is meant."""
        before = 2 if args[:1] == ["--base"] else 1 if "".join(args[:1]).startswith("--base=") else 0
        named = args[before : before + 1]
        if named not in ([each] for each in (*self.lazy, "--help")):
            args = [*args[:before], _LIST, *args[before:]]
        return super().parse_args(ctx, args)


@click.group("dossiers", cls=FilesCommands, options_metavar="", subcommand_metavar="[MOTS] | COMMAND …")
@with_base
def command() -> None:
    """Retrouver des situations, et lire ce qui en est gardé.

    « repere dossiers » montre les dernières ; « repere dossiers MOTS » cherche dans les textes, les
    références, les ménages et les noms de prestations, anciens compris. Les filtres : « repere dossiers
    liste --help ».
    """
