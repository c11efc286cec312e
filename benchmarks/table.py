"""The table of the rows, printed or written between the markers of docs/performance.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Row, machine, today

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
START = "<!-- table: written by `python -m benchmarks --ecrire` -->"
END = "<!-- end of the table -->"
_HEAD = ("line", "work", "against", "ours", "baseline", "ratio", "limit", "")


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table, with the machine and the date above."""
    lines = [f"Measured on {today()}, {machine()}.", "", _line(_HEAD), _line(["---"] * len(_HEAD))]
    lines += [
        _line((f"`{r.key}`", r.work, r.against, r.ours, r.baseline, r.ratio, r.limit, r.verdict))
        for r in rows
    ]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def write(rows: Sequence[Row], document: Path = DOCUMENT) -> None:
    """Put the table in place of the one the document has."""
    text = document.read_text(encoding="utf-8")
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise SystemExit(f"{document}: the markers {START!r} and {END!r} are not both there")
    document.write_text(f"{before}{START}\n\n{markdown(rows)}\n{END}{after}", encoding="utf-8")
