"""What a face shows, as plain frozen values: no face has to know a rule, only to lay this out.

Every text is final French, typography included.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from flows.flow import Flow
from flows.foresight import Prospect
from flows.grammar import NOTHING_TO_ASK, UNKNOWN, Column, Question
from flows.qualification import Qualification
from interview.amounts import amounts_in_words
from interview.engine import Interview, accepts_unknown, knowledge, unknown_value
from interview.wording import (
    NONE_ELSEWHERE,
    QUALIFIED_ELSEWHERE,
    capital,
    certainty_label,
    certainty_reason,
    elsewhere_sentence,
    finding,
    findings,
    joined,
    plural,
    value_in_words,
)
from templates.typography import french

Status = Literal["retenue", "possible", "ecartee", "a_eclaircir"]
STATUS_MARKS: dict[str, tuple[str, str]] = {
    "retenue": ("●", "retenue"),
    "possible": ("○", "possible"),
    "ecartee": ("–", "écartée"),
    "a_eclaircir": ("?", "à éclaircir"),
}
"""A mark and a word for each status: never the mark, nor a colour, alone."""


class Option(msgspec.Struct, frozen=True):
    """One choice offered; ``key`` is the digit that takes it, "" past nine."""

    code: str
    label: str
    help: str
    group: str
    key: str


class Prompt(msgspec.Struct, frozen=True, kw_only=True):
    """A question ready to be shown.

    Attributes:
        kind: what kind of answer it takes (see ``flows.grammar.Kind``).
        options: choices in order; « on ne sait pas » is never among them, it is the key ``0``.
        unknown: label of the key ``0``, or "" where the question does not take it.
        skippable: whether it may be left without an answer.
        value: what was answered before, when it is shown again.
        proposed: an answer to offer first, not given yet.
        revisited: it is shown again after « back » or from the review.
        progress: where the interview stands, in words.
    """

    question: str
    rank: int
    section: str
    progress: str
    text: str
    short: str
    why: str
    approach: str
    in_doubt: str
    kind: str
    options: tuple[Option, ...]
    columns: tuple[Column, ...]
    catalogue: str
    unknown: str
    unknown_value: Any
    skippable: bool
    unit: str
    minimum: int
    maximum: int
    value: Any
    proposed: Any
    revisited: bool

    @property
    def multiple(self) -> bool:
        """Whether several choices may be taken."""
        return self.kind in ("choix_multiple", "catalogue_multiple")


class KnownForm(msgspec.Struct, frozen=True):
    """One line of « Ce que l'on sait »: a form, where it stands, on what."""

    code: str
    label: str
    status: Status
    mark: str
    word: str
    grounds: tuple[str, ...]


class Known(msgspec.Struct, frozen=True):
    """The panel « Ce que l'on sait »."""

    title: str
    household: str
    forms: tuple[KnownForm, ...]
    to_check: tuple[str, ...]
    set_aside: tuple[str, ...]
    remaining: str


class ReviewRow(msgspec.Struct, frozen=True):
    """One line of the review, ready to be shown."""

    question: str
    rank: int
    section: str
    short: str
    answer: str
    state: Literal["repondue", "inconnue", "passee", "parquee"]
    note: str


