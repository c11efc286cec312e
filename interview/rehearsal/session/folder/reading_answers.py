"""What one participant answered, looked at: does it belong to the session, and what does it mean.

Only what they answered is taken from a file: path and outcome are found again under the flow of the session.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flows.flow import Flow
from flows.foresight import walk
from flows.grammar import UNKNOWN, Question
from flows.qualification import qualify
from interview.engine import AnswerError, parse
from interview.rehearsal.cases.collection import TrainingCase
from interview.rehearsal.given import CODED, Given, Outcome
from interview.rehearsal.session.folder.files import AnswersFile, CaseAnswers, SessionFile, SituationAnswers


def is_coded(question: Question | None) -> bool:
    """Whether the answer to that question is a code, or several."""
    return question is not None and question.kind in CODED


def qualifying(flow: Flow, question: str) -> bool:
    """Whether that question comes before the qualification."""
    asked = flow.questions.get(question)
    return asked is not None and asked.section in flow.qualifying_sections


def path_of(flow: Flow, answers: Mapping[str, Any], path: tuple[str, ...]) -> tuple[str, ...]:
    """The questions asked until the qualification when *answers* are given.

    Args:
        path: what is said to have been asked: only from it can it be known that a question whose answer is no
            code (a month) was answered, and so led to another.
    """
    led = {flow.questions[each].follows for each in path if each in flow.questions}
    told = {each: "" for each in led if each in path and each not in answers}
    return tuple(each for each in walk(flow, {**told, **answers}) if qualifying(flow, each))


def given_of(flow: Flow, answers: SituationAnswers, participant: int, moment: Any, case: str) -> Given:
    """One situation as the figures read it, once :func:`faults_of` found nothing."""
    read = {name: parse(flow, flow.questions[name], value, {}) for name, value in answers.answers.items()}
    ordered = {each: read[each] for each in answers.path if each in read}
    said = qualify(flow, ordered)
    return Given(
        participant=participant,
        moment=moment,
        case=case,
        rank=answers.rank,
        answers=ordered,
        path=answers.path,
        outcome=Outcome(said.forms, said.certainty, said.abandoned, said.reasons),
        decided=answers.decided,
        seconds=answers.seconds,
    )


# ── what does not belong ─────────────────────────────────────────────────────────────────────────────


def faults_of(
    sheet: SessionFile, flow: Flow, cases: Mapping[str, TrainingCase], answers: AnswersFile
) -> Iterator[str]:
    """Everything of *answers* that cannot be of that session, one sentence each."""
    if answers.session != sheet.id:
        yield "ces réponses sont celles d’une autre séance"
        return
    if answers.flow != sheet.flow.fingerprint:
        yield "le parcours n’était pas celui de la séance"
        return
    names = [each.name for each in answers.cases]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield f"le cas « {name} » y est deux fois"
    for each in answers.cases:
        case = cases.get(each.name)
        if case is None:
            yield f"le cas « {each.name} » n’est pas de la séance"
        elif each.fingerprint != case.fingerprint:
            yield f"le texte du cas « {each.name} » n’était pas celui de la séance"
        else:
            yield from _faults_of_case(flow, case, each)


def _faults_of_case(flow: Flow, case: TrainingCase, answers: CaseAnswers) -> Iterator[str]:
    situations = case.scenario.file.situations
    ranks = [each.rank for each in answers.situations]
    if ranks != list(range(1, len(ranks) + 1)) or len(ranks) > len(situations):
        yield f"les situations du cas « {case.name} » ne sont pas les siennes"
        return
    for each in answers.situations:
        for told in _faults_of_situation(flow, case, each):
            where = f", situation {each.rank}" if len(situations) > 1 else ""
            yield f"cas « {case.name} »{where} : {told}"


def _faults_of_situation(flow: Flow, case: TrainingCase, answers: SituationAnswers) -> Iterator[str]:
    wrong = list(_faults_of_answers(flow, answers))
    yield from wrong
    forms = {each.code for each in flow.file.rules.forms}
    for form in answers.decided or ():
        if form not in forms:
            yield f"la forme « {form} » n’existe pas"
    for question in answers.seconds:
        if question not in answers.path:
            yield f"une durée est donnée pour « {question} », qui n’a pas été posée"
    voices = case.scenario.file.situations[answers.rank - 1].voices
    for question, rank in answers.probes:
        if question not in voices or rank >= len(voices[question].probes):
            yield f"une relance de « {question} » n’existe pas"
    if wrong:
        return
    given = {name: tuple(v) if isinstance(v, tuple) else v for name, v in answers.answers.items()}
    path = path_of(flow, given, answers.path)
    if path != answers.path:
        yield "le chemin n’est pas celui de ces réponses"
        return
    for question in path:
        asked = flow.questions[question]
        if asked.required and question not in given:
            yield f"« {asked.short} » n’a pas de réponse : la situation n’est pas finie"


def _faults_of_answers(flow: Flow, answers: SituationAnswers) -> Iterator[str]:
    for question in answers.path:
        if not qualifying(flow, question):
            yield f"« {question} » n’est pas une question posée avant la qualification"
    for question, value in answers.answers.items():
        asked = flow.questions.get(question)
        if asked is None or not is_coded(asked):
            yield f"« {question} » n’est pas une question à choix du parcours"
        elif question not in answers.path:
            yield f"« {question} » a une réponse sans avoir été posée"
        elif isinstance(value, tuple) is not asked.multiple and value != UNKNOWN:
            yield f"« {asked.short} » n’attend pas cette sorte de réponse"
        else:
            try:
                parse(flow, asked, value, {})
            except AnswerError as error:
                yield f"« {asked.short} » : {error.reason}"
