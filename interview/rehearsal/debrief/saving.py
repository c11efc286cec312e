"""A debrief written: on the standard output, or in a file. It holds nothing of anybody: no gate is needed."""

from __future__ import annotations

from pathlib import Path

from interview.conversation import Workplace
from interview.rehearsal.alone.attempts import short_id
from interview.rehearsal.alone.kept import ReadAttempt
from interview.rehearsal.debrief.computing import debrief_of
from interview.rehearsal.debrief.content import context_of
from interview.rehearsal.debrief.model import Debrief
from interview.surroundings import write_whole
from templates import FORMATS
from templates.own import written


def debrief_read(read: ReadAttempt) -> Debrief:
    """The debrief of an attempt of the file."""
    return debrief_of(read.flow, read.case, read.attempt, read.reference)


def rendered(place: Workplace, read: ReadAttempt, format: str) -> str | bytes:
    """The debrief of an attempt in one format. Raises SheetFault."""
    context = context_of(debrief_read(read), changed=read.changed)
    return written(context, format, place.settings.templates_folder).content


def save_debrief(place: Workplace, read: ReadAttempt, format: str, target: Path | None = None) -> Path:
    """Write it to *target*, by default beside where the agent stands.

    Raises:
        SheetFault: it cannot be made; nothing is written.
        OSError: the file cannot be written.
    """
    content = rendered(place, read, format)
    return write_whole(target or Path.cwd() / file_name(read, format), content)


def file_name(read: ReadAttempt, format: str) -> str:
    """« retour-06-quatre-retours-a1b2c3.pdf »."""
    return f"retour-{read.case.name}-{short_id(read.attempt.id)}{FORMATS[format].extension}"
