"""``repere dossiers voir REF``."""

from __future__ import annotations

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate


@click.command("voir", cls=FrenchCommand)
@click.argument("reference", metavar="REF")
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON sur la sortie standard.")
@with_base
@click.pass_context
def command(context: click.Context, reference: str, as_json: bool) -> None:
    """Tout ce qui est gardé d’une situation : ce qui a été trouvé, ce qui a été fait, ce qu’il en est.

    REF est la référence d’une situation (26-K7QX4-1) ou d’un entretien (26-K7QX4 : sa première
    situation).
    """
    import msgspec

    from interview.access import opened
    from interview.files.situation_view import situation_view
    from interview.files.text import situation_text
    from interview.files.width import width
    from interview.lookup_reference import situation_of
    from interview.surroundings import open_base, workplace

    with open_base(base_of(context), create=False) as base:
        place = workplace(base)
        held, rank = situation_of(place, reference)
        view = situation_view(place, held.heading.id, rank)
        told = opened(held, rank)
    if told:
        narrate(told)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(view), indent=2))
        return
    click.echo(situation_text(view, width()))
    name = view.reference
    narrate(f"Suivre : « repere suivre {name} ». Historique : « repere dossiers historique {name} ».")
