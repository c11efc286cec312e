"""``repere formation cas``: what can be rehearsed."""

from __future__ import annotations

from pathlib import Path

import click

from interview.cli_words import FrenchCommand, narrate, refuse


@click.command("cas", cls=FrenchCommand)
@click.argument(
    "folder",
    metavar="[DOSSIER]",
    required=False,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON sur la sortie standard.")
def command(folder: Path | None, as_json: bool) -> None:
    """Les cas à jouer : niveau, durée, ce qu’ils exercent.

    Sans DOSSIER, ceux qui sont livrés ; avec, ceux que votre équipe a écrits dans ce dossier.
    """
    import msgspec

    from interview.rehearsal.cases.collection import cases_in, shipped_training_cases
    from interview.rehearsal.cases.listing import cases_as_json, cases_in_words, quoted

    cases = cases_in(folder) if folder else shipped_training_cases()
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(cases_as_json(cases)), indent=2).decode())
        return
    if not cases:
        raise refuse(f"Aucun cas à jouer dans « {folder} » : un cas a une partie « formation ».")
    for line in cases_in_words(cases):
        click.echo(line)
    named = quoted(folder / "CAS.yaml") if folder else "CAS"
    narrate(f"Pour jouer : « repere formation jouer {named} ».")
