"""Files that are looked at again and again, and examined when they have changed.

Plain polling of the date and the size, which works on every system and every disk: one look costs a few
microseconds a file. Nothing here knows of a screen; :meth:`Watch.look` is made to be called from a thread.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib import resources
from pathlib import Path

import msgspec

from flows.extending import MAX_LEVELS
from flows.faults import Fault
from flows.flow import Flow
from flows.loader import SHIPPED
from flows.reading import MAX_BYTES

_EXTENDS = re.compile(rb"^etend\s*:\s*[\"']?([a-z][a-z0-9-]*)", re.MULTILINE)
POLL = 0.1
"""Seconds between two looks."""
PATIENCE = 2
"""Looks without a change before a flow that has become unusable is told."""

Stamp = tuple[tuple[str, int, int, int], ...]
"""Of each file: its name, its number on the disk, its date and its size; -1 for a file that is not there."""


class Examined(msgspec.Struct, frozen=True):
    """What one examination found.

    Attributes:
        flow: the flow, None when the files cannot be used.
        sources: the text of the files that bear a fault, by the name the faults give them.
    """

    faults: tuple[Fault, ...]
    flow: Flow | None
    sources: Mapping[str, str]


class Watch:
    """What a flow says, each time it has changed.

    A file that is being written is, for a moment, empty or cut short: a flow that has just become
    unusable is told after a few looks only, if its files have not changed again by then.

    Args:
        path: its file; those that it extends are watched with it.
        examine: examines them; called again at each change.
    """

    def __init__(self, path: Path, examine: Callable[[], Examined]) -> None:
        self._path = path
        self._examine = examine
        self._files: tuple[Path, ...] = (path,)
        self._stamp: Stamp | None = None
        self._held: Examined | None = None
        self._waited = 0

    def look(self) -> Examined | None:
        """What the files say now; None when there is nothing new to tell."""
        if self._stamp is not None and stamp_of(self._files) == self._stamp:
            return self._waited_for()
        first = self._stamp is None
        # Dated before they are read: a change that comes during the examination is seen at the next look.
        self._files = chain_of(self._path)
        self._stamp = stamp_of(self._files)
        found = self._examine()
        self._held, self._waited = (None if found.flow is not None or first else found), 0
        return None if self._held else found

    def _waited_for(self) -> Examined | None:
        """What was held back, once it has been waited for long enough."""
        self._waited += 1
        if self._held is None or self._waited < PATIENCE:
            return None
        held, self._held = self._held, None
        return held


def stamp_of(files: Iterable[Path]) -> Stamp:
    """What tells one version of those files from another."""
    return tuple(_stamp(each) for each in files)


def _stamp(path: Path) -> tuple[str, int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return str(path), -1, -1, -1
    return str(path), found.st_ino, found.st_mtime_ns, found.st_size


def chain_of(path: Path) -> tuple[Path, ...]:
    """*path*, and the file of each flow it extends in turn, whether or not these are there.

    Read off the text itself: a file that is not YAML for a moment is still watched with its base.
    """
    files = [path]
    while len(files) <= MAX_LEVELS + 1:
        name = _extended(files[-1])
        base = shipped_file() if name == SHIPPED else path.parent / f"{name}.yaml"
        if not name or base in files:
            break
        files.append(base)
    return tuple(files)


def _extended(path: Path) -> str:
    """The id that a file says it extends, "" if it says none or cannot be read."""
    try:
        with path.open("rb") as file:
            found = _EXTENDS.search(file.read(MAX_BYTES))
    except OSError:
        return ""
    return found[1].decode() if found else ""


def examined(path: Path, today: datetime.date) -> Examined:
    """The flow of *path* with all its faults and advice, on that day."""
    from interview.workbench.verify import examine

    report = examine(path, today)
    faults = report.faults
    if report.flow is None and not report.errors:
        faults = (_not_a_flow(path), *faults)
    return Examined(faults, report.flow, _sources(faults))


def _not_a_flow(path: Path) -> Fault:
    return Fault(
        code="P012",
        file=str(path),
        line=1,
        node="fichier",
        found="ce fichier n’est pas un parcours",
        expected="un parcours (« questions » ou « etend »)",
    )


def shipped_file() -> Path:
    """Where the shipped flow stands."""
    return Path(str(resources.files("flows"))) / f"{SHIPPED}.yaml"


def _sources(faults: Iterable[Fault]) -> dict[str, str]:
    """The texts that the faults speak of, as far as they can be read."""
    texts: dict[str, str] = {}
    for name in {each.file for each in faults}:
        with suppress(OSError):
            texts[name] = Path(name).read_bytes()[:MAX_BYTES].decode("utf-8", "replace")
    return texts
