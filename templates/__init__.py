"""What is written: one Markdown template per document, one tree, several faithful forms.

The public face of the room. Nothing heavy is imported until a sheet is really rendered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from templates.access_context import AccesContext
from templates.context import (
    Accord,
    Action,
    Certitude,
    Consequences,
    Decision,
    Etape,
    FicheContext,
    Forme,
    Suite,
    Suivi,
    Trait,
    Voie,
)
from templates.faults import TemplateFault, UnknownFormat
from templates.flow_context import ParcoursContext, ReferencesContext, TextesContext
from templates.formats import FORMATS, Format, register

if TYPE_CHECKING:
    from pathlib import Path

    from templates.document import Document

__all__ = [
    "FORMATS",
    "AccesContext",
    "Accord",
    "Action",
    "Certitude",
    "Consequences",
    "Decision",
    "Document",
    "Etape",
    "FicheContext",
    "Format",
    "Forme",
    "ParcoursContext",
    "ReferencesContext",
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

Context: TypeAlias = AccesContext | FicheContext | ParcoursContext | TextesContext | ReferencesContext

TEMPLATES: dict[type, str] = {
    AccesContext: "acces.md.j2",
    FicheContext: "fiche.md.j2",
    ParcoursContext: "parcours.md.j2",
    TextesContext: "textes.md.j2",
    ReferencesContext: "references.md.j2",
}
"""The template of each document, by what it takes."""


def markdown_of(context: Context, overrides: Path | None = None) -> str:
    """The document as Markdown, the form every other one is made from."""
    from templates.engine import render

    return render(TEMPLATES[type(context)], context, overrides)


def document_of(context: Context, overrides: Path | None = None) -> Document:
    """The document as the tree the writers share: parse once, write several formats."""
    from templates.document import parse

    return parse(markdown_of(context, overrides), context.date)


def render_document(context: Context, format: str, *, overrides: Path | None = None) -> str | bytes:
    """The document in one format: text for md, html and texte; bytes for pdf and docx.

    Raises:
        SheetFault: its template, its format or its writer is at fault; it says which.
    """
    from templates.formats import find

    return find(format).write(document_of(context, overrides))


def render_fiche(
    context: FicheContext, format: str = "html", *, overrides: Path | None = None
) -> str | bytes:
    """The sheet in one format."""
    return render_document(context, format, overrides=overrides)


def preview(context: FicheContext, overrides: Path | None = None) -> object:
    """The sheet as a Rich renderable, for a terminal."""
    from templates.terminal import renderable

    return renderable(document_of(context, overrides))


def field_help() -> dict[str, str]:
    """Each field a template may use, as a dotted path, with its help in French."""
    from templates.context import field_help as describe

    return describe()


def __getattr__(name: str) -> object:
    if name == "Document":
        from templates.document import Document

        return Document
    raise AttributeError(f"module 'templates' has no attribute {name!r}")
