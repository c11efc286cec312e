"""A sheet made to hold on its pages: what gives way, in which order, and what is told of it.

A sheet holds on one page if it can without losing a fact, on two pages always. What is left out is
named on the sheet itself; the record keeps it. Pure: from a context to a context.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from templates import Etape, FicheContext
from templates.typography import bounded

ONE_PAGE = "Pour tenir sur une page, cette fiche laisse au dossier : {parts}."
TWO_PAGES = "Pour tenir sur deux pages, cette fiche laisse au dossier : {parts}."
MORE = "(suite au dossier)"
FEW_LINES = 0.25
"""The part of a second page that is worth a word less on the first; beyond, two pages are two pages."""

_REQUIRED = ("reference", "date", "objet", "abrege")

Cut = tuple[str, Callable[[FicheContext], FicheContext]]


def fitted(sheet: FicheContext, own: Path | None = None) -> FicheContext:
    """The same sheet on one page, or on two; `abrege` says what was left out for that, if anything.

    Args:
        own: the team's own templates and letterhead.
    """
    length = _pages(sheet, own)
    if length <= 1:
        return sheet
    if length <= 1 + FEW_LINES:
        short = _comforted(sheet, own)
        if short is not None:
            return short
    if length <= 2:
        return sheet
    return _shortened(sheet, (*COMFORT, *SUBSTANCE), 2, TWO_PAGES, own) or sheet


def _pages(sheet: FicheContext, own: Path | None) -> float:
    from templates.length import pages
    from templates.own import drawn

    return pages(drawn(sheet, own).document)


def _comforted(sheet: FicheContext, own: Path | None) -> FicheContext | None:
    """The sheet on one page with as little as possible left out, or None where it cannot be."""
    for most in range(1, len(COMFORT) + 1):
        for cuts in combinations(COMFORT, most):
            short = _shortened(sheet, cuts, 1, ONE_PAGE, own)
            if short is not None:
                return short
    return None


def _shortened(
    sheet: FicheContext, cuts: tuple[Cut, ...], most: int, told: str, own: Path | None
) -> FicheContext | None:
    """The sheet once enough has given way, or None where not even all of it is enough."""
    parts: list[str] = []
    for name, give_way in cuts:
        less = give_way(sheet)
        if less == sheet:
            continue
        if name not in parts:
            parts.append(name)
        sheet = replace(less, abrege=told.format(parts=_listed(parts)))
        if _pages(sheet, own) <= most:
            return sheet
    return None


def _listed(parts: list[str]) -> str:
    return " et ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def cut_text(text: str, most: int) -> str:
    """The text up to its last whole sentence within *most* characters, and where the rest is."""
    if len(text) <= most:
        return text
    kept = text[:most]
    end = max(kept.rfind(mark) for mark in (". ", "! ", "? ", "… ", ".\n", "\n\n"))
    if end >= most // 3:
        return f"{kept[: end + 1].rstrip()} {MORE}"
    return f"{bounded(text, most)} {MORE}"


def folded(steps: tuple[Etape, ...], most: int) -> tuple[Etape, ...]:
    """At most that many steps: the first and the last ones, and one line that counts the others."""
    if len(steps) <= most:
        return steps
    last = (most - 1) // 2
    first = most - 1 - last
    middle = steps[first : len(steps) - last]
    held = sum(step.preuve is True for step in middle)
    line = Etape(
        date="…",
        fait=f"Et {len(middle)} autres étapes, au dossier",
        preuve_texte=f"{held} sur {len(middle)}" if held else "aucune",
    )
    return (*steps[:first], line, *steps[len(steps) - last :])


def _no_meaning(sheet: FicheContext) -> FicheContext:
    return replace(sheet, typologie=tuple(replace(trait, explication="") for trait in sheet.typologie))


def _no_details(sheet: FicheContext) -> FicheContext:
    return replace(sheet, details=()) if sheet.niveaux else sheet


def _no_definition(sheet: FicheContext) -> FicheContext:
    return replace(sheet, formes=tuple(replace(form, definition="") for form in sheet.formes))


def _no_source(sheet: FicheContext) -> FicheContext:
    return replace(sheet, voies=tuple(replace(way, source="", lu_le="") for way in sheet.voies))


def _steps(most: int) -> Callable[[FicheContext], FicheContext]:
    return lambda sheet: replace(sheet, chronologie=folded(sheet.chronologie, most))


def _facts(most: int) -> Callable[[FicheContext], FicheContext]:
    def shorter(sheet: FicheContext) -> FicheContext:
        steps = tuple(replace(step, fait=bounded(step.fait, most)) for step in sheet.chronologie)
        return replace(sheet, chronologie=steps)

    return shorter


def _texts(most: int, *names: str) -> Callable[[FicheContext], FicheContext]:
    return lambda sheet: replace(sheet, **{name: cut_text(getattr(sheet, name), most) for name in names})


def _everything(longest: int, most: int) -> Callable[[FicheContext], FicheContext]:
    """Every text to so many characters, every list to so many items: the last resort."""

    def shorter(value: Any) -> Any:
        if isinstance(value, str):
            return bounded(value, longest)
        if isinstance(value, tuple):
            return tuple(map(shorter, value[:most]))
        if isinstance(value, msgspec.Struct):
            fields = {name: getattr(value, name) for name in value.__struct_fields__}
            return type(value)(**{name: shorter(each) for name, each in fields.items()})
        return value

    def give_way(sheet: FicheContext) -> FicheContext:
        less: FicheContext = shorter(replace(sheet, abrege="", chronologie=folded(sheet.chronologie, most)))
        return replace(less, abrege=sheet.abrege)

    return give_way


COMFORT: tuple[Cut, ...] = (
    ("ce qui aurait conduit ailleurs", lambda sheet: replace(sheet, autrement=())),
    ("le sens des mots d’intensité et de type", _no_meaning),
    ("le sens des formes", _no_definition),
    ("le détail de ce qui l’explique", _no_details),
)
"""What a reader can do without, the least useful first: no fact of the situation is there."""

_STORY, _MIDDLE = "la suite du récit", "le milieu de la chronologie"
_ASKED, _ALL = "la suite de ce qui est demandé", "la fin des textes et des listes les plus longs"
SUBSTANCE: tuple[Cut, ...] = (
    (_STORY, _texts(1500, "synthese")),
    (_MIDDLE, _steps(16)),
    ("les sources des voies", _no_source),
    (_STORY, _texts(900, "synthese")),
    (_MIDDLE, _steps(12)),
    (_ASKED, _texts(900, "demande_individuelle", "proposition_institution")),
    ("la fin des faits les plus longs", _facts(160)),
    (_STORY, _texts(500, "synthese")),
    (_MIDDLE, _steps(9)),
    (_ASKED, _texts(400, "demande_individuelle", "proposition_institution")),
    *(
        (_ALL, _everything(longest, most))
        for longest, most in ((300, 9), (200, 7), (120, 5), (70, 4), (40, 3))
    ),
)
"""What gives way next, a little more at each step, until the sheet holds on two pages."""
