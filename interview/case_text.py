"""A kept situation as the draft of a case to rehearse: what was answered, and all that is to be written.

Of the interview: the codes of the answers, months, how many people, minutes, amounts rounded to ten euros,
as in :mod:`interview.scenario_text`, whose rules leave everything else out. Days are left out too, and no
free text is ever kept: what the case tells is written by a trainer, who invents it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.checks.case_advice import TO_WRITE, decided, unexplained, voiced
from flows.conditions import questions_of
from flows.flow import Flow
from flows.loader import SHIPPED
from flows.reference import reference_of
from flows.scenario import Scenario, scenario_from_text
from interview.conversation import Conversation
from interview.scenario_text import WRITTEN, Draft, dump, scenario_data
from templates.typography import french

_HEADER = """\
# Ébauche d’un cas de formation, écrite par Repère d’après une situation gardée.
# Gardés : les codes des réponses, les mois, le nombre de personnes, les minutes ; les montants, arrondis
# à la dizaine d’euros. Rien d’autre : ni texte, ni jour, ni numéro de ménage, ni référence, ni service.
# Un fait rare peut suffire à reconnaître quelqu’un : changez les mois, le nombre de personnes, le détail
# qui frappe, tant que « attendu » reste vrai. Puis remplacez tout ce qui commence par « À écrire ».
# Pour voir ce qu’il reste à faire : « repere parcours verifier », suivi du nom de ce fichier.
"""
_FORMATION: dict[str, Any] = {
    "cadre": "qui vient, où, pour quoi, en deux à quatre phrases. Ni nom, ni conclusion.",
    "niveau": "confirme",
    "exerce": "ce que l’on apprend en jouant ce cas, sans dire la réponse.",
    "minutes": 15,
    "documents": [
        {
            "titre": "un papier que la personne a dans les mains, avec sa date.",
            "texte": "ce qu’on y lit, sans nom ni numéro. Aucun papier ? Retirez « documents ».",
        }
    ],
    "discussion": ["une question ouverte, à se poser en groupe.", "une autre."],
}
_PROBES: list[dict[str, Any]] = [
    {
        "demander": "une question fermée, ou dans nos mots.",
        "dit": "le peu qu’elle répond alors.",
        "aide": False,
        "pourquoi": "ce qui la ferme.",
    },
    {
        "demander": "une question ouverte, concrète, bienveillante.",
        "dit": "ce qu’elle raconte alors, et qui décide.",
        "aide": True,
        "pourquoi": "ce qui la laisse parler.",
    },
]
_WHY = "pourquoi elles ne conviennent pas. Une se défend ? Mettez-la à part, avec « admis: true »."


def case_draft(held: Conversation) -> Draft:
    """The interview as a case to be written: its reference is there, its voices are not.

    Raises:
        Unfinished: the first situation is not qualified yet.
    """
    title = _to_write("un titre court, qui ne dise pas la réponse.")
    data, notes = scenario_data(held, title=title, texts=False)
    flow = held.flow
    for situation in data["situations"]:
        _without_days(flow, situation["reponses"])
    scenario = scenario_from_text(dump(data), WRITTEN)
    situations = [
        _situation(flow, scenario, rank, written) for rank, written in enumerate(data["situations"], 1)
    ]
    whole = {
        **{key: value for key, value in data.items() if key != "situations"},
        "formation": _marked(_FORMATION),
        "situations": situations,
    }
    if len(situations) > 1:
        notes.append(f"Le cas reprend les {len(situations)} situations de l’entretien.")
    if flow.id != SHIPPED:
        notes.append(
            f"Ce cas suit le parcours « {flow.id} » : son nom, ses aides et ses raisons peuvent dire "
            "quelle est votre ville."
        )
    return Draft(f"{_HEADER}\n{dump(whole)}", tuple(french(note) for note in notes))


def _without_days(flow: Flow, answers: dict[str, Any]) -> None:
    """Take the days out, where neither the path nor the result needs one."""
    formulas = [*flow.guards.values(), *(way.when for ways in flow.ways.values() for way in ways)]
    read = {question for each in formulas for question in questions_of(each)}
    for name in list(answers):
        question = flow.questions[name]
        if question.kind == "date" and not question.required and name not in read | flow.rule_questions:
            del answers[name]
            if question.unknown:
                answers[name] = None


def _situation(flow: Flow, scenario: Scenario, rank: int, written: Mapping[str, Any]) -> dict[str, Any]:
    """One situation, with a place for all that is to be told of it."""
    reference = reference_of(flow, scenario.file, rank)
    told: dict[str, Any] = {key: value for key, value in written.items() if key != "attendu"}
    if rank > 1:
        told["scene"] = _to_write("ce que la personne ajoute, et qui fait naître une autre situation.")
    told["voix"] = {
        question: {"dit": _to_write(f"ce que dit la personne{_answer(flow, question, reference)}.")}
        for question in voiced(flow, reference)
    }
    asked_again = _asked_again(flow, told["voix"])
    if rank == 1 and asked_again:
        told["voix"][asked_again]["relances"] = _marked(_PROBES)
    told["motifs"] = {
        question: _to_write(f"pourquoi cette réponse, et pas une autre{_answer(flow, question, reference)}.")
        for question in decided(flow, reference)
    }
    told["ecarts"] = [
        {"question": question, "reponses": codes, "pourquoi": _to_write(_WHY)}
        for question, codes in unexplained(scenario, flow, rank).items()
    ]
    return {**{key: value for key, value in told.items() if value}, "attendu": written["attendu"]}


def _asked_again(flow: Flow, voices: Mapping[str, Any]) -> str:
    """The question whose voice shows how to ask again: the first fact that decides, past the right itself."""
    ruling = [each for each in voices if each in flow.rule_questions]
    facts = [each for each in ruling if each not in questions_of(flow.established)]
    return next(iter(facts or ruling), "")


def _answer(flow: Flow, question: str, reference: Mapping[str, Any]) -> str:
    """The reference answer in words, between brackets; "" for what is not a code."""
    value = reference[question]
    codes = value if isinstance(value, list | tuple) else [value]
    if not flow.questions[question].codes:
        return ""
    return f" (réponse : « {', '.join(flow.label(question, code) for code in codes)} »)"


def _marked(value: Any) -> Any:
    """*value* with each of its sentences marked as one to be written."""
    if isinstance(value, Mapping):
        return {key: _marked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_marked(each) for each in value]
    return _to_write(value) if isinstance(value, str) and " " in value else value


def _to_write(what: str) -> str:
    return f"{TO_WRITE} : {what}"
