"""``repere modeles liste``."""

from __future__ import annotations

import click

from interview.cli_words import FrenchCommand, narrate

STATES = {
    "repere": "celui de Repère",
    "copie": "votre copie, pareille à celui de Repère",
    "modifie": "le vôtre",
    "aucun": "aucun",
}


@click.command("liste", cls=FrenchCommand)
def command() -> None:
    """Les documents, et lesquels vous écrivez à votre façon."""
    from interview.models.folder import listed, settings_now
    from templates.checking import check
    from templates.typography import french

    settings = settings_now()
    folder = settings.templates_folder
    faulty = {each.file for each in check(folder)} if folder is not None and folder.is_dir() else set()
    for each in listed(settings):
        state = STATES[each.state]
        if str(each.path) in faulty:
            state += ", en faute : « repere modeles verifier » dit pourquoi"
        click.echo(french(f"{each.name} : {each.label} ({state})"))
    if folder is None:
        narrate(french("Pas encore de dossier à vous. Pour commencer : « repere modeles copier en-tete »."))
    elif not folder.is_dir():
        narrate(
            french(f"Votre dossier est introuvable : {folder}. Ce sont les modèles de Repère qui servent.")
        )
    else:
        narrate(french(f"Votre dossier : {folder}"))
