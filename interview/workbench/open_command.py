"""``repere parcours ouvrir``."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import click

from interview.cli_words import FrenchCommand, refuse
from interview.flow_argument import FLOW


@click.command("ouvrir", cls=FrenchCommand)
@click.argument("fichier", metavar="[FICHIER]", required=False, type=FLOW)
def command(fichier: Path | None) -> None:
    """Voir un parcours sur un écran qui suit le fichier : l’arbre, chaque question, les fautes.

    Sans FICHIER, le parcours livré. Le fichier n’est jamais modifié ; un essai ne garde rien.
    """
    if fichier is not None and not fichier.is_file():
        raise refuse(
            f"« {fichier} » n’existe pas, ou n’est pas un fichier. "
            "Donnez un parcours, par son nom ou son fichier."
        )
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise refuse(
            "Cet écran a besoin d’un terminal. Sans terminal, « repere parcours verifier » dit les fautes "
            "et « repere parcours imprimer » écrit le parcours."
        )
    gc.disable()  # collected again once the first screen is painted
    from interview.tui.bench_app import run_bench

    run_bench(fichier)
