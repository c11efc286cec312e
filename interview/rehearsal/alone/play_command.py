"""``repere formation jouer``: rehearse a case, then read its debrief."""

from __future__ import annotations

import sys

import click

from interview.cli_words import FrenchCommand, refuse
from interview.rehearsal.alone.file_option import with_file


@click.command("jouer", cls=FrenchCommand)
@click.argument("name", metavar="[CAS]", required=False)
@click.option("--simple", is_flag=True, help="Sans écran : questions ligne à ligne (lecteur d’écran, ssh).")
@with_file
@click.pass_context
def command(context: click.Context, name: str | None, simple: bool, file: str | None) -> None:
    """Jouer un cas : une personne inventée répond, vous qualifiez, puis le retour compare.

    CAS est un nom (« quatre-retours ») ou un fichier. Vos réponses n’entrent ni dans la base, ni
    dans les chiffres.
    """
    from interview.rehearsal.cases.collection import NotACase, case_named

    try:
        case = case_named(name) if name else None
    except NotACase as error:
        raise refuse(
            f"« {error} » est un scénario sans « formation » : il se rejoue avec « repere rejouer », "
            "il ne se joue pas."
        ) from None
    if simple:
        from interview.line.rehearsing import play_alone

        context.exit(play_alone(case, file, say=click.echo, typed=name or ""))
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise refuse(
            "Repère a besoin d’un terminal pour ouvrir son écran. Sans terminal : "
            "« repere formation jouer CAS --simple »."
        )
    from interview.rehearsal.alone.kept import open_rehearsals
    from interview.tui.app import run_app

    with open_rehearsals(file) as keep:  # what is wrong with it is told before the screen opens
        path = keep.path
    run_app(start="formation", case=name or "", rehearsals=path)
