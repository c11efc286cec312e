"""What a session leaves in files: its report, and the wording it proposes."""

from __future__ import annotations

from pathlib import Path

from interview.rehearsal.session.folder.gathering import Session
from interview.rehearsal.session.reporting.proposing import proposal
from interview.rehearsal.session.reporting.report import Report, context_of, report_of

EXTENSIONS = {"texte": ".txt", "html": ".html", "pdf": ".pdf", "docx": ".docx", "json": ".json"}


def rendered(report: Report, form: str, *, brief: bool = False) -> str | bytes:
    """The report in one of the formats of :data:`EXTENSIONS`; ``brief`` is of the text. Raises SheetFault."""
    if form == "texte":
        from interview.rehearsal.session.reporting.text import text

        return text(report, brief=brief)
    if form == "json":
        from interview.rehearsal.session.reporting.as_json import written

        return written(report)
    from interview.settings import read_settings
    from templates import render_document

    return render_document(context_of(report), form, overrides=read_settings().templates_folder)


def folder_of(session: Session) -> Path:
    """Where what a session leaves is written: in its folder, or beside its exchange file."""
    return session.place.parent if session.in_one_file else session.place


def save_report(session: Session, form: str, *, reference: bool = True) -> Path:
    """Write the report beside the session; gives the file.

    Raises:
        SheetFault: it cannot be rendered.
        OSError: it cannot be written.
    """
    from interview.surroundings import write_whole

    content = rendered(report_of(session, reference=reference), form)
    hidden = "" if reference else "-sans-reference"
    name = f"compte-rendu-{session.sheet.day}{hidden}{EXTENSIONS[form]}"
    return write_whole(folder_of(session) / name, content)


def save_proposal(session: Session) -> Path:
    """Write the flow that proposes other words, under a name nothing has yet. Raises OSError."""
    from interview.surroundings import write_whole

    folder, stem = folder_of(session), f"propositions-{session.sheet.day}"
    names = (f"{stem}{f'-{rank}' if rank > 1 else ''}.yaml" for rank in range(1, 1_000))
    path = next(each for each in (folder / name for name in names) if not each.exists())
    return write_whole(path, proposal(session, report_of(session).figures, path.name))
