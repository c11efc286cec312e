"""What cannot work in a case to rehearse: said of questions, answers and texts, whatever the flow.

Nothing here judges how good a case is: see :mod:`flows.checks.case_advice`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flows.case import Variance
from flows.faults import Fault, Path, by_nearness, listed, nearest, shortened
from flows.flow import Flow
from flows.grammar import UNKNOWN, Question
from flows.reference import reference_of
from flows.scenario import Scenario
from flows.shape import describe

TRAINING_KEYS = ("scene", "voix", "motifs", "ecarts")
"""What a situation says only for those who rehearse it."""
_CHOOSING = ("choix", "choix_multiple", "catalogue", "catalogue_multiple")


def case_faults(scenario: Scenario, flow: Flow, *, sound: bool = True) -> Iterator[Fault]:
    """Every fault of what a scenario says for those who rehearse it, in no order.

    Args:
        sound: the flow takes every answer of the scenario, so that its path can be walked; where it does
            not, nothing is said of the path.
    """
    yield from _without_case(scenario)
    yield from _empty_texts(scenario)
    for rank in range(1, len(scenario.file.situations) + 1):
        yield from _unknown_questions(scenario, flow, rank)
        yield from _probe_faults(scenario, rank)
        yield from _variance_faults(scenario, flow, rank)
        if sound:
            reference = reference_of(flow, scenario.file, rank)
            yield from _off_path(scenario, flow, rank, reference)
            yield from _reference_as_variance(scenario, flow, rank, reference)


def training_texts(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """Every text that is there for those who rehearse, with the way to it."""
    data = scenario.document.data
    if not isinstance(data, Mapping):
        return
    yield from _texts(data.get("formation"), ("formation",))
    situations = data.get("situations")
    for rank, situation in enumerate(situations if isinstance(situations, list) else ()):
        if isinstance(situation, Mapping):
            for key in TRAINING_KEYS:
                yield from _texts(situation.get(key), ("situations", rank, key))


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(each, (*path, key))
    elif isinstance(value, list):
        for rank, each in enumerate(value):
            yield from _texts(each, (*path, rank))


def _without_case(scenario: Scenario) -> Iterator[Fault]:
    """Voices in a file that nobody can rehearse."""
    data = scenario.document.data
    if scenario.file.case is not None or (isinstance(data, Mapping) and "formation" in data):
        return
    for rank, situation in enumerate(scenario.file.situations):
        told = (situation.scene, situation.voices, situation.reasons, situation.variances)
        for key, value in zip(TRAINING_KEYS, told, strict=True):
            if value:
                yield _fault(
                    scenario, "P074", ("situations", rank, key), "rien ne dit « formation »", "« formation »"
                )


def _empty_texts(scenario: Scenario) -> Iterator[Fault]:
    for path, text in training_texts(scenario):
        if not text.strip():
            yield _fault(scenario, "P079", path, "un texte vide", "quelques mots, ou pas de clé du tout")


def _unknown_questions(scenario: Scenario, flow: Flow, rank: int) -> Iterator[Fault]:
    for path, question in _named(scenario, rank):
        if question not in flow.questions:
            yield _fault(
                scenario,
                "P071",
                path,
                f"« {shortened(question)} » n’existe pas",
                listed(by_nearness(question, flow.questions)),
                nearest=nearest(question, flow.questions),
            )


def _named(scenario: Scenario, rank: int) -> Iterator[tuple[Path, str]]:
    """Every question that the training part of a situation names."""
    base: Path = ("situations", rank - 1)
    situation = scenario.file.situations[rank - 1]
    yield from (((*base, "voix", each), each) for each in situation.voices)
    yield from (((*base, "motifs", each), each) for each in situation.reasons)
    for place, each in enumerate(situation.variances):
        yield (*base, "ecarts", place, "question"), each.question


def _off_path(scenario: Scenario, flow: Flow, rank: int, reference: Mapping[str, Any]) -> Iterator[Fault]:
    """A reason or a variance about an answer that the reference does not give.

    A voice is not held to that: it is heard by whoever leaves the path of the reference.
    """
    for path, question in _named(scenario, rank):
        if path[2] != "voix" and question in flow.questions and question not in reference:
            yield _fault(
                scenario,
                "P075",
                path,
                f"« {question} » n’est pas posée avec ces réponses",
                f"une de ces questions : {listed(by_nearness(question, reference))}",
            )


def _probe_faults(scenario: Scenario, rank: int) -> Iterator[Fault]:
    """Ways of asking again of which none lets the person speak."""
    for question, voice in scenario.file.situations[rank - 1].voices.items():
        if voice.probes and not any(each.helps for each in voice.probes):
            path: Path = ("situations", rank - 1, "voix", question, "relances")
            yield _fault(scenario, "P078", path, "aucune relance n’aide", "au moins une avec « aide: true »")


def _variance_faults(scenario: Scenario, flow: Flow, rank: int) -> Iterator[Fault]:
    """Codes that the question does not take, and codes of which two things are said."""
    told: dict[tuple[str, str], bool] = {}
    for place, variance in enumerate(scenario.file.situations[rank - 1].variances):
        path: Path = ("situations", rank - 1, "ecarts", place, "reponses")
        if not variance.answers:
            yield _fault(scenario, "P079", path, "aucune réponse", "au moins un code")
        question = flow.questions.get(variance.question)
        for code in variance.answers:
            if question is not None and code not in (accepted := _accepted(flow, question, code)):
                yield _unknown_code(scenario, path, code, accepted)
            if told.setdefault((variance.question, code), variance.accepted) is not variance.accepted:
                found = f"« {shortened(code)} » est admis, et ne l’est pas"
                yield _fault(scenario, "P077", path, found, "une seule des deux choses")


def _accepted(flow: Flow, question: Question, code: str) -> list[str]:
    """The codes a question takes; what is not a code is taken as it is."""
    if question.kind not in _CHOOSING:
        return [code]
    codes = flow.catalogue.codes(question.catalogue) if question.catalogue else list(question.codes)
    return [*codes, UNKNOWN] if question.unknown and UNKNOWN not in codes else codes


def _unknown_code(scenario: Scenario, path: Path, code: str, accepted: list[str]) -> Fault:
    return _fault(
        scenario,
        "P072",
        path,
        f"« {shortened(code)} » n’est pas une réponse de cette question",
        listed(by_nearness(code, accepted)),
        nearest=nearest(code, accepted),
    )


def _reference_as_variance(
    scenario: Scenario, flow: Flow, rank: int, reference: Mapping[str, Any]
) -> Iterator[Fault]:
    """A variance that names the reference itself; one of several answers may be named, to be left out."""
    for place, variance in enumerate(scenario.file.situations[rank - 1].variances):
        question = flow.questions.get(variance.question)
        if question is None or reference.get(variance.question) is None:
            continue
        if reference[variance.question] in variance.answers:
            path: Path = ("situations", rank - 1, "ecarts", place, "reponses")
            found = f"« {shortened(reference[variance.question])} » est la réponse de référence"
            yield _fault(scenario, "P077", path, found, _others(flow, variance, question))


def _others(flow: Flow, variance: Variance, question: Question) -> str:
    left = [each for each in _accepted(flow, question, "") if each and each not in variance.answers]
    return f"d’autres réponses : {listed(left)}" if left else "d’autres réponses"


def _fault(scenario: Scenario, code: str, path: Path, found: str, expected: str, **more: str) -> Fault:
    document = scenario.document
    return document.fault(code, path, describe(document.data, path), found, expected, **more)
