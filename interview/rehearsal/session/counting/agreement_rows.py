"""What each participant answered, as rows that can be counted: units, questions, standing. Pure.

An answer here is a sorted tuple of codes, whatever the question: one code, or those of a set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from flows.case import Variance
from flows.flow import Flow
from interview.rehearsal.debrief.standings import accepted
from interview.rehearsal.given import CODED, Given, Moment, Outcome
from interview.rehearsal.session.counting.coefficients import Answer
from interview.rehearsal.session.model import Gathered
from templates.typography import french, listed

Standing: TypeAlias = Literal["reference", "admise", "autre", "sans"]
"""As the reference; as right as it, says the case; neither; or the reference does not go by that question."""

Concluded: TypeAlias = tuple[Answer, str, bool]
"""Forms, certainty, whether the request was given up."""


class Unit(Struct, frozen=True):
    """A situation of a case: what all participants qualify, each for themselves.

    Attributes:
        rank: of the situation in its case, from 1.
        title: how it is named (« Quatre retours », « Deux temps, situation 2 »).
    """

    case: str
    rank: int
    title: str

    @property
    def key(self) -> tuple[str, int]:
        """As in what was gathered."""
        return self.case, self.rank


def units_of(gathered: Gathered) -> tuple[Unit, ...]:
    """Situations that were answered or have a reference, in the order of the cases."""
    held = {each.unit for each in gathered.given} | set(gathered.references)
    made: list[Unit] = []
    for case in gathered.cases:
        ranks = sorted(rank for name, rank in held if name == case.name)
        several = len(case.scenario.file.situations) > 1
        for rank in ranks:
            title = f"{case.title}, situation {rank}" if several else case.title
            made.append(Unit(case.name, rank, french(title)))
    return tuple(made)


def of_unit(gathered: Gathered, unit: Unit, moment: Moment) -> tuple[Given, ...]:
    """What each participant answered in *unit* at *moment*."""
    return tuple(each for each in gathered.at(moment) if each.unit == unit.key)


def asked_in(flow: Flow, given: Iterable[Given]) -> tuple[str, ...]:
    """Questions with choices that any of *given* went by, in the order of the flow."""
    held = {question for each in given for question in each.path}
    return tuple(each for each in flow.questions if each in held and flow.questions[each].kind in CODED)


def answer_of(given: Given, question: str) -> Answer | None:
    """What was answered to *question*; None where it was not asked, or was passed."""
    value = given.answers.get(question)
    return None if value is None else as_answer(value)


def as_answer(value: Any) -> Answer:
    """One code, or several, as a sorted tuple."""
    several = isinstance(value, list | tuple | set | frozenset)
    return tuple(sorted(map(str, value))) if several else (str(value),)


def in_order(flow: Flow, question: str, answer: Answer) -> tuple[str, ...]:
    """The codes of *answer* as the question lists them."""
    codes = flow.questions[question].codes
    return tuple(sorted(answer, key=lambda code: (codes.index(code) if code in codes else len(codes), code)))


def label_of(flow: Flow, question: str, answer: Answer) -> str:
    """*answer* in words; several labels with semicolons."""
    labels = tuple(flow.label(question, code) for code in in_order(flow, question, answer))
    return french(listed(labels)) if labels else "aucune"


def by_flow(flow: Flow, question: str, answers: Iterable[Answer]) -> list[Answer]:
    """*answers* as the question lists them: the first choice first."""
    codes = {code: rank for rank, code in enumerate(flow.questions[question].codes)}
    return sorted(answers, key=lambda each: ([codes.get(code, len(codes)) for code in each], each))


def standing_of(gathered: Gathered, unit: Unit, question: str, answer: Answer) -> Standing:
    """How *answer* stands to the reference of *unit*.

    Accepted as in a debrief: a set is where all the codes by which it differs are.
    """
    reference = reference_answer(gathered, unit, question)
    if reference is None:
        return "sans"
    if answer == reference:
        return "reference"
    several = gathered.flow.questions[question].multiple
    said, wanted = (answer, reference) if several else (answer[0], reference[0])
    return "admise" if accepted(_variances(gathered, unit), question, said, wanted) else "autre"


def reference_answer(gathered: Gathered, unit: Unit, question: str) -> Answer | None:
    """The reference answer, None where the reference does not go by that question or passes it."""
    reference = gathered.references.get(unit.key)
    return answer_of(reference, question) if reference else None


def _variances(gathered: Gathered, unit: Unit) -> tuple[Variance, ...]:
    case = next(each for each in gathered.cases if each.name == unit.case)
    situations = case.scenario.file.situations
    return situations[unit.rank - 1].variances if unit.rank <= len(situations) else ()


def kept_of(given: Given) -> Outcome:
    """What the participant keeps: what their answers give, or the forms they decided otherwise.

    As in a debrief: without a form there is no non-take-up; a form that the answers do not give is only
    potential; a form ruled out takes its reasons with it.
    """
    said, decided = given.outcome, given.decided
    if decided is None or not decided_otherwise(given):
        return said
    certainty = said.certainty if set(decided) <= set(said.forms) else "potentiel"
    return Outcome(
        forms=decided,
        certainty=certainty if decided else "aucun",
        abandoned=said.abandoned and "non_demande" in decided,
        reasons={form: codes for form, codes in said.reasons.items() if form in decided},
    )


def decided_otherwise(given: Given) -> bool:
    """Whether the participant keeps other forms than those their answers give."""
    return given.decided is not None and set(given.decided) != set(given.outcome.forms)


def forms_of(given: Given) -> Answer:
    """Forms the participant keeps."""
    return as_answer(kept_of(given).forms)


def reasons_of(given: Given) -> Answer | None:
    """Reasons given, each with its form; None where none is: not to say is not the same as to say none."""
    held = (f"{form}:{code}" for form, codes in kept_of(given).reasons.items() for code in codes)
    return as_answer(list(held)) or None


def certainty_of(given: Given) -> Answer:
    """Its certainty, as an answer."""
    return as_answer(kept_of(given).certainty)


def concluded_of(given: Given) -> Concluded:
    """What two participants must share to conclude the same: forms, certainty, whether it was given up."""
    kept = kept_of(given)
    return as_answer(kept.forms), kept.certainty, kept.abandoned


def outcome_label(flow: Flow, concluded: Concluded) -> str:
    """« Non-demande ; Non-réception (avéré) », or that there is no form."""
    forms, certainty, abandoned = concluded
    if not forms:
        return french(forms_label(flow, forms))
    labels = {str(each.code): each.label for each in flow.file.rules.certainties}
    told = labels.get(certainty, certainty).lower() + (", demande abandonnée" if abandoned else "")
    return french(f"{forms_label(flow, forms)} ({told})")


def forms_label(flow: Flow, forms: Sequence[str]) -> str:
    """Forms in words, in the order of the flow."""
    known = [each.code for each in flow.file.rules.forms]
    ordered = sorted(forms, key=lambda code: (known.index(code) if code in known else len(known), code))
    labels = tuple(flow.form(code).label if code in known else code for code in ordered)
    return listed(labels) if labels else "Aucune forme de non-recours"
