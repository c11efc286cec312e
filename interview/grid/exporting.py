"""The grid out: the situations of a base written as a spreadsheet, a csv or json lines.

A row is about a household: such a file is remembered before its first byte, so that an erasure reaches it,
and noted in the access log for each household. It stands under its name once it is whole, or not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec

from interview.access import What
from interview.conversation import Workplace
from interview.files.known_flows import KnownFlows
from interview.grid.columns import BY_NAME, COLUMNS, Column, as_cell, as_text
from interview.grid.export_rows import cells_of, counted_off, labelled_cells_of
from interview.grid.export_texts import Naming, naming
from interview.grid.writing_csv import write_csv
from interview.grid.writing_json import json_value, write_json
from interview.grid.writing_xlsx import MOST_ROWS, TooLong, write_xlsx
from store import Filter
from store.fictional import refuse_to_share
from store.rows import Picked, SituationRow, picked

Format: TypeAlias = Literal["xlsx", "csv", "json"]
SUFFIXES: dict[Format, str] = {"xlsx": ".xlsx", "csv": ".csv", "json": ".jsonl"}
PERSONAL = ("agent", "synthese")
"""Columns that are there only when they are asked for."""
USUAL: tuple[str, ...] = tuple(each.name for each in COLUMNS if each.name not in PERSONAL)
Say: TypeAlias = Callable[[int, int], None]


class ExportRefused(ValueError):
    """The grid is not written. The message is for the user, in French."""


class TextsNameSomebody(ExportRefused):
    """Texts may name somebody.

    Attributes:
        found: the passages.
    """

    def __init__(self, found: list[Naming]) -> None:
        self.found = found
        super().__init__("")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What to write.

    Attributes:
        wanted: which situations; only those whose core is complete and that none qualifies anew are.
        columns: in their order; each once.
        labels: the words of the flow instead of its codes, in the headings too.
        keep_texts: write the texts even where they may name somebody.
    """

    format: Format
    wanted: Filter = Filter()
    columns: tuple[str, ...] = USUAL
    labels: bool = False
    keep_texts: bool = False


class Exported(msgspec.Struct, frozen=True):
    """What was written.

    Attributes:
        situations, households: how many.
        unfinished: situations left out because their core is not complete.
        requalified: left out because a later one, which is written, qualifies them anew.
        causes_elsewhere: situations written whose cause is not.
    """

    situations: int
    households: int
    unfinished: int
    requalified: int
    causes_elsewhere: int


def silent(_: int, __: int) -> None:
    """Says nothing."""


def export(
    place: Workplace, asked: Asked, target: Path, say: Say = silent, say_reading: Say = silent
) -> Exported:
    """Write the grid to *target*.

    Args:
        say: told how many rows are written, of how many.
        say_reading: the same while texts are read for what may name somebody.

    Raises:
        ExportRefused: there is nothing to write, or it cannot be written so.
        StoreError: the base cannot be read, or remember the file; nothing is written.
        OSError: the file cannot be written.
    """
    base = place.base
    if base is None:
        raise ExportRefused(_NOTHING)
    refuse_to_share(base)
    with picked(base, asked.wanted) as found:
        if not found.count:
            raise ExportRefused(_nothing(found))
        if asked.format == "xlsx" and found.count > MOST_ROWS:
            raise ExportRefused(_TOO_MANY)
        if "synthese" in asked.columns and not asked.keep_texts:
            named = naming(place, base, _told(found.rows(), found.count, say_reading))
            if named:
                raise TextsNameSomebody(named)
        households = found.households()
        _write_remembered(place, asked, target, found, households, say)
        return Exported(
            found.count, len(households), found.unfinished, found.requalified, found.causes_elsewhere()
        )


def _write_remembered(
    place: Workplace, asked: Asked, target: Path, found: Picked, households: list[str], say: Say
) -> None:
    from store.privacy.access import Access, forget_file, record_export, remember_file

    base = place.base
    if base is None:
        raise ExportRefused(_NOTHING)
    part = target.with_name(f"{target.name}.part")
    remember_file(base, target, b"", ((each, each) for each in households), place.now())
    done = False
    try:
        _write(place, asked, part, found, say)
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
        access = Access(place.now(), place.author, _what(asked), "")
        record_export(base, target, digest, households, access)
        part.replace(target)
        done = True
    except TooLong as error:
        raise ExportRefused(str(error)) from None
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    finally:
        if not done:
            part.unlink(missing_ok=True)
            forget_file(base, target)


def _what(asked: Asked) -> What:
    if "synthese" not in asked.columns:
        return "grille"
    return "grille_textes_gardes" if asked.keep_texts else "grille_textes"


def _write(place: Workplace, asked: Asked, part: Path, found: Picked, say: Say) -> None:
    columns = [BY_NAME[each] for each in asked.columns]
    headers = [each.label if asked.labels else each.name for each in columns]
    write: Callable[[Column, Any], Any] = {"xlsx": as_cell, "csv": as_text, "json": json_value}[asked.format]
    cells = labelled_cells_of(columns, write, KnownFlows(place)) if asked.labels else cells_of(columns, write)
    lines = (cells(*each) for each in counted_off(found.rows(), found.count, say))
    if asked.format == "xlsx":
        write_xlsx(part, headers, [each.kind for each in columns], lines, found.count)
    elif asked.format == "csv":
        write_csv(part, headers, lines)
    else:
        write_json(part, [each.name for each in columns], lines)


def _told(rows: Iterable[SituationRow], of: int, say: Say) -> Iterator[SituationRow]:
    for done, row in enumerate(rows, 1):
        yield row
        if not done % 50 or done == of:
            say(done, of)


def _nothing(found: Picked) -> str:
    if found.unfinished:
        return _UNFINISHED
    return _NOTHING


_NOTHING = "Aucune situation ne répond à cela. Rien n’a été écrit. Moins de filtres en montreront plus."
_UNFINISHED = (
    "Aucune des situations qui répondent à cela n’est qualifiée jusqu’au bout. Rien n’a été écrit. Terminez "
    "d’abord les questions obligatoires de ces entretiens."
)
_TOO_MANY = (
    f"Une feuille de tableur tient {MOST_ROWS} situations, il y en a davantage. Rien n’a été écrit. "
    "Choisissez une période avec --du et --au, ou --format csv, qui n’a pas de limite."
)
