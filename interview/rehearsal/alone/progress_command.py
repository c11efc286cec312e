"""``repere formation progres``: what one has rehearsed, for oneself; and erasing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from interview.cli_words import FrenchCommand, narrate, refuse
from interview.rehearsal.alone.file_option import with_file

if TYPE_CHECKING:
    from interview.rehearsal.alone.kept import Shelf


@click.command("progres", cls=FrenchCommand)
@click.argument("names", metavar="[ESSAI]…", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON sur la sortie standard.")
@click.option("--effacer", is_flag=True, help="Effacer ces essais ; tous, si aucun n’est nommé.")
@click.option("--avec-seances", "groups", is_flag=True, help="Effacer aussi les essais faits en séance.")
@click.option("--oui", "agreed", is_flag=True, help="Ne pas demander de confirmation.")
@with_file
def command(
    names: tuple[str, ...], as_json: bool, effacer: bool, groups: bool, agreed: bool, file: str | None
) -> None:
    """Vos essais : où vous étiez d’accord avec la référence, où vous vous en sépariez. Sans note.

    Tout reste sur cette machine, dans un fichier à vous ; --effacer n’en laisse rien.
    """
    if names and not effacer:
        raise click.UsageError("Un ESSAI ne se nomme ici que pour l’effacer (--effacer).")
    from interview.rehearsal.alone.kept import Shelf, open_rehearsals
    from interview.rehearsal.alone.progress import Progress, progress_of
    from interview.rehearsal.alone.progress_words import progress_as_json, progress_in_words
    from interview.surroundings import workplace
    from store import BaseMissing

    place = workplace(None)
    try:
        keep = open_rehearsals(file, create=False)
    except BaseMissing:
        narrate("Aucun essai pour le moment. Pour commencer : « repere formation jouer ».")
        if as_json:
            click.echo(progress_as_json(Progress((), (), ()), ()))
        return
    with keep:
        shelf = Shelf(keep, place.machine.flow)
        if effacer:
            _erase(shelf, names, groups, agreed)
            return
        progress, waiting = progress_of(shelf.read_all()), shelf.waiting()
        if as_json:
            click.echo(progress_as_json(progress, waiting))
            return
        for line in progress_in_words(progress, waiting, shelf.title):
            click.echo(line)


def _erase(shelf: Shelf, names: tuple[str, ...], groups: bool, agreed: bool) -> None:
    """Erase the attempts named, or all of them; all faults at once, and then nothing is erased."""
    from interview.privacy.words import confirm
    from templates.typography import count, french

    named = {name: shelf.named(name) for name in names}
    unknown = ", ".join(f"« {name} »" for name, found in named.items() if found is None)
    if unknown:
        listed = "La liste : « repere formation progres »."
        raise refuse(french(f"Aucun essai n°\u00a0{unknown}. Rien n’a été effacé. {listed}"))
    everything = shelf.keep.attempts() if groups else shelf.alone()
    found = [each for each in named.values() if each is not None] if names else everything
    chosen = dict.fromkeys(each.heading.id for each in found)
    if chosen:
        told = count(len(chosen), "essai")
        confirm(french(f"{told} : ce qui est effacé ne pourra pas être retrouvé."), agreed)
        shelf.keep.forget(*chosen)
        narrate(french(f"Effacé : {told}. Il n’en reste rien dans {shelf.keep.path}."))
    else:
        shelf.keep.empty_log()  # an earlier erasure may have been held
        narrate("Aucun essai à effacer.")
    left = len(shelf.keep.attempts())
    if left and not names:
        narrate(french(f"Il reste {count(left, 'essai')} de séance : --avec-seances efface aussi ceux-là."))
