"""What may still be concluded, and what would have led elsewhere, against exhaustive completion."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from flows.conditions import holds
from flows.flow import Flow
from flows.foresight import elsewhere, prospects, still_open, walk
from flows.qualification import qualify
from tests.flows.reference import (
    ANSWERS,
    CORE,
    FORMS,
    Core,
    complete_cores,
    completions,
    forms,
    is_asked,
    next_question,
    outcome,
    pairs,
)

NOTHING_SAID = Core()
DECIDING = tuple(question for question in CORE if question not in ("motif_non_eligibilite", "issue"))


def prefixes(said: Core = NOTHING_SAID) -> Iterator[tuple[Core, tuple[frozenset[str], ...]]]:
    """Every beginning of a core interview, with the sets of forms its completions conclude."""
    question = next_question(said)
    if question in ("", "issue"):
        yield said, (frozenset(forms(said)),)
        return
    ends: set[frozenset[str]] = set()
    for code in ANSWERS[question]:
        last: tuple[frozenset[str], ...] = ()
        for prefix, last in prefixes(said._replace(**{question: code})):
            yield prefix, last
        ends.update(last)
    yield said, tuple(ends)


def expected_status(form: str, ends: tuple[frozenset[str], ...]) -> str:
    concluded = {form in end for end in ends}
    return "possible" if len(concluded) == 2 else "retenue" if True in concluded else "ecartee"


def test_the_status_of_each_form_is_exact_at_every_moment_of_every_core_interview(flow: Flow) -> None:
    """Possible iff one completion concludes it and another does not; held iff all; ruled out iff none."""
    checked = 0
    for rank, (said, ends) in enumerate(prefixes()):
        if rank % 5:
            continue
        checked += 1
        place = next_question(said) or "blocage"
        for each in prospects(flow, said.answers(), place):
            assert each.status == expected_status(each.form, ends), (said, each)
    assert checked > 5_000


def test_what_a_status_rests_on_is_enough_to_settle_it(flow: Flow) -> None:
    """The answers told beside a form held or ruled out are the interview's own, never none at the end."""
    for said in complete_cores()[::41]:
        answers = said.answers()
        for each in prospects(flow, answers, "blocage"):
            assert dict(each.grounds).items() <= answers.items()
            assert each.status != "possible"
            if each.status == "ecartee":
                assert each.grounds, (said, each)


def test_before_the_first_answer_every_form_is_possible(flow: Flow) -> None:
    """Nothing is presumed."""
    assert {(each.form, each.status) for each in prospects(flow, {}, flow.first)} == {
        (form, "possible") for form in FORMS
    }


def test_the_questions_still_open_are_those_that_some_completion_asks(flow: Flow) -> None:
    """Nothing that may come is left out, nothing impossible is announced, within the core."""
    draw = random.Random(3)
    beginnings = [said for said, _ in prefixes() if next_question(said)]
    for said in draw.sample(beginnings, 300):
        place = next_question(said)
        asked = {
            question
            for end in completions(said)
            for question, _ in pairs(end)
            if getattr(said, question) is None
        }
        opened = still_open(flow, said.answers(), place)
        assert opened & set(CORE) == asked, said


def test_a_walk_asks_exactly_the_questions_whose_guard_holds_above_it(flow: Flow) -> None:
    """On every complete core interview, the path is that of the domain."""
    for said in complete_cores()[::13]:
        asked = [question for question in walk(flow, said.answers()) if question in CORE]
        assert asked == [question for question in CORE if is_asked(question, said)]
        for question in walk(flow, said.answers()):
            assert holds(flow.guards[question], said.answers())


def distance(before: Core, after: Core) -> int:
    """How many answers that the rules read must be other, or newly given, to go from one to the other."""
    ranks = [CORE.index(question) for question in DECIDING]
    return sum(after[rank] is not None and after[rank] != before[rank] for rank in ranks)


def told_apart() -> list[Core]:
    """One complete interview per set of answers that the rules read."""
    return [said for said in complete_cores() if said.issue in (None, "en_cours")]


def sampled(count: int, seed: int) -> list[Core]:
    return random.Random(seed).sample(complete_cores(), count)


@pytest.mark.parametrize("said", sampled(60, seed=11), ids=lambda said: "-".join(filter(None, said)))
def test_each_change_told_leads_where_it_says(flow: Flow, said: Core) -> None:
    """Replayed, the changed answers give the told forms and certainty, which are not today's."""
    answers = said.answers()
    now = qualify(flow, answers)
    for other in elsewhere(flow, answers):
        changed = answers | {each.question: each.after for each in other.changes}
        path = {each: changed[each] for each in walk(flow, changed) if each in changed}
        found = qualify(flow, path)
        assert (found.forms, found.certainty) == (other.forms, other.certainty)
        assert (found.forms, found.certainty) != (now.forms, now.certainty)
        required = [each for each in walk(flow, changed) if flow.questions[each].required]
        assert all(each in changed or each in ("motif_non_eligibilite", "issue") for each in required)
        for each in other.changes:
            assert each.before == answers.get(each.question)
            assert each.after != "inconnu"


@pytest.mark.parametrize("said", sampled(12, seed=12), ids=lambda said: "-".join(filter(None, said)))
def test_no_smaller_set_of_changes_leads_to_the_same_outcome(flow: Flow, said: Core) -> None:
    """Against every complete interview: what is told is the smallest, and one is told per outcome."""
    nearest: dict[tuple[tuple[str, ...], str], int] = {}
    for other in told_apart():
        if any(now != then and now == "inconnu" for then, now in zip(said, other, strict=True)):
            continue
        found = outcome(other)
        key, steps = (found.forms, found.certainty), distance(said, other)
        nearest[key] = min(steps, nearest.get(key, steps))
    told = elsewhere(flow, said.answers())
    assert told, "there is always something that would have led elsewhere"
    assert len({(each.forms, each.certainty) for each in told}) == len(told)
    for each in told:
        assert len(each.changes) == nearest[each.forms, each.certainty], each


@pytest.mark.parametrize("said", sampled(12, seed=12), ids=lambda said: "-".join(filter(None, said)))
def test_the_nearest_outcomes_are_told_first_and_none_of_one_change_is_missed(flow: Flow, said: Core) -> None:
    """Every outcome that one answer alone would give is among them, within the limit."""
    alone = set()
    now = outcome(said)
    for other in told_apart():
        differs = [(was, then) for was, then in zip(said[:-1], other[:-1], strict=True) if was != then]
        if len(differs) == 1 and differs[0][1] not in (None, "inconnu"):
            found = outcome(other)
            alone.add((found.forms, found.certainty))
    alone.discard((now.forms, now.certainty))
    told = elsewhere(flow, said.answers(), limit=50)
    sizes = [len(each.changes) for each in told]
    assert sizes == sorted(sizes)
    assert alone <= {(each.forms, each.certainty) for each in told}


def test_the_limit_is_kept(flow: Flow) -> None:
    """The sheet shows a few, the nearest."""
    said = Core("oui", "verifie", None, "non", "oui", "non", None, None, "en_cours").answers()
    assert len(elsewhere(flow, said, limit=2)) == 2
