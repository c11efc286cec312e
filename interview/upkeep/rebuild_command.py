"""``repere base reconstruire``."""

from __future__ import annotations

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, refuse
from interview.progress import Progress


@click.command("reconstruire", cls=FrenchCommand)
@with_base
@click.pass_context
def command(context: click.Context) -> None:
    """Refaire toutes les tables à partir du journal, qui fait foi.

    Tout ou rien : interrompue, la base reste comme elle était.
    """
    from flows.loader import load_catalogue
    from interview.rebuilding import Rebuilder
    from interview.surroundings import open_base

    with open_base(base_of(context), create=False) as base:
        damages = [each for each in base.damages() if each.kind != "lien"]
        if damages:
            told = "\n".join(f"  {each.where} : {each.detail}" for each in damages)
            raise refuse(
                f"Le journal est abîmé : les tables ne peuvent pas en être refaites.\n{told}\n"
                "Rien n’a été modifié. Repartez de la dernière sauvegarde."
            )
        count = Rebuilder(base, load_catalogue()).rebuild(Progress("Entretiens refaits"))
        click.echo(f"Tables refaites à partir du journal : {count} entretiens.")
