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
        "sauvegarder": (f"{_HERE}.save_command", "Faire une copie vérifiée de la base."),
        "restaurer": (f"{_HERE}.restore_command", "Remettre en place une sauvegarde."),
        "purger": ("interview.privacy.purge_command", "Effacer ce qui a dépassé sa durée de conservation."),
        "effacer": ("interview.privacy.erase_command", "Effacer tout ce qui est gardé d’un ménage."),
        "acces": ("interview.privacy.access_command", "Écrire tout ce qui est gardé d’un ménage."),
        "chiffrer": ("interview.handing.encrypt_command", "Protéger la base par une phrase de passe."),
        "dechiffrer": ("interview.handing.decrypt_command", "Lui retirer cette protection."),
    }


@click.group("base", cls=BaseCommands, no_args_is_help=True)
def command() -> None:
    """S’occuper de la base : la vérifier, la sauvegarder, la protéger."""
