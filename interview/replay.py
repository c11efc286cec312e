"""Headless runs: a scenario file held as an interview, and what it gave.

A question the file leaves out takes « on ne sait pas » where the question lists it, is skipped where
it is optional, and stops the run otherwise, with the codes it accepts; ``null`` skips it in any case.
An answer that is never asked is set aside and told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from flows.faults import ContentError, Fault, Path, listed
from flows.flow import Flow
from flows.grammar import Question
from flows.loader import SHIPPED, load_flow
from flows.qualification import Qualification
from flows.reference import HOUSEHOLD
from flows.scenario import Expected, Scenario, ScenarioSituation, name_faults
from flows.shape import describe
from interview.conversation import Conversation, Workplace
from interview.engine import AnswerError, is_shared, knowledge, parse


class SituationResult(msgspec.Struct, frozen=True, kw_only=True):
    """What one situation gave, under the names of the JSON contract."""

    reference: str
    certitude: str
    formes: tuple[str, ...]
    abandon: bool
    typologie: tuple[str, ...]
    raisons: dict[str, tuple[str, ...]]
    appuis: dict[str, tuple[tuple[str, Any], ...]]
    a_verifier: tuple[str, ...]
    chemin: tuple[str, ...]
    parquees: tuple[str, ...]


class ScenarioResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a scenario gave. ``attendu_respecte`` is None where the file expects nothing."""

    scenario: str
    titre: str
    menage: str
    situations: tuple[SituationResult, ...]
    attendu_respecte: bool | None


class Difference(msgspec.Struct, frozen=True):
    """One thing that a situation was to give and did not.

    Attributes:
        rank: rank of the situation.
        key: what differs, under its name in the file (``formes``, ``certitude``…).
        form: the form whose reasons differ, "" for anything else.
        wanted, found: what the file expects, what the interview gave.
    """

    rank: int
    key: str
    form: str
    wanted: Any
    found: Any

    def __str__(self) -> str:
        name = f"{self.key} de {self.form}" if self.form else self.key
        return f"situation {self.rank}, {name} : attendu {_shown(self.wanted)}, obtenu {_shown(self.found)}"


class Replayed(msgspec.Struct, frozen=True):
    """A scenario that was run: its result, the differences with what it expects, the interview."""

    result: ScenarioResult
    differences: tuple[Difference, ...]
    conversation: Conversation


def check(scenario: Scenario, flow: Flow) -> None:
    """Raise ContentError with every name and value that the flow does not take, or that names somebody.

    What is there only for those who rehearse it is not looked at, but for names: see :func:`check_case`.
    """
    _refuse(_faults(scenario, flow))


def check_case(scenario: Scenario, flow: Flow) -> None:
    """Raise ContentError with every fault of a case, that of what is told to those who rehearse it included.

    Args:
        flow: the flow it was written for; under another one, it is only replayed.
    """
    from flows.checks.cases import case_faults

    faults = _faults(scenario, flow)
    sound = not any(each.code in ("P071", "P072") for each in faults)
    _refuse([*faults, *case_faults(scenario, flow, sound=sound)])


def _faults(scenario: Scenario, flow: Flow) -> list[Fault]:
    from interview.scenario_identities import scenario_faults

    return [*name_faults(scenario, flow), *_value_faults(scenario, flow), *scenario_faults(scenario, flow)]


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise ContentError(sorted(faults, key=lambda fault: fault.line))


def run(scenario: Scenario, workplace: Workplace) -> Replayed:
    """Hold the interview of *scenario*; kept in the base of the workplace, if it has one.

    Raises:
        ContentError: the file does not fit the flow, or leaves out an answer it must give.
        StoreError: the base cannot keep it.
    """
    check(scenario, workplace.machine.flow)
    held = Conversation.start(workplace)
    unasked: list[tuple[str, ...]] = []
    for rank, situation in enumerate(scenario.file.situations, 1):
        if rank > 1:
            held.add_situation(_cause(situation))
        unasked.append(_hold(scenario, held, rank))
    held.close()
    results = tuple(_result(held, rank, unasked[rank - 1]) for rank in range(1, len(unasked) + 1))
    told = [
        difference
        for rank, situation in enumerate(scenario.file.situations, 1)
        for difference in _differences(rank, situation.expected, results[rank - 1])
    ]
    expects = any(each.expected is not None for each in scenario.file.situations)
    result = ScenarioResult(
        scenario=scenario.name,
        titre=scenario.file.title,
        menage=held.interview.household,
        situations=results,
        attendu_respecte=not told if expects else None,
    )
    return Replayed(result, tuple(told), held)


def _cause(situation: ScenarioSituation) -> int | str | None:
    cause = situation.cause if situation.cause is not None else situation.answers.get("causee_par")
    return int(cause) if isinstance(cause, str) and cause.isdecimal() else cause


def _hold(scenario: Scenario, held: Conversation, rank: int) -> tuple[str, ...]:
    """Answer every question of one situation; give the answers of the file never asked."""
    situation = scenario.file.situations[rank - 1]
    answers = {**_household_answers(scenario, held), **situation.answers}
    if rank > 1:
        answers.pop("causee_par", None)
    elif situation.cause is not None:
        answers["causee_par"] = situation.cause
    asked: set[str] = set()
    while (question := held.flow.questions.get(held.interview.current.place)) is not None:
        asked.add(question.id)
        _reply(scenario, held, question, answers, rank)
    left = [each for each in situation.answers if each not in asked and answers.get(each) is not None]
    for name in left:
        if not is_shared(held.interview, name):
            path: Path = ("situations", rank - 1, "reponses", name)
            _answer(scenario, held, path, situation.answers[name], name)
    if rank == 1:
        _keep_household(scenario, held, asked)
    return tuple(left)


