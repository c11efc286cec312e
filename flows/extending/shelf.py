"""Where the flow named by ``etend`` is found: among those shipped, or beside the file that extends it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from flows.reading import Document, read_file

ID = re.compile(r"[a-z][a-z0-9-]*\Z")
"""A plain word: an id can lead to no other folder, and to no other kind of file."""
_SHIPPED = ("non-recours",)


class Shelf:
    """The flows that a local file may extend.

    Attributes:
        read: what was taken, in order: the path of a file, or « : » and the name of a shipped flow.
    """

    def __init__(self, path: Path, shipped: Callable[[str], Document | None]) -> None:
        self._folder = path.absolute().parent
        self._shipped = shipped
        self.read: tuple[str, ...] = ()

    def document(self, name: str) -> Document | None:
        """The flow of that id, or None: an id is a plain word, so that no other file is ever read.

        Raises:
            ContentError: its text cannot be read.
        """
        found = self._shipped(name)
        if found is not None:
            self.read = (*self.read, f":{name}")
            return found
        path = self._folder / f"{name}.yaml"
        if not ID.match(name) or not path.is_file():
            return None
        self.read = (*self.read, str(path))
        return read_file(path)

    def names(self) -> Iterable[str]:
        """The shipped flows, then the files of the folder whose name may be that of a flow."""
        try:
            found = sorted(each.stem for each in self._folder.glob("*.yaml") if ID.match(each.stem))
        except OSError:
            found = []
        return (*_SHIPPED, *found)
