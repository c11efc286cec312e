"""The cases of a session answered line by line: one participant after the other, nothing compared."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from interview.line.console import Console, Leave, Unreadable, terminal_input
from interview.line.rehearsal import BAND, play_line
from interview.line.start import WIDTH
from interview.rehearsal.session.answers.answering import (
    Round,
    hand_in,
    next_case,
    next_number,
    practice_of,
    standing_of,
)
from interview.rehearsal.session.answers.sitting import PROPOSED, STANDINGS, Sitting, begun
from interview.rehearsal.session.folder.files import MOST_PARTICIPANTS
from interview.rehearsal.session.folder.gathering import opened
from templates.typography import count, french

NUMBER = "Votre numéro, ou Entrée pour le {free} : "
NEXT = french("Quelqu’un d’autre répond sur cet ordinateur ? 1 : oui ; 2, ou Entrée : non. ")
ALREADY = "Le participant n° {number} a déjà tout joué."
NOBODY_KNOWS = french("Vous n’êtes qu’un numéro : n’écrivez votre nom nulle part.")


def answer_by_line(
    sitting: Sitting,
    *,
    ask: Callable[[str], str] = terminal_input,
    say: Callable[[str], None],
    width: int | None = None,
) -> int:
    """Hold the round of each participant who sits here; gives the exit code.

    Raises:
        SessionFault: the session cannot be used, or the participant has nothing to play after.
        ContentError, StoreError, OSError: a case, the file of rehearsals or the answers cannot be used.
    """
    wide = width or min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)
    console = Console(ask, say, wide)
    number = sitting.number
    try:
        while True:
            at = begun(sitting, number or asked_number(console, sitting))
            if not _played(console, at, sitting, ask=ask, say=say, wide=wide):
                return 0
            if sitting.number or console.read(NEXT).casefold() not in ("1", "o", "oui"):
                return 0
    except (Leave, Unreadable):
        console.say("Au revoir.")
        return 0


def asked_number(console: Console, sitting: Sitting) -> int:
    """The number of whoever sits here; the first free one is proposed. Raises Leave, Unreadable."""
    free = next_number(opened(sitting.place), sitting.keep)
    console.say(NOBODY_KNOWS)
    while True:
        text = console.read(french(NUMBER.format(free=free)))
        if not text:
            return free
        if text.isdecimal() and len(text) < 4 and 1 <= int(text) <= MOST_PARTICIPANTS:
            return int(text)
        if text == ":quitter":
            raise Leave
        console.say(french(f"Un nombre de 1 à {MOST_PARTICIPANTS}, ou « :quitter »."))


def _played(
    console: Console,
    at: Round,
    sitting: Sitting,
    *,
    ask: Callable[[str], str],
    say: Callable[[str], None],
    wide: int,
) -> bool:
    """Whether the participant played to the end; what is finished is handed in after each case."""
    _tell_round(console, at)
    if next_case(at) is None:
        console.say(french(ALREADY.format(number=at.participant)))
    again = _command(sitting, at)
    while (case := next_case(at)) is not None:
        console.say()
        if play_line(practice_of(at, case), ask=ask, say=say, width=wide, again=again) is None:
            return False
        path = hand_in(at, sitting.target)
        at = begun(sitting, at.participant)
        console.say()
        console.say(french(f"{BAND} Cas fini ; le groupe en parlera ensuite."))
    path = hand_in(at, sitting.target)
    console.say(
        french(f"Tout est joué. Vos réponses sont dans « {path} » : remettez ce fichier au formateur.")
    )
    return True


def _tell_round(console: Console, at: Round) -> None:
    when = ", après la discussion" if at.moment == "apres" else ""
    console.say(french(f"{BAND} {at.session.sheet.title}. Participant n° {at.participant}{when}."))
    console.say(
        french(f"{count(len(at.cases), 'cas')}, l’un après l’autre, chacun pour soi, sans correction :")
    )
    for rank, each in enumerate(at.cases, 1):
        console.item(french(f"{each.title} ({STANDINGS[standing_of(at, each)]})"), f"{rank}.")
    if at.moment == "apres":
        console.say(PROPOSED)


def _command(sitting: Sitting, at: Round) -> str:
    after = " --apres" if at.moment == "apres" else ""
    return f"repere formation seance repondre {sitting.place} --participant {at.participant}{after} --simple"
