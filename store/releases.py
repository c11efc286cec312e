"""Figures that were handed out: counts only, kept so that the next ones are masked against them.

What a release says is JSON text that this room does not read. It names nobody, and holds no reference: an
erasure has nothing to take out of it. It belongs to the base where it was made: copied and restored with it,
never handed over; a rebuild of the tables from the journal leaves it as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from .errors import translated
from .opening import atomic

if TYPE_CHECKING:
    from .base import Base


class Kept(Struct, frozen=True):
    """A release: its number, when it was handed out (milliseconds since 1970 UTC), and its JSON text."""

    number: int
    at: int
    told: str


def add(base: Base, told: str, at: int) -> Kept:
    """Keep a release, durably. Raises StoreError."""
    with translated(base.path, "ecriture"), atomic(base.connection):
        made = base.connection.execute("INSERT INTO figures_release (at, told) VALUES (?, ?)", (at, told))
        number = int(made.lastrowid or 0)
    return Kept(number, at, told)


def listed(base: Base) -> list[Kept]:
    """Every release, the oldest first. Raises StoreError."""
    with translated(base.path, "lecture"):
        rows = base.connection.execute("SELECT number, at, told FROM figures_release ORDER BY number")
        return [Kept(*row) for row in rows]
