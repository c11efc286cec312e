"""Trying scenarios: what they take of a flow, and where they differ from what is expected."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from flows.loader import shipped_cases
from flows.proof.results import Bound
from flows.scenario import scenario_from_text
from interview.replay import run
from interview.workbench import reachable
from interview.workbench.coverage import Share, coverage
from interview.workbench.items import Item, items
from interview.workbench.try_words import in_words
from interview.workbench.trying import Tried, try_scenarios
from tests.interview.workbench.trying.support import ASKED, CASE, SMALL, UNAWARE, held, missing, shares, small
from tests.support import make_workplace, shipped_flow

# ── coverage ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_coverage_of_a_small_flow_is_what_one_counts_by_hand() -> None:
    """One interview asks everything; the other ends at its first question."""
    found = coverage(small(), held(small(), ASKED))
    assert shares(found) == {
        "question": (4, 4),
        "choix": (4, 8),  # oui; non; peur, fatigue — of 2 + 3 + 3
        "condition": (2, 3),  # « raisons » true, « personnes » true; false: « raisons » only can be
        "suite": (1, 2),
        "regle": (3, 5),  # avéré, abandon, primaire; never: ignoree, rien
    }
    assert missing(found) == {
        ("choix", "connaissance", "non"),
        ("choix", "demande", "oui"),
        ("choix", "demande", "inconnu"),
        ("choix", "raisons", "autre"),
        ("condition", "raisons", "fausse"),
        ("suite", "connaissance", "1"),
        ("regle", "aucun", "ignoree"),
        ("regle", "aucun", "rien"),
    }
    assert found.share("choix", core=True) == Share(2, 5)
    assert found.beyond == {
        Item("condition", "personnes", "fausse"),
        Item("regle", "forme", "non_demande/potentiel"),
    }


def test_another_case_covers_more_and_taking_it_away_covers_less() -> None:
    """Coverage only grows with the cases, and what the second brought is what is lost without it."""
    both = coverage(small(), held(small(), ASKED, UNAWARE))
    assert both.share("choix") == Share(5, 8)
    assert both.share("suite") == Share(2, 2)
    assert both.share("regle") == Share(4, 5)
    alone = coverage(small(), held(small(), ASKED))
    assert missing(alone) - missing(both) == {
        ("choix", "connaissance", "non"),
        ("suite", "connaissance", "1"),
        ("regle", "aucun", "ignoree"),
    }
    assert missing(both) < missing(alone)


def test_a_guard_is_seen_false_where_its_question_is_come_to_and_passed_over() -> None:
    """Not where the path ends before it."""
    asked = coverage(small(), held(small(), "{connaissance: oui, demande: oui}"))
    assert asked.times[Item("condition", "raisons", "fausse")] == 1
    ended = coverage(small(), held(small(), UNAWARE))
    assert ended.times[Item("condition", "raisons", "fausse")] == 0


def test_each_shipped_case_left_out_never_covers_more() -> None:
    """And one at least is the only one to cover something."""
    tried = try_scenarios([], make_workplace())
    (whole,) = tried.coverages
    lost = []
    for left_out in tried.trials:
        others = [each for each in tried.trials if each is not left_out]
        less = coverage(shipped_flow(), [each.replayed.conversation.interview for each in others])
        assert missing(whole) <= missing(less)
        lost.append(len(missing(less)) - len(missing(whole)))
    assert max(lost) > 0


def test_a_question_passed_is_asked_and_gives_no_choice() -> None:
    """Skipping answers nothing; a question that is always passed is told."""
    found = coverage(small(), held(small(), "{connaissance: oui, demande: non}"))
    assert found.share("question") == Share(4, 4)
    assert ("choix", "raisons", "peur") in missing(found)
    assert found.passed == {"raisons", "personnes"}


def test_the_path_that_is_walked_again_is_the_path_of_the_engine() -> None:
    """In every situation of every case, and where one changed one's mind."""
    for case in shipped_cases():
        replayed = run(scenario_from_text(case.read_text("utf-8"), case.name), make_workplace())
        conversation = replayed.conversation
        conversation.reopen()
        for changed in (False, True):
            if changed:
                conversation.go_to("eligibilite", 1)
                conversation.answer("inconnu", "eligibilite")
            interview = conversation.interview
            asked = [set(each.path) for each in interview.situations]
            times = coverage(shipped_flow(), [interview]).times
            for question in shipped_flow().questions:
                assert times[Item("question", question)] == sum(question in path for path in asked)


def test_a_question_of_the_household_is_asked_once_in_the_interview() -> None:
    """With the situation where it was asked; in the others it is passed over, whatever its guard."""
    case = next(each for each in shipped_cases() if each.name.startswith("02"))
    interview = run(
        scenario_from_text(case.read_text("utf-8"), case.name), make_workplace()
    ).conversation.interview
    times = coverage(shipped_flow(), [interview]).times
    assert times[Item("question", "mode")] == 1
    assert times[Item("question", "nature")] == 2


def test_what_no_interview_can_exercise_is_not_counted() -> None:
    """On the shipped flow: four guards always true where they stand, and a sentence of last resort."""
    beyond = reachable.out_of_reach(shipped_flow())
    assert beyond == {
        Item("condition", "prestation", "fausse"),
        Item("condition", "domaine", "fausse"),
        Item("condition", "motif_non_eligibilite", "fausse"),
        Item("condition", "reception", "fausse"),
        Item("regle", "aucun", "rien_ne_conclut"),
    }


