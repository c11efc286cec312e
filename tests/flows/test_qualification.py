"""The rules of the shipped flow say what domain §5.1 says, on every complete core interview."""

from __future__ import annotations

import random
from typing import Any

import pytest

from flows.flow import Flow
from flows.qualification import Household, qualify
from tests.flows.reference import ANSWERS, Core, complete_cores, outcome, pairs, typology

BLOCKINGS = (None, "sans_reponse", "versement_incomplet", "rupture")


def test_every_complete_core_interview_is_qualified_as_the_domain_says(flow: Flow) -> None:
    """Forms, certainty and abandon agree on all of them, not on a sample."""
    assert len(complete_cores()) == 80_901
    for said in complete_cores():
        found = qualify(flow, said.answers())
        assert (found.forms, found.certainty, found.abandoned) == outcome(said), said


def test_every_complete_core_interview_has_the_traits_of_the_domain(flow: Flow) -> None:
    """The typology is derived from the same answers, on one interview in seven and every blocking."""
    for rank, said in enumerate(complete_cores()[::7]):
        blocking = BLOCKINGS[rank % 4]
        answers = said.answers() | ({"blocage": blocking} if blocking else {})
        assert set(qualify(flow, answers).typology) == typology(said, blocking), (said, blocking)


def test_what_is_unknown_is_listed_to_be_checked_and_nothing_else(flow: Flow) -> None:
    """Each « on ne sait pas » adds one line, in the order of the path."""
    for said in complete_cores()[::53]:
        unknown = tuple(question for question, value in pairs(said) if value == "inconnu")
        assert qualify(flow, said.answers()).to_check == unknown


def test_each_form_rests_on_answers_that_were_given_and_that_prove_it_alone(flow: Flow) -> None:
    """The grounds told beside a form are enough to conclude it, and are the interview's own."""
    for said in complete_cores()[::31]:
        answers = said.answers()
        for each in qualify(flow, answers).conclusions:
            grounds = dict(each.support)
            assert grounds.items() <= answers.items()
            if "reception" not in grounds and answers.get("reception"):
                grounds["reception"] = answers["reception"]
            assert each.form in qualify(flow, grounds).forms, (said, each)


def test_no_form_always_comes_with_its_explanation_and_a_form_never_does(flow: Flow) -> None:
    """« aucun » is never left without a sentence and what comes next."""
    for said in complete_cores()[::17]:
        found = qualify(flow, said.answers())
        assert (found.no_form is None) == bool(found.forms)
        if found.no_form:
            assert found.no_form.sentence and found.no_form.next_step


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Core("non", "verifie", "plafond"), "sans_droit"),
        (Core("oui", "verifie", None, "oui", "oui", "deposee", "tout", None, "regularisee"), "tout_recu"),
        (Core("oui", "verifie", None, "oui", "oui", "deposee", "rien", "normal", "en_cours"), "delai_normal"),
        (Core("oui", "verifie", None, "inconnu", "oui", "non", None, None, "en_cours"), "faits_inconnus"),
        (Core("oui", "verifie", None, "oui", "oui", "inconnu", None, None, "en_cours"), "faits_inconnus"),
    ],
)
def test_the_explanation_of_no_form_is_the_true_one(flow: Flow, said: Core, code: str) -> None:
    """Not entitled, all received, still within the delay, or too little known: each has its own words."""
    found = qualify(flow, said.answers())
    assert found.no_form is not None
    assert found.no_form.code == code


@pytest.mark.parametrize(
    ("household", "trait"),
    [(Household(situations=1), "cumule"), (Household(linked=True), "cumulatif")],
)
def test_the_household_gives_its_own_traits(flow: Flow, household: Household, trait: str) -> None:
    """« cumulé » and « cumulatif » come from the household, never from the answers."""
    answers = Core("oui", "verifie", None, "non", "oui", "non", None, None, "en_cours").answers()
    assert trait not in qualify(flow, answers).typology
    assert trait in qualify(flow, answers, household).typology


def test_a_form_switched_off_is_never_concluded_but_keeps_its_words(flow: Flow) -> None:
    """« non_orientation » is accepted in data; the figures stay comparable with Grenoble."""
    assert flow.form("non_orientation").label == "Non-orientation"
    orphan = Core("oui", "verifie", None, "non", "pas_de_contact", "non", None, None, "en_cours")
    assert "non_orientation" not in qualify(flow, orphan.answers()).forms


def test_a_reason_is_kept_with_the_form_it_explains(flow: Flow) -> None:
    """Reasons are read from the question of the form, and only while the form holds."""
    core = Core("oui", "verifie", None, "oui", "oui", "deposee", "rien", "anormal", "en_cours")
    said: dict[str, Any] = dict(core.answers())
    said |= {"raisons_non_reception": ("pieces_manquantes",), "raisons_non_demande": ("civisme",)}
    assert qualify(flow, said).reasons == {"non_reception": ("pieces_manquantes",)}


def test_the_order_in_which_answers_were_given_changes_nothing(flow: Flow) -> None:
    """Answers are keyed by question: the same set always means the same."""
    draw = random.Random(5)
    for said in complete_cores()[::997]:
        shuffled = list(said.answers().items())
        draw.shuffle(shuffled)
        first, second = qualify(flow, said.answers()), qualify(flow, dict(shuffled))
        assert (first.conclusions, first.certainty, first.typology) == (
            second.conclusions,
            second.certainty,
            second.typology,
        )


def test_the_reference_asks_with_the_codes_of_the_flow(flow: Flow) -> None:
    """The restatement answers every core question with the flow's own codes, in whatever order."""
    for question, codes in ANSWERS.items():
        assert set(flow.questions[question].codes) == set(codes)
