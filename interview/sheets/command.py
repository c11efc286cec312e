"""``repere fiche``: the sheet of one situation."""

from __future__ import annotations

from pathlib import Path

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse

FORMATS = ("html", "pdf", "docx", "texte", "md")
FILE_FORMATS = ("pdf", "docx")
"""Those a terminal cannot show: they go to a file, asked for or not."""


@click.command(name="fiche", cls=FrenchCommand)
@click.argument("reference", metavar="REF")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="texte", help="Format de la fiche (texte)."
)
@click.option(
    "--sortie", metavar="F", type=click.Path(dir_okay=False, path_type=Path), help="Fichier à écrire."
)
@with_base
@click.pass_context
def command(context: click.Context, reference: str, format_: str, sortie: Path | None) -> None:
    """Écrire la fiche mémoire d’une situation.

    REF est la référence d’une situation (26-K7QX4-1) ou d’un entretien (26-K7QX4 : sa première
    situation). Le texte va à l’écran ; un PDF ou un document Word va dans un fichier.
    """
    from interview.lookup_reference import situation_of
    from interview.sheets.saving import save_sheet
    from interview.surroundings import open_base, workplace

    with open_base(base_of(context), create=False) as base:
        held, rank = situation_of(workplace(base), reference)
        if not held.core_complete(rank):
            raise refuse(
                f"La situation {held.situation_reference(rank)} n’est pas encore qualifiée : il lui manque "
                "des réponses. Reprenez l’entretien avec « repere »."
            )
        if sortie is None and format_ not in FILE_FORMATS:
            from interview.access import note
            from interview.sheets.content import sheet_of
            from templates import render_fiche

            own = held.workplace.settings.templates_folder
            click.echo(render_fiche(sheet_of(held, rank), format_, overrides=own))
            if told := note(held.workplace, "fiche", held.situation_reference(rank)):
                narrate(told)
            return
        narrate(f"Fiche écrite : {save_sheet(held, rank, format_, sortie)}")
