"""The rows of the flow workbench: verifying, proving, and following a file that changes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import product
from benchmarks.baselines import pyxform_convert
from benchmarks.baselines.environment import Worker
from benchmarks.baselines.pyxform_convert import Form, Pyxform
from benchmarks.measure import (
    NotMeasured,
    Row,
    compared,
    in_turn,
    megabytes,
    milliseconds,
    missing,
    p50,
    p95,
    thousands,
    timed,
)
from benchmarks.pty_driver import NotPainted, Terminal, clean_environment
from benchmarks.synthetic_flows import flow_text

if TYPE_CHECKING:
    from benchmarks.rows import Effort

SIZES = (100, 2_000)
MEMORY = 100_000_000
_PYXFORM = f"pyxform {pyxform_convert.VERSION}"
_ROOT = Path(__file__).resolve().parent.parent
_NO_BASE = str(_ROOT / "benchmarks" / "no-such-base.db")
"""The user's own base, and the flows it keeps, are left alone."""
_SHIPPED = _ROOT / "flows" / "non-recours.yaml"


class Workbench(Worker):
    """The workbench in a process of its own; use as a context manager."""

    def __init__(self) -> None:
        super().__init__("the workbench", [sys.executable, "-m", "benchmarks.flow_worker"], _ROOT)

    def seconds(self, file: Path, times: int) -> list[float]:
        """Seconds of each of so many examinations."""
        spent: list[float] = self.ask("examine", file, times)["seconds"]
        return spent


@contextmanager
def _flow_files() -> Iterator[Path]:
    """A folder with a flow of each size."""
    with tempfile.TemporaryDirectory() as folder:
        for number in SIZES:
            _file(Path(folder), number).write_text(flow_text(number), encoding="utf-8")
        yield Path(folder)


def _file(folder: Path, number: int) -> Path:
    return folder / f"flow_{number}.yaml"


# ------------------------------------------------------------------------------------------- verifying


def verify(effort: Effort) -> list[Row]:
    """From a file to its faults, beside pyxform converting a form of as many questions."""
    with _flow_files() as folder:
        rows = [row for number in SIZES for row in _verify_one(effort, folder, number)]
        return [*rows, _memory(folder)]


def _verify_one(effort: Effort, folder: Path, number: int) -> list[Row]:
    work = f"load and verify {thousands(number)} questions"
    file = _file(folder, number)
    try:
        with Workbench() as workbench, Pyxform() as pyxform:
            _nothing_refused(workbench, file)
            full = pyxform.form(number, folder)
            bare = pyxform.form(number, folder, every_word=False)
            ours, words, labels = _in_process(effort, number, workbench, pyxform, file, (full, bare))
        command, theirs = _launched(effort, file, full.fastest_file)
    except NotMeasured as error:
        return [missing("verifier", work, _PYXFORM, "≤ 1/2", error)]
    whole = f"{work}, whole command, start-up included"
    return [
        _half(work, f"{_PYXFORM}, as many words, {_ways(full)}", ours, words),
        for_information(_half(work, f"{_PYXFORM}, labels and one hint only, {_ways(bare)}", ours, labels)),
        _half(whole, f"xls2xform, {full.fastest_file.suffix[1:]}, as many words", command, theirs),
    ]


def _half(work: str, against: str, ours: list[float], baseline: list[float]) -> Row:
    return compared(
        "verifier", work, against, p50(ours), p50(baseline), 0.5, unit=milliseconds, limit="≤ 1/2"
    )


def for_information(row: Row) -> Row:
    """The same row, held to nothing."""
    return replace(row, limit="—", verdict="for information")


def _ways(form: Form) -> str:
    """The way in that was kept, and what the others take."""
    others = ", ".join(
        f"{way} {milliseconds(seconds)}" for way, seconds in form.seconds.items() if way != form.fastest
    )
    return f"from a {form.fastest} ({others})"


def _nothing_refused(workbench: Workbench, file: Path) -> None:
    """Both sides must have nothing to refuse: a file that is refused early would be quick for nothing."""
    found = workbench.ask("examine", file, 2)
    if found["errors"]:
        raise NotMeasured(f"{found['errors']} errors in the flow of {file.stem}")


def _in_process(
    effort: Effort, number: int, workbench: Workbench, pyxform: Pyxform, file: Path, forms: tuple[Form, Form]
) -> tuple[list[float], list[float], list[float]]:
    """Seconds of ours, then of each form, taken in turn; small flows many times a turn."""
    measured: tuple[list[float], list[float], list[float]] = ([], [], [])
    times = SIZES[-1] // number
    for side in in_turn(effort.rounds, 3):
        form = forms[side - 1]
        measured[side].extend(pyxform.convert(form, times) if side else workbench.seconds(file, times))
    return measured


