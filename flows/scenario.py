"""Scenario files: a case as data, to be replayed, taught with, or checked against what it must give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any, Literal

import msgspec
from msgspec import field

from flows.case import Case, Variance, Voice
from flows.faults import ContentError, Fault, Path, by_nearness, in_order, listed, nearest, shortened
from flows.flow import Flow
from flows.reading import Document, read_file, read_text
from flows.shape import Mended, describe, mend


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class HouseholdFacts(_Part, frozen=True, kw_only=True):
    """What a scenario says of the household."""

    size: int | None = field(name="taille", default=None)
    concerned: int | None = field(name="concernees", default=None)


class Expected(_Part, frozen=True, kw_only=True):
    """What a situation must give; what is left out is not checked.

    Lists are compared as sets, but for the path, which has an order.
    """

    certainty: Literal["avere", "potentiel", "aucun"] | None = field(name="certitude", default=None)
    forms: tuple[str, ...] | None = field(name="formes", default=None)
    abandoned: bool | None = field(name="abandon", default=None)
    typology: tuple[str, ...] | None = field(name="typologie", default=None)
    reasons: dict[str, tuple[str, ...]] | None = field(name="raisons", default=None)
    to_check: tuple[str, ...] | None = field(name="a_verifier", default=None)
    path: tuple[str, ...] | None = field(name="chemin", default=None)
    parked: tuple[str, ...] | None = field(name="parquees", default=None)


class ScenarioSituation(_Part, frozen=True, kw_only=True):
    """The answers of one situation, by question id, and what they must give.

    Attributes:
        scene: in a case, what the person adds when a further situation begins.
        voices: in a case, what the person says when a question is brought up.
        reasons: in a case, why the reference answer to a question is that one.
        variances: in a case, what other answers are worth.
    """

    answers: dict[str, Any] = field(name="reponses", default_factory=dict)
    cause: int | str | None = field(name="causee_par", default=None)
    scene: str = field(name="scene", default="")
    voices: dict[str, Voice] = field(name="voix", default_factory=dict)
    reasons: dict[str, str] = field(name="motifs", default_factory=dict)
    variances: tuple[Variance, ...] = field(name="ecarts", default=())
    expected: Expected | None = field(name="attendu", default=None)


class ScenarioFile(_Part, frozen=True, kw_only=True):
    """A scenario. ``sources`` and ``note`` are for its readers only; with ``case``, it can be rehearsed."""

    flow: str = field(name="parcours", default="non-recours")
    title: str = field(name="titre", default="")
    note: str = ""
    sources: tuple[str, ...] = ()
    mode: str | None = None
    household: HouseholdFacts | None = field(name="menage", default=None)
    case: Case | None = field(name="formation", default=None)
    situations: tuple[ScenarioSituation, ...]


class Scenario(msgspec.Struct, frozen=True):
    """A scenario that has been read, with the document it came from for its lines."""

    file: ScenarioFile
    document: Document

    @property
    def name(self) -> str:
        """Name of the file as the reader was given it."""
        return self.document.file


def read_scenario(path: FilePath) -> Scenario:
    """The scenario of *path*. Raises ContentError with every fault of its shape."""
    return _scenario(read_file(path))


def scenario_from_text(source: str, name: str) -> Scenario:
    """The scenario written in *source*. Raises ContentError with every fault of its shape."""
    return _scenario(read_text(source, name))


def _scenario(document: Document) -> Scenario:
    mended = mend(document, ScenarioFile)
    scenario = Scenario(mended.value, document)
    faults = [*mended.faults, *empty_faults(scenario, mended)]
    if faults:
        raise ContentError(in_order(faults))
    return scenario


def empty_faults(scenario: Scenario, mended: Mended[ScenarioFile]) -> Iterator[Fault]:
    """A scenario that tells nothing."""
    if not scenario.file.situations and mended.sure(("situations",)):
        found, expected = "aucune situation", "au moins une"
        yield scenario.document.fault("P070", ("situations",), "situations", found, expected)


def name_faults(scenario: Scenario, flow: Flow) -> Iterator[Fault]:
    """Names of the scenario that the flow does not know: questions, forms, traits, reasons."""
    if scenario.file.flow not in (flow.id, *(each.id for each in flow.file.ancestors)):
        yield _unknown(scenario, ("parcours",), scenario.file.flow, [flow.id])
    forms = [each.code for each in flow.file.rules.forms]
    traits = [each.code for each in flow.file.rules.typology]
    questions = list(flow.questions)
    for rank, situation in enumerate(scenario.file.situations):
        base: Path = ("situations", rank)
        for question in situation.answers:
            if question not in flow.questions:
                yield _unknown(scenario, (*base, "reponses", question), question, questions)
        expected = situation.expected
        if expected is None:
            continue
        where: Path = (*base, "attendu")
        yield from _unknowns(scenario, (*where, "formes"), expected.forms, forms)
        yield from _unknowns(scenario, (*where, "typologie"), expected.typology, traits)
        yield from _unknowns(scenario, (*where, "raisons"), expected.reasons, forms)
        for key, names in (("a_verifier", expected.to_check), ("parquees", expected.parked)):
            yield from _unknowns(scenario, (*where, key), names, questions)


def _unknowns(scenario: Scenario, path: Path, names: Any, accepted: list[str]) -> Iterator[Fault]:
    for name in names or ():
        if name not in accepted:
            yield _unknown(scenario, path, name, accepted)


def _unknown(scenario: Scenario, path: Path, name: str, accepted: list[str]) -> Fault:
    return scenario.document.fault(
        "P071",
        path,
        describe(scenario.document.data, path),
        f"« {shortened(name)} » n’existe pas",
        listed(by_nearness(name, accepted)) or "rien : ce parcours n’en a aucun",
        nearest=nearest(name, accepted),
    )
