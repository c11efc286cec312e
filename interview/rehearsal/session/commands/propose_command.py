"""``repere formation seance proposer``."""

from __future__ import annotations

from pathlib import Path

import click

from interview.cli_words import FrenchCommand, narrate, refuse
from interview.rehearsal.session.commands.command_words import PLACE, refusing


@click.command("proposer", cls=FrenchCommand)
@PLACE
@click.option(
    "--sortie",
    metavar="F.yaml",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Parcours à écrire ; jamais par-dessus un autre, que vous avez peut-être complété.",
)
def command(dossier: Path, sortie: Path) -> None:
    """Proposer d’autres mots là où une question partage le groupe.

    Un parcours à vous est écrit : il étend celui de la séance, et n’en change que des mots. Ce que le groupe
    a décidé (« noter --decision … --question … ») y devient l’aide « Si vous hésitez » ; le reste est en
    commentaire, à écrire. Les réponses comptées sont au-dessus de chaque question.
    """
    from flows.loader import SHIPPED
    from interview.rehearsal.session.folder.gathering import opened
    from interview.rehearsal.session.reporting.proposing import decisions, divided_questions, proposal
    from interview.rehearsal.session.reporting.report import report_of
    from interview.surroundings import write_whole
    from templates.typography import count, french

    if sortie.exists():
        raise refuse(french(f"« {sortie} » existe déjà, laissé tel quel : donnez un autre nom."))
    with refusing("Rien n’a été écrit."):
        session = opened(dossier)
    figures = report_of(session).figures
    found = divided_questions(session, figures)
    decided = [each for each in found if decisions(session, each)]
    write_whole(sortie, proposal(session, figures, sortie.name))
    narrate(
        french(
            f"Parcours écrit : {sortie}. {count(len(decided), 'question')} avec une décision du groupe, "
            f"{len(found) - len(decided)} à écrire."
        )
    )
    if session.flow.id != SHIPPED:
        narrate(french(f"Mettez-le à côté de « {session.flow.id}.yaml », qu’il étend."))
    narrate(french(f"Ensuite : « repere parcours verifier {sortie} »."))
