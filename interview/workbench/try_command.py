"""``repere parcours tester``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click
from click.core import ParameterSource

from interview.cli_words import FrenchCommand, narrate
from interview.flow_argument import FLOW

if TYPE_CHECKING:
    from interview.conversation import Workplace
    from interview.workbench.trying import Tried


def _percentage(_: click.Context, param: click.Parameter, value: str | None) -> int:
    """The whole number from 0 to 100 that was typed, with or without its sign; 0 where nothing was."""
    text = (value or "0").removesuffix("%").strip()
    if text.isascii() and text.isdecimal() and int(text) <= 100:
        return int(text)
    raise click.BadParameter(f"« {value} » n’est pas un nombre de 0 à 100.", param=param)


@click.command("tester", cls=FrenchCommand)
@click.argument("scenarios", metavar="[DOSSIER|FICHIER…]", nargs=-1)
@click.option(
    "--parcours",
    "flow",
    metavar="ID",
    type=FLOW,
    help="Jouer ces scénarios sous ce parcours, quel que soit celui qu’ils nomment.",
)
@click.option("--details", is_flag=True, help="Tout ce qui manque, avec les libellés.")
@click.option(
    "--seuil", metavar="N", callback=_percentage, help="Sortir avec le code 1 sous N % des choix du noyau."
)
@click.option(
    "--proposer",
    "draft",
    metavar="F",
    type=click.Path(path_type=Path),
    help="Écrire le brouillon d’un scénario qui donne le premier choix manquant.",
)
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON sur la sortie standard.")
@click.pass_context
def command(
    context: click.Context,
    scenarios: tuple[str, ...],
    flow: Path | None,
    details: bool,
    seuil: int,
    draft: Path | None,
    as_json: bool,
) -> None:
    """Jouer des scénarios, comparer avec ce qu’ils attendent, et dire ce qu’ils ne couvrent pas.

    Sans argument, les cas livrés. D’un dossier, tous les fichiers .yaml qui sont des scénarios. Rien
    n’est enregistré. Sort avec le code 1 si un scénario ne donne pas ce qu’il attend, ou ne peut pas être
    joué.
    """
    import sys

    from flows.loader import load_flow
    from interview.scenario_target import usable
    from interview.surroundings import workplace
    from interview.workbench import try_json, try_words
    from interview.workbench.trying import try_scenarios

    if draft is not None:
        usable(draft)
    named = context.get_parameter_source("flow") is not ParameterSource.DEFAULT
    place = workplace(None)
    tried = try_scenarios(scenarios, place, load_flow(flow) if named else None)
    for name in tried.aside:
        narrate(f"{name} n’est pas un scénario : laissé de côté.")
    if as_json:
        click.echo(try_json.as_json(tried))
    elif tried.trials:
        width = _columns(sys.stdout) or try_words.WIDTH
        click.echo(try_words.in_words(tried, details=details, width=width))
    if tried.faults:
        narrate(try_words.faults_in_words(tried.faults, _columns(sys.stderr)))
    if draft is not None:
        narrate(_proposed(tried, place, draft))
    low = [each for each in tried.coverages if each.share("choix", core=True).percent < seuil]
    for each in low:
        narrate(try_words.below(each, seuil))
    if low or not tried.holds:
        context.exit(1)


def _columns(stream: TextIO) -> int | None:
    """Columns of the terminal, 100 at most; None where the lines go elsewhere."""
    import shutil

    return min(shutil.get_terminal_size().columns, 100) if stream.isatty() else None


def _proposed(tried: Tried, place: Workplace, draft: Path) -> str:
    """Write the draft; gives what to say of it."""
    from interview.scenario_target import write_new
    from interview.workbench import try_words
    from interview.workbench.proposing import proposal

    made = proposal(tried.coverages[0], place) if tried.coverages else None
    if made is not None:
        write_new(draft, made.text)
    return try_words.proposed(made, str(draft))
