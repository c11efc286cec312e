"""Case 10: a situation qualified anew at a later visit, beside the first and never over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from interview.conversation import Conversation, Workplace
from interview.engine import MoveError
from interview.follow_up import FollowError, a_relancer, link, requalified_by, requalify
from interview.identifiers import new_pseudonym
from interview.rebuilding import Rebuilder
from interview.sheets.content import sheet_of
from store import Base, Filter, SituationRecord
from templates import render_fiche
from tests.support import START, answer_all, make_workplace, ticking_clock

DAY = 24 * 3600 * 1000

FIRST: dict[str, Any] = {
    "nature": "financiere",
    "prestation": "c2s",
    "eligibilite": "oui",
    "appui_eligibilite": "verifie",
    "connaissance": "non",
    "proposition": "pas_de_contact",
    "demande": "non",
    "issue": "en_cours",
    "raisons_non_connaissance": ["manque_information"],
    "organismes": ["cpam"],
    "actions": ["information_orientation"],
    "minutes": "20",
    "causee_par": "aucune",
}
SECOND: dict[str, Any] = {
    "eligibilite": "oui",
    "appui_eligibilite": "verifie",
    "connaissance": "oui",
    "proposition": "oui",
    "demande": "non",
    "issue": "en_cours",
    "raisons_non_demande": ["cout_avantage"],
    "causee_par": "aucune",
}


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db") as opened:
        yield opened


def visit(base: Base, days: int) -> Workplace:
    """Where the agent works, *days* days after 3 March 2026."""
    ranks = iter(range((days + 1) * 100_000, (days + 2) * 100_000))
    new_id = lambda: UUID(int=(0x018F << 112) | (7 << 76) | (2 << 62) | next(ranks))  # noqa: E731
    return make_workplace(base, seed=days + 1, now=ticking_clock(START + days * DAY), new_id=new_id)


def accept_what_is_proposed(held: Conversation) -> dict[str, Any]:
    """Answer with what is proposed as long as something is; gives what was."""
    accepted = {}
    while (prompt := held.prompt()) is not None and prompt.proposed is not None:
        accepted[prompt.question] = prompt.proposed
        held.answer(prompt.proposed)
    return accepted


@pytest.fixture
def first(base: Base) -> Conversation:
    held = Conversation.start(visit(base, 0))
    answer_all(held, FIRST)
    held.close()
    return held


@pytest.fixture
def second(base: Base, first: Conversation) -> Conversation:
    held = requalify(visit(base, 40), first.situation_reference(1))
    accept_what_is_proposed(held)
    answer_all(held, {**SECOND, "organismes": ["cpam"]})
    held.close()
    return held


def situation(base: Base, held: Conversation) -> SituationRecord:
    record = base.record(held.heading.id)
    assert record is not None
    return record.situations[0]


def forms(record: SituationRecord) -> list[str]:
    return [each.form for each in record.formes if each.decided]


def test_case_10_is_two_situations_of_one_household(
    base: Base, first: Conversation, second: Conversation
) -> None:
    """First it was not known; once known, it is not worth its cost. Both stay, each with its figures."""
    before, after = situation(base, first), situation(base, second)
    assert forms(before) == ["non_connaissance"]
    assert forms(after) == ["non_demande"]
    assert [(each.form, each.reason) for each in after.raisons] == [("non_demande", "cout_avantage")]
    assert (after.prestation, after.organismes) == ("c2s", ("cpam",))
    assert (before.requalifie, after.requalifie) == (None, before.reference)
    assert first.interview.household == second.interview.household
    assert requalified_by(base, first.interview.household, before.reference) == after.reference
    assert list(Rebuilder(base, first.flow.catalogue).differences()) == []


def test_the_first_is_left_as_it_was(base: Base, first: Conversation) -> None:
    """Its journal and its tables do not change when it is qualified anew."""
    entries, record = base.entries(first.heading.id), base.record(first.heading.id)
    held = requalify(visit(base, 40), first.situation_reference(1))
    accept_what_is_proposed(held)
    answer_all(held, SECOND)
    held.close()
    assert (base.entries(first.heading.id), base.record(first.heading.id)) == (entries, record)


def test_what_was_said_is_proposed_and_given_by_the_agent_alone(base: Base, first: Conversation) -> None:
    """Nothing is answered before the agent accepts it, even when the program is left and started again."""
    held = requalify(visit(base, 40), first.situation_reference(1))
    assert held.interview.answers(1) == {}
    assert accept_what_is_proposed(held) == {"nature": "financiere", "prestation": "c2s"}
    again = Conversation.resume(visit(base, 41), held.heading.id)
    answer_all(again, SECOND, until="organismes")
    prompt = again.prompt()
    assert prompt is not None
    assert (prompt.question, prompt.proposed) == ("organismes", ("cpam",))
    assert "organismes" not in again.interview.answers(1)


def test_the_organisms_of_another_benefit_are_not_proposed(base: Base, first: Conversation) -> None:
    """At the second visit it may turn out to be about something else."""
    held = requalify(visit(base, 40), first.situation_reference(1))
    held.answer("financiere")
    held.answer("aspa")
    answer_all(held, SECOND, until="organismes")
    prompt = held.prompt()
    assert prompt is not None
    assert prompt.proposed == ("carsat",)


def test_only_the_last_one_is_open_and_comes_back(
    base: Base, first: Conversation, second: Conversation
) -> None:
    """The household waits for one thing, not two."""
    household = first.interview.household
    opened = base.find(Filter(household=household, openness="ouvertes")).rows
    assert [each.reference for each in opened] == [second.situation_reference(1)]
    chased = a_relancer(visit(base, 60))
    assert [each.reference for each in chased.lines] == [second.situation_reference(1)]
    assert chased.total == base.to_chase_up("2026-05-02") == 1


def test_the_first_stays_open_until_the_second_is_qualified(base: Base, first: Conversation) -> None:
    """A re-qualification that is only begun, or given up, settles nothing."""
    held = requalify(visit(base, 40), first.situation_reference(1))
    accept_what_is_proposed(held)
    opened = Filter(household=first.interview.household, openness="ouvertes")
    assert [each.reference for each in base.find(opened).rows] == [first.situation_reference(1)]
    chased = [each.reference for each in a_relancer(visit(base, 60)).lines]
    assert chased == [first.situation_reference(1)]
    held.close("abandonne")
    assert [each.reference for each in base.find(opened).rows] == [first.situation_reference(1)]
    assert requalified_by(base, first.interview.household, first.situation_reference(1)) == ""


def test_one_right_qualified_twice_is_not_two_situations(
    base: Base, first: Conversation, second: Conversation
) -> None:
    """« Cumulé » is for a household that meets two obstacles, not one seen twice."""
    assert first.known_situations == 0
    assert second.known_situations == 0
    read = Conversation.read(visit(base, 50), second.heading.id, second.flow.catalogue)
    assert "cumul" not in " ".join(label.lower() for label, _ in read.verdict(1).typology)
    third = Conversation.start(visit(base, 51), first.interview.household)
    assert third.known_situations == 1


def test_the_sheet_of_each_names_the_other(base: Base, first: Conversation, second: Conversation) -> None:
    """Whoever reads one knows that there is another, and each keeps its own conclusion."""
    names = first.situation_reference(1), second.situation_reference(1)
    before, after = (
        sheet_of(Conversation.read(visit(base, 50 + rank), each.heading.id, each.flow.catalogue), 1)
        for rank, each in enumerate((first, second))
    )
    assert (before.requalifie, before.requalifiee_par) == ("", names[1])
    assert (after.requalifie, after.requalifiee_par) == (names[0], "")
    assert [each.libelle for each in before.formes] == ["Non-connaissance"]
    assert [each.libelle for each in after.formes] == ["Non-demande"]
    assert f"Requalifie\u00a0: la situation {names[0]}" in str(render_fiche(after, "texte"))
    assert f"Requalifiée depuis\u00a0: situation {names[1]}" in str(render_fiche(before, "texte"))


def test_a_third_visit_requalifies_the_second(base: Base, first: Conversation, second: Conversation) -> None:
    """Whichever of the chain is named, the last one is the one that is qualified anew."""
    third = requalify(visit(base, 80), first.situation_reference(1).lower())
    accept_what_is_proposed(third)
    answer_all(third, SECOND)
    third.close()
    assert situation(base, third).requalifie == second.situation_reference(1)
    opened = base.find(Filter(household=first.interview.household, openness="ouvertes")).rows
    assert [each.reference for each in opened] == [third.situation_reference(1)]


def test_one_that_is_being_answered_is_taken_up_again(base: Base, first: Conversation) -> None:
    """Asking twice does not begin twice."""
    held = requalify(visit(base, 40), first.situation_reference(1))
    held.answer("financiere")
    again = requalify(visit(base, 41), first.situation_reference(1))
    assert again.heading.id == held.heading.id


def test_an_interview_opened_by_mistake_leaves_no_trace(base: Base, first: Conversation) -> None:
    """Nothing is written before the first answer."""
    requalify(visit(base, 40), first.situation_reference(1))
    assert len(base.interviews()) == 1


def test_what_cannot_be_requalified_says_why(base: Base) -> None:
    """Nothing by that reference, or nothing qualified yet."""
    with pytest.raises(FollowError, match="Aucune situation"):
        requalify(visit(base, 1), "26-XXXXX-1")
    held = Conversation.start(visit(base, 2))
    held.answer("financiere")
    with pytest.raises(FollowError, match="pas encore qualifiée"):
        requalify(visit(base, 3), held.situation_reference(1))


def test_neither_of_the_two_can_go_to_another_household(
    base: Base, first: Conversation, second: Conversation
) -> None:
    """Erasing a household would leave the other one with a name that leads nowhere."""
    other = new_pseudonym(visit(base, 90).draw)
    question = first.flow.household_questions[0]
    for held in (first, second):
        with pytest.raises(MoveError, match="ne peut pas passer à un autre ménage"):
            held.answer(other, question)
    fresh = requalify(visit(base, 91), second.situation_reference(1))
    with pytest.raises(MoveError):
        fresh.answer(other, question)
    free = Conversation.start(visit(base, 92))
    free.answer("financiere")
    free.answer(other, question)
    assert free.interview.household == other


def test_a_link_between_visits_holds_them_in_one_household_too(base: Base, first: Conversation) -> None:
    """What one situation caused stays beside it."""
    held = Conversation.start(visit(base, 5), first.interview.household)
    answer_all(held, FIRST)
    held.close()
    link(held, 1, first.situation_reference(1))
    with pytest.raises(MoveError, match=first.situation_reference(1)):
        held.answer(new_pseudonym(visit(base, 90).draw), held.flow.household_questions[0])
