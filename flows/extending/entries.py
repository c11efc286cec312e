"""The catalogue entries that a flow carries, held to the rules of the whole catalogue."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from flows.catalogue import Catalogue
from flows.catalogue_file import LocalCatalogue
from flows.checks.catalogue import catalogue_faults
from flows.faults import Fault, Path
from flows.grammar import FlowFile
from flows.reading import Document
from flows.shape import describe

HERE = "catalogue_local"


def entry_faults(document: Document, file: FlowFile, catalogue: Catalogue) -> Iterator[Fault]:
    """Every fault of the entries of *file*, read with the common catalogue."""
    local = file.local_catalogue
    if local is None:
        return
    common = catalogue.common
    taken = set(_taken(local, common))
    for path in sorted(taken, key=str):
        name = (
            path[1] if isinstance(path[1], str) else describe(document.data, (HERE, *path)).split(" › ")[-1]
        )
        found = f"« {name} » est déjà dans le catalogue « {common.file.id} », version {common.file.version}"
        remedy = "Si c’est la même chose, retirez cette entrée ; sinon, donnez-lui un autre code."
        expected = "un code que le catalogue n’a pas"
        yield document.fault(
            "P084", (HERE, *path), describe(document.data, (HERE, *path)), found, expected, remedy=remedy
        )
    whole = common.completed(_without(local, taken)).file
    ranks = {
        kind: [rank for rank in range(count) if (kind, rank) not in taken]
        for kind, count in (
            ("prestations", len(local.benefits)),
            ("organismes", len(local.organisms)),
            ("ambigus", len(local.ambiguous)),
        )
    }
    first = {
        "prestations": len(common.file.benefits),
        "organismes": len(common.file.organisms),
        "ambigus": len(common.file.ambiguous),
    }
    for told in catalogue_faults(whole):
        own = _own(told.path, local, ranks, first)
        if own is not None:
            place = (HERE, *own)
            node = describe(document.data, place)
            yield document.fault(told.code, place, node, told.found, told.expected, nearest=told.near)


def _taken(local: LocalCatalogue, common: Catalogue) -> Iterator[Path]:
    """Where the local entries stand whose name the common catalogue has."""
    yield from (("sources", name) for name in local.sources if name in common.file.sources)
    yield from (("voies", name) for name in local.recourses if name in common.file.recourses)
    for rank, benefit in enumerate(local.benefits):
        if benefit.code in common.benefits:
            yield "prestations", rank
    for rank, organism in enumerate(local.organisms):
        if organism.code in common.organisms:
            yield "organismes", rank


def _without(local: LocalCatalogue, taken: set[Path]) -> LocalCatalogue:
    return msgspec.structs.replace(
        local,
        sources={name: each for name, each in local.sources.items() if ("sources", name) not in taken},
        recourses={name: each for name, each in local.recourses.items() if ("voies", name) not in taken},
        benefits=tuple(
            each for rank, each in enumerate(local.benefits) if ("prestations", rank) not in taken
        ),
        organisms=tuple(
            each for rank, each in enumerate(local.organisms) if ("organismes", rank) not in taken
        ),
    )


def _own(
    path: Path, local: LocalCatalogue, ranks: dict[str, list[int]], first: dict[str, int]
) -> Path | None:
    """The same place among the local entries; None for what belongs to the common catalogue."""
    if len(path) < 2:
        return None
    kind, name, *rest = path
    if kind == "sources":
        return path if name in local.sources else None
    if kind == "voies":
        return path if name in local.recourses else None
    if isinstance(name, int) and kind in first and name >= first[str(kind)]:
        return (kind, ranks[str(kind)][name - first[str(kind)]], *rest)
    return None
