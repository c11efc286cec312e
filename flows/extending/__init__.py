"""A local flow made whole: the flow it extends, with what it changes.

The result is a document like any other: the checks of a flow run on it, and each fault is told in the
file and at the line that says it, the local file or one that it extends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from flows.extending.adding import add
from flows.extending.document import Merged, text_of
from flows.extending.merging import Merging
from flows.extending.reading import Local, local_file
from flows.extending.removing import remove
from flows.extending.reviewing import review
from flows.extending.rewording import reword
from flows.extending.shelf import ID
from flows.faults import ContentError, Fault, in_order, listed, nearest, shortened
from flows.grammar import FlowFile
from flows.reading import Document
from flows.shape import fit

__all__ = [
    "EXTENDS",
    "MAX_LEVELS",
    "Finder",
    "Merged",
    "complete",
    "concerning",
    "is_local",
    "read_checked",
    "told_once",
]

EXTENDS = "etend"
MAX_LEVELS = 5
"""Local files one over the other, at most: a town over its county is two."""


class Finder(Protocol):
    """Where flows are found by their id: never by a path, so that no other file can be read."""

    def document(self, name: str) -> Document | None:
        """The flow of that id, or None. Raises ContentError when its text cannot be read."""

    def names(self) -> Iterable[str]:
        """Every id it knows."""


def is_local(document: Document) -> bool:
    """Whether the document extends a flow, rather than being a whole one."""
    return isinstance(document.data, dict) and EXTENDS in document.data


def complete(document: Document, flows: Finder) -> Merged:
    """The whole flow that a local file makes with the one it extends.

    What cannot be merged is left out and told in ``faults``; what is worth rereading, in ``advice``.

    Raises:
        ContentError: nothing can be merged: a file is not of the right shape, the flow it extends
            cannot be found, or extends it in turn.
    """
    return _completed(document, flows, ())


def _completed(document: Document, flows: Finder, above: tuple[str, ...]) -> Merged:
    local = local_file(document)
    names = (*above, local.file.id)
    try:
        base = _base(local, flows, names)
        base = _completed(base, flows, names) if is_local(base) else base
        if not isinstance(base, Merged):
            fit(base, FlowFile)
    except ContentError as error:
        raise ContentError(told_once([*local.faults, *error.faults])) from None
    merging = Merging(local, base)
    reword(merging)
    add(merging)
    remove(merging)
    review(merging)
    whole = merging.whole
    if local.faults:
        raise ContentError(told_once([*local.faults, *whole.faults]))
    _head(merging)
    whole.source = text_of(whole.data)
    return whole


def _base(local: Local, flows: Finder, names: tuple[str, ...]) -> Document:
    """The flow that is extended. Raises ContentError when there is none to merge with."""
    name, document = local.file.extends, local.document
    if not (local.mended.sure((EXTENDS,)) and ID.match(name)):
        raise ContentError([])  # its shape is already told
    if name in names:
        loop = " → ".join([*names[names.index(name) :], name])
        remedy = "Un parcours local a un nom à lui, et étend un parcours qui ne l’étend pas."
        raise _refusal(document, "P081", f"« {name} » s’étend lui-même : {loop}", "un autre parcours", remedy)
    if len(names) > MAX_LEVELS:
        found = f"trop de parcours l’un sur l’autre : {' → '.join([*names, name])}"
        raise _refusal(document, "P082", found, f"{MAX_LEVELS} au plus", "Étendez un parcours plus proche.")
    base = flows.document(name)
    known = sorted(set(flows.names()) - set(names))
    if base is None:
        found = f"le parcours « {shortened(name)} » n’existe pas"
        remedy = (
            "Un parcours livré, ou un fichier de ce nom (« nom.yaml ») dans le même dossier que celui-ci."
        )
        raise _refusal(document, "P080", found, listed(known), remedy, nearest(name, known))
    own = base.data.get("parcours") if isinstance(base.data, dict) else None
    if isinstance(own, str) and own != name:
        found = f"le fichier « {name}.yaml » contient le parcours « {shortened(own)} »"
        remedy = "Le nom d’un fichier et celui de son parcours doivent être les mêmes."
        raise _refusal(document, "P089", found, f"le parcours « {name} »", remedy)
    return base


def _refusal(
    document: Document, code: str, found: str, expected: str, remedy: str, near: str = ""
) -> ContentError:
    fault = document.fault(code, (EXTENDS,), EXTENDS, found, expected, nearest=near, remedy=remedy)
    return ContentError([fault])


def _head(merging: Merging) -> None:
    """The name, version and title are those of the local file; where it comes from is kept."""
    data, file = merging.data, merging.file
    for key in ("parcours", "version", "titre"):
        merging.whole.put(data, key, merging.local.data[key], merging.local, (key,))
    ancestor = {"parcours": file.extends, "version": merging.base_version}
    data["issu_de"] = [ancestor, *data.get("issu_de", [])]


def concerning(document: Document, faults: Iterable[Fault]) -> list[Fault]:
    """Those of *faults* that are for whoever writes *document*."""
    return [each for each in faults if not isinstance(document, Merged) or document.concerns(each)]


def told_once(faults: Iterable[Fault]) -> list[Fault]:
    """Faults in order, each once: a condition copied to several places is written in one."""
    seen = {(each.file, each.line, each.code, each.found): each for each in reversed(list(faults))}
    return in_order(seen.values())


def read_checked(document: Document, check: Callable[[Document], FlowFile]) -> FlowFile:
    """The content of a whole flow. Raises ContentError with every fault, of merging and of the checks.

    Args:
        check: the content of a document, or ContentError with every fault of it.
    """
    merging = tuple(document.faults) if isinstance(document, Merged) else ()
    if isinstance(document, Merged) and not document.placed:
        raise ContentError(told_once(merging))
    try:
        file = check(document)
    except ContentError as error:
        raise ContentError(told_once([*merging, *error.faults])) from None
    if merging:
        raise ContentError(told_once(merging))
    return file
