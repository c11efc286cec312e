"""Before and after the group talked: who changed, which way, and what may be said of it."""

from __future__ import annotations

import msgspec
import pytest

from interview.rehearsal.session.counting.figures import SessionFigures, figures_of
from interview.rehearsal.session.counting.shift import AgreementShift, QuestionShift
from interview.rehearsal.session.model import Gathered
from tests.interview.rehearsal import simulated
from tests.interview.rehearsal.simulated import Answers, case, gathered, played

REGULAR: Answers = {"regularite": "inconnu"}
ELSEWHERE: Answers = {"regularite": "normal"}


def five() -> Gathered:
    """1-2 right, 3-5 wrong; then 1 right, 2 gone wrong, 3 come right, 4 wrong otherwise, 5 absent."""
    un = case("un")
    before = [played(un, who, REGULAR if who > 2 else {}) for who in range(1, 6)]
    after = [
        played(un, 1, moment="apres"),
        played(un, 2, REGULAR, moment="apres"),
        played(un, 3, moment="apres"),
        played(un, 4, ELSEWHERE, moment="apres"),
    ]
    return gathered([un], before + after)


def shift_of(figures: SessionFigures, question: str) -> QuestionShift:
    return next(each for each in figures.question_shifts if each.question == question)


def agreement_shift(figures: SessionFigures, item: str) -> AgreementShift:
    return next(each for each in figures.agreement_shifts if each.item == item)


def test_changes_are_counted_towards_and_away() -> None:
    """Of four people who answered twice, three changed: one to the reference, one away, one otherwise."""
    found = shift_of(figures_of(five(), draws=0), "regularite")
    assert (found.both, found.changed, found.towards, found.away) == (4, 3, 1, 1)
    assert found.alike_before == pytest.approx(2 / 6)
    assert found.alike_after == pytest.approx(1 / 6)
    assert (
        "3 sur 4 ont changé de réponse (1 vers la référence, 1 en s’en éloignant, 1 autrement)" in found.words
    )


def test_an_answer_accepted_is_as_right_as_the_reference() -> None:
    """To go from the reference to an accepted answer is a change, neither towards nor away."""
    extra = (
        "    ecarts:\n      - {question: regularite, reponses: [inconnu], admis: true, pourquoi: Aussi.}\n"
    )
    un = case("un", extra=extra)
    held = gathered([un], [played(un, 1), played(un, 1, REGULAR, moment="apres")])
    found = shift_of(figures_of(held, draws=0), "regularite")
    assert (found.changed, found.towards, found.away) == (1, 0, 0)


def test_a_question_reached_at_one_moment_only_is_told_apart() -> None:
    """Who is asked a question only after, or only before, is counted as such, and not among the changes."""
    un = case("un")
    before = [played(un, 1), played(un, 2, {"demande": "non"})]
    after = [played(un, 1, {"demande": "non"}, moment="apres"), played(un, 2, moment="apres")]
    found = shift_of(figures_of(gathered([un], before + after), draws=0), "regularite")
    assert (found.both, found.entered, found.left, found.changed) == (0, 1, 1, 0)
    assert "personne n’y a répondu aux deux moments" in found.words


def test_what_is_concluded_shifts_too() -> None:
    """The forms concluded are compared like a question, first of their situation."""
    un = case("un")
    held = gathered([un], [played(un, 1, {"demande": "non"}), played(un, 1, moment="apres")])
    first = figures_of(held, draws=0).question_shifts[0]
    assert (first.question, first.towards, first.away) == ("formes", 1, 0)
    assert "1 sur 1 a changé de réponse (vers la référence)." in first.words


def test_agreement_is_compared_on_what_was_answered_twice() -> None:
    """Those who came only once, and cases not taken up again, are left out of both sides."""
    cases = simulated.varied(3)
    before = [played(each, who, REGULAR if who == 1 else {}) for each in cases for who in (1, 2, 3)]
    after = [played(cases[0], who, moment="apres") for who in (1, 2)]
    found = agreement_shift(figures_of(gathered(cases, before + after)), "certitude")
    assert (found.before.units, found.before.raters) == (1, 2)
    assert found.before.percent.value == 0
    assert found.after.percent.value == 1
    assert found.percent.value == 1
    assert any("trop peu" in line for line in found.words)


def test_reasons_said_at_one_moment_only_are_not_compared() -> None:
    """Who says no reason after, or none before, is left out of the comparison of reasons."""
    un = case("un")
    silent: Answers = {"raisons_non_reception": None}
    before = [played(un, 1), played(un, 2), played(un, 3, silent)]
    after = [
        played(un, 1, moment="apres"),
        played(un, 2, silent, moment="apres"),
        played(un, 3, moment="apres"),
    ]
    found = agreement_shift(figures_of(gathered([un], before + after), draws=0), "raisons")
    assert found.before.percent.value is found.after.percent.value is None
    assert "Sur les raisons, rien n’a été répondu aux deux moments" in found.words[0]


def test_always_and_never_read_as_french() -> None:
    """« la même chose : toujours avant la discussion », where a number would need no colon."""
    found = agreement_shift(figures_of(simulated.talked(3, 2, 1.0, 1.0), draws=0), "formes")
    assert "la même chose\u00a0: toujours avant la discussion, toujours après" in found.words[0]
    numbered = agreement_shift(figures_of(simulated.talked(12, 3, 0.5, 0.5), draws=0), "formes")
    assert "la même chose\u00a0:" not in numbered.words[0]


def test_a_group_that_came_closer_is_said_to() -> None:
    """Where the interval of the difference is above 0, the words say so, with what it is not."""
    found = agreement_shift(figures_of(simulated.talked(12, 20, 0.3, 0.95)), "formes")
    assert found.percent.value is not None
    assert found.percent.interval is not None
    assert 0 < found.percent.interval.low < found.percent.value < found.percent.interval.high
    assert any("sans doute rapproché aussi" in line for line in found.words)
    assert any("ne sont plus indépendantes" in line for line in found.words)


def test_a_group_that_did_not_move_is_not_said_to() -> None:
    """Where the interval holds 0, nothing is claimed of the discussion."""
    found = agreement_shift(figures_of(simulated.talked(12, 20, 0.6, 0.6)), "formes")
    assert any("aurait pu être nul" in line for line in found.words)


def test_a_group_that_parted_is_told_so() -> None:
    """Where the interval is under 0, the words say that the group went apart."""
    found = agreement_shift(figures_of(simulated.talked(12, 20, 0.95, 0.3)), "formes")
    assert any("sans doute éloigné aussi" in line for line in found.words)


def test_without_an_after_nothing_is_compared() -> None:
    """A session answered once has no before and after."""
    figures = figures_of(simulated.scattered(4, 3, 1), draws=0)
    assert figures.question_shifts == figures.agreement_shifts == ()
    assert figures.moments == ("avant",)


def test_without_references_no_way_is_told() -> None:
    """Looked at without its references, a change is told without saying which way it goes."""
    held = msgspec.structs.replace(five(), references={})
    found = shift_of(figures_of(held, draws=0), "regularite")
    assert (found.changed, found.towards, found.away) == (3, 0, 0)
    assert "référence" not in found.words
    assert "3 sur 4 ont changé de réponse." in found.words
