"""A local flow: questions added."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from flows.grammar import Condition, Exit
from flows.qualification import qualify
from tests.flows.extending.support import ANSWERS, walked
from tests.flows.local_flows import (
    QUESTION,
    base_copy,
    local_flow,
)
from tests.support import CASE_6, shipped_flow

# ── questions ────────────────────────────────────────────────────────────────────────────────────


BESIDE = [
    *("nature", "prestation", "eligibilite", "appui_eligibilite", "motif_non_eligibilite", "demande"),
    *("connaissance", "reception", "issue", "accord_portee"),
]
"""Every question with exits of its own, then some without: the first of the file, the last, guarded ones."""


@pytest.mark.parametrize("guarded", [False, True])
@pytest.mark.parametrize("where", ["apres", "avant"])
@pytest.mark.parametrize("target", BESIDE)
def test_an_added_question_changes_nothing_else_of_any_interview(
    tmp_path: Path, where: str, target: str, guarded: bool
) -> None:
    """Wherever it is put, guarded or not, the rest of the path is the path of the base."""
    guarded = guarded and (where, target) != ("avant", "nature")
    guard = {"si": {"question": "nature", "est": "financiere"}} if guarded else {}
    flow = local_flow(tmp_path, ajouter={"questions": [{where: target, **QUESTION, **guard}]})

    @settings(max_examples=40)
    @given(answers=ANSWERS)
    def same_path(answers: dict[str, Any]) -> None:
        expected = walked(shipped_flow(), answers)
        path = walked(flow, {**answers, "quartier": "gare"})
        assert [each for each in path if each != "quartier"] == expected
        if target in expected:
            asked = not guarded or answers["nature"] == "financiere"
            beside = expected.index(target) + (where == "apres")
            assert path == ([*expected[:beside], "quartier", *expected[beside:]] if asked else expected)

    same_path()


def test_where_the_question_before_is_passed_over_so_is_the_one_added_after_it(tmp_path: Path) -> None:
    """It would take exits that are not its own."""
    guarded = "  - id: proposition\n    si: {question: connaissance, est: non}\n"
    exits = "    suite: [{vers: issue, si: {question: proposition, est: oui}}, {vers: demande}]\n"
    base_copy(tmp_path, ("  - id: proposition\n", guarded + exits))
    added = {"apres": "proposition", **QUESTION, "si": {"question": "nature", "est": "financiere"}}
    flow = local_flow(tmp_path, etend="base", ajouter={"questions": [added]})
    said = {**CASE_6, "proposition": "oui", "quartier": "gare"}
    asked = walked(flow, {**said, "connaissance": "non"})
    assert asked[asked.index("proposition") :][:3] == ["proposition", "quartier", "issue"]
    passed = walked(flow, {**said, "connaissance": "oui"})
    assert passed[passed.index("connaissance") :][:2] == ["connaissance", "demande"]


def test_questions_added_after_the_same_one_are_asked_in_order(tmp_path: Path) -> None:
    """One after the other, then on where the interview would have gone; a guard only skips its own."""
    first = {"apres": "eligibilite", **QUESTION, "si": {"question": "nature", "est": "financiere"}}
    second = {"apres": "eligibilite", **QUESTION, "id": "rue"}
    third = {"apres": "quartier", **QUESTION, "id": "place", "si": {"question": "quartier", "est": "gare"}}
    flow = local_flow(tmp_path, ajouter={"questions": [first, second, third]})
    money = {"nature": "financiere", "eligibilite": "inconnu"}
    assert walked(flow, {**money, "quartier": "gare"})[2:7] == [
        "eligibilite",
        "quartier",
        "place",
        "rue",
        "connaissance",
    ]
    assert walked(flow, {**money, "quartier": "centre"})[3:6] == ["quartier", "rue", "connaissance"]
    other = {"nature": "non_financiere", "eligibilite": "oui"}
    assert walked(flow, other)[2:5] == ["eligibilite", "rue", "appui_eligibilite"]


def test_an_added_question_keeps_the_exits_it_has(tmp_path: Path) -> None:
    """Its own exits come first; the interview goes on as before where none of them holds."""
    own = {"suite": [{"vers": "appui_eligibilite", "si": {"question": "quartier", "est": "gare"}}]}
    flow = local_flow(tmp_path, ajouter={"questions": [{"apres": "eligibilite", **QUESTION, **own}]})
    said = {"eligibilite": "inconnu"}
    assert walked(flow, {**said, "quartier": "gare"})[2:4] == ["quartier", "appui_eligibilite"]
    assert walked(flow, {**said, "quartier": "centre"})[2:4] == ["quartier", "connaissance"]


def test_suites_says_which_answer_leads_to_a_question(tmp_path: Path) -> None:
    """That answer and no other; the exits of the base come after it."""
    flow = local_flow(
        tmp_path,
        ajouter={
            "questions": [{"avant": "issue", **QUESTION, "suite": [{"vers": "issue"}]}],
            "suites": {
                "demande": [
                    {"vers": "quartier", "si": {"question": "demande", "est": "commencee_abandonnee"}}
                ],
            },
        },
    )
    assert flow.questions["demande"].exits[0] == Exit(
        to="quartier", when=Condition(question="demande", equals="commencee_abandonnee")
    )
    assert walked(flow, {**CASE_6, "demande": "commencee_abandonnee"})[7:9] == ["quartier", "issue"]


def test_a_question_that_an_answer_leads_to_is_not_asked_after_the_others(tmp_path: Path) -> None:
    """« apres » then says only where it stands."""
    way = {"vers": "quartier", "si": {"question": "demande", "est": "empechee"}}
    question = {"apres": "demande", **QUESTION, "suite": [{"vers": "reception"}]}
    flow = local_flow(tmp_path, ajouter={"questions": [question], "suites": {"demande": [way]}})
    for answer, following in (("empechee", "quartier"), ("deposee", "reception"), ("non", "issue")):
        path = walked(flow, {**CASE_6, "demande": answer})
        assert path[path.index("demande") + 1] == following


def test_a_question_that_another_added_one_leads_to_takes_no_exit_over(tmp_path: Path) -> None:
    """« apres » says its place; the exits written in the file say who is asked it."""
    first = QUESTION | {
        "apres": "demande",
        "suite": [
            {"vers": "rue", "si": {"question": "quartier", "est": "gare"}},
            {"vers": "reception"},
        ],
    }
    second = {**QUESTION, "id": "rue", "apres": "quartier"}
    flow = local_flow(tmp_path, ajouter={"questions": [first, second]})
    filed = {**CASE_6, "quartier": "gare", "rue": "centre"}
    assert walked(flow, filed)[7:10] == ["quartier", "rue", "reception"]
    assert "rue" not in walked(flow, {**filed, "quartier": "centre"})


def test_sections_facts_and_sentences_are_added(tmp_path: Path) -> None:
    """A section at its place, a fact for guards, a sentence looked at before the others."""
    flow = local_flow(
        tmp_path,
        ajouter={
            "sections": [{"apres": "reperes", "id": "ville", "titre": "Notre ville"}],
            "questions": [
                {"avant": "manque_mensuel", **QUESTION, "section": "ville", "si": {"fait": "en_cours"}}
            ],
            "faits": [
                {
                    "code": "en_cours",
                    "libelle": "rien n’est réglé",
                    "si": {"question": "issue", "est": "en_cours"},
                }
            ],
            "aucun": [
                {
                    "code": "recu_et_regle",
                    "phrase": "Tout est reçu et réglé.",
                    "si": {"question": "issue", "est": "regularisee"},
                }
            ],
            "sources": [{"titre": "Délibération", "lu_le": "2026-10"}],
        },
    )
    names = list(flow.sections)
    assert names[names.index("ville") - 1 :][:3] == ["reperes", "ville", "consequences"]
    assert "quartier" in walked(flow, CASE_6)
    assert "quartier" not in walked(flow, {**CASE_6, "issue": "inconnu"})
    told = qualify(flow, {**CASE_6, "reception": "tout", "issue": "regularisee"}).no_form
    assert told is not None
    assert told.code == "recu_et_regle"
    assert flow.file.sources[-1].title == "Délibération"
