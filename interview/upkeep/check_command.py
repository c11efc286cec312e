"""``repere base verifier``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate
from interview.progress import Progress

if TYPE_CHECKING:
    from store import Base, Damage

SHOWN = 20
LOST = (
    "Le journal ou le fichier est abîmé. Rien n’a été modifié. Gardez ce fichier, puis repartez de la "
    "dernière sauvegarde : « repere base restaurer »."
)
MENDABLE = (
    "Le journal est intact : rien de ce qui a été dit n’est perdu. « repere base reconstruire » remettra "
    "les tables en accord avec lui."
)
UNREADABLE = (
    "Le journal est intact, et rien n’a été modifié ; mais cette version de Repère ne sait pas lire le "
    "parcours de certains entretiens. Mettez Repère à jour, puis recommencez."
)


@click.command("verifier", cls=FrenchCommand)
@with_base
@click.pass_context
def command(context: click.Context) -> None:
    """Vérifier la base : le fichier, le journal et ses sceaux, les tables, les parcours archivés.

    N’y change rien de ce qui a été dit. Sort avec le code 1 si quelque chose ne va pas.
    """
    from interview.surroundings import now, open_base

    with open_base(base_of(context), create=False) as base:
        found, advice = _looked_over(base)
        if not found:
            base.note_upkeep("verification", now())
            count = base.counts().interviews
            told = f"{count} entretiens vérifiés" if count > 1 else f"{count} entretien vérifié"
            click.echo(f"La base est saine : {told}.")
            return
    _tell_first(found)
    narrate(advice)
    context.exit(1)


def _looked_over(base: Base) -> tuple[list[str], str]:
    """Everything wrong, and what is safe and what to do about it; nothing when the base is sound."""
    from flows.faults import ContentError
    from store import BaseCorrupted

    try:
        damages = base.damages(Progress("Journal vérifié"))
        lost = _told(each for each in damages if each.kind != "lien")
        if lost:
            return lost, LOST
        return [*_told(damages), *_told(base.strays()), *_unlike(base)], MENDABLE
    except BaseCorrupted as error:
        return [error.what], LOST
    except ContentError as error:
        return [f"Un parcours archivé ne peut pas être lu :\n{error}"], UNREADABLE


def _told(damages: Iterable[Damage]) -> list[str]:
    return [f"{each.where} : {each.detail}" for each in damages]


def _unlike(base: Base) -> Iterator[str]:
    from flows.loader import load_catalogue
    from interview.rebuilding import Rebuilder

    for interview in Rebuilder(base, load_catalogue()).differences(Progress("Entretiens vérifiés")):
        record = base.record(interview)
        name = record.reference if record else str(interview)
        yield f"{name} : les tables ne disent pas ce que dit le journal"


def _tell_first(sentences: list[str]) -> None:
    for sentence in sentences[:SHOWN]:
        click.echo(sentence)
    if len(sentences) > SHOWN:
        click.echo(f"… et {len(sentences) - SHOWN} autres")
