"""What was tried, as the JSON of ``repere parcours tester --json``: a stable contract, keys in French."""

from __future__ import annotations

from typing import Any

import msgspec

from interview.replay import SituationResult
from interview.workbench.coverage import Coverage, Share
from interview.workbench.items import FORM, Item, Kind, items
from interview.workbench.misses import Miss
from interview.workbench.reports import FaultRow, row_of
from interview.workbench.trying import Trial, Tried


class ShareResult(msgspec.Struct, frozen=True):
    """How many are exercised (``vus``), of how many (``sur``), and the percentage, rounded down."""

    vus: int
    sur: int
    pct: int


class PartResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """One kind of thing.

    ``noyau`` is the share of the required questions. ``manquent`` lists what no scenario exercises:
    ``{"question"}`` for a question, with ``code`` for a choice, ``vue`` (``vraie`` or ``fausse``, the way a
    guard was never seen) for a condition, ``rang`` and ``vers`` for an exit; ``{"genre", "code"}`` for a
    rule, with ``certitude`` for a form.
    """

    vus: int
    sur: int
    pct: int
    manquent: tuple[dict[str, Any], ...]
    noyau: ShareResult | None = None


class CoverageResult(msgspec.Struct, frozen=True):
    """What the scenarios of one flow exercise.

    ``catalogues`` is by question. ``hors_d_atteinte`` lists what no interview can exercise, which is not
    counted; None where the flow is too large to know.
    """

    parcours: str
    version: str
    questions: PartResult
    choix: PartResult
    regles: PartResult
    conditions: PartResult
    suites: PartResult
    catalogues: dict[str, ShareResult]
    toujours_passees: tuple[str, ...]
    hors_d_atteinte: tuple[dict[str, Any], ...] | None


class MissResult(msgspec.Struct, frozen=True):
    """One difference; ``parce_que`` are sentences, ``reponses`` the answers it rests on."""

    situation: int
    sur: str
    attendu: str
    obtenu: str
    parce_que: tuple[str, ...]
    reponses: tuple[tuple[str, str], ...]


class TrialResult(msgspec.Struct, frozen=True):
    """One scenario. ``attendu_respecte`` is None where the file expects nothing."""

    scenario: str
    titre: str
    parcours: str
    situations: tuple[SituationResult, ...]
    attendu_respecte: bool | None
    ecarts: tuple[MissResult, ...]


class TriedResult(msgspec.Struct, frozen=True):
    """The whole. ``laisses_de_cote`` are files of the folders that are no scenarios."""

    reussi: bool
    scenarios: tuple[TrialResult, ...]
    fautes: tuple[FaultRow, ...]
    laisses_de_cote: tuple[str, ...]
    couvertures: tuple[CoverageResult, ...]


def result_of(tried: Tried) -> TriedResult:
    """What was tried, under the names of the contract."""
    return TriedResult(
        reussi=tried.holds,
        scenarios=tuple(_trial(each) for each in tried.trials),
        fautes=tuple(row_of(each) for each in tried.faults),
        laisses_de_cote=tried.aside,
        couvertures=tuple(_coverage(each) for each in tried.coverages),
    )


def as_json(tried: Tried) -> str:
    """The contract as text, indented."""
    return msgspec.json.format(msgspec.json.encode(result_of(tried)), indent=2).decode()


def _trial(trial: Trial) -> TrialResult:
    result = trial.replayed.result
    return TrialResult(
        scenario=result.scenario,
        titre=result.titre,
        parcours=trial.flow.id,
        situations=result.situations,
        attendu_respecte=result.attendu_respecte,
        ecarts=tuple(_miss(each) for each in trial.misses),
    )


def _miss(miss: Miss) -> MissResult:
    return MissResult(
        situation=miss.rank,
        sur=miss.about,
        attendu=miss.expected,
        obtenu=miss.found,
        parce_que=tuple(each.sentence for each in miss.because),
        reponses=tuple((question, code) for each in miss.because for question, code, _ in each.answers),
    )


def _coverage(found: Coverage) -> CoverageResult:
    return CoverageResult(
        parcours=found.flow.id,
        version=found.flow.version,
        questions=_part(found, "question"),
        choix=_part(found, "choix"),
        regles=_part(found, "regle"),
        conditions=_part(found, "condition"),
        suites=_part(found, "suite"),
        catalogues={question: _share(found.catalogue(question)) for question in found.entries},
        toujours_passees=tuple(each for each in found.flow.questions if each in found.passed),
        hors_d_atteinte=None
        if found.beyond is None
        else tuple(_item(found, each) for each in items(found.flow) if each in found.beyond),
    )


def _part(found: Coverage, kind: Kind) -> PartResult:
    share = _share(found.share(kind))
    return PartResult(
        vus=share.vus,
        sur=share.sur,
        pct=share.pct,
        manquent=tuple(_item(found, each) for each in found.missing(kind)),
        noyau=None if kind == "regle" else _share(found.share(kind, core=True)),
    )


def _share(share: Share) -> ShareResult:
    return ShareResult(share.seen, share.total, share.percent)


def _item(found: Coverage, item: Item) -> dict[str, Any]:
    if item.kind == "regle":
        code, _, certainty = item.value.partition("/")
        told = {"genre": item.node, "code": code}
        return {**told, "certitude": certainty} if item.node == FORM else told
    if item.kind == "suite":
        way = found.flow.ways[item.node][int(item.value) - 1]
        return {"question": item.node, "rang": int(item.value), "vers": way.to}
    keys = {"choix": "code", "condition": "vue"}
    told = {"question": item.node}
    return {**told, keys[item.kind]: item.value} if item.kind in keys else told
