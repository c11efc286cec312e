"""Three people: what changes the conclusion comes first, and what is too little to be read is said first."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from interview.rehearsal.session.counting.figures import SessionFigures, figures_of
from interview.rehearsal.session.counting.tree import OTHERWISE
from interview.rehearsal.session.folder.files import AnswersFile
from interview.rehearsal.session.reporting.as_json import _rounded, as_dict
from interview.rehearsal.session.reporting.report import context_of, report_of
from interview.rehearsal.session.reporting.report_agreement import DEFINITIONS, readings, silent
from interview.rehearsal.session.reporting.text import text
from interview.rehearsal.session.reporting.tree_drawing import text_of
from tests.interview.rehearsal.simulated import RECEPTION, Answers, case, gathered, played, session, talked

from .simulated import GUICHET, RENONCE, answers, cases, prepared_in, with_answers
from .simulated import OTHERWISE as FALLEN

FORK: Answers = {"regularite": "normal"}


def three() -> SessionFigures:
    """The third finds the delay normal in one case; in two others, two people part on what changes nothing.

    There the third left earlier, on « demande »: two of three were asked « blocage », and each said another.
    """

    def changes(who: int, rank: int) -> Answers:
        if rank == 2:
            return FORK if who == 3 else {}
        return ({"blocage": "autre"}, {}, {"demande": "commencee_abandonnee"})[who - 1]

    cases = [case(name, RECEPTION) for name in ("un", "deux", "trois")]
    return figures_of(session(3, cases, changes), draws=0)


def test_the_fork_that_changes_the_forms_comes_before_what_two_answered() -> None:
    """One of three parts on it, all were asked: it is before each question that two of three were asked."""
    divided = three().dividing
    places = {(each.question, each.unit.case): each.place for each in divided}
    assert places["regularite", "trois"] < min(places["blocage", "un"], places["blocage", "deux"])
    fork = next(each for each in divided if each.question == "regularite")
    assert fork.weight.change == "formes"
    assert fork.weight.parted == pytest.approx(2 / 3)
    assert fork.weight.between == ("Aucune forme de non-recours", "Non-réception")
    blocked = next(each for each in divided if each.question == "blocage")
    assert (blocked.apart, blocked.weight.parted) == (1, pytest.approx(1 / 3))
    assert blocked.weight.change == "rien"


def test_what_an_answer_changes_is_told_of_it_alone() -> None:
    """Both part from the reference on « demande » too: what « appui » changes is only the certainty."""
    held = session(
        2,
        [case("un", RECEPTION)],
        lambda who, _rank: (
            {"appui_eligibilite": "estime"} if who == 1 else {"demande": "commencee_abandonnee"}
        ),
    )
    change = {each.question: each.weight.change for each in figures_of(held, draws=0).dividing}
    assert change["demande"] == "formes"
    assert change["appui_eligibilite"] == "certitude"


def test_in_brief_names_the_fork_even_where_another_question_parts_more(tmp_path: Path) -> None:
    """A question on which all part, and that changes nothing, hides no fork."""
    start = prepared_in(tmp_path / "s")
    codes = [each for each in start.flow.questions["blocage"].codes if each != "inconnu"][:5]
    files = [
        answers(
            start,
            each,
            {
                "4-retard": {"blocage": codes[each - 1]},
                **({RENONCE: FALLEN[RENONCE]} if each == 1 else {}),
            },
        )
        for each in range(1, 6)
    ]
    context = context_of(report_of(with_answers(start, *files)))
    assert "Où cela a bloqué" in context.essentiel[0]
    told = next(each for each in context.essentiel if "change le plus la conclusion" in each)
    assert "Demande" in told
    assert "change les formes retenues" in told


def test_the_definition_says_how_questions_are_ranked() -> None:
    """With the same shares as the computation."""
    said = DEFINITIONS["Question qui partage"]
    for words in ("toutes les paires du groupe", "à elle seule les formes", "trois quarts", "moitié"):
        assert words in said


def test_who_decided_otherwise_is_told_so_in_the_paths() -> None:
    """« → Non-réception (potentiel) » would be read as what the answers give."""
    one = case("un", RECEPTION)
    given = (
        *(played(one, who, {"demande": "non", "raisons_non_demande": None}) for who in (1, 2)),
        played(one, 3, {"demande": "non", "raisons_non_demande": None}, decided=("non_reception",)),
    )
    figures = figures_of(gathered([one], given), draws=0)
    drawn = text_of(figures.trees[0])
    (line,) = [each for each in drawn.replace("\n", " ").split("→") if "Non-réception" in each]
    assert OTHERWISE in " ".join(line.split())
    assert drawn.replace("\n", " ").count("décidé autrement") == 1
    assert not any("décidé autrement" in each.label for each in figures.outcomes[0].rounds[0].outcomes)


def test_too_few_situations_is_said_once_of_what_and_before_the_numbers(tmp_path: Path) -> None:
    """Forms over four situations, reasons over three: one sentence says which, then come the coefficients."""
    start = prepared_in(tmp_path / "s")
    quiet = {GUICHET: {"raisons_non_reception": ()}}
    files = [answers(start, 1, quiet), answers(start, 2), answers(start, 3, quiet)]
    files = [
        _without(each, "raisons_non_reception", GUICHET) if each.participant != 2 else each for each in files
    ]
    report = report_of(with_answers(start, *files))
    held = [each for each in report.figures.overall if each.moment == "avant"]
    few = [each for each in readings(held) if "trop peu" in each]
    assert len(few) == 1
    assert "Sur les formes retenues et la certitude, 4 situations" in few[0]
    assert "sur les raisons, 3 situations" in few[0]
    (none,) = silent(report.figures)
    assert "2 réponses sur 12" in none
    said = " ".join(text(report, 1_000).split()).partition("L’accord du groupe")[2]
    assert said.index("trop peu") < said.index("Formes retenues")
    assert "2 réponses sur 12" in said


def test_nothing_to_compare_is_said_of_what(tmp_path: Path) -> None:
    """Nobody gave a reason: « personne n’a répondu » is about reasons, and says so."""
    start = prepared_in(tmp_path / "s", [each for each in cases() if each.name == GUICHET])
    files = [_without(answers(start, each), "raisons_non_reception", GUICHET) for each in (1, 2)]
    held = report_of(with_answers(start, *files)).figures.overall
    assert any(each.startswith("Sur les raisons, personne n’a répondu") for each in readings(held))
    assert not any(each.startswith("Personne") for each in readings(held))


def _without(file: AnswersFile, question: str, case_name: str) -> AnswersFile:
    """*file* where *question* of that case was passed."""
    made = []
    for each in file.cases:
        scenes = each.situations
        if each.name == case_name:
            kept = {key: value for key, value in scenes[0].answers.items() if key != question}
            scenes = (msgspec.structs.replace(scenes[0], answers=kept),)
        made.append(msgspec.structs.replace(each, situations=scenes))
    return msgspec.structs.replace(file, cases=tuple(made))


def test_the_gain_of_what_was_chosen_for_dividing_is_not_all_credited_to_talking() -> None:
    """Said where some cases only were answered again; not where all were."""
    whole = talked(6, 4, 0.5, 0.9)
    alone = "remonte en partie de lui-même"
    assert not any(alone in each for each in figures_of(whole, draws=0).agreement_shifts[0].words)
    names = {each.name for each in whole.cases[:2]}
    part = tuple(each for each in whole.given if each.moment == "avant" or each.case in names)
    some = msgspec.structs.replace(whole, given=part)
    assert any(alone in each for each in figures_of(some, draws=0).agreement_shifts[0].words)


def test_no_number_of_the_json_is_minus_zero(tmp_path: Path) -> None:
    """-0.0 is no number for a reader."""
    assert str(_rounded(-0.000001)) == "0.0"
    start = prepared_in(tmp_path / "s")
    data = as_dict(report_of(with_answers(start, answers(start, 1), answers(start, 2, FALLEN))))
    assert not re.search(r"-0\.0\b", msgspec.json.encode(data).decode())
    assert data["questions_qui_partagent"][0]["change_seule"] == "formes"
