"""Scenarios tried on a flow: what differs from what they expect, and what they leave unexercised.

Nothing is written to any base. A file at fault keeps none of the others from being tried.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from flows.endings import holds_content
from flows.faults import ContentError, Fault
from flows.flow import Flow
from flows.loader import shipped_cases
from flows.reading import read_file
from flows.scenario import Scenario, scenario_from_text
from interview.conversation import Workplace
from interview.engine import FlowMachine
from interview.replay import Replayed, run
from interview.scenarios import Workplaces, find_scenario
from interview.workbench.coverage import Coverage, coverage
from interview.workbench.misses import Miss, misses


class Trial(msgspec.Struct, frozen=True):
    """One scenario that was tried."""

    replayed: Replayed
    misses: tuple[Miss, ...]

    @property
    def flow(self) -> Flow:
        """The flow it was tried under."""
        return self.replayed.conversation.flow


class Tried(msgspec.Struct, frozen=True):
    """Scenarios that were tried.

    Attributes:
        trials: those that could be, in the order in which they were named.
        faults: every fault of every file that could not be.
        aside: files of the folders that are no scenarios.
        coverages: one for each flow they were tried under, in the order in which they were met.
    """

    trials: tuple[Trial, ...]
    faults: tuple[Fault, ...]
    aside: tuple[str, ...]
    coverages: tuple[Coverage, ...]

    @property
    def holds(self) -> bool:
        """Every file could be tried, and gives what it expects."""
        return not self.faults and not any(each.misses for each in self.trials)


def try_scenarios(names: Sequence[str], workplace: Workplace, under: Flow | None = None) -> Tried:
    """Try the scenarios that *names* mean: files, folders, shipped cases; the shipped cases by default.

    Args:
        workplace: where they are held; nothing is kept in its base.
        under: the flow they are all tried under, by default the one each of them names.
    """
    places = _Places(workplace, under)
    trials: list[Trial] = []
    faults: list[Fault] = []
    aside: list[str] = []
    for opening in _named(names):
        try:
            scenario = opening.open()
            if scenario is None:
                aside.append(opening.name)
                continue
            replayed = run(*places.fit(scenario))
            trials.append(Trial(replayed, misses(replayed)))
        except ContentError as error:
            faults += [each for each in error.faults if each not in faults]
    return Tried(tuple(trials), tuple(faults), tuple(aside), tuple(_coverages(trials)))


def _coverages(trials: Iterable[Trial]) -> Iterator[Coverage]:
    by_flow: dict[bytes, list[Trial]] = {}
    for trial in trials:
        by_flow.setdefault(trial.flow.fingerprint, []).append(trial)
    for same in by_flow.values():
        yield coverage(same[0].flow, [each.replayed.conversation.interview for each in same])


class _Places:
    """Where each scenario is held: nothing is kept, under the flow it is to be tried on."""

    def __init__(self, workplace: Workplace, under: Flow | None) -> None:
        self._alone = msgspec.structs.replace(workplace, base=None)
        self._named = Workplaces(self._alone)
        self._under = FlowMachine(under) if under is not None else None

    def fit(self, scenario: Scenario) -> tuple[Scenario, Workplace]:
        """The scenario, and where to hold it. Raises ContentError when its flow cannot be used."""
        if self._under is None:
            return scenario, self._named.of(scenario)
        flow = self._under.flow
        # A trainer wants to know whether the cases of a flow still hold under the one made from it.
        origins = [flow.id, *(each.id for each in flow.file.ancestors)]
        if scenario.file.flow not in origins:
            raise ContentError([_elsewhere(scenario, origins)])
        return scenario, msgspec.structs.replace(self._alone, machine=self._under)


def _elsewhere(scenario: Scenario, origins: Sequence[str]) -> Fault:
    return scenario.document.fault(
        "P071",
        ("parcours",),
        "parcours",
        f"ce scénario est écrit pour « {scenario.file.flow} »",
        f"« {origins[0]} », ou un parcours dont il vient" if origins[1:] else f"« {origins[0]} »",
        remedy="Sans --parcours, chaque scénario est joué sous le parcours qu’il nomme.",
    )


class _Opening(msgspec.Struct, frozen=True):
    """A scenario to open; gives None for a file of a folder that is none. Raises ContentError."""

    name: str
    open: Callable[[], Scenario | None]


def _named(names: Sequence[str]) -> Iterator[_Opening]:
    if not names:
        yield from (_Opening(case.name, partial(_shipped, case)) for case in shipped_cases())
    for name in names:
        if not Path(name).is_dir():
            yield _Opening(name, partial(find_scenario, name))
            continue
        found = [_Opening(str(path), partial(_if_scenario, path)) for path in _files(Path(name))]
        yield from found or [_Opening(name, partial(_refuse, name))]


def _shipped(case: Traversable) -> Scenario:
    return scenario_from_text(case.read_text("utf-8-sig"), case.name)


def _files(folder: Path) -> Iterator[Path]:
    """Every YAML file below *folder*, in the order of their names; what leads out of it is left alone."""
    for root, folders, names in os.walk(folder):
        folders.sort()
        paths = (Path(root) / name for name in sorted(names) if holds_content(name))
        yield from (path for path in paths if not path.is_symlink())


def _if_scenario(path: Path) -> Scenario | None:
    """The scenario of *path*, None where it is another content file. Raises ContentError."""
    data = read_file(path).data
    others = {"questions", "etend", "prestations", "organismes"}
    if isinstance(data, dict) and "situations" not in data and others & data.keys():
        return None
    return find_scenario(str(path))


def _refuse(folder: str) -> Scenario | None:
    fault = Fault(
        code="P001",
        file=folder,
        line=1,
        node="dossier",
        found="aucun fichier .yaml",
        expected="des scénarios",
        remedy="Vérifiez le nom du dossier.",
    )
    raise ContentError([fault])
