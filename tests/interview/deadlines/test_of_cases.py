"""Ways and deadlines of the training cases."""

from __future__ import annotations

from typing import Any

import pytest

from flows.loader import shipped_cases
from flows.reading import read_text
from interview.conversation import Conversation
from interview.sheets.content import sheet_of
from tests.interview.deadlines.support import plain
from tests.support import answer_all, make_workplace

# ── the training cases ───────────────────────────────────────────────────────────────────────────


def case_answers(number: str) -> dict[str, Any]:
    (text,) = (each.read_text("utf-8") for each in shipped_cases() if each.name.startswith(number))
    answers: dict[str, Any] = read_text(text, number).data["situations"][0]["reponses"]
    return answers


def case_sheet(answers: dict[str, Any]) -> str:
    """The ways of the sheet of a case, as of START."""
    held = Conversation.start(make_workplace())
    answer_all(held, answers)
    return plain(" ".join(each.texte for each in sheet_of(held, 1).voies))


@pytest.mark.parametrize("number", ["04", "06"])
def test_a_case_in_which_no_decision_was_notified_has_ways_and_no_day(number: str) -> None:
    """Neither tells of a notification: the delay is told, and no day is made up from other dates."""
    told_of = case_sheet(case_answers(number))
    assert "Commission de recours amiable (CRA). Délai : 2 mois après la notification, si elle" in told_of
    assert "202" not in told_of


def test_case_4_with_a_notification_has_its_last_day() -> None:
    """Written in the scenario as the agent would type it; 14 March 2026 is a Saturday. (Invented.)"""
    answers = case_answers("04")
    step = {"date": "14/01/2026", "fait": "Lettre de la Carsat.", "evenement": "notification"}
    answers["chronologie"] = [*answers["chronologie"], step]
    told_of = case_sheet(answers)
    assert (
        "Décision notifiée le 14 janvier 2026 : à faire au plus tard le samedi 14 mars 2026 (jour fermé, "
        "reporté au lundi 16 mars 2026), si la notification indiquait les voies et délais ; "
        "il reste 13 jours."
    ) in told_of


def test_case_6_with_an_appeal_has_the_day_from_which_silence_counts() -> None:
    """2 December 2025, notified and contested on the 15th: two months later. (Invented.)"""
    answers = case_answers("06")
    answers["chronologie"] = [
        *answers["chronologie"],
        {"date": "02/12/2025", "fait": "Refus écrit.", "evenement": "notification"},
        {"date": "15/12/2025", "fait": "Lettre à la CRA.", "evenement": "recours"},
    ]
    told_of = case_sheet(answers)
    silent = "Sans réponse depuis 78 jours (recours du 15 décembre 2025)"
    assert f"{silent} : rejet implicite depuis le 15 février 2026." in told_of
    assert "le pôle social du tribunal judiciaire au plus tard le mercredi 15 avril 2026" in told_of