def test_a_question_never_reached_takes_its_choices_and_its_exits_with_it() -> None:
    """An exit that is never taken is found too."""
    source = SMALL.replace("est: non}}\n      - {vers: demande}", "est: non}}\n      - {vers: personnes}")
    beyond = reachable.out_of_reach(small(source)) or frozenset()
    assert {each.node for each in beyond if each.kind == "question"} == {"demande", "raisons"}
    assert Item("choix", "raisons", "autre") in beyond
    assert Item("condition", "raisons", "vraie") in beyond
    assert Item("regle", "forme", "non_demande/avere") in beyond
    assert Item("choix", "connaissance", "non") not in beyond


def test_an_exit_whose_condition_never_holds_is_not_counted() -> None:
    """Those who did not know are at the end already."""
    way = "{vers: fin, si: {question: connaissance, est: non}}"
    source = SMALL.replace(
        "    bref: Demande\n", f"    bref: Demande\n    suite: [{way}, {{vers: raisons}}]\n"
    )
    beyond = reachable.out_of_reach(small(source)) or frozenset()
    assert {each for each in beyond if each.kind == "suite"} == {Item("suite", "demande", "1")}


def test_a_flow_too_large_counts_everything_and_says_so() -> None:
    """Nothing is said to be out of reach that was not shown to be."""
    assert reachable.out_of_reach(small(), Bound(states=2)) is None
    tried = try_scenarios([], make_workplace())
    (found,) = tried.coverages
    unknown = msgspec.structs.replace(found, beyond=None, items=tuple(items(found.flow)))
    text = in_words(msgspec.structs.replace(tried, coverages=(unknown,)))
    assert "tout est compté" in text


# ── what differs ─────────────────────────────────────────────────────────────────────────────────────


def tried_with(tmp_path: Path, expected: str, case: str = CASE) -> Tried:
    (tmp_path / "cas.yaml").write_text(case % expected, encoding="utf-8")
    return try_scenarios([str(tmp_path / "cas.yaml")], make_workplace())


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (
            "{formes: [non_demande]}",
            [
                "attendu : Non-demande",
                "obtenu : Non-réception",
                "La non-réception est retenue :",
                "• reception : rien — La personne n’a rien reçu.",
                "La non-demande n’est pas retenue :",
                "• demande : deposee — Une demande a été déposée.",
            ],
        ),
        ("{formes: [non_reception, non_orientation]}", ["La non-orientation est éteinte dans ce parcours."]),
        (
            "{certitude: potentiel}",
            ["attendu : Potentiel", "obtenu : Avéré", "• appui_eligibilite : verifie — Cela a été vérifié"],
        ),
        ("{abandon: true}", ["attendu : oui", "L’abandon n’est pas conclu :", "• demande : deposee"]),
        (
            "{typologie: [primaire, complet]}",
            ["« Primaire » ne vaut pas : demande : deposee", "« Secondaire » vaut : eligibilite : oui"],
        ),
        ("{typologie: [secondaire, complet, cumule]}", ["« Cumulé » ne vaut pas : Le ménage connaît"]),
        (
            "{raisons: {non_reception: [oubli_demandeur]}}",
            [
                "Oubli de la personne (oubli_demandeur)",
                "Délai réglementaire dépassé (lenteur_administrative)",
            ],
        ),
        ("{raisons: {non_demande: [civisme]}}", ["Cette forme n’est pas retenue"]),
        ("{a_verifier: []}", ["attendu : rien", "obtenu : Depuis quand (depuis)"]),
        (
            "{chemin: [nature, domaine]}",
            ["Après « nature », on attendait « domaine »", "vient « prestation »"],
        ),
        (
            "{parquees: [asf_montant]}",
            ["Réponses jamais demandées", "attendu : Aide sociale facultative acc"],
        ),
    ],
)
def test_a_difference_is_told_with_the_answers_that_made_it(
    tmp_path: Path, expected: str, words: list[str]
) -> None:
    """In the words of the flow, with the question and the code that the scenario would change."""
    tried = tried_with(tmp_path, expected)
    assert not tried.holds
    text = " ".join(in_words(tried).replace("\u00a0", " ").replace("\u202f", " ").split())
    for each in words:
        assert each in text, text


def test_no_form_is_told_with_its_reason(tmp_path: Path) -> None:
    """Where nothing is concluded, the sentence of the flow says why."""
    case = CASE.replace("reception: rien", "reception: tout")
    text = in_words(tried_with(tmp_path, "{certitude: avere, formes: [non_reception]}", case))
    assert "La personne a reçu tout ce qui lui était dû." in text
    assert "obtenu : aucune" in text.replace("\u00a0", " ")


def test_no_line_is_wider_than_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At 80 columns and at 66, with every detail."""
    monkeypatch.chdir(tmp_path)
    tried = tried_with(Path(), "{formes: [non_demande], typologie: [primaire], certitude: potentiel}")
    for width in (66, 80):
        for details in (False, True):
            text = in_words(tried, details=details, width=width)
            assert max(map(len, text.splitlines())) <= width
