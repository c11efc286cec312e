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
from flows.compiled import Kept, remembered, remembered_chain
from flows.faults import ContentError
from flows.flow import Flow
from flows.grammar import FlowFile

if TYPE_CHECKING:
    from flows.reading import Document

SHIPPED = "non-recours"


def load_flow(path: FilePath | None = None, catalogue: Catalogue | None = None) -> Flow:
    """The flow of *path*, or the shipped one. Raises ContentError with every fault."""
    catalogue = (catalogue or load_catalogue()).common
    if path is None:
        source = _shipped_text(SHIPPED)
        file = remembered(SHIPPED, source, FlowFile, lambda: _flow_file(_parsed(SHIPPED, source)))
        return Flow(file, source, catalogue)
    kept = remembered_chain(path, catalogue.file, _shipped_text, lambda: _read_whole(path, catalogue))
    return Flow(kept.file, kept.source, catalogue.completed(kept.file.local_catalogue))


def flow_from_text(source: str, name: str, catalogue: Catalogue) -> Flow:
    """The flow written in *source*, whole. Raises ContentError with every fault.

    Entries of a town that it carries stand for those of *catalogue*, whatever that has become since.
    """
    from flows.reading import read_text

    file = _flow_file(read_text(source, name))
    return Flow(file, source, catalogue.completed(file.local_catalogue))


def archived_flow(source: str, name: str, catalogue: Catalogue) -> Flow:
    """The flow written in *source*, under which records were made. Raises ContentError.

    It was checked before the first of them: checks made stricter since must not close old records.
    """
    from flows.reading import read_text
    from flows.shape import fit

    file = fit(read_text(source, name), FlowFile)
    return Flow(file, source, catalogue.completed(file.local_catalogue))


def _read_whole(path: FilePath, catalogue: Catalogue) -> Kept:
    """The flow of *path*, completed by those it extends. Raises ContentError with every fault."""
    from flows.checks.reasoning import reasoning_faults
    from flows.extending import complete, is_local, read_checked
    from flows.extending.shelf import Shelf
    from flows.reading import read_file

    document, shelf = read_file(path), Shelf(path, shipped_document)
    whole = complete(document, shelf) if is_local(document) else document
    file = read_checked(whole, lambda each: _flow_file(each, catalogue))
    flow = Flow(file, whole.source, catalogue.completed(file.local_catalogue))
    faults = [each for each in reasoning_faults(whole, flow) if not each.advice]
    if faults:
        raise ContentError(faults)
    return Kept(file=file, source=whole.source, others=shelf.read)


def shipped_document(name: str) -> Document | None:
    """The shipped flow of that id, as a document; None for any other name."""
    return _parsed(name, _shipped_text(name)) if name == SHIPPED else None


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


def _flow_file(document: Document, catalogue: Catalogue | None = None) -> FlowFile:
    from flows.checks import flow_file

    return flow_file(document, catalogue)


def _catalogue_file(document: Document) -> CatalogueFile:
    from flows.checks import catalogue_file

    return catalogue_file(document)