def _reply(
    scenario: Scenario, held: Conversation, question: Question, answers: Mapping[str, Any], rank: int
) -> None:
    try:
        if answers.get(question.id) is not None:
            held.answer(answers[question.id])
        elif question.kind == "menage":
            held.answer(held.interview.household)
        elif question.unknown and question.id not in answers and _expected(scenario, held.flow, question):
            held.answer("inconnu")
        else:
            held.skip()
    except AnswerError as error:
        path: Path = ("situations", rank - 1, "reponses", question.id)
        missing = "" if question.id in answers else f"« {question.id} » n’a pas de réponse : "
        raise ContentError([_fault(scenario, path, missing + error.reason, error)]) from None


def _expected(scenario: Scenario, flow: Flow, question: Question) -> bool:
    """Whether the file could know the question: one that a team has added since is passed if it can be."""
    written_for_shipped = scenario.file.flow == SHIPPED != flow.id
    return question.required or not written_for_shipped or question.id in load_flow().questions


def _household_answers(scenario: Scenario, held: Conversation) -> dict[str, Any]:
    file = scenario.file
    facts = file.household
    sizes = {"taille": facts.size, "concernees": facts.concerned} if facts else {}
    named = {"mode": file.mode, **{HOUSEHOLD[key]: size for key, size in sizes.items()}}
    return {key: value for key, value in named.items() if value is not None and key in held.flow.questions}


def _keep_household(scenario: Scenario, held: Conversation, asked: set[str]) -> None:
    """What the heading of the file says of the household is kept, even when the path ends early."""
    for name, value in _household_answers(scenario, held).items():
        if name not in asked:
            _answer(scenario, held, ("menage",), value, name)


def _answer(scenario: Scenario, held: Conversation, path: Path, value: Any, name: str) -> None:
    try:
        held.answer(value, name)
    except AnswerError as error:
        raise ContentError([_fault(scenario, path, error.reason, error)]) from None


def _result(held: Conversation, rank: int, unasked: tuple[str, ...]) -> SituationResult:
    interview = held.interview
    said: Qualification = knowledge.qualification(interview, rank, held.known_situations)
    parked = dict.fromkeys([*knowledge.parked(interview, rank), *unasked])
    return SituationResult(
        reference=held.situation_reference(rank),
        certitude=said.certainty,
        formes=said.forms,
        abandon=said.abandoned,
        typologie=said.typology,
        raisons=said.reasons,
        appuis={each.form: each.support for each in said.conclusions},
        a_verifier=said.to_check,
        chemin=interview.situations[rank - 1].path,
        parquees=tuple(parked),
    )


def _differences(rank: int, expected: Expected | None, got: SituationResult) -> Iterator[Difference]:
    if expected is None:
        return
    pairs: list[tuple[str, str, Any, Any, Callable[[Any], Any]]] = [
        ("certitude", "", expected.certainty, got.certitude, lambda each: each),
        ("formes", "", expected.forms, got.formes, set),
        ("abandon", "", expected.abandoned, got.abandon, bool),
        ("typologie", "", expected.typology, got.typologie, set),
        ("a_verifier", "", expected.to_check, got.a_verifier, set),
        ("chemin", "", expected.path, got.chemin, tuple),
        ("parquees", "", expected.parked, got.parquees, set),
    ]
    pairs += [
        ("raisons", form, codes, got.raisons.get(form, ()), set)
        for form, codes in (expected.reasons or {}).items()
    ]
    for key, form, wanted, found, alike in pairs:
        if wanted is not None and alike(wanted) != alike(found):
            yield Difference(rank, key, form, wanted, found)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, str):
        return value
    return ", ".join(str(each) for each in value) or "rien"


def _value_faults(scenario: Scenario, flow: Flow) -> Iterator[Fault]:
    if scenario.file.mode is not None:
        yield from _parse_fault(scenario, flow, ("mode",), "mode", scenario.file.mode, 1)
    facts = scenario.file.household
    sizes = {"taille": facts.size, "concernees": facts.concerned} if facts else {}
    for key, value in sizes.items():
        if value is not None:
            yield from _parse_fault(scenario, flow, ("menage", key), HOUSEHOLD[key], value, 1)
    for rank, situation in enumerate(scenario.file.situations, 1):
        if situation.cause is not None:
            path: Path = ("situations", rank - 1, "causee_par")
            yield from _parse_fault(scenario, flow, path, "causee_par", situation.cause, rank)
        for name, value in situation.answers.items():
            if name in flow.questions and (value is not None or flow.questions[name].required):
                path = ("situations", rank - 1, "reponses", name)
                yield from _parse_fault(scenario, flow, path, name, value, rank)


def _parse_fault(
    scenario: Scenario, flow: Flow, path: Path, name: str, value: Any, rank: int
) -> Iterator[Fault]:
    if name not in flow.questions:
        return
    try:
        parse(flow, flow.questions[name], value, {}, rank)
    except AnswerError as error:
        yield _fault(scenario, path, error.reason, error)


def _fault(scenario: Scenario, path: Path, found: str, error: AnswerError) -> Fault:
    return scenario.document.fault(
        "P072", path, describe(scenario.document.data, path), found, listed(error.accepted)
    )
