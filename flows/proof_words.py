"""Words for what was found about a flow: answers, conclusions, interviews, in French and in its own terms.

Whole texts are made of them in :mod:`flows.proof_report`.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from flows.flow import Flow
from flows.foresight import walk
from flows.grammar import UNKNOWN
from flows.proof import Answer, Deciding, Interview, Unreached
from flows.qualification import qualify

WIDTH = 80
_MANY_DIGITS = 30
BULLET = "  • "


def set_in_words(flow: Flow, answers: Iterable[Answer]) -> str:
    """Answers that decide together: « Connaissance de l’offre : « Oui » + Demande : « Non » »."""
    return set_right(" + ".join(answer_in_words(flow, each) for each in answers) or "toujours")


def answer_in_words(flow: Flow, answer: Answer) -> str:
    """One question and the answers meant, by exception where that is shorter."""
    question = flow.questions[answer.question]
    left = [code for code in question.codes if code not in answer.values]
    if question.kind == "choix" and len(question.codes) > 1:
        if not left:
            return set_right(f"{question.short} : quelle que soit la réponse")
        if len(left) < 3 and len(answer.values) > len(left) + 1:
            return set_right(f"{question.short} : tout sauf {_labels(flow, question.id, left, 'et')}")
    return set_right(f"{question.short} : {_labels(flow, question.id, answer.values, 'ou')}")


def example_in_words(flow: Flow, said: Mapping[str, Any], questions: Collection[str]) -> str:
    """What an interview answers to *questions*: « Demande : « Non » ; Accord : pas posée »."""
    asked = sorted(questions, key=flow.order.__getitem__)
    return set_right(" ; ".join(f"{short(flow, name)} : {_answered(flow, name, said)}" for name in asked))


def joined(words: Sequence[str], word: str) -> str:
    """« a, b et c », *word* being « et » or « ou »."""
    return f"{', '.join(words[:-1])} {word} {words[-1]}" if len(words) > 1 else "".join(words)


def conclusion_in_words(flow: Flow, form: str, certainty: str = "") -> str:
    """« Non-réception », or « Non-réception » (avéré)."""
    label = f"« {flow.form(form).label} »"
    return set_right(f"{label} ({certainty_in_words(flow, certainty)})" if certainty else label)


def unreached_in_words(flow: Flow, unreached: Unreached) -> str:
    """A conclusion that no interview reaches."""
    if unreached.kind == "forme":
        return conclusion_in_words(flow, unreached.code, unreached.certainty)
    if unreached.kind == "abandon":
        return "l’abandon d’une demande"
    rules = flow.file.rules
    if unreached.kind == "typologie":
        label = next(each.label for each in rules.typology if each.code == unreached.code)
        return set_right(f"le caractère « {label} »")
    last = rules.no_form[-1]
    sentence = next(each.sentence for each in rules.no_form if each.code == unreached.code)
    rescue = " — phrase de secours : tous les cas sont déjà expliqués" if last.code == unreached.code else ""
    return set_right(f"l’explication « {sentence} »{rescue}")


def side_by_side(flow: Flow, shown: Deciding, also: Sequence[Any] = ()) -> str:
    """Two interviews in two columns; « ≠ » marks the answers that differ.

    Args:
        also: other answers to the same question with which the first interview concludes as well.
    """
    widths = (1, 25, 25, 25)
    one, other = dict(shown.concluding), dict(shown.without or ())
    lines = _columns(("", "", "Cet entretien conclut", "Celui-ci ne conclut pas"), widths)
    for name in sorted({*one, *other}, key=flow.order.__getitem__):
        mark = "≠" if one.get(name) != other.get(name) else ""
        concluding = _said(flow, name, one)
        if name == shown.question and also:
            concluding = joined([f"« {value_in_words(flow, name, each)} »" for each in also], "ou")
        lines += _columns((mark, flow.questions[name].short, concluding, _said(flow, name, other)), widths)
    return "\n".join(lines)


def outcome_in_words(flow: Flow, interview: Interview) -> str:
    """What an interview concludes: « Non-demande et Non-réception » (avéré)."""
    found = qualify(flow, dict(interview))
    if not found.forms:
        return f"« {certainty_in_words(flow, 'aucun')} »"
    forms = joined([flow.form(code).label for code in found.forms], "et")
    return f"« {forms} » ({certainty_in_words(flow, found.certainty)})"


def certainty_in_words(flow: Flow, code: str) -> str:
    """A certainty as it stands in a sentence."""
    labels: dict[str, str] = {each.code: each.label for each in flow.file.rules.certainties}
    label = labels.get(code, code)
    return label if code == "aucun" else label.lower()


def _labels(flow: Flow, question: str, values: Iterable[Any], word: str) -> str:
    return joined([f"« {value_in_words(flow, question, value)} »" for value in values], word)


def value_in_words(flow: Flow, question: str, value: Any) -> str:
    """One answer; « une réponse » where the list is open."""
    if isinstance(value, tuple):
        return joined([flow.label(question, code) for code in value], "et") or "une réponse"
    if value != UNKNOWN and not (flow.questions[question].choices or flow.questions[question].catalogue):
        return "une réponse"
    return flow.label(question, value)


def _said(flow: Flow, question: str, said: dict[str, Any]) -> str:
    if question in said:
        return value_in_words(flow, question, said[question])
    return "(sans réponse)" if question in walk(flow, said) else "(non posée)"


def _answered(flow: Flow, question: str, said: Mapping[str, Any]) -> str:
    return f"« {value_in_words(flow, question, said[question])} »" if question in said else "pas de réponse"


def short(flow: Flow, question: str) -> str:
    """The few words by which the flow calls a question."""
    return flow.questions[question].short


def code_in_words(value: Any) -> str:
    """An answer by its code, as it is written in conditions."""
    return " | ".join(value) if isinstance(value, tuple) else str(value)


def number_in_words(number: int | None) -> str:
    """A number with its thousands apart, or how many digits it has; None was not counted."""
    if number is None:
        return "trop pour être comptés"
    digits = int(math.log10(number)) + 1 if number else 1
    return (
        f"un nombre de {digits} chiffres" if digits > _MANY_DIGITS else f"{number:_}".replace("_", "\u202f")
    )


def listed(title: str, lines: Sequence[str]) -> str:
    """Lines under a title, nothing when there are none."""
    return "\n".join([filled(title), *(filled(each, BULLET) for each in lines)]) if lines else ""


def filled(text: str, bullet: str = "") -> str:
    """A paragraph of :data:`WIDTH` columns at most, set in French."""
    return textwrap.fill(
        set_right(text),
        WIDTH,
        initial_indent=bullet,
        subsequent_indent=" " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _columns(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [textwrap.wrap(set_right(cell), width) for cell, width in zip(cells, widths, strict=True)]
    return [
        " ".join(part.ljust(width) for part, width in zip(row, widths, strict=True)).rstrip()
        for row in zip_longest(*wrapped, fillvalue="")
    ]


def set_right(text: str) -> str:
    """French spaces that do not break: before « ; ! ? : », inside « »."""
    text = re.sub(r"(?<=\S) (?=[;!?])", "\u202f", text)
    text = re.sub(r"(?<=\S) (?=[:»])", "\u00a0", text)
    return re.sub(r"« (?=\S)", "«\u00a0", text)
