"""``repere formation retour``: the debrief of an attempt, read or printed."""

from __future__ import annotations

from pathlib import Path

import click

from interview.cli_words import FrenchCommand, narrate, refuse
from interview.rehearsal.alone.file_option import with_file

FORMATS = ("texte", "html", "pdf", "docx", "md")
ON_SCREEN = ("texte", "md")
NONE_YET = "Aucun essai terminé pour le moment. Pour en jouer un : « repere formation jouer »."


@click.command("retour", cls=FrenchCommand)
@click.argument("name", metavar="[ESSAI]", required=False)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="texte", help="Format (texte).")
@click.option(
    "--sortie",
    "target",
    metavar="F",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Fichier à écrire.",
)
@with_file
def command(name: str | None, format_: str, target: Path | None, file: str | None) -> None:
    """Relire le retour d’un essai terminé, ou l’imprimer.

    ESSAI est son numéro (« repere formation progres » les donne) ; sans lui, le dernier terminé. En texte, il
    est écrit à l’écran ; dans un autre format, dans un fichier.
    """
    from interview.rehearsal.alone.attempts import ended
    from interview.rehearsal.alone.kept import Shelf, open_rehearsals
    from interview.rehearsal.debrief.saving import rendered, save_debrief
    from interview.surroundings import workplace
    from store import BaseMissing

    place = workplace(None)
    try:
        opened = open_rehearsals(file, create=False)
    except BaseMissing:
        raise refuse(NONE_YET) from None
    with opened as keep:
        shelf = Shelf(keep, place.machine.flow)
        found = shelf.named(name) if name else next(iter(shelf.over()), None)
        if found is None:
            listed = "La liste : « repere formation progres »."
            raise refuse(f"Aucun essai n°\u00a0« {name} ». {listed}" if name else NONE_YET)
        if not ended(found.last_kind):
            raise refuse(
                "Cet essai n’est pas terminé : son retour attend la fin. "
                f"Pour le reprendre : « repere formation jouer {found.heading.name} »."
            )
        read = shelf.read(found.heading.id)
    if target is None and format_ in ON_SCREEN:
        click.echo(str(rendered(place, read, format_)).rstrip("\n"))
        return
    narrate(f"Retour écrit : {save_debrief(place, read, format_, target)}")
