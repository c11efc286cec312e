"""The small windows of a rehearsal: asking again, the next situation, leaving."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from interview.rehearsal.alone.playing import Practice
from interview.rehearsal.alone.setting import Probe
from interview.tui.drawing import MUTED
from interview.tui.screens.dialogs import Dialog
from interview.tui.widgets.menu import option
from interview.views import object_of
from interview.wording import capital
from templates.typography import french

AGAIN_TITLE = french("Demander autrement")
AGAIN_TOLD = french("Choisissez vos mots. Ce que la personne répond s’ajoute à ce qu’elle a déjà dit.")
_WAY = "relance:"  # a bare « 0 » would be the key of « on ne sait pas »
NEXT_TITLE = "Une autre situation du même ménage"
NO_LINK = "libre"
FROM_THE_FIRST = french("Vient-elle de la première ?")
FROM_WHICH = french("Vient-elle de l’une des précédentes ?")
YES = french("Oui, elle en vient")
NO = option(NO_LINK, "Non, elle n’a pas de lien avec elle")
NOT_ANY = option(NO_LINK, "Non, elle n’a de lien avec aucune")
QUIT, CASES, STAY = "quitter", "cas", "rester"
LEAVE_TITLE = french("Quitter cette répétition ?")
NOTHING_YET = french("Vous n’avez encore rien répondu : il n’y a rien à garder.")
KEPT = french("Vos réponses sont gardées à part ; vous la reprendrez à cette question.")
UNSAVED = french("Ce que vous êtes en train de taper n’est pas encore validé : il serait perdu.")
LEAVE = (
    option(CASES, "Revenir aux cas"),
    option(QUIT, "Quitter Repère"),
    option(STAY, "Continuer la répétition"),
)


def asking_again(question: str, probes: Sequence[Probe]) -> Dialog:
    """The ways of asking that are left; see :func:`way_chosen` for the code of each."""
    ways = [option(f"{_WAY}{each.index}", each.ask) for each in probes]
    return Dialog(AGAIN_TITLE, [Content.styled(question, MUTED), AGAIN_TOLD], ways)


def way_chosen(code: str) -> int:
    """The way of asking that was chosen: its place in the case."""
    return int(code.removeprefix(_WAY))


def next_situation(held: Practice) -> Dialog:
    """What the person adds, then whether it comes from a situation already told."""
    told = [capital(object_of(held.interview, each.rank)) for each in held.interview.situations]
    asked, none = (FROM_THE_FIRST, NO) if len(told) == 1 else (FROM_WHICH, NOT_ANY)
    links = [option(str(rank), YES, each) for rank, each in enumerate(told, 1)]
    return Dialog(NEXT_TITLE, [held.next_scene(), Content.styled(asked, "bold")], [*links, none], start="")


def leaving(*, kept: bool, unsaved: bool) -> Dialog:
    """Whether to leave, saying what is kept."""
    told = [KEPT if kept else NOTHING_YET, *([UNSAVED] if unsaved else [])]
    return Dialog(LEAVE_TITLE, told, LEAVE, STAY if unsaved else CASES)
