"""What the safety of publication reasons on: counts, and what any reader knows ties them together."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

THRESHOLD = 5
"""Counts of 1 to 4 are hidden unless a team sets otherwise."""

Kind = Literal["somme", "inclusion", "recouvrement", "double"]
"""``somme``: the parts add up to the whole, each situation in one. ``inclusion``: each part is some of the
whole. ``recouvrement``: each part is some of the whole, several may hold, and nobody is in none.
``double``: the whole is twice each part at least (situations of the households that have two or more)."""

Nesting = Literal["dedans", "autour", "meme", "ailleurs"]
"""Where an earlier release stands: within the new one, around it, on the very same scope, since corrected, or
elsewhere: nothing of one is in the other, and both may be within a third."""


class Cell(Struct, frozen=True):
    """A count that would be shown.

    Attributes:
        name: says what is counted, the same from one release to the next (``formes/non_demande``).
        value: how many, not negative.
        weight: what hiding it costs the reader, beside another cell: a total that everything is read against
            weighs more than the row of a table.
    """

    name: str
    value: int
    weight: float = 1.0


class Relation(Struct, frozen=True):
    """What a reader knows ties counts together, by definition: names of cells.

    Attributes:
        complement: what is in the whole and not in a part says something of people (« have not that form »),
            so that it is guarded as a count is. False where it only says that nothing was recorded.
    """

    kind: Kind
    whole: str
    parts: tuple[str, ...]
    complement: bool = True


class Release(Struct, frozen=True):
    """Counts that go out together, in however many tables; ``hidden`` are the cells that are not shown.

    A release that went out is kept whole, hidden values too: it stays in the base, never in the document.
    """

    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...] = ()
    hidden: frozenset[str] = frozenset()


class Earlier(Struct, frozen=True):
    """A release that the same readers may hold, and where its scope stands beside the new one's.

    ``apart`` and ``within`` are ranks in the same sequence of earlier releases: those that share no situation
    with this one, and those that hold all of its own.

    ``threshold`` is the one it was masked under, 0 where that is not known: the very same counts under the
    very same threshold go out masked as they were.
    """

    release: Release
    nesting: Nesting
    threshold: int = 0
    apart: frozenset[int] = frozenset()
    within: frozenset[int] = frozenset()
