"""The reference of a case, and what one other answer would make of it."""

from __future__ import annotations

from typing import Any

import pytest

from flows.flow import Flow
from flows.loader import load_flow
from flows.reference import reference_of
from flows.scenario import scenario_from_text
from flows.single_change import _others

CASE = """
formation: {cadre: Une femme vient., niveau: premier, exerce: Tenir deux fils.}
situations:
  - reponses: {nature: financiere, prestation: c2s, eligibilite: oui, appui_eligibilite: verifie,
      connaissance: oui, proposition: oui, demande: deposee, reception: rien, regularite: anormal}
  - causee_par: 1
    reponses: {nature: financiere, prestation: aides_logement, eligibilite: probable,
      appui_eligibilite: estimation, connaissance: non, proposition: pas_de_contact, demande: non}
"""


@pytest.fixture(scope="module")
def flow() -> Flow:
    return load_flow(None)


def test_the_cause_said_beside_the_answers_is_one_of_them(flow: Flow) -> None:
    file = scenario_from_text(CASE, "cas.yaml").file
    assert reference_of(flow, file, 2).get("causee_par") == 1
    assert reference_of(flow, file, 1).get("causee_par") is None


def test_of_several_answers_one_is_added_or_taken_away_and_never_the_last(flow: Flow) -> None:
    question = "raisons_non_reception"
    assert flow.questions[question].multiple
    first, second = flow.questions[question].codes[:2]
    one: dict[str, Any] = dict(_others(flow, question, [first]))
    assert first not in one
    assert one[second] == [first, second]
    assert dict(_others(flow, question, [first, second]))[first] == [second]
