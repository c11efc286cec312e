"""Conditions: well formed, and reading answers that exist and are given above."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from flows.checks.names import FACTS, FORMS, QUESTIONS
from flows.checks.subject import CODED, SEARCHED, Subject
from flows.faults import Fault, Path, listed, shortened
from flows.grammar import UNKNOWN, Condition, Question

MAX_NESTED = 100
"""Deepest condition, once the facts it names are written out."""
MAX_TESTS = 5_000
"""Longest condition, counted in tests, once the facts it names are written out."""
MAX_TOGETHER = 500_000
"""All the conditions of a file together, counted in the same way."""

_SHAPE = "« question » avec « est », « parmi » ou « hors » ; « fait » ; « tous » ; « un_de »"


class Unfolded(msgspec.Struct, frozen=True):
    """What a named condition is once the facts it names are written out."""

    reads: frozenset[str]
    tests: int
    levels: int


def conditions(subject: Subject) -> Iterator[Fault]:
    """Every fault of every condition of the file."""
    unfolded = dict.fromkeys(subject.facts) | dict(_unfolded(subject))
    yield from _circular(subject, unfolded)
    yield from _too_large(subject, unfolded)
    for placed in subject.conditions:
        yield from _condition(subject, unfolded, *placed)
    rules = subject.file.rules
    silent = not rules.no_form or rules.no_form[-1].when is not None
    if silent and subject.mended.whole(("regles", "aucun")):
        found = "toutes les phrases ont un « si »" if rules.no_form else "aucune phrase"
        yield from subject.fault("P042", ("regles", "aucun"), found, "une dernière sans « si »")


def _condition(
    subject: Subject, facts: dict[str, Unfolded | None], condition: Condition | None, path: Path, before: int
) -> Iterator[Fault]:
    """Faults of one condition, which may read the questions placed before rank *before*."""
    if condition is None:
        return
    if not _well_formed(condition):
        if subject.mended.whole(path):
            yield from subject.fault("P050", path, "condition mal formée", _SHAPE)
        return
    parts, key = (condition.every, "tous") if condition.every is not None else (condition.some, "un_de")
    if parts is not None:
        if not parts and subject.mended.whole(path):
            yield from subject.fault("P050", path, f"« {key} » ne contient rien", "au moins une condition")
        for index, part in enumerate(parts):
            yield from _condition(subject, facts, part, (*path, key, index), before)
    elif condition.fact is not None:
        yield from _fact(subject, facts, condition.fact, path, before)
    else:
        yield from _test(subject, condition, path, before)


def _well_formed(condition: Condition) -> bool:
    """Exactly one shape, and an operator if it reads a question."""
    shapes = (condition.question, condition.fact, condition.every, condition.some)
    operators = (condition.equals, condition.among, condition.outside)
    one = sum(each is not None for each in shapes) == 1
    return one and sum(each is not None for each in operators) == (condition.question is not None)


def _fact(
    subject: Subject, facts: dict[str, Unfolded | None], name: str, path: Path, before: int
) -> Iterator[Fault]:
    if name not in facts:
        yield from subject.unknown("P051", (*path, "fait"), "le fait", name, facts, FACTS, FORMS)
        return
    unfolded = facts[name]
    late = sorted(each for each in unfolded.reads if _late(subject, each, before)) if unfolded else []
    if late:
        found = f"le fait « {name} » lit des questions posées plus tard : {listed(late)}"
        yield from subject.fault("P053", path, found, "des questions plus haut")


def _late(subject: Subject, question: str, before: int) -> bool:
    places = subject.ranks.get(question)
    return places is not None and min(places) >= before


def _test(subject: Subject, condition: Condition, path: Path, before: int) -> Iterator[Fault]:
    name = condition.question or ""
    if name not in subject.ranks:
        where = (*path, "question")
        yield from subject.unknown("P054", where, "la question", name, subject.ranks, QUESTIONS)
        return
    if _late(subject, name, before):
        yield from subject.fault("P053", path, f"« {name} » est posée plus tard", "une question plus haut")
    values = _values(condition)
    if not values and subject.mended.whole(path):
        yield from subject.fault("P050", path, "aucune réponse dans la liste", "au moins une réponse")
    homonyms = [subject.file.questions[rank] for rank in subject.ranks[name]]
    if all(subject.mended.sure(("questions", rank, "type")) for rank in subject.ranks[name]):
        yield from _answers(subject, homonyms, values, path)


def _values(condition: Condition) -> tuple[str, ...]:
    equals = () if condition.equals is None else (condition.equals,)
    return (*equals, *(condition.among or ()), *(condition.outside or ()))


def _answers(subject: Subject, asked: list[Question], values: tuple[str, ...], path: Path) -> Iterator[Fault]:
    """Answers that the question does not have. *asked*: several when its id is written twice."""
    name, kinds = asked[0].id, {each.kind for each in asked}
    if kinds <= set(CODED):
        codes = subject.codes[name]
        lists = [(("questions", rank, "choix"), "code") for rank in subject.ranks[name]]
        if not codes:
            return
        for value in values:
            if value not in codes and not (value == UNKNOWN and _may_be_unknown(asked)):
                what = f"dans « {name} », la réponse"
                yield from subject.unknown("P055", path, what, value, codes, *lists)
    elif kinds <= set(SEARCHED):
        yield from _found_in_catalogue(subject, asked[0], values, path)
    elif not kinds & {*CODED, *SEARCHED}:
        yield from _uncoded(subject, asked, values, path)


def _may_be_unknown(asked: list[Question]) -> bool:
    return any(each.unknown or not each.required for each in asked)


def _found_in_catalogue(
    subject: Subject, asked: Question, values: tuple[str, ...], path: Path
) -> Iterator[Fault]:
    if subject.catalogue is None or not asked.catalogue:
        return
    common = subject.catalogue
    codes = common.benefits if asked.catalogue == "prestations" else common.organisms
    for value in values:
        if value not in codes and value != UNKNOWN:
            what = f"dans le catalogue ({asked.catalogue}), le code"
            yield from subject.unknown("P057", path, what, value, codes)


def _uncoded(subject: Subject, asked: list[Question], values: tuple[str, ...], path: Path) -> Iterator[Fault]:
    """A number, a text or rows have no code to compare: only « on ne sait pas » can be tested."""
    writable = {"texte", "lignes", "menage", "lien"}
    unknown = any(each.kind not in writable for each in asked) and _may_be_unknown(asked)
    wrong = [each for each in values if each != UNKNOWN or not unknown]
    if wrong:
        found = f"« {asked[0].id} » ({asked[0].kind}) n’a pas de réponse « {shortened(wrong[0])} »"
        expected = "une question à choix ; « inconnu » ; ou « si_repondu », pour toute réponse"
        yield from subject.fault("P056", path, found, expected)


def _unfolded(subject: Subject) -> Iterator[tuple[str, Unfolded]]:
    """Each fact that is not in a loop, written out: facts first that name no other."""
    named = {name: _facts_named(condition) for name, (_, condition) in subject.facts.items()}
    users: dict[str, list[str]] = {}
    waiting = {name: len({each for each in names if each in named}) for name, names in named.items()}
    for name, names in named.items():
        for each in {each for each in names if each in named}:
            users.setdefault(each, []).append(name)
    known: dict[str, Unfolded] = {}
    ready = [name for name, left in waiting.items() if not left]
    together = 0
    while ready:
        name = ready.pop()
        known[name] = _measured(subject.facts[name][1], known) if together <= MAX_TOGETHER else _TOO_LARGE
        together += known[name].tests
        yield name, known[name]
        for user in users.get(name, ()):
            waiting[user] -= 1
            if not waiting[user]:
                ready.append(user)


def _facts_named(condition: Condition) -> list[str]:
    if condition.fact is not None:
        return [condition.fact]
    return [name for part in (condition.every or condition.some or ()) for name in _facts_named(part)]


def _measured(condition: Condition, known: dict[str, Unfolded]) -> Unfolded:
    if condition.fact is not None:
        named = known.get(condition.fact, Unfolded(frozenset(), 1, 1))
        return Unfolded(named.reads, named.tests, named.levels + 1)
    parts = [_measured(part, known) for part in (condition.every or condition.some or ())]
    if not parts:
        return Unfolded(frozenset([condition.question or ""]), 1, 1)
    tests, levels = sum(part.tests for part in parts), 1 + max(part.levels for part in parts)
    if tests > MAX_TESTS or levels > MAX_NESTED:
        return Unfolded(frozenset(), tests, levels)
    return Unfolded(frozenset().union(*(part.reads for part in parts)), tests, levels)


def _circular(subject: Subject, facts: dict[str, Unfolded | None]) -> Iterator[Fault]:
    """Loops of facts, each told once, where it begins."""
    told: set[frozenset[str]] = set()
    for name, unfolded in facts.items():
        if unfolded is not None:
            continue
        loop = _loop_from(subject, name, facts)
        if frozenset(loop) not in told:
            told.add(frozenset(loop))
            words = " → ".join([*loop, loop[0]])
            path = subject.facts[loop[0]][0]
            found = f"des faits se définissent l’un par l’autre : {words}"
            if len(loop) == 1:
                found = f"le fait « {loop[0]} » se définit par lui-même"
            yield from subject.fault("P052", path, found, "des questions")


def _loop_from(subject: Subject, name: str, facts: dict[str, Unfolded | None]) -> list[str]:
    """The first loop met by going from fact to fact; the one written first comes first."""
    way: list[str] = []
    while name not in way:
        way.append(name)
        named = _facts_named(subject.facts[name][1])
        name = next(each for each in named if each in facts and facts[each] is None)
    loop = way[way.index(name) :]
    order = list(facts)
    first = loop.index(min(loop, key=order.index))
    return loop[first:] + loop[:first]


def _too_large(subject: Subject, facts: dict[str, Unfolded | None]) -> Iterator[Fault]:
    """Conditions that would fill the memory once written out: each told where it first grows too large."""
    known = {name: each for name, each in facts.items() if each is not None}
    large = {name for name, each in known.items() if _large(each)}
    together = 0
    for condition, path, _ in subject.conditions:
        if condition is None or large.intersection(_facts_named(condition)):
            continue
        measured = _measured(condition, known)
        together += measured.tests
        if _large(measured):
            expected = f"{MAX_TESTS} réponses et {MAX_NESTED} niveaux au plus, faits compris"
            yield from subject.fault(
                "P058", path, "condition trop longue une fois les faits déroulés", expected
            )
        if together > MAX_TOGETHER:
            found = "trop de conditions, une fois les faits déroulés"
            yield from subject.fault(
                "P058", path, found, f"{MAX_TOGETHER} réponses au plus dans tout le fichier"
            )
            return


def _large(unfolded: Unfolded) -> bool:
    return unfolded.tests > MAX_TESTS or unfolded.levels > MAX_NESTED


_TOO_LARGE = Unfolded(frozenset(), MAX_TESTS + 1, 1)
