"""``repere dossiers menage CODE``."""

from __future__ import annotations

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse


@click.command("menage", cls=FrenchCommand)
@click.argument("code", metavar="CODE")
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON sur la sortie standard.")
@with_base
@click.pass_context
def command(context: click.Context, code: str, as_json: bool) -> None:
    """Tous les passages d’un ménage : qui l’a reçu, quand, ce qui a été trouvé, ce qu’il en est.

    CODE est le numéro du ménage (7K3Q-2P6), ou la référence de l’une de ses situations.
    """
    import msgspec

    from interview.access import note
    from interview.files.household_view import household_named, household_view
    from interview.files.text import household_text
    from interview.files.width import width
    from interview.surroundings import open_base, workplace

    with open_base(base_of(context), create=False) as base:
        place = workplace(base)
        view = household_view(place, household_named(base, code))
        if view is None:
            raise refuse(
                f"La base ne contient aucun ménage « {code} ». Un numéro de ménage a sept caractères, par "
                "exemple 7K3Q-2P6 ; la référence de l’une de ses situations convient aussi."
            )
        told = note(place, "consultation", view.household)
    if told:
        narrate(told)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(view), indent=2))
        return
    click.echo(household_text(view, width()))
