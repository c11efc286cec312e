"""Several situations of one household in one interview, their links, and what the agent decides."""

from __future__ import annotations

import pytest

from interview.conversation import Conversation
from interview.engine import MoveError, knowledge
from interview.engine.moves import decide as decision_event
from interview.engine.state import Decision
from interview.recording import record_of
from tests.interview.answering import PSEUDONYMS
from tests.support import CASE_6, answer_all, make_workplace

SECOND = CASE_6 | {"prestation": "rsa", "reception": "interrompue", "blocage": "rupture"}
NO_FORM = CASE_6 | {"reception": "tout"}
SHARED = ("menage", "mode", "taille_menage", "personnes_concernees")


@pytest.fixture
def held() -> Conversation:
    """Case 6, every question seen."""
    conversation = Conversation.start(make_workplace())
    answer_all(conversation, CASE_6)
    return conversation


def traits(conversation: Conversation, rank: int) -> set[str]:
    found = knowledge.qualification(conversation.interview, rank, conversation.known_situations)
    return set(found.typology)


def test_a_second_situation_begins_at_the_first_question(held: Conversation) -> None:
    """It has its own answers, its own path, its own rank; the first one is as it was."""
    first = held.interview.situations[0]
    held.add_situation()
    prompt = held.prompt()
    assert prompt is not None
    assert (prompt.question, prompt.rank, prompt.value) == ("nature", 2, None)
    assert held.interview.situations[0] == first


def test_what_is_said_of_the_household_is_asked_once(held: Conversation) -> None:
    """Shared questions stay with the first situation and hold for both."""
    held.add_situation()
    answer_all(held, SECOND)
    first, second = held.interview.situations
    assert set(SHARED) <= set(first.path)
    assert not set(SHARED) & set(second.path)
    record = record_of(held.interview, held.heading, 1)
    assert (record.size, record.concerned, record.mode) == (3, 3, "permanence")


def test_a_second_situation_opened_before_the_household_is_told_asks_for_it_once() -> None:
    """Whichever situation meets the question first, the other does not ask it again."""
    held = Conversation.start(make_workplace())
    answer_all(held, CASE_6, until="blocage")
    held.add_situation()
    answer_all(held, SECOND)
    assert held.interview.shared["taille_menage"] == 3
    held.go_to("blocage", 1)
    asked = []
    while (prompt := held.prompt()) is not None and prompt.rank == 1:
        asked.append(prompt.question)
        held.answer(CASE_6[prompt.question]) if prompt.question in CASE_6 else held.skip()
    assert not set(SHARED) & set(asked)
    told = [question for each in held.interview.situations for question in each.path]
    assert {question: told.count(question) for question in SHARED} == dict.fromkeys(SHARED, 1)


def test_a_situation_is_added_only_once_the_core_is_complete() -> None:
    """The refusal says what to do first."""
    held = Conversation.start(make_workplace())
    answer_all(held, CASE_6, until="issue")
    with pytest.raises(MoveError, match="Terminez d’abord"):
        held.add_situation()
    held.answer("en_cours")
    held.add_situation()
    assert len(held.interview.situations) == 2


def test_a_situation_opened_by_mistake_is_taken_back(held: Conversation) -> None:
    """« Back » from its first question leaves nothing behind that would keep the interview from ending."""
    held.add_situation()
    held.back()
    assert len(held.interview.situations) == 1
    held.add_situation()
    assert len(held.interview.situations) == 2
    held.back()
    held.close()
    assert held.interview.closed == "termine"


def test_a_situation_is_not_added_while_another_one_is_half_told(held: Conversation) -> None:
    """Left half-way, it would keep the interview from ever ending."""
    held.add_situation()
    held.answer("financiere")
    held.go_to("nature", 1)
    with pytest.raises(MoveError, match="situation n° 2"):
        held.add_situation()


