"""``repere base etat``."""

from __future__ import annotations

import datetime

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand


@click.command("etat", cls=FrenchCommand)
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON.")
@with_base
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Dire ce que contient la base, et comment elle va. N’y change rien."""
    import msgspec

    from interview.settings import read_settings
    from interview.surroundings import now, open_base
    from interview.upkeep.state import state_of, told

    with open_base(base_of(context), create=False) as base:
        state = state_of(base, read_settings().backups, datetime.date.today())
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(state), indent=2))
        return
    for line in told(state, now()):
        click.echo(line)
