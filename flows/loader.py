"""The door to content: the shipped flow, catalogue and cases, or a file of a team's own.

A flow that loads can be walked without surprises: every name resolves, every path goes down to an
end, every guard reads questions placed above it. All the faults of a file are told together.
"""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from flows.catalogue import Catalogue
from flows.catalogue_file import CatalogueFile
from flows.compiled import remembered
from flows.flow import Flow
from flows.grammar import FlowFile

if TYPE_CHECKING:
    from flows.reading import Document

SHIPPED = "non-recours"


def load_flow(path: FilePath | None = None, catalogue: Catalogue | None = None) -> Flow:
    """The flow of *path*, or the shipped one. Raises ContentError with every fault."""
    catalogue = catalogue or load_catalogue()
    if path is None:
        source = _shipped_text(SHIPPED)
        file = remembered(SHIPPED, source, FlowFile, lambda: _flow_file(_parsed(SHIPPED, source)))
        return Flow(file, source, catalogue)
    from flows.reading import read_file

    document = read_file(path)
    return Flow(_flow_file(document), document.source, catalogue)


def flow_from_text(source: str, name: str, catalogue: Catalogue) -> Flow:
    """The flow written in *source*, e.g. one kept in the archive of a base."""
    from flows.reading import read_text

    return Flow(_flow_file(read_text(source, name)), source, catalogue)


def load_catalogue(path: FilePath | None = None) -> Catalogue:
    """The catalogue of *path*, or the shipped one. Raises ContentError with every fault."""
    if path is None:
        source = _shipped_text("catalogue")
        file = remembered(
            "catalogue", source, CatalogueFile, lambda: _catalogue_file(_parsed("catalogue", source))
        )
        return Catalogue(file)
    from flows.reading import read_file

    return Catalogue(_catalogue_file(read_file(path)))


def shipped_cases() -> list[Traversable]:
    """The case files that come with the program, in order."""
    folder = resources.files("flows") / "cases"
    return sorted(
        (each for each in folder.iterdir() if each.name.endswith(".yaml")), key=lambda each: each.name
    )


def _shipped_text(name: str) -> str:
    return (resources.files("flows") / f"{name}.yaml").read_text("utf-8-sig")


def _parsed(name: str, source: str) -> Document:
    from flows.reading import read_text

    return read_text(source, f"flows/{name}.yaml")


def _flow_file(document: Document) -> FlowFile:
    from flows.checking import flow_file

    return flow_file(document)


def _catalogue_file(document: Document) -> CatalogueFile:
    from flows.checking import catalogue_file

    return catalogue_file(document)
