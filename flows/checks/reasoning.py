"""What reasoning on every complete interview finds in a flow: questions and exits that serve nothing,
conditions that tell no one apart, conclusions that nothing reaches.

Exact: the interviews are followed all together (:mod:`flows.proof`), none is left out. Past
:data:`BOUND` the rest is not examined, and one advice says what. A fault is told where it begins: what
merely follows from a question never asked, or from a condition that contradicts itself, is not told
again.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from flows.checks.reasoned import Reasoned
from flows.checks.reasoning_rules import conclusion_faults, condition_faults
from flows.conditions import questions_of
from flows.faults import Fault, Path
from flows.flow import Flow
from flows.grammar import Question
from flows.proof.answers import TooManyAnswers
from flows.proof.bounds import Exhausted, Meter
from flows.proof.logic import TRUE
from flows.proof.results import Bound
from flows.proof.survey import Moment, Survey
from flows.proof_words import example_in_words, joined
from flows.reading import Document

BOUND = Bound(states=60_000, together=20_000, seconds=5.0)
"""Some 30 MB at most. 2,000 questions whose conditions read questions near by take a fifth of it."""


def reasoning_faults(document: Document, flow: Flow, bound: Bound = BOUND) -> Iterator[Fault]:
    """Every such fault of *flow*, which was built from *document*.

    Reads and writes nothing; looks at the clock only to keep to *bound*.
    """
    reasoned = Reasoned(document, flow, Meter(bound))
    left_out: list[str] = []
    for about, faults in (
        ("les conditions prises une à une", condition_faults),
        ("les questions et leurs sorties", question_faults),
        ("les conclusions", conclusion_faults),
    ):
        try:
            yield from faults(reasoned)
        except Exhausted:
            left_out.append(about)
        except TooManyAnswers as over:
            asked = flow.questions[over.question].short
            left_out.append(f"{about} (trop d’ensembles de réponses à « {asked} »)")
    if reasoned.unseen:
        first = reasoned.quoted(reasoned.unseen[:1])[0]
        left_out.append(f"les questions et leurs sorties à partir de {first}")
    if left_out:
        found = f"pas examiné : {joined(left_out, 'et')}"
        limit = f"{bound.together} états suivis à la fois, {bound.states} en tout, {bound.seconds:g} secondes"
        yield reasoned.fault("A049", ("questions",), found, f"au plus {limit}")


def question_faults(reasoned: Reasoned) -> Iterator[Fault]:
    """Questions never asked; guards and exits that tell no one apart, or that no answer takes."""
    core = frozenset(reasoned.flow.order[each] for each in reasoned.flow.core)
    survey = Survey(reasoned.plan, reasoned.meter, _side_exits(reasoned), core)
    names = reasoned.plan.names
    reasoned.unseen = names[survey.seen :]
    reasoned.never = {name for rank, name in enumerate(names[: survey.seen]) if rank not in survey.asked}
    yield from _never_asked(reasoned, survey)
    yield from _core_jumped(reasoned, survey)
    for rank in survey.asked:
        question = reasoned.flow.questions[names[rank]]
        if rank not in survey.passed:
            yield from _guard(reasoned, rank, question)
        if question.exits:
            yield from _Exits(reasoned, survey, rank, question).faults()


def _never_asked(reasoned: Reasoned, survey: Survey) -> Iterator[Fault]:
    """One fault for each question never asked by itself, with those that follow from it."""
    flow = reasoned.flow
    begins: dict[str, str] = {}
    for name in (each for each in flow.order if each in reasoned.never):
        before = _follows_from(reasoned, survey, name)
        begins[name] = begins[before] if before else name
    for name in dict.fromkeys(begins.values()):
        rank = flow.order[name]
        path: Path = ("questions", rank)
        reached = rank in survey.arrived
        guard = _guard_path(rank, flow.questions[name])
        if guard in reasoned.settled:
            continue
        found = (
            "la condition n’est jamais vraie quand on arrive à cette question : elle n’est jamais posée"
            if reached
            else "aucune réponse ne mène à cette question : elle n’est jamais posée"
        )
        others = [each for each, first in begins.items() if first == name != each]
        if others:
            plural = len(others) > 1
            verb = "ne le sont donc pas non plus" if plural else "ne l’est donc pas non plus"
            found += f" ; {joined(reasoned.quoted(others), 'et')} {verb}"
        expected = "une condition que remplit un entretien au moins" if reached else "une sortie qui y mène"
        yield reasoned.fault("P100", guard if reached else path, found, expected)


def _side_exits(reasoned: Reasoned) -> dict[int, int]:
    """Exits, as bits, that may not lead past the core: those that a team has written, and in a whole file
    those of questions that do not qualify. What an added question has taken over is not its own.
    """
    document, flow = reasoned.document, reasoned.flow
    home = document.file_of(("parcours",))
    found: dict[int, int] = {}
    for name, rank in flow.order.items():
        if flow.file.ancestors or name not in flow.core:
            exits = range(len(flow.questions[name].exits))
            own = (at for at in exits if document.file_of(("questions", rank, "suite", at)) == home)
            found[rank] = sum(1 << at for at in own)
    return found


def _core_jumped(reasoned: Reasoned, survey: Survey) -> Iterator[Fault]:
    """Questions of the core that an answer to another question leads past, though they would be asked."""
    names = survey.plan.names
    for question, jump in survey.jumped.items():
        said, core = survey.after(jump.moment), names[jump.past]
        read = {names[question], *questions_of(reasoned.flow.guards[core])}
        to = reasoned.quoted([core])[0]
        found = f"une réponse saute {to}, une question du noyau qui devrait alors être posée"
        if example := example_in_words(reasoned.flow, said, read):
            found += f". Par exemple : {example}"
        path: Path = ("questions", question, "suite", jump.exit)
        remedy = f"Menez à « {core} », ou plus haut : sa condition dira si elle est posée."
        yield reasoned.fault("P103", path, found, "une sortie qui ne passe pas au-dessus du noyau", remedy)


def _follows_from(reasoned: Reasoned, survey: Survey, name: str) -> str:
    """The question never asked because of which *name* is not, "" if it is not for that."""
    flow, never = reasoned.flow, reasoned.never
    rank = flow.order[name]
    if rank in survey.arrived:
        read = questions_of(flow.guards[name]) & never
    else:
        above = {survey.plan.names[rank - 1]} if rank else set[str]()
        leading = {each for each in never if any(way.to == name for way in flow.ways[each])}
        read = (above | leading) & never
    return min(read, key=flow.order.__getitem__, default="")


def _guard_path(rank: int, question: Question) -> Path:
    return ("questions", rank, "si" if question.when is not None else "si_repondu")


def _guard(reasoned: Reasoned, rank: int, question: Question) -> Iterator[Fault]:
    """A guard that holds whenever one comes there, unless it says again what the exits above say.

    Said again: it is false in some interview, which an exit then leads past the question.
    """
    number, path = reasoned.plan.guards[rank], _guard_path(rank, question)
    if number == TRUE or path in reasoned.settled:
        return
    if questions_of(reasoned.flow.guards[question.id]) & reasoned.never:
        return
    if not reasoned.seen(number).false:
        found = "la condition est toujours vraie : elle n’écarte aucun entretien"
        yield reasoned.fault("A030", path, found, "une condition qui soit fausse dans un entretien au moins")


class _Exits:
    """The exits of one question, from the sets of them that hold together."""

    def __init__(self, reasoned: Reasoned, survey: Survey, rank: int, question: Question) -> None:
        self._reasoned = reasoned
        self._survey = survey
        self._rank = rank
        self._question = question
        self._sets = survey.holding[rank]
        self._told = [
            reasoned.told((*self._path(index), "si"), way.when) for index, way in enumerate(question.exits)
        ]

    def faults(self) -> Iterator[Fault]:
        """Exits never taken, always taken, that overlap; answers that have none."""
        for index in range(len(self._question.exits)):
            yield from self._one(index)
        for one, other in combinations(range(len(self._question.exits)), 2):
            yield from self._overlap(one, other)
        yield from self._gap()

    def _one(self, index: int) -> Iterator[Fault]:
        if self._told[index]:
            return
        bit = 1 << index
        holding = [bits for bits in self._sets if bits & bit]
        path = self._path(index)
        if not any(bits & -bits == bit for bits in holding):
            why = "la condition n’est jamais vraie ici"
            if holding:
                before = sorted({(bits & -bits).bit_length() for bits in holding})
                ranks = joined([f"n° {each}" for each in before], "ou")
                why = f"la sortie {ranks}, placée plus haut, est toujours prise avant elle"
            yield self._fault("A031", path, why, "une sortie que prenne un entretien au moins")
        elif self._when(index) and len(holding) == len(self._sets) and index == len(self._question.exits) - 1:
            found = "la condition est toujours vraie : elle n’écarte aucune réponse"
            yield self._fault("A030", (*path, "si"), found, "une condition qui soit fausse une fois au moins")

    def _overlap(self, one: int, other: int) -> Iterator[Fault]:
        exits = self._question.exits
        if not (self._when(one) and self._when(other)) or exits[one].to == exits[other].to:
            return
        first, second = 1 << one, 1 << other
        both = next((bits for bits in self._sets if bits & first and bits & second), 0)
        exception = not any(bits & first and not bits & second for bits in self._sets)
        masked = not any(bits & second and not bits & first for bits in self._sets)
        if not both or exception or masked:
            return
        example = self._example(self._sets[both], one, other)
        found = f"la sortie n° {one + 1} peut convenir en même temps, et c’est elle qui est prise{example}"
        yield self._fault("A035", (*self._path(other), "si"), found, "des conditions qui s’excluent")

    def _gap(self) -> Iterator[Fault]:
        exits = self._question.exits
        none = 1 << len(exits)
        if len(exits) < 2 or none not in self._sets or exits[-1].when is None or any(self._told):
            return
        onward = self._reasoned.flow.follower(self._question.id)
        example = self._example(self._sets[none], *range(len(exits)))
        found = f"aucune sortie ne convient à certaines réponses{example}"
        path: Path = ("questions", self._rank, "suite")
        remedy = f"Ajoutez « - {{vers: {onward}}} » en dernier, si c’est bien là qu’il faut aller."
        yield self._reasoned.fault("A036", path, found, "une dernière sortie sans « si »", remedy)

    def _example(self, moment: Moment, *exits: int) -> str:
        flow = self._reasoned.flow
        read = {self._question.id}
        for index in exits:
            read |= questions_of(flow.ways[self._question.id][index].when)
        return f". Par exemple : {example_in_words(flow, self._survey.after(moment), read)}"

    def _when(self, index: int) -> bool:
        return self._question.exits[index].when is not None

    def _path(self, index: int) -> Path:
        return ("questions", self._rank, "suite", index)

    def _fault(self, code: str, path: Path, found: str, expected: str) -> Fault:
        return self._reasoned.fault(code, path, found, expected)
