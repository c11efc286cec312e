"""What is proved of the shipped flow, and of copies of it that were spoilt."""

from __future__ import annotations

import copy
from itertools import combinations, product
from typing import Any

import pytest

from flows.flow import Flow
from flows.proof import Proof, Verdict, prove
from flows.proof.answers import AnswerBook, formulas_of
from flows.qualification import qualify
from flows.reading import read_text
from interview.engine.values import parse
from tests.flows.reference import complete_cores, outcome, pairs
from tests.flows.small_flows import flow_of
from tests.support import changed_flow

OBJECTS = 1 + 15
"""A benefit, counted once, or one of fifteen domains: what stands before the core of the reference."""


def proved(flow: Flow) -> Proof:
    proof = prove(flow)
    assert isinstance(proof, Proof)
    return proof


def without_question(flow: Flow, name: str) -> Flow:
    """A copy of *flow* without a question, nor any condition on it."""
    data = copy.deepcopy(read_text(flow.source, "copy.yaml").data)
    data["questions"] = [each for each in data["questions"] if each["id"] != name]
    rules = _without(data["regles"], name)
    questions = _without(data["questions"], name)
    return flow_of({**data, "questions": questions, "regles": rules})


def _without(node: Any, name: str) -> Any:
    if isinstance(node, list):
        kept = [each for each in node if not (isinstance(each, dict) and each.get("question") == name)]
        return [_without(each, name) for each in kept]
    if isinstance(node, dict):
        return {key: _without(value, name) for key, value in node.items()}
    return node


@pytest.fixture(scope="module")
def proof(flow: Flow) -> Proof:
    return proved(flow)


def test_no_answer_decides_alone_in_the_shipped_flow(proof: Proof) -> None:
    """Four forms, and each with each certainty; all of them are concluded by some interview."""
    assert proof.holds
    assert len(proof.verdicts) == 4 * 3
    assert all(verdict.reached for verdict in proof.verdicts)


def test_it_counts_the_interviews_of_the_core(proof: Proof) -> None:
    """As many as the reference makes one by one, for each object."""
    assert proof.core_interviews == OBJECTS * len(complete_cores())


def test_it_looks_at_few_states(proof: Proof) -> None:
    """Hundreds of times fewer states than there are interviews of the core."""
    assert proof.core_interviews is not None
    assert proof.states * 500 < proof.core_interviews


def test_its_verdicts_are_those_of_the_reference(flow: Flow, proof: Proof) -> None:
    """The smallest deciding sets up to three answers are those of all interviews made one by one."""
    conclusions = [(verdict.form, verdict.certainty) for verdict in proof.verdicts]
    concluded: dict[frozenset[tuple[str, str]], int] = {}
    missed: dict[frozenset[tuple[str, str]], int] = {}
    for said in {each._replace(issue=None, motif_non_eligibilite=None) for each in complete_cores()}:
        found = outcome(said)
        reached = sum(
            1 << rank
            for rank, (form, certainty) in enumerate(conclusions)
            if form in found.forms and certainty in ("", found.certainty)
        )
        answers = list(pairs(said))
        for size in range(4):
            for each in combinations(answers, size):
                key = frozenset(each)
                concluded[key] = concluded.get(key, 0) | reached
                missed[key] = missed.get(key, 0) | ~reached
    for rank, verdict in enumerate(proof.verdicts):
        deciding = {
            key for key, bits in concluded.items() if bits >> rank & 1 and not missed[key] >> rank & 1
        }
        smallest = {key for key in deciding if not any(key - {answer} in deciding for answer in key)}
        assert spelt_out(verdict) == smallest


def spelt_out(verdict: Verdict) -> set[frozenset[tuple[str, str]]]:
    return {
        frozenset(zip((each.question for each in answers), values, strict=True))
        for answers in verdict.sets
        for values in product(*(each.values for each in answers))
    }


