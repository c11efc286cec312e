"""``repere base effacer``."""

from __future__ import annotations

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, refuse
from interview.progress import Progress

REASONS = ("demande", "opposition", "erreur")


@click.command("effacer", cls=FrenchCommand)
@click.argument("menage", metavar="MENAGE")
@click.option(
    "--motif",
    "reason",
    type=click.Choice(REASONS),
    default="demande",
    help="La personne le demande (demande), s’oppose, ou le dossier n’aurait pas dû exister (erreur).",
)
@click.option("--oui", "agreed", is_flag=True, help="Ne pas demander de confirmation.")
@with_base
@click.pass_context
def command(context: click.Context, menage: str, reason: str, agreed: bool) -> None:
    """Effacer pour de bon tout ce qui est gardé d’un ménage.

    MENAGE est son code (7K3Q-2P6), ou la référence d’une de ses situations. Efface dans le journal, les
    tables, la recherche, les fiches écrites et les copies de la base. Il en reste une ligne de preuve, qui ne
    nomme personne.
    """
    from interview.privacy import erasing
    from interview.privacy.words import amount, confirm, held_line, household_meant, tell_erased
    from interview.surroundings import open_base, workplace
    from templates.typography import french

    with open_base(base_of(context), create=False) as base:
        place = workplace(base)
        household = household_meant(base, menage)
        held, erased_before = erasing.known(place, household)
        if held is not None:
            click.echo(held_line(held))
            told = amount(1, held.situations, held.files)
            confirm(f"{told} : ce qui est effacé ne pourra pas être retrouvé.", agreed)
        elif not erased_before:
            raise refuse(french(f"Aucun ménage « {household} » dans cette base. Rien n’a été effacé."))
        try:
            erased = erasing.erase_household(place, household, reason, Progress("Copies de la base"))
        except KeyboardInterrupt:
            raise refuse(erasing.interrupted(place)) from None
        if held is None and not erased.copies and not erased.households:
            click.echo(french(f"Le ménage {household} avait déjà été effacé : il n’en reste rien ici."))
            return
        tell_erased(erased)
