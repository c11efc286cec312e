"""Two drawings of a whole session: where people first part, and what divides most. Pure.

They are the structs of ``templates.chart_context``: a document draws them, a terminal shows them in blocks.
The chart of one question is made with its part of the report (``report_questions``).
"""

from __future__ import annotations

from collections.abc import Sequence

from interview.rehearsal.session.counting.dividing import Divided
from interview.rehearsal.session.counting.tree import Partings
from templates.chart_context import Graphique, Serie
from templates.typography import french

_MOST = 10


def partings_chart(partings: Partings) -> Graphique | None:
    """How many first part from the reference at each question. None where nobody answered."""
    if not partings.present:
        return None
    return Graphique(
        titre=french(f"Premier écart avec la référence, dans « {partings.unit.title} »"),
        etiquettes=(*(each.title for each in partings.at), "Aucun écart"),
        series=(Serie(valeurs=(*(each.count for each in partings.at), partings.never)),),
        unite="participants",
        tete="Question",
    )


def dividing_chart(divided: Sequence[Divided], most: int = _MOST) -> Graphique | None:
    """Of the questions that divide most, how far pairs of participants are apart, in hundredths.

    None where none divides. Those that few were asked are left out: the list tells them after the others.
    """
    held = [each for each in divided if not each.few][:most]
    if not held:
        return None
    return Graphique(
        titre="Questions qui divisent le plus",
        etiquettes=tuple(french(f"{each.title}, « {each.unit.title} »") for each in held),
        series=(Serie(valeurs=tuple(round(each.apart * 100) for each in held)),),
        unite="%",
        tete="Question",
        notes=(
            french(
                "Part des paires de participants qui n’ont pas répondu la même chose, parmi ceux à qui la "
                "question a été posée. Si plusieurs réponses sont possibles, une paire d’accord en partie "
                "compte pour une partie."
            ),
        ),
    )
