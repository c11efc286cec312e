"""The one list of formats. A new writer is a module with `write(document)` and one `register` call."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import msgspec

from templates.faults import UnknownFormat

if TYPE_CHECKING:
    from templates.document import Document


class Format(msgspec.Struct, frozen=True):
    """A format a document can take; `module` is imported only when the format is asked for."""

    name: str
    label: str
    extension: str
    module: str
    template: str = ""
    """The template of a format with words of its own, for a fiche mémoire only; else the document's."""

    def write(self, document: Document) -> str | bytes:
        """Write the tree with this format's own writer."""
        written: str | bytes = import_module(self.module).write(document)
        return written


FORMATS: dict[str, Format] = {}


def register(new: Format) -> None:
    """Add a format, or replace the one of the same name."""
    FORMATS[new.name] = new


def find(name: str) -> Format:
    """The format of that name, or a fault naming those that exist."""
    try:
        return FORMATS[name]
    except KeyError:
        raise UnknownFormat(name, tuple(FORMATS)) from None


register(Format("html", "page web accessible", ".html", "templates.html"))
register(Format("pdf", "PDF accessible", ".pdf", "templates.pdf"))
register(Format("texte", "texte seul", ".txt", "templates.text"))
register(Format("md", "Markdown", ".md", "templates.markdown"))
register(Format("docx", "document Word", ".docx", "templates.docx"))
register(Format("aplus", "texte pour Administration+", ".aplus.txt", "templates.form_text", "aplus.md.j2"))
