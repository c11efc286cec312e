"""Large flows are proved, or declined within the bound, in little memory."""

from __future__ import annotations

import tracemalloc
from dataclasses import dataclass

import pytest

from flows.flow import Flow
from flows.proof import Bound, Declined, Proof, prove
from flows.proof.answers import MAX_VALUES
from flows.proof.bounds import Exhausted, Meter
from tests.flows.large_flows import large_flow
from tests.flows.small_flows import flow_of

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def large() -> Flow:
    return flow_of(large_flow(2_000))


def test_two_thousand_questions_are_proved(large: Flow) -> None:
    """Guards that read questions near by: all is proved and counted, in a small part of the bound."""
    proof = prove(large)
    assert isinstance(proof, Proof)
    assert proof.interviews is not None and len(str(proof.interviews)) > 1_000
    assert not proof.order_unknown
    assert proof.states < Bound().states // 20


def test_two_thousand_questions_fit_in_memory(large: Flow) -> None:
    """What the proof itself holds at once, at most."""
    tracemalloc.start()
    prove(large)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 40 * MEGABYTE


def test_what_cannot_be_counted_is_said_not_to_be() -> None:
    """Guards that read questions far above: the property is proved, the count is left out."""
    proof = prove(flow_of(large_flow(2_000, near=2_000)))
    assert isinstance(proof, Proof)
    assert proof.interviews is None
    assert all(verdict.reached for verdict in proof.verdicts if not verdict.certainty)


@pytest.mark.parametrize("bound", [Bound(states=100), Bound(together=10)], ids=["in all", "together"])
def test_past_its_states_the_proof_is_declined(flow: Flow, bound: Bound) -> None:
    """Nothing is said of the flow, but where the work stopped and why."""
    declined = prove(flow, bound)
    assert isinstance(declined, Declined)
    assert (declined.reason, declined.bound) == ("etats", bound)
    assert declined.about in {form.rule.code for form in flow.forms}
    assert declined.states <= bound.states + 1


def test_past_its_time_the_proof_is_declined(flow: Flow) -> None:
    """A proof that may take no time at all is declined for that reason."""
    declined = prove(flow, Bound(seconds=0))
    assert isinstance(declined, Declined)
    assert declined.reason == "temps"


@dataclass
class _Clock:
    """A clock that is moved by hand."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_meter_stops_when_the_time_is_over() -> None:
    """One second less than the bound is still in time; one more is not."""
    clock = _Clock()
    meter = Meter(Bound(seconds=10), clock)
    clock.now = 9
    meter.look()
    clock.now = 11
    with pytest.raises(Exhausted) as over:
        meter.look()
    assert not over.value.states


def test_too_many_sets_of_choices_are_declined() -> None:
    """Ten choices each tested alone make a thousand sets: more than is followed for one question."""
    data = large_flow(20)
    codes = [f"c{rank}" for rank in range(10)]
    assert 2 ** len(codes) > MAX_VALUES
    several = data["questions"][5]
    several |= {"type": "choix_multiple", "choix": [{"code": each, "libelle": each} for each in codes]}
    for key in ("inconnu", "suite"):
        several.pop(key, None)
    for question in data["questions"]:
        question.pop("si", None)
        question.pop("suite", None)
    for form in data["regles"]["formes"]:
        form["si"] = {"un_de": [{"question": "q5", "est": each} for each in codes]}
    data["regles"]["typologie"] = []
    declined = prove(flow_of(data))
    assert isinstance(declined, Declined)
    assert (declined.reason, declined.about) == ("reponses", "q5")