def _launched(effort: Effort, file: Path, form: Path) -> tuple[list[float], list[float]]:
    """Seconds of each command, from its launch to its end."""
    commands = (
        [product.command(), "parcours", "verifier", str(file)],
        [str(pyxform_convert.command()), str(form), str(form.with_suffix(".xml")), "--skip_validate"],
    )
    for command in commands:  # the first start reads the disk and may compile: nobody's number
        _run(command)
    measured: tuple[list[float], list[float]] = ([], [])
    for side in in_turn(effort.rounds):
        measured[side].append(timed(lambda: _run(commands[side])))  # noqa: B023  called at once
    return measured


def _run(command: list[str]) -> None:
    environment = clean_environment(REPERE_BASE=_NO_BASE)
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment)
    if done.returncode:
        told = (done.stderr or done.stdout).strip().splitlines()
        raise NotMeasured(f"{Path(command[0]).name} stopped ({told[-1] if told else done.returncode})")


def _memory(folder: Path) -> Row:
    """What a process that does nothing else has held at most, on the largest flow."""
    number = SIZES[-1]
    work, against, limit = f"memory, load and verify {thousands(number)} questions", _PYXFORM, "< 100 MB"
    try:
        with Pyxform() as pyxform:
            form = pyxform.form(number, folder)
        with Pyxform() as pyxform:
            theirs = pyxform.peak(form)
        with Workbench() as workbench:
            ours = workbench.ask("examine", _file(folder, number), 0)["peak"]
    except NotMeasured as error:
        return missing("verifier", work, against, limit, error)
    return _bounded("verifier", work, against, ours, theirs, MEMORY, megabytes, limit)


def _bounded(
    key: str,
    work: str,
    against: str,
    ours: float,
    theirs: float,
    most: float,
    unit: Callable[[float], str],
    limit: str,
) -> Row:
    """A row whose limit is a value, the baseline beside it."""
    row = compared(key, work, against, ours, theirs, 1, unit=unit, limit=limit)
    return replace(row, verdict=verdict(ours < most))


def verdict(held: bool) -> str:
    """How the table says it."""
    return "held" if held else "**not held**"


def checks(effort: Effort) -> list[Row]:
    """What each check costs by itself, on the shipped flow and on the largest, once the file is read."""
    against = "the same without it"
    try:
        with _flow_files() as folder, Workbench() as workbench:
            shipped = workbench.ask("checks", _SHIPPED, 2 * effort.rounds)["checks"]
            large = workbench.ask("checks", _file(folder, SIZES[-1]), effort.rounds)["checks"]
    except NotMeasured as error:
        return [missing("controles", "each check by itself", against, "—", error)]
    return [_cost(*sizes, against) for sizes in zip(shipped, large, strict=True)]


def _cost(shipped: dict[str, Any], large: dict[str, Any], against: str) -> Row:
    ours, without = (tuple(map(p50, side)) for side in zip(shipped["seconds"], large["seconds"], strict=True))
    codes = f"« {shipped['name']} » ({_codes(shipped['codes'])})"
    work = f"{codes}, shipped flow; {thousands(SIZES[-1])} questions"
    own = _both(*(with_it - without_it for with_it, without_it in zip(ours, without, strict=True)))
    return Row("controles", work, against, _both(*ours), _both(*without), "—", "—", f"{own} of its own")


def _both(shipped: float, large: float) -> str:
    return "; ".join("< 0.01 ms" if each < 1e-5 else milliseconds(each) for each in (shipped, large))


def _codes(codes: list[str]) -> str:
    known = sorted(codes)
    return known[0] if len(known) == 1 else f"{known[0]} to {known[-1]}"


# --------------------------------------------------------------------------------------------- proving


def proof(effort: Effort) -> list[Row]:
    """The proof, beside making every interview; its command; a flow of thousands of questions."""
    parts: dict[str, Callable[[str, Effort], Iterator[Row]]] = {
        "prove the shipped flow": _against_enumeration,
        "prove the shipped flow, whole command, start-up included": _proving_command,
        f"prove {thousands(SIZES[-1])} questions": _large_proof,
    }
    rows: list[Row] = []
    for work, part in parts.items():
        try:
            rows += part(work, effort)
        except NotMeasured as error:
            rows.append(missing("prouver", work, "—", "—", error))
    return rows


