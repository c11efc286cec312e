"""A session, from its folder or from its one exchange file; what is brought in, what is missing.

Every reader of a session goes through :func:`opened`: whatever came by mail or by stick has been checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from flows.faults import ContentError
from flows.flow import Flow
from interview.engine import FlowMachine
from interview.rehearsal.alone.attempts import given_by_reference
from interview.rehearsal.cases.collection import NotACase, TrainingCase, case_from_text
from interview.rehearsal.given import Given
from interview.rehearsal.session.folder import files
from interview.rehearsal.session.folder.files import (
    AnswersFile,
    ExchangeFile,
    File,
    Note,
    NotesFile,
    SessionFault,
    SessionFile,
)
from interview.rehearsal.session.folder.reading_answers import faults_of, given_of
from interview.rehearsal.session.model import Gathered
from templates.typography import listed


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A session at hand.

    Attributes:
        place: its folder, or its exchange file.
        sheet: what everybody plays.
        flow, cases: the same, read; ``references``: what each situation is to give.
        answers: what was brought in, by participant then moment.
        notes: what the group wrote.
    """

    place: Path
    sheet: SessionFile
    flow: Flow
    cases: tuple[TrainingCase, ...]
    references: Mapping[tuple[str, int], Given]
    answers: tuple[AnswersFile, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def in_one_file(self) -> bool:
        """Whether it is one exchange file."""
        return self.place.is_file()

    @property
    def participants(self) -> tuple[int, ...]:
        """Numbers that have answered something."""
        return tuple(sorted({each.participant for each in self.answers}))

    def of(self, participant: int, moment: str) -> AnswersFile | None:
        """What that participant answered at that moment."""
        kept = (each for each in self.answers if (each.participant, each.moment) == (participant, moment))
        return next(kept, None)


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────


def opened(place: Path) -> Session:
    """The session of a folder, of its ``seance.json``, or of an exchange file.

    Raises:
        SessionFault: every fault of what is there; nothing was changed.
        OSError: it cannot be read.
    """
    if place.is_dir():
        return _of_folder(place)
    read = files.read_file(place)
    if isinstance(read, ExchangeFile):
        session = _read(place, read.session)
        return _complete(session, [(each.name, each) for each in read.answers], read.notes)
    files.expected(read, SessionFile, place.name)
    return _of_folder(place.parent, place.name)


def _of_folder(folder: Path, name: str = files.SESSION) -> Session:
    if not (folder / name).is_file():
        raise SessionFault(
            [f"« {folder} » n’est pas le dossier d’une séance : il n’y a pas de « {files.SESSION} » dedans."]
        )
    session = _read(folder, files.expected(files.read_file(folder / name), SessionFile, name))
    read, faults = read_all(sorted(folder.glob("reponses-*.json")))
    notes: tuple[Note, ...] = ()
    try:
        if (folder / files.NOTES).is_file():
            kept = files.expected(files.read_file(folder / files.NOTES), NotesFile, files.NOTES)
            if kept.session == session.sheet.id:
                notes = kept.notes
            else:
                faults.append(f"« {files.NOTES} » : ces notes sont celles d’une autre séance.")
    except SessionFault as error:
        faults += error.faults
    answers = [(name, each) for name, each in read if isinstance(each, AnswersFile)]
    return _complete(session, answers, notes, faults)


def read_all(paths: Iterable[Path]) -> tuple[list[tuple[str, File]], list[str]]:
    """Every file that can be read, with its name, and the faults of the others."""
    read: list[tuple[str, File]] = []
    faults: list[str] = []
    for path in paths:
        try:
            read.append((path.name, files.read_file(path)))
        except SessionFault as error:
            faults += error.faults
    return read, faults


def _read(place: Path, sheet: SessionFile) -> Session:
    """What everybody plays, its texts read. Raises SessionFault."""
    faults: list[str] = []
    cases: list[TrainingCase] = []
    for each in sheet.cases:
        if files.fingerprint_of(each.text) != each.fingerprint:
            faults.append(f"le texte du cas « {each.name} » a été changé après coup")
            continue
        try:
            cases.append(case_from_text(each.text, each.name))
        except (ContentError, NotACase) as error:
            faults.append(f"le cas « {each.name} » ne peut pas être lu : {error}")
    if len({each.name for each in sheet.cases}) < len(sheet.cases):
        faults.append("un cas y est deux fois")
    if files.fingerprint_of(sheet.flow.text) != sheet.flow.fingerprint:
        faults.append("le texte du parcours a été changé après coup")
    flow, references = None, dict[tuple[str, int], Given]()
    try:
        flow = _flow_of(sheet)
        references = _references(flow, cases)
    except ContentError as error:
        faults.append(f"le parcours de la séance ne peut pas servir : {error}")
    if faults or flow is None:
        raise SessionFault([f"« {place.name} » : {each}." for each in faults])
    return Session(place=place, sheet=sheet, flow=flow, cases=tuple(cases), references=references)


def _references(flow: Flow, cases: Iterable[TrainingCase]) -> dict[tuple[str, int], Given]:
    """What each situation gives when it is answered as its reference does. Raises ContentError."""
    machine = FlowMachine(flow)
    return {each.unit: each for case in cases for each in given_by_reference(case, machine)}


def _flow_of(sheet: SessionFile) -> Flow:
    """The flow of the session: as it was then, checked as any file that comes from elsewhere."""
    from flows.loader import flow_from_text, load_catalogue, load_flow

    shipped = load_flow()
    if shipped.fingerprint.hex() == sheet.flow.fingerprint:
        return shipped
    return flow_from_text(sheet.flow.text, sheet.flow.id, load_catalogue())


def _complete(
    session: Session,
    read: Sequence[tuple[str, AnswersFile]],
    notes: tuple[Note, ...],
    faults: Iterable[str] = (),
) -> Session:
    """The session with those answers and notes. Raises SessionFault with all faults, those given included."""
    told = [*faults]
    for name, answers in read:
        told += faults_in(session, name, answers)
    alike = list(dict.fromkeys(msgspec.json.encode(each) for _, each in read))
    once = [msgspec.json.decode(each, type=AnswersFile) for each in alike]
    held = [(each.participant, each.moment) for each in once]
    for number, moment in sorted({each for each in held if held.count(each) > 1}):
        told.append(f"Le participant n° {number} a deux fichiers de réponses ({moment}) : gardez le bon.")
    if told:
        raise SessionFault(told)
    return msgspec.structs.replace(session, answers=tuple(sorted(once, key=order_of)), notes=notes)


def faults_in(session: Session, name: str, answers: AnswersFile) -> Iterator[str]:
    """What of *answers* does not belong to *session*, one sentence each, *name* first."""
    cases = {each.name: each for each in session.cases}
    for told in faults_of(session.sheet, session.flow, cases, answers):
        yield f"« {name} » : {told}{'' if told.endswith('.') else '.'}"


def order_of(answers: AnswersFile) -> tuple[int, bool]:
    return answers.participant, answers.moment == "apres"


# ── looking at it ────────────────────────────────────────────────────────────────────────────────────


def gathered(session: Session) -> Gathered:
    """The session, ready to be looked at."""
    given = tuple(
        given_of(session.flow, situation, each.participant, each.moment, case.name)
        for each in session.answers
        for case in sorted(each.cases, key=lambda one: _rank(session, one.name))
        for situation in case.situations
    )
    return Gathered(
        title=session.sheet.title,
        day=session.sheet.day,
        flow=session.flow,
        cases=session.cases,
        given=given,
        references=session.references,
    )


def _rank(session: Session, name: str) -> int:
    return [each.name for each in session.cases].index(name)


def missing(session: Session) -> tuple[str, ...]:
    """What is not there yet, one sentence each; cases of the second moment are chosen, none is missing."""
    told: list[str] = []
    held = session.participants
    if not held:
        return ("Aucune réponse n’a encore été rassemblée.",)
    gaps = [str(each) for each in range(1, held[-1]) if each not in held]
    if gaps:
        one = len(gaps) == 1
        told.append(
            f"Rien {'du numéro' if one else 'des numéros'} {', '.join(gaps)} : "
            f"{'a-t-il' if one else 'ont-ils'} été {'donné' if one else 'donnés'} ?"
        )
    for number in held:
        first = session.of(number, "avant")
        if first is None:
            told.append(f"Participant n° {number} : des réponses d’après la discussion, aucune d’avant.")
            continue
        done = {each.name: len(each.situations) for each in first.cases}
        lacking = [
            each.title
            for each in session.cases
            if done.get(each.name, 0) < len(each.scenario.file.situations)
        ]
        if lacking:
            told.append(f"Participant n° {number} : il manque {listed(tuple(lacking))}.")
    return tuple(told)
