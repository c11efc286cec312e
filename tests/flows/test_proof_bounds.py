"""Large flows are proved, or declined within the bound, in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.checks.reasoning import BOUND, reasoning_faults
from flows.flow import Flow
from flows.proof import Bound, Declined, Proof, prove
from flows.proof.answers import MAX_VALUES
from flows.proof.bounds import Exhausted, Meter
from flows.proof.plan import plan_of
from flows.proof.survey import Survey
from flows.reading import read_text
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


def test_reasoning_on_two_thousand_questions_keeps_to_its_bound(large: Flow) -> None:
    """Nothing is left out, in a small part of the bound."""
    meter = Meter(BOUND)
    survey = Survey(plan_of(large), meter)
    assert survey.complete
    assert meter.states < BOUND.together // 3
    document = read_text(json.dumps(large_flow(2_000)), "long.json")
    assert "A049" not in {each.code for each in reasoning_faults(document, large)}


_MEASURE = """
import json, re, sys
from pathlib import Path
from flows.checks.reasoning import reasoning_faults
from flows.proof import prove
from flows.reading import read_text
from tests.flows.large_flows import large_flow
from tests.flows.small_flows import flow_of
data = large_flow(2_000, near=int(sys.argv[1]))
flow = flow_of(data)
codes = {each.code for each in reasoning_faults(read_text(json.dumps(data), "long.json"), flow)}
found = type(prove(flow)).__name__
# ru_maxrss would count what the process that started this one held.
most = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]
print(found, "A049" in codes, most)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux says in /proc what a process took at most")
@pytest.mark.parametrize("near", [6, 2_000], ids=["near", "far"])
def test_a_whole_program_on_two_thousand_questions_takes_less_than_a_hundred_megabytes(near: int) -> None:
    """Reading, reasoning, proving; far conditions are declined where they must be, and said to be."""
    run = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(near)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    found, declined, kilobytes = run.stdout.split()
    assert found == "Proof"
    assert declined == str(near > 6)
    assert int(kilobytes) < 100 * 1024
