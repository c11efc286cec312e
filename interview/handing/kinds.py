"""What a file to be imported is, by what it begins with: each kind has its own way in."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from store import opening

Kind: TypeAlias = Literal["transmission", "base", "grille", ""]
"""``transmission``: households handed over, encrypted. ``base``: a plain base. ``grille``: a spreadsheet or a
text, one situation a line. "": none that is known."""


def kind_of(path: Path) -> Kind:
    """What *path* is. Raises OSError: it cannot be read."""
    from interview.grid.reading import is_grid

    with path.open("rb") as file:
        if file.read(15) == b"SQLite format 3":
            return "base"
    if is_grid(path):
        return "grille"
    return "transmission" if opening.is_encrypted(path) else ""
