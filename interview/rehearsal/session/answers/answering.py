"""One participant plays the cases of a session, one after the other, without a debrief.

Each case is an attempt of the file of rehearsals, marked with the session, the number and the moment: it can
be interrupted and taken up again. What is handed in holds codes, paths, seconds and the ways of asking tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from interview.conversation import Workplace
from interview.engine import FlowMachine
from interview.failures import failure_words
from interview.rehearsal.alone.attempts import Attempt, attempt_of, ended, mark_of, replayed
from interview.rehearsal.alone.playing import Practice
from interview.rehearsal.cases.collection import TrainingCase
from interview.rehearsal.given import Moment
from interview.rehearsal.session.folder import files
from interview.rehearsal.session.folder.bringing import kept
from interview.rehearsal.session.folder.files import AnswersFile, CaseAnswers, SessionFault, SituationAnswers
from interview.rehearsal.session.folder.gathering import Session, order_of
from store.rehearsal_records import KeptAttempt
from store.rehearsals import RehearsalFile

Standing = Literal["a_jouer", "commence", "joue"]
SAFE = (
    "Vos réponses sont gardées sur cet ordinateur, rien n’est à rejouer : recommencez avec le même numéro et "
    "« --sortie », suivi d’un dossier où l’on peut écrire."
)


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """What one participant plays at one moment.

    Attributes:
        place: a workplace under the flow of the session, without a base.
        keep: where attempts are kept.
        cases: those of this round, in the order of the trainer.
    """

    session: Session
    place: Workplace
    keep: RehearsalFile
    participant: int
    moment: Moment
    cases: tuple[TrainingCase, ...]


def next_number(session: Session, keep: RehearsalFile) -> int:
    """The first number that nobody has taken, in the files or on this machine. Raises SessionFault."""
    marks = (mark_of(each.heading) for each in keep.attempts())
    begun = {each.participant for each in marks if each.session == session.sheet.id}
    taken = begun | set(session.participants)
    free = (number for number in range(1, files.MOST_PARTICIPANTS + 1) if number not in taken)
    found = next(free, 0)
    if not found:
        raise SessionFault([f"Une séance a {files.MOST_PARTICIPANTS} participants au plus : tous y sont."])
    return found


def round_of(
    session: Session,
    place: Workplace,
    keep: RehearsalFile,
    participant: int,
    moment: Moment = "avant",
    cases: Sequence[TrainingCase] = (),
) -> Round:
    """What that participant has to play.

    Args:
        place: the workplace of the machine; its base is left aside, its flow is that of the session.
        cases: those of the second moment that the group chose, all where none is named.
    """
    machine = place.machine
    if machine.flow.fingerprint != session.flow.fingerprint:
        machine = FlowMachine(session.flow)
    chosen = tuple(each for each in session.cases if not cases or each in cases)
    apart = msgspec.structs.replace(place, base=None, machine=machine)
    return Round(
        session=session, place=apart, keep=keep, participant=participant, moment=moment, cases=chosen
    )


def standing_of(at: Round, case: TrainingCase) -> Standing:
    """Where that case stands: handed in or finished, begun, or still to be played."""
    if _handed_in(at, case) is not None:
        return "joue"
    attempt = _attempt(at, case)
    if attempt is None:
        return "a_jouer"
    return "joue" if ended(attempt.last_kind) else "commence"


def next_case(at: Round) -> TrainingCase | None:
    """The case to be played now, None once all are."""
    return next((each for each in at.cases if standing_of(at, each) != "joue"), None)


def practice_of(at: Round, case: TrainingCase) -> Practice:
    """The case, at its first question or where it was left; after the discussion, first answers are proposed.

    Raises:
        ContentError, StoreError: what was kept cannot be read.
    """
    attempt = _attempt(at, case)
    if attempt is not None:
        held = Practice.take_up(at.place, at.keep, attempt.heading.id)
    else:
        held = Practice.begin(
            at.place,
            case,
            at.keep,
            session=at.session.sheet.id,
            participant=at.participant,
            moment=at.moment,
        )
    if at.moment == "apres":
        held.offer_first(_first_answers(at, case))
    return held


def answers_of(at: Round) -> AnswersFile:
    """All that the participant finished at that moment, what was handed in before included."""
    before = at.session.of(at.participant, at.moment)
    done = {each.name: each for each in (before.cases if before else ())}
    for case in at.session.cases:
        attempt = _attempt(at, case)
        if case.name not in done and attempt is not None and ended(attempt.last_kind):
            done[case.name] = _case_answers(case, _read(at, attempt))
    return AnswersFile(
        format="repere-reponses",
        grammar=1,
        session=at.session.sheet.id,
        flow=at.session.sheet.flow.fingerprint,
        participant=at.participant,
        moment=at.moment,
        cases=tuple(done[each.name] for each in at.session.cases if each.name in done),
    )


def answered_before(at: Round) -> bool:
    """Whether the participant answered one of these cases before the discussion."""
    return any(_first_answers(at, each) for each in at.cases)


def hand_in(at: Round, target: Path | None = None) -> Path:
    """Write what is finished, whole: beside the session, or to *target*; gives the file.

    Raises:
        SessionFault: *target* is another file than these answers, and is left as it is; or nothing can be
            written there.
    """
    try:
        return _written(at, target)
    except OSError as error:
        raise SessionFault([f"{failure_words(error)}\n{SAFE}"]) from error


def _written(at: Round, target: Path | None) -> Path:
    answers = answers_of(at)
    if target is None:
        others = tuple(
            each
            for each in at.session.answers
            if (each.participant, each.moment) != (at.participant, at.moment)
        )
        after = msgspec.structs.replace(at.session, answers=tuple(sorted((*others, answers), key=order_of)))
        return kept(after, at.session)[0]
    path = target / answers.name if target.is_dir() else target
    if path.exists() and not _ours(path, answers):
        raise SessionFault(
            [f"« {path} » existe déjà, et n’est pas ce fichier de réponses. Donnez un autre nom."]
        )
    return files.write_file(path, answers)


# ── inside ───────────────────────────────────────────────────────────────────────────────────────────


def _ours(path: Path, answers: AnswersFile) -> bool:
    try:
        read = files.read_file(path)
    except SessionFault:
        return False
    held = isinstance(read, AnswersFile) and (read.session, read.participant, read.moment)
    return held == (answers.session, answers.participant, answers.moment)


def _handed_in(at: Round, case: TrainingCase) -> CaseAnswers | None:
    before = at.session.of(at.participant, at.moment)
    return next((each for each in (before.cases if before else ()) if each.name == case.name), None)


def _attempt(at: Round, case: TrainingCase) -> KeptAttempt | None:
    """The last attempt of that participant at that case and moment."""
    wanted = (at.session.sheet.id, at.participant, at.moment, case.name)
    found: KeptAttempt | None = None
    for each in at.keep.attempts():
        mark = mark_of(each.heading)
        if (mark.session, mark.participant, mark.moment, each.heading.name) == wanted:
            found = each
    return found


def _read(at: Round, attempt: KeptAttempt) -> Attempt:
    events = at.keep.events(attempt.heading.id)
    interview = replayed(at.place.machine, events)
    return attempt_of(attempt.heading, events, interview, at.keep.text(attempt.heading.told))


def _first_answers(at: Round, case: TrainingCase) -> dict[int, dict[str, Any]]:
    """What the participant answered before the discussion: handed in, or kept on this machine."""
    first = answers_of(msgspec.structs.replace(at, moment="avant"))
    played = (each for each in first.cases if each.name == case.name)
    return {each.rank: dict(each.answers) for one in played for each in one.situations}


def _case_answers(case: TrainingCase, attempt: Attempt) -> CaseAnswers:
    return CaseAnswers(
        name=case.name,
        fingerprint=case.fingerprint,
        situations=tuple(
            SituationAnswers(
                rank=each.rank,
                answers=dict(each.answers),
                path=each.path,
                decided=each.decided,
                seconds=dict(each.seconds),
                probes=tuple(
                    (question, index) for rank, question, index in attempt.probes if rank == each.rank
                ),
            )
            for each in attempt.given
        ),
    )
