"""The commands of ``repere modeles``, each imported when it is asked for."""

from __future__ import annotations

from typing import ClassVar

import click

from interview.cli_words import LazyGroup

_HERE = "interview.models"


class ModelCommands(LazyGroup):
    """The commands that look after a team's own templates."""

    lazy: ClassVar = {
        "liste": (f"{_HERE}.list_command", "Les documents, et ceux que vous écrivez à votre façon."),
        "copier": (f"{_HERE}.copy_command", "Copier un modèle, ou commencer un en-tête, pour l’adapter."),
        "champs": (f"{_HERE}.fields_command", "Ce qu’un modèle peut dire : ses champs et ses filtres."),
        "verifier": (f"{_HERE}.check_command", "Dire toutes les fautes de vos modèles."),
        "apercu": (f"{_HERE}.preview_command", "Voir un document, rempli d’un exemple inventé."),
    }


@click.group("modeles", cls=ModelCommands, no_args_is_help=True)
def command() -> None:
    """Écrire les documents à votre façon : en-tête du service, modèles adaptés.

    Un modèle en faute n’empêche jamais d’écrire : celui de Repère sert à sa place, et c’est dit.
    """
