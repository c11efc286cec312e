"""The copies of the base that an erasure must go through."""

from __future__ import annotations

from pathlib import Path

from interview.settings import Backups
from store import backup
from store.errors import BaseLocked

USUAL_FOLDER = "sauvegardes"


def copy_folder(base: Path, settings: Backups) -> Path:
    """The folder of the copies of *base*."""
    return Path(settings.folder).expanduser() if settings.folder else base.parent / USUAL_FOLDER


def copies_in(folder: Path, base: Path) -> list[Path]:
    """Every copy of *base* in that folder, oldest first; what was left half-made is deleted.

    Raises:
        BaseLocked: one is being made.
    """
    backup.clear_unfinished(folder, base)
    for part in folder.glob(f"{base.stem}-*.part"):
        raise BaseLocked(part)
    return [each.path for each in reversed(backup.copies(folder, base))]
