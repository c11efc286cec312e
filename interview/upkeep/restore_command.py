"""``repere base restaurer``."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse
from interview.progress import Progress

if TYPE_CHECKING:
    from store.restoring import Restored

LATEST = "derniere"
WORD = "REMPLACER"


@click.command("restaurer", cls=FrenchCommand)
@click.argument("fichier", required=False, metavar="[F]")
@click.option(
    "--remplacer", "replace", is_flag=True, help="Remplacer une base plus récente sans le demander."
)
@with_base
@click.pass_context
def command(context: click.Context, fichier: str | None, replace: bool) -> None:
    """Remettre une sauvegarde à la place de la base.

    Sans F, la liste des sauvegardes. F est le nom de l’une d’elles, « derniere », ou un fichier. La base
    remplacée est d’abord gardée à part ; une base qui en dit plus que la sauvegarde n’est remplacée
    qu’avec votre accord.
    """
    from interview.handing.phrases import terminal, unlock
    from interview.privacy.copies import copy_folder
    from interview.settings import read_settings
    from interview.upkeep.restoring import Restorer
    from store import base_path

    settings = read_settings()
    path = base_path(base_of(context))
    folder = copy_folder(path, settings.backups)
    if fichier is None:
        _list(path, folder)
        return
    copy = _chosen(fichier, path, folder)
    unlock_one = partial(unlock, ask=terminal(), keyring=settings.encryption.keyring)
    restorer = Restorer(path, copy, folder, settings.agent, Progress("Restauration"), unlock_one)
    restored = restorer.run(lambda loss: _agreed(loss, replace))
    _tell(path, copy, restored)


def _list(path: Path, folder: Path) -> None:
    from interview.surroundings import now
    from interview.upkeep.words import copy_line
    from store import backup

    found = backup.copies(folder, path)
    if not found:
        raise refuse(f"Il n’y a pas de sauvegarde de « {path} » dans « {folder} ».")
    narrate(f"Sauvegardes de « {path} », dans « {folder} », la plus récente d’abord :")
    for each in found:
        click.echo(copy_line(each, now()))
    narrate("Pour en remettre une en place : « repere base restaurer NOM » (ou « derniere »).")


def _chosen(named: str, path: Path, folder: Path) -> Path:
    from store import backup

    if named == LATEST:
        usual = [each for each in backup.copies(folder, path) if not each.why]
        if not usual:
            raise refuse(f"Il n’y a pas de sauvegarde de « {path} » dans « {folder} ». Rien n’a été modifié.")
        return usual[0].path
    for candidate in (folder / named, Path(named).expanduser()):
        if candidate.is_file():
            return candidate
    raise refuse(
        f"La sauvegarde « {named} » n’existe pas, ni dans « {folder} ». Rien n’a été modifié. "
        "« repere base restaurer », sans rien d’autre, donne la liste."
    )


def _agreed(loss: str, replace: bool) -> None:
    """Raises when the person does not want what would be lost to leave the base."""
    narrate(loss)
    if replace:
        return
    if not in_terminal():
        raise refuse("Rien n’a été modifié. Pour la remplacer quand même : --remplacer.")
    typed = click.prompt(
        f"Pour la remplacer, tapez {WORD} (Entrée pour ne rien faire)",
        default="",
        show_default=False,
        prompt_suffix="\u00a0: ",
        err=True,
    )
    if typed.strip().upper() != WORD:
        raise refuse("Rien n’a été modifié.")


def in_terminal() -> bool:
    """Whether somebody can be asked."""
    return all(stream.isatty() for stream in (sys.stdin, sys.stderr))


def _tell(path: Path, copy: Path, restored: Restored) -> None:
    from interview.upkeep.words import held
    from templates.typography import french

    rows = restored.contents.rows
    click.echo(str(path))
    told = [f"{copy.name} remise en place et vérifiée : {held(rows['interview'], rows['situation'])}."]
    if restored.erased:
        count = f"{restored.erased} ménages effacés" if restored.erased > 1 else "Un ménage effacé"
        told.append(f"{count} depuis cette sauvegarde : ce qu’elle en disait n’est pas revenu.")
    if restored.aside is not None:
        told.append(f"La base remplacée est gardée à part : {restored.aside.name}")
        told.append(f"Pour revenir à elle : « repere base restaurer {restored.aside.name} ».")
    for sentence in told:
        narrate(french(sentence))
