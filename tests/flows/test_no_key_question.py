"""No single answer, on its own, forces a form (domain §5.4), over all complete core interviews."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from flows.flow import Flow
from flows.qualification import qualify
from tests.flows.reference import FORMS, Core, Outcome, complete_cores, outcome, pairs
from tests.support import changed_flow

RULE_QUESTIONS = frozenset(
    {
        *("eligibilite", "appui_eligibilite", "connaissance"),
        *("proposition", "demande", "reception", "regularite"),
    }
)
Concludes = Callable[[Outcome], bool]


def forcing_answers(outcomes: Iterable[tuple[Core, Outcome]], concludes: Concludes) -> set[tuple[str, str]]:
    """The answers that some interview concluding it holds, and no interview without it does."""
    among_concluding: set[tuple[str, str]] = set()
    elsewhere: set[tuple[str, str]] = set()
    for said, found in outcomes:
        (among_concluding if concludes(found) else elsewhere).update(pairs(said))
    return {pair for pair in among_concluding - elsewhere if pair[0] in RULE_QUESTIONS}


def test_the_rules_read_the_questions_this_property_is_about(flow: Flow) -> None:
    """If a rule reads another question, it must be enumerated here too."""
    assert flow.rule_questions == RULE_QUESTIONS


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("certainty", ["", "avere", "potentiel"])
def test_no_single_answer_forces_the_form(form: str, certainty: str) -> None:
    """Each answer of an interview that concludes the form also stands in one that does not."""
    outcomes = [(said, outcome(said)) for said in complete_cores()]

    def concludes(found: Outcome) -> bool:
        return form in found.forms and certainty in ("", found.certainty)

    assert any(concludes(found) for _, found in outcomes), "the property would hold of nothing"
    assert forcing_answers(outcomes, concludes) == set()


def test_without_regularity_one_answer_would_force_non_reception() -> None:
    """The check sees the fault it looks for: « received a part » decided alone before that question."""
    blind = changed_flow(("          - {question: regularite, hors: [normal]}\n", ""))
    outcomes = []
    for said in complete_cores()[::3]:
        found = qualify(blind, said.answers())
        outcomes.append((said, Outcome(found.forms, found.certainty, found.abandoned)))
    forcing = forcing_answers(outcomes, lambda found: "non_reception" in found.forms)
    assert ("reception", "partie") in forcing
