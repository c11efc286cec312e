"""A sheet that leaves: through the gate, remembered by the base first, then written whole."""

from __future__ import annotations

from pathlib import Path

from interview.access import note, sheet_written
from interview.conversation import Conversation
from interview.guarding import refuse_names
from interview.models.own import own_notice
from interview.sheets.content import sheet_of, whole_sheet_of
from interview.sheets.gate import GateClosed, gate_of
from interview.surroundings import write_whole
from templates import FORMATS, FicheContext
from templates.own import written


def save_sheet(held: Conversation, rank: int, format: str, target: Path | None) -> Path:
    """Write the sheet of a situation to *target*, by default beside where the agent stands.

    Raises:
        SheetFault: the sheet cannot be made.
        GateClosed: it may not leave.
        StoreError: the base cannot remember it; the file is not written.
        OSError: the file cannot be written.
    """
    content = written(sheet_to_leave(held, rank, format), format, own_folder(held)).content
    path = target or Path.cwd() / f"fiche-{held.situation_reference(rank)}{FORMATS[format].extension}"
    sheet_written(held, rank, path, content)
    return write_whole(path, content)


def print_sheet(held: Conversation, rank: int, format: str) -> tuple[str, str]:
    """The sheet of a situation for the standard output, and what to tell beside it, or "".

    Raises:
        SheetFault: the sheet cannot be made.
        GateClosed: it may not leave.
    """
    content = written(sheet_to_leave(held, rank, format), format, own_folder(held)).content
    return str(content), note(held.workplace, "fiche", held.situation_reference(rank))


def own_folder(held: Conversation) -> Path | None:
    """The team's own templates and letterhead."""
    return held.workplace.settings.templates_folder


def notice_of(held: Conversation, rank: int, format: str = "texte") -> str:
    """What to tell where the team's own template or letterhead could not serve for that sheet, else "".

    Raises:
        NamesSomebody: as :func:`sheet_of`.
    """
    if own_folder(held) is None:
        return ""
    return own_notice(sheet_of(held, rank), own_folder(held), format)


def sheet_to_leave(held: Conversation, rank: int, format: str) -> FicheContext:
    """What the sheet says, once nothing keeps it in: names first, then the agreement.

    Raises:
        NamesSomebody: one of its texts may name somebody, and nobody said to keep it.
        GateClosed: the person has not agreed, and no reason is recorded.
    """
    refuse_names(held, rank)
    gate = gate_of(held, rank)
    if not gate.open:
        raise GateClosed(gate)
    # What is pasted into a form has no page to hold on.
    return whole_sheet_of(held, rank) if format == "aplus" else sheet_of(held, rank)
