"""Where one rehearses on the screen: a workplace without a base, and the file of rehearsals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from interview.conversation import Workplace
from interview.rehearsal.alone.kept import ReadAttempt, Shelf
from interview.rehearsal.alone.playing import Attempt, Practice
from interview.rehearsal.cases.collection import TrainingCase
from store.rehearsals import RehearsalFile

if TYPE_CHECKING:
    from interview.rehearsal.alone.progress import Progress


class Rehearsing:
    """Opens the file of rehearsals the first time something is asked of it.

    Args:
        place: where one rehearses; it has no base.
        path: the file of rehearsals.
    """

    def __init__(self, place: Workplace, path: Path) -> None:
        self.place = place
        self.path = path
        self._shelf: Shelf | None = None

    @property
    def shelf(self) -> Shelf:
        """The attempts that are kept. Raises StoreError."""
        if self._shelf is None:
            self._shelf = Shelf(RehearsalFile.open(self.path), self.place.machine.flow)
        return self._shelf

    def begin(self, case: TrainingCase) -> Practice:
        """A new attempt at *case*. Raises ContentError, StoreError."""
        return Practice.begin(self.place, case, self.shelf.keep)

    def resume(self, attempt: UUID) -> Practice:
        """An attempt that was left. Raises ContentError, StoreError."""
        return Practice.take_up(self.place, self.shelf.keep, attempt)

    def again_from(self, earlier: Attempt, question: str, rank: int) -> Practice:
        """A new attempt that begins at one question of an earlier one. Raises ContentError, StoreError."""
        return Practice.again_from(self.place, self.shelf.keep, earlier, question, rank)

    def save(self, read: ReadAttempt, format: str) -> Path:
        """The return of an attempt, in a file. Raises OSError, SheetFault."""
        from interview.rehearsal.debrief.saving import save_debrief

        return save_debrief(self.place, read, format)

    def progress(self) -> Progress:
        """What was rehearsed over time. Raises ContentError, StoreError."""
        from interview.rehearsal.alone.progress import progress_of

        return progress_of(self.shelf.read_all())

    def forget(self, *attempts: UUID) -> None:
        """Erase attempts: nothing of them stays. Raises StoreError."""
        self.shelf.keep.forget(*attempts)

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._shelf is not None:
            self._shelf.keep.close()
            self._shelf = None


def usual() -> Rehearsing:
    """Under the flow of the settings, in the usual file. Raises ContentError."""
    from interview.surroundings import workplace
    from store import rehearsals_path

    return Rehearsing(workplace(None), rehearsals_path())
