"""Whoever sits down to answer a session on this machine, whatever the face."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from interview.conversation import Workplace
from interview.rehearsal.cases.collection import TrainingCase
from interview.rehearsal.given import Moment
from interview.rehearsal.session.answers.answering import Round, answered_before, round_of
from interview.rehearsal.session.folder.files import SessionFault
from interview.rehearsal.session.folder.gathering import Session, opened
from interview.rehearsal.session.folder.notes import case_name
from store.rehearsals import RehearsalFile
from templates.typography import french

STANDINGS = {"a_jouer": "à jouer", "commence": "commencé", "joue": "joué"}
BEFORE_FIRST = (
    "Le participant n° {number} n’a pas encore de réponses d’avant la discussion ici. Il répond d’abord sans "
    "--apres."
)
NOT_WRITABLE = (
    "On ne peut rien écrire dans « {folder} » : vos réponses n’y tiendraient pas. Rien n’a été joué. Ajoutez "
    "« --sortie », suivi d’un dossier où l’on peut écrire."
)
PROPOSED = french("Vos premières réponses sont proposées : Entrée les garde, autre chose les change.")


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of those who answer on this machine.

    Attributes:
        place: the folder of the session, or its exchange file.
        workplace: of the machine.
        number: of the participant, 0 to ask for it.
        cases: names of those to play, all where there is none.
        target: where answers are written, None for beside the session.
    """

    place: Path
    workplace: Workplace
    keep: RehearsalFile
    number: int = 0
    moment: Moment = "avant"
    cases: tuple[str, ...] = ()
    target: Path | None = None


def begun(sitting: Sitting, number: int) -> Round:
    """The round of that participant. Raises SessionFault, OSError."""
    session = opened(sitting.place)
    chosen = _chosen(session, sitting.cases)
    at = round_of(session, sitting.workplace, sitting.keep, number, sitting.moment, chosen)
    if sitting.moment == "apres" and not answered_before(at):
        raise SessionFault([BEFORE_FIRST.format(number=number)])
    return at


def ready(sitting: Sitting) -> None:
    """Make sure, before anything is played, that the answers can be written where they will be.

    Raises:
        SessionFault: nothing can be written there, or the session cannot be used.
        OSError: the session cannot be read.
    """
    place = sitting.target or opened(sitting.place).place
    folder = place if place.is_dir() else place.parent
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        raise SessionFault([NOT_WRITABLE.format(folder=folder)]) from None


def _chosen(session: Session, names: Sequence[str]) -> tuple[TrainingCase, ...]:
    wrong = [each for each in names if not case_name(session, each)]
    if wrong:
        known = ", ".join(each.name for each in session.cases)
        raise SessionFault([f"« {each} » n’est pas un cas de la séance. Cas : {known}." for each in wrong])
    found = {case_name(session, each) for each in names}
    return tuple(each for each in session.cases if each.name in found)
