"""The commands of ``repere formation seance``, each imported when it is asked for."""

from __future__ import annotations

from typing import ClassVar

import click

from interview.cli_words import LazyGroup

_HERE = "interview.rehearsal.session.commands"


class SessionCommands(LazyGroup):
    """The commands of a session, in the order of its day."""

    lazy: ClassVar = {
        "preparer": (f"{_HERE}.prepare_command", "Choisir les cas, et en faire le dossier d’une séance."),
        "repondre": (f"{_HERE}.answer_command", "Jouer les cas de la séance, chacun de son côté."),
        "rassembler": (f"{_HERE}.gather_command", "Réunir les réponses, et dire ce qui manque."),
        "resultats": (f"{_HERE}.results_command", "Voir où le groupe s’accorde, et ce qui le partage."),
        "noter": (f"{_HERE}.note_command", "Garder ce que le groupe a décidé, ou laissé ouvert."),
        "proposer": (f"{_HERE}.propose_command", "Proposer d’autres mots là où une question partage."),
    }


@click.group("seance", cls=SessionCommands, no_args_is_help=True)
def command() -> None:
    """Jouer les mêmes cas à plusieurs, comparer, discuter, s’accorder.

    Chacun n’est qu’un numéro. Rien ne classe les personnes, et rien n’entre dans la vraie base.
    """
