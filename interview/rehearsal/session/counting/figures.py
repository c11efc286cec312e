"""The figures of a session: everything a screen, a report or a file of figures shows, from what was gathered.

Pure, deterministic for one seed, anonymous: people are counted, never listed. Importing it imports no numpy;
computing does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from msgspec import Struct

from flows.flow import Flow
from interview.rehearsal.given import Given, Moment
from interview.rehearsal.session.counting import agreement_rows as rows
from interview.rehearsal.session.counting import bootstrap
from interview.rehearsal.session.counting.agreement import Agreement, agreement
from interview.rehearsal.session.counting.agreement_rows import Unit
from interview.rehearsal.session.counting.coefficients import Answer
from interview.rehearsal.session.counting.confusions import Confusion, Missed, confusions, missed
from interview.rehearsal.session.counting.dividing import Divided, QuestionFigures, dividing, questions_of
from interview.rehearsal.session.counting.shift import (
    AgreementShift,
    Items,
    QuestionShift,
    agreement_shifts,
    question_shifts,
)
from interview.rehearsal.session.counting.tree import (
    End,
    Partings,
    Tree,
    ends_of,
    first_parting,
    partings_of,
    tree_of,
)
from interview.rehearsal.session.model import Gathered
from templates.typography import french

ITEMS: Items = {
    "formes": ("les formes retenues", True, rows.forms_of),
    "raisons": ("les raisons", True, rows.reasons_of),
    "certitude": ("la certitude", False, rows.certainty_of),
}
"""What agreement is told of over the whole session."""


class OutcomeRound(Struct, frozen=True, kw_only=True):
    """What participants concluded of one situation at one moment.

    Attributes:
        present: participants who qualified it.
        outcomes: what was concluded, the most frequent first.
        as_reference: forms and certainty of the reference; ``accepted``: others, through right answers only.
    """

    moment: Moment
    present: int
    outcomes: tuple[End, ...]
    as_reference: int
    accepted: int


class OutcomeFigures(Struct, frozen=True, kw_only=True):
    """What participants concluded of one situation, and what the reference concludes ("" without one)."""

    unit: Unit
    reference_label: str
    rounds: tuple[OutcomeRound, ...]

    def at(self, moment: Moment) -> OutcomeRound | None:
        """What was concluded at *moment*."""
        return next((each for each in self.rounds if each.moment == moment), None)


class AcrossQuestion(Struct, frozen=True, kw_only=True):
    """One question of the flow over all the situations where it was asked.

    Attributes:
        place: from 1, the one that divides most; questions that nobody could part on come last.
        apart: mean over situations of the mean distance of pairs; None where no two people answered.
        asked_in, divided_in: situations where two people at least answered it; of which some parted.
        agreement: the same with coefficients; its ``title`` is the few words of the question.
        words: one French sentence.
    """

    place: int
    question: str
    title: str
    apart: float | None
    asked_in: int
    divided_in: int
    agreement: Agreement
    words: str


class SessionFigures(Struct, frozen=True, kw_only=True):
    """Everything that is known of a session.

    Attributes:
        participants: how many people answered something; ``by_moment``: at each moment of ``moments``.
        units: situations, in the order of the cases.
        overall: agreement on forms, reasons, certainty, at « avant » then « apres ».
        outcomes: what was concluded, by situation.
        questions: every question of every situation.
        dividing: those that divide, the most divided first, at « avant ».
        across: every question of the flow that was asked, over all situations, at « avant ».
        confusions: pairs of answers confused between participants; ``missed``: for the reference.
        trees, partings: by situation and moment.
        question_shifts, agreement_shifts: before and after; empty without an « apres ».
        without_reasons: situations qualified at « avant » without a reason, of all those qualified then.
        seed: what the intervals were drawn from.
    """

    title: str
    day: str
    participants: int
    moments: tuple[Moment, ...]
    by_moment: tuple[int, ...]
    units: tuple[Unit, ...]
    overall: tuple[Agreement, ...]
    outcomes: tuple[OutcomeFigures, ...]
    questions: tuple[QuestionFigures, ...]
    dividing: tuple[Divided, ...]
    across: tuple[AcrossQuestion, ...]
    confusions: tuple[Confusion, ...]
    missed: tuple[Missed, ...]
    trees: tuple[Tree, ...]
    partings: tuple[Partings, ...]
    question_shifts: tuple[QuestionShift, ...]
    agreement_shifts: tuple[AgreementShift, ...]
    without_reasons: tuple[int, int]
    seed: int

    def agreement_on(self, item: str, moment: Moment = "avant") -> Agreement | None:
        """The agreement on ``formes``, ``raisons`` or ``certitude``."""
        return next((each for each in self.overall if (each.item, each.moment) == (item, moment)), None)


def figures_of(gathered: Gathered, *, seed: int = 0, draws: int = bootstrap.DRAWS) -> SessionFigures:
    """Every figure of a session.

    Args:
        seed: the same seed gives the same intervals, to the last digit.
        draws: 0 for no interval.
    """
    units, first = rows.units_of(gathered), gathered.at("avant")
    questions = questions_of(gathered)
    rounds = [(unit, moment) for unit in units for moment in gathered.moments]
    told = [(unit, moment) for unit, moment in rounds if rows.of_unit(gathered, unit, moment)]
    partings = (partings_of(gathered, unit, moment) for unit, moment in told)
    return SessionFigures(
        title=gathered.title,
        day=gathered.day,
        participants=len(gathered.participants),
        moments=gathered.moments,
        by_moment=tuple(len({each.participant for each in gathered.at(held)}) for held in gathered.moments),
        units=units,
        overall=tuple(
            _overall(gathered, units, item, moment, seed, draws)
            for moment in gathered.moments
            for item in ITEMS
        ),
        outcomes=tuple(_outcomes(gathered, unit) for unit in units),
        questions=questions,
        dividing=dividing(questions),
        across=_across(gathered, units, questions, seed, draws),
        confusions=confusions(gathered, questions),
        missed=missed(questions),
        trees=tuple(tree_of(gathered, unit, moment) for unit, moment in told),
        partings=tuple(each for each in partings if each is not None),
        question_shifts=question_shifts(gathered),
        agreement_shifts=agreement_shifts(gathered, ITEMS, seed, draws),
        without_reasons=(sum(rows.reasons_of(each) is None for each in first), len(first)),
        seed=seed,
    )


Read = Callable[[Given], "Answer | None"]


def _cells(
    gathered: Gathered, units: Sequence[Unit], moment: Moment, read: Read
) -> list[list[Answer | None]]:
    """Units × participants, None where missing."""
    held = {(each.unit, each.participant): read(each) for each in gathered.at(moment)}
    people = gathered.participants
    return [[held.get((unit.key, each)) for each in people] for unit in units]


def _overall(
    gathered: Gathered, units: Sequence[Unit], item: str, moment: Moment, seed: int, draws: int
) -> Agreement:
    title, sets, read = ITEMS[item]
    cells = _cells(gathered, units, moment, read)
    return agreement(cells, item=item, title=title, moment=moment, sets=sets, seed=seed, draws=draws)


def _across(
    gathered: Gathered,
    units: Sequence[Unit],
    questions: Sequence[QuestionFigures],
    seed: int,
    draws: int,
) -> tuple[AcrossQuestion, ...]:
    asked = sorted({each.question for each in questions}, key=lambda each: gathered.flow.order[each])
    made = [_one_across(gathered.flow, gathered, units, each, questions, seed, draws) for each in asked]
    made.sort(key=lambda each: -round(-1.0 if each.apart is None else each.apart, 9))
    return tuple(_placed(place, each) for place, each in enumerate(made, 1))


def _placed(place: int, each: AcrossQuestion) -> AcrossQuestion:
    return msgspec.structs.replace(each, place=place)


def _one_across(
    flow: Flow,
    gathered: Gathered,
    units: Sequence[Unit],
    question: str,
    questions: Sequence[QuestionFigures],
    seed: int,
    draws: int,
) -> AcrossQuestion:
    held = [found for each in questions if each.question == question and (found := each.at("avant"))]
    apart = [each.apart for each in held if each.apart is not None]
    title = french(flow.questions[question].short)
    divided = sum(each > 0 for each in apart)
    cells = _cells(gathered, units, "avant", lambda given: rows.answer_of(given, question))
    return AcrossQuestion(
        place=0,
        question=question,
        title=title,
        apart=sum(apart) / len(apart) if apart else None,
        asked_in=len(apart),
        divided_in=divided,
        agreement=agreement(
            cells,
            item=question,
            title=f"la question « {title} »",
            sets=flow.questions[question].multiple,
            seed=seed,
            draws=draws,
        ),
        words=french(_across_words(title, len(apart), divided)),
    )


def _across_words(title: str, asked: int, divided: int) -> str:
    if not asked:
        return f"{title} : jamais deux réponses à la même situation, rien à comparer."
    where = f"{asked} situations" if asked > 1 else "une situation"
    if not divided:
        return f"{title} : tous d’accord ({where})."
    if asked == 1:
        return f"{title} : divise dans la seule situation où deux réponses peuvent être comparées."
    parted = f"{divided} situations" if divided > 1 else "une situation"
    return f"{title} : divise dans {parted} sur {asked}."


def _outcomes(gathered: Gathered, unit: Unit) -> OutcomeFigures:
    reference = gathered.references.get(unit.key)
    return OutcomeFigures(
        unit=unit,
        reference_label=rows.outcome_label(gathered.flow, rows.concluded_of(reference)) if reference else "",
        rounds=tuple(_outcome_round(gathered, unit, moment, reference) for moment in gathered.moments),
    )


def _outcome_round(gathered: Gathered, unit: Unit, moment: Moment, reference: Given | None) -> OutcomeRound:
    given = rows.of_unit(gathered, unit, moment)
    ends = ends_of(gathered.flow, given, reference)
    right = rows.concluded_of(reference) if reference else None
    others = [each for each in given if rows.concluded_of(each) != right] if right else []
    return OutcomeRound(
        moment=moment,
        present=len(given),
        outcomes=ends,
        as_reference=sum(each.count for each in ends if each.reference),
        accepted=sum(first_parting(gathered, unit, each) is None for each in others),
    )
