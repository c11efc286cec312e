"""``repere base purger``."""

from __future__ import annotations

import datetime
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse
from interview.progress import Progress

if TYPE_CHECKING:
    from interview.privacy.erasing import Plan


@click.command("purger", cls=FrenchCommand)
@click.option(
    "--jour",
    metavar="DATE",
    help="Compter comme si l’on était ce jour-là (aujourd’hui).",
)
@click.option("--vraiment", is_flag=True, help="Effacer : sans cela, dit seulement ce qui le serait.")
@click.option("--oui", "agreed", is_flag=True, help="Ne pas demander de confirmation.")
@with_base
@click.pass_context
def command(context: click.Context, jour: str | None, vraiment: bool, agreed: bool) -> None:
    """Effacer les ménages sans contact depuis la durée de conservation (réglage conservation.mois).

    Dit d’abord ce qui serait effacé, sans rien toucher. Avec --vraiment, efface pour de bon : journal,
    tables, recherche, fiches écrites, copies de la base. Les vieilles lignes du journal des accès partent
    aussi.
    """
    from interview.privacy import erasing
    from interview.privacy.words import confirm, tell_erased
    from interview.surroundings import open_base, workplace
    from templates.typography import count, french

    day = _day(jour)
    with open_base(base_of(context), create=False) as base:
        place = workplace(base)
        if vraiment and day is not None and day > place.today():
            raise refuse(french(f"Rien n’a été effacé : le {jour} n’est pas encore venu."))
        plan = erasing.plan(place, day)
        for line in _lines(plan, place.settings.retention.months, place.settings.retention.access_months):
            click.echo(line)
        if plan.nothing:
            return
        if not vraiment:
            narrate(french("Rien n’a été effacé. Pour effacer pour de bon, ajoutez --vraiment."))
            return
        confirm("Ce qui est effacé ne pourra pas être retrouvé.", agreed)
        try:
            erased = erasing.purge(place, day, Progress("Copies de la base"))
        except KeyboardInterrupt:
            raise refuse(erasing.interrupted(place)) from None
        tell_erased(erased)
        if plan.accesses:
            click.echo(french(f"Journal des accès : {count(plan.accesses, 'ligne')} de moins."))


def _day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        with suppress(ValueError):
            return datetime.datetime.strptime(text, form).date()
    raise click.UsageError(f"--jour : « {text} » n’est pas une date (12/03/2026).")


def _lines(plan: Plan, months: int, access_months: int) -> list[str]:
    from interview.privacy.words import amount, held_line
    from templates.typography import count, day, french

    if plan.nothing:
        return [
            french(f"Rien à effacer : aucun ménage sans contact depuis le {day(plan.since)} ({months} mois).")
        ]
    lines = [held_line(each) for each in plan.due]
    if plan.due:
        situations, files = sum(each.situations for each in plan.due), sum(each.files for each in plan.due)
        copies = f" et dans {count(plan.copies, 'copie')}" if plan.copies else ""
        heading = f"Sans contact depuis le {day(plan.since)} ({months} mois) :"
        total = f"À effacer, dans la base{copies} : {amount(len(plan.due), situations, files)}."
        lines = [french(heading), *lines, french(total)]
    if plan.unfinished:
        told = count(len(plan.unfinished), "ménage")
        lines.append(french(f"Effacement interrompu, à terminer : {told}."))
    if plan.accesses:
        told = count(plan.accesses, "ligne")
        lines.append(french(f"Journal des accès : {told} de plus de {access_months} mois."))
    return lines
