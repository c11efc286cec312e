"""What these tests share."""

from __future__ import annotations

import msgspec

from flows.flow import Flow
from flows.loader import flow_from_text, load_catalogue
from flows.scenario import scenario_from_text
from interview.engine import FlowMachine, Interview
from interview.replay import run
from interview.workbench.coverage import Coverage
from tests.support import make_workplace

SMALL = """
grammaire: 1
parcours: petit
version: "1"
titre: Petit parcours
sections:
  - {id: objet, titre: L’objet, qualifie: true}
  - {id: suite, titre: La suite}
questions:
  - id: connaissance
    section: objet
    type: choix
    requise: true
    texte: Connue ?
    bref: Connaissance
    choix: [{code: oui, libelle: Oui}, {code: non, libelle: Non}]
    suite:
      - {vers: fin, si: {question: connaissance, est: non}}
      - {vers: demande}
  - id: demande
    section: objet
    type: choix
    requise: true
    inconnu: true
    texte: Demandée ?
    bref: Demande
    choix: [{code: oui, libelle: Oui}, {code: non, libelle: Non}, {code: inconnu, libelle: Ne sait pas}]
  - id: raisons
    section: suite
    type: choix_multiple
    texte: Pourquoi ?
    bref: Raisons
    si: {question: demande, est: non}
    choix: [{code: peur, libelle: Peur}, {code: fatigue, libelle: Fatigue}, {code: autre, libelle: Autre}]
  - id: personnes
    section: suite
    type: entier
    texte: Combien ?
    bref: Personnes
    si: {question: connaissance, est: oui}
    maximum: 9
fins:
  - {id: fin, libelle: Terminé}
regles:
  formes:
    - code: non_demande
      libelle: Non-demande
      definition: L’offre n’est pas demandée.
      raisons: raisons
      si: {question: demande, est: non}
  abandon: {question: raisons, parmi: [fatigue]}
  avere: {question: connaissance, est: oui}
  certitudes:
    - {code: avere, libelle: Avéré, explication: Établi.}
    - {code: potentiel, libelle: Potentiel, explication: À vérifier.}
    - {code: aucun, libelle: Aucun, explication: Rien.}
  typologie:
    - {code: primaire, libelle: Primaire, explication: Rien n’est demandé., si: {question: demande, est: non}}
  aucun:
    - {code: ignoree, phrase: Elle ne connaissait pas., si: {question: connaissance, est: non}}
    - {code: rien, phrase: Rien ne conclut.}
"""

ASKED = "{connaissance: oui, demande: non, raisons: [peur, fatigue], personnes: 2}"

UNAWARE = "{connaissance: non}"


def small(source: str = SMALL) -> Flow:
    return flow_from_text(source, "petit.yaml", load_catalogue())


def held(flow: Flow, *answers: str) -> list[Interview]:
    """One interview a group of answers."""
    machine = FlowMachine(flow)
    interviews = []
    for each in answers:
        scenario = scenario_from_text(f"parcours: petit\nsituations:\n  - reponses: {each}\n", "cas.yaml")
        interviews.append(run(scenario, make_workplace(machine=machine)).conversation.interview)
    return interviews


def shares(found: Coverage) -> dict[str, tuple[int, int]]:
    kinds = ("question", "choix", "condition", "suite", "regle")
    return {kind: msgspec.structs.astuple(found.share(kind)) for kind in kinds}


def missing(found: Coverage) -> set[tuple[str, str, str]]:
    kinds = ("question", "choix", "condition", "suite", "regle")
    return {(each.kind, each.node, each.value) for kind in kinds for each in found.missing(kind)}


CASE = """
titre: Essai
situations:
  - reponses: {nature: financiere, prestation: c2s, eligibilite: oui, appui_eligibilite: verifie,
               connaissance: oui, proposition: oui, demande: deposee, reception: rien,
               regularite: anormal, issue: en_cours, raisons_non_reception: [lenteur_administrative]}
    attendu: %s
"""
