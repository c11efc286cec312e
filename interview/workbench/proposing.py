"""A draft of the scenario that is missing most: it gives the first choice that none gives.

On the way, and after it, questions take choices that were never given either, so that a few drafts go
a long way. A draft expects nothing: what a case must give is for people to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from flows.flow import Flow
from flows.grammar import UNKNOWN, Question
from flows.proof.reaching import way_to
from interview.conversation import Conversation, Workplace
from interview.engine import FlowMachine
from interview.engine.values import NOT_ESTABLISHED
from interview.scenario_text import dump
from interview.workbench.coverage import Coverage, coverage
from interview.workbench.items import Item

MOST_CODES = 3
"""Codes given to a question that takes several: a case that ticks everything is nobody's."""

_HEADER = """\
# Brouillon proposé par « repere parcours tester » : {gain}.
# Relisez chaque réponse, faites-en un cas vraisemblable, puis écrivez ce qu’il doit donner (« attendu »).
"""


class Proposal(msgspec.Struct, frozen=True):
    """A draft: the whole file, the choice it was made for, and how many choices it adds."""

    text: str
    question: str
    code: str
    gain: int


def proposal(found: Coverage, workplace: Workplace) -> Proposal | None:
    """A draft for the first choice that was never given, those of the core first.

    None when every choice was given, or when no way is found to those that were not.
    """
    missing = found.missing("choix")
    core = [each for each in missing if each.node in found.flow.core]
    for item in [*core, *missing]:
        way = way_to(found.flow, item.node)
        if way is not None:
            return _proposal(found, workplace, item, way)
    return None


def _proposal(found: Coverage, workplace: Workplace, item: Item, way: Mapping[str, Any]) -> Proposal:
    flow = found.flow
    held = Conversation.start(msgspec.structs.replace(workplace, base=None, machine=FlowMachine(flow)))
    never = {question: list[str]() for question in flow.questions}
    for each in found.missing("choix"):
        never[each.node].append(each.value)
    answers: dict[str, Any] = {}
    while (question := flow.questions.get(held.interview.place)) is not None:
        if question.id == item.node:
            value: Any = [item.value] if question.multiple else item.value
        elif question.id in way:
            value = way[question.id]
        else:
            value = _chosen(flow, question, never[question.id])
        if value is None:
            held.skip()
        else:
            held.answer(value)
            answers[question.id] = value
    given = coverage(flow, [held.interview]).times
    gain = sum(1 for each in found.missing("choix") if given[each])
    told = f"{gain} choix que rien ne donne encore" if gain > 1 else "un choix que rien ne donne encore"
    title = f"Brouillon, {flow.questions[item.node].short} : {flow.label(item.node, item.value)}"
    data = {"parcours": flow.id, "titre": title, "situations": [{"reponses": answers}]}
    return Proposal(f"{_HEADER.format(gain=told)}\n{dump(data)}", item.node, item.value, gain)


def _chosen(flow: Flow, question: Question, never: Sequence[str]) -> Any:
    """A choice never given, « on ne sait pas » last; else the first; nothing where nothing need be."""
    fresh = [code for code in never if code not in (UNKNOWN, NOT_ESTABLISHED)]
    if question.multiple:
        return fresh[:MOST_CODES] or list(never[:1]) or None
    if fresh or never:
        return (fresh or never)[0]
    if not question.required:
        return None
    codes = flow.catalogue.codes(question.catalogue) if question.catalogue else question.codes
    return codes[0] if codes else UNKNOWN
