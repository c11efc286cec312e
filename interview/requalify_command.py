"""``repere requalifier``: a new interview that qualifies a situation anew, beside the first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse

if TYPE_CHECKING:
    from interview.conversation import Conversation, Workplace


@click.command(name="requalifier", cls=FrenchCommand)
@click.argument("reference", metavar="REF")
@click.option("--simple", is_flag=True, help="Sans écran : questions ligne à ligne (lecteur d’écran, ssh).")
@with_base
@click.pass_context
def command(context: click.Context, reference: str, simple: bool) -> None:
    """Requalifier une situation à une nouvelle visite.

    La première qualification reste telle quelle, à côté. Ce qui en était dit (la prestation, l’organisme)
    est proposé ; rien n’est repris sans vous. Rien n’est écrit avant la première réponse.
    """
    from interview.access import note
    from interview.follow_up import FollowError, begin_anew, requalify
    from interview.lookup_reference import only_situation_of
    from interview.surroundings import open_base, workplace
    from templates.typography import french

    with open_base(base_of(context), create=False) as base:
        held, rank = only_situation_of(workplace(base), reference)
        reference = held.situation_reference(rank)
        try:
            begun = begin_anew(workplace(base), reference)
        except FollowError as error:
            raise refuse(f"{error}\nRien n’a été changé.") from None
        for told in (begun.notice, note(held.workplace, "consultation", begun.earlier)):
            if told:
                narrate(french(told))
        if simple:
            context.exit(_in_lines(workplace(base), begun.held))
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise refuse(
            "L’écran de Repère demande un terminal. Sans terminal : « repere requalifier --simple »."
        )
    from interview.tui.app import run_app

    run_app(base=base_of(context), start="entretien", begin=lambda place: requalify(place, reference))


def _in_lines(place: Workplace, begun: Conversation) -> int:
    from interview.line import run_line
    from interview.sheets.content import sheet_of
    from interview.sheets.saving import save_sheet

    return run_line(place, begin=lambda _: begun, make_sheet=sheet_of, save_sheet=save_sheet, say=click.echo)
