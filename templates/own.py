"""A document written with a team's own template and letterhead, and never lost because of them.

What is at fault is left out and told: the shipped template is used in place of the team's, the document
leaves without its letterhead. `templates.render_document` and `document_of` are strict; these are not.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from templates import Context, bears_letterhead, document_of, format_of, tree_of
from templates.faults import SheetFault, TemplateFault

if TYPE_CHECKING:
    from templates.document import Document

NO_FOLDER = "le dossier de vos modèles est introuvable."
LOOK_FOR_IT = "Vérifiez le réglage «\u00a0modeles\u00a0», ou que le disque partagé est branché."


class Drawn(msgspec.Struct, frozen=True):
    """A document, and what of the team's own could not be used for it."""

    document: Document
    faults: tuple[SheetFault, ...] = ()


class Written(msgspec.Struct, frozen=True):
    """A file, and what of the team's own could not be used for it."""

    content: str | bytes
    faults: tuple[SheetFault, ...] = ()


def drawn(context: Context, folder: Path | None, template: str = "") -> Drawn:
    """The document as a tree. Raises SheetFault only where the shipped template is at fault.

    Args:
        folder: the team's own templates.
        template: another template than that of the document.
    """
    if folder is None:
        return Drawn(document_of(context, None, template))
    if not folder.is_dir():
        return Drawn(document_of(context, None, template), (_no_folder(folder),))
    faults: list[SheetFault] = []
    try:
        document = tree_of(context, folder, template)
    except SheetFault as fault:
        faults.append(fault)
        document = tree_of(context, None, template)
    if not template and bears_letterhead(context):
        document = _headed(document, folder, faults)
    return Drawn(document, tuple(faults))


def written(context: Context, format: str, folder: Path | None) -> Written:
    """The document in one format. Raises SheetFault only where it is not the team's own that fails."""
    asked = format_of(context, format)
    made = drawn(context, folder, asked.template)
    try:
        return Written(asked.write(made.document), made.faults)
    except SheetFault as fault:
        if folder is None:
            raise
        content = asked.write(document_of(context, None, asked.template))
        return Written(content, (*made.faults, fault))


def _headed(document: Document, folder: Path, faults: list[SheetFault]) -> Document:
    from templates.letterhead import headed

    try:
        return headed(document, folder)
    except SheetFault as fault:
        faults.append(fault)
        return document


def _no_folder(folder: Path) -> TemplateFault:
    return TemplateFault(
        file=str(folder), line=None, field=None, problem=NO_FOLDER, advice=LOOK_FOR_IT, code="M001"
    )
