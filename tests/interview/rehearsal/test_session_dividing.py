"""What is said beside a question that divides: who was asked, who passed, what had parted people before."""

from __future__ import annotations

import pytest

from interview.rehearsal.session.counting.dividing import Divided
from interview.rehearsal.session.counting.figures import SessionFigures, figures_of
from interview.rehearsal.session.reporting.report_questions import sentences_of
from tests.interview.rehearsal.simulated import DEMAND, RECEPTION, Answers, case, session


def divided(figures: SessionFigures, question: str) -> Divided:
    return next(each for each in figures.dividing if each.question == question)


def told(figures: SessionFigures, question: str) -> str:
    found = divided(figures, question)
    held = next(each for each in figures.questions if each.question == question)
    return " ".join(sentences_of(figures, found, held, ()))


def late(people: set[int]) -> SessionFigures:
    """Eight participants: the first four part at « connaissance », *people* part later, at « blocage »."""

    def changes(who: int, _rank: int) -> Answers:
        first: Answers = {"connaissance": "partielle"} if who <= 4 else {}
        return {**first, "blocage": "autre"} if who in people else first

    return figures_of(session(8, [case("un", RECEPTION)], changes), draws=0)


def test_a_parting_that_follows_from_an_earlier_one_is_told_to() -> None:
    """Where only those who had parted before part again, it is said; where the two are apart, it is not."""
    after, apart = late({1, 2, 3, 4}), late({1, 2, 5, 6})
    for figures in (after, apart):
        assert divided(figures, "blocage").apart == pytest.approx(4 / 7)
    assert divided(after, "blocage").follows
    assert not divided(apart, "blocage").follows
    assert not divided(after, "connaissance").follows
    for words in (divided(after, "blocage").words, told(after, "blocage")):
        assert "d’une question d’avant" in words
    for words in (divided(apart, "blocage").words, told(apart, "blocage")):
        assert "d’avant" not in words


def test_a_question_alone_has_nothing_to_follow_from() -> None:
    """Where no two people had answered alike so far, nothing is said of what the parting comes from."""
    figures = figures_of(
        session(
            2,
            [case("un", RECEPTION)],
            lambda who, _rank: {"connaissance": "partielle", "blocage": "autre"} if who == 1 else {},
        ),
        draws=0,
    )
    assert not divided(figures, "blocage").follows


def test_who_passed_is_not_said_not_to_have_been_asked() -> None:
    """Six of eight pass the reasons, which all were asked: they are told to have passed, not to have left."""
    reasons: tuple[Answers, ...] = (
        {"raisons_non_demande": ["manque_capacites"]},
        {"raisons_non_demande": ["manque_information"]},
        {"raisons_non_demande": None},
    )
    figures = figures_of(
        session(8, [case("un", DEMAND)], lambda who, _rank: reasons[min(who, 3) - 1]), draws=0
    )
    found = divided(figures, "raisons_non_demande")
    assert (found.asked, found.answered, found.few) == (8, 2, True)
    assert "2 personnes sur 8" in told(figures, "raisons_non_demande")
    assert "6 l’ont passée" in told(figures, "raisons_non_demande")
    assert "conduites" not in told(figures, "raisons_non_demande")
