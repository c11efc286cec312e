"""A situation qualified elsewhere: its answers come in at once, and what was concluded with them.

It was walked by nobody: its path is every question that has an answer, in the order of the flow, and its
place is the last ending. What it is qualified as is what was said, and rests on no answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from flows.conditions import holds
from flows.flow import Flow
from flows.qualification import Certainty, Conclusion, Household, Qualification

if TYPE_CHECKING:
    from interview.engine.state import Situation


class Imported(msgspec.Struct, frozen=True):
    """What was concluded elsewhere.

    Attributes:
        forms: the forms kept.
        certainty: "" where it was not recorded.
        abandoned: a request was begun and given up.
        intensity: the trait that says it, "" where it was not recorded.
    """

    forms: tuple[str, ...] = ()
    certainty: Certainty = ""
    abandoned: bool = False
    intensity: str = ""


def value_of(answers: Mapping[str, Any], imported: Imported) -> dict[str, Any]:
    """The value of the event ``grille``, without what was not recorded."""
    value: dict[str, Any] = {"reponses": dict(answers)}
    told = {
        "formes": list(imported.forms),
        "certitude": imported.certainty,
        "abandon": imported.abandoned,
        "intensite": imported.intensity,
    }
    return value | {name: said for name, said in told.items() if said}


def answers_in(value: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of an event ``grille``, as the engine keeps them."""
    given: Mapping[str, Any] = value["reponses"]
    return {question: tuple(each) if isinstance(each, list) else each for question, each in given.items()}


def imported_in(value: Mapping[str, Any]) -> Imported:
    """What an event ``grille`` says was concluded."""
    return Imported(
        forms=tuple(value.get("formes", ())),
        certainty=value.get("certitude", ""),
        abandoned=bool(value.get("abandon")),
        intensity=value.get("intensite", ""),
    )


def laid_out(flow: Flow, situation: Situation, known: Mapping[str, Any]) -> Situation:
    """The situation with its path and place.

    Args:
        known: every answer of the situation and of its interview, by question.
    """
    path = tuple(sorted((each for each in known if each in flow.order), key=flow.order.__getitem__))
    return msgspec.structs.replace(situation, path=path, place=flow.file.endings[-1].id)


def qualification_of(
    flow: Flow, imported: Imported, answers: Mapping[str, Any], household: Household
) -> Qualification:
    """What was concluded elsewhere, as the rules would have said it, without grounds."""
    certain = imported.certainty == "avere"
    return Qualification(
        certainty=imported.certainty,
        conclusions=tuple(
            Conclusion(code, certain, _codes(answers.get(flow.form(code).reasons)), ())
            for code in imported.forms
        ),
        abandoned=imported.abandoned,
        typology=() if imported.certainty == "aucun" else _typology(flow, imported, answers, household),
        to_check=(),
        no_form=None,
    )


def _typology(
    flow: Flow, imported: Imported, answers: Mapping[str, Any], household: Household
) -> tuple[str, ...]:
    """The intensity as it was said, and the traits that answers establish.

    A rule that holds where nothing is known would here say more than what was recorded.
    """
    contexts = {"plusieurs_situations": household.situations > 0, "lien_causal": household.linked}
    return tuple(
        trait.rule.code
        for trait in flow.traits
        if trait.rule.code == imported.intensity
        or (
            contexts[trait.rule.context]
            if trait.rule.context
            else holds(trait.when, answers) and not holds(trait.when, {})
        )
    )


def _codes(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()
