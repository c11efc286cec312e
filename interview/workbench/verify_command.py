"""``repere parcours verifier``."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate

if TYPE_CHECKING:
    from flows.grammar import FlowFile

FORMATS = ("texte", "json", "sarif")


@click.command("verifier", cls=FrenchCommand)
@click.argument("cible", metavar="[FICHIER|DOSSIER|ID]", required=False)
@click.option("--json", "as_json_", is_flag=True, help="Résultat en JSON sur la sortie standard.")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="texte", help="Forme du résultat (texte)."
)
@click.option("--sans-conseils", "no_advice", is_flag=True, help="Ne dire que les fautes.")
@click.option("--strict", is_flag=True, help="Refuser aussi pour un conseil.")
@click.option(
    "--depuis",
    "since",
    metavar="F",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Une version plus ancienne du parcours, à comparer (peut être répété).",
)
@with_base
@click.pass_context
def command(
    context: click.Context,
    cible: str | None,
    as_json_: bool,
    format_: str,
    no_advice: bool,
    strict: bool,
    since: tuple[Path, ...],
) -> None:
    """Dire toutes les fautes d’un parcours, d’un catalogue, de scénarios ou d’un dossier.

    Sans argument, ce qui est livré. Sort avec le code 1 s’il y a une faute ; un conseil n’empêche rien.
    Un parcours est aussi comparé à ses versions gardées dans la base : un code n’y change pas de sens.
    """
    from interview.workbench.reports import as_json, as_sarif, as_text, refused, without_advice
    from interview.workbench.verify import examine

    target = _target(cible)
    today = datetime.date.today()
    report = examine(target, today, older=_older(since, base_of(context)))
    if no_advice:
        report = without_advice(report)
    if as_json_ or format_ == "json":
        click.echo(as_json(report))
    elif format_ == "sarif":
        from importlib.metadata import version

        click.echo(as_sarif(report, version("repere"), Path.cwd()))
    else:
        click.echo(as_text(report, _width()))
    if refused(report.faults, strict):
        context.exit(1)
    if format_ == "texte" and not as_json_ and report.flow is not None:
        narrate(f"Ensuite : repere parcours prouver{f' {cible}' if cible else ''}")


def _target(name: str | None) -> Path | None:
    """The file or folder meant: a path, or the id of a known flow."""
    if name is None:
        return None
    from interview.workbench.known_flows import UnknownFlow, flow_named

    path = Path(name)
    try:
        return path if path.exists() else flow_named(name)
    except UnknownFlow as error:
        raise click.UsageError(str(error), click.get_current_context()) from None


def _width() -> int | None:
    """Columns of the terminal; None where the result goes to a file or to another command."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _older(since: tuple[Path, ...], base: str | None) -> list[FlowFile]:
    """The older versions to compare with: those named, then those under which interviews were made."""
    from interview.workbench.older import older_versions

    return older_versions(None, base, since, narrate)
