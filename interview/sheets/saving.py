"""A sheet written to a file: remembered by the base first, then written whole."""

from __future__ import annotations

from pathlib import Path

from interview.access import sheet_written
from interview.conversation import Conversation
from interview.sheets.content import sheet_of
from interview.surroundings import write_whole
from templates import FORMATS, render_fiche


def save_sheet(held: Conversation, rank: int, format: str, target: Path | None) -> Path:
    """Write the sheet of a situation to *target*, by default beside where the agent stands.

    Raises:
        SheetFault: the sheet cannot be made.
        StoreError: the base cannot remember it; the file is not written.
        OSError: the file cannot be written.
    """
    own = held.workplace.settings.templates_folder
    content = render_fiche(sheet_of(held, rank), format, overrides=own)
    path = target or Path.cwd() / f"fiche-{held.situation_reference(rank)}{FORMATS[format].extension}"
    sheet_written(held, rank, path, content)
    return write_whole(path, content)
