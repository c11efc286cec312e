"""``repere dossiers [MOTS]``."""

from __future__ import annotations

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate
from interview.files.criteria import with_criteria


@click.command("liste", cls=FrenchCommand)
@click.argument("mots", nargs=-1, metavar="[MOTS]")
@with_criteria
@click.option("--limite", "limit", metavar="N", default="50", help="Situations au plus (50).")
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON sur la sortie standard.")
@with_base
@click.pass_context
def command(
    context: click.Context, /, mots: tuple[str, ...], limit: str, as_json: bool, **criteria: str | bool
) -> None:
    """Chercher des situations, les dernières touchées d’abord.

    MOTS cherche, accents ou non, dans ce qui a été écrit, et aussi une référence, un ménage, le nom d’une
    prestation, même ancien. Les filtres s’ajoutent les uns aux autres.
    """
    import msgspec

    from interview.files.criteria import filter_of, limit_of
    from interview.files.finding import listing
    from interview.files.text import listing_text, shown_of
    from interview.files.width import width
    from interview.surroundings import open_base, workplace

    with open_base(base_of(context), create=False) as base:
        place = workplace(base)
        wanted = filter_of(place, " ".join(mots), criteria)
        found = listing(place, wanted, limit=limit_of(limit))
        empty = not found.lines and not base.counts().situations
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
        return
    if not found.lines:
        if empty:
            narrate("La base ne contient encore aucune situation.")
            return
        narrate("Aucune situation ne répond à cela. Moins de mots, ou moins de filtres, en montreront plus.")
        return
    click.echo(listing_text(found, width()))
    narrate(shown_of(found))
