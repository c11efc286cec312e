"""``repere formation seance resultats``."""

from __future__ import annotations

from pathlib import Path

import click

from interview.cli_words import FrenchCommand, narrate
from interview.rehearsal.session.commands.command_words import PLACE, refusing

FORMATS = ("texte", "html", "pdf", "docx", "json")


@click.command("resultats", cls=FrenchCommand)
@PLACE
@click.option("--json", "as_json", is_flag=True, help="Les chiffres en JSON.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="texte", help="Format (texte).")
@click.option(
    "--sortie",
    metavar="F",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Fichier à écrire ; remplacé s’il existe.",
)
@click.option("--bref", is_flag=True, help="En texte, sans le détail de chaque cas.")
@click.option(
    "--sans-reference", is_flag=True, help="Ne rien dire de la référence : à montrer avant d’en parler."
)
def command(
    dossier: Path, as_json: bool, format_: str, sortie: Path | None, bref: bool, sans_reference: bool
) -> None:
    """Voir où le groupe s’accorde, ce qui le partage, et ce que la discussion a changé.

    En texte ou en JSON, à l’écran sauf --sortie ; en HTML, PDF ou Word, dans un fichier. Rien ne dit qui a
    répondu quoi, et rien ne classe les personnes.
    """
    from interview.rehearsal.session.folder.gathering import opened
    from interview.rehearsal.session.reporting.report import report_of
    from interview.rehearsal.session.reporting.saving import EXTENSIONS, rendered
    from interview.surroundings import write_whole
    from templates.typography import french

    form = "json" if as_json else format_
    if bref and form != "texte":
        raise click.UsageError("--bref ne vaut que pour le texte.")
    with refusing():
        session = opened(dossier)
    report = report_of(session, reference=not sans_reference)
    content = rendered(report, form, brief=bref)
    if sortie is None and form in ("texte", "json"):
        click.echo(content)
        return
    data = content + "\n" if isinstance(content, str) and form in ("texte", "json") else content
    path = write_whole(sortie or Path.cwd() / f"compte-rendu-{session.sheet.day}{EXTENSIONS[form]}", data)
    narrate(french(f"Compte rendu écrit : {path}"))
