"""A flow whose conditions read questions that are not in the file."""

from __future__ import annotations

from collections.abc import Set

import msgspec

from flows.grammar import Condition, FlowFile

_ALWAYS, _NEVER = Condition(every=()), Condition(some=())


def as_if_never_asked(file: FlowFile) -> FlowFile:
    """The same flow, where a question that is not there counts as one that is never asked.

    That is what conditions mean by an absent answer: ``hors`` is true of it, ``est`` and ``parmi`` false.
    """
    known = {each.id for each in file.questions}

    def mended(condition: Condition | None) -> Condition | None:
        return None if condition is None else _mended(condition, known)

    questions = [
        msgspec.structs.replace(
            each,
            when=mended(each.when),
            exits=tuple(msgspec.structs.replace(way, when=mended(way.when)) for way in each.exits),
        )
        for each in file.questions
    ]
    rules = file.rules
    rules = msgspec.structs.replace(
        rules,
        facts=tuple(msgspec.structs.replace(each, when=mended(each.when)) for each in rules.facts),
        forms=tuple(msgspec.structs.replace(each, when=mended(each.when)) for each in rules.forms),
        typology=tuple(msgspec.structs.replace(each, when=mended(each.when)) for each in rules.typology),
        no_form=tuple(msgspec.structs.replace(each, when=mended(each.when)) for each in rules.no_form),
        abandoned=_mended(rules.abandoned, known),
        established=_mended(rules.established, known),
    )
    return msgspec.structs.replace(file, questions=tuple(questions), rules=rules)


def _mended(condition: Condition, known: Set[str]) -> Condition:
    if condition.question is not None and condition.question not in known:
        return _NEVER if condition.outside is None else _ALWAYS
    if condition.every is not None:
        return Condition(every=tuple(_mended(part, known) for part in condition.every))
    if condition.some is not None:
        return Condition(some=tuple(_mended(part, known) for part in condition.some))
    return condition
