"""Invented sessions: cases, participants who answer as told, everything gathered."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias

from flows.flow import Flow
from flows.foresight import walk
from flows.grammar import UNKNOWN
from flows.loader import load_flow
from flows.qualification import qualify
from interview.rehearsal.cases.collection import TrainingCase, case_from_text
from interview.rehearsal.given import Given, Moment, Outcome
from interview.rehearsal.session.model import Gathered

Answers: TypeAlias = Mapping[str, Any]

RECEPTION: Answers = {
    "nature": "financiere",
    "prestation": "c2s",
    "eligibilite": "oui",
    "appui_eligibilite": "verifie",
    "connaissance": "oui",
    "proposition": "oui",
    "demande": "deposee",
    "reception": "rien",
    "regularite": "anormal",
    "issue": "en_cours",
    "blocage": "dossier_renvoye",
    "raisons_non_reception": ["erreur_administrative", "pieces_manquantes"],
}
"""A non-receipt, established; the other references differ by one fact."""
_NOT_ASKED = ("reception", "regularite", "raisons_non_reception")
DEMAND: Answers = {key: value for key, value in RECEPTION.items() if key not in _NOT_ASKED} | {
    "demande": "non",
    "raisons_non_demande": ["manque_capacites"],
}
KNOWLEDGE: Answers = {key: value for key, value in DEMAND.items() if key != "raisons_non_demande"} | {
    "connaissance": "non",
    "proposition": "pas_de_contact",
    "raisons_non_connaissance": ["manque_information"],
}
NORMAL: Answers = {key: value for key, value in RECEPTION.items() if key != "raisons_non_reception"} | {
    "regularite": "normal"
}
"""No non-take-up at all."""
NOTHING: Answers = MappingProxyType({})
PROFILES = (RECEPTION, DEMAND, KNOWLEDGE, NORMAL)


@lru_cache(maxsize=1)
def flow() -> Flow:
    """The shipped flow."""
    return load_flow()


def case(name: str, reference: Answers = RECEPTION, extra: str = "", situations: int = 1) -> TrainingCase:
    """An invented case; each of its situations has that reference, and *extra* lines (``ecarts``)."""
    answers = "".join(f"      {key}: {value}\n" for key, value in reference.items()).replace("'", "")
    one = f"  - reponses:\n{answers}{extra}"
    text = (
        f"parcours: non-recours\ntitre: Cas inventé {name}\nformation:\n  cadre: Un cadre inventé.\n"
        f"  niveau: premier\n  exerce: Rien.\n  discussion: [Et nous ?]\nsituations:\n{one * situations}"
    )
    return case_from_text(text, name)


def played(
    case: TrainingCase,
    participant: int,
    changes: Answers = NOTHING,
    *,
    moment: Moment = "avant",
    rank: int = 1,
    decided: tuple[str, ...] | None = None,
) -> Given:
    """What a participant gave who answers as the reference of *case* but for *changes* (None: passed).

    A question that this opens takes « on ne sait pas », or its first answer; one that may be left is passed.
    """
    answers: dict[str, Any] = {**case.scenario.file.situations[rank - 1].answers, **changes}
    path = _settled(answers)
    kept = {each: _kept(answers[each]) for each in path if answers.get(each) is not None}
    said = qualify(flow(), kept)
    return Given(
        participant=participant,
        moment=moment,
        case=case.name,
        rank=rank,
        answers=kept,
        path=path,
        outcome=Outcome(said.forms, said.certainty, said.abandoned, said.reasons),
        decided=decided,
    )


def _settled(answers: dict[str, Any]) -> tuple[str, ...]:
    """The path to the qualification, once *answers* has something for each question that must be answered."""
    while True:
        path = tuple(each for each in walk(flow(), answers) if _qualifies(each))
        missing = [each for each in path if answers.get(each) is None and flow().questions[each].required]
        if not missing:
            return path
        question = flow().questions[missing[0]]
        answers[question.id] = UNKNOWN if question.unknown else question.codes[0]


def _qualifies(question: str) -> bool:
    return flow().questions[question].section in flow().qualifying_sections


def _kept(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def gathered(cases: Iterable[TrainingCase], given: Iterable[Given]) -> Gathered:
    """A session of those cases, each with its reference."""
    held = tuple(cases)
    references = {
        (each.name, rank): played(each, 0, rank=rank)
        for each in held
        for rank in range(1, len(each.scenario.file.situations) + 1)
    }
    return Gathered("Séance inventée", "2026-11-20", flow(), held, tuple(given), references)


def session(
    people: int,
    cases: Iterable[TrainingCase],
    changes: Callable[[int, int], Answers | None],
) -> Gathered:
    """Participants 1…people: ``changes(participant, rank of the case from 0)``, None for no answer."""
    named = tuple(cases)
    made = [
        played(each, participant, held)
        for number, each in enumerate(named)
        for participant in range(1, people + 1)
        if (held := changes(participant, number)) is not None
    ]
    return gathered(named, made)


def varied(count: int) -> tuple[TrainingCase, ...]:
    """So many cases, of each profile in turn."""
    return tuple(case(f"cas-{rank:02d}", PROFILES[rank % len(PROFILES)]) for rank in range(count))


WRONG: tuple[Answers, ...] = (
    {"demande": "par_tiers"},
    {"demande": "commencee_abandonnee"},
    {"connaissance": "partielle"},
    {"proposition": "non_malgre_contact"},
    {"eligibilite": "probable"},
    {"regularite": UNKNOWN},
    {"blocage": "sans_reponse"},
    {"raisons_non_reception": ["pieces_manquantes"]},
)


def scattered(people: int, count: int, seed: int, right: float = 0.6) -> Gathered:
    """Everybody answers at random: the reference most of the time, else one of a few other answers."""
    drawn = random.Random(seed)

    def changes(_participant: int, _case: int) -> Answers:
        return {} if drawn.random() < right else drawn.choice(WRONG)

    return session(people, varied(count), changes)


def talked(people: int, count: int, before: float, after: float) -> Gathered:
    """Everybody answers twice at random, right with one probability before, with another after."""
    named, drawn = varied(count), random.Random(1)
    rounds: tuple[tuple[Moment, float], ...] = (("avant", before), ("apres", after))
    made = [
        played(each, who, NOTHING if drawn.random() < right else drawn.choice(WRONG), moment=moment)
        for moment, right in rounds
        for each in named
        for who in range(1, people + 1)
    ]
    return gathered(named, made)
