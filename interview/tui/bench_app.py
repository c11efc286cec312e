"""The *Parcours* screen alone: the flow of a file, without a base."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.screen import Screen

from interview.conversation import Workplace
from interview.sheets.content import sheet_of
from interview.sheets.saving import save_sheet
from interview.tui.app import RepereApp
from interview.tui.screens.flow_bench import FlowBenchScreen


class BenchApp(RepereApp):
    """One flow, watched. It opens no base.

    Args:
        bench: makes the first screen.
    """

    def __init__(self, target: Path | None, **bench: Any) -> None:
        super().__init__(_no_base, make_sheet=sheet_of, save_sheet=save_sheet)
        self._bench = FlowBenchScreen(target, **bench)

    def get_default_screen(self) -> Screen[None]:
        return self._bench


def run_bench(target: Path | None) -> None:
    """Open the screen on the flow of *target*, or on the shipped one, until the person leaves."""
    BenchApp(target).run(mouse=True)


def _no_base() -> Workplace:
    raise AssertionError("the Parcours screen works without a base")
