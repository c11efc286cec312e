"""What an answer is worth beside that of the reference, and what the difference alone changes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flows.case import Variance
from flows.conditions import Answers
from flows.flow import Flow
from flows.foresight import walk
from flows.qualification import Qualification
from flows.single_change import after_one_change, outcome
from interview.rehearsal.debrief.model import Effect, Standing

OBJECT = ("nature", "prestation", "domaine")
"""The questions that say what a situation is about: which right, hence which organism and which ways."""


def codes_of(value: Any) -> tuple[str, ...]:
    """The codes of an answer, none for a question that was passed."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def other_codes(value: Any, reference: Any) -> frozenset[str]:
    """The codes by which an answer differs: those it has and the reference has not, or the reverse.

    Of a single answer, only its own code: that of the reference does not count as left out.
    """
    said, wanted = set(codes_of(value)), set(codes_of(reference))
    several = isinstance(value, list | tuple) or isinstance(reference, list | tuple)
    return frozenset(said ^ wanted if several else said - wanted)


def told_of(variances: Sequence[Variance], question: str, codes: Iterable[str]) -> tuple[Variance, ...]:
    """What the case says of those answers to *question*, in the order of its file."""
    wanted = set(codes)
    return tuple(each for each in variances if each.question == question and wanted & set(each.answers))


def accepted(variances: Sequence[Variance], question: str, value: Any, reference: Any) -> bool:
    """Whether the case holds the answer as right as that of the reference."""
    different = other_codes(value, reference)
    held = {
        code for each in told_of(variances, question, different) if each.accepted for code in each.answers
    }
    return bool(different) and different <= held


def standing_of(
    variances: Sequence[Variance],
    question: str,
    yours: Mapping[str, Any],
    reference: Mapping[str, Any],
    paths: tuple[Sequence[str], Sequence[str]],
) -> Standing:
    """What one answer is beside that of the reference.

    Args:
        paths: questions asked of the agent, and in the reference.
    """
    if question not in paths[1]:
        return "only_yours"
    if question not in paths[0]:
        return "only_reference"
    said, wanted = yours.get(question), reference.get(question)
    if set(codes_of(said)) == set(codes_of(wanted)):
        return "same"
    return "accepted" if accepted(variances, question, said, wanted) else "different"


def effect_of(now: Qualification, then: Qualification) -> Effect:
    """What goes from *now* to *then*, the weightiest first."""
    was, would = outcome(now), outcome(then)
    if was[0] != would[0]:
        return "forms"
    if was[1] != would[1]:
        return "certainty"
    if was[2] != would[2]:
        return "abandon"
    if not now.forms and now.no_form != then.no_form:
        return "reasons"
    return "reasons" if _sets(now) != _sets(then) else "nothing"


def with_this_alone(
    flow: Flow, paths: tuple[Answers, Answers], question: str, value: Any
) -> Qualification | None:
    """What the reference would have given with that answer, and nothing else changed.

    A question that this answer opens takes what the agent then answered. None where they were not asked
    it either: nobody can tell what would follow.

    Args:
        paths: the answers of the agent, and of the reference, each to the questions of their own path.
    """
    yours, reference = paths
    changed = {**yours, **reference, question: value}
    asked = [each for each in walk(flow, changed) if each in flow.rule_questions]
    if any(changed.get(each) is None for each in asked):
        return None
    return after_one_change(flow, changed, question, value)


def _sets(said: Qualification) -> dict[str, frozenset[str]]:
    return {form: frozenset(codes) for form, codes in said.reasons.items()}
