"""``repere modeles apercu``."""

from __future__ import annotations

from pathlib import Path

import click

from interview.cli_words import FrenchCommand, narrate, refuse

FORMATS = ("html", "pdf", "docx", "texte", "md")
FILE_FORMATS = ("pdf", "docx")


@click.command("apercu", cls=FrenchCommand)
@click.argument("nom", metavar="NOM")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="texte", help="Format de l’aperçu (texte)."
)
@click.option(
    "--sortie", metavar="F", type=click.Path(dir_okay=False, path_type=Path), help="Fichier à écrire."
)
@click.option("--tous-les-champs", "every", is_flag=True, help="Chaque champ rempli, par sa propre aide.")
def command(nom: str, format_: str, sortie: Path | None, every: bool) -> None:
    """Voir un document tel que vos modèles l’écrivent, rempli d’un exemple inventé.

    NOM est un document ; « en-tete » ou « pied » montre la fiche. Rien ne vient de votre base.
    """
    from interview.models.examples import example
    from interview.models.folder import LETTERHEADS, UnknownModel, named, settings_now
    from interview.models.own import told_of
    from interview.surroundings import write_whole
    from templates import FORMATS as KNOWN
    from templates.own import written
    from templates.typography import french

    settings = settings_now()
    try:
        name = named(nom, letterhead=True)
    except UnknownModel as error:
        raise refuse(str(error)) from None
    name = "fiche" if name in LETTERHEADS else name
    if name == "aplus" and format_ != "texte":
        raise click.UsageError("--format : « aplus » ne s’écrit qu’en texte.")
    asked = "aplus" if name == "aplus" else format_
    made = written(example(name, settings, every=every), asked, settings.templates_folder)
    if told := told_of(made.faults):
        narrate(told)
    if sortie is None and format_ not in FILE_FORMATS:
        click.echo(made.content, nl=False)
        return
    path = sortie or Path.cwd() / f"apercu-{name}{KNOWN[asked].extension}"
    narrate(french(f"Aperçu écrit : {write_whole(path, made.content)}"))
