"""``repere recapitulatif``: the sheet handed to the person."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse, refuse_guarded

if TYPE_CHECKING:
    from interview.conversation import Conversation
    from interview.recap.model import Recap

FORMATS = ("html", "pdf", "docx", "texte")
FILE_FORMATS = ("pdf", "docx")
"""Those a terminal cannot show: they go to a file, asked for or not."""
ONLY_FRAME = (
    "La feuille ne porte encore que la date et le lieu : rien n’y entre sans être coché. Pour voir ce qui "
    "peut l’être : « repere recapitulatif {reference} --montrer »."
)
_ADDED = "« QUOI | QUI | QUAND | NUMÉRO » : une étape écrite par vous (vous, nous ou un organisme)."


@click.command(name="recapitulatif", cls=FrenchCommand)
@click.argument("reference", metavar="REF")
@click.option(
    "--montrer", "shown", is_flag=True, help="Ce qui peut être coché, ce qui l’est, et rien d’autre."
)
@click.option("--cocher", "ticks", metavar="CODE", multiple=True, help="Mettre cette ligne sur la feuille.")
@click.option("--decocher", "unticks", metavar="CODE", multiple=True, help="Ôter cette ligne de la feuille.")
@click.option("--ajouter", "added", metavar="ETAPE", multiple=True, help=_ADDED)
@click.option("--garder-texte", "unmasked", is_flag=True, help="Garder un texte qui semble nommer quelqu’un.")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="texte", help="Format de la feuille (texte)."
)
@click.option(
    "--sortie", metavar="F", type=click.Path(dir_okay=False, path_type=Path), help="Fichier à écrire."
)
@with_base
@click.pass_context
def command(
    context: click.Context,
    reference: str,
    shown: bool,
    ticks: tuple[str, ...],
    unticks: tuple[str, ...],
    added: tuple[str, ...],
    unmasked: bool,
    format_: str,
    sortie: Path | None,
) -> None:
    """Préparer la feuille remise à la personne : ce qui vient ensuite, qui le fait, qui appeler.

    Rien n’y entre sans être coché : d’autres peuvent la lire chez elle. REF est la référence d’un
    entretien (26-K7QX4), ou d’une seule de ses situations (26-K7QX4-1). Dans un terminal, sans --cocher
    ni --ajouter, les lignes sont proposées une à une. Ce qui est coché et écrit est gardé : la même
    commande le réimprime.
    """
    from interview.lookup_reference import situation_of
    from interview.recap.keeping import begun
    from interview.recap.telling import offer_lines
    from interview.surroundings import open_base, workplace

    with open_base(base_of(context), create=False) as base:
        held, rank = situation_of(workplace(base), reference)
        whole = reference.strip().upper() == held.reference
        ranks = () if whole else (rank,)
        if shown:
            for line in offer_lines(held, begun(held), ranks):
                click.echo(line)
            return
        recap = _composed(held, ranks, ticks, unticks, added, unmasked=unmasked)
        _hand_over(held, recap, format_, sortie)


def _composed(
    held: Conversation,
    ranks: Sequence[int],
    ticks: tuple[str, ...],
    unticks: tuple[str, ...],
    added: tuple[str, ...],
    *,
    unmasked: bool,
) -> Recap:
    """The récapitulatif after what was asked, kept. Raises Refusal with every reason."""
    from interview.follow_up import FollowError, Guarded
    from interview.recap.keeping import begun, keep
    from interview.recap.telling import changed

    if not (ticks or unticks or added):
        if sys.stdin.isatty() and sys.stdout.isatty():
            from interview.recap.prompting import compose_line

            return compose_line(held, begun(held), ranks, click.echo)
        return begun(held)
    try:
        recap = changed(held, begun(held), ranks, ticks, unticks, added)
        try:
            return keep(held, recap)
        except Guarded as guarded:
            if not unmasked:
                raise
            return keep(held, recap, guarded.caution)
    except Guarded as error:
        raise refuse_guarded(error) from None
    except FollowError as error:
        raise refuse(f"{error}\nRien n’a été gardé ; tout ce qui l’était le reste.") from None


def _hand_over(held: Conversation, recap: Recap, format_: str, sortie: Path | None) -> None:
    from interview.access import note
    from interview.recap.content import context_of, notice_of, save_recap, written
    from interview.recap.plain import remarks
    from templates.typography import french

    if recap.empty:
        narrate(french(ONLY_FRAME.format(reference=held.reference)))
    if told := notice_of(held, recap, format_):
        narrate(told)
    for each in remarks(held.flow.catalogue, recap, context_of(held, recap)):
        narrate(f"! {each}")
    if sortie is None and format_ not in FILE_FORMATS:
        click.echo(written(held, recap, format_))
        if told := note(held.workplace, "recapitulatif", held.reference):
            narrate(told)
        return
    narrate(french(f"Récapitulatif écrit : {save_recap(held, recap, format_, sortie)}"))
