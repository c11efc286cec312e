"""``repere formation seance rassembler``."""

from __future__ import annotations

from pathlib import Path

import click

from interview.cli_words import FrenchCommand, narrate, refuse
from interview.rehearsal.session.commands.command_words import PLACE, Number, refusing
from interview.rehearsal.session.folder.files import MOST_PARTICIPANTS


@click.command("rassembler", cls=FrenchCommand)
@PLACE
@click.argument("fichiers", metavar="[FICHIER]…", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--participant",
    metavar="N",
    type=Number(1, MOST_PARTICIPANTS),
    default=None,
    help="Numéro à donner aux réponses apportées, si deux personnes ont pris le même.",
)
@click.option(
    "--vers",
    metavar="F.json",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Écrire aussi toute la séance dans un seul fichier.",
)
def command(dossier: Path, fichiers: tuple[Path, ...], participant: int | None, vers: Path | None) -> None:
    """Réunir les réponses de chacun, et dire ce qui manque.

    FICHIER est un fichier de réponses, quel que soit son nom, un dossier qui en contient (et ses
    sous-dossiers), ou une séance entière en un fichier. Tout est vérifié d’abord ; si quelque chose n’est pas
    de cette séance, rien n’est ajouté. Sans FICHIER, dit où
    l’on en est. Toutes les commandes de la séance prennent aussi le fichier écrit par --vers.
    """
    from interview.rehearsal.session.folder.bringing import (
        NumberTaken,
        brought_in,
        exchange_of,
        free_number,
        kept,
    )
    from interview.rehearsal.session.folder.files import SessionFault, write_file
    from interview.rehearsal.session.folder.finding import aside_in_words
    from interview.rehearsal.session.folder.gathering import missing, opened
    from templates.typography import count, french

    if participant is not None and not fichiers:
        raise click.UsageError("--participant vaut pour des réponses apportées : donnez leur fichier.")
    with refusing():
        before = opened(dossier)
        try:
            after, brought = brought_in(before, fichiers, participant or 0)
        except NumberTaken as error:
            free = free_number(before)
            another = f" {free}" if free else ""
            advice = f"Rassemblez ce fichier seul, avec --participant{another} : un numéro libre."
            raise SessionFault([*error.faults, advice]) from None
        if after != before:
            kept(after, before)
    under = f", sous le n° {participant}" if participant is not None else ""
    for told, names in (
        ("ajouté", brought.added),
        ("complété", brought.completed),
        ("déjà là", brought.known),
    ):
        for name in names:
            narrate(french(f"{name} : {told}{under}."))
    if brought.aside:
        narrate(french(aside_in_words(brought.aside)))
    if brought.notes:
        narrate(french(f"{count(brought.notes, 'note')} en plus."))
    click.echo(french(f"{after.sheet.title} : {count(len(after.participants), 'participant')}."))
    second = sum(each.moment == "apres" for each in after.answers)
    if second:
        click.echo(french(f"Après la discussion : {count(second, 'participant')}."))
    for each in missing(after):
        click.echo(french(f"- {each}"))
    if vers is not None:
        if vers.exists() and not _ours(vers, after.sheet.id):
            raise refuse(french(f"« {vers} » existe déjà, et n’est pas cette séance : donnez un autre nom."))
        narrate(french(f"Toute la séance est dans {write_file(vers, exchange_of(after))}."))


def _ours(path: Path, session: str) -> bool:
    """Whether the file is an earlier writing of the same session."""
    from interview.rehearsal.session.folder.files import ExchangeFile, SessionFault, read_file

    try:
        read = read_file(path)
    except SessionFault:
        return False
    return isinstance(read, ExchangeFile) and read.session.id == session
