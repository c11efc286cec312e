"""Files of answers in what was brought: files, folders, and folders copied into those, one level down.

A file is known by what it holds, whatever it was renamed to. What is no answer is left aside, and told: no
link is followed, and neither their number nor their size can keep the machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from interview.rehearsal.session.folder import files
from interview.rehearsal.session.folder.files import AnswersFile, File, NotesFile, SessionFault, SessionFile

MOST_FILES, MOST_READ = 1_000, 200 * 1024**2
"""Files looked at in all the folders brought, and bytes read of them."""
TOLD_ASIDE = 8
"""So many are named; the others are counted."""
EMPTY = "« {path} » : aucun fichier de réponses, ni dans ses sous-dossiers."
_OURS = "reponses-"


class Found(msgspec.Struct, frozen=True):
    """What is in what was brought.

    Attributes:
        read: each file that was read, with its name.
        faults: of those that were given by name, or are named as answers, and cannot be read.
        aside: names of the others, each with why.
    """

    read: tuple[tuple[str, File], ...]
    faults: tuple[str, ...]
    aside: tuple[str, ...]


def found_in(paths: Sequence[Path], session: str) -> Found:
    """What can be read of *paths*, for the session of that id. Raises OSError for a file given by name."""
    seeker = _Seeker(session)
    for path in paths:
        if path.is_dir():
            seeker.folder(path)
        else:
            seeker.given(path)
    return Found(tuple(seeker.read), tuple(seeker.faults), tuple(seeker.aside))


class _Seeker:
    def __init__(self, session: str) -> None:
        self._session = session
        self._left, self._bytes = MOST_FILES, MOST_READ
        self.read: list[tuple[str, File]] = []
        self.faults: list[str] = []
        self.aside: list[str] = []

    def given(self, path: Path) -> None:
        """A file that was named: it is read, or it is a fault."""
        try:
            self.read.append((path.name, files.read_file(path)))
        except SessionFault as error:
            self.faults += error.faults

    def folder(self, folder: Path) -> None:
        """The files of a folder, then those of the folders in it."""
        before = len(self.read) + len(self.faults)
        for path in self._inside(folder):
            if path.is_symlink():
                self._leave(path.name, "un lien, qui n’est pas suivi")
            elif path.is_dir():
                self._below(path)
            else:
                self._look(path, path.name)
        if len(self.read) + len(self.faults) == before:
            aside = f" {aside_in_words(self.aside)}" if self.aside else ""
            self.faults.append(EMPTY.format(path=folder) + aside)

    def _below(self, folder: Path) -> None:
        for path in self._inside(folder):
            name = f"{folder.name}/{path.name}"
            if path.is_symlink():
                self._leave(name, "un lien, qui n’est pas suivi")
            elif path.is_dir():
                self._leave(name, "un dossier plus bas")
            else:
                self._look(path, name)

    def _inside(self, folder: Path) -> Iterator[Path]:
        """What is in *folder*, by name, hidden files left out; no more than may be looked at in all."""
        try:
            held = sorted(each for each in folder.iterdir() if not each.name.startswith("."))
        except OSError:
            self._leave(folder.name, "ne peut pas être lu")
            return
        for rank, each in enumerate(held):
            if self._left <= 0:
                self._leave(f"{folder.name} ({len(held) - rank})", "trop de fichiers")
                return
            self._left -= 1
            yield each

    def _look(self, path: Path, name: str) -> None:
        if path.suffix.lower() != ".json":
            self._leave(name)
            return
        try:
            size = path.stat().st_size
            if not path.is_file() or size > self._bytes:
                self._leave(name, "trop gros" if path.is_file() else "")
                return
            self._bytes -= size
            held = files.read_file(path)
        except SessionFault as error:
            if path.name.startswith(_OURS):
                self.faults += (each.replace(path.name, name, 1) for each in error.faults)
            else:
                self._leave(name)
        except OSError:
            self._leave(name, "ne peut pas être lu")
        else:
            self._take(name, held)

    def _take(self, name: str, held: File) -> None:
        """Take answers, and notes of the session; its own sheet, copied with them, goes without saying."""
        if isinstance(held, AnswersFile) or (isinstance(held, NotesFile) and held.session == self._session):
            self.read.append((name, held))
        elif not (isinstance(held, SessionFile) and held.id == self._session):
            self._leave(name, files.IN_WORDS[type(held)])

    def _leave(self, name: str, why: str = "") -> None:
        self.aside.append(f"{name} ({why})" if why else name)


def aside_in_words(aside: Sequence[str]) -> str:
    """« Laissé de côté : liste.txt, vieux/photos (un dossier plus bas). »"""
    told = ", ".join(aside[:TOLD_ASIDE])
    more = len(aside) - TOLD_ASIDE
    if more > 0:
        told += f", et {more} autre{'s' if more > 1 else ''}"
    return f"Laissé de côté : {told}."
