"""``repere fiches``: all the sheets of a period."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse
from interview.files.criteria import with_criteria

if TYPE_CHECKING:
    from interview.sheets.batch import Batch, LeftOut

FORMATS = ("pdf", "html", "docx", "texte", "md", "aplus")
WHICH = "Dites de quelle période : --du 01/01/2026 --au 31/03/2026, ou au moins l’un des deux."
NOBODY = "Aucune situation ne répond à cela. Moins de filtres, ou une autre période, en montreront plus."
_LISTED, _SCOPES = 12, 6


@click.command("fiches", cls=FrenchCommand)
@with_criteria
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="pdf", help="Format des fiches (pdf)."
)
@click.option(
    "--dossier",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Dossier où les écrire (fiches, là où vous êtes).",
)
@with_base
@click.pass_context
def command(context: click.Context, /, format_: str, folder: Path | None, **criteria: str | bool) -> None:
    """Écrire toutes les fiches d’une période, un fichier chacune.

    Une fiche ne sort qu’avec l’accord de la personne, ou un motif écrit : celles qui restent sont dites, avec
    la raison et ce qu’il faut faire. Ctrl+C arrête sans abîmer : les fiches déjà écrites sont entières.
    """
    from interview.files.criteria import filter_of
    from interview.progress import Progress
    from interview.sheets.batch import write_batch
    from interview.surroundings import open_base, workplace

    if not criteria["du"] and not criteria["au"]:
        raise click.UsageError(WHICH)
    target = folder or Path.cwd() / "fiches"
    with open_base(base_of(context), create=False) as base:
        place = workplace(base)
        wanted = filter_of(place, "", criteria)
        if not base.find(wanted, None, 1).rows:
            raise refuse(NOBODY)
        target.mkdir(parents=True, exist_ok=True)
        with _asked_to_stop() as stop:
            batch = write_batch(place, wanted, format_, target, Progress("Fiches"), stop)
    _tell(batch, target)
    if batch.stopped or not batch.written:
        context.exit(1)


@contextmanager
def _asked_to_stop() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl+C was typed: it waits for the sheet in hand to be whole."""
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(batch: Batch, folder: Path) -> None:
    """What was written, then what was not and why; what to know before handing them over, aside."""
    from templates.typography import french

    if batch.stopped and sys.stderr.isatty():
        narrate("")  # the line of the progress stands there
    for each in batch.notices:
        narrate(each)
    n = len(batch.written)
    said = "Aucune fiche écrite." if not n else f"{n} fiche{'s' if n > 1 else ''} dans {folder}."
    click.echo(french(said))
    for line in _left_out_lines(batch.left_out):
        click.echo(french(line))
    scopes = sorted(batch.scopes.items(), key=lambda each: -len(each[1]))
    for scope, references in scopes[:_SCOPES]:
        narrate(french(f"L’accord vaut pour « {scope.rstrip('.')} » : {_some(references)}"))
    if len(scopes) > _SCOPES:
        narrate(french(f"{len(scopes) - _SCOPES} autres portées : chaque fiche dit celle de son accord."))
    for remark, references in batch.to_know.items():
        narrate(french(f"{remark} ({_some(references)})"))
    if batch.stopped:
        left = batch.of - batch.seen
        kept = "aucune n’avait été écrite" if not n else "celles qui sont écrites sont entières"
        narrate(french(f"{batch.stopped} {left} sur {batch.of} n’ont pas été regardées ; {kept}."))
        narrate("La même commande recommence du début, et remplace les fiches déjà écrites.")


def _left_out_lines(left_out: list[LeftOut]) -> list[str]:
    """Those that were not written, under what keeps them in."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for each in left_out:
        reasons.setdefault((each.why, each.to_do), []).append(each.reference)
    lines: list[str] = []
    for (why, to_do), references in reasons.items():
        n = len(references)
        lines.append("")
        lines.append(f"{n} fiche{'s' if n > 1 else ''} non écrite{'s' if n > 1 else ''}. {why}")
        lines.append(f"  {_some(references)}")
        lines.append(f"  Que faire : {to_do.format(reference=references[0])}")
    return lines


def _some(references: list[str]) -> str:
    """The first of them, and how many more."""
    more = len(references) - _LISTED
    if more <= 1:
        return ", ".join(references)
    return f"{', '.join(references[:_LISTED])} et {more} autres"