def _against_enumeration(work: str, effort: Effort) -> Iterator[Row]:
    from benchmarks.baselines.brute_force import restated, walked
    from flows.loader import load_flow
    from flows.proof import prove

    flow = load_flow()
    count, alone = restated()
    if alone or walked(flow) != (count, []):
        raise NotMeasured("the two enumerations do not agree")
    sides: tuple[Callable[[], object], ...] = (lambda: prove(flow), lambda: walked(flow), restated)
    measured: tuple[list[float], ...] = ([], [], [])
    for side in in_turn(max(2, effort.rounds // 3), len(sides)):
        measured[side].append(timed(sides[side]))
    one_by_one = f"{thousands(count)} of its core interviews (one object in 16) made one by one"
    by_hand = f"{one_by_one}, its rules restated by hand in Python"
    yield _twentieth(work, one_by_one, measured[0], measured[1])
    yield for_information(_twentieth(work, by_hand, measured[0], measured[2]))


def _twentieth(work: str, against: str, ours: list[float], baseline: list[float]) -> Row:
    values = p50(ours), p50(baseline)
    return compared("prouver", work, against, *values, 1 / 20, unit=milliseconds, limit="≤ 1/20")


def _proving_command(work: str, effort: Effort) -> Iterator[Row]:
    command = [product.command(), "parcours", "prouver"]
    _run(command)
    spent = p50([timed(lambda: _run(command)) for _ in range(effort.rounds)])
    yield Row("prouver", work, "—", milliseconds(spent), "—", "—", "< 1 s", verdict(spent < 1))


def _large_proof(work: str, effort: Effort) -> Iterator[Row]:
    with _flow_files() as folder, Workbench() as workbench:
        found = workbench.ask("prove", _file(folder, SIZES[-1]), max(2, effort.rounds // 3))
    spent, peak = milliseconds(p50(found["seconds"])), found["peak"]
    yield Row("prouver", work, "—", spent, "—", "—", "—", found["outcome"])
    yield Row(
        "prouver", f"memory, {work}", "—", megabytes(peak), "—", "—", "< 100 MB", verdict(peak < MEMORY)
    )


# ------------------------------------------------------------------------------- following a file


_OFTEN = 0.005
"""Seconds between two looks at the file when the wait between them is left out."""
_LOOKING_OFTEN = (
    f"import sys; from interview.workbench import watching; watching.POLL = {_OFTEN}; "
    "from interview.cli import main; sys.exit(main())"
)
_TEXT = "    texte: Ce qui manque"


def reload(effort: Effort) -> list[Row]:
    """From the change of the shipped flow on disk to its new words on the screen of its tree."""
    waiting = [product.command(), "parcours", "ouvrir"]
    looking = [sys.executable, "-c", _LOOKING_OFTEN, "parcours", "ouvrir"]
    rows = []
    for command, name in ((looking, "wait between two looks left out"), (waiting, "wait included")):
        work = f"live reload, file changed → painted, {name}"
        try:
            seconds = _reloads(command, 2 * effort.rounds)
        except (NotMeasured, NotPainted) as error:
            rows.append(missing("recharger", work, "—", "< 200 ms", str(error).splitlines()[0]))
            continue
        for summary, label in ((p50, "p50"), (p95, "p95")):
            spent = summary(seconds)
            held = verdict(spent < 0.2)
            rows.append(
                Row("recharger", f"{work}, {label}", "—", milliseconds(spent), "—", "—", "< 200 ms", held)
            )
    return rows


def _reloads(command: list[str], times: int) -> list[float]:
    """Seconds from each save to its words on the screen, saves coming at any moment between two looks."""
    source = _SHIPPED.read_text(encoding="utf-8")
    if source.count(_TEXT) != 1:
        raise NotMeasured("the first question of the shipped flow is worded otherwise")
    with tempfile.TemporaryDirectory() as folder:
        file, written = Path(folder) / "flow.yaml", Path(folder) / "flow.part"
        file.write_text(source, encoding="utf-8")
        with Terminal([*command, str(file)], environment=clean_environment(REPERE_BASE=_NO_BASE)) as terminal:
            terminal.wait_for("Nature de l’offre")
            terminal.settle()
            terminal.send("\x1b[B\x1b[B")
            terminal.wait_for("Ce qui manque")
            measured = []
            for turn in range(times):
                words = f"Tour {turn:03}, ce qui manque"
                written.write_text(source.replace(_TEXT, f"    texte: {words}"), encoding="utf-8")
                terminal.settle(quiet=0.3 + 0.2 * (turn * 0.618 % 1))
                started = time.perf_counter()
                written.replace(file)
                measured.append(terminal.wait_for(words) - started)
    return measured
