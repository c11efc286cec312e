"""What the journal of an interview holds, line by line, for the person it is about."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from flows.flow import Flow
from flows.grammar import Question
from interview.engine import NO_LINK
from interview.engine.imported import answers_in, imported_in
from interview.follow_words import departure_in_words, record_in_words
from interview.following import Departure, as_record
from interview.recap.model import in_words, recap_of
from interview.wording import cell_in_words, value_in_words
from store import Entry
from templates.access_context import JourGarde
from templates.typography import day, french

_CLOSED = {"termine": "Entretien terminé", "abandonne": "Entretien abandonné"}


def history(flow: Flow, entries: Iterable[Entry]) -> tuple[JourGarde, ...]:
    """Every thing said or done, in the order of the journal, without moves and questions passed over."""
    told = [(_day(each), french(_told(flow, each))) for each in entries]
    return tuple(
        JourGarde(date=date, lignes=tuple(text for _, text in lines))
        for date, lines in groupby((each for each in told if each[1]), key=lambda each: each[0])
    )


def value_fully(flow: Flow, question: Question, value: Any) -> str:
    """An answer in words, nothing shortened: rows are told one by one."""
    if question.kind == "lignes" and isinstance(value, list | tuple):
        labels = {each.code: each.label for each in question.columns}
        rows = [
            {
                **each,
                **{
                    col.code: cell_in_words(col, each[col.code])
                    for col in question.columns
                    if col.code in each
                },
            }
            for each in value
        ]
        return french(" ; ".join(_row(each, labels) for each in rows)) or value_in_words(flow, question, None)
    return value_in_words(flow, question, value)


def _told(flow: Flow, entry: Entry) -> str:
    value: Any = entry.value
    match entry.kind:
        case "ouverture":
            return "Entretien commencé"
        case "reponse":
            return _answer(flow, entry) if value is not None else ""
        case "situation":
            return f"Situation n° {entry.situation} ouverte{_because(value)}"
        case "retrait":
            return f"Situation n° {entry.situation} retirée"
        case "decision":
            return _decision(flow, value)
        case "grille":
            return _imported(flow, value)
        case "cloture":
            return _CLOSED.get(str(value), "Entretien fermé")
        case "reouverture":
            return "Entretien repris"
        case "reprise":
            return "Entretien repris sous une nouvelle version du questionnaire"
        case _:
            return _followed(flow, entry)


def _imported(flow: Flow, value: Mapping[str, Any]) -> str:
    said = imported_in(value)
    known = {each.code: each.label for each in flow.file.rules.forms}
    told = [", ".join(known.get(code, code) for code in said.forms) or "aucune forme"]
    for question, answer in answers_in(value).items():
        asked = flow.questions.get(question)
        told.append(
            f"{asked.short} : {value_fully(flow, asked, answer)}" if asked else f"{question} : {answer}"
        )
    if own := value.get("menage"):
        told.append(f"numéro de votre ménage dans cette grille : {own}")
    return f"Situation qualifiée hors de Repère, reprise d’une grille. {' ; '.join(told)}"


def _day(entry: Entry) -> str:
    return datetime.datetime.fromtimestamp(entry.at / 1000).date().isoformat()


def _answer(flow: Flow, entry: Entry) -> str:
    question = flow.questions.get(entry.question)
    if question is None:
        return f"{entry.question} : {entry.value}"
    return f"{question.short} : {value_fully(flow, question, entry.value)}"


def _because(cause: Any) -> str:
    if cause in (None, NO_LINK):
        return ""
    return f", causée par la situation {f'n° {cause}' if isinstance(cause, int) else cause}"


def _decision(flow: Flow, value: Mapping[str, Any]) -> str:
    known = {each.code: each.label for each in flow.file.rules.forms}
    forms = ", ".join(known.get(code, code) for code in value.get("forms", ()))
    reason = value.get("reason")
    return f"Décision de l’agent : {forms or 'pas de non-recours'}{f'. Motif : {reason}' if reason else ''}"


def _followed(flow: Flow, entry: Entry) -> str:
    value: Any = entry.value
    match entry.kind:
        case "action" | "fait" | "suite":
            return record_in_words(flow, as_record(entry)).rstrip(".")
        case "rappel":
            return f"À relancer à partir du {day(value[0])}" if value else "Plus rien à relancer"
        case "requalification":
            return f"Requalifie la situation {value}"
        case "annulation":
            return f"Une ligne notée par erreur est annulée. Motif : {value['motif']}"
        case "recapitulatif":
            said = " ; ".join(each.removesuffix(".") for each in in_words(recap_of(value)))
            return f"Récapitulatif préparé pour vous : {said}"
        case "sortie":
            return departure_in_words(Departure(value.get("motif") or "", value.get("malgre") or ""))
        case "derogation":
            return "Un texte qui semblait désigner quelqu’un a été gardé par l’agent"
        case _:
            return ""


def _row(row: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """One row of an answer given row by row: its date, then each cell with its name."""
    cells = [
        day(text) if code == "date" else f"{labels.get(code, code).lower()} : {str(text).rstrip('.')}"
        for code, text in row.items()
        if text not in (None, "")
    ]
    return ", ".join(cells)
