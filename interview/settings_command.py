"""``repere reglages``."""

from __future__ import annotations

from typing import Any

import click

from interview.cli_words import FrenchCommand, narrate, refuse


@click.command("reglages", cls=FrenchCommand)
@click.argument("cle", required=False, metavar="[CLE]")
@click.argument("valeur", required=False, metavar="[VALEUR]")
@click.option("--json", "as_json", is_flag=True, help="Tous les réglages en JSON.")
def command(cle: str | None, valeur: str | None, as_json: bool) -> None:
    """Voir les réglages, ou en changer un.

    Sans CLE, tous les réglages et leur rôle. Avec CLE et VALEUR, le change dans le fichier, dont les
    commentaires sont gardés. Une VALEUR vide ("") rend la valeur habituelle.
    """
    import msgspec

    from interview.settings import read_settings, settings_path
    from interview.settings_file import UnknownSetting, changed, listed, write

    path = settings_path()
    if cle is not None and valeur is not None:
        text = path.read_text("utf-8-sig") if path.exists() else ""
        try:
            after = changed(text, cle, valeur, str(path))
        except UnknownSetting as error:
            raise refuse(str(error)) from None
        write(path, after)
        narrate(f"Réglage enregistré dans {path}.")
    settings = read_settings(path)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(settings), indent=2))
        return
    shown = [each for each in listed(settings) if cle in (None, each.key)]
    if not shown:
        try:
            changed("", cle or "", "", str(path))
        except UnknownSetting as error:
            raise refuse(str(error)) from None
    for each in shown:
        mark = "" if each.value == each.usual else "  (changé)"
        click.echo(f"{each.key} = {_shown(each.value)}{mark}\n    {each.description}")
    if cle is None:
        narrate(f"Fichier : {path}" + ("" if path.exists() else " (pas encore créé)"))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list | tuple):
        return f"[{', '.join(_shown(each) for each in value)}]"
    return str(value)
