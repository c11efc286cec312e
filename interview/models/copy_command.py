"""``repere modeles copier``."""

from __future__ import annotations

import click

from interview.cli_words import FrenchCommand, narrate, refuse


@click.command("copier", cls=FrenchCommand)
@click.argument("nom", metavar="NOM")
def command(nom: str) -> None:
    """Copier le modèle d’un document dans votre dossier, pour l’adapter.

    NOM est un document (« repere modeles liste »), ou « en-tete » ou « pied », un texte mis en haut ou en
    bas de vos documents. Ce qui existe déjà n’est jamais écrasé.
    """
    from interview.models.folder import (
        LETTERHEADS,
        AlreadyThere,
        UnknownModel,
        copied,
        named,
        settings_now,
        use_folder,
    )
    from templates.typography import french

    settings = settings_now()
    try:
        name = named(nom, letterhead=True)
        path = copied(name, settings)
    except (UnknownModel, AlreadyThere) as error:
        raise refuse(str(error)) from None
    click.echo(str(path))
    if settings.templates_folder is None:
        told = use_folder(path.parent)
        narrate(french(f"Ce dossier est maintenant le vôtre (réglage « modeles », dans {told})."))
    if name in LETTERHEADS:
        narrate(
            french("Ouvrez ce fichier, écrivez-y ce qui doit être lu, puis « repere modeles apercu fiche ».")
        )
    else:
        narrate(
            french(
                f"C’est lui qui sert désormais. Ce qu’il peut dire : « repere modeles champs {name} » ; le "
                f"vérifier : « repere modeles verifier {name} » ; revenir à celui de Repère : ôtez-le."
            )
        )
