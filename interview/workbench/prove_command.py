"""``repere parcours prouver``."""

from __future__ import annotations

from pathlib import Path

import click

from interview.cli_words import FrenchCommand, narrate
from interview.flow_argument import FLOW


@click.command("prouver", cls=FrenchCommand)
@click.argument("fichier", metavar="[FICHIER|ID]", required=False, type=FLOW)
@click.option("--details", is_flag=True, help="Dire aussi ce qui n’est jamais conclu, et l’ordre qui compte.")
@click.option("--json", "as_json_", is_flag=True, help="Résultat entier en JSON sur la sortie standard.")
@click.pass_context
def command(context: click.Context, fichier: Path | None, details: bool, as_json_: bool) -> None:
    """Prouver qu’aucune réponse ne décide seule, sur tous les entretiens complets.

    Sans FICHIER, le parcours livré. Sort avec le code 1 si une réponse décide seule, ou si le parcours
    est trop grand pour être prouvé.
    """
    from flows.proof_report import briefly, in_words
    from interview.workbench.proving import as_json, missing_in_words, prove_file

    proved = prove_file(fichier)
    if proved.missing:
        narrate(f"{missing_in_words(proved.missing)}\n")
    if as_json_:
        click.echo(as_json(proved))
    else:
        click.echo((in_words if details else briefly)(proved.flow, proved.found))
    if not proved.holds:
        context.exit(1)
