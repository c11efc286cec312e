"""The sessions last held on this machine: where they are, and how many people were awaited.

A convenience and nothing more: a list that cannot be read or written never stops anybody.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import field

FILE_NAME = "seances.json"
MOST = 12


class Recent(msgspec.Struct, frozen=True):
    """One session.

    Attributes:
        place: its folder or its exchange file, absolute.
        at: when it was last opened, in ms.
        expected: how many people were awaited, 0 where nobody said.
    """

    place: str = field(name="dossier")
    title: str = field(name="titre")
    at: int = field(name="ouvert_le")
    expected: int = field(name="attendus", default=0)


class RecentSessions:
    """The list, the last opened first.

    Args:
        path: its file; made when something is first remembered.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def all(self) -> tuple[Recent, ...]:
        """Those that are still there."""
        return tuple(each for each in self._read() if Path(each.place).exists())

    def expected(self, place: Path) -> int:
        """How many people are awaited, 0 where nobody said."""
        return next((each.expected for each in self._read() if each.place == _named(place)), 0)

    def remember(self, place: Path, title: str, at: int, expected: int | None = None) -> None:
        """Put that session first; *expected* stays what it was where it is None."""
        kept = self.expected(place) if expected is None else expected
        others = [each for each in self._read() if each.place != _named(place)]
        self._write([Recent(_named(place), title, at, kept), *others][:MOST])

    def forget(self, place: Path) -> None:
        """Take it off the list; its files are left alone."""
        self._write([each for each in self._read() if each.place != _named(place)])

    def _read(self) -> list[Recent]:
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=list[Recent])
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return []

    def _write(self, held: list[Recent]) -> None:
        from interview.surroundings import write_whole

        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, msgspec.json.format(msgspec.json.encode(held), indent=2) + b"\n")


def _named(place: Path) -> str:
    return str(place.absolute())
