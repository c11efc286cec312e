"""The cases that can be rehearsed: those that are shipped, and those a team has written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from flows.case import Case
from flows.endings import holds_content
from flows.faults import ContentError, Fault
from flows.loader import shipped_cases
from flows.reading import read_file
from flows.scenario import Scenario, read_scenario, scenario_from_text


class NotACase(ValueError):
    """A scenario without ``formation``: it can be replayed, not rehearsed."""


class TrainingCase(msgspec.Struct, frozen=True):
    """A case ready to be rehearsed.

    Attributes:
        name: its short name, the stem of its file (« 06-quatre-retours »).
        scenario: the reference, with the voices.
        case: what is told before and talked over after.
    """

    name: str
    scenario: Scenario
    case: Case

    @property
    def title(self) -> str:
        """Its title, or its name where it has none."""
        return self.scenario.file.title or self.name

    @property
    def fingerprint(self) -> str:
        """SHA-256 of its text, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def text(self) -> str:
        """The text of its file."""
        return self.scenario.document.source


def as_case(scenario: Scenario) -> TrainingCase:
    """*scenario* as a case. Raises NotACase."""
    name = Path(scenario.name).name
    stem = Path(name).stem if holds_content(name) else name
    if scenario.file.case is None:
        raise NotACase(stem)
    return TrainingCase(stem, scenario, scenario.file.case)


def case_from_text(text: str, name: str) -> TrainingCase:
    """A case kept as text. Raises ContentError, NotACase."""
    return as_case(scenario_from_text(text, f"{name}.yaml"))


def case_named(name: str) -> TrainingCase:
    """The case of that file, or the shipped one of that name. Raises ContentError, NotACase."""
    from interview.scenarios import find_scenario

    return as_case(find_scenario(name))


def shipped_training_cases() -> tuple[TrainingCase, ...]:
    """Every shipped case that can be rehearsed, in the order of their names. Raises ContentError."""
    read = (scenario_from_text(each.read_text("utf-8-sig"), each.name) for each in shipped_cases())
    return tuple(as_case(each) for each in read if each.file.case is not None)


def cases_in(folder: Path) -> tuple[TrainingCase, ...]:
    """The cases of a folder of a team, in the order of their names.

    Flows, catalogues and scenarios without « formation » are passed over: a case needs its flow beside it.

    Raises:
        ContentError: every fault of the files that cannot be read.
    """
    found: list[TrainingCase] = []
    faults: list[Fault] = []
    for path in sorted(each for each in folder.iterdir() if holds_content(each)):
        try:
            found.append(as_case(read_scenario(path)))
        except NotACase:
            continue
        except ContentError as error:
            faults += [] if _something_else(path) else error.faults
    if faults:
        raise ContentError(faults)
    return tuple(found)


def _something_else(path: Path) -> bool:
    """Whether a file can be read, and nothing in it is that of a scenario or of a case."""
    try:
        data = read_file(path).data
    except ContentError:
        return False
    return isinstance(data, Mapping) and not {"situations", "formation"} & set(data)
