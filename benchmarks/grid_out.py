"""The grid written out, beside xlsxwriter writing the same cells and nothing else."""

from __future__ import annotations

import datetime
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import (
    Row,
    compared,
    in_turn,
    megabytes,
    milliseconds,
    p50,
    peak_memory,
    thousands,
    timed,
)
from benchmarks.populate import working_copy
from interview.grid.columns import BY_NAME, as_cell
from interview.grid.export_rows import cells_of
from interview.grid.exporting import USUAL, Asked, export
from interview.grid.rows import row_of
from store import Base, Filter
from store.rows import picked

if TYPE_CHECKING:
    from benchmarks.rows import Effort

_MOST = 2.0
_ROUNDS = 3
MEMORY = 150_000_000


def export_rows(effort: Effort) -> list[Row]:
    """The spreadsheet of the whole base, then the memory of a program that writes it."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        path = working_copy(target, effort.situations)
        ours: list[float] = []
        bare: list[float] = []
        with Base.open(path) as base:
            cells = cells_in(base)
            for side in in_turn(min(_ROUNDS, effort.rounds)):
                into = target / f"{len(ours)}-{len(bare)}-{side}.xlsx"
                if side:
                    bare.append(timed(lambda: write_bare(into, cells)))  # noqa: B023  called at once
                else:
                    ours.append(timed(lambda: write_ours(base, into)))  # noqa: B023  called at once
        held = peak(path, target / "memory.xlsx")
    work = f"grid out, xlsx, {thousands(len(cells))} situations"
    row = compared(
        "grille-sortie", work, "xlsxwriter, the same cells", p50(ours), p50(bare), _MOST, unit=milliseconds
    )
    verdict = "held" if held < MEMORY else "**not held**"
    limit = f"< {megabytes(MEMORY)}"
    return [row, Row("grille-sortie", f"memory of {work}", "—", megabytes(held), "—", "—", limit, verdict)]


def cells_in(base: Base) -> list[list[Any]]:
    """The cells of every line, ready to be written."""
    cells = cells_of([BY_NAME[each] for each in USUAL], as_cell)
    with picked(base, Filter()) as found:
        return [cells(each, row_of(each)) for each in found.rows()]


def write_ours(base: Base, path: Path) -> None:
    """The whole of it: read, made into cells, written, remembered and noted."""
    from interview.grid.exporting import silent
    from tests.support import make_workplace

    export(make_workplace(base), Asked(format="xlsx"), path, silent)


def write_bare(path: Path, rows: list[list[Any]]) -> None:
    """The shortest loop that its documentation gives for as many rows, in constant memory."""
    from xlsxwriter import Workbook

    book = Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for place, name in enumerate(USUAL):
        sheet.write_string(0, place, name)
    for line, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, place, cell)
            elif isinstance(cell, datetime.date):
                sheet.write_datetime(line, place, cell, day)
            elif cell is not None:
                sheet.write_number(line, place, cell)
    book.close()


def peak(base: Path, target: Path) -> int:
    """Bytes that a program of its own holds at most, when it writes the whole base."""
    asked = [sys.executable, "-m", "benchmarks.grid_out", str(base), str(target)]
    return int(subprocess.run(asked, capture_output=True, encoding="utf-8", check=True).stdout)


if __name__ == "__main__":
    with Base.open(Path(sys.argv[1])) as opened:
        write_ours(opened, Path(sys.argv[2]))
    print(peak_memory())
