"""What reasoning finds in a flow is what trying every interview finds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from flows.checks.reasoning import reasoning_faults
from flows.conditions import Formula, formula, holds, questions_of
from flows.flow import Flow
from flows.grammar import Condition
from flows.proof.bounds import Meter
from flows.proof.plan import plan_of
from flows.proof.possible import Possible
from flows.proof.reaching import way_to
from flows.proof.results import Bound
from flows.proof.survey import Survey
from flows.reading import read_text
from tests.flows.small_flows import (
    Data,
    Said,
    condition_of,
    flow_data,
    flow_of,
    interviews,
    judged,
    values_of,
)


@st.composite
def branching(draw: st.DrawFn) -> Data:
    """A small flow in which two questions have several exits with conditions."""
    data = draw(flow_data(most=5))
    questions = data["questions"]
    for rank in draw(st.lists(st.integers(0, len(questions) - 2), min_size=1, max_size=2, unique=True)):
        places = [each["id"] for each in questions[rank + 1 :]] + ["fin", "fin_courte"]
        above = questions[: rank + 1]
        exits = [
            {"vers": draw(st.sampled_from(places)), "si": condition_of(draw, above, 1)}
            for _ in range(draw(st.integers(2, 3)))
        ]
        last = [{"vers": draw(st.sampled_from(places))}] if draw(st.booleans()) else []
        questions[rank]["suite"] = exits + last
    return data


@st.composite
def led(draw: st.DrawFn) -> Data:
    """A small flow where an exit leads past a question whose guard may say the same again."""
    data = draw(flow_data(most=5))
    questions = data["questions"]
    rank = draw(st.integers(1, len(questions) - 1))
    when = condition_of(draw, questions[:rank], 0)
    onward = questions[rank + 1]["id"] if rank + 1 < len(questions) else "fin"
    questions[rank]["si"] = when
    questions[rank].pop("si_repondu", None)
    questions[rank - 1]["suite"] = [{"vers": questions[rank]["id"], "si": when}, {"vers": onward}]
    return data


class Tried:
    """All that happens at each question, one interview after the other."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.said = list(interviews(flow))
        self.arrived: set[str] = set()
        self.asked: set[str] = set()
        self.passed: set[str] = set()
        self.holding: dict[str, set[frozenset[int]]] = {}
        for said in self.said:
            self._walk(said)
        self.never = set(flow.questions) - self.asked

    def _walk(self, said: Said) -> None:
        flow, known, place = self.flow, dict[str, Any](), self.flow.first
        while not flow.is_ending(place):
            self.arrived.add(place)
            if not flow.asked(place, known):
                self.passed.add(place)
                place = flow.follower(place)
                continue
            self.asked.add(place)
            known[place] = said[place]
            ways = flow.ways[place]
            together = frozenset(rank for rank, way in enumerate(ways) if holds(way.when, known))
            self.holding.setdefault(place, set()).add(together)
            place = flow.next_place(place, known)

    def always(self, when: Formula) -> bool:
        """True in every complete interview."""
        return all(holds(when, said) for said in self.said)

    def fixed(self, when: Formula) -> bool:
        """True, or false, whatever the answers, on the path or not."""
        names = sorted(questions_of(when))
        values = [[*values_of(self.flow.questions[name]), None] for name in names]
        found = {holds(when, dict(zip(names, each, strict=True))) for each in product(*values)}
        return len(found) == 1

    def silent(self, when: Formula) -> bool:
        """Its fault is told elsewhere: in the condition itself, or at a question never asked."""
        return self.fixed(when) or bool(questions_of(when) & self.never)


def conditions(flow: Flow) -> dict[str, Formula]:
    """Every condition by the words of its place."""
    found: dict[str, Formula] = {}
    for name, question in flow.questions.items():
        if question.when is not None:
            found[f"questions › {name} › si"] = formula(question.when, {})
        for index, way in enumerate(question.exits):
            if way.when is not None:
                found[f"questions › {name} › suite › n° {index + 1} › si"] = formula(way.when, {})
    return found


def found_in(data: Data) -> set[tuple[str, str]]:
    """The faults told, as codes and places."""
    document = read_text(json.dumps(data), "petit.yaml")
    return {(each.code, each.node) for each in reasoning_faults(document, flow_of(data))}


def of_questions(found: set[tuple[str, str]], *codes: str) -> set[tuple[str, str]]:
    return {each for each in found if each[0] in codes and each[1].startswith("questions")}


