"""``repere parcours imprimer``."""

from __future__ import annotations

from pathlib import Path

import click

from interview.cli_words import FrenchCommand, narrate
from interview.flow_argument import FLOW

CONTENTS = ("complet", "textes", "references")
FORMATS = ("texte", "html", "pdf", "docx", "md")
BY_SUFFIX = {".txt": "texte", ".html": "html", ".pdf": "pdf", ".docx": "docx", ".md": "md"}
"""The format meant by the name of a file, when none is asked for."""


@click.command("imprimer", cls=FrenchCommand)
@click.argument("fichier", metavar="[FICHIER]", required=False, type=FLOW)
@click.option(
    "--contenu",
    type=click.Choice(CONTENTS),
    default="complet",
    help="Tout le parcours (complet), les textes à relire, ou les références à relire.",
)
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="Format : celui du nom de F, sinon texte."
)
@click.option(
    "--sortie", metavar="F", type=click.Path(dir_okay=False, path_type=Path), help="Fichier à écrire."
)
def command(fichier: Path | None, contenu: str, format_: str | None, sortie: Path | None) -> None:
    """Écrire le parcours comme un document, pour qui ne programme pas.

    Sans FICHIER, le parcours livré. Le texte va à l’écran ; un PDF ou un document Word va dans un fichier.
    """
    import datetime
    import re

    from flows.loader import load_flow
    from interview.models.own import own_notice
    from interview.settings import read_settings
    from interview.surroundings import write_whole
    from interview.workbench.printing import context_of, printed
    from templates import FORMATS as KNOWN

    format_ = format_ or (BY_SUFFIX.get(sortie.suffix.lower(), "texte") if sortie else "texte")
    flow = load_flow(fichier)
    own, today = read_settings().templates_folder, datetime.date.today()
    written = printed(flow, contenu, format_, today, own)
    if notice := own_notice(context_of(flow, contenu, today), own, format_):
        narrate(notice)
    if sortie is None and isinstance(written, str):
        click.echo(written, nl=False)
        return
    version = re.sub(r"[^\w.-]+", "-", flow.version)  # an author may write « 2026/1 »
    kept = "" if contenu == "complet" else f"-{contenu}"
    name = f"parcours-{flow.id}-{version}{kept}{KNOWN[format_].extension}"
    path = write_whole(sortie or Path.cwd() / name, written)
    narrate(f"Document écrit : {path}")
