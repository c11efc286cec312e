"""What scenarios may exercise of a flow, one by one: what coverage counts.

==============  =============================================================================
``question``    it is answered or passed
``choix``       a code of a closed list is given (catalogues are counted apart)
``condition``   the guard of a question is true when it is come to; it is false
``suite``       an exit is taken, where a question has more than one
``regle``       a form with a certainty, a trait, « aucun » for that reason, an abandon
==============  =============================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec

from flows.conditions import ALWAYS
from flows.flow import Flow

Kind: TypeAlias = Literal["question", "choix", "condition", "suite", "regle"]
KINDS: tuple[Kind, ...] = ("question", "choix", "condition", "suite", "regle")
TRUE, FALSE = "vraie", "fausse"
FORM, TRAIT, NO_FORM, ABANDONED = "forme", "typologie", "aucun", "abandon"


class Item(msgspec.Struct, frozen=True):
    """One thing that a scenario may exercise.

    Attributes:
        kind: one of :data:`KINDS`.
        node: the question; for a rule, ``forme``, ``typologie``, ``aucun`` or ``abandon``.
        value: the code of a choice; ``vraie`` or ``fausse``; the rank of an exit, from 1; for a rule,
            ``forme/certitude``, the code of the trait or of the sentence.
    """

    kind: Kind
    node: str
    value: str = ""


def items(flow: Flow) -> Iterator[Item]:
    """Everything that can be exercised, in the order of the file."""
    for question in flow.file.questions:
        yield Item("question", question.id)
        for code in question.codes:
            yield Item("choix", question.id, code)
        if flow.guards[question.id] != ALWAYS:
            yield Item("condition", question.id, TRUE)
            yield Item("condition", question.id, FALSE)
        if len(flow.ways[question.id]) > 1:
            for rank in range(1, len(flow.ways[question.id]) + 1):
                yield Item("suite", question.id, str(rank))
    for form in flow.forms:
        for certainty in ("avere", "potentiel"):
            yield Item("regle", FORM, f"{form.rule.code}/{certainty}")
    yield Item("regle", ABANDONED)
    for trait in flow.traits:
        yield Item("regle", TRAIT, trait.rule.code)
    for explanation in flow.explanations:
        yield Item("regle", NO_FORM, explanation.rule.code)
