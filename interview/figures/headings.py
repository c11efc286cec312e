"""The nine headings, drafted from the counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from store.figures.counts import Figures

from .definitions import HEADINGS
from .drafting import ALL, Draft
from .headings_after import actions, cost, resolution
from .headings_people import cumulation, impact
from .headings_what import forms, intensity, objects, volume
from .labels import Labels
from .shown import Heading

_DRAFTED: Mapping[str, Callable[[Draft, Figures, Labels], Heading]] = {
    "volume": volume,
    "formes": forms,
    "objets": objects,
    "cumul": cumulation,
    "impact": impact,
    "intensite": intensity,
    "actions": actions,
    "cout": cost,
    "resolution": resolution,
}


def drafted(figures: Figures, labels: Labels, wanted: Collection[str], few: int, *, whole: bool) -> Draft:
    """The headings of *wanted*, all where it is empty. Raises ValueError: one does not exist."""
    if unknown := [each for each in wanted if each not in HEADINGS]:
        raise ValueError(f"rubrique inconnue : {', '.join(unknown)} (connues : {', '.join(HEADINGS)})")
    draft = Draft(few, whole=whole)
    draft.cell(ALL, figures.volume.situations, 20.0)
    for code in HEADINGS:
        if not wanted or code in wanted:
            draft.headings.append(_DRAFTED[code](draft, figures, labels))
    return draft
