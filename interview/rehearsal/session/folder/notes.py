"""What the group wrote: decisions, and questions left open; the one free text of a session, so guarded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from flows.faults import by_nearness, listed
from flows.flow import Flow
from interview.guarding import NamesSomebody
from interview.passages import Passage
from interview.rehearsal.session.folder import files
from interview.rehearsal.session.folder.files import Note, SessionFault
from interview.rehearsal.session.folder.gathering import Session
from interview.rehearsal.session.folder.naming import naming_passages
from templates.typography import clean, french

FIELDS = {"decision": "décision", "ouverte": "question ouverte"}


def noted(
    session: Session,
    kind: Literal["decision", "ouverte"],
    text: str,
    *,
    question: str = "",
    case: str = "",
    keep: bool = False,
) -> Session:
    """*session* with one note more; nothing is written.

    Args:
        question, case: what it is about; "" for the whole.
        keep: the text was looked at, and stays even where it seems to name somebody.

    Raises:
        SessionFault: every reason why it cannot be.
        NamesSomebody: the text may name somebody.
    """
    said = french(clean(text).replace("\n", " "))
    told = [*_place_faults(session, question, case)]
    if not said:
        told.append("Le texte est vide.")
    if len(said) > files.LONGEST_NOTE:
        told.append(f"Ce texte dépasse {files.LONGEST_NOTE} caractères : faites-en deux.")
    if len(session.notes) >= files.MOST_NOTES:
        told.append(f"Une séance garde {files.MOST_NOTES} notes au plus.")
    if told:
        raise SessionFault(told)
    found = named_in(session.flow, kind, said)
    if found and not keep:
        raise NamesSomebody(found)
    number = max((each.number for each in session.notes), default=0) + 1
    note = Note(
        number=number,
        kind=kind,
        text=said,
        question=question,
        case=case_name(session, case),
        kept=bool(found),
    )
    return msgspec.structs.replace(session, notes=(*session.notes, note))


def removed(session: Session, number: int) -> Session:
    """*session* without that note. Raises SessionFault."""
    left = tuple(each for each in session.notes if each.number != number)
    if len(left) == len(session.notes):
        known = listed([str(each.number) for each in session.notes]) or "aucune note"
        raise SessionFault([f"Il n’y a pas de note n° {number}. Notes : {known}."])
    return msgspec.structs.replace(session, notes=left)


def named_in(flow: Flow, kind: str, text: str) -> list[tuple[str, Passage]]:
    """What of *text* may name somebody, each with the name of the field it stands in."""
    return [(FIELDS[kind], each) for each in naming_passages(flow, text)]


def case_name(session: Session, typed: str) -> str:
    """The case meant: its name, its number, or what follows the number; "" when there is none."""
    for each in session.cases:
        if typed and typed in (each.name, each.name.partition("-")[2], each.name.partition("-")[0]):
            return each.name
    return ""


def notes_in_words(session: Session, notes: Iterable[Note], kind: str) -> tuple[str, ...]:
    """Notes of that kind as a document tells them: « Demande, « Quatre retours » : … »."""
    return tuple(
        french(f"{about} : {each.text}" if (about := _about(session, each)) else each.text)
        for each in notes
        if each.kind == kind
    )


def _about(session: Session, note: Note) -> str:
    question = session.flow.questions.get(note.question)
    told = [question.short] if question else []
    told += [f"« {each.title} »" for each in session.cases if each.name == note.case]
    return ", ".join(told)


def _place_faults(session: Session, question: str, case: str) -> list[str]:
    told: list[str] = []
    if question and question not in session.flow.questions:
        near = listed(by_nearness(question, list(session.flow.questions))[:6])
        told.append(f"« {question} » n’est pas une question du parcours. Les plus proches : {near}.")
    if case and not case_name(session, case):
        names = listed([each.name for each in session.cases])
        told.append(f"« {case} » n’est pas un cas de la séance. Cas : {names}.")
    return told


def in_words(session: Session, note: Note) -> str:
    """« n° 2, décision (Demande, cas Quatre retours) : … »."""
    about = [session.flow.questions[note.question].short] if note.question in session.flow.questions else []
    about += [f"cas {each.title}" for each in session.cases if each.name == note.case]
    where = f" ({', '.join(about)})" if about else ""
    return french(f"n° {note.number}, {FIELDS[note.kind]}{where} : {note.text}")
