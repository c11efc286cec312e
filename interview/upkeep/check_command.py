"""``repere base verifier``."""

from __future__ import annotations

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate
from interview.progress import Progress


@click.command("verifier", cls=FrenchCommand)
@with_base
@click.pass_context
def command(context: click.Context) -> None:
    """Vérifier la base : le fichier, le journal et ses sceaux, les tables, les parcours archivés.

    N’y change rien. Sort avec le code 1 si quelque chose ne va pas.
    """
    from flows.loader import load_catalogue
    from interview.rebuilding import Rebuilder
    from interview.surroundings import open_base

    with open_base(base_of(context), create=False) as base:
        damages = base.damages()
        for each in damages:
            click.echo(f"{each.where} : {each.detail}")
        if any(each.kind != "lien" for each in damages):
            narrate(
                "Le journal ou le fichier est abîmé. Rien n’a été modifié. Gardez ce fichier, puis repartez "
                "de la dernière sauvegarde : « repere base restaurer »."
            )
            context.exit(1)
        wrong = list(Rebuilder(base, load_catalogue()).differences(Progress("Entretiens vérifiés")))
        for interview in wrong:
            record = base.record(interview)
            name = record.reference if record else str(interview)
            click.echo(f"{name} : les tables ne disent pas ce que dit le journal")
        if damages or wrong:
            narrate(
                "Le journal est intact : rien de ce qui a été dit n’est perdu. "
                "« repere base reconstruire » remettra les tables en accord avec lui."
            )
            context.exit(1)
        click.echo(f"La base est saine : {base.counts().interviews} entretiens vérifiés.")
