"""What is done and learnt after the interview: kept beside it, in order, and never lost by its tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interview.conversation import Conversation
from interview.following import FollowUp
from store import Base, SituationRecord
from tests.support import CASE_6, answer_all, make_workplace


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db") as opened:
        yield opened


@pytest.fixture
def held(base: Base) -> Conversation:
    """Case 6, closed on 3 March 2026 with a non-réception that waits for an answer."""
    conversation = Conversation.start(make_workplace(base))
    answer_all(conversation, CASE_6)
    conversation.close()
    return conversation


def situation(base: Base, held: Conversation) -> SituationRecord:
    record = base.record(held.heading.id)
    assert record is not None
    return record.situations[0]


def test_a_situation_that_waits_comes_back_after_three_and_fifteen_working_days(
    base: Base, held: Conversation
) -> None:
    """Closed on Tuesday 3 March 2026: to chase up from the 6th, late from the 24th."""
    kept = situation(base, held)
    assert (kept.relance_le, kept.retard_le) == ("2026-03-06", "2026-03-24")


def test_a_step_told_later_joins_the_chronology(base: Base, held: Conversation) -> None:
    """The sheet tells one story, whenever its steps were written."""
    before = situation(base, held).chronologie
    held.follow(FollowUp("fait", 1, {"date": "2026-03-10", "acteur": "la CPAM", "fait": "Réponse reçue."}))
    after = situation(base, held).chronologie
    assert after[:-1] == before
    assert (after[-1].date, after[-1].fait) == ("2026-03-10", "Réponse reçue.")


def test_an_outcome_that_ends_the_situation_ends_its_reminder(base: Base, held: Conversation) -> None:
    """« Sans nouvelles » ends nothing; a right that is opened does."""
    held.follow(FollowUp("suite", 1, {"code": "sans_nouvelles", "date": "2026-03-20"}))
    assert situation(base, held).relance_le == "2026-03-06"
    held.follow(
        FollowUp("suite", 1, {"code": "droit_ouvert", "date": "2026-04", "recupere": 12000, "utile": "oui"})
    )
    kept = situation(base, held)
    assert (kept.suite, kept.suite_date, kept.recupere, kept.utile) == (
        "droit_ouvert",
        "2026-04",
        12000,
        "oui",
    )
    assert kept.relance_le is None


def test_a_reminder_set_elsewhere_meanwhile_does_not_bring_back_what_has_ended(
    base: Base, held: Conversation
) -> None:
    """Two machines met: one had opened the right, the other had noted a letter."""
    held.follow(FollowUp("suite", 1, {"code": "droit_ouvert", "date": "2026-04", "recupere": None}))
    held.follow(FollowUp("rappel", 1, ("2026-04-10", "2026-04-28")))
    assert situation(base, held).relance_le is None


def test_what_was_entered_by_mistake_is_cancelled_and_stays_in_the_journal(
    base: Base, held: Conversation
) -> None:
    """Nothing is ever taken out of the journal to correct it."""
    held.follow(FollowUp("action", 1, {"code": "courrier", "date": "2026-03-04", "minutes": 20}))
    (wrong,) = situation(base, held).suivis
    held.follow(FollowUp("annulation", 1, {"entree": str(wrong.entry), "motif": "saisie en double"}))
    assert situation(base, held).suivis == ()
    kinds = [each.kind for each in base.entries(held.heading.id)]
    assert kinds[-2:] == ["action", "annulation"]


def test_going_on_with_the_interview_keeps_its_follow_up(base: Base, held: Conversation) -> None:
    """An answer changed later writes the tables again: what was done since is still there."""
    held.follow(FollowUp("action", 1, {"code": "recours", "date": "2026-03-12", "minutes": 40}))
    again = Conversation.resume(held.workplace, held.heading.id)
    again.reopen()
    again.answer("60", "minutes")
    kept = situation(base, held)
    assert [each.code for each in kept.suivis] == ["recours"]
    assert kept.minutes == 60
