"""``repere base sauvegarder``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate
from interview.progress import Progress

if TYPE_CHECKING:
    from interview.settings import Backups
    from store import Base


@click.command("sauvegarder", cls=FrenchCommand)
@click.option(
    "--vers",
    metavar="F",
    type=click.Path(path_type=Path),
    help="Fichier à écrire, ou dossier où l’écrire (sinon le dossier des sauvegardes).",
)
@with_base
@click.pass_context
def command(context: click.Context, vers: Path | None) -> None:
    """Faire une copie de la base, même pendant un entretien, et la vérifier.

    Dans le dossier des sauvegardes, les plus anciennes sont ensuite supprimées (réglage
    sauvegardes.garder_jours) ; les trois dernières restent toujours.
    """
    from interview.privacy.copies import copy_folder
    from interview.settings import read_settings
    from interview.surroundings import now, open_base
    from interview.upkeep.words import held, size
    from store import backup

    with open_base(base_of(context), create=False) as base:
        settings = read_settings().backups
        say = Progress("Sauvegarde")
        if vers is not None and not vers.is_dir():
            backup.save_as(base, vers, say)
            path = vers
        else:
            folder = vers or copy_folder(base.path, settings)
            backup.clear_unfinished(folder, base.path)
            path = backup.save(base, folder, now(), say=say).path
        counts = base.counts()
        click.echo(str(path))
        told = held(counts.interviews, counts.situations)
        narrate(f"Sauvegarde faite et vérifiée : {told} ({size(path.stat().st_size)}).")
        if vers is None:
            _rotate(base, folder, settings, now())
        else:
            narrate(
                "Cette copie est hors du dossier des sauvegardes : ni la rotation ni un effacement ne "
                "l’atteindront. Elle est à protéger et à supprimer par vous."
            )


def _rotate(base: Base, folder: Path, settings: Backups, now: int) -> None:
    from store import backup

    for each in backup.rotate(base, folder, settings.days, now):
        narrate(f"Supprimée, car elle a plus de {settings.days} jours : {each.path.name}")
