"""A condition in words, as it would be said after « si »: for the printed flow, the screen, the drawing.

Facts go by the words their author gave them where the condition names one; a formula, where facts are
already replaced by what they say, is told test by test. Words are those of the flow itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from flows.conditions import Every, Formula, Given, Some, Test
from flows.flow import Flow
from flows.grammar import Condition, FormRule
from templates.typography import french

ALWAYS = "toujours"
NEVER = "jamais"
ABSENT = "ou il n’y a pas de réponse"


def in_words(flow: Flow, condition: Condition | Formula | None, here: str = "") -> str:
    """The condition as one clause: « la réponse à « Demande » est « Non », et … »; « toujours » without one.

    Args:
        here: the question whose exits are being told; its own answer is then « la réponse ».
    """
    return french(_clause(flow, condition, here))


def clauses(flow: Flow, condition: Condition | Formula | None, here: str = "") -> tuple[str, ...]:
    """What must all hold together, one clause each; () where nothing is asked."""
    parts: Iterable[Condition | Formula] = (condition,) if condition is not None else ()
    if isinstance(condition, Every):
        parts = condition.parts
    elif isinstance(condition, Condition) and condition.every is not None:
        parts = condition.every
    return tuple(in_words(flow, part, here) for part in parts)


def after_if(clause: str) -> str:
    """The clause after « si », elided before « il »."""
    return f"s’{clause}" if clause.startswith(("il ", "ils ")) else f"si {clause}"


def asked_when(flow: Flow, question: str) -> str:
    """When a question of the path is asked: « toujours », or « si … ».

    A question without a condition that an answer can jump over names whose answer does.
    """
    asked = flow.questions[question]
    follows = (Given(asked.follows),) if asked.follows else ()
    guard = (asked.when,) if asked.when is not None else ()
    told: tuple[Condition | Formula, ...] = (*follows, *guard)
    if not told:
        over = [f"« {flow.questions[each].short} »" for each in jumping_over(flow, question)]
        return french(f"{ALWAYS}, sauf si {_listed(over, 'ou')} mène plus loin") if over else ALWAYS
    return french(after_if(_several(flow, told, "et", "") if follows else _clause(flow, asked.when, "")))


def _clause(flow: Flow, condition: Condition | Formula | None, here: str, within: str = "") -> str:
    """One clause; *within* is the word that joins it to others, « et » or « ou »."""
    if condition is None:
        return ALWAYS
    if isinstance(condition, Condition):
        return _written(flow, condition, here, within)
    if isinstance(condition, Given):
        return f"la réponse à « {flow.questions[condition.question].short} » est connue"
    if isinstance(condition, Test):
        codes = [code for code in flow.questions[condition.question].codes if code in condition.values]
        listed = dict.fromkeys(chain(codes, sorted(condition.values)))
        return _test(flow, condition.question, listed, here, outside=condition.outside)
    word = "ou" if isinstance(condition, Some) else "et"
    return _several(flow, condition.parts, word, here, within)


def _written(flow: Flow, condition: Condition, here: str, within: str) -> str:
    if condition.fact is not None:
        return _fact(flow, condition.fact)
    if condition.every is not None:
        return _several(flow, condition.every, "et", here, within)
    if condition.some is not None:
        return _several(flow, condition.some, "ou", here, within)
    question = condition.question or ""
    if condition.outside is not None:
        return _test(flow, question, condition.outside, here, outside=True)
    values = condition.among if condition.among is not None else (condition.equals or "",)
    return _test(flow, question, values, here, outside=False)


def _fact(flow: Flow, code: str) -> str:
    """The author's words for a fact; a form used as a fact is « … est retenue »."""
    for fact in flow.file.rules.facts:
        if fact.code == code:
            return fact.label
    return f"{form_named(flow.form(code))} est retenue"


def form_named(form: FormRule) -> str:
    """A form inside a sentence: « la non-demande »."""
    return form.article or f"la forme « {form.label} »"


def _several(flow: Flow, parts: Iterable[Condition | Formula], word: str, here: str, within: str = "") -> str:
    """Parts joined by *word*; in brackets where « et » and « ou » would mix."""
    told = [_clause(flow, part, here, word) for part in parts]
    if not told:
        return ALWAYS if word == "et" else NEVER
    text = f", {word} ".join(told)
    return f"({text})" if within not in ("", word) and len(told) > 1 else text


def _test(flow: Flow, question: str, values: Iterable[str], here: str, *, outside: bool) -> str:
    asked = flow.questions[question]
    subject = "la réponse" if question == here else f"la réponse à « {asked.short} »"
    labels = [f"« {flow.label(question, each)} »" for each in values]
    verb = "comprend" if asked.multiple else "est"
    if not outside:
        return f"{subject} {verb} {_listed(labels, 'ou')}"
    negated = f"ne {verb}" if asked.multiple else "n’est"
    text = f"{subject} {negated} {_neither(labels)}"
    return text if question == here or always_answered(flow, question) else f"{text} ({ABSENT})"


def always_answered(flow: Flow, question: str) -> bool:
    """Whether every complete interview answers *question*: required, without a guard, never jumped over."""
    asked = flow.questions[question]
    if not asked.required or asked.when is not None or asked.follows:
        return False
    rank = flow.order[question]
    above = (way.to for each in flow.file.questions[:rank] for way in each.exits)
    return not any(flow.order.get(to, rank + 1) > rank for to in above)


def jumping_over(flow: Flow, question: str) -> tuple[str, ...]:
    """The questions above that have an exit to a question below, in the order of the file."""
    rank = flow.order[question]
    return tuple(
        each.id
        for each in flow.file.questions[:rank]
        if any(flow.order.get(way.to, rank) > rank for way in each.exits)
    )


def _listed(words: list[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def _neither(words: list[str]) -> str:
    if len(words) == 1:
        return f"pas {words[0]}"
    return "ni " + ", ni ".join(words) if len(words) > 2 else f"ni {words[0]} ni {words[-1]}"
