"""The commands of ``repere parcours``, each imported when it is asked for."""

from __future__ import annotations

from typing import ClassVar

from interview.cli_words import LazyGroup

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


class FlowCommands(LazyGroup):
    """The commands of the workbench."""

    lazy: ClassVar = {
        name: (f"interview.workbench.{module}", line) for name, (module, line) in COMMANDS.items()
    }
