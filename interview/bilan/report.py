"""The report: the figures as the context of its template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview.bilan.parts import BOUNDS, definitions_of, rubriques
from interview.bilan.service import Bilan
from interview.dossier.subject import period_in_words
from templates.bilan_context import BilanContext
from templates.typography import french, integer

if TYPE_CHECKING:
    from interview.figures.shown import Published
    from interview.settings import Settings

TITLE = french("Bilan du non-recours")
SHAREABLE = french("partageable, les nombres sous {threshold} sont masqués")
WHOLE = french("complet, à garder dans le service : rien n’est masqué")
HIDDEN = french(
    "{total} nombres sont masqués : ceux qui sont petits, et ceux qui les feraient retrouver par soustraction"
)
ONE_HIDDEN = french("Un nombre est masqué, parce qu’il est petit")


def context_of(bilan: Bilan, settings: Settings) -> BilanContext:
    """All that a report on these figures says."""
    said = rubriques(bilan)
    shareable = bilan.figures.mode == "partageable"
    return BilanContext(
        titre=TITLE,
        date=bilan.today,
        periode=bilan.period,
        perimetre=bilan.about or french("toutes les situations"),
        comparaison="" if bilan.compared is None else period_in_words(bilan.compared),
        service=settings.service_name or settings.service,
        partageable=shareable,
        mode=SHAREABLE.format(threshold=bilan.figures.threshold) if shareable else WHOLE,
        masques=_hidden(bilan.figures),
        notes=(*(bilan.figures.notes if shareable else ()), BOUNDS),
        fictive=bilan.fictional,
        rubriques=said,
        definitions=definitions_of(said),
    )


def _hidden(said: Published) -> str:
    """How many in all: how many are small would tell which, where few are hidden."""
    total = said.small + said.further
    if not total:
        return ""
    return ONE_HIDDEN if total == 1 else HIDDEN.format(total=integer(total))
