"""What is said of a case, besides what forbids to play it: advice, and the other cases it names."""

from __future__ import annotations

from pathlib import Path

from flows.checks.case_advice import case_advice, link_faults
from flows.endings import holds_content
from flows.faults import ContentError, Fault
from flows.flow import Flow
from flows.loader import shipped_cases
from flows.scenario import Scenario, read_scenario, scenario_from_text


def case_remarks(scenario: Scenario, flow: Flow, *, sound: bool) -> list[Fault]:
    """Advice on a case, and what is wrong with the cases it names; nothing on any other scenario.

    Args:
        sound: the flow takes every answer of the scenario.
    """
    if scenario.file.case is None:
        return []
    shelf = Neighbours(scenario)
    faults = list(case_advice(scenario, flow, sound=sound))
    if sound:
        faults += link_faults(scenario, flow, shelf.find, shelf.names())
    return faults


class Neighbours:
    """The cases that a case may name: those beside its file, and those that are shipped."""

    def __init__(self, scenario: Scenario) -> None:
        path = Path(scenario.name)
        self._own = path.stem
        beside = path.parent.iterdir() if path.parent.is_dir() and path.is_file() else ()
        self._beside = {each.stem: each for each in sorted(beside) if holds_content(each)}
        self._shipped = {each.name.removesuffix(".yaml"): each for each in shipped_cases()}

    def names(self) -> list[str]:
        """Every name that can be given, its own left out."""
        return [each for each in sorted({*self._beside, *self._shipped}) if each != self._own]

    def find(self, name: str) -> Scenario | None:
        """The case of that name; None where there is none, or it cannot be read."""
        if name == self._own:
            return None
        try:
            if name in self._beside:
                return read_scenario(self._beside[name])
            if name in self._shipped:
                return scenario_from_text(self._shipped[name].read_text("utf-8-sig"), f"{name}.yaml")
        except ContentError:
            pass
        return None
