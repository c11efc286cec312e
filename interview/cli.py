"""The command line: French verbs, results on stdout, narration on stderr.

Exit codes: 0 done, 1 refused with a reason, 2 wrong usage. Whatever a command needs is imported when
it runs, so that the first question comes fast.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import click

from interview.cli_words import FrenchCommand, LazyGroup, narrate, refuse, speak_french
from interview.upkeep.options import base_named, with_base
from interview.workbench.commands import FlowCommands

if TYPE_CHECKING:
    from uuid import UUID

    from interview.conversation import Conversation, Workplace

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("html", "pdf", "texte", "md")


class Commands(LazyGroup):
    """The commands of the program."""

    lazy: ClassVar = {
        "base": ("interview.upkeep.commands", "S’occuper de la base : vérifier, sauvegarder, protéger."),
        "reglages": ("interview.settings_command", "Voir les réglages, ou en changer un."),
    }


@click.group(cls=Commands, invoke_without_command=True, no_args_is_help=False)
@click.version_option(
    package_name="repere", prog_name="repere", message="%(prog)s %(version)s", help="Version."
)
@with_base
@click.pass_context
def cli(context: click.Context) -> None:
    """Repère : qualifier une situation de non-recours, et garder la fiche mémoire.

    Sans commande, ouvre l’écran d’accueil.
    """
    if context.invoked_subcommand is None:
        _screen(context, start="accueil")


@cli.command(cls=FrenchCommand)
@click.option("--simple", is_flag=True, help="Sans écran : questions ligne à ligne (lecteur d’écran, ssh).")
@click.option("--parcours", metavar="ID", default="non-recours", help="Parcours à suivre.")
@with_base
@click.pass_context
def entretien(context: click.Context, simple: bool, parcours: str) -> None:
    """Commencer un entretien, ou reprendre celui qui attend."""
    flow = _flow_file(parcours)
    if not simple:
        _screen(context, start="entretien", flow=flow)
        return
    from interview.line import run_line
    from interview.sheet import sheet_of
    from interview.surroundings import open_base, save_sheet, workplace

    with open_base(base_named(context)) as base:
        code = run_line(
            workplace(base, flow), resume=None, make_sheet=sheet_of, save_sheet=save_sheet, say=click.echo
        )
    context.exit(code)


@cli.command(cls=FrenchCommand)
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO…")
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON sur la sortie standard.")
@click.option("--sans-enregistrer", "dry", is_flag=True, help="Ne rien garder dans la base.")
@with_base
@click.pass_context
def rejouer(context: click.Context, scenarios: tuple[str, ...], as_json: bool, dry: bool) -> None:
    """Jouer des scénarios sans écran, et dire ce qu’ils donnent.

    Un scénario est un fichier, ou le nom d’un cas livré (par exemple « quatre-retours »).
    """
    from interview.scenarios import results_json, results_text, run_all
    from interview.surroundings import open_base, workplace

    if dry:
        replayed = run_all(scenarios, workplace(None))
    else:
        with open_base(base_named(context)) as base:
            replayed = run_all(scenarios, workplace(base))
            plural = "s" if len(replayed) > 1 else ""
            narrate(f"{len(replayed)} entretien{plural} enregistré{plural} dans {base.path}.")
    click.echo(results_json(replayed) if as_json else results_text(replayed))
    for each in replayed:
        for difference in each.differences:
            narrate(f"{each.result.scenario} : {difference}")
    if any(each.result.attendu_respecte is False for each in replayed):
        context.exit(1)


@cli.command(cls=FrenchCommand)
@click.argument("reference", metavar="REF")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="texte", help="Format de la fiche (texte)."
)
@click.option(
    "--sortie", metavar="F", type=click.Path(dir_okay=False, path_type=Path), help="Fichier à écrire."
)
@with_base
@click.pass_context
def fiche(context: click.Context, reference: str, format_: str, sortie: Path | None) -> None:
    """Écrire la fiche mémoire d’une situation.

    REF est la référence d’une situation (26-K7QX4-1) ou d’un entretien (26-K7QX4 : sa première
    situation). Le texte va à l’écran ; un PDF va dans un fichier.
    """
    from interview.surroundings import open_base, save_sheet, workplace

    with open_base(base_named(context), create=False) as base:
        held, rank = _situation(workplace(base), reference)
        if not held.core_complete(rank):
            raise refuse(
                f"La situation {held.situation_reference(rank)} n’est pas encore qualifiée : il lui manque "
                "des réponses. Reprenez l’entretien avec « repere »."
            )
        if sortie is None and format_ != "pdf":
            from interview.sheet import sheet_of
            from templates import render_fiche

            click.echo(render_fiche(sheet_of(held, rank), format_))
            return
        narrate(f"Fiche écrite : {save_sheet(held, rank, format_, sortie)}")


@cli.group(cls=FlowCommands, no_args_is_help=True)
def parcours() -> None:
    """Travailler sur un parcours : le vérifier, le prouver, l’essayer, l’imprimer."""


def _situation(place: Workplace, reference: str) -> tuple[Conversation, int]:
    """The interview and the rank that *reference* means; refuses with a reason."""
    from interview.conversation import Conversation

    base = place.base
    interview: UUID | None = base.interview_of(reference) if base else None
    if base is None or interview is None:
        latest = ", ".join(each.reference for each in base.recent(5)) if base else ""
        known = f" Les dernières : {latest}." if latest else " La base ne contient encore aucune situation."
        raise refuse(f"Aucune situation n’a la référence « {reference} ».{known}")
    held = Conversation.read(place, interview, place.machine.flow.catalogue)
    last = reference.strip().rpartition("-")[2]
    named = reference.strip().upper() == held.situation_reference(int(last)) if last.isdigit() else False
    return held, int(last) if named else 1


def _flow_file(name: str) -> Path | None:
    """The file meant by ``--parcours``: None for the shipped flow."""
    from flows.loader import SHIPPED

    if name == SHIPPED:
        return None
    if Path(name).is_file():
        return Path(name)
    raise click.BadParameter(f"« {name} » n’est ni un parcours livré ({SHIPPED}), ni un fichier.")


def _screen(context: click.Context, *, start: str, flow: Path | None = None) -> None:
    """Open the full screen; without a terminal, say what to use instead."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise refuse(
            "Repère a besoin d’un terminal pour ouvrir son écran. Sans terminal, utilisez "
            "« repere entretien --simple », ou « repere rejouer SCENARIO » pour jouer un fichier."
        )
    # A full collection among all that is imported takes as long as drawing the first question; the
    # screen collects again once it is painted.
    gc.disable()
    from interview.tui.app import run_app

    run_app(base=base_named(context), flow=flow, start=start)


def main() -> None:
    """Entry point of ``repere``: every failure is a sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    sys.exit(speak_french(cli))
