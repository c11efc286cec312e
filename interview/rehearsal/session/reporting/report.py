"""The report of a session: its figures and the notes of the group, as the context of `seance.md.j2`.

People are counted, never listed: exchanging the numbers of two participants changes no word of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec

from interview.rehearsal.session.counting.dividing import Divided
from interview.rehearsal.session.counting.figures import SessionFigures, figures_of
from interview.rehearsal.session.counting.reading import share
from interview.rehearsal.session.folder.gathering import Session, gathered
from interview.rehearsal.session.folder.notes import notes_in_words
from interview.rehearsal.session.reporting import report_agreement, report_cases, report_questions
from interview.rehearsal.session.reporting.report_questions import WORTH_TELLING
from templates.session_context import SeanceContext
from templates.typography import count, french, listed

COUNTED = (
    "Ce compte rendu compte des réponses. Il ne dit pas qui a répondu quoi, et ne classe personne : un "
    "écart est une question à travailler ensemble, pas une faute"
)
WITHOUT = "La référence de chaque cas n’y est pas montrée : le groupe cherche d’abord par lui-même"

TO_KEEP = "À si peu, chacun peut deviner qui a répondu quoi : gardez ce compte rendu entre vous"
MOST_FORKS = 4
"""So many are named in brief; all are in the table."""
GUESSED_UNDER = 5
"""Under so many participants, a count tells nearly who."""


class Report(msgspec.Struct, frozen=True):
    """A session looked at: what was gathered, what was counted, what was written.

    Attributes:
        reference: whether what the reference says is shown.
    """

    session: Session
    figures: SessionFigures
    reference: bool = True


def report_of(session: Session, *, reference: bool = True, seed: int = 0) -> Report:
    """The session counted.

    Args:
        reference: False leaves the reference out of every figure, so that nothing can tell it.
    """
    held = gathered(session)
    if not reference:
        held = msgspec.structs.replace(held, references={})
    return Report(session, figures_of(held, seed=seed), reference)


def context_of(report: Report) -> SeanceContext:
    """All that a report on a session says."""
    session, figures = report.session, report.figures
    parts = {
        "accord": report_agreement.agreement_parts(figures),
        "avant_apres": report_agreement.shift_parts(figures, reference=report.reference),
        "partages": report_questions.dividing_parts(figures, session.notes),
        "confusions": report_questions.confusion_parts(figures, reference=report.reference),
    }
    return SeanceContext(
        titre=session.sheet.title,
        date=datetime.date.fromisoformat(session.sheet.day),
        participants=_people(figures),
        cas_joues=french(listed(tuple(each.title for each in session.cases))),
        parcours=french(f"{session.flow.file.title} ({session.flow.id}, version {session.flow.version})"),
        avertissement=french(". ".join(_warned(report))),
        essentiel=tuple(map(french, _essential(figures))),
        manques=tuple(map(french, _lacking(session))),
        decisions=notes_in_words(session, session.notes, "decision"),
        ouvertes=notes_in_words(session, session.notes, "ouverte"),
        cas=report_cases.cases_of(session, figures),
        definitions=report_agreement.definitions(figures),
        **parts,
    )


def _warned(report: Report) -> Iterator[str]:
    """What is said at the top, whoever reads."""
    yield COUNTED
    if 0 < report.figures.participants < GUESSED_UNDER:
        yield TO_KEEP
    if not report.reference:
        yield WITHOUT


def _people(figures: SessionFigures) -> str:
    told = count(figures.participants, "participant")
    if "apres" in figures.moments:
        again = figures.by_moment[-1]
        told += f" ; {again} {'ont' if again > 1 else 'a'} répondu à nouveau après la discussion"
    return french(told)


def _essential(figures: SessionFigures) -> Iterator[str]:
    """What is to be remembered, in the order of what a trainer does with it."""
    if not figures.participants:
        yield "Aucune réponse n’a encore été rassemblée"
        return
    if figures.participants == 1:
        yield "Une seule personne a répondu : il n’y a encore rien à comparer"
        return
    first = figures.dividing[0] if figures.dividing else None
    if first is None:
        yield "Toutes les réponses sont les mêmes : aucune question ne partage le groupe"
    else:
        yield f"Ce qui partage le plus : {first.words}"
        yield from _forks(figures, first)
        across = next((each for each in figures.across if each.divided_in > 1), None)
        if across is not None:
            yield (
                f"Sur l’ensemble des cas, « {across.title} » est la question qui partage le plus en "
                f"moyenne : elle divise dans {across.divided_in} situations sur {across.asked_in}"
            )
        confused = next((each for each in figures.confusions if each.second), None)
        if confused is not None:
            yield (
                f"À distinguer ensemble : « {confused.first_label} » et « {confused.second_label} », à la "
                f"question « {confused.title} » ({count(confused.pairs, 'paire')} de participants)"
            )
    yield from _agreed(figures)


def _forks(figures: SessionFigures, first: Divided) -> Iterator[str]:
    """The other questions whose answer changes the forms: no fork hides behind what parts people most."""
    forks = [each for each in figures.dividing if each.weight.change == "formes"]
    if forks and forks[0] is not first:
        yield f"Ce qui change le plus la conclusion : {forks[0].words}"
    others = [each for each in forks[1:] if each is not first and each.weight.parted >= WORTH_TELLING]
    if others:
        told = listed(tuple(f"« {each.title} », dans « {each.unit.title} »" for each in others[:MOST_FORKS]))
        verb = "Changent" if len(others) > 1 else "Change"
        yield f"{verb} aussi les formes retenues : {told}"


def _agreed(figures: SessionFigures) -> Iterator[str]:
    """How far pairs agree on forms, and whether the number means anything."""
    forms = figures.agreement_on("formes")
    if forms is not None and forms.percent.value is not None:
        told = (
            f"Sur les formes retenues, {share(forms.percent.value)} des paires de participants sont d’accord"
        )
        situations = count(forms.units, "situation")
        few = f" ; avec {situations}, c’est trop peu pour en tirer un jugement sur le groupe"
        yield told + (few if forms.trust == "rien" else "")
    for shift in figures.agreement_shifts[:1]:
        before, after = shift.before.percent.value, shift.after.percent.value
        if before is not None and after is not None:
            yield (
                f"Sur ce qui a été rejoué après la discussion, {share(before)} des paires étaient d’accord "
                f"avant, {share(after)} après"
            )


def _lacking(session: Session) -> Iterator[str]:
    """What is missing, in counts: who, is told to the trainer who gathers, not to whoever reads."""
    whole = {each.name: len(each.scenario.file.situations) for each in session.cases}
    first = [each for each in session.answers if each.moment == "avant"]
    short = 0
    for each in first:
        done = {one.name: len(one.situations) for one in each.cases}
        short += any(done.get(name, 0) < most for name, most in whole.items())
    if short == 1:
        yield "un participant n’a pas joué tous les cas"
    elif short:
        yield f"{short} participants n’ont pas joué tous les cas"
    late = len(session.participants) - len(first)
    if late:
        one = late == 1
        yield f"{count(late, 'participant')} {'n’a' if one else 'n’ont'} répondu qu’après la discussion"
