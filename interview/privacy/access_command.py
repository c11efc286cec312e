"""``repere base acces``."""

from __future__ import annotations

from pathlib import Path

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse

FORMATS = ("texte", "html", "pdf", "docx", "md")
FILE_FORMATS = ("pdf", "docx")
"""Those a terminal cannot show: they go to a file, asked for or not."""
BY_SUFFIX = {".txt": "texte", ".html": "html", ".pdf": "pdf", ".docx": "docx", ".md": "md"}
"""The format meant by the name of a file, when none is asked for."""


@click.command("acces", cls=FrenchCommand)
@click.argument("menage", metavar="MENAGE")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="Format : celui du nom de F, sinon texte."
)
@click.option(
    "--sortie", metavar="F", type=click.Path(dir_okay=False, path_type=Path), help="Fichier à écrire."
)
@with_base
@click.pass_context
def command(context: click.Context, menage: str, format_: str | None, sortie: Path | None) -> None:
    """Écrire tout ce qui est gardé d’un ménage, pour la personne qui le demande.

    MENAGE est son code (7K3Q-2P6), ou la référence d’une de ses situations. Le texte va à l’écran ; un PDF
    ou un document Word va dans un fichier. Le journal des accès garde que ce document a été fait.
    """
    from interview.access import note, remember
    from interview.models.own import told_of
    from interview.privacy.access_document import access_document
    from interview.privacy.erasing import known
    from interview.privacy.words import household_meant
    from interview.surroundings import open_base, workplace, write_whole
    from templates import FORMATS as KNOWN
    from templates.own import written as written_as
    from templates.typography import french

    format_ = format_ or (BY_SUFFIX.get(sortie.suffix.lower(), "texte") if sortie else "texte")
    with open_base(base_of(context), create=False) as base:
        place = workplace(base)
        household = household_meant(base, menage)
        held, erased = known(place, household)
        if held is None:
            gone = "Il a été effacé : il n’en reste rien." if erased else "La base n’en garde rien."
            raise refuse(french(f"Aucun ménage « {household} » dans cette base. {gone}"))
        made = written_as(access_document(place, household), format_, place.settings.templates_folder)
        written = made.content
        if notice := told_of(made.faults):
            narrate(notice)
        if told := note(place, "acces", household):
            narrate(told)
        if sortie is None and isinstance(written, str) and format_ not in FILE_FORMATS:
            click.echo(written, nl=False)
            return
        path = sortie or Path.cwd() / f"acces-{household}{KNOWN[format_].extension}"
        remember(place, path, written, ((household, household),))
        narrate(french(f"Document écrit : {write_whole(path, written)}"))
        narrate(
            french(
                "Remettez-le à la personne, puis supprimez-le : il dit tout d’elle. "
                "« repere base effacer » le supprimera aussi, s’il est encore là."
            )
        )
