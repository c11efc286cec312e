"""The commands of ``repere parcours``, each imported when it is asked for."""

from __future__ import annotations

from importlib import import_module

import click

from interview.cli_words import FrenchGroup

COMMANDS: dict[str, tuple[str, str]] = {
    "nouveau": ("new_command", "Commencer un parcours local, à partir du parcours livré."),
    "verifier": ("verify_command", "Dire toutes les fautes d’un parcours, d’un catalogue, de cas."),
    "ouvrir": ("open_command", "Voir un parcours sur un écran qui suit le fichier, et l’essayer."),
    "prouver": ("prove_command", "Prouver qu’aucune réponse ne décide seule."),
    "tester": ("try_command", "Jouer des scénarios, et dire ce qu’ils ne couvrent pas."),
    "imprimer": ("print_command", "Écrire le parcours comme un document."),
    "dessiner": ("draw_command", "Dessiner le parcours."),
    "schema": ("schema_command", "Écrire le schéma qui aide à remplir les fichiers."),
}
"""By name, the module that holds the command, and its line in the list of commands."""


class FlowCommands(FrenchGroup):
    """Commands known by name before their module is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click’s signature
        """In the order of the work, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"interview.workbench.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def line_of(self, ctx: click.Context, name: str) -> str:  # noqa: ARG002
        """The line of the list, without importing the command."""
        return COMMANDS[name][1]
