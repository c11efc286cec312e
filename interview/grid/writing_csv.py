"""The grid as a csv: « ; », UTF-8 with its mark, so that French spreadsheets open it with a double click."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from interview.grid.writing_safely import safe_in_text

SEPARATOR = ";"


def write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write *path*, line after line. Raises OSError."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=SEPARATOR, lineterminator="\r\n")
        writer.writerow(headers)
        writer.writerows([safe_in_text(each) for each in row] for row in rows)
