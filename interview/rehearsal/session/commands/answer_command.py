"""``repere formation seance repondre``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from interview.cli_words import FrenchCommand, narrate, refuse
from interview.rehearsal.alone.file_option import with_file
from interview.rehearsal.session.commands.command_words import PLACE, Number, refusing
from interview.rehearsal.session.folder.files import MOST_PARTICIPANTS


@click.command("repondre", cls=FrenchCommand)
@PLACE
@click.option(
    "--participant",
    metavar="N",
    type=Number(1, MOST_PARTICIPANTS),
    default=None,
    help="Votre numéro, donné par le formateur (sinon, il est demandé).",
)
@click.option("--apres", is_flag=True, help="Répondre à nouveau, après la discussion.")
@click.option("--cas", "names", metavar="CAS", multiple=True, help="Seulement ce cas (répétable).")
@click.option("--simple", is_flag=True, help="Sans écran : questions ligne à ligne (lecteur d’écran, ssh).")
@click.option(
    "--sortie",
    metavar="F",
    type=click.Path(path_type=Path),
    help="Fichier, ou dossier, où écrire vos réponses.",
)
@with_file
@click.pass_context
def command(
    context: click.Context,
    dossier: Path,
    participant: int | None,
    apres: bool,
    names: tuple[str, ...],
    simple: bool,
    sortie: Path | None,
    file: str | None,
) -> None:
    """Jouer les cas de la séance, l’un après l’autre, sans correction.

    DOSSIER est celui que le formateur vous a donné, ou son fichier « seance.json ». On peut s’arrêter et
    reprendre avec le même numéro. Le fichier de réponses, écrit à côté, ne contient que des codes et des
    durées.
    """
    from interview.rehearsal.alone.kept import open_rehearsals
    from interview.rehearsal.session.answers.by_line import answer_by_line
    from interview.rehearsal.session.answers.sitting import Sitting, ready
    from interview.surroundings import workplace

    if not simple and not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise refuse("Repère a besoin d’un terminal pour ouvrir son écran. Sans terminal : ajoutez --simple.")
    with open_rehearsals(file) as keep, refusing("Ce qui était gardé le reste."):
        sitting = Sitting(
            place=dossier,
            workplace=workplace(None),
            keep=keep,
            number=participant or 0,
            moment="apres" if apres else "avant",
            cases=names,
            target=sortie,
        )
        ready(sitting)
        if simple:
            context.exit(answer_by_line(sitting, say=click.echo))
        from interview.tui.session_playing import answer_on_screen

        for told in answer_on_screen(sitting):
            narrate(told)
