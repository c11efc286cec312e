"""`uv run python -m benchmarks` prints the table of numbers; `--ecrire` puts it in the documentation."""

from __future__ import annotations

import dataclasses
import sys

import click

from benchmarks import table
from benchmarks.measure import Row
from benchmarks.rows import ROWS, Effort


@click.command(help="Mesure Repère à côté de programmes nus qui font le même travail.")
@click.option(
    "--ligne",
    "lines",
    multiple=True,
    type=click.Choice(list(ROWS)),
    help="Seulement cette ligne (répétable).",
)
@click.option(
    "--tours",
    default=Effort.rounds,
    show_default=True,
    type=click.IntRange(min=2),
    help="Tours de mesure, en alternance.",
)
@click.option("--situations", default=Effort.situations, show_default=True, help="Taille de la base.")
@click.option("--fiches", default=Effort.sheets, show_default=True, help="Nombre de fiches.")
@click.option(
    "--sans-docassemble", is_flag=True, help="Ne pas installer docassemble.base (1 Go dans le cache)."
)
@click.option("--ecrire", "write", is_flag=True, help="Écrire le tableau dans docs/performance.md.")
def main(
    lines: tuple[str, ...], tours: int, situations: int, fiches: int, sans_docassemble: bool, write: bool
) -> None:
    """Measure, print, and write when asked."""
    if sys.platform == "win32":
        raise click.ClickException("Il faut un pseudo-terminal\u00a0: Linux ou macOS.")
    if write and lines:
        raise click.UsageError("--ecrire écrit tout le tableau\u00a0: il ne va pas avec --ligne.")
    effort = dataclasses.replace(
        Effort(), rounds=tours, situations=situations, sheets=fiches, docassemble=not sans_docassemble
    )
    rows: list[Row] = []
    for name in lines or ROWS:
        click.echo(f"{name}…", err=True)
        rows += ROWS[name](effort)
    click.echo(table.markdown(rows))
    if write:
        table.write(rows)


if __name__ == "__main__":
    main()
