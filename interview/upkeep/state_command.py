"""``repere base etat``."""

from __future__ import annotations

import datetime
from typing import Any

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

    from interview.surroundings import open_base

    with open_base(base_of(context), create=False) as base:
        counts = base.counts()
        first, last = base.period()
        state: dict[str, Any] = {
            "base": str(base.path),
            "octets": base.path.stat().st_size,
            "format": base.schema_version(),
            "entretiens": counts.interviews,
            "inacheves": counts.unfinished,
            "situations": counts.situations,
            "menages": counts.households,
            "a_relancer": base.to_chase_up(datetime.date.today().isoformat()),
            "premier": _day(first),
            "dernier": _day(last),
        }
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(state), indent=2))
        return
    for line in _lines(state):
        click.echo(line)


def _day(instant: int | None) -> str | None:
    return None if instant is None else datetime.datetime.fromtimestamp(instant / 1000).date().isoformat()


def _lines(state: dict[str, Any]) -> list[str]:
    lines = [
        f"Base : {state['base']} ({state['octets'] / 1_000_000:.1f} Mo, format {state['format']})",
        f"Situations : {state['situations']}, en {state['entretiens']} entretiens, "
        f"pour {state['menages']} ménages",
        f"Entretiens inachevés : {state['inacheves']}",
        f"Situations à relancer : {state['a_relancer']}",
    ]
    if state["premier"]:
        lines.append(f"Du {state['premier']} au {state['dernier']}")
    return lines