@given(flow_data() | branching())
def test_the_pass_sees_what_every_interview_sees(data: Data) -> None:
    """Questions come to, asked, passed over, and the exits that hold together."""
    flow = flow_of(data)
    tried, survey = Tried(flow), Survey(plan_of(flow), Meter(Bound()))
    names = list(flow.questions)
    assert survey.complete
    assert {names[rank] for rank in survey.arrived} == tried.arrived
    assert {names[rank] for rank in survey.asked} == tried.asked
    assert {names[rank] for rank in survey.passed} == tried.passed
    seen = {
        names[rank]: {frozenset(each for each in range(8) if bits >> each & 1) for bits in sets}
        for rank, sets in survey.holding.items()
    }
    assert seen == tried.holding


@given(flow_data() | branching())
def test_the_interviews_it_gives_are_such_interviews(data: Data) -> None:
    """The answers before a question lead to it; those up to a moment make these exits hold."""
    flow = flow_of(data)
    survey = Survey(plan_of(flow), Meter(Bound()))
    names = list(flow.questions)
    for rank, state in survey.asked.items():
        assert asked_after(flow, survey.before(state), names[rank])
    for rank, sets in survey.holding.items():
        for bits, moment in sets.items():
            said = survey.after(moment)
            ways = flow.ways[names[rank]]
            assert bits == sum(1 << each for each, way in enumerate(ways) if holds(way.when, said))


def asked_after(flow: Flow, said: Said, wanted: str) -> bool:
    """Whether someone who answers *said* and skips the rest is asked *wanted* next."""
    known, place = dict[str, Any](), flow.first
    while not flow.is_ending(place):
        if not flow.asked(place, known):
            place = flow.follower(place)
            continue
        if place == wanted:
            return True
        known[place] = said.get(place)
        place = flow.next_place(place, known)
    return False


@given(flow_data())
def test_a_way_to_a_question_exists_just_when_it_is_asked(data: Data) -> None:
    """And the way leads to it, with an answer or a skip for each question met."""
    flow = flow_of(data)
    tried = Tried(flow)
    for name in flow.questions:
        way = way_to(flow, name)
        assert (way is not None) == (name in tried.asked)
        if way is not None:
            assert asked_after(flow, dict(way), name)
            assert name not in way


@given(flow_data() | led())
def test_guards_and_questions(data: Data) -> None:
    """Guards always true are told; a question never asked is told, or follows from one that is."""
    flow = flow_of(data)
    tried, found = Tried(flow), found_in(data)
    expected = {
        ("A030", f"questions › {name} › {'si' if question.when else 'si_repondu'}")
        for name, question in flow.questions.items()
        if (question.when or question.follows)
        and name in tried.asked - tried.passed
        and tried.always(flow.guards[name])
        and not questions_of(flow.guards[name]) & tried.never
        and not (question.when and tried.fixed(formula(question.when, {})))
    }
    told = of_questions(found, "A030")
    assert {each for each in told if "suite" not in each[1]} == expected
    never = {node.split(" › ")[1] for code, node in found if code == "P100"}
    assert never <= tried.never
    if not any(tried.fixed(when) for when in conditions(flow).values()):
        assert bool(never) == bool(tried.never)


@given(branching())
def test_exits(data: Data) -> None:
    """Never taken, always taken, overlapping, missing: as the definitions say."""
    flow = flow_of(data)
    tried = Tried(flow)
    expected = {each for name in tried.asked for each in exits_told(flow, tried, name)}
    told = of_questions(found_in(data), "A030", "A031", "A035", "A036")
    assert {each for each in told if "suite" in each[1]} == expected


def exits_told(flow: Flow, tried: Tried, name: str) -> Iterator[tuple[str, str]]:
    exits = flow.questions[name].exits
    sets = tried.holding[name]
    place = f"questions › {name} › suite"
    silent = [each.when is not None and tried.silent(formula(each.when, {})) for each in exits]
    for rank, each in enumerate(exits):
        if silent[rank]:
            continue
        if all(min(together) != rank for together in sets):
            yield "A031", f"{place} › n° {rank + 1}"
        elif each.when is not None and rank == len(exits) - 1 and all(rank in together for together in sets):
            yield "A030", f"{place} › n° {rank + 1} › si"
    for one, other in combinations(range(len(exits)), 2):
        conditional = exits[one].when is not None and exits[other].when is not None
        kinds = {(one in together, other in together) for together in sets}
        if (
            conditional
            and exits[one].to != exits[other].to
            and {(True, True), (True, False), (False, True)} <= kinds
        ):
            yield "A035", f"{place} › n° {other + 1} › si"
    all_conditional = len(exits) > 1 and exits[-1].when is not None
    if all_conditional and frozenset({len(exits)}) in sets and not any(silent):
        yield "A036", place


