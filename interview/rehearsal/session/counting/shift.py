"""Before and after the group talked: what changed, and whether it came nearer to the reference. Pure.

Only what a participant answered at both moments is compared. Answers given after talking are no longer
independent: agreement is then what the group came to, not how far one may rely on each (Krippendorff, Content
Analysis, 2nd ed., 2004, ch. 11 on reliability, asks for coders who work independently: so his readers report
it; the book itself was not read). The sentences say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from interview.rehearsal.given import Given, Moment
from interview.rehearsal.session.counting import agreement_rows as rows
from interview.rehearsal.session.counting import bootstrap, coefficients
from interview.rehearsal.session.counting.agreement import Agreement, Cells, Estimate, Measure, agreement
from interview.rehearsal.session.counting.agreement_rows import Standing, Unit
from interview.rehearsal.session.counting.coefficients import Answer, Counts, masi, nominal
from interview.rehearsal.session.counting.confusions import FORMS
from interview.rehearsal.session.counting.dividing import mean_apart
from interview.rehearsal.session.counting.reading import LEAST_UNITS, share, times
from interview.rehearsal.session.model import Gathered
from templates.typography import french

if TYPE_CHECKING:
    from interview.rehearsal.session.counting.coefficients import Reals


BY_ITSELF = (
    "On rejoue d’ordinaire les cas qui ont le plus partagé : là où l’accord était au plus bas, il remonte en "
    "partie de lui-même, et cette part du gain ne vient pas de la discussion."
)
"""Regression to the mean: said where only some of the situations were answered again."""


class QuestionShift(Struct, frozen=True, kw_only=True):
    """One question of one situation, before and after; counts of participants.

    Attributes:
        question: its id, or ``formes`` for what is concluded.
        both: those who answered it at both moments; the counts below are among them.
        changed: of which answered otherwise after.
        towards: from an answer that is not right to the reference, or to one as right.
        away: from the reference, or one as right, to one that is not.
        entered, left: those who answered it only after, only before (their path went elsewhere).
        alike_before, alike_after: share of pairs alike among those who answered at both; None under two.
        words: one or two French sentences.
    """

    unit: Unit
    question: str
    title: str
    both: int
    changed: int
    towards: int
    away: int
    entered: int
    left: int
    alike_before: float | None
    alike_after: float | None
    words: str


class AgreementShift(Struct, frozen=True, kw_only=True):
    """Agreement on one thing, before and after, on what was answered at both moments only.

    Attributes:
        item: ``formes``, ``raisons`` or ``certitude``.
        percent, main: after less before: share of pairs alike, and the coefficient that is read.
        words: French sentences, the most important first.
    """

    item: str
    title: str
    before: Agreement
    after: Agreement
    percent: Estimate
    main: Estimate
    words: tuple[str, ...]


def question_shifts(gathered: Gathered) -> tuple[QuestionShift, ...]:
    """Every question that somebody answered at both moments, by case then flow, what is concluded first."""
    if "apres" not in gathered.moments:
        return ()
    made: list[QuestionShift] = []
    for unit in rows.units_of(gathered):
        pairs = both_of(gathered, unit)
        if pairs:
            made.append(_forms_shift(gathered, unit, pairs))
            made += _unit_shifts(gathered, unit, pairs)
    return tuple(made)


def both_of(gathered: Gathered, unit: Unit) -> tuple[tuple[Given, Given], ...]:
    """What each participant answered to *unit* before and after, those who did both only."""
    after = {each.participant: each for each in rows.of_unit(gathered, unit, "apres")}
    before = rows.of_unit(gathered, unit, "avant")
    return tuple((each, after[each.participant]) for each in before if each.participant in after)


def _unit_shifts(
    gathered: Gathered, unit: Unit, pairs: Sequence[tuple[Given, Given]]
) -> Iterator[QuestionShift]:
    for question in rows.asked_in(gathered.flow, (each for pair in pairs for each in pair)):

        def standing(answer: Answer, asked: str = question) -> Standing:
            return rows.standing_of(gathered, unit, asked, answer)

        answers = [(rows.answer_of(one, question), rows.answer_of(other, question)) for one, other in pairs]
        title = french(gathered.flow.questions[question].short)
        yield _shift(unit, question, title, answers, standing)


def _forms_shift(gathered: Gathered, unit: Unit, pairs: Sequence[tuple[Given, Given]]) -> QuestionShift:
    reference = gathered.references.get(unit.key)
    right = rows.forms_of(reference) if reference else None

    def standing(answer: Answer) -> Standing:
        return "sans" if right is None else "reference" if answer == right else "autre"

    answers = [(rows.forms_of(one), rows.forms_of(other)) for one, other in pairs]
    return _shift(unit, FORMS, "Formes retenues", answers, standing)


def _shift(
    unit: Unit,
    question: str,
    title: str,
    answers: Sequence[tuple[Answer | None, Answer | None]],
    standing: Callable[[Answer], Standing],
) -> QuestionShift:
    both = [(one, other) for one, other in answers if one is not None and other is not None]
    moves = Counter(_move(standing(one), standing(other)) for one, other in both if one != other)
    made = QuestionShift(
        unit=unit,
        question=question,
        title=title,
        both=len(both),
        changed=moves.total(),
        towards=moves["vers"],
        away=moves["loin"],
        entered=sum(one is None and other is not None for one, other in answers),
        left=sum(one is not None and other is None for one, other in answers),
        alike_before=_alike(one for one, _ in both),
        alike_after=_alike(other for _, other in both),
        words="",
    )
    return _told(made)


def _move(before: Standing, after: Standing) -> str:
    right = ("reference", "admise")
    if before == "autre" and after in right:
        return "vers"
    return "loin" if before in right and after == "autre" else "ailleurs"


def _alike(answers: Iterable[Answer]) -> float | None:
    apart = mean_apart(Counter(answers), nominal)
    return None if apart is None else 1 - apart


def _told(made: QuestionShift) -> QuestionShift:
    return msgspec.structs.replace(made, words=french(" ".join(_shift_words(made))))


def _shift_words(made: QuestionShift) -> Iterator[str]:
    where = f"{made.title}, dans « {made.unit.title} »"
    if not made.both:
        yield f"{where} : personne n’y a répondu aux deux moments."
        return
    if not made.changed:
        yield f"{where} : aucun changement ({_of(made.both)} aux deux moments)."
    else:
        ways = [
            f"{count} {words}"
            for count, words in (
                (made.towards, "vers la référence"),
                (made.away, "en s’en éloignant"),
                (made.changed - made.towards - made.away, "autrement"),
            )
            if count
        ]
        verb = "ont changé" if made.changed > 1 else "a changé"
        if len(ways) == 1:
            ways = [ways[0].removeprefix(f"{made.changed} ")]
        told = f" ({', '.join(ways)})" if made.towards or made.away else ""
        yield f"{where} : {made.changed} sur {made.both} {verb} de réponse{told}."
    if made.alike_before is not None and made.alike_after is not None and made.changed:
        yield f"Paires d’accord : {share(made.alike_before)} avant, {share(made.alike_after)} après."


def _of(count: int) -> str:
    return f"{count} participants" if count > 1 else "un participant"


Items = Mapping[str, tuple[str, bool, Callable[[Given], Answer | None]]]
"""By item: its title with the article, whether it is a set, how it is read."""


def agreement_shifts(
    gathered: Gathered, items: Items, seed: int = 0, draws: int = bootstrap.DRAWS
) -> tuple[AgreementShift, ...]:
    """Agreement before and after on each of *items*; empty where nothing was answered again."""
    if "apres" not in gathered.moments:
        return ()
    return tuple(
        _agreement_shift(gathered, item, title, sets, read, seed, draws)
        for item, (title, sets, read) in items.items()
    )


def _agreement_shift(
    gathered: Gathered,
    item: str,
    title: str,
    sets: bool,
    read: Callable[[Given], Answer | None],
    seed: int,
    draws: int,
) -> AgreementShift:
    before, after = _paired_cells(gathered, read)
    chosen = any(not both_of(gathered, each) for each in rows.units_of(gathered))

    def measured(cells: Cells, moment: Moment) -> Agreement:
        return agreement(cells, item=item, title=title, moment=moment, sets=sets, seed=seed, draws=draws)

    one, other = measured(before, "avant"), measured(after, "apres")
    counts = coefficients.counted(before), coefficients.counted(after)
    weights = bootstrap.drawn_of(counts[0], seed, draws)
    distance = masi if sets else nominal

    def coefficient(of: Counts, drawn: Reals | None) -> Reals:
        return coefficients.alpha(of, distance, drawn)

    percent = _difference(counts, weights, coefficients.percent, (one.percent, other.percent))
    return AgreementShift(
        item=item,
        title=title,
        before=one,
        after=other,
        percent=percent,
        main=_difference(counts, weights, coefficient, (one.main, other.main)),
        words=tuple(french(each) for each in _agreement_words(one, other, percent, chosen=chosen)),
    )


def _paired_cells(gathered: Gathered, read: Callable[[Given], Answer | None]) -> tuple[Cells, Cells]:
    """Units × participants at each moment: what was not answered at both is missing from both."""
    people = gathered.participants
    before: list[list[Answer | None]] = []
    after: list[list[Answer | None]] = []
    for unit in rows.units_of(gathered):
        held = {
            one.participant: (was, now)
            for one, other in both_of(gathered, unit)
            if (was := read(one)) is not None and (now := read(other)) is not None
        }
        before.append([held[each][0] if each in held else None for each in people])
        after.append([held[each][1] if each in held else None for each in people])
    return before, after


def _difference(
    counts: tuple[Counts, Counts], weights: Reals, measure: Measure, values: tuple[Estimate, Estimate]
) -> Estimate:
    """After less before, the same units drawn for both."""
    before, after = values
    if before.value is None or after.value is None:
        return Estimate(undefined=before.undefined or after.undefined)
    bounds = bootstrap.interval(weights, lambda drawn: measure(counts[1], drawn) - measure(counts[0], drawn))
    return Estimate(after.value - before.value, bounds)


def _agreement_words(
    before: Agreement, after: Agreement, percent: Estimate, *, chosen: bool
) -> Iterator[str]:
    if before.percent.value is None or after.percent.value is None or percent.value is None:
        yield f"Sur {before.title}, rien n’a été répondu aux deux moments par deux participants au moins."
        return
    units = f"{before.units} situations" if before.units > 1 else "une situation"
    was, now = times(before.percent.value), times(after.percent.value)
    then = "" if was.endswith("sur 100") and now.endswith("sur 100") else " :"
    yield (
        f"Sur {before.title}, deux participants pris au hasard répondaient la même chose{then} "
        f"{was} avant la discussion, {now} après ({units} à comparer)."
    )
    yield _moved(before, percent)
    yield (
        "Après la discussion, les réponses ne sont plus indépendantes : ce nombre dit où le groupe est "
        "arrivé, pas ce que chacun répondrait seul devant un autre cas."
    )
    if chosen:
        yield BY_ITSELF


def _moved(before: Agreement, percent: Estimate) -> str:
    if before.units < LEAST_UNITS:
        few = f"moins de {LEAST_UNITS} situations"
        return f"C’est trop peu ({few}) pour dire si l’écart aurait été le même avec d’autres cas."
    if percent.interval is None:
        return "On ne peut pas dire si l’écart aurait été le même avec d’autres cas."
    if percent.interval.low > 0:
        return "Avec d’autres cas du même genre, le groupe se serait sans doute rapproché aussi."
    if percent.interval.high < 0:
        return "Avec d’autres cas du même genre, le groupe se serait sans doute éloigné aussi."
    return (
        "Avec d’autres cas, l’écart aurait pu être nul : rien ne dit que la discussion a rapproché le groupe."
    )
