"""Sentences and labels: what codes and conclusions become in French.

Everything a face shows is worded here, from the texts of the flow, so that two faces cannot say two
different things. Typography (no-break spaces, apostrophes) is applied last, in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flows.conditions import holds, tests_of
from flows.flow import Flow
from flows.foresight import Change, Elsewhere
from flows.grammar import UNKNOWN, Column, Question
from flows.qualification import Qualification
from interview.engine import NO_LINK
from templates.typography import french

SKIPPED = "passée"
NOT_RECORDED = french("Non renseignée")
QUALIFIED_ELSEWHERE = french(
    "Qualifiée hors de Repère : les réponses qui l’établissent n’ont pas été reprises."
)
NONE_ELSEWHERE = french("Aucune forme de non-recours n’a été relevée.")
YES_NO: dict[Any, bool] = {"oui": True, "non": False}


def proof_held(text: str) -> bool | None:
    """Whether a proof is held: « oui », « non », or the proof itself; None when nothing is said."""
    return YES_NO.get(text, True) if text else None


def value_in_words(flow: Flow, question: Question, value: Any) -> str:
    """One answer in words, for the review and the panel; a long text is not cut here."""
    if value is None:
        return SKIPPED
    if value == UNKNOWN:
        return french(flow.file.unknown_label)
    if question.kind == "montant":
        from templates.typography import euros

        return euros(value)
    if question.kind in ("mois", "date"):
        from templates.typography import day

        return day(value)
    if question.kind == "entier":
        return f"{value} {plural(question.unit) if value > 1 else question.unit}".strip()
    if question.kind == "lignes":
        return "1 ligne" if len(value) == 1 else f"{len(value)} lignes"
    if question.kind == "lien":
        return link_in_words(value)
    codes = value if isinstance(value, list | tuple) else (value,)
    return french(" ; ".join(flow.label(question.id, code) for code in codes))


def capital(text: str) -> str:
    """*text* as the beginning of a line or of a sentence."""
    return text[:1].upper() + text[1:]


def plural(noun: str) -> str:
    """The noun in the plural, French style."""
    return noun if not noun or noun.endswith(("s", "x", "z")) else f"{noun}s"


def link_in_words(value: int | str) -> str:
    """A causal link in words."""
    if value == NO_LINK:
        return "Aucune"
    return f"La situation n° {value}" if isinstance(value, int) else f"La situation {value}"


def finding(flow: Flow, question: str, value: Any) -> str:
    """The fact behind an answer, as one sentence."""
    asked = flow.questions[question]
    choice = asked.choice(value) if isinstance(value, str) else None
    if choice is not None and choice.finding:
        return french(choice.finding)
    words = value_in_words(flow, asked, value)
    return french(f"{asked.short} : {words[:1].lower()}{words[1:]}.")


def findings(flow: Flow, support: Iterable[tuple[str, Any]]) -> tuple[str, ...]:
    """The facts behind several answers."""
    return tuple(finding(flow, question, value) for question, value in support)


def certainty_reason(flow: Flow, said: Qualification, answers: Mapping[str, Any]) -> str:
    """Why the situation is established, or what keeps it from being so; "" without non-take-up."""
    if said.certainty == "avere":
        return french(_certainty(flow, "avere").meaning)
    if said.certainty == "aucun":
        return ""
    right = [test for test in tests_of(flow.established) if test.question in answers]
    doubtful = [rank for rank, test in enumerate(right, 1) if not holds(test, answers)]
    short = [
        finding(flow, test.question, answers[test.question]) for test in right[: max(doubtful, default=0)]
    ]
    short += [
        finding(flow, question, value)
        for each in said.conclusions
        for question, value in each.support
        if value == UNKNOWN
    ]
    return " ".join(dict.fromkeys(short))


def certainty_label(flow: Flow, code: str) -> str:
    """« Avéré », « Potentiel », « Pas de non-recours »; for "", that it was not recorded."""
    if not code:
        return NOT_RECORDED
    return french(_certainty(flow, code).label)


def elsewhere_sentence(flow: Flow, said: Qualification, other: Elsewhere) -> str:
    """« Si la demande n’avait pas été faite, … » in one plain sentence."""
    conditions = ", et si ".join(_supposition(flow, change) for change in other.changes)
    return french(f"Si {conditions}, {outcome_in_words(flow, said, other)}.")


def _supposition(flow: Flow, change: Change) -> str:
    choice = flow.questions[change.question].choice(change.after)
    if choice is not None and choice.supposition:
        return choice.supposition
    label = flow.label(change.question, change.after)
    return f"la réponse à « {flow.questions[change.question].short} » était « {label} »"


def outcome_in_words(flow: Flow, said: Qualification, other: Elsewhere) -> str:
    """What *other* concludes that *said* does not: « ce serait la non-demande, et non plus… »."""
    if not other.forms:
        return "il n’y aurait pas de non-recours"
    added = [flow.form(code).article for code in other.forms if code not in said.forms]
    gone = [flow.form(code).article for code in said.forms if code not in other.forms]
    if added and gone:
        outcome = f"ce serait {joined(added)}, et non plus {joined(gone)}"
    elif added and not said.forms:
        outcome = f"ce serait {joined(added)}"
    elif added:
        outcome = f"{joined(added)} s’ajouterai{'ent' if len(added) > 1 else 't'}"
    elif gone:
        outcome = f"on ne retiendrait plus {joined(gone)}"
    else:
        established = other.certainty == "avere"
        return "la situation serait avérée" if established else "la situation ne serait que potentielle"
    if other.certainty != said.certainty and said.forms:
        outcome += ", avec certitude" if other.certainty == "avere" else ", sans certitude"
    return outcome


def column_help(column: Column) -> str:
    """What helps to fill a column: its choices, where it has any, then the words of its file."""
    choices = " ; ".join(f"{each.label} ({each.code})" for each in column.choices)
    return ". ".join(each for each in (column.help, f"Choix : {choices}" if choices else "") if each)


def cell_in_words(column: Column, value: str) -> str:
    """A cell of a row as it is read: the label of a choice, its code where the column no longer has it."""
    choice = column.choice(value) if column.kind == "choix" else None
    return choice.label if choice is not None else value


def joined(words: Iterable[str]) -> str:
    """« a, b et c »."""
    listed = list(words)
    return " et ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)


def _certainty(flow: Flow, code: str) -> Any:
    return next(each for each in flow.file.rules.certainties if each.code == code)
