"""The debrief: where the paths part, why, what it changes; and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from flows.single_change import outcome, single_changes
from interview.rehearsal.alone.playing import Practice
from interview.rehearsal.cases.collection import TrainingCase
from interview.rehearsal.debrief import words
from interview.rehearsal.debrief.leading import blended, leading, meant
from interview.rehearsal.debrief.model import Debrief, Row, SceneDebrief
from interview.rehearsal.debrief.standings import accepted, with_this_alone
from tests.interview.rehearsal.practised import (
    answer_scene,
    begun,
    debrief,
    played,
    reference,
    shipped_cases,
    two_situations,
)
from tests.support import make_workplace, shipped_flow

CASES = sorted(shipped_cases())


def only(debrief: Debrief) -> SceneDebrief:
    (scene,) = debrief.scenes
    return scene


def row(scene: SceneDebrief, question: str) -> Row:
    return next(each for each in scene.rows if each.question == question)


# Every shipped case


@pytest.mark.parametrize("name", CASES)
def test_the_debrief_of_the_reference_says_so_and_nothing_else(name: str) -> None:
    said = debrief(shipped_cases()[name])
    assert said.perfect
    assert said.summary == words.ALIKE
    for scene in said.scenes:
        assert (scene.parting, scene.parting_words, scene.leading, scene.leading_words) == (None, "", (), "")
        assert {each.standing for each in scene.rows} == {"same"}
        assert not any(each.better or each.consequence or each.why_not for each in scene.rows)
        assert (scene.decided, scene.cause) == ("", "")


def each_wrong_answer(name: str) -> Iterator[tuple[int, str, Any]]:
    """One other answer at a time to each decisive question, by the rank of its situation."""
    for given in reference(shipped_cases()[name]):
        for change in single_changes(shipped_flow(), given.answers):
            yield given.rank, change.question, change.value


@pytest.mark.parametrize("name", CASES)
def test_one_other_answer_is_the_first_parting_and_its_effect_is_told(name: str) -> None:
    """All decisive questions, all other answers; one that the case accepts is no parting.

    That answer given as the reference is also what would have led there, and nothing else is named.
    """
    case = shipped_cases()[name]
    for rank, question, value in each_wrong_answer(name):
        wanted = reference(case)[rank - 1]
        before: list[dict[str, Any]] = [{} for _ in range(rank - 1)]
        scene = debrief(case, *before, {question: value}, scenes=rank).scenes[rank - 1]
        variances = case.scenario.file.situations[rank - 1].variances
        if accepted(variances, question, value, wanted.answers[question]):
            assert row(scene, question).standing == "accepted"
            assert scene.standing in ("same", "accepted"), (question, value)
            continue
        assert scene.parting is not None, (question, value)
        assert scene.rows[scene.parting].question == question
        assert row(scene, question).short in scene.parting_words
        assert (row(scene, question).effect in ("nothing", "reasons")) == (scene.standing == "same")
        assert row(scene, question).consequence in scene.parting_words
        led = [scene.rows[each].question for each in scene.leading]
        assert led == ([question] if scene.standing == "different" else [])


# One attempt at a time


def test_a_wrong_request_is_told_with_its_reason_and_its_consequence() -> None:
    """« Quatre retours », answered wrongly on purpose."""
    scene = only(debrief(shipped_cases()["06-quatre-retours"], {"demande": "non"}))
    told = scene.parting_words
    assert "vous avez noté “Non”\u202f; la référence dit “Oui, déposée”." in told
    assert "au guichet en août" in told
    assert told.endswith("Conséquence\u00a0: ce serait la non-demande, et non plus la non-réception.")
    assert scene.leading_words == "Répondre “Oui, déposée” à «\u00a0Demande\u00a0» aurait suffi."
    assert [each.ask for each in row(scene, "demande").better] == [
        "Et la toute première fois, comment cela s’est-il passé\u202f?"
    ]
    assert row(scene, "reception").standing == "only_reference"


def test_a_difference_that_only_weakens_the_certainty_says_just_that() -> None:
    scene = only(debrief(shipped_cases()["06-quatre-retours"], {"eligibilite": "probable"}))
    assert row(scene, "eligibilite").effect == "certainty"
    assert scene.summary == words.OTHER_CERTAINTY
    assert "la situation ne serait que potentielle" in scene.parting_words


def test_what_an_answer_opens_is_part_of_what_it_changes() -> None:
    """« Le F5 »: with « probablement », the interview goes on, and the rest of it makes a form."""
    wrong = {"eligibilite": "probable", "appui_eligibilite": "estimation", "connaissance": "oui"}
    rest = {"proposition": "oui", "demande": "non", "issue": "en_cours"}
    scene = only(debrief(shipped_cases()["08-le-f5"], {**wrong, **rest}))
    assert row(scene, "eligibilite").consequence == "ce serait la non-demande."
    assert row(scene, "appui_eligibilite").consequence == "ce serait la non-demande."


def test_what_follows_from_an_answer_is_not_told_where_nobody_was_asked_it() -> None:
    """The agent ends on a right that is closed; their other answer would open questions without answers."""
    flow, case = shipped_flow(), shipped_cases()["08-le-f5"]
    (given,) = reference(case)
    assert with_this_alone(flow, ({}, given.answers), "eligibilite", "probable") is None


def test_a_difference_that_changes_nothing_says_so_and_the_qualification_stays_the_same() -> None:
    scene = only(debrief(shipped_cases()["06-quatre-retours"], {"proposition": "pas_de_contact"}))
    assert scene.standing == "same"
    assert scene.summary == words.BY_ANOTHER_WAY
    assert words.NOTHING_CHANGES in scene.parting_words
    assert scene.leading == ()


def test_a_difference_that_only_changes_the_typology_says_which_trait() -> None:
    scene = only(debrief(shipped_cases()["06-quatre-retours"], {"reception": "partie"}))
    assert row(scene, "reception").effect == "nothing"
    assert row(scene, "reception").consequence.endswith(
        "la typologie change\u00a0: «\u00a0Partiel\u00a0» au lieu de «\u00a0Complet\u00a0»."
    )


def test_an_optional_question_that_was_passed_is_not_the_first_parting_where_another_is() -> None:
    case = shipped_cases()["06-quatre-retours"]
    rest = {each: said for each, said in reference(case)[0].answers.items() if each != "blocage"}
    assert first_parting(case, {**rest, "raisons_non_reception": ["oubli_demandeur"]})[0] == (
        "raisons_non_reception"
    )
    assert first_parting(case, rest)[0] == "blocage"


def test_reasons_that_were_passed_are_told_as_none_not_as_others() -> None:
    case = shipped_cases()["06-quatre-retours"]
    rest = {each: said for each, said in reference(case)[0].answers.items() if "raisons" not in each}
    question, told = first_parting(case, rest)
    assert question == "raisons_non_reception"
    assert told.endswith("la forme reste la même, sans raison notée.")


def test_of_several_reasons_each_sentence_says_which_one_it_is_about() -> None:
    wrong = {"raisons_non_reception": ["lenteur_administrative", "oubli_demandeur"]}
    told = row(only(debrief(shipped_cases()["06-quatre-retours"], wrong)), "raisons_non_reception").why_not
    assert "“Oubli de la personne”\u00a0: Elle a répondu" in told
    assert "“Délai réglementaire dépassé”\u00a0: Quatre mois" in told


def first_parting(case: TrainingCase, answers: dict[str, Any]) -> tuple[str, str]:
    """The question where an attempt at the only situation of *case* first parts, and how that is told."""
    practice = begun(case)
    answer_scene(practice, answers)
    scene = only(debrief_of_practice(practice))
    assert scene.parting is not None
    return scene.rows[scene.parting].question, scene.parting_words


def test_a_fact_answered_as_well_is_not_said_to_be_missing() -> None:
    """« Chute en cascade » holds « retard » as good as « interrompue »."""
    scene = debrief(shipped_cases()["19-chute-en-cascade"], {"reception": "retard"}, scenes=1).scenes[0]
    assert row(scene, "reception").standing == "accepted"
    assert all(found for _, found in scene.grounds)


def test_an_accepted_answer_counts_as_right() -> None:
    scene = debrief(two_situations(), {"demande": "deposee"}).scenes[0]
    assert row(scene, "demande").standing == "accepted"
    assert row(scene, "demande").why_not == "Elle l’a aussi écrit."
    assert scene.parting is None
    assert scene.standing == "same"


def test_an_outcome_reached_through_accepted_answers_is_accepted() -> None:
    """The case holds « probable » as good: less certain, and no less right."""
    from interview.rehearsal.cases.collection import case_from_text
    from tests.interview.rehearsal.practised import TWO_SITUATIONS

    admitted = "- {question: eligibilite, reponses: [probable], admis: true, pourquoi: Prudent.}"
    text = TWO_SITUATIONS.replace("    ecarts:\n", f"    ecarts:\n      {admitted}\n")
    case = case_from_text(text, "prudent")
    scene = debrief(case, {"eligibilite": "probable"}).scenes[0]
    assert (scene.standing, scene.summary, scene.parting) == ("accepted", words.AS_GOOD, None)
    both = debrief(case, {"eligibilite": "probable", "demande": "non"}).scenes[0]
    assert both.standing == "different"
    assert [both.rows[each].question for each in both.leading] == ["demande"]


def test_several_wrong_answers_are_all_told_and_the_fewest_to_change_are_named() -> None:
    wrong = {"demande": "non", "proposition": "pas_de_contact"}
    scene = only(debrief(shipped_cases()["06-quatre-retours"], wrong))
    assert [each.question for each in scene.missed] == ["proposition", "demande"]
    assert scene.rows[scene.parting or 0].question == "proposition"
    assert [scene.rows[each].question for each in scene.leading] == ["demande"]


def test_what_was_asked_is_not_advised_again() -> None:
    case = shipped_cases()["06-quatre-retours"]
    practice = begun(case)
    answer_scene(practice, reference(case)[0].answers, until="demande")
    practice.probe(1)
    practice.answer("non")
    said = debrief_of_practice(practice)
    assert row(only(said), "demande").better == ()
    assert [each.helps for each in row(only(said), "demande").tried] == [True]


def debrief_of_practice(practice: Practice) -> Debrief:
    from interview.rehearsal.debrief.computing import debrief_of

    answer_scene(practice, {})
    return debrief_of(practice.flow, practice.case, practice.finish())


def test_a_situation_that_was_not_reached_is_told_as_such() -> None:
    said = debrief(two_situations(), scenes=1)
    assert [each.reached for each in said.scenes] == [True, False]
    assert said.scenes[1].spoken == "Elle parle ensuite de son loyer."
    assert not said.perfect
    assert said.summary.endswith("1 qualifiée comme la référence, 1 pas jouée.")


def test_where_a_situation_comes_from_is_compared() -> None:
    practice = begun(two_situations())
    answer_scene(practice, reference(two_situations())[0].answers)
    practice.go_on(None)
    answer_scene(practice, reference(two_situations())[1].answers)
    said = debrief_of_practice(practice)
    assert "la référence dit qu’elle vient de la situation n°" in said.scenes[1].cause
    assert not said.perfect


def test_a_decision_against_ones_own_answers_is_what_is_compared() -> None:
    practice = begun(two_situations())
    answer_scene(practice, reference(two_situations())[0].answers)
    practice.decide(["non_demande"], "Parce que.")
    scene = debrief_of_practice(practice).scenes[0]
    assert scene.standing == "different"
    assert "vous avez retenu la non-demande" in scene.decided
    assert "Parce que" not in repr(scene)


def test_there_is_no_score_anywhere() -> None:
    """Neither a percentage, nor so many out of so many."""
    said = repr(debrief(shipped_cases()["06-quatre-retours"], {"demande": "non"}))
    assert not any(word in said.casefold() for word in ("score", "note :", " sur 20", "%", "points"))


def test_an_attempt_from_a_question_on_says_so() -> None:
    earlier = played(two_situations(), {"demande": "non"})
    again = Practice.again_from(make_workplace(), None, earlier, "demande", 1)
    answer_scene(again, reference(two_situations())[0].answers)
    said = debrief_of_practice(again)
    assert said.since == "Rejoué à partir de «\u00a0Demande\u00a0», situation n°\u00a01."


def test_the_smallest_of_two_is_found_and_does_lead_to_the_reference() -> None:
    """Two answers that both must change: each alone leads elsewhere."""
    flow, wanted = shipped_flow(), reference(shipped_cases()["06-quatre-retours"])[0].answers
    given = {**wanted, "eligibilite": "probable", "demande": "non", "proposition": "pas_de_contact"}
    taken = leading(
        flow, given, wanted, ["eligibilite", "proposition", "demande"], [outcome(meant(flow, wanted))]
    )
    assert taken == ("eligibilite", "demande")
    for one in taken:
        assert outcome(meant(flow, blended(given, wanted, [one]))) != outcome(meant(flow, wanted))
    assert outcome(meant(flow, blended(given, wanted, taken))) == outcome(meant(flow, wanted))
