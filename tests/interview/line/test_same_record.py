"""The plain face adds nothing and loses nothing: the same answers give the same record as the service."""

from typing import Any

import msgspec
import pytest

from flows.loader import shipped_cases
from flows.reading import read_text
from interview.conversation import Conversation
from interview.views import Prompt
from store import Base, InterviewRecord
from tests.support import CASE_6, answer_all, make_workplace

CASES = {each.name.removesuffix(".yaml"): each.read_text("utf-8") for each in shipped_cases()}


def typed(prompt: Prompt, answer: Any) -> list[str]:
    """The lines a person types to give *answer* to *prompt*."""
    if prompt.kind == "lignes":
        cells = [
            row.get(column.code, "0" if column.kind == "choix" else "")
            for row in answer
            for column in prompt.columns
        ]
        return [*(str(cell) for cell in cells), ""]
    if prompt.kind == "texte":
        return [*str(answer).strip().split("\n"), "."]
    if prompt.kind == "catalogue_multiple":
        return [", ".join(answer), ""]
    if prompt.multiple:
        return [", ".join(answer)]
    if prompt.unknown and answer == "inconnu":
        return ["?"]
    return [str(answer)]


def script(answers: dict[str, Any]) -> list[str]:
    """Every line of an interview of one situation, learnt by holding it without a face."""
    conversation, lines, decided = Conversation.start(make_workplace()), [], False
    while (prompt := conversation.prompt()) is not None:
        if prompt.question in answers:
            lines += typed(prompt, answers[prompt.question])
            conversation.answer(answers[prompt.question])
        else:
            lines.append(":passer")
            conversation.skip()
        if conversation.qualified() and not decided:
            conversation.decide([each.code for each in conversation.verdict().forms])
            # Agreed; then « complete the sheet », unless there is nothing left to complete.
            lines += ["", *([""] if conversation.prompt() else [])]
            decided = True
    return lines


def by_the_service(answers: dict[str, Any], base: Base) -> InterviewRecord:
    conversation = Conversation.start(make_workplace(base))
    answer_all(conversation, answers)
    conversation.decide([each.code for each in conversation.verdict().forms])
    record = base.record(conversation.heading.id)
    assert record is not None
    return record


def without_instants(record: InterviewRecord) -> InterviewRecord:
    return msgspec.structs.replace(record, id=None, started_at=0, touched_at=0)


def first_situation(case: str) -> dict[str, Any]:
    scenario = read_text(CASES[case], case).data
    shared = {"mode": scenario.get("mode")}
    household = scenario.get("menage") or {}
    shared |= {"taille_menage": household.get("taille"), "personnes_concernees": household.get("concernees")}
    answers = scenario["situations"][0]["reponses"]
    return {**{name: value for name, value in shared.items() if value is not None}, **answers}


@pytest.mark.parametrize("case", [*CASES, "case_6"])
def test_a_case_typed_line_by_line_gives_the_record_of_the_service(case: str, person, tmp_path) -> None:
    answers = CASE_6 if case == "case_6" else first_situation(case)
    person.holds(*script(answers), ":quitter")
    with Base.open(tmp_path / "service.db") as other:
        expected = by_the_service(answers, other)
    assert without_instants(person.record()) == without_instants(expected)
