"""Every fault of a flow, a catalogue, scenarios, or of a whole folder of them.

Nothing here raises for what a file holds: a file that cannot be read is a fault among the others. The
day is given, never read from the clock.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from importlib import resources
from pathlib import Path

import msgspec

from flows.catalogue import Catalogue
from flows.checks import Filled, catalogue_examined, flow_examined
from flows.endings import holds_content
from flows.extending import complete, concerning, is_local, told_once
from flows.extending.shelf import Shelf
from flows.faults import ContentError, Fault
from flows.flow import Flow
from flows.grammar import FlowFile
from flows.loader import SHIPPED, load_catalogue, load_flow, shipped_cases, shipped_document
from flows.reading import Document, read_file, read_text
from flows.scenario import Scenario, ScenarioFile, empty_faults
from flows.shape import mend
from interview.sheets.content import FILLED_BY

MAX_FILES = 1_000
"""How many files of a folder are examined, at most: past that, it is not a folder of flows."""

_FILLED = tuple(Filled(field, question, kinds) for field, question, kinds in FILLED_BY)
_THREE = (
    "un parcours (« questions » ou « etend »), un catalogue (« catalogue ») ou un scénario (« situations »)"
)


class Report(msgspec.Struct, frozen=True):
    """What an examination found.

    Attributes:
        files: every file that was read, those that a local flow extends included.
        faults: faults and advice, by file, line and code.
        flow: the flow, when a single one was examined and it can be used.
    """

    files: tuple[Path, ...]
    faults: tuple[Fault, ...]
    flow: Flow | None = None

    @property
    def errors(self) -> tuple[Fault, ...]:
        """What forbids to use a file."""
        return tuple(each for each in self.faults if not each.advice)

    @property
    def advice(self) -> tuple[Fault, ...]:
        """What could be better."""
        return tuple(each for each in self.faults if each.advice)


def examine(target: Path | None, today: date, *, older: Sequence[FlowFile] = ()) -> Report:
    """Every fault of *target*: a file, a folder with all it holds, or what is shipped.

    Args:
        target: None for the shipped flow, its catalogue and its cases.
        today: the day the sources are judged on.
        older: older versions of the flow; those of another id are left out.
    """
    work = _Examination(today, older)
    with _not_collecting():
        if target is None:
            work.shipped()
        elif target.is_dir():
            work.folder(target)
        else:
            work.file(target)
        return work.report()


@contextmanager
def _not_collecting() -> Iterator[None]:
    """Many small objects are made, and few cycles: collecting in between costs a tenth of the work."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _Examination:
    """One examination: what has been read and found so far."""

    def __init__(self, today: date, older: Sequence[FlowFile]) -> None:
        self.today = today
        self.older = older
        self.files: dict[Path, None] = {}
        self.faults: list[Fault] = []
        self.flows: list[Flow] = []
        self._broken: set[str] = set()
        self._catalogue: Catalogue | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The shipped catalogue, read when it is first needed."""
        if self._catalogue is None:
            self._catalogue = load_catalogue()
        return self._catalogue

    def report(self) -> Report:
        """What was found, each thing once and in order."""
        flow = self.flows[0] if len(self.flows) == 1 and not self._broken else None
        return Report(tuple(self.files), tuple(told_once(self.faults)), flow)

    def shipped(self) -> None:
        """What comes with the program."""
        folder = resources.files("flows")
        named = [("catalogue", folder / "catalogue.yaml"), (SHIPPED, folder / f"{SHIPPED}.yaml")]
        for name, path in named:
            self._known(read_text(path.read_text("utf-8-sig"), f"flows/{name}.yaml"), Path(str(path)))
        for case in shipped_cases():
            document = read_text(case.read_text("utf-8-sig"), f"flows/cases/{case.name}")
            self._known(document, Path(str(case)))

    def folder(self, folder: Path) -> None:
        """Every file of a folder: flows and catalogues first, since scenarios need them."""
        paths = list(_within(folder, MAX_FILES + 1))
        if len(paths) > MAX_FILES:
            expected = f"{MAX_FILES} fichiers au plus"
            self._refuse("P014", folder, f"plus de {MAX_FILES} fichiers .yaml", expected)
            return
        if not paths:
            self._refuse("P001", folder, "aucun fichier .yaml dans ce dossier", "au moins un fichier")
        documents = [(path, document) for path in paths if (document := self._read(path)) is not None]
        for path, document in sorted(documents, key=lambda each: _kind(each[1]) == "scenario"):
            self._known(document, path)

    def file(self, path: Path) -> None:
        """One file."""
        document = self._read(path)
        if document is not None:
            self._known(document, path)

    def _read(self, path: Path) -> Document | None:
        self.files[path] = None
        try:
            return read_file(path)
        except ContentError as error:
            self.faults += error.faults
            return None

    def _known(self, document: Document, path: Path) -> None:
        """Examine a file by its kind, which its first keys tell."""
        self.files[path] = None
        kind = _kind(document)
        if kind == "parcours":
            self._flow(document, path)
        elif kind == "catalogue":
            self.faults += catalogue_examined(document, self.today)
        elif kind == "scenario":
            self._scenario(document)
        else:
            keys = list(document.data)[:5] if isinstance(document.data, dict) else []
            found = f"un fichier qui commence par : {', '.join(keys)}" if keys else "un fichier sans clés"
            self.faults.append(document.fault("P012", (), "fichier", found, _THREE))

    def _flow(self, document: Document, path: Path) -> None:
        whole, faults = self._completed(document, path)
        usable = not any(not each.advice for each in faults)
        flow: Flow | None = None
        name = document.data.get("parcours")
        if whole is not None:
            older = [each for each in self.older if each.id == name]
            told, flow = flow_examined(whole, self.catalogue, self.today, _FILLED, older)
            faults += concerning(whole, told)
        self.faults += faults
        if flow is None or not usable:
            self._broken.add(str(name))
        else:
            self.flows.append(flow)

    def _completed(self, document: Document, path: Path) -> tuple[Document | None, list[Fault]]:
        """The whole flow that *document* makes, and what forbids to make it."""
        if not is_local(document):
            return document, []
        shelf = Shelf(path, shipped_document)
        try:
            whole = complete(document, shelf)
        except ContentError as error:
            return None, list(error.faults)
        finally:
            self.files |= dict.fromkeys(Path(each) for each in shelf.read if not each.startswith(":"))
        faults = [*whole.faults, *whole.advice]
        return (whole if whole.placed else None), faults

    def _scenario(self, document: Document) -> None:
        from interview.replay import check_case

        mended = mend(document, ScenarioFile)
        scenario = Scenario(mended.value, document)
        self.faults += [*mended.faults, *empty_faults(scenario, mended)]
        told: tuple[Fault, ...] = ()
        flow: Flow | None = None
        try:
            flow = self._flow_of(scenario)
            if flow is not None:
                check_case(scenario, flow)
        except ContentError as error:
            told += error.faults
            self.faults += error.faults
        if flow is not None and not mended.faults:
            from interview.workbench.case_checks import case_remarks

            walked = not any(each.code in ("P071", "P072") for each in told)
            self.faults += case_remarks(scenario, flow, sound=walked)

    def _flow_of(self, scenario: Scenario) -> Flow | None:
        """The flow that a scenario names; None when its own faults are already told.

        Raises:
            ContentError: there is no such flow, or it cannot be used.
        """
        name = scenario.file.flow
        known = [each for each in self.flows if each.id == name]
        if known:
            return known[0]
        if name in self._broken:
            return None
        from interview.scenarios import flow_path_of

        return load_flow(flow_path_of(scenario), self.catalogue)

    def _refuse(self, code: str, path: Path, found: str, expected: str) -> None:
        fault = Fault(code=code, file=str(path), line=1, node="dossier", found=found, expected=expected)
        self.faults.append(fault)


def _kind(document: Document) -> str:
    """« parcours », « catalogue », « scenario », or nothing."""
    keys = set(document.data) if isinstance(document.data, dict) else set()
    if keys & {"etend", "questions"} or {"sections", "regles"} <= keys:
        return "parcours"
    if "catalogue" in keys or {"prestations", "organismes"} <= keys:
        return "catalogue"
    return "scenario" if keys & {"situations"} else ""


def _within(folder: Path, most: int) -> Iterator[Path]:
    """The YAML files below *folder*, in order; links are not followed, nor hidden folders entered."""
    found = 0
    for place, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            path = Path(place) / name
            if holds_content(path) and not path.is_symlink():
                yield path
                found += 1
                if found >= most:
                    return
