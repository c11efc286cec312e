"""What leaves: rendered, noted in the access log, kept so that the next figures are masked beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from interview import access
from interview.bilan.releases import keep
from interview.bilan.report import context_of
from interview.bilan.service import Bilan
from interview.dossier.service import base_of
from interview.surroundings import write_whole
from templates import FORMATS, render_document

if TYPE_CHECKING:
    from interview.conversation import Workplace
    from interview.figures.shown import Mode

Form = Literal["texte", "json", "html", "pdf", "docx", "xlsx"]
FORMS: tuple[Form, ...] = get_args(Form)
ON_SCREEN: tuple[Form, ...] = ("texte", "json")
"""What is written on the standard output where no file is named."""
_OTHERS: dict[str, str] = {"json": ".json", "xlsx": ".xlsx"}
EXPORT_REFERENCE = "bilan"
"""What the access log says a line about figures is about: nobody."""


def mode_of(form: Form, target: Path | None, chosen: Mode | None) -> Mode:
    """What is chosen; else, whole for the agent's own screen, shareable for a file."""
    if chosen is not None:
        return chosen
    return "complet" if target is None and form in ON_SCREEN else "partageable"


def rendered(place: Workplace, bilan: Bilan, form: Form) -> str | bytes:
    """The figures in one format. Raises SheetFault, of the template or of the writer."""
    if form == "json":
        from interview.bilan.as_json import written

        return written(bilan)
    if form == "xlsx":
        from interview.bilan.workbook import workbook

        return workbook(bilan)
    if form == "texte":
        from interview.bilan.text import text

        return text(context_of(bilan, place.settings), explained=True) + "\n"
    return render_document(context_of(bilan, place.settings), form, overrides=place.settings.templates_folder)


def write(place: Workplace, bilan: Bilan, form: Form, target: Path | None = None) -> Path:
    """Write the figures to *target*, by default beside where the agent stands; noted once they are there.

    Raises:
        SheetFault: they cannot be rendered; nothing is written.
        StoreError: the base cannot keep what leaves; nothing is written.
        OSError: the file cannot be written.
    """
    content = rendered(place, bilan, form)
    gone(place, bilan)
    return write_whole(target or Path.cwd() / file_name(bilan, form), content)


def gone(place: Workplace, bilan: Bilan) -> str:
    """Note that these figures leave, and keep them where others must be masked by them.

    Returns:
        A sentence to tell when the access log could not be written, else "".

    Raises:
        StoreError: they could not be kept: they must not leave.
    """
    shareable = bilan.figures.mode == "partageable"
    if shareable:
        keep(base_of(place), bilan.leaving, bilan.end)
    return access.note(place, "bilan" if shareable else "bilan_complet", EXPORT_REFERENCE)


def file_name(bilan: Bilan, form: Form) -> str:
    """« bilan-2026-01-2026-06.html », « bilan-complet.xlsx »."""
    subject = bilan.subject
    told = [subject.since, subject.until if subject.until != subject.since else ""]
    told += [subject.service, subject.territory, subject.organism, *subject.benefits, subject.domain]
    told += ["complet"] if bilan.figures.mode == "complet" else []
    extension = _OTHERS.get(form) or FORMATS[form].extension
    return "-".join(["bilan", *(each for each in told if each)]) + extension
