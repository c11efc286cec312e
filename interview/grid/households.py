"""The households of a file being brought in: what its codes mean in this base, which new or erased."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from interview.identifiers import Chooser, PseudonymError, new_pseudonym, read_pseudonym
from store import bulk
from store.privacy import marks


class Households:
    """Inside the transaction of the import.

    Attributes:
        meant: the household of each code looked up.
        new: those that the base did not have.
        erased: those that were erased from it.
    """

    def __init__(self, connection: sqlite3.Connection, draw: Chooser) -> None:
        self._connection = connection
        self._draw = draw
        self._known: dict[str, str] | None = None
        self._some_erased = bulk.any_erased(connection)
        self.meant: dict[str, str] = {}
        self.new: set[str] = set()
        self.erased: set[str] = set()

    def look_up(self, codes: Sequence[str]) -> None:
        """The households that these codes mean here, and which of them are new or erased."""
        unmet = [each for each in dict.fromkeys(codes) if each not in self.meant]
        drawn = self._pseudonyms([each for each in unmet if not _is_pseudonym(each)])
        met = {each: drawn.get(each, each) for each in unmet}
        self.meant |= met
        households = [each for each in met.values() if each not in self.new]
        self.new |= set(households) - bulk.households_among(self._connection, households)
        self.erased |= {met[each] for each in unmet if self.is_erased(each, met[each])}

    def is_erased(self, *names: str) -> bool:
        """Whether one of these codes or references was erased from this base."""
        return self._some_erased and any(marks.is_erased(self._connection, each) for each in names)

    def _pseudonyms(self, codes: Sequence[str]) -> dict[str, str]:
        """The household that each code of the team means here: the same for ever, and drawn at random."""
        if codes and self._known is None:
            self._known = bulk.said_by_household(self._connection, "grille", "menage")
        known = self._known if self._known is not None else {}
        wanted = [each for each in codes if each not in known]
        while wanted:
            drawn = {each: self._drawn() for each in wanted}
            taken = bulk.households_among(self._connection, drawn.values())
            self.new -= taken
            wanted = [each for each in wanted if drawn[each] in taken]
            known |= {code: each for code, each in drawn.items() if each not in taken}
        return {each: known[each] for each in codes}

    def _drawn(self) -> str:
        """A household that nothing of this file has been given yet."""
        drawn = new_pseudonym(self._draw)
        while drawn in self.new:
            drawn = new_pseudonym(self._draw)
        self.new.add(drawn)
        return drawn


def _is_pseudonym(code: str) -> bool:
    if len(code) != len("7K3Q-2P6"):
        return False
    try:
        return read_pseudonym(code) == code
    except PseudonymError:
        return False