@given(flow_data())
def test_conditions_in_themselves(data: Data) -> None:
    """A condition that no answers make true, or all do, is told inside itself or where its part is."""
    flow = flow_of(data)
    tried, found = Tried(flow), found_in(data)
    told = [node for code, node in found if code in ("P101", "A032")]
    for place, when in conditions(flow).items():
        if tried.fixed(when):
            assert any(node.startswith(place) for node in told)


@st.composite
def some_condition(draw: st.DrawFn) -> tuple[Data, Data]:
    """A small flow and a condition whose parts read the same two questions."""
    data = draw(flow_data(most=4))
    read = [each for each in data["questions"] if "choix" in each][:2]
    inner, outer = draw(st.sampled_from([("un_de", "tous"), ("tous", "un_de")]))
    parts = [
        {inner: [condition_of(draw, [each], 0) for each in read]} for _ in range(draw(st.integers(4, 9)))
    ]
    return data, {outer: parts}


@given(some_condition())
def test_what_a_condition_may_be(drawn: tuple[Data, Data]) -> None:
    """True of some answers, false of some: as trying all of them says."""
    data, condition = drawn
    flow = flow_of(data)
    when = formula(msgspec.convert(condition, Condition), {})
    plan = plan_of(flow, [when])
    possible, number = Possible(plan, Meter(Bound())), plan.logic.of(when)
    values = [[*values_of(each), None] for each in flow.questions.values()]
    found = {holds(when, dict(zip(flow.questions, each, strict=True))) for each in product(*values)}
    assert (possible.true(number), possible.false(number)) == (True in found, False in found)


@given(flow_data())
def test_conclusions(data: Data) -> None:
    """Forms never or always concluded; certainty, abandonment, traits, explanations never reached."""
    flow = flow_of(data)
    tried, found = Tried(flow), found_in(data)
    outcomes = [judged(flow, said) for said in tried.said]
    rules = flow.file.rules
    expected: set[tuple[str, str]] = set()
    for form in flow.forms:
        if not tried.silent(form.when):
            number = sum(form.rule.code in each.forms for each in outcomes)
            place = f"regles › formes › {form.rule.code} › si"
            expected |= {("P102", place)} if not number else set()
            expected |= {("A030", place)} if number == len(outcomes) else set()
    with_form = [(said, each) for said, each in zip(tried.said, outcomes, strict=True) if each.forms]
    if with_form:
        expected |= set(rest(flow, tried, with_form, outcomes))
    codes = ("P102", "A030", "A033")
    assert {each for each in found if each[0] in codes and each[1].startswith("regles")} == expected
    assert rules.no_form[-1].when is None


def rest(
    flow: Flow, tried: Tried, with_form: Sequence[tuple[Said, Any]], outcomes: Sequence[Any]
) -> Iterator[tuple[str, str]]:
    if not tried.silent(flow.established) and {each.certainty for _, each in with_form} != {
        "avere",
        "potentiel",
    }:
        yield "A033", "regles › avere"
    if not tried.silent(flow.abandoned) and not any(each.abandoned for _, each in with_form):
        yield "A033", "regles › abandon"
    trait = flow.traits[0]
    if not tried.silent(trait.when):
        number = sum(holds(trait.when, said) for said, _ in with_form)
        if not number:
            yield "A033", "regles › typologie › trait › si"
        elif number == len(with_form):
            yield "A030", "regles › typologie › trait › si"
    first = flow.explanations[0]
    told = any(each.no_form and each.no_form.code == first.rule.code for each in outcomes)
    if not tried.silent(first.when) and not told:
        yield "A033", "regles › aucun › x › si"


@given(flow_data())
def test_two_forms_that_always_go_together(data: Data) -> None:
    """Told just when every interview concludes both or neither, and some of each."""
    flow = flow_of(data)
    tried = Tried(flow)
    one, other = flow.forms
    together = [(holds(one.when, said), holds(other.when, said)) for said in tried.said]
    expected = (
        set(together) == {(True, True), (False, False)}
        and not tried.silent(one.when)
        and not tried.silent(other.when)
    )
    told = ("A034", "regles › formes › forme_b › si") in found_in(data)
    assert told == expected
