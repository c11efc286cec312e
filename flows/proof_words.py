"""What a proof found, in French, for the trainer who wrote the flow.

Words for questions and answers are those of the flow itself.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from flows.flow import Flow
from flows.grammar import UNKNOWN
from flows.proof import LARGEST_SET, Answer, Deciding, Declined, Interview, Order, Proof, Unreached, Verdict
from flows.qualification import qualify

WIDTH = 80
_MANY_DIGITS = 40
_BULLET = "  • "


def in_words(flow: Flow, found: Proof | Declined) -> str:
    """The whole of what was found, as a text of lines of 80 columns at most."""
    if isinstance(found, Declined):
        return _set_right(_declined(flow, found))
    parts = [_verdict(found), _count(found), *_failures(flow, found), _sets(flow, found)]
    parts += [_unreached(flow, found), _inert(flow, found), _order(flow, found), _tied(flow, found)]
    return _set_right("\n\n".join(part for part in parts if part))


def set_in_words(flow: Flow, answers: Iterable[Answer]) -> str:
    """Answers that decide together: « Connaissance de l’offre : « Oui » — Demande : « Non » »."""
    return _set_right(" — ".join(answer_in_words(flow, each) for each in answers) or "toujours")


def answer_in_words(flow: Flow, answer: Answer) -> str:
    """One question and the answers meant, by exception where that is shorter."""
    question = flow.questions[answer.question]
    left = [code for code in question.codes if code not in answer.values]
    if question.kind == "choix" and len(question.codes) > 1:
        if not left:
            return _set_right(f"{question.short} : n’importe quelle réponse")
        if len(left) < 3 and len(answer.values) > len(left) + 1:
            return _set_right(f"{question.short} : tout sauf {_labels(flow, question.id, left, 'et')}")
    return _set_right(f"{question.short} : {_labels(flow, question.id, answer.values, 'ou')}")


def conclusion_in_words(flow: Flow, form: str, certainty: str = "") -> str:
    """« Non-réception », or « Non-réception » (avéré)."""
    label = f"« {flow.form(form).label} »"
    return _set_right(f"{label} ({_certainty(flow, certainty)})" if certainty else label)


def unreached_in_words(flow: Flow, unreached: Unreached) -> str:
    """A conclusion that no interview reaches."""
    if unreached.kind == "forme":
        return conclusion_in_words(flow, unreached.code, unreached.certainty)
    if unreached.kind == "abandon":
        return "l’abandon d’une demande"
    rules = flow.file.rules
    if unreached.kind == "typologie":
        label = next(each.label for each in rules.typology if each.code == unreached.code)
        return _set_right(f"le caractère « {label} »")
    last = rules.no_form[-1]
    sentence = next(each.sentence for each in rules.no_form if each.code == unreached.code)
    rescue = " — phrase de secours : tous les cas sont déjà expliqués" if last.code == unreached.code else ""
    return _set_right(f"l’explication « {sentence} »{rescue}")


def side_by_side(flow: Flow, shown: Deciding) -> str:
    """Two interviews in two columns; « ≠ » marks the answers that differ."""
    widths = (1, 25, 25, 25)
    one, other = dict(shown.concluding), dict(shown.without or ())
    lines = _columns(("", "", "Cet entretien conclut", "Celui-ci ne conclut pas"), widths)
    for name in sorted({*one, *other}, key=flow.order.__getitem__):
        mark = "≠" if one.get(name) != other.get(name) else ""
        cells = (mark, flow.questions[name].short, _said(flow, name, one), _said(flow, name, other))
        lines += _columns(cells, widths)
    return "\n".join(lines)


def _verdict(proof: Proof) -> str:
    if proof.holds:
        text = (
            "Prouvé : aucune réponse ne décide à elle seule d’une forme de non-recours, ni de sa certitude. "
            "Cela vaut pour tous les entretiens complets, sans exception."
        )
    else:
        text = "Non : une réponse, au moins, décide à elle seule de la conclusion. La voici."
    return _filled(text)


def _count(proof: Proof) -> str:
    core, every = _number(proof.core_interviews), _number(proof.interviews)
    return _filled(
        f"Entretiens complets : {every} ; {core} si l’on passe tout ce qui peut l’être. Une réponse libre "
        "(un texte, un nombre, une entrée du catalogue) y compte pour une seule."
    )


def _failures(flow: Flow, proof: Proof) -> Iterator[str]:
    told: set[tuple[str, str, str]] = set()
    for verdict in proof.verdicts:
        fresh = [
            each for each in verdict.deciding if (verdict.form, each.question, repr(each.value)) not in told
        ]
        told |= {(verdict.form, each.question, repr(each.value)) for each in fresh}
        yield from (_failure(flow, verdict, each) for each in fresh)


def _failure(flow: Flow, verdict: Verdict, shown: Deciding) -> str:
    conclusion = conclusion_in_words(flow, verdict.form, verdict.certainty)
    answer = _value(flow, shown.question, shown.value)
    text = (
        f"{conclusion} : à la question « {_short(flow, shown.question)} », la réponse « {answer} » décide à "
        f"elle seule ({shown.question} = {_code(shown)})."
    )
    if shown.without is None:
        return _filled(f"{text} Tous les entretiens concluent ainsi, quelles que soient les réponses.")
    return f"{_filled(text)}\n{side_by_side(flow, shown)}"


def _sets(flow: Flow, proof: Proof) -> str:
    lines = [_set_right("Ce qui décide de chaque forme : les plus petites réunions de réponses.")]
    for verdict in proof.verdicts:
        if verdict.certainty or not verdict.reached:
            continue
        lines.append(conclusion_in_words(flow, verdict.form))
        lines += [_filled(set_in_words(flow, answers), _BULLET) for answers in verdict.sets]
        if not verdict.sets:
            lines.append(f"{_BULLET}aucune réunion de {verdict.sets_up_to} réponses ou moins n’y suffit")
        elif verdict.sets_up_to < LARGEST_SET:
            beyond = f"les réunions de plus de {verdict.sets_up_to} réponses n’ont pas été cherchées"
            lines.append(f"{_BULLET}{beyond}")
    return "\n".join(lines)


def _unreached(flow: Flow, proof: Proof) -> str:
    return _listed(
        "Ce qu’aucun entretien ne conclut jamais :",
        [unreached_in_words(flow, each) for each in proof.unreached],
    )


def _inert(flow: Flow, proof: Proof) -> str:
    core = [name for name in proof.inert if flow.questions[name].required]
    shown = [f"« {flow.questions[name].short} »" for name in core]
    others = len(proof.inert) - len(core)
    if others:
        shown.append("une question facultative" if others == 1 else f"{others} questions facultatives")
    if not shown:
        return ""
    return _filled(f"Questions qui ne changent jamais ni une forme ni la certitude : {_joined(shown, 'et')}.")


def _order(flow: Flow, proof: Proof) -> str:
    lines = [
        f"« {_short(flow, each.first)} », puis « {_short(flow, each.second)} » : {_change(flow, each)}"
        for each in proof.order
    ]
    title = "Questions voisines dont l’ordre compte, si on les échange sans rien changer d’autre :"
    text = _listed(title, lines)
    unknown = len(proof.order_unknown)
    if not unknown:
        return text
    left = _filled(
        f"Paires de questions voisines dont l’ordre n’a pas été étudié, faute de place : {unknown}."
    )
    return f"{text}\n{left}" if text else left


def _change(flow: Flow, order: Order) -> str:
    return f"{_outcome(flow, order.written)} deviendrait par exemple {_outcome(flow, order.exchanged)}"


def _tied(flow: Flow, proof: Proof) -> str:
    lines = [
        f"« {_short(flow, each.second)} » a besoin de « {_short(flow, each.first)} »"
        if each.because == "lit"
        else f"« {_short(flow, each.first)} » mène à « {_short(flow, each.second)} »"
        for each in proof.tied
    ]
    return _listed("Questions voisines qui ne peuvent pas être échangées :", lines)


def _declined(flow: Flow, declined: Declined) -> str:
    bound = declined.bound
    limit = {
        "etats": f"il faudrait suivre plus de {_number(bound.together)} états à la fois, "
        f"ou {_number(bound.states)} en tout",
        "temps": f"il faudrait plus de {bound.seconds:g} secondes",
        "reponses": "les conditions distinguent trop d’ensembles de réponses à une seule question",
    }[declined.reason]
    return _filled(
        f"La preuve n’a pas été faite : {limit}. Rien n’est donc affirmé de ce parcours, ni en bien ni en "
        f"mal. Le travail s’est arrêté sur « {_about(flow, declined.about)} »."
    )


def _about(flow: Flow, code: str) -> str:
    if code in flow.questions:
        return flow.questions[code].short
    return next((form.rule.label for form in flow.forms if form.rule.code == code), code)


def _outcome(flow: Flow, interview: Interview) -> str:
    found = qualify(flow, dict(interview))
    if not found.forms:
        return f"« {_certainty(flow, 'aucun')} »"
    forms = _joined([flow.form(code).label for code in found.forms], "et")
    return f"« {forms} » ({_certainty(flow, found.certainty)})"


def _certainty(flow: Flow, code: str) -> str:
    labels: dict[str, str] = {each.code: each.label for each in flow.file.rules.certainties}
    label = labels.get(code, code)
    return label if code == "aucun" else label.lower()


def _labels(flow: Flow, question: str, values: Iterable[Any], word: str) -> str:
    return _joined([f"« {_value(flow, question, value)} »" for value in values], word)


def _value(flow: Flow, question: str, value: Any) -> str:
    if isinstance(value, tuple):
        return _joined([flow.label(question, code) for code in value], "et") or "une réponse"
    if value != UNKNOWN and not (flow.questions[question].choices or flow.questions[question].catalogue):
        return "une réponse"
    return flow.label(question, value)


def _said(flow: Flow, question: str, said: dict[str, Any]) -> str:
    return _value(flow, question, said[question]) if question in said else "(pas de réponse)"


def _short(flow: Flow, question: str) -> str:
    return flow.questions[question].short


def _code(shown: Deciding) -> str:
    return " | ".join(shown.value) if isinstance(shown.value, tuple) else str(shown.value)


def _number(number: int | None) -> str:
    if number is None:
        return "trop pour être comptés"
    text = f"{number:_}".replace("_", "\u202f")
    return text if len(text) <= _MANY_DIGITS else f"un nombre de {len(str(number))} chiffres"


def _listed(title: str, lines: Sequence[str]) -> str:
    return "\n".join([_filled(title), *(_filled(each, _BULLET) for each in lines)]) if lines else ""


def _joined(words: Sequence[str], word: str) -> str:
    return f"{', '.join(words[:-1])} {word} {words[-1]}" if len(words) > 1 else "".join(words)


def _filled(text: str, bullet: str = "") -> str:
    return textwrap.fill(
        _set_right(text),
        WIDTH,
        initial_indent=bullet,
        subsequent_indent=" " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _columns(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [textwrap.wrap(_set_right(cell), width) for cell, width in zip(cells, widths, strict=True)]
    return [
        " ".join(part.ljust(width) for part, width in zip(row, widths, strict=True)).rstrip()
        for row in zip_longest(*wrapped, fillvalue="")
    ]


def _set_right(text: str) -> str:
    """French spaces that do not break: before « ; ! ? : », inside « »."""
    text = re.sub(r"(?<=\S) (?=[;!?])", "\u202f", text)
    text = re.sub(r"(?<=\S) (?=[:»])", "\u00a0", text)
    return re.sub(r"« (?=\S)", "«\u00a0", text)
