"""An invented session: four cases, fifteen participants drawn from a seed, one question planted to divide.

« Demande » is planted: in two of the cases, seven participants of fifteen take « commencée puis laissée » for
« essayé sans pouvoir déposer », or the reverse. Elsewhere they slip now and then.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from flows.flow import Flow
from interview.rehearsal.cases.collection import TrainingCase, cases_in
from interview.rehearsal.session.folder.bringing import kept
from interview.rehearsal.session.folder.files import AnswersFile, CaseAnswers, SituationAnswers
from interview.rehearsal.session.folder.gathering import Session, opened
from interview.rehearsal.session.folder.notes import noted
from interview.rehearsal.session.folder.preparing import prepared
from interview.rehearsal.session.folder.reading_answers import path_of
from tests.support import shipped_flow

CASES = Path(__file__).parent / "cases"
TITLE = "Formation du réseau d’accueil"
DAY = "2026-03-03"
SESSION = "0" * 31 + "1"
PLANTED = "demande"
GUICHET, COURRIER, RENONCE, RETARD = "1-guichet", "2-courrier", "3-renonce", "4-retard"
OTHERWISE: dict[str, dict[str, Any]] = {
    GUICHET: {PLANTED: "commencee_abandonnee", "raisons_non_demande": ("manque_capacites",)},
    RENONCE: {
        PLANTED: "empechee",
        "reception": "rien",
        "regularite": "anormal",
        "blocage": "acces_numerique",
        "raisons_non_reception": ("demat_sans_alternative",),
    },
}
"""What is answered by who falls on the planted question, in each case where it divides."""
FALLEN = 7
SLIP = 0.04


def cases() -> tuple[TrainingCase, ...]:
    """The four invented cases."""
    return cases_in(CASES)


def prepared_in(folder: Path, chosen: Sequence[TrainingCase] | None = None, id: str = SESSION) -> Session:
    """A session without answers, in *folder*."""
    prepared(folder, chosen or cases(), shipped_flow(), title=TITLE, today=DAY, id=id)
    return opened(folder)


def situation(flow: Flow, rank: int, said: Mapping[str, Any], **more: Any) -> SituationAnswers:
    """*said* along its path; a required question left out is not known, or takes its first choice."""
    answers = dict(said)
    while True:
        path = path_of(flow, answers, ())
        missing = [each for each in path if flow.questions[each].required and each not in answers]
        if not missing:
            break
        codes = flow.questions[missing[0]].codes
        answers[missing[0]] = "inconnu" if "inconnu" in codes else codes[0]
    on_path = {each: answers[each] for each in path if each in answers}
    return SituationAnswers(rank=rank, answers=on_path, path=path, **more)


def answers(
    session: Session,
    participant: int,
    said: Mapping[str, Mapping[str, Any]] | None = None,
    moment: Any = "avant",
    only: Sequence[str] = (),
) -> AnswersFile:
    """What a participant answers: the reference, but where *said* says otherwise, case by case."""
    told = said or {}
    played = [each for each in session.cases if not only or each.name in only]
    return AnswersFile(
        format="repere-reponses",
        grammar=1,
        session=session.sheet.id,
        flow=session.sheet.flow.fingerprint,
        participant=participant,
        moment=moment,
        cases=tuple(
            CaseAnswers(
                name=each.name,
                fingerprint=each.fingerprint,
                situations=(
                    situation(
                        session.flow,
                        1,
                        {**session.references[each.name, 1].answers, **told.get(each.name, {})},
                    ),
                ),
            )
            for each in played
        ),
    )


def with_answers(session: Session, *files: AnswersFile) -> Session:
    """*session* with these answers, written and read again."""
    kept(msgspec.structs.replace(session, answers=(*session.answers, *files)), session)
    return opened(session.place)


def fifteen(folder: Path, seed: int = 3, *, after: bool = True, notes: bool = True) -> Session:
    """The whole invented session, in *folder*, read again from there."""
    session = prepared_in(folder)
    drawn = random.Random(seed)
    fallen = {name: set(drawn.sample(range(1, 16), FALLEN)) for name in (GUICHET, RENONCE)}
    files = [answers(session, each, _said(session, drawn, each, fallen)) for each in range(1, 16)]
    if after:
        still = {name: set(sorted(those)[:2]) for name, those in fallen.items()}
        files += [
            answers(session, each, _fallen(still, each), "apres", (GUICHET, RENONCE)) for each in range(1, 16)
        ]
    session = with_answers(session, *files)
    if notes:
        before, session = session, _noted(session)
        kept(session, before)
    return opened(folder)


def _said(
    session: Session, drawn: random.Random, participant: int, fallen: Mapping[str, set[int]]
) -> dict[str, dict[str, Any]]:
    said = _fallen(fallen, participant)
    for case in session.cases:
        for question in session.references[case.name, 1].answers:
            asked = session.flow.questions[question]
            if asked.kind == "choix" and question not in (PLANTED, "nature") and drawn.random() < SLIP:
                said.setdefault(case.name, {})[question] = drawn.choice(asked.codes)
    return said


def _fallen(fallen: Mapping[str, set[int]], participant: int) -> dict[str, dict[str, Any]]:
    return {name: dict(OTHERWISE[name]) for name, those in fallen.items() if participant in those}


def _noted(session: Session) -> Session:
    session = noted(
        session,
        "decision",
        "Venue avec ses papiers, qu’on n’a pas pris : c’est « essayé, sans pouvoir déposer ».",
        question=PLANTED,
        case=GUICHET,
    )
    session = noted(session, "decision", "Nous demanderons un reçu à chaque dépôt.")
    return noted(
        session, "ouverte", "À partir de quand une lettre suffit-elle à informer ?", question="connaissance"
    )