class VerdictForm(msgspec.Struct, frozen=True):
    """One form of the qualification in words."""

    code: str
    label: str
    definition: str
    certain: bool
    reasons: tuple[str, ...]
    grounds: tuple[str, ...]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The qualification of one situation in words: what is proposed, on what, and what else."""

    rank: int
    object: str
    title: str
    certainty: str
    certainty_label: str
    certainty_reason: str
    forms: tuple[VerdictForm, ...]
    abandoned: bool
    typology: tuple[tuple[str, str], ...]
    to_check: tuple[str, ...]
    elsewhere: tuple[str, ...]
    no_form: str
    next_step: str
    decided: tuple[str, ...]
    decided_certainty: str
    decided_otherwise: bool
    decision_reason: str


def prompt_of(interview: Interview, today: str) -> Prompt | None:
    """The question on screen, or None once every question has been seen.

    Args:
        today: the day, ``YYYY-MM-DD``, to be offered where a date is asked.
    """
    flow, situation = interview.flow, interview.current
    question = flow.questions.get(interview.place)
    if question is None:
        return None
    given = {**interview.shared, **situation.given}
    return Prompt(
        question=question.id,
        rank=situation.rank,
        section=french(flow.sections[question.section].title),
        progress=progress_in_words(interview),
        text=french(question.text),
        short=french(question.short),
        why=french(
            " ".join(each for each in (question.why, amounts_in_words(interview, question, today)) if each)
        ),
        approach="" if question.approach == NOTHING_TO_ASK else french(question.approach),
        in_doubt=_in_doubt(interview, question, given),
        kind=question.kind,
        options=_options(interview, question),
        columns=question.columns,
        catalogue=question.catalogue,
        unknown=_unknown_label(interview, question),
        unknown_value=unknown_value(question),
        skippable=not question.required,
        unit=plural(question.unit),
        minimum=question.minimum,
        maximum=question.maximum,
        value=given.get(question.id),
        proposed=_proposed(interview, question, given, today),
        revisited=bool(interview.cursor),
    )


def _options(interview: Interview, question: Question) -> tuple[Option, ...]:
    labels = {section.code: section.label for section in _families(interview, question)}
    offered = [each for each in question.choices if (each.code,) != _zero(question)]
    return tuple(
        Option(
            code=each.code,
            label=french(each.label),
            help=french(each.help),
            group=french(labels.get(each.group, each.group)),
            key=str(position) if position <= 9 else "",
        )
        for position, each in enumerate(offered, 1)
    )


def _families(interview: Interview, question: Question) -> tuple[Any, ...]:
    """Choices of the question whose codes name the groups of this one's choices."""
    groups = {each.group for each in question.choices if each.group}
    if not groups:
        return ()
    for other in interview.flow.file.questions:
        if groups <= set(other.codes):
            return other.choices
    return ()


def _zero(question: Question) -> tuple[str, ...]:
    """The listed choice that the key ``0`` stands for."""
    if not accepts_unknown(question):
        return ()
    value = unknown_value(question)
    return value if isinstance(value, tuple) else (value,)


def _unknown_label(interview: Interview, question: Question) -> str:
    if not accepts_unknown(question):
        return ""
    value = unknown_value(question)
    code = value[0] if isinstance(value, tuple) else value
    return french(interview.flow.label(question.id, code))


def _proposed(interview: Interview, question: Question, given: dict[str, Any], today: str) -> Any:
    if question.kind == "menage":
        return interview.household
    if question.kind == "date":
        return today
    entry = interview.flow.catalogue.benefit(given.get(question.prefilled) or "")
    return tuple(entry.organisms[:1]) if entry else None


def _in_doubt(interview: Interview, question: Question, given: dict[str, Any]) -> str:
    """What to choose when hesitating; where a benefit proposes its organism, who else may stand for it."""
    catalogue = interview.flow.catalogue
    benefit = catalogue.benefit(given.get(question.prefilled) or "") if question.prefilled else None
    others = catalogue.alternatives(benefit.code) if benefit else ()
    said = [question.in_doubt, *(f"{capital(each)}." for each in others)]
    return french(" ".join(part for part in said if part))


def progress_in_words(interview: Interview) -> str:
    """« Le droit · encore 6 questions au plus avant la qualification »."""
    state = knowledge.progress(interview)
    section = interview.flow.sections[state.section].title if state.section else ""
    if interview.cursor:
        return french(f"{section} · réponse à revoir")
    if state.before_qualification:
        plural = "s" if state.before_qualification > 1 else ""
        ahead = f"encore {state.before_qualification} question{plural} au plus avant la qualification"
        return french(f"{section} · {ahead}")
    return french(f"{section} · facultatif" if section else "Toutes les questions ont été vues")


def object_of(interview: Interview, rank: int) -> str:
    """The benefit or the domain the situation is about, in words; "" before it is known."""
    answers = interview.answers(rank)
    for question in interview.flow.file.questions:
        if question.id in ("prestation", "domaine") and question.id in answers:
            return french(interview.flow.label(question.id, answers[question.id]))
    return ""


