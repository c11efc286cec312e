"""What a debrief says of the right a conclusion is about, and of why there is no non-take-up."""

from __future__ import annotations

from typing import Any

import pytest

from interview.rehearsal.debrief import words
from interview.rehearsal.debrief.content import context_of
from interview.rehearsal.debrief.model import Row, SceneDebrief
from templates import render_document
from tests.interview.rehearsal.practised import debrief, shipped_cases

NO_RIGHT = "La personne n’a pas droit à cette offre, et cela a été vérifié."
ALL_RECEIVED = "La personne a reçu tout ce qui lui était dû."
WITHIN_DELAY = "Ce qui se passe est conforme aux règles et aux délais."
WHY_NONE = {
    "08-le-f5": NO_RIGHT,
    "12-une-lettre-qui-reveille": WITHIN_DELAY,
    "20-la-retraite-du-collegue": ALL_RECEIVED,
}


def scene_of(name: str, wrong: dict[str, Any] | None = None) -> SceneDebrief:
    return debrief(shipped_cases()[name], wrong or {}).scenes[0]


def row(scene: SceneDebrief, question: str) -> Row:
    return next(each for each in scene.rows if each.question == question)


def paper(name: str, wrong: dict[str, Any]) -> str:
    said = str(render_document(context_of(debrief(shipped_cases()[name], wrong)), "texte"))
    return " ".join(said.split())


# Why there is no non-take-up


@pytest.mark.parametrize("name", sorted(WHY_NONE))
def test_without_non_take_up_both_sides_say_which_explanation_holds(name: str) -> None:
    """A delay that runs, a right that is closed, all that was due: three things, told apart."""
    scene = scene_of(name)
    assert scene.yours is not None
    for found in (scene.yours, scene.reference):
        assert found.reasons[0].startswith(WHY_NONE[name])


def test_another_explanation_is_named_and_the_summary_does_not_hide_it() -> None:
    """« Tout reçu » where a delay runs: no non-take-up either, and for another reason."""
    scene = scene_of("12-une-lettre-qui-reveille", {"reception": "tout"})
    assert scene.yours is not None
    assert scene.yours.reasons[0].startswith(ALL_RECEIVED)
    assert scene.reference.reasons[0].startswith(WITHIN_DELAY)
    assert ALL_RECEIVED.rstrip(".") in row(scene, "reception").consequence
    assert scene.summary == words.OTHER_EXPLANATION_FOUND


def test_a_form_that_was_kept_says_nothing_of_an_absence() -> None:
    """Only the side that has no non-take-up explains it."""
    scene = scene_of("12-une-lettre-qui-reveille", {"regularite": "anormal"})
    assert scene.yours is not None
    assert not any("Il n’y a pas" in each for each in scene.yours.reasons)
    assert scene.reference.reasons[0].startswith(WITHIN_DELAY)


# Another right


OTHER_RIGHTS = [
    ("12-une-lettre-qui-reveille", {"prestation": "aeeh"}, "prestation"),
    ("06-quatre-retours", {"prestation": "puma"}, "prestation"),
    ("06-quatre-retours", {"nature": "non_financiere", "domaine": "sante"}, "nature"),
    ("26-le-plateau-de-midi", {"domaine": "sante"}, "domaine"),
]


@pytest.mark.parametrize(("name", "wrong", "question"), OTHER_RIGHTS)
def test_another_right_is_a_consequence_of_its_own_and_never_the_same_qualification(
    name: str, wrong: dict[str, Any], question: str
) -> None:
    """The organism and the ways would be others; that answer given as the reference leads back."""
    scene = scene_of(name, wrong)
    told = row(scene, question)
    assert told.effect == "object"
    assert "autre droit" in told.consequence
    assert words.NOTHING_CHANGES not in told.consequence
    assert scene.standing == "different"
    assert "même qualification" not in scene.summary
    assert "autre droit" in scene.summary
    assert question in [scene.rows[each].question for each in scene.leading]


def test_both_conclusions_name_their_right_where_it_is_not_the_same() -> None:
    scene = scene_of("12-une-lettre-qui-reveille", {"prestation": "aeeh"})
    assert scene.yours is not None
    assert "AEEH" in scene.yours.reasons[0]
    assert "AAH" in scene.reference.reasons[0]
    assert not any("AAH" in each for each in scene_of("12-une-lettre-qui-reveille").reference.reasons)


def test_another_right_and_another_form_are_both_told() -> None:
    scene = scene_of("06-quatre-retours", {"prestation": "puma", "demande": "non"})
    assert scene.standing == "different"
    assert "autre droit" in scene.summary
    assert [scene.rows[each].question for each in scene.leading] == ["prestation", "demande"]


def test_a_right_that_the_case_accepts_is_not_another_one() -> None:
    scene = scene_of("17-l-echeancier", {"prestation": "aide_facultative_ccas"})
    assert row(scene, "prestation").standing == "accepted"
    assert scene.standing == "same"
    assert "autre droit" not in scene.summary


def test_of_several_situations_the_one_about_another_right_is_counted_as_otherwise() -> None:
    said = debrief(shipped_cases()["19-chute-en-cascade"], {"prestation": "aspa"})
    assert "1 qualifiée autrement" in said.summary


# Short on paper


def test_on_paper_what_is_alike_is_one_sentence_after_what_is_not() -> None:
    said = paper("06-quatre-retours", {"demande": "non"})
    assert "Comme la référence\u202f: Nature de l’offre" in said.replace("\u00a0", "\u202f").replace(
        " :", "\u202f:"
    )
    assert said.index("Comme la référence") > said.index("Raisons de la non-demande")
    assert "Vous : De l’argent." not in said.replace("\u00a0", " ")


def test_on_paper_a_reason_is_told_once() -> None:
    """What the account of a difference has said is not said again of the facts."""
    name, wrong = "06-quatre-retours", {"proposition": "pas_de_contact", "eligibilite": "probable"}
    wrong["demande"] = "non"
    scene = scene_of(name, wrong)
    said = paper(name, wrong)
    for each in scene.rows:
        if each.why and each.standing != "same":
            assert said.count(" ".join(each.why.split())) <= 1, each.question


def test_the_time_of_the_case_is_told_plainly() -> None:
    assert "le cas annonce 15 minutes" in debrief(shipped_cases()["06-quatre-retours"]).time


def test_on_paper_a_gesture_is_not_put_in_the_mouth_of_the_person() -> None:
    """« La personne répond alors : » comes before words alone."""
    from interview.rehearsal.debrief.computing import debrief_of
    from tests.interview.rehearsal.practised import answer_scene, begun, reference

    case = shipped_cases()["06-quatre-retours"]
    practice = begun(case)
    answer_scene(practice, {**reference(case)[0].answers, "eligibilite": "probable"})
    said = str(render_document(context_of(debrief_of(practice.flow, case, practice.finish())), "texte"))
    assert "alors : Elle les pose" not in " ".join(said.split()).replace("\u00a0", " ")
    assert "— Elle les pose sur la table" in " ".join(said.split())
