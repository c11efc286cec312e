"""``repere base dechiffrer``."""

from __future__ import annotations

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse

DONE = "La base n’est plus chiffrée : toute personne qui lit ce fichier lit ce qu’il contient. {path}"
PLAIN = "La base {path} n’est pas chiffrée. Rien n’a été modifié."


@click.command("dechiffrer", cls=FrenchCommand)
@with_base
@click.pass_context
def command(context: click.Context) -> None:
    """Rendre la base et ses copies lisibles sans phrase de passe.

    La phrase est demandée une dernière fois. À faire avant de changer de phrase : déchiffrez, puis
    chiffrez de nouveau.
    """
    from interview.handing.encryption import decrypt, encrypted
    from interview.handing.phrases import drop_from_keyring
    from interview.settings import read_settings
    from interview.surroundings import open_base
    from store import base_path

    settings, path = read_settings(), base_path(base_of(context))
    open_base(str(path), create=False).close()
    if not encrypted(path):
        raise refuse(PLAIN.format(path=path))
    made = decrypt(path, settings.backups)
    if settings.encryption.keyring:
        drop_from_keyring(path)
    click.echo(DONE.format(path=path))
    if made.copies:
        click.echo(f"Copies déchiffrées avec elle : {len(made.copies)}.")
    for copy, why in made.left:
        narrate(f"{copy} reste chiffrée. {why}")