def known_of(interview: Interview) -> Known:
    """The panel « Ce que l'on sait » for the current situation."""
    flow, rank = interview.flow, interview.active
    answers = interview.answers(rank)
    forms = tuple(_known_form(flow, each) for each in knowledge.forms_outlook(interview))
    doubtful = [flow.questions[each].short for each, value in answers.items() if value == UNKNOWN]
    aside = [flow.questions[each].short for each in knowledge.parked(interview, rank)]
    title = object_of(interview, rank) or french("Situation n° ") + str(rank)
    return Known(
        title=title,
        household=interview.household,
        forms=forms,
        to_check=tuple(french(each) for each in doubtful),
        set_aside=tuple(french(each) for each in aside),
        remaining=progress_in_words(interview),
    )


def _known_form(flow: Flow, prospect: Prospect) -> KnownForm:
    """A form ruled out only because something is not known is not told as ruled out."""
    unclear = any(value == UNKNOWN for _, value in prospect.grounds)
    status: Status = "a_eclaircir" if prospect.status == "ecartee" and unclear else prospect.status
    mark, word = STATUS_MARKS[status]
    return KnownForm(
        code=prospect.form,
        label=french(flow.form(prospect.form).label),
        status=status,
        mark=mark,
        word=word,
        grounds=findings(flow, prospect.grounds),
    )


def review_of(interview: Interview, rank: int) -> tuple[ReviewRow, ...]:
    """Every answer of a situation, in the order it was asked."""
    flow = interview.flow
    notes = {"parquee": "mise de côté : ne compte plus", "passee": "", "inconnue": "à vérifier"}
    return tuple(
        ReviewRow(
            question=line.question,
            rank=rank,
            section=french(flow.sections[line.section].title),
            short=french(flow.questions[line.question].short),
            answer=value_in_words(flow, flow.questions[line.question], line.value),
            state=line.state,
            note=french(notes.get(line.state, "")),
        )
        for line in knowledge.review(interview, rank)
    )


def verdict_of(interview: Interview, rank: int, known_situations: int = 0) -> Verdict:
    """The qualification of situation *rank* in words."""
    flow = interview.flow
    answers = interview.answers(rank)
    said = knowledge.qualification(interview, rank, known_situations)
    decision = knowledge.decision(interview, rank, said)
    label = certainty_label(flow, said.certainty)
    names = [flow.form(code).label for code in said.forms]
    named = joined([*names[:1], *(each.lower() for each in names[1:])])
    known = f"{named} — non-recours {label.lower()}" if said.certainty else named
    title = known if names else label if said.certainty else NONE_ELSEWHERE.removesuffix(".")
    elsewhere = interview.situations[rank - 1].imported is not None
    no_form = said.no_form.sentence if said.no_form else ""
    traits = {each.rule.code: each.rule for each in flow.traits}
    return Verdict(
        rank=rank,
        object=object_of(interview, rank),
        title=french(title),
        certainty=said.certainty,
        certainty_label=label,
        certainty_reason=QUALIFIED_ELSEWHERE if elsewhere else certainty_reason(flow, said, answers),
        forms=_verdict_forms(interview, said),
        abandoned=said.abandoned,
        typology=tuple((french(traits[each].label), french(traits[each].meaning)) for each in said.typology),
        to_check=tuple(finding(flow, each, UNKNOWN) for each in said.to_check),
        elsewhere=tuple(
            elsewhere_sentence(flow, said, each) for each in knowledge.led_elsewhere(interview, rank)
        ),
        no_form=NONE_ELSEWHERE if elsewhere and not names else french(no_form),
        next_step=french(said.no_form.next_step) if said.no_form else "",
        decided=tuple(french(flow.form(code).label) for code in decision.forms),
        decided_certainty=decision.certainty,
        decided_otherwise=set(decision.forms) != set(said.forms),
        decision_reason=french(decision.reason),
    )


def _verdict_forms(interview: Interview, said: Qualification) -> tuple[VerdictForm, ...]:
    flow = interview.flow
    return tuple(
        VerdictForm(
            code=each.form,
            label=french(flow.form(each.form).label),
            definition=french(flow.form(each.form).definition),
            certain=each.certain,
            reasons=tuple(french(flow.label(flow.form(each.form).reasons, code)) for code in each.reasons),
            grounds=findings(flow, each.support),
        )
        for each in said.conclusions
    )