def test_two_situations_of_non_recours_are_cumulative_for_each_other(held: Conversation) -> None:
    """« cumulé » holds of both; one alone, or beside a situation without non-recours, is not."""
    assert "cumule" not in traits(held, 1)
    held.add_situation()
    answer_all(held, NO_FORM)
    assert "cumule" not in traits(held, 1)
    held.add_situation()
    answer_all(held, SECOND)
    assert "cumule" in traits(held, 1)
    assert "cumule" in traits(held, 3)
    assert traits(held, 2) == set()


def test_situations_known_from_earlier_interviews_count_too(held: Conversation) -> None:
    """The household is the same, whenever it came."""
    held.known_situations = 1
    assert "cumule" in traits(held, 1)


@pytest.mark.parametrize("opened_by_the_cause", [True, False])
def test_a_causal_link_makes_both_situations_cumulative(
    held: Conversation, opened_by_the_cause: bool
) -> None:
    """« does it cause another? » and « is it caused by another? » write one and the same link."""
    held.add_situation(1 if opened_by_the_cause else None)
    answers = dict(SECOND)
    if opened_by_the_cause:
        answers.pop("causee_par")
    else:
        answers["causee_par"] = "1"
    answer_all(held, answers)
    assert knowledge.cause_of(held.interview, 2) == 1
    assert knowledge.cause_of(held.interview, 1) is None
    assert "cumulatif" in traits(held, 1)
    assert "cumulatif" in traits(held, 2)
    record = record_of(held.interview, held.heading, 1)
    assert [each.causee_par for each in record.situations] == [None, f"{held.reference}-1"]


def test_a_situation_opened_already_linked_does_not_ask_for_its_cause(held: Conversation) -> None:
    """The agent has said it once."""
    held.add_situation(1)
    answer_all(held, SECOND, until="asf_demandee")
    assert "causee_par" in held.interview.current.path
    assert knowledge.cause_of(held.interview, 2) == 1


def test_no_link_is_no_cause(held: Conversation) -> None:
    """« aucune » is an answer, and leaves no trait."""
    assert held.interview.answers(1)["causee_par"] == "aucune"
    assert "cumulatif" not in traits(held, 1)
    assert record_of(held.interview, held.heading, 1).situations[0].causee_par is None


def test_back_from_the_second_situation_returns_to_the_first(held: Conversation) -> None:
    """The question visited before belongs to the situation before."""
    held.add_situation()
    held.answer("financiere")
    held.back()
    held.back()
    prompt = held.prompt()
    assert prompt is not None
    assert prompt.rank == 1
    assert prompt.question == held.interview.situations[0].path[-1]


def test_back_after_a_correction_shows_what_was_just_corrected(held: Conversation) -> None:
    """The question really visited before, not the one that stands before it on the path."""
    held.go_to("connaissance")
    held.answer("partielle")
    held.back()
    prompt = held.prompt()
    assert prompt is not None
    assert prompt.question == "connaissance"


def test_to_agree_needs_no_reason(held: Conversation) -> None:
    """The proposal is the decision."""
    held.decide(["non_reception"])
    verdict = held.verdict()
    assert not verdict.decided_otherwise
    assert verdict.decision_reason == ""


def test_to_decide_otherwise_needs_a_reason_and_keeps_it_beside_the_proposal(held: Conversation) -> None:
    """The tool proposes, the agent decides, and says why."""
    for reason in ("", "   "):
        with pytest.raises(MoveError, match="dites pourquoi"):
            held.decide(["non_demande", "non_reception"], reason)
    assert held.interview.current.decision is None
    held.decide(["non_demande", "non_reception"], "Elle ne rappellera pas.")
    record = record_of(held.interview, held.heading, 1).situations[0]
    assert {(each.form, each.proposed, each.decided) for each in record.formes} == {
        ("non_demande", False, True),
        ("non_reception", True, True),
    }
    assert record.decision_reason == "Elle ne rappellera pas."
    assert record.certitude == "potentiel"
    assert held.verdict().decided_otherwise


