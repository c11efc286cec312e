"""The proof says of a flow what trying everything says of it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise, product
from typing import Any, TypeAlias

from hypothesis import given

from flows.faults import ContentError
from flows.flow import Flow
from flows.proof import Bound, Proof, Verdict, prove
from flows.proof.bounds import Meter
from flows.proof.graph import Graph
from flows.proof.plan import Plan, plan_of
from flows.proof.targets import Targets
from flows.qualification import Qualification
from tests.flows.small_flows import (
    Data,
    Said,
    flow_data,
    flow_of,
    followed,
    interviews,
    judged,
    prepared_answers,
    values_of,
)

Pair: TypeAlias = tuple[str, Any]
Concludes: TypeAlias = Callable[[Qualification], bool]


def proved(flow: Flow) -> Proof:
    proof = prove(flow)
    assert isinstance(proof, Proof)
    return proof


def concludes(verdict: Verdict) -> Concludes:
    return lambda found: verdict.form in found.forms and verdict.certainty in ("", found.certainty)


def pairs_of(flow: Flow, said: Said) -> frozenset[Pair]:
    """The answers given to the questions that the rules of forms and certainty read."""
    return frozenset(
        (name, value) for name, value in said.items() if value is not None and name in flow.rule_questions
    )


def smallest_sets(with_it: list[frozenset[Pair]], without: list[frozenset[Pair]]) -> set[frozenset[Pair]]:
    """The smallest sets of at most three answers that stand in *with_it* and never in *without*."""

    def subsets(held: list[frozenset[Pair]], size: int) -> set[frozenset[Pair]]:
        return {
            frozenset(each) for answers in set(held) for each in combinations(sorted(answers, key=repr), size)
        }

    found: set[frozenset[Pair]] = set()
    for size in range(4):
        deciding = subsets(with_it, size) - subsets(without, size)
        found |= {each for each in deciding if not any(smaller < each for smaller in found)}
    return found


def spelt_out(verdict: Verdict) -> set[frozenset[Pair]]:
    """The sets of a verdict, one for each choice of a value to each question."""
    return {
        frozenset(zip((each.question for each in answers), values, strict=True))
        for answers in verdict.sets
        for values in product(*(each.values for each in answers))
    }


@given(flow_data())
def test_it_counts_every_complete_interview(data: Data) -> None:
    """As many interviews as there are when they are made one by one, and as many short ones."""
    flow = flow_of(data)
    proof = proved(flow)
    made = list(interviews(flow))
    optional = {name for name, question in flow.questions.items() if not question.required}
    short = [said for said in made if all(said[name] is None for name in optional & said.keys())]
    assert (proof.interviews, proof.core_interviews) == (len(made), len(short))


@given(flow_data())
def test_its_verdicts_are_those_of_all_interviews(data: Data) -> None:
    """Reached or not, the answers that decide alone, and the smallest deciding sets up to three."""
    flow = flow_of(data)
    told_apart = representatives(flow)
    found = [(judged(flow, said), pairs_of(flow, said) & told_apart) for said in interviews(flow)]
    for verdict in proved(flow).verdicts:
        is_it = concludes(verdict)
        with_it = [known for outcome, known in found if is_it(outcome)]
        without = [known for outcome, known in found if not is_it(outcome)]
        assert verdict.reached is bool(with_it)
        deciding = set().union(*with_it) - set().union(*without) if with_it else set()
        assert {(each.question, each.value) for each in verdict.deciding} == deciding
        assert verdict.holds is not bool(deciding)
        assert verdict.sets_up_to == 3
        assert spelt_out(verdict) == smallest_sets(with_it, without)


def representatives(flow: Flow) -> set[Pair]:
    """The answers that the proof speaks of: of several choices, one set for those met alike."""
    book = plan_of(flow).book
    return {(name, value) for name in flow.questions for value in book[name].values}


@given(flow_data())
def test_the_interviews_it_shows_are_complete_and_show_it(data: Data) -> None:
    """One concludes with the deciding answer; the other is the nearest that does not conclude."""
    flow = flow_of(data)
    made = [{name: value for name, value in said.items() if value is not None} for said in interviews(flow)]
    plan = plan_of(flow)
    for verdict in proved(flow).verdicts:
        is_it = concludes(verdict)
        for shown in verdict.deciding:
            concluding = dict(shown.concluding)
            assert concluding in made
            assert concluding[shown.question] == shown.value
            assert is_it(judged(flow, concluding))
            missing = [said for said in made if not is_it(judged(flow, said))]
            if shown.without is None:
                assert not missing
                continue
            without = dict(shown.without)
            assert without in missing
            matter = mattering(flow, plan, verdict)
            nearest = min(distance(concluding, said, matter) for said in missing)
            assert distance(concluding, without, matter) == nearest


def mattering(flow: Flow, plan: Plan, verdict: Verdict) -> set[str]:
    """The questions that can matter to a verdict: those its graph asks."""
    target = Targets(flow, plan.logic).form(verdict.form, verdict.certainty)
    counted = [flow.order[name] for name in flow.rule_questions]
    graph = Graph(plan, target, counted, Meter(Bound()))
    return {plan.names[question] for question in graph.outline.asked.values()}


def distance(one: Said, other: Said, matter: set[str]) -> int:
    """How many of the questions that matter are answered differently."""
    return sum(one.get(name) != other.get(name) for name in matter)


@given(flow_data())
def test_it_names_the_conclusions_that_no_interview_reaches(data: Data) -> None:
    """Forms, forms with a certainty, abandonment, traits and explanations."""
    flow = flow_of(data)
    outcomes = [judged(flow, said) for said in interviews(flow)]
    reached = {("abandon", "abandon", "") for each in outcomes if each.abandoned}
    for each in outcomes:
        reached |= {("forme", form, certainty) for form in each.forms for certainty in ("", each.certainty)}
        reached |= {("typologie", trait, "") for trait in each.typology}
        reached |= {("aucun", each.no_form.code, "")} if each.no_form else set()
    every = {("abandon", "abandon", ""), ("typologie", "trait", ""), ("aucun", "x", ""), ("aucun", "y", "")}
    every |= {
        ("forme", form, certainty)
        for form in ("forme_a", "forme_b")
        for certainty in ("", "avere", "potentiel")
    }
    named = {(each.kind, each.code, each.certainty) for each in proved(flow).unreached}
    assert named == every - reached


def outcome(flow: Flow, prepared: Said) -> tuple[tuple[str, ...], str]:
    found = judged(flow, followed(flow, prepared))
    return found.forms, found.certainty


@given(flow_data(most=5))
def test_it_names_the_questions_that_never_change_an_outcome(data: Data) -> None:
    """Whatever is prepared for all the others, no answer to them changes a form or the certainty."""
    flow = flow_of(data)
    outcomes = {tuple(prepared.items()): outcome(flow, prepared) for prepared in prepared_answers(flow)}
    inert = []
    for name, question in flow.questions.items():
        first = values_of(question)[0]
        if all(
            found == outcomes[tuple((each, first if each == name else value) for each, value in prepared)]
            for prepared, found in outcomes.items()
        ):
            inert.append(name)
    assert proved(flow).inert == tuple(inert)


@given(flow_data(most=5))
def test_it_names_the_neighbours_whose_order_matters(data: Data) -> None:
    """Exchanged in the file, two neighbours are refused (tied), or change an outcome (order), or nothing."""
    flow = flow_of(data)
    proof = proved(flow)
    names = list(flow.questions)
    tied, order = set(), set()
    for rank, pair in enumerate(pairwise(names)):
        questions = list(data["questions"])
        questions[rank], questions[rank + 1] = questions[rank + 1], questions[rank]
        try:
            other = flow_of({**data, "questions": questions})
        except ContentError:
            tied.add(pair)
            continue
        if any(outcome(flow, each) != outcome(other, each) for each in prepared_answers(flow)):
            order.add(pair)
    assert {(each.first, each.second) for each in proof.tied} == tied
    assert {(each.first, each.second) for each in proof.order} == order
    assert not proof.order_unknown
