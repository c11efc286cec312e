"""What a second look would question: each remark when it must be there, and not when it must not."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

import pytest

from interview.conversation import Conversation
from interview.remarks import Remark, Said, all_remarks_in_words, remarks, remarks_of
from store import FollowUpRecord
from tests.support import CASE_6, answer_all, make_workplace

TODAY = datetime.date(2026, 3, 3)
BEGUN = datetime.date(2026, 3, 2)


def looked_at(answers: dict[str, Any], **others: Any) -> tuple[Remark, ...]:
    return remarks(Said(answers=answers, today=TODAY, begun=BEGUN, **others))


def steps(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {
        "chronologie": [{"date": date, "fait": "Une étape.", "evenement": event} for date, event in pairs]
    }


def outcome_on(date: str) -> tuple[FollowUpRecord, ...]:
    return (FollowUpRecord(entry=UUID(int=1), kind="suite", at=0, code="rejet", date=date),)


WRONG: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("personnes_concernees", {"taille_menage": 2, "personnes_concernees": 3}, {}, "un ménage de 2"),
    ("depuis", {"depuis": "2026-04"}, {}, "en avril 2026, qui n’est pas encore arrivé"),
    ("depuis", {"depuis": "2026-02", **steps(("2025-09-12", ""))}, {}, "après la première démarche"),
    ("manque_mois", {"manque_mensuel": 12_000}, {}, "mais pas le nombre de mois"),
    ("manque_mensuel", {"manque_mois": 4}, {}, "son montant par mois n’est pas noté"),
    ("manque_mois", {"manque_mensuel": 1, "manque_mois": 4, "depuis": "2026-01"}, {}, "que 3 depuis"),
    ("asf_demandee", {"asf_montant": 5_000}, {}, "sans qu’elle soit notée comme demandée"),
    ("asf_demandee", {"actions": ("instruction_asf",), "asf_demandee": "non"}, {}, "a instruit"),
    ("chronologie", steps(("2027-03-12", "")), {}, "du 12 mars 2027"),
    ("chronologie", steps(("2026-08", "")), {}, "d’août 2026"),
    ("chronologie", steps(("2025-05-02", "notification"), ("2025-06", "demande")), {}, "avant la demande"),
    (
        "chronologie",
        steps(("2025-05-02", "recours"), ("2025-06-03", "notification_sans_voies")),
        {},
        "avant la notification",
    ),
    ("accord_date", {}, {"agreed_on": "2026-03-04"}, "n’est pas encore arrivé"),
    ("accord_date", {}, {"agreed_on": "2026-03-01"}, "avant cet entretien"),
    ("", steps(("2025-05-02", "demande")), {"since": outcome_on("2025-04")}, "avant la demande"),
    ("", {"depuis": "2025-05"}, {"since": outcome_on("2025-04-30")}, "avant que le manque commence"),
    ("", {}, {"since": outcome_on("2026-03-04")}, "n’est pas encore arrivé"),
]

RIGHT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"taille_menage": 3, "personnes_concernees": 3}, {}),
    ({"depuis": "2026-03"}, {}),
    ({"depuis": "2025-12", **steps(("2025-09-30", ""))}, {}),
    ({"depuis": "2025-09", **steps(("2025", ""))}, {}),
    ({"depuis": "inconnu", "manque_mensuel": 1, "manque_mois": 400}, {}),
    ({"manque_mensuel": 1, "manque_mois": 3, "depuis": "2026-01"}, {}),
    ({"asf_montant": 0}, {}),
    ({"asf_montant": 5_000, "asf_demandee": "oui", "actions": ("instruction_asf",)}, {}),
    (steps(("2026", ""), ("2026-03", ""), ("", "")), {}),
    (steps(("2025-05", "notification"), ("2025-05-20", "demande")), {}),
    (steps(("2024-05-02", "notification"), ("2025-06", "demande"), ("2025-07", "notification")), {}),
    (steps(("2025-06-03", "notification"), ("2025-07-02", "recours")), {}),
    ({}, {"agreed_on": "2026-03-02"}),
    (steps(("2025-05-02", "demande")), {"since": outcome_on("2025-05")}),
]


@pytest.mark.parametrize(("question", "answers", "others", "words"), WRONG)
def test_what_does_not_hold_is_told_where_it_is_corrected(
    question: str, answers: dict[str, Any], others: dict[str, Any], words: str
) -> None:
    """One sentence, and the question it is about, "" for the follow-up."""
    found = looked_at(answers, **others)
    assert [each.question for each in found] == [question]
    sentence = found[0].sentence.replace("\u00a0", " ").replace("\u202f", " ")
    assert words in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(("answers", "others"), RIGHT)
def test_what_may_be_right_is_left_alone(answers: dict[str, Any], others: dict[str, Any]) -> None:
    """A date known to the month is questioned only where no day of it would fit."""
    assert looked_at(answers, **others) == ()


def test_case_6_deserves_no_second_look() -> None:
    """What was told well gives no remark."""
    held = Conversation.start(make_workplace())
    answer_all(held, CASE_6)
    assert remarks_of(held, 1) == ()
    assert all_remarks_in_words(held) == ()


def test_an_interview_is_looked_at_with_its_follow_up_and_its_agreement() -> None:
    """From the conversation itself; where there are several situations, each remark says of which."""
    held = Conversation.start(make_workplace())
    answer_all(held, {**CASE_6, "manque_mensuel": "50", "accord_date": "02/03/2026"})
    assert [each.question for each in remarks_of(held, 1)] == ["manque_mois", "accord_date"]
    held.followed = type(held.followed)({1: outcome_on("2025-02")})
    assert [each.question for each in remarks_of(held, 1)] == ["manque_mois", "accord_date", ""]
    held.add_situation()
    told = [each.replace("\u00a0", " ").replace("\u202f", " ") for each in all_remarks_in_words(held)]
    assert len(told) == 3
    assert all(each.startswith("Situation n° 1. ") for each in told), told


def test_remarks_stop_nothing() -> None:
    """The interview is closed all the same."""
    held = Conversation.start(make_workplace())
    answer_all(held, {**CASE_6, "accord_date": "02/03/2027"})
    held.close()
    assert held.interview.closed == "termine"
