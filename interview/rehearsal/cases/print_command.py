"""``repere formation imprimer``: cases on paper, one sheet a side."""

from __future__ import annotations

from pathlib import Path

import click

from interview.cli_words import FrenchCommand, narrate, refuse

SIDES = ("personne", "papiers", "agent", "formateur", "observateur", "depouillement")
FORMATS = ("pdf", "html", "docx", "texte")


@click.command("imprimer", cls=FrenchCommand)
@click.argument("cases", metavar="[CAS…]", nargs=-1)
@click.option(
    "--cote", "sides", type=click.Choice(SIDES), multiple=True, help="Une seule feuille (répétable)."
)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="pdf", help="Format (pdf).")
@click.option(
    "--sortie",
    "folder",
    metavar="DOSSIER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Dossier où écrire (le dossier courant).",
)
def command(cases: tuple[str, ...], sides: tuple[str, ...], format_: str, folder: Path | None) -> None:
    """Imprimer des cas, pour jouer sur papier.

    Par cas : la feuille de qui joue la personne, ses papiers à découper, celle de qui joue l’agent, celle de
    qui anime. Pour tous les cas : celle de qui observe, et celle où l’on compte les réponses. Sans CAS, tous
    ceux qui sont livrés. CAS est un nom (« quatre-retours ») ou un fichier.
    """
    from flows.faults import ContentError
    from interview.rehearsal.cases.collection import (
        NotACase,
        TrainingCase,
        case_named,
        shipped_training_cases,
    )
    from interview.rehearsal.cases.printing import write_sheets
    from interview.surroundings import workplace

    place = workplace(None)
    chosen: dict[str, TrainingCase] = {}
    wrong: list[str] = []
    for name in cases:
        try:
            case = case_named(name)
            if chosen.setdefault(case.name, case).fingerprint != case.fingerprint:
                wrong.append(f"Deux cas s’appellent « {case.name} » : l’un s’écrirait sur l’autre.")
        except NotACase as error:
            wrong.append(f"« {error} » est un scénario sans « formation » : il se rejoue, il ne se joue pas.")
        except ContentError as error:
            wrong += [str(fault) for fault in error.faults]
    if wrong:
        raise refuse("\n".join([*wrong, "Rien n’a été écrit."]))
    target = folder or Path.cwd()
    printed = tuple(chosen.values()) or shipped_training_cases()
    for path in write_sheets(printed, sides or SIDES, format_, target, place):
        narrate(f"Feuille écrite : {path}")