def test_to_decide_that_there_is_none_is_a_decision(held: Conversation) -> None:
    """Every form proposed is kept as proposed, and none as decided."""
    held.decide([], "Le délai n’est pas passé, vérification faite.")
    record = record_of(held.interview, held.heading, 1).situations[0]
    assert record.certitude == "aucun"
    assert [(each.form, each.proposed, each.decided) for each in record.formes] == [
        ("non_reception", True, False)
    ]
    assert record.raisons == ()


def test_a_form_switched_off_may_be_decided_with_a_reason(held: Conversation) -> None:
    """« non_orientation » is accepted in data."""
    held.decide(["non_reception", "non_orientation"], "Personne ne l’a dirigée.")
    assert held.interview.current.decision is not None
    assert set(held.interview.current.decision.forms) == {"non_reception", "non_orientation"}


def test_an_edit_that_changes_the_proposal_never_leaves_an_unexplained_decision(held: Conversation) -> None:
    """Decided as proposed, then the facts change: nothing may stand as decided otherwise without a reason."""
    held.decide(["non_reception"])
    held.go_to("demande")
    held.answer("non")
    answer_all(held, CASE_6)
    verdict = held.verdict()
    assert not verdict.decided_otherwise or verdict.decision_reason


def test_a_decision_belongs_to_its_situation(held: Conversation) -> None:
    """The other one is not touched."""
    held.add_situation()
    answer_all(held, SECOND)
    held.decide([], "Autre lecture.", rank=1)
    assert held.interview.situations[0].decision is not None
    assert held.interview.situations[1].decision is None


def test_a_decision_event_is_plain_data(held: Conversation) -> None:
    """It goes through JSON and comes back as it was."""
    event = decision_event(1, Decision(("non_reception",), "avere"), ("non_reception",))
    assert event.value == {"forms": ["non_reception"], "certainty": "avere", "reason": ""}


def test_an_interview_kept_as_done_never_lacks_a_part_of_its_core(held: Conversation) -> None:
    """Closed, then an answer changed: it is refused, or the interview is open again and offered as such."""
    held.close()
    try:
        held.go_to("eligibilite")
        held.answer("non")
    except MoveError:
        return
    record = record_of(held.interview, held.heading, 1)
    assert record.state == "en_cours" or record.situations[0].core_complete


def test_a_household_typed_by_mistake_and_left_out_gives_the_drawn_one_back(held: Conversation) -> None:
    """Skipped is « no answer »: the situations must not stay with somebody else's household."""
    drawn = held.interview.household
    held.go_to("menage")
    held.answer(PSEUDONYMS[0])
    assert held.interview.household == PSEUDONYMS[0]
    held.go_to("menage")
    held.skip()
    assert held.interview.household == drawn


def test_an_interview_ends_as_done_only_when_every_core_is_complete(held: Conversation) -> None:
    """It may be given up at any time; which of the two is always recorded."""
    held.add_situation()
    with pytest.raises(MoveError, match="noyau"):
        held.close()
    assert held.interview.closed == ""
    held.close("abandonne")
    assert record_of(held.interview, held.heading, 1).state == "abandonne"
    held.reopen()
    assert held.interview.closed == ""
    answer_all(held, SECOND)
    held.close()
    assert record_of(held.interview, held.heading, 1).state == "termine"


def test_an_answer_set_aside_closes_no_question() -> None:
    """« Everything received », once set aside, must not hide the reasons of what is concluded."""
    held = Conversation.start(make_workplace())
    answer_all(held, {**CASE_6, "connaissance": "non", "reception": "tout"}, until="mode")
    held.go_to("demande")
    held.answer("non")
    assert "non_connaissance" in [form.code for form in held.verdict().forms]
    prompt = held.prompt()
    assert prompt is not None
    assert prompt.question == "raisons_non_connaissance"


def test_a_link_set_aside_with_its_situation_counts_no_more() -> None:
    """« Caused by the first », then found without right: the first one caused nothing."""
    held = Conversation.start(make_workplace())
    answer_all(held, CASE_6)
    held.add_situation(1)
    answer_all(held, {**CASE_6, "eligibilite": "non", "motif_non_eligibilite": "plafond"})
    assert "cumulatif" not in traits(held, 1)
