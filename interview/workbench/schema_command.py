"""``repere parcours schema``."""

from __future__ import annotations

from pathlib import Path

import click

from interview.cli_words import FrenchCommand, narrate

KINDS = ("parcours", "parcours-local", "catalogue", "scenario")


@click.command("schema", cls=FrenchCommand)
@click.argument("genre", metavar="[GENRE]", required=False, type=click.Choice(KINDS))
@click.option(
    "--sortie", metavar="F", type=click.Path(dir_okay=False, path_type=Path), help="Fichier à écrire."
)
@click.option(
    "--dossier",
    metavar="D",
    type=click.Path(file_okay=False, path_type=Path),
    help="Dossier où écrire le schéma, ou les quatre sans GENRE.",
)
def command(genre: str | None, sortie: Path | None, dossier: Path | None) -> None:
    """Écrire le schéma (JSON Schema) qui aide à remplir un fichier dans un éditeur.

    GENRE est parcours, parcours-local, catalogue ou scenario. Avec le schéma, un éditeur propose les clés,
    les explique, et souligne ce qui ne va pas. Rien n’est envoyé ni reçu.
    """
    from flows.schema import KINDS as EVERY
    from flows.schema import file_name, schema_text
    from interview.surroundings import write_whole

    if sortie is not None and dossier is not None:
        raise click.UsageError("--sortie ou --dossier, pas les deux.")
    chosen = tuple(each for each in EVERY if genre in (None, each))
    if dossier is None:
        if genre is None:
            raise click.UsageError(
                f"il manque GENRE ({', '.join(EVERY)}), ou --dossier pour les écrire tous."
            )
        if sortie is None:
            click.echo(schema_text(chosen[0]), nl=False)
            return
        written = [write_whole(sortie, schema_text(chosen[0]))]
    else:
        dossier.mkdir(parents=True, exist_ok=True)
        written = [write_whole(dossier / file_name(each), schema_text(each)) for each in chosen]
    for path in written:
        click.echo(path)
    lines = "\n".join(f"# yaml-language-server: $schema={path.name}" for path in written)
    several = ", celle de son genre" if len(written) > 1 else ""
    narrate(
        f"Pour qu’un éditeur s’en serve, écrivez en première ligne de votre fichier{several}\u00a0:\n"
        f"{lines}\n(le chemin part du dossier de votre fichier)"
    )
