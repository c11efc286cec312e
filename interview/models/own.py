"""What is told when something of the team's own could not serve: the document is made all the same."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from templates.faults import TemplateFault
from templates.own import NO_FOLDER
from templates.typography import french

if TYPE_CHECKING:
    from templates import Context
    from templates.faults import SheetFault

TEMPLATE = "Le modèle de Repère a servi à la place du vôtre, qui est en faute : {fault}"
LETTERHEAD = "Ce document est fait sans votre en-tête ou votre pied, qui est en faute : {fault}"
FOLDER = "Les modèles de Repère ont servi : {fault}"
ALL_FAULTS = "Toutes les fautes : « repere modeles verifier »."


def told_of(faults: Iterable[SheetFault]) -> str:
    """What to tell the person who made the document, "" where everything served."""
    from templates.letterhead import FILES

    said = []
    for fault in faults:
        name = Path(getattr(fault, "file", "")).name
        words = LETTERHEAD if name in FILES else TEMPLATE
        if getattr(fault, "problem", "") == NO_FOLDER:
            words = FOLDER
        said.append(words.format(fault=_in_short(fault)))
    return french(" ".join((*said, ALL_FAULTS))) if said else ""


def _in_short(fault: SheetFault) -> str:
    """The fault with the bare name of its file: the folder is known, and a screen is narrow."""
    if not isinstance(fault, TemplateFault):
        return str(fault)
    place = Path(fault.file).name if fault.problem != NO_FOLDER else fault.file
    line = f", ligne {fault.line}" if fault.line else ""
    return f"{place}{line} : {fault.problem} {fault.advice}"


def own_notice(context: Context, folder: Path | None, format: str = "texte") -> str:
    """What to tell of a document made of *context* in that format, "" where everything served.

    Raises:
        UnknownFormat: no document takes that format.
    """
    if folder is None:
        return ""
    from templates.own import written

    return told_of(written(context, format, folder).faults)
