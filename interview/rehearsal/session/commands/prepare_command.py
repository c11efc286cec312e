"""``repere formation seance preparer``."""

from __future__ import annotations

from pathlib import Path

import click

from interview.cli_words import FrenchCommand, narrate
from interview.flow_argument import FLOW
from interview.rehearsal.session.commands.command_words import refusing


@click.command("preparer", cls=FrenchCommand)
@click.argument("dossier", metavar="DOSSIER", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--cas",
    "names",
    metavar="CAS",
    multiple=True,
    required=True,
    help="Un cas livré, ou un fichier (répétable).",
)
@click.option("--titre", metavar="TITRE", default="", help="Titre de la séance, sans nom de personne.")
@click.option(
    "--parcours", metavar="F", type=FLOW, default=None, help="Parcours des cas : un nom ou un fichier."
)
def command(dossier: Path, names: tuple[str, ...], titre: str, parcours: Path | None) -> None:
    """Choisir les cas d’une séance, et écrire le dossier que chacun recevra.

    DOSSIER est créé. Il contient « seance.json » : les cas et le parcours, en entier, pour que tous jouent la
    même chose. Donnez à chacun une copie du dossier, et un numéro.
    """
    from interview.rehearsal.session.folder import preparing
    from interview.surroundings import new_id, workplace
    from templates.typography import count, french

    place = workplace(None, parcours)
    with refusing("Rien n’a été écrit."):
        cases, flow = preparing.cases_of(names, place)
        path = preparing.prepared(
            dossier, cases, flow, title=titre, today=place.today().isoformat(), id=new_id().hex
        )
    minutes = sum(each.case.minutes for each in cases)
    narrate(french(f"Séance prête : {path}, {count(len(cases), 'cas')}, environ {minutes} minutes à jouer."))
    for each in cases:
        narrate(french(f"- {each.title}"))
    narrate(
        french(f"{preparing.GIVE} Pour jouer : « {preparing.answer_line(dossier)} ». {preparing.KEEP_CLOSED}")
    )
