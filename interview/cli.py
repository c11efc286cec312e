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

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, LazyGroup, narrate, refuse, speak_french
from interview.flow_argument import FLOW
from interview.workbench.commands import FlowCommands

if TYPE_CHECKING:
    from interview.conversation import Conversation

F = TypeVar("F", bound=Callable[..., Any])


def _with_scenario(command: F) -> F:
    """Accept ``--vers-scenario``, ``--avec-textes`` and ``--vers-cas``."""
    path = click.option(
        "--vers-scenario",
        "target",
        metavar="F",
        type=click.Path(path_type=Path),
        help="Écrire l’entretien comme un scénario, sans rien de la personne.",
    )
    texts = click.option(
        "--avec-textes", "texts", is_flag=True, help="Garder les textes libres dans ce scénario."
    )
    case = click.option(
        "--vers-cas",
        "case",
        metavar="F",
        type=click.Path(path_type=Path),
        help="Écrire l’entretien comme l’ébauche d’un cas de formation, sans rien de la personne.",
    )
    return path(texts(case(command)))


class Commands(LazyGroup):
    """The commands of the program."""

    lazy: ClassVar = {
        "fiche": ("interview.sheets.command", "Écrire la fiche mémoire d’une situation."),
        "fiches": ("interview.sheets.batch_command", "Écrire toutes les fiches d’une période."),
        "recapitulatif": ("interview.recap.command", "Préparer la feuille remise à la personne."),
        "dossiers": ("interview.files.command", "Retrouver des situations, et lire ce qui en est gardé."),
        "dossier": ("interview.dossier.command", "Préparer une interpellation, et la remettre."),
        "bilan": ("interview.bilan.command", "Les chiffres : à l’écran, ou dans un rapport."),
        "suivre": ("interview.follow_command", "Suivre une situation : actions, suites, relances."),
        "requalifier": ("interview.requalify_command", "Requalifier une situation à une nouvelle visite."),
        "formation": ("interview.rehearsal.commands", "Apprendre et montrer, sans toucher à la vraie base."),
        "base": ("interview.upkeep.commands", "S’occuper de la base : vérifier, sauvegarder, protéger."),
        "modeles": ("interview.models.commands", "Votre en-tête et vos modèles de documents."),
        "reglages": ("interview.settings_command", "Voir les réglages, ou en changer un."),
        "exporter": ("interview.handing.export_command", "Confier des ménages à un collègue."),
        "importer": ("interview.handing.import_command", "Reprendre les ménages d’un fichier reçu."),
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
@click.option(
    "--parcours", "flow", metavar="ID", type=FLOW, help="Parcours à suivre : un nom connu, ou un fichier."
)
@_with_scenario
@with_base
@click.pass_context
def entretien(
    context: click.Context,
    simple: bool,
    flow: Path | None,
    target: Path | None,
    texts: bool,
    case: Path | None,
) -> None:
    """Commencer un entretien, ou reprendre celui qui attend."""
    _one_file(target, texts, case)
    wanted = target or case
    if wanted is None:
        context.exit(_held(context, simple, flow))
    from interview.scenario_target import ScenarioKeeper

    keeper = ScenarioKeeper(wanted, texts=texts, case=case is not None)
    code = _held(context, simple, flow, keeper.opened)
    for sentence in keeper.write():
        narrate(sentence)
    context.exit(code)


def _held(
    context: click.Context,
    simple: bool,
    flow: Path | None,
    opened: Callable[[Conversation], None] = lambda _: None,
) -> int:
    """Hold an interview on one of the two faces; gives the exit code."""
    if not simple:
        _screen(context, start="entretien", flow=flow, opened=opened)
        return 0
    from interview.line import run_line
    from interview.sheets.content import sheet_of
    from interview.sheets.saving import save_sheet
    from interview.surroundings import open_base, workplace
    from interview.upkeep.daily import DailyCopy

    with open_base(base_of(context)) as base:
        place = workplace(base, flow)
        with DailyCopy(base.path, place.settings.backups, place.now).beside(narrate):
            return run_line(
                place,
                resume=None,
                make_sheet=sheet_of,
                save_sheet=save_sheet,
                say=click.echo,
                opened=opened,
            )


def _one_file(target: Path | None, texts: bool, case: Path | None) -> None:
    if texts and target is None:
        raise click.UsageError("--avec-textes ne sert qu’avec --vers-scenario.")
    if target is not None and case is not None:
        raise click.UsageError("--vers-scenario ou --vers-cas : un seul des deux à la fois.")


@cli.command(cls=FrenchCommand)
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO…")
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON sur la sortie standard.")
@click.option("--sans-enregistrer", "dry", is_flag=True, help="Ne rien garder dans la base.")
@_with_scenario
@with_base
@click.pass_context
def rejouer(
    context: click.Context,
    scenarios: tuple[str, ...],
    as_json: bool,
    dry: bool,
    target: Path | None,
    texts: bool,
    case: Path | None,
) -> None:
    """Jouer des scénarios sans écran, et dire ce qu’ils donnent.

    Un scénario est un fichier, ou le nom d’un cas livré (par exemple « quatre-retours »). Avec plusieurs
    scénarios, --vers-scenario et --vers-cas nomment un dossier.
    """
    _one_file(target, texts, case)
    files: list[Path] = []
    wanted = target or case
    if wanted is not None:
        from interview.scenario_target import targets

        files = targets(wanted, scenarios)
    from interview.scenarios import results_json, results_text, run_all
    from interview.surroundings import open_base, workplace

    if dry:
        replayed = run_all(scenarios, workplace(None))
    else:
        with open_base(base_of(context)) as base:
            replayed = run_all(scenarios, workplace(base))
            plural = "s" if len(replayed) > 1 else ""
            narrate(f"{len(replayed)} entretien{plural} enregistré{plural} dans {base.path}.")
    click.echo(results_json(replayed) if as_json else results_text(replayed))
    for each in replayed:
        for difference in each.differences:
            narrate(f"{each.result.scenario} : {difference}")
    for each, file in zip(replayed, files, strict=False):
        from interview.scenario_target import write_case, write_scenario

        said = (
            write_case(each.conversation, file)
            if case
            else write_scenario(each.conversation, file, title=each.result.titre, texts=texts)
        )
        for sentence in said:
            narrate(sentence)
    if any(each.result.attendu_respecte is False for each in replayed):
        context.exit(1)


@cli.group(cls=FlowCommands, no_args_is_help=True)
def parcours() -> None:
    """Travailler sur un parcours : le vérifier, le prouver, l’essayer, l’imprimer."""


def _screen(
    context: click.Context,
    *,
    start: str,
    flow: Path | None = None,
    opened: Callable[[Conversation], None] = lambda _: None,
) -> None:
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

    run_app(base=base_of(context), flow=flow, start=start, opened=opened)


def main() -> None:
    """Entry point of ``repere``: every failure is a sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    sys.exit(speak_french(cli))
