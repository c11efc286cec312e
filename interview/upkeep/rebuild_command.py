"""``repere base reconstruire``."""

from __future__ import annotations

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse
from interview.progress import Progress


@click.command("reconstruire", cls=FrenchCommand)
@with_base
@click.pass_context
def command(context: click.Context) -> None:
    """Refaire toutes les tables à partir du journal, qui fait foi.

    Une sauvegarde vérifiée est faite d’abord. Tout ou rien : interrompue, la base reste comme elle était.
    """
    from flows.loader import load_catalogue
    from interview.privacy.copies import copy_folder
    from interview.rebuilding import Rebuilder
    from interview.settings import read_settings
    from interview.surroundings import now, open_base
    from store import backup

    with open_base(base_of(context), create=False) as base:
        damages = [each for each in base.damages(Progress("Journal vérifié")) if each.kind != "lien"]
        if damages:
            told = "\n".join(f"  {each.where} : {each.detail}" for each in damages)
            raise refuse(
                f"Le journal est abîmé : les tables ne peuvent pas en être refaites.\n{told}\n"
                "Rien n’a été modifié. Repartez de la dernière sauvegarde : « repere base restaurer »."
            )
        folder = copy_folder(base.path, read_settings().backups)
        kept = backup.save(base, folder, now(), say=Progress("Sauvegarde"))
        narrate(f"Sauvegarde faite et vérifiée avant de commencer : {kept.path}")
        count = Rebuilder(base, load_catalogue()).rebuild(Progress("Entretiens refaits"))
        plural = "s" if count > 1 else ""
        click.echo(f"Tables refaites à partir du journal : {count} entretien{plural}.")
