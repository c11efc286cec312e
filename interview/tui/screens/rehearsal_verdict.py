"""What the answers of a rehearsal give: the conclusion of every interview, then the return."""

from __future__ import annotations

from interview.rehearsal.alone.playing import Practice
from interview.tui.framing import Rehearsed
from interview.tui.screens.verdict import VerdictScreen
from interview.tui.widgets.ending import Ending
from interview.tui.widgets.menu import option
from interview.views import Option
from templates.typography import french

RETURN = option("retour_du_cas", "Voir le retour", "ce que dit la référence, question par question")
NEXT = option("suivante", "La personne a autre chose à dire", "une autre situation du même ménage")
CHECK = option("revoir", "Revoir mes réponses")
OTHERWISE = option("autrement", "Décider autrement", "en disant pourquoi")
CHANGE = option("autrement", "Changer la décision")
CONCLUSION = option("conclusion", "Relire la conclusion")
WITHOUT = "sans la situation suivante"
TITLE = french("Tout a été demandé. Et maintenant ?")


class PracticeVerdict(Rehearsed, VerdictScreen):
    """The conclusion of one situation; nothing of it leads to a sheet.

    Args:
        ending: how it is over, once no situation of the case is left.
    """

    def __init__(self, held: Practice, ending: Option) -> None:
        super().__init__(held)
        self._practice = held
        self._ending = ending

    def _options(self) -> list[Option]:
        decide = CHANGE if self._has_decided else OTHERWISE
        return [*_onward(self._practice, self._ending), CHECK, decide]


def ending_of(held: Practice, ending: Option) -> Ending:
    """The card that takes the place of the questions of the sheet."""
    return Ending(held.verdict().no_form, (*_onward(held, ending), CONCLUSION, CHECK), TITLE)


def _onward(held: Practice, ending: Option) -> list[Option]:
    """The next situation of the case, or the end; one may stop before the last."""
    if held.has_next:
        return [NEXT, option(ending.code, ending.label, WITHOUT)]
    return [ending]
