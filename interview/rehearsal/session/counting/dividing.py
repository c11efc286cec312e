"""Each question of each situation: how answers spread, how far pairs agree, and which questions divide most.

Only those who were asked can part: the path decides who is. How many were asked is always beside, and a
question is ranked among all who were there: two who part out of two asked part less than two out of three.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from flows.flow import Flow
from interview.rehearsal.given import CODED, Given, Moment
from interview.rehearsal.session.counting import agreement_rows as rows
from interview.rehearsal.session.counting.agreement_rows import Standing, Unit
from interview.rehearsal.session.counting.coefficients import Answer, Distance, masi, nominal
from interview.rehearsal.session.counting.weighing import ORDER, Change, Weight, weight_of
from interview.rehearsal.session.model import Gathered
from templates.typography import french

FEW_ASKED = 0.5
"""Answered by less than half of those who qualified the situation, a question is told to have been reached by
few: that says more of the questions before than of its own wording."""
CHANGES: dict[Change, str] = {
    "formes": "À elle seule, cette réponse change les formes retenues",
    "abandon": "À elle seule, cette réponse change ce qui est dit d’une demande abandonnée",
    "certitude": "À elle seule, cette réponse ne change que la certitude",
    "rien": "À elle seule, cette réponse ne change ni les formes ni la certitude",
}
FOLLOWS = 0.5
"""Where those who had answered alike so far part less than so much of all those asked, the parting is told to
follow from an earlier one. Partings that owe nothing to one another leave the two alike."""
FOLLOWS_WORDS = (
    "Ceux qui répondaient la même chose jusque-là s’y séparent bien moins : l’écart vient surtout d’une "
    "question d’avant"
)


class Counted(Struct, frozen=True):
    """One answer and how many participants gave it.

    Attributes:
        answer: codes, sorted; several for a set.
        label: the same in words.
    """

    answer: Answer
    label: str
    count: int
    standing: Standing


class Round(Struct, frozen=True, kw_only=True):
    """One question at one moment.

    Attributes:
        present: participants who qualified the situation; ``asked``: of which were asked the question;
            ``answered``: of which answered it.
        answers: those given, and the reference even where nobody gave it, in the order of the question.
        ticks: for a question of several answers, how many gave each code; empty for others.
        alike: share of pairs of participants who answered the same; None under two answers.
        apart: mean distance of pairs: 1 - alike for a choice, MASI for a set; None under two answers.
        apart_yet: the same among pairs who had answered alike all that they were asked before; None without
            such a pair.
        as_reference, accepted: participants who answered as the reference; otherwise but as right.
        weight: how many of all pairs part here, and what that alone changes in the conclusion.
    """

    moment: Moment
    present: int
    asked: int
    answered: int
    answers: tuple[Counted, ...]
    ticks: tuple[Counted, ...]
    alike: float | None
    apart: float | None
    as_reference: int
    accepted: int
    apart_yet: float | None = None
    weight: Weight = Weight()


class QuestionFigures(Struct, frozen=True, kw_only=True):
    """One question of one situation, at each moment.

    Attributes:
        title: its few words; ``text``: what is asked.
        multiple: whether an answer may hold several codes.
        decides: whether forms or certainty are read from it.
        on_reference: whether the reference goes by it.
        reference: the reference answer, None where there is none.
        rounds: one for each moment of the session.
    """

    unit: Unit
    question: str
    title: str
    text: str
    multiple: bool
    decides: bool
    on_reference: bool
    reference: Answer | None
    reference_label: str
    rounds: tuple[Round, ...]

    def at(self, moment: Moment) -> Round | None:
        """What was answered at *moment*."""
        return next((each for each in self.rounds if each.moment == moment), None)


class Divided(Struct, frozen=True, kw_only=True):
    """A question of a situation on which participants part, and where it stands among those that do.

    Attributes:
        place: from 1, the one that divides most.
        weight: what it is ranked by, and what the answer alone changes in the conclusion.
        few: answered by less than half of those who qualified the situation.
        follows: most of the parting comes from an earlier question: those alike so far part far less here.
        words: one French sentence.
    """

    place: int
    unit: Unit
    question: str
    title: str
    present: int
    asked: int
    answered: int
    alike: float
    apart: float
    answers: tuple[Counted, ...]
    weight: Weight
    few: bool
    follows: bool
    words: str


def questions_of(gathered: Gathered) -> tuple[QuestionFigures, ...]:
    """Every question with choices of every situation that somebody was asked, by case then flow."""
    made: list[QuestionFigures] = []
    for unit in rows.units_of(gathered):
        given = {moment: rows.of_unit(gathered, unit, moment) for moment in gathered.moments}
        for question in rows.asked_in(gathered.flow, (each for held in given.values() for each in held)):
            rounds = [_round(gathered, unit, question, moment, held) for moment, held in given.items()]
            made.append(_question(gathered, unit, question, tuple(rounds)))
    return tuple(made)


def _question(gathered: Gathered, unit: Unit, question: str, rounds: tuple[Round, ...]) -> QuestionFigures:
    asked, reference = gathered.flow.questions[question], gathered.references.get(unit.key)
    answer = rows.reference_answer(gathered, unit, question)
    return QuestionFigures(
        unit=unit,
        question=question,
        title=french(asked.short),
        text=french(asked.text),
        multiple=asked.multiple,
        decides=question in gathered.flow.rule_questions,
        on_reference=reference is not None and question in reference.path,
        reference=answer,
        reference_label="" if answer is None else rows.label_of(gathered.flow, question, answer),
        rounds=rounds,
    )


def _round(gathered: Gathered, unit: Unit, question: str, moment: Moment, given: Sequence[Given]) -> Round:
    flow = gathered.flow
    counts = Counter(answer for each in given if (answer := rows.answer_of(each, question)) is not None)
    reference = rows.reference_answer(gathered, unit, question)
    listed = rows.by_flow(flow, question, {*counts} | ({reference} if reference is not None else set()))
    answers = tuple(
        Counted(
            each,
            rows.label_of(flow, question, each),
            counts[each],
            rows.standing_of(gathered, unit, question, each),
        )
        for each in listed
    )
    multiple = flow.questions[question].multiple
    distance = masi if multiple else nominal
    return Round(
        moment=moment,
        present=len(given),
        asked=sum(question in each.path for each in given),
        answered=counts.total(),
        answers=answers,
        ticks=_ticks(flow, question, counts, reference) if multiple else (),
        alike=_alike(counts),
        apart=mean_apart(counts, distance),
        as_reference=sum(each.count for each in answers if each.standing == "reference"),
        accepted=sum(each.count for each in answers if each.standing == "admise"),
        apart_yet=_apart_yet(flow, question, given, distance),
        weight=weight_of(flow, question, given, distance),
    )


def _apart_yet(flow: Flow, question: str, given: Sequence[Given], distance: Distance) -> float | None:
    """Mean distance of the pairs who had answered alike all the questions with choices before *question*."""
    alike: dict[tuple[tuple[str, Answer | None], ...], Counter[Answer]] = defaultdict(Counter)
    for each in given:
        answer = rows.answer_of(each, question)
        if answer is not None:
            earlier = each.path[: each.path.index(question)]
            closed = (held for held in earlier if flow.questions[held].kind in CODED)
            alike[tuple((held, rows.answer_of(each, held)) for held in closed)][answer] += 1
    pairs = summed = 0.0
    for counts in alike.values():
        apart, size = mean_apart(counts, distance), counts.total()
        if apart is not None:
            pairs += size * (size - 1) / 2
            summed += apart * size * (size - 1) / 2
    return summed / pairs if pairs else None


def _ticks(
    flow: Flow, question: str, counts: Counter[Answer], reference: Answer | None
) -> tuple[Counted, ...]:
    held: Counter[str] = Counter()
    for answer, count in counts.items():
        held.update(dict.fromkeys(answer, count))
    codes = {*held, *(reference or ())}
    return tuple(
        Counted((code,), rows.label_of(flow, question, (code,)), held[code], _tick(code, reference))
        for (code,) in rows.by_flow(flow, question, {(code,) for code in codes})
    )


def _tick(code: str, reference: Answer | None) -> Standing:
    if reference is None:
        return "sans"
    return "reference" if code in reference else "autre"


def _alike(counts: Counter[Answer]) -> float | None:
    apart = mean_apart(counts, nominal)
    return None if apart is None else 1 - apart


def mean_apart(counts: Counter[Answer], distance: Distance) -> float | None:
    """Mean distance of the pairs of participants; None under two answers."""
    total = counts.total()
    if total < 2:
        return None
    held = sorted(counts.items())
    summed = sum(
        count * times * distance(answer, other)
        for rank, (answer, count) in enumerate(held)
        for other, times in held[:rank]
    )
    return summed / (total * (total - 1) / 2)


def dividing(questions: Iterable[QuestionFigures], moment: Moment = "avant") -> tuple[Divided, ...]:
    """Questions on which at least two participants part, the most divided first.

    What is ranked is the share of all pairs of those present that part there, a pair counting for what its
    parting changes (:data:`~interview.rehearsal.session.counting.weighing.WEIGHTS`). Ties: what
    changes most, then the most answered, then the order of the cases and of the flow. A parting that follows
    from an earlier one keeps its place, and is told to.
    """
    held = [(each, found) for each in questions if (found := each.at(moment)) and found.apart]
    held.sort(key=lambda each: _rank(each[1]))
    return tuple(_divided(place, each, found) for place, (each, found) in enumerate(held, 1))


def _rank(found: Round) -> tuple[float, int, int]:
    weight = found.weight
    return -round(weight.heft, 9), ORDER.index(weight.change), -found.answered


def _few(found: Round) -> bool:
    return found.answered < FEW_ASKED * found.present


def _follows(found: Round) -> bool:
    return found.apart_yet is not None and found.apart_yet < FOLLOWS * (found.apart or 0.0)


def _divided(place: int, question: QuestionFigures, found: Round) -> Divided:
    return Divided(
        place=place,
        unit=question.unit,
        question=question.question,
        title=question.title,
        present=found.present,
        asked=found.asked,
        answered=found.answered,
        alike=found.alike or 0.0,
        apart=found.apart or 0.0,
        answers=found.answers,
        weight=found.weight,
        few=_few(found),
        follows=_follows(found),
        words=_words(question, found),
    )


def _words(question: QuestionFigures, found: Round) -> str:
    """« Demande, dans « Quatre retours », posée à 15 participants sur 15 : 8 « Oui » ; 7 « Non ». »"""
    given = sorted((each for each in found.answers if each.count), key=lambda each: -each.count)
    parts = [f"{each.count} « {each.label} »" for each in given[:4]]
    if len(given) > 4:
        rest = sum(each.count for each in given[4:])
        parts.append(f"{rest} autres réponses" if rest > 1 else "1 autre réponse")
    told = " ; ".join(parts)
    asked = f"posée à {found.asked} participants sur {found.present}"
    earlier = f" {FOLLOWS_WORDS}." if _follows(found) else ""
    changed = f" {change_words(found.weight)}." if found.weight.change != "rien" else ""
    return french(f"{question.title}, dans « {question.unit.title} », {asked} : {told}.{changed}{earlier}")


def change_words(weight: Weight) -> str:
    """What the answer alone changes in the conclusion, without its full stop."""
    if not weight.between:
        return CHANGES[weight.change]
    one, other = weight.between
    return french(f"{CHANGES[weight.change]} (« {one} » ou « {other} »)")
