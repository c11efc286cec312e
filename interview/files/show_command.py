"""``repere dossiers voir REF``."""

from __future__ import annotations

from pathlib import Path

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse

UNFINISHED = (
    "Cas non écrit : de cette situation, seule la conclusion est gardée, ou ses réponses ne vont pas encore "
    "jusqu’à la qualification."
)


@click.command("voir", cls=FrenchCommand)
@click.argument("reference", metavar="REF")
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON sur la sortie standard.")
@click.option(
    "--vers-cas",
    "case",
    metavar="F",
    type=click.Path(path_type=Path),
    help="En faire l’ébauche d’un cas de formation, sans rien de la personne.",
)
@with_base
@click.pass_context
def command(context: click.Context, reference: str, as_json: bool, case: Path | None) -> None:
    """Tout ce qui est gardé d’une situation : ce qui a été trouvé, ce qui a été fait, ce qu’il en est.

    REF est la référence d’une situation (26-K7QX4-1) ou d’un entretien (26-K7QX4 : sa première
    situation). Avec --vers-cas, tout l’entretien devient un cas à écrire : ses réponses, et aucun texte.
    """
    import msgspec

    from interview.access import note, opened
    from interview.files.situation_view import situation_view
    from interview.files.text import situation_text
    from interview.files.width import width
    from interview.lookup_reference import situation_of
    from interview.scenario_target import usable, write_case
    from interview.scenario_text import Unfinished
    from interview.surroundings import open_base, workplace

    if case is not None:
        usable(case)
    with open_base(base_of(context), create=False) as base:
        place = workplace(base)
        held, rank = situation_of(place, reference)
        view = situation_view(place, held.heading.id, rank)
        told = [opened(held, rank)]
        if case is not None:
            try:
                told += [*write_case(held, case), note(place, "cas", held.situation_reference(rank))]
            except Unfinished:
                raise refuse(UNFINISHED) from None
    for sentence in told:
        if sentence:
            narrate(sentence)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(view), indent=2))
        return
    click.echo(situation_text(view, width()))
    name = view.reference
    narrate(f"Suivre : « repere suivre {name} ». Historique : « repere dossiers historique {name} ».")
