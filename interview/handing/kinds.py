"""What a file to be imported is, by what it begins with: each kind has its own way in."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from store import opening

Kind: TypeAlias = Literal["transmission", "base", ""]
"""``transmission``: households handed over, encrypted. ``base``: a plain base. "": none that is known."""


def kind_of(path: Path) -> Kind:
    """What *path* is. Raises OSError: it cannot be read."""
    if opening.is_encrypted(path):
        return "transmission"
    with path.open("rb") as file:
        return "base" if file.read(15) == b"SQLite format 3" else ""
