"""``repere base chiffrer``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse

if TYPE_CHECKING:
    from pathlib import Path

    from interview.handing.encryption import Recast
    from interview.settings import Settings

BEFORE = (
    "La base {path} ne s’ouvrira plus qu’avec une phrase de passe. Repère ne la garde nulle part : si elle "
    "est perdue, personne ne pourra lire la base, ni ses copies. Gardez-la en lieu sûr, hors de cet "
    "ordinateur."
)
DONE = "La base est chiffrée, et la copie chiffrée a été comparée ligne à ligne avec elle : {path}"
ALREADY = "La base était déjà chiffrée : {path}"
OVERWRITTEN = (
    "L’ancien fichier a été écrasé, puis supprimé. Un disque SSD ou une clé USB peut en garder des traces "
    "que Repère n’atteint pas : seul le chiffrement du disque entier les couvre."
)
DELETED_ONLY = (
    "L’ancien fichier a été supprimé, mais ce disque n’a pas permis de l’écraser : des traces peuvent y "
    "rester."
)
SHEETS = "{count} fiches déjà écrites restent lisibles sans phrase, là où elles sont."
ONE_SHEET = "Une fiche déjà écrite reste lisible sans phrase, là où elle est."
ELSEWHERE = (
    "Les copies faites ailleurs que dans le dossier des sauvegardes restent lisibles sans phrase : "
    "supprimez-les."
)
NEXT = "La phrase vous sera demandée à chaque ouverture."
NEXT_KEYRING = "La phrase est dans le trousseau du système : elle ne sera demandée que s’il est fermé."


@click.command("chiffrer", cls=FrenchCommand)
@click.option("--trousseau", "keyring", is_flag=True, help="Confier la phrase au trousseau du système.")
@with_base
@click.pass_context
def command(context: click.Context, keyring: bool) -> None:
    """Chiffrer la base et ses copies : elles ne s’ouvrent plus qu’avec une phrase de passe.

    La phrase est demandée deux fois ; elle n’est jamais écrite dans la ligne de commande. Relancée, la
    commande termine ce qui aurait été interrompu.
    """
    from interview.handing.encryption import encrypt, encrypt_copies, encrypted, key_of
    from interview.handing.phrases import PhraseRefused, keep_in_keyring, new_phrase, terminal
    from interview.settings import read_settings
    from interview.surroundings import open_base
    from store import base_path

    settings, path = read_settings(), base_path(base_of(context))
    if encrypted(path):
        open_base(str(path), create=False).close()
        _tell(ALREADY, path, encrypt_copies(path, key_of(path), settings.backups))
        return
    open_base(str(path), create=False).close()
    narrate(BEFORE.format(path=path))
    try:
        phrase = new_phrase(path.name, terminal())
        if keyring:
            keep_in_keyring(path, phrase)
    except PhraseRefused as error:
        raise refuse(f"{error} Rien n’a été modifié.") from None
    made = encrypt(path, phrase, settings.backups)
    if keyring:
        _remember_choice(settings)
    _tell(DONE, path, made)
    narrate(OVERWRITTEN if made.overwritten else DELETED_ONLY)
    if made.sheets:
        narrate(ONE_SHEET if made.sheets == 1 else SHEETS.format(count=made.sheets))
    narrate(ELSEWHERE)
    narrate(NEXT_KEYRING if keyring else NEXT)


def _tell(sentence: str, path: Path, made: Recast) -> None:
    click.echo(sentence.format(path=path))
    if made.copies:
        click.echo(f"Copies chiffrées avec la même phrase : {len(made.copies)}.")
    for copy, why in made.left:
        narrate(f"{copy} n’a pas pu être chiffrée, et reste comme elle était. {why}")
    if made.left:
        raise refuse("Supprimez ces copies si elles ne servent plus, ou relancez cette commande.")


def _remember_choice(settings: Settings) -> None:
    if settings.encryption.keyring:
        return
    from interview.settings import settings_path
    from interview.settings_file import changed, write

    path = settings_path()
    text = path.read_text("utf-8-sig") if path.exists() else ""
    write(path, changed(text, "chiffrement.trousseau", "true", str(path)))
