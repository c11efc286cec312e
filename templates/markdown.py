"""The Markdown writer: the tree remembers the text it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from templates.document import Document


def write(document: Document) -> str:
    """The Markdown of the document, as the template produced it."""
    return document.source
