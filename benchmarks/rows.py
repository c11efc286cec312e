"""The rows of the table, each a function from the effort asked for to one line or two."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import figures, flows, grid, grid_out, product, sessions, upkeep
from benchmarks.baselines.docassemble_headless import Docassemble
from benchmarks.measure import (
    NotMeasured,
    Row,
    compared,
    in_turn,
    milliseconds,
    missing,
    octets,
    p50,
    p95,
    thousands,
    timed,
)
from benchmarks.populate import large_base, working_copy

SIZES = ((80, 24), (120, 40))
# The conversation of the case has this many timed answers; the bare one is made as long.
ANSWERS = 9


@dataclass(frozen=True)
class Effort:
    """How much to measure."""

    rounds: int = 10
    sheets: int = 1000
    situations: int = 100_000
    docassemble: bool = True


def start(effort: Effort) -> list[Row]:
    """From the launch of the program to its first question."""
    return [_start_at(effort, columns, rows) for columns, rows in SIZES]


def _start_at(effort: Effort, columns: int, rows: int) -> Row:
    work, against = f"start to first painted question, {columns}×{rows}", "bare Textual chat"
    bare = product.bare_conversation(1)
    ours: list[float] = []
    baseline: list[float] = []
    reason = ""

    def start_ours() -> float:
        with _base(effort) as base:
            return product.conversation(base).start(columns, rows)

    # The first start of each reads the disk and may compile: nobody's number.
    bare.start(columns, rows)
    try:
        start_ours()
    except NotMeasured as error:
        reason = str(error)
    for side in in_turn(effort.rounds):
        if side:
            baseline.append(bare.start(columns, rows))
        elif not reason:
            ours.append(start_ours())
    if reason:
        return missing("demarrage", work, against, "≤ 1.3 ×", reason, milliseconds(p50(baseline)))
    return compared("demarrage", work, against, p50(ours), p50(baseline), 1.3, unit=milliseconds)


def answer(effort: Effort) -> list[Row]:
    """From an answer to the next question, its durable commit included."""
    bare = product.bare_conversation(ANSWERS)
    ours: list[float] = []
    baseline: list[float] = []
    reason = ""
    for side in in_turn(effort.rounds):
        if side:
            baseline += bare.answers(*SIZES[0])
        elif not reason:
            try:
                with _base(effort) as base:
                    ours += product.conversation(base).answers(*SIZES[0])
            except NotMeasured as error:
                reason = str(error)
    lines = []
    for name, summary in (("p50", p50), ("p95", p95)):
        work = f"answer → next question painted, {name}, base of {thousands(effort.situations)}"
        against = "bare Textual question loop"
        if reason:
            shown = milliseconds(summary(baseline))
            lines.append(missing("reponse", work, against, "≤ 1.2 ×", reason, shown))
        else:
            values = summary(ours), summary(baseline)
            lines.append(compared("reponse", work, against, *values, 1.2, unit=milliseconds))
    return lines


class _base(tempfile.TemporaryDirectory[str]):
    """A fresh copy of the large base, beside the original so that the disk is the same."""

    def __init__(self, effort: Effort) -> None:
        self._situations = effort.situations
        super().__init__(dir=large_base(effort.situations).parent)

    def __enter__(self) -> Path:  # type: ignore[override]
        return working_copy(Path(super().__enter__()), self._situations)


def engine(effort: Effort) -> list[Row]:
    """One answer given to the engine, beside one question assembled by docassemble."""
    works = "engine alone, answer → next question", "engine alone, with forms, grounds and progress"
    against, limit = "docassemble.base, one question, headless", "≤ 1/16"
    ours: tuple[list[float], list[float]] = ([], [])
    baseline: list[float] = []
    try:
        if not effort.docassemble:
            raise NotMeasured("left out (--sans-docassemble)")
        product.play_engine(20)
        with Docassemble() as docassemble:
            docassemble.play(20)
            for side in in_turn(effort.rounds):
                if side:
                    baseline += docassemble.play(20)["seconds"]
                else:
                    question, shown = product.play_engine(20)
                    ours[0].extend(question)
                    ours[1].extend(shown)
    except NotMeasured as error:
        return [missing("moteur", work, against, limit, error) for work in works]
    rows = [
        compared("moteur", work, against, p50(kept), p50(baseline), 1 / 16, unit=milliseconds, limit=limit)
        for work, kept in zip(works, ours, strict=True)
    ]
    # docassemble only chooses its next question: what our panel adds has no counterpart to be held to.
    return [rows[0], replace(rows[1], limit="—", verdict="for information")]


def journal(effort: Effort) -> list[Row]:
    """What one answer adds to the journal, beside what one step adds to docassemble's table."""
    work, against, limit = "journal, data per answer", "docassemble's snapshot per step", "≤ 200 bytes"
    stored = "—"
    if effort.docassemble:
        try:
            with Docassemble() as docassemble:
                sizes = docassemble.play(1)["stored"]
                stored = octets(sum(sizes) / len(sizes))
        except NotMeasured as error:
            stored = f"non mesuré: {error}"
    try:
        with tempfile.TemporaryDirectory() as folder:
            base = Path(folder) / "base.db"
            product.record_cases(base)
            data, disk = journal_bytes(base)
    except NotMeasured as error:
        return [missing("journal", work, against, limit, error, stored)]
    shown = f"{octets(data)} ({octets(disk)} with indexes)"
    verdict = "held" if data <= 200 else "**not held**"
    return [Row("journal", work, against, shown, stored, "—", limit, verdict)]


