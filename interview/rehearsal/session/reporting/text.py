"""The results of a session in a terminal or a plain file: sentences, then lines with bars of blocks.

A bar says nothing that its line does not say in numbers: whoever reads without seeing loses nothing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from interview.bilan.text import part_lines
from interview.rehearsal.session.counting.agreement import Agreement
from interview.rehearsal.session.counting.dividing import QuestionFigures
from interview.rehearsal.session.counting.figures import OutcomeFigures
from interview.rehearsal.session.counting.reading import decimal, share
from interview.rehearsal.session.reporting.report import Report, context_of
from interview.rehearsal.session.reporting.report_agreement import ITEMS, readings, silent, warnings
from interview.rehearsal.session.reporting.report_questions import MOST_ROWS, in_full, sentences_of, title_of
from interview.rehearsal.session.reporting.tree_drawing import MARKS, text_of
from templates.session_context import CasCompare, SeanceContext
from templates.typography import day, french, sentence

WIDTH = 80
_WIDEST_BAR = 24
_WHEN = {"avant": "avant", "apres": "après"}


def text(report: Report, wide: int = WIDTH, *, brief: bool = False) -> str:
    """The results as text, at most *wide* columns. ``brief``: without each case, nor the definitions."""
    context = context_of(report)
    parts = [
        _head(context, wide),
        _titled("En bref", _bullets((*context.essentiel, *context.manques), wide)),
        _titled("Ce que le groupe retient", _notes(context, wide)),
        _titled("Les questions qui partagent le plus", _dividing(report, context, wide)),
        _titled("Les réponses prises l’une pour l’autre", _confusions(report, wide)),
        _titled("L’accord du groupe", _agreement(report, wide)),
        _titled("Avant et après la discussion", _shifts(report, wide)),
    ]
    if not brief:
        parts.append(_titled("Cas par cas", _cases(report, context, wide)))
        parts.append(_titled("Ce que veulent dire ces nombres", _definitions(context, wide)))
    return "\n".join(line.rstrip() for lines in parts for line in lines)


def _head(context: SeanceContext, wide: int) -> Iterator[str]:
    yield from _wrapped(context.titre, wide)
    yield from _wrapped(french(f"Séance du {day(context.date)} : {context.participants}."), wide)
    yield from _wrapped(french(f"Cas : {context.cas_joues}."), wide, after=2)
    yield from _wrapped(sentence(context.avertissement), wide)


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    """The lines under their title; nothing at all where there are none."""
    held = list(lines)
    if held:
        yield ""
        yield title
        yield "═" * len(title)
        yield from held


def _bullets(told: Iterable[str], wide: int, before: int = 0) -> Iterator[str]:
    for each in told:
        yield from _wrapped(f"– {sentence(each)}", wide, before=before, after=before + 2)


def _notes(context: SeanceContext, wide: int) -> Iterator[str]:
    for title, notes in (("Décisions", context.decisions), ("Questions ouvertes", context.ouvertes)):
        if notes:
            yield french(f"{title} :")
            yield from _bullets(notes, wide, 2)


# ── questions ────────────────────────────────────────────────────────────────────────────────────────


def _dividing(report: Report, context: SeanceContext, wide: int) -> Iterator[str]:
    figures = report.figures
    for rank, (each, held) in enumerate(in_full(figures)):
        if rank:
            yield ""
        yield from _wrapped(title_of(each), wide)
        yield from _spread(held, wide)
        yield from _bullets(sentences_of(figures, each, held, report.session.notes), wide, 2)
    for part in context.partages[len(in_full(figures)) :]:
        yield ""
        yield from part_lines(part, wide)


def _spread(held: QuestionFigures, wide: int) -> Iterator[str]:
    """Each answer with how many gave it, at each moment."""
    rounds = [each for each in held.rounds if each.answered]
    for found in rounds:
        if len(rounds) > 1:
            yield french(f"    {_WHEN[found.moment]} ({found.answered} sur {found.present}) :")
        most = max(each.count for each in found.answers)
        for each in found.answers:
            mark = MARKS[each.standing]
            yield from _bar(each.count, most, f"{each.label} {mark}" if mark else each.label, wide)


def _bar(count: int, most: int, label: str, wide: int) -> Iterator[str]:
    """« 8 ████████ Elle a essayé, sans pouvoir déposer »."""
    length = round(count / most * _WIDEST_BAR / 2) if most else 0
    drawn = "█" * (max(length, 1) if count else 0)
    lead = f"    {count:>3} {drawn:<{_WIDEST_BAR // 2}} "
    yield from textwrap.wrap(
        label, wide, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False
    )


def _confusions(report: Report, wide: int) -> Iterator[str]:
    pairs = [each.words for each in report.figures.confusions if each.second]
    yield from _bullets(pairs[:MOST_ROWS], wide)


# ── agreement ────────────────────────────────────────────────────────────────────────────────────────


def _agreement(report: Report, wide: int) -> Iterator[str]:
    figures = report.figures
    held = [each for each in figures.overall if each.moment == "avant" and each.units]
    if figures.participants < 2 or not held:
        return
    few = warnings([each for each in held if each.percent.value is not None])
    for told in few:
        yield from _wrapped(told, wide)
    for each in held:
        yield from _wrapped(french(f"{ITEMS[each.item]} : {_numbers(each)}."), wide, after=2)
    yield from _bullets((*silent(figures), *(each for each in readings(held) if each not in few)), wide)


def _numbers(each: Agreement) -> str:
    told = []
    if each.percent.value is not None:
        told.append(f"{share(each.percent.value)} de paires d’accord")
    for name, found in (
        ("kappa de Fleiss", each.kappa),
        ("alpha de Krippendorff", each.alpha),
        ("alpha avec accord partiel", each.masi),
    ):
        if found is not None and found.value is not None:
            told.append(f"{name} {decimal(found.value)}")
    interval = each.main.interval
    if interval is not None:
        told.append(f"de {decimal(interval.low)} à {decimal(interval.high)} avec d’autres cas")
    return " ; ".join(told)


def _shifts(report: Report, wide: int) -> Iterator[str]:
    figures = report.figures
    whole = dict.fromkeys(each for shift in figures.agreement_shifts for each in shift.words)
    yield from _bullets(whole, wide)
    yield from _bullets((each.words for each in figures.question_shifts if each.changed), wide)


# ── cases ────────────────────────────────────────────────────────────────────────────────────────────


def _cases(report: Report, context: SeanceContext, wide: int) -> Iterator[str]:
    for rank, (unit, told) in enumerate(zip(report.figures.units, context.cas, strict=True)):
        if rank:
            yield ""
        title = f"{rank + 1}. {told.titre}"
        yield title
        yield "─" * len(title)
        if told.reference:
            yield from _wrapped(french(f"La référence conclut : {told.reference}."), wide, after=2)
        yield from _bullets(told.phrases, wide)
        outcome = next(each for each in report.figures.outcomes if each.unit == unit)
        yield from _outcomes(outcome, wide)
        yield from _answers([each for each in report.figures.questions if each.unit == unit], told, wide)
        for tree in report.figures.trees:
            if (tree.unit, tree.moment) == (unit, "avant") and tree.root.question:
                yield "  Les chemins, avant la discussion :"
                yield from (f"    {line}" for line in text_of(tree, wide - 4).splitlines()[1:])
        yield from _titled_list("Décidé par le groupe", told.decisions, wide)
        yield from _titled_list("Laissé ouvert", told.ouvertes, wide)
        yield from _titled_list("À discuter", told.discussion, wide)


def _titled_list(title: str, lines: tuple[str, ...], wide: int) -> Iterator[str]:
    if lines:
        yield french(f"  {title} :")
        yield from _bullets(lines, wide, 4)


def _outcomes(outcome: OutcomeFigures, wide: int) -> Iterator[str]:
    for found in outcome.rounds:
        if found.present:
            yield french(f"  Ce qui a été conclu, {_WHEN[found.moment]} la discussion :")
            most = max(each.count for each in found.outcomes)
            for each in found.outcomes:
                mark = f" {MARKS['reference']}" if each.reference else ""
                yield from _bar(each.count, most, f"{each.label}{mark}", wide)


def _answers(held: list[QuestionFigures], told: CasCompare, wide: int) -> Iterator[str]:
    """The questions on which participants part; the others in one sentence."""
    for each in held:
        found = each.at("avant")
        if found is not None and found.answered > 1 and (found.alike or 0.0) < 1:
            pairs = f"{share(found.alike or 0.0)} des paires d’accord"
            yield from _wrapped(french(f"{each.title} : {pairs}."), wide, before=2, after=4)
            yield from _spread(each, wide)
    for note in told.questions.notes if told.questions else ():
        yield from _wrapped(sentence(note), wide, before=2, after=4)


def _definitions(context: SeanceContext, wide: int) -> Iterator[str]:
    for each in context.definitions:
        yield from _wrapped(french(f"{each.terme} : {sentence(each.sens)}"), wide, after=2)


def _wrapped(words: str, wide: int, *, before: int = 0, after: int | None = None) -> list[str]:
    first, rest = " " * before, " " * (before if after is None else after)
    return textwrap.wrap(words, wide, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
