"""What is written: one Markdown template per document, one tree, several faithful forms.

The public face of the room. Nothing heavy is imported until a sheet is really rendered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from templates.access_context import AccesContext
from templates.bilan_context import BilanContext
from templates.case_context import CasContext
from templates.context import (
    Accord,
    Action,
    Certitude,
    Consequences,
    Decision,
    Etape,
    FicheContext,
    Forme,
    Sortie,
    Suite,
    Suivi,
    Trait,
    Voie,
)
from templates.dossier_context import DossierContext
from templates.faults import TemplateFault, UnknownFormat
from templates.flow_context import ParcoursContext, ReferencesContext, TextesContext
from templates.formats import FORMATS, Format, register
from templates.recap_context import EtapeAVenir, RecapContext
from templates.retour_context import RetourContext
from templates.session_context import SeanceContext

if TYPE_CHECKING:
    from pathlib import Path

    from templates.document import Document

__all__ = [
    "FORMATS",
    "AccesContext",
    "Accord",
    "Action",
    "BilanContext",
    "CasContext",
    "Certitude",
    "Consequences",
    "Decision",
    "Document",
    "DossierContext",
    "Etape",
    "EtapeAVenir",
    "FicheContext",
    "Format",
    "Forme",
    "ParcoursContext",
    "RecapContext",
    "ReferencesContext",
    "RetourContext",
    "SeanceContext",
    "Sortie",
    "Suite",
    "Suivi",
    "TemplateFault",
    "TextesContext",
    "Trait",
    "UnknownFormat",
    "Voie",
    "document_of",
    "field_help",
    "markdown_of",
    "preview",
    "register",
    "render_document",
    "render_fiche",
]

Context: TypeAlias = (
    AccesContext
    | BilanContext
    | CasContext
    | DossierContext
    | FicheContext
    | ParcoursContext
    | RecapContext
    | ReferencesContext
    | RetourContext
    | SeanceContext
    | TextesContext
)

TEMPLATES: dict[type, str] = {
    AccesContext: "acces.md.j2",
    BilanContext: "bilan.md.j2",
    CasContext: "cas.md.j2",
    DossierContext: "dossier.md.j2",
    FicheContext: "fiche.md.j2",
    ParcoursContext: "parcours.md.j2",
    TextesContext: "textes.md.j2",
    ReferencesContext: "references.md.j2",
    RecapContext: "recapitulatif.md.j2",
    RetourContext: "retour.md.j2",
    SeanceContext: "seance.md.j2",
}
"""The template of each document, by what it takes."""
LARGE: tuple[type, ...] = (RecapContext,)
"""Documents to be read at home: letters of 14 points at least, and air."""
LETTERHEAD: tuple[type, ...] = (AccesContext, BilanContext, DossierContext, FicheContext, SeanceContext)
"""Documents that always bear the team's letterhead; see `bears_letterhead`."""


def markdown_of(context: Context, overrides: Path | None = None) -> str:
    """The document as Markdown, the form every other one is made from."""
    from templates.engine import render

    return render(TEMPLATES[type(context)], context, overrides)


def document_of(context: Context, overrides: Path | None = None, template: str = "") -> Document:
    """The document as the tree the writers share: parse once, write several formats.

    Args:
        overrides: a team's own templates and letterhead.
        template: another template than that of the document.

    Raises:
        TemplateFault: a template or the letterhead is at fault.
    """
    document = tree_of(context, overrides, template)
    if overrides is None or template or not bears_letterhead(context):
        return document
    from templates.letterhead import headed

    return headed(document, overrides)


def tree_of(context: Context, overrides: Path | None = None, template: str = "") -> Document:
    """The same without a letterhead. Raises TemplateFault."""
    from templates.document import parse
    from templates.engine import render

    markdown = render(template or TEMPLATES[type(context)], context, overrides)
    return parse(markdown, context.date, large=isinstance(context, LARGE))


def bears_letterhead(context: Context) -> bool:
    """Whether the document bears the team's letterhead.

    The sheet handed to the person does only where the agent chose to name the service on it: others may
    read it at home.
    """
    if isinstance(context, RecapContext):
        return bool(context.service)
    return isinstance(context, LETTERHEAD)


def render_document(context: Context, format: str, *, overrides: Path | None = None) -> str | bytes:
    """The document in one format: text for md, html and texte; bytes for pdf and docx.

    Raises:
        SheetFault: its template, its format or its writer is at fault; it says which.
    """
    asked = format_of(context, format)
    return asked.write(document_of(context, overrides, asked.template))


def format_of(context: Context, format: str) -> Format:
    """The format of that name. Raises UnknownFormat, also for one this document does not take."""
    from templates.formats import find

    asked = find(format)
    if asked.template and not isinstance(context, FicheContext):
        raise UnknownFormat(format, tuple(name for name, each in FORMATS.items() if not each.template))
    return asked


def render_fiche(
    context: FicheContext, format: str = "html", *, overrides: Path | None = None
) -> str | bytes:
    """The sheet in one format."""
    return render_document(context, format, overrides=overrides)


def preview(context: FicheContext, overrides: Path | None = None) -> object:
    """The sheet as a Rich renderable, for a terminal; the team’s own never keeps it from being shown."""
    from templates.own import drawn
    from templates.terminal import renderable

    return renderable(drawn(context, overrides).document)


def field_help() -> dict[str, str]:
    """Each field a template may use, as a dotted path, with its help in French."""
    from templates.context import field_help as describe

    return describe()


def __getattr__(name: str) -> object:
    if name == "Document":
        from templates.document import Document

        return Document
    raise AttributeError(f"module 'templates' has no attribute {name!r}")