def journal_bytes(base: Path) -> tuple[float, float]:
    """Bytes of data per row of the journal as SQLite counts them, then with its indexes."""
    with closing(sqlite3.connect(base)) as connection:
        (rows,) = connection.execute("SELECT count(*) FROM journal").fetchone()
        sizes = dict(
            connection.execute(
                "SELECT name, sum(payload) FROM dbstat WHERE name IN "
                "(SELECT name FROM sqlite_schema WHERE tbl_name = 'journal') GROUP BY name"
            )
        )
    return sizes["journal"] / rows, sum(sizes.values()) / rows


def sheet_html(effort: Effort) -> list[Row]:
    """The accessible HTML of a sheet, beside the same text through Jinja2 alone."""
    from benchmarks.baselines.bare_documents import BareHtml, blocks_of
    from benchmarks.sheets import sheets
    from templates import markdown_of, render_fiche

    contexts = list(sheets(effort.sheets))
    bare, texts = BareHtml(), [blocks_of(markdown_of(context)) for context in contexts]
    seconds = _batches(effort, lambda n: render_fiche(contexts[n], "html"), lambda n: bare.write(texts[n]))
    work = f"fiche HTML, {thousands(effort.sheets)} of them"
    return [compared("fiche-html", work, "bare Jinja2, same text", *seconds, 20, unit=milliseconds)]


def sheet_pdf(effort: Effort) -> list[Row]:
    """The PDF/UA-1 of a sheet, beside the same text through Typst alone."""
    from benchmarks.baselines.bare_documents import BareTypst, blocks_of, typst_source
    from benchmarks.sheets import sheets
    from templates import markdown_of, render_fiche

    contexts = list(sheets(effort.sheets))
    bare, sources = BareTypst(), [typst_source(blocks_of(markdown_of(context))) for context in contexts]
    seconds = _batches(effort, lambda n: render_fiche(contexts[n], "pdf"), lambda n: bare.write(sources[n]))
    work = f"fiche PDF/UA-1, {thousands(effort.sheets)} of them"
    return [compared("fiche-pdf", work, "bare Typst, same text", *seconds, 1.5, unit=milliseconds)]


def _batches(
    effort: Effort, ours: Callable[[int], object], bare: Callable[[int], object]
) -> tuple[float, float]:
    """Median seconds per sheet of each side, over batches that cover every sheet once, taken in turn."""
    for write in (ours, bare):
        write(0)  # templates compiled, fonts read: a program that writes many pays it once
    size = max(1, effort.sheets // effort.rounds)
    measured: tuple[list[float], list[float]] = ([], [])
    done = [0, 0]
    for side in in_turn(effort.sheets // size):
        write, first = (ours, bare)[side], done[side]
        done[side] += size
        spent = timed(lambda: [write(n) for n in range(first, first + size)])  # noqa: B023  called at once
        measured[side].append(spent / size)
    return p50(measured[0]), p50(measured[1])


ROWS: dict[str, Callable[[Effort], list[Row]]] = {
    "demarrage": start,
    "reponse": answer,
    "moteur": engine,
    "journal": journal,
    "base": upkeep.upkeep,
    "bilan": figures.bilan,
    "grille": grid.grid_in,
    "grille-sortie": grid_out.export_rows,
    "seance": sessions.session,
    "fiche-html": sheet_html,
    "fiche-pdf": sheet_pdf,
    "verifier": flows.verify,
    "controles": flows.checks,
    "prouver": flows.proof,
    "recharger": flows.reload,
}
