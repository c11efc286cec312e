"""pyxform converting an XLSForm of as many questions, in an environment of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from benchmarks.baselines.environment import Worker, interpreter_with
from benchmarks.measure import p50
from benchmarks.synthetic_flows import xlsform

VERSION = "4.5.0"
WAYS = {"dict": ".json", "csv": ".csv", "md": ".md", "xlsx": ".xlsx"}
"""The ways in: a dictionary already in memory, then files."""
_WORKER = Path(__file__).with_name("pyxform_worker.py")


@dataclass(frozen=True)
class Form:
    """An XLSForm on disk, in each of its formats, and the median time of each way in."""

    path: Path
    seconds: dict[str, float]

    @property
    def fastest(self) -> str:
        """The way in that takes the least time."""
        return min(self.seconds, key=self.seconds.__getitem__)

    @property
    def fastest_file(self) -> Path:
        """The file that takes the least time: a program that is launched reads one."""
        ways = [way for way in self.seconds if way != "dict"]
        return self.path.with_suffix(WAYS[min(ways, key=self.seconds.__getitem__)])


class Pyxform(Worker):
    """A running worker; use as a context manager. Raises `NotMeasured` where it cannot be had."""

    def __init__(self) -> None:
        super().__init__("pyxform", [str(interpreter_with("pyxform", VERSION)), str(_WORKER)])

    def form(self, number: int, folder: Path, *, every_word: bool = True) -> Form:
        """Write the form of *number* questions there, and find its fastest way in."""
        path = folder / f"form_{number}_{'full' if every_word else 'bare'}.json"
        path.write_text(json.dumps(xlsform(number, every_word=every_word)), encoding="utf-8")
        self.ask("write", path)
        tries = {way: self._measured(path, way, 4)[1:] for way in WAYS}
        return Form(path, {way: p50(seconds) for way, seconds in tries.items()})

    def convert(self, form: Form, times: int) -> list[float]:
        """Seconds of each of so many conversions, by the fastest way in."""
        return self._measured(form.path, form.fastest, times)

    def peak(self, form: Form) -> int:
        """Bytes of memory of this process at most, one conversion of the file included."""
        peak: int = self.ask("convert", form.fastest_file, 1)["peak"]
        return peak

    def _measured(self, path: Path, way: str, times: int) -> list[float]:
        seconds: list[float] = self.ask("convert", path.with_suffix(WAYS[way]), times)["seconds"]
        return seconds


def command() -> Path:
    """The program that converts a file, as a person launches it."""
    return interpreter_with("pyxform", VERSION).with_name("xls2xform")
