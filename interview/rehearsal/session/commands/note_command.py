"""``repere formation seance noter``."""

from __future__ import annotations

from pathlib import Path

import click

from interview.cli_words import FrenchCommand, narrate, refuse
from interview.rehearsal.session.commands.command_words import PLACE, refusing


@click.command("noter", cls=FrenchCommand)
@PLACE
@click.option("--decision", metavar="TEXTE", default=None, help="Ce que le groupe a décidé.")
@click.option("--ouverte", metavar="TEXTE", default=None, help="Une question que le groupe laisse ouverte.")
@click.option("--question", metavar="CODE", default="", help="La question du parcours dont il s’agit.")
@click.option("--cas", metavar="CAS", default="", help="Le cas dont il s’agit.")
@click.option("--retirer", metavar="N", type=int, default=None, help="Retirer la note de ce numéro.")
@click.option(
    "--garder-texte", is_flag=True, help="Garder un texte qui semble désigner quelqu’un, et ne le fait pas."
)
def command(
    dossier: Path,
    decision: str | None,
    ouverte: str | None,
    question: str,
    cas: str,
    retirer: int | None,
    garder_texte: bool,
) -> None:
    """Garder ce que le groupe a décidé, ou laissé ouvert. Sans option, lire les notes.

    Une décision sur une question (--question demande) servira à « proposer » : elle devient l’aide « Si vous
    hésitez » de cette question.
    """
    from interview.guarding import NamesSomebody
    from interview.rehearsal.session.folder.bringing import kept
    from interview.rehearsal.session.folder.gathering import opened
    from interview.rehearsal.session.folder.notes import in_words, noted, removed
    from templates.typography import french

    asked = [each for each in (decision, ouverte, retirer) if each is not None]
    if len(asked) > 1:
        raise click.UsageError("Une chose à la fois : --decision, --ouverte ou --retirer.")
    if not asked and (question or cas or garder_texte):
        raise click.UsageError("Il manque le texte : --decision ou --ouverte.")
    with refusing():
        session = after = opened(dossier)
        try:
            if retirer is not None:
                after = removed(session, retirer)
            elif decision is not None:
                after = noted(session, "decision", decision, question=question, case=cas, keep=garder_texte)
            elif ouverte is not None:
                after = noted(session, "ouverte", ouverte, question=question, case=cas, keep=garder_texte)
        except NamesSomebody as error:
            raise refuse(
                french(
                    f"{error.told}\nCela nomme-t-il quelqu’un ? Rien n’a été écrit. Si oui, écrivez-le "
                    "autrement : un numéro de participant désigne aussi. Sinon, ajoutez --garder-texte."
                )
            ) from None
        if after is not session:
            kept(after, session)
            narrate("Noté." if retirer is None else "Retiré.")
    for each in after.notes:
        click.echo(in_words(after, each))
    if not after.notes:
        narrate("Aucune note pour l’instant.")
