"""Answers and notes brought into a session, and the session written where it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from interview.rehearsal.session.folder import files
from interview.rehearsal.session.folder.files import (
    AnswersFile,
    ExchangeFile,
    Note,
    NotesFile,
    SessionFault,
    SessionFile,
)
from interview.rehearsal.session.folder.finding import found_in
from interview.rehearsal.session.folder.gathering import Session, faults_in, order_of
from interview.rehearsal.session.folder.notes import named_in

TAKEN = (
    "« {name} » : le participant n° {number} a déjà d’autres réponses. Deux personnes ont-elles pris le même "
    "numéro ?"
)


class NumberTaken(SessionFault):
    """Two people took the same number.

    Attributes:
        alone: whether that is all that is wrong, with the answers of one person: they can be given another.
    """

    def __init__(self, faults: Sequence[str], *, alone: bool) -> None:
        super().__init__(faults)
        self.alone = alone


class Brought(msgspec.Struct, frozen=True):
    """What was brought in: names told to whoever brought it.

    Attributes:
        added, completed, known: files of answers that are new, that hold more than before, that were here.
        notes: how many notes came with them.
        aside: files of the folders brought that are no answers, each with why.
    """

    added: tuple[str, ...]
    completed: tuple[str, ...]
    known: tuple[str, ...]
    notes: int
    aside: tuple[str, ...] = ()


# ── bringing in ──────────────────────────────────────────────────────────────────────────────────────


def brought_in(session: Session, paths: Sequence[Path], number: int = 0) -> tuple[Session, Brought]:
    """*session* with the answers of *paths*: files of answers, exchange files, folders of them.

    Nothing is written: see :func:`kept`.

    Args:
        number: the participant they are of, where two people took the same number; 0 for their own.

    Raises:
        SessionFault: every fault of every file; NumberTaken where a number is among them.
        OSError: one of them cannot be read.
    """
    found = found_in(paths, session.sheet.id)
    faults = list(found.faults)
    answers: list[tuple[str, AnswersFile]] = []
    notes: list[Note] = []
    for name, each in found.read:
        if isinstance(each, ExchangeFile):
            answers += [(f"{name}, {inside.name}", inside) for inside in each.answers]
            if each.session.id == session.sheet.id:
                notes += each.notes
        elif isinstance(each, AnswersFile):
            answers.append((name, each))
        elif isinstance(each, NotesFile) and each.session == session.sheet.id:
            notes += each.notes
        elif not (isinstance(each, SessionFile) and each.id == session.sheet.id):
            faults.append(f"« {name} » : {files.IN_WORDS[type(each)]}, mais pas de celle-ci.")
    if number:
        if len({each.participant for _, each in answers}) > 1:
            faults.append("--participant vaut pour les réponses d’une seule personne à la fois.")
        answers = [(name, msgspec.structs.replace(each, participant=number)) for name, each in answers]
    after, brought = _merged(session, answers, notes, faults)
    return after, msgspec.structs.replace(brought, aside=found.aside)


def free_number(session: Session, expected: int = 0) -> int:
    """The number after the last one that is taken, or was given out to *expected* people; 0 for none."""
    last = max((*session.participants, expected), default=0)
    return last + 1 if last < files.MOST_PARTICIPANTS else 0


def _merged(
    session: Session, answers: list[tuple[str, AnswersFile]], notes: list[Note], faults: list[str]
) -> tuple[Session, Brought]:
    held = {(each.participant, each.moment): each for each in session.answers}
    added: list[str] = []
    completed: list[str] = []
    known: list[str] = []
    taken: list[str] = []
    for name, each in answers:
        wrong = list(faults_in(session, name, each))
        faults += wrong
        key = (each.participant, each.moment)
        before = held.get(key)
        if wrong:
            continue
        if before is None:
            held[key] = each
            added.append(name)
        elif (union := _union(before, each)) is None:
            taken.append(TAKEN.format(name=name, number=each.participant))
        elif union == before:
            known.append(name)
        else:
            held[key] = union
            completed.append(name)
    if len({participant for participant, _ in held}) > files.MOST_PARTICIPANTS:
        faults.append(f"Une séance a {files.MOST_PARTICIPANTS} participants au plus.")
    fresh = _fresh(session.notes, notes)
    for note in fresh:
        if not note.kept and (found := named_in(session.flow, note.kind, note.text)):
            passages = ", ".join(passage.excerpt for _, passage in found)
            faults.append(f"Une note apportée pourrait désigner quelqu’un : {passages}. Corrigez-la d’abord.")
    if taken:
        alone = not faults and len({each.participant for _, each in answers}) == 1
        raise NumberTaken([*faults, *taken], alone=alone)
    if faults:
        raise SessionFault(faults)
    after = msgspec.structs.replace(
        session, answers=tuple(sorted(held.values(), key=order_of)), notes=(*session.notes, *fresh)
    )
    return after, Brought(tuple(added), tuple(completed), tuple(known), len(fresh))


def _union(before: AnswersFile, after: AnswersFile) -> AnswersFile | None:
    """Both together; None where they say two things of the same situation."""
    kept = {each.name: each for each in before.cases}
    for each in after.cases:
        old = kept.get(each.name)
        if old is None or old.situations == each.situations[: len(old.situations)]:
            kept[each.name] = each
        elif each.situations != old.situations[: len(each.situations)]:
            return None
    return msgspec.structs.replace(before, cases=tuple(kept.values()))


def _fresh(held: Sequence[Note], brought: Sequence[Note]) -> list[Note]:
    """Notes that say what no note says yet, numbered after those held."""
    said = {(each.kind, each.text, each.question, each.case) for each in held}
    last = max((each.number for each in held), default=0)
    fresh: list[Note] = []
    for each in brought:
        key = (each.kind, each.text, each.question, each.case)
        if key not in said:
            said.add(key)
            fresh.append(msgspec.structs.replace(each, number=last + len(fresh) + 1))
    return fresh


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────


def kept(session: Session, before: Session | None = None) -> list[Path]:
    """Write what changed since *before* where the session is; gives the files written. Raises OSError."""
    if session.in_one_file:
        return [files.write_file(session.place, exchange_of(session))]
    held = set() if before is None else {id(each) for each in before.answers}
    written = [
        files.write_file(session.place / each.name, each) for each in session.answers if id(each) not in held
    ]
    if before is None or before.notes != session.notes:
        notes = NotesFile(format="repere-notes", grammar=1, session=session.sheet.id, notes=session.notes)
        written.append(files.write_file(session.place / files.NOTES, notes))
    return written


def exchange_of(session: Session) -> ExchangeFile:
    """All of it as one file."""
    return ExchangeFile(
        format="repere-seance-complete",
        grammar=1,
        session=session.sheet,
        answers=session.answers,
        notes=session.notes,
    )