@pytest.mark.parametrize("kept", [True, False], ids=["asked but not read", "removed"])
def test_without_regularity_a_part_received_decides_alone(flow: Flow, kept: bool) -> None:
    """Non-réception is then decided by « received a part », and two interviews show it."""
    blind = (
        changed_flow(("          - {question: regularite, hors: [normal]}\n", ""))
        if kept
        else without_question(flow, "regularite")
    )
    proof = proved(blind)
    assert not proof.holds
    verdict = next(each for each in proof.verdicts if (each.form, each.certainty) == ("non_reception", ""))
    shown = next(each for each in verdict.deciding if (each.question, each.value) == ("reception", "partie"))
    concluding, without = dict(shown.concluding), dict(shown.without or ())
    assert concluding["reception"] == "partie"
    assert "non_reception" in qualify(blind, concluding).forms
    assert without["reception"] == "tout"
    assert "non_reception" not in qualify(blind, without).forms
    alike = {name for name in concluding if concluding[name] == without.get(name)}
    assert alike == concluding.keys() - {"reception", "regularite"}


def test_conclusions_out_of_reach_are_named() -> None:
    """Once non-demande is only concluded of requests that were filed, no interview is an abandonment."""
    before = "demande, parmi: [non, commencee_abandonnee]}\n    - code: non_reception"
    after = "demande, parmi: [deposee]}\n    - code: non_reception"
    unreached = {(each.kind, each.code) for each in proved(changed_flow((before, after))).unreached}
    assert unreached == {("abandon", "abandon")}


def test_only_the_sentence_of_last_resort_is_never_told(proof: Proof) -> None:
    """The shipped flow reaches all its conclusions; the last explanation is there for any other flow."""
    assert [(each.kind, each.code) for each in proof.unreached] == [("aucun", "rien_ne_conclut")]


def test_the_questions_that_never_tell_are_those_that_no_rule_reads(flow: Flow, proof: Proof) -> None:
    """Every question read by the rules of the shipped flow changes some outcome; no other does."""
    assert set(proof.inert) == set(flow.questions) - flow.rule_questions


def test_neighbours_whose_order_matters_in_the_shipped_flow(proof: Proof) -> None:
    """Exits that lead to a question by name make the order matter."""
    assert [(each.first, each.second) for each in proof.order] == [
        ("domaine", "eligibilite"),
        ("connaissance", "proposition"),
        ("proposition", "demande"),
    ]
    assert ("demande", "reception", "lit") in [(each.first, each.second, each.because) for each in proof.tied]


def test_what_it_counts_is_what_the_conversation_accepts(flow: Flow) -> None:
    """As many answers to each short list as the conversation takes, all of them among those it takes."""
    book = AnswerBook(flow)
    for name, question in flow.questions.items():
        answered = book[name]
        if not 0 < len(question.codes) <= 10:
            continue
        for value in answered.values[:-1]:
            given = list(value) if isinstance(value, tuple) else value
            assert parse(flow, question, given, {}) == value
        assert answered.optional is not question.required
        accepted = sum(
            _accepted(flow, name, chosen) for chosen in _choices(question.codes, question.multiple)
        )
        assert sum(answered.weights[:-1]) == accepted + _unlisted_unknown(flow, name)


def _choices(codes: tuple[str, ...], several: bool) -> list[Any]:
    """Every code, or, of several choices, every set of them."""
    if not several:
        return list(codes)
    return [list(each) for size in range(1, len(codes) + 1) for each in combinations(codes, size)]


def _accepted(flow: Flow, name: str, chosen: Any) -> bool:
    try:
        parse(flow, flow.questions[name], chosen, {})
    except ValueError:
        return False
    return True


def _unlisted_unknown(flow: Flow, name: str) -> bool:
    """Whether « on ne sait pas » is accepted though no choice says it."""
    question = flow.questions[name]
    try:
        value = parse(flow, question, "inconnu", {})
    except ValueError:
        return False
    return value not in question.codes and not isinstance(value, tuple)


def test_every_formula_is_looked_at(flow: Flow) -> None:
    """Guards, exits and rules: what tells answers apart is taken from all of them."""
    found = list(formulas_of(flow))
    rules = len(flow.forms) + len(flow.traits) + len(flow.explanations) + 2
    assert len(found) == len(flow.guards) + sum(map(len, flow.ways.values())) + rules
