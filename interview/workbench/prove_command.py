"""``repere parcours prouver``."""

from __future__ import annotations

from pathlib import Path

import click

from interview.cli_words import FrenchCommand


@click.command("prouver", cls=FrenchCommand)
@click.argument("fichier", metavar="[FICHIER]", required=False, type=click.Path(path_type=Path))
@click.pass_context
def command(context: click.Context, fichier: Path | None) -> None:
    """Prouver qu’aucune réponse ne décide seule, sur tous les entretiens complets.

    Sans FICHIER, le parcours livré. Sort avec le code 1 si une réponse décide seule, ou si le parcours
    est trop grand pour être prouvé.
    """
    from flows.loader import load_flow
    from flows.proof import Proof, prove
    from flows.proof_words import in_words

    flow = load_flow(fichier)
    found = prove(flow)
    click.echo(in_words(flow, found))
    if not (isinstance(found, Proof) and found.holds):
        context.exit(1)
