"""The part of « repere importer » that takes a grid in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview.base_option import base_of
from interview.cli_words import narrate, refuse

if TYPE_CHECKING:
    from interview.grid.importing import Outcome
    from interview.grid.mapping import OwnWords


class Options:
    """What was asked for on the command line."""

    def __init__(
        self, *, dry: bool, partly: bool, replace: bool, masking: bool, sheet: str, own: Path | None
    ) -> None:
        self.dry = dry
        self.partly = partly
        self.replace = replace
        self.masking = masking
        self.sheet = sheet
        self.own = own


def bring_grid(context: click.Context, path: Path, options: Options) -> None:
    """Bring the situations of the grid *path* into the base, and say what came of it."""
    from interview.grid.faults import GridRefused
    from interview.grid.reading import opened
    from interview.surroundings import open_base, workplace

    own = _own_words(options.own)
    with open_base(base_of(context)) as base:
        place = workplace(base)
        try:
            with opened(path, options.sheet, own.names()) as sheet:
                from interview.grid.checking import Checker
                from interview.grid.importing import bring_in
                from interview.progress import Progress

                checker = Checker(
                    sheet, place.machine.flow, place.today().isoformat(), own, masking=options.masking
                )
                outcome = bring_in(
                    place,
                    base,
                    checker,
                    keep=not options.dry,
                    partly=options.partly,
                    replace=options.replace,
                    say=Progress("Reprise"),
                    count=sheet.count,
                )
        except KeyboardInterrupt:
            from interview.grid.words import NOTHING

            narrate(f"\n{NOTHING}")
            raise
        except GridRefused as error:
            raise refuse(str(error)) from None
        _tell(outcome, options, path, place.settings.retention.months)
        if outcome.kept:
            narrate(f"La base est {base.path}.")
    if outcome.faults:
        context.exit(1)


def write_sample(path: Path, table: Path | None = None, sheet: str = "") -> None:
    """Write a map of headings to start from, for *table* if there is one; refuses to write over a file."""
    sample = _sample_for(table, sheet)

    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(sample)
    except FileExistsError:
        raise refuse(f"« {path} » existe déjà. Rien n’a été écrit : donnez un autre nom.") from None
    click.echo(str(path))
    told = str(table) if table is not None else "TABLEAU"
    narrate(f"Relisez-la, complétez-la, puis : repere importer {told} --colonnes {path} --essai")


def _sample_for(table: Path | None, sheet: str) -> str:
    from interview.grid.faults import GridRefused
    from interview.grid.mapping import AS_IT_IS, SAMPLE

    if table is None:
        return SAMPLE
    from interview.grid.likeness import map_for
    from interview.grid.reading import opened

    try:
        with opened(table, sheet, AS_IT_IS.names()) as found:
            return map_for(found.header)
    except GridRefused as error:
        raise refuse(f"{error}\nLa carte n’a pas été écrite.") from None


def _own_words(path: Path | None) -> OwnWords:
    from interview.grid.mapping import AS_IT_IS, MappingRefused, read_mapping

    if path is None:
        return AS_IT_IS
    try:
        return read_mapping(path)
    except MappingRefused as error:
        raise refuse(f"{error}\nRien n’a été repris.") from None


def _tell(outcome: Outcome, options: Options, path: Path, months: int) -> None:
    from interview.grid import words

    if outcome.faults and not options.partly:
        raise refuse(f"« {path.name} » : {words.refusal(outcome.faults)}")
    if options.dry:
        narrate(words.TRIED)
    for line in words.replaced(outcome):
        click.echo(line)
    for line in words.summary(outcome):
        click.echo(line)
    if outcome.faults:
        click.echo(words.LEFT)
        for line in words.told_of(outcome.faults):
            click.echo(line)
    for line in words.warnings(outcome, months):
        narrate(line)
