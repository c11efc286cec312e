"""The figures of a session: known disagreement gives the known numbers, and nobody is shown."""

from __future__ import annotations

import json
import random
from collections import Counter
from functools import lru_cache
from itertools import combinations
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.rehearsal.session.counting.figures import SessionFigures, figures_of
from interview.rehearsal.session.model import Gathered
from tests.interview.rehearsal import simulated
from tests.interview.rehearsal.simulated import DEMAND, RECEPTION, Answers, case, gathered, played, session

PLANTED = ("cas-04", "regularite")
"""Eight participants in fifteen find it not normal, seven do not know: 56 pairs apart in 105."""


def planted_changes(participant: int, rank: int) -> Answers:
    """One in five answers otherwise than the reference here and there; half do in the planted case."""
    if rank == 4:
        return {"regularite": "inconnu"} if participant > 8 else {}
    if participant % 5 == rank % 5:
        return ({"proposition": "non_malgre_contact"}, {"blocage": "sans_reponse"})[rank % 2]
    return {}


@lru_cache(maxsize=1)
def planted() -> Gathered:
    """Fifteen participants, twenty varied cases, a known disagreement."""
    return session(15, simulated.varied(20), planted_changes)


@lru_cache(maxsize=1)
def planted_figures() -> SessionFigures:
    return figures_of(planted())


def test_the_planted_question_divides_most() -> None:
    """Among every question of every case, the planted one comes first, with its counts."""
    first = planted_figures().dividing[0]
    assert (first.unit.case, first.question, first.place) == (*PLANTED, 1)
    assert first.apart == pytest.approx(56 / 105)
    assert first.alike == pytest.approx(49 / 105)
    assert (first.asked, first.answered, first.present) == (15, 15, 15)
    assert {each.answer: each.count for each in first.answers} == {("anormal",): 8, ("inconnu",): 7}
    assert "posée à 15 participants sur 15" in first.words


def test_known_disagreement_gives_the_known_coefficients() -> None:
    """On the planted session, percent, kappa and alpha of the forms are those of plain code, pair by pair."""
    found = planted_figures().agreement_on("formes")
    assert found is not None
    tables = [
        [tuple(sorted(each.outcome.forms)) for each in planted().given if each.case == name]
        for name in {each.case for each in planted().given}
    ]
    agreed = sum(_alike(row) for row in tables) / len(tables)
    answers = [each for row in tables for each in row]
    shares = [count / len(answers) for count in Counter(answers).values()]
    by_chance = sum(each * each for each in shares)
    n = len(answers)
    met = sum(count * (count - 1) for count in Counter(answers).values()) / (n * (n - 1))
    assert found.percent.value == pytest.approx(agreed)
    assert found.kappa.value == pytest.approx((agreed - by_chance) / (1 - by_chance))
    assert found.alpha.value == pytest.approx(1 - (1 - agreed) / (1 - met))
    assert (found.units, found.raters, found.answers) == (20, 15, 300)


def _alike(row: list[Any]) -> float:
    pairs = list(combinations(row, 2))
    return sum(one == other for one, other in pairs) / len(pairs)


def test_agreement_by_hand() -> None:
    """Four people, three cases: worked out with a pencil.

    Forms: R R R D, D D D D, R R D D. Pairs alike: 3/6, 6/6, 2/6, mean 11/18. Shares: R 5/12, D 7/12,
    chance 74/144: kappa (11/18 - 74/144)/(70/144) = 14/70. Pairs alike by chance, without putting back:
    (5·4 + 7·6)/(12·11) = 62/132: alpha is 1 - (7/18)/(70/132) = 4/15.
    """
    cases = (case("un", RECEPTION), case("deux", DEMAND), case("trois", RECEPTION))
    wrong: Answers = {"demande": "non"}
    held = session(4, cases, lambda who, rank: wrong if (rank, who) in ((0, 4), (2, 3), (2, 4)) else {})
    found = figures_of(held).agreement_on("formes")
    assert found is not None
    assert found.percent.value == pytest.approx(11 / 18)
    assert found.kappa.value == pytest.approx(14 / 70)
    assert found.alpha.value == pytest.approx(4 / 15)
    assert found.main.value == pytest.approx(4 / 15)
    assert found.trust == "rien"


def test_a_question_few_were_asked_comes_after_the_others() -> None:
    """A question that two in six reached and parted on does not come before one that all were asked."""
    held = session(
        6,
        [case("un", DEMAND)],
        lambda who, _rank: (
            {"demande": "deposee", "reception": "rien", "regularite": ("normal", "anormal")[who % 2]}
            if who > 4
            else {}
        ),
    )
    divided = figures_of(held, draws=0).dividing
    assert divided[0].question == "demande"
    late = next(each for each in divided if each.question == "regularite")
    assert late.apart == 1 > divided[0].apart
    assert late.few
    assert (late.asked, late.present) == (2, 6)
    assert late.weight.parted == pytest.approx(1 / 15)


def test_one_situation_is_told_in_the_singular() -> None:
    """« divise dans une situation sur 20 », never « 1 situations »."""
    held = session(
        3,
        simulated.varied(4),
        lambda who, rank: {"connaissance": "partielle"} if (who, rank) == (1, 0) else {},
    )
    found = next(each for each in figures_of(held, draws=0).across if each.question == "connaissance")
    assert found.words.endswith("divise dans une situation sur 4.")


def test_ties_stay_in_the_order_of_cases_then_of_the_flow() -> None:
    """What changes the forms comes first; questions that weigh as much keep the order of the session."""
    held = session(
        4,
        [case("b", RECEPTION), case("a", RECEPTION)],
        lambda who, _rank: {"connaissance": "partielle", "blocage": "autre"} if who == 1 else {},
    )
    divided = figures_of(held, draws=0).dividing
    assert [(each.unit.case, each.question) for each in divided] == [
        ("b", "connaissance"),
        ("a", "connaissance"),
        ("b", "blocage"),
        ("a", "blocage"),
    ]


def test_answers_are_counted_beside_the_reference() -> None:
    """As the reference, accepted otherwise, other: counted apart; a reference nobody gave is shown with 0."""
    ecarts = (
        "    ecarts:\n      - {question: demande, reponses: [par_tiers], admis: true, pourquoi: Un tiers.}\n"
    )
    given_ = {1: {"demande": "par_tiers"}, 2: {"demande": "non"}, 3: {"demande": "par_tiers"}}
    figures = figures_of(session(3, [case("un", RECEPTION, ecarts)], lambda who, _: given_[who]), draws=0)
    asked = next(each for each in figures.questions if each.question == "demande")
    found = asked.at("avant")
    assert found is not None
    assert [(each.answer, each.count, each.standing) for each in found.answers] == [
        (("deposee",), 0, "reference"),
        (("par_tiers",), 2, "admise"),
        (("non",), 1, "autre"),
    ]
    assert (found.as_reference, found.accepted) == (0, 2)
    assert asked.decides
    assert [(each.given, each.count, each.standing) for each in figures.missed][-1] == (
        ("par_tiers",),
        2,
        "admise",
    )
    outcome = figures.outcomes[0].rounds[0]
    assert outcome.as_reference == sum(each.count for each in outcome.outcomes if each.reference)


def test_reasons_count_code_by_code() -> None:
    """Of a question of several answers, sets are compared whole, and each code is counted too."""
    one: Answers = {"raisons_non_reception": ["pieces_manquantes"]}
    figures = figures_of(session(4, [case("un")], lambda who, _: one if who == 1 else {}), draws=0)
    asked = next(each for each in figures.questions if each.question == "raisons_non_reception")
    found = asked.rounds[0]
    assert {each.answer: each.count for each in found.ticks} == {
        ("pieces_manquantes",): 4,
        ("erreur_administrative",): 3,
    }
    assert found.alike == pytest.approx(1 / 2)
    assert found.apart == pytest.approx(1 / 2 * (1 - 1 / 2 * 2 / 3))


def test_a_passed_question_is_no_answer() -> None:
    """Who passes a question was asked it, and does not count among those who answered."""
    figures = figures_of(
        session(3, [case("un")], lambda who, _: {"blocage": None} if who == 1 else {}), draws=0
    )
    found = next(each for each in figures.questions if each.question == "blocage").rounds[0]
    assert (found.present, found.asked, found.answered) == (3, 3, 2)
    assert found.apart == 0
    assert figures.partings[0].never == 3


def test_no_reason_said_is_not_a_reason() -> None:
    """Who keeps a form without a reason is missing among reasons, neither alike nor apart."""
    silent: Answers = {"raisons_non_reception": None}
    held = session(3, [case("un"), case("deux")], lambda who, _: silent if who == 3 else {})
    found = figures_of(held, draws=0).agreement_on("raisons")
    assert found is not None
    assert found.percent.value == 1
    assert (found.raters, found.answers) == (2, 4)


def test_a_decision_counts_before_the_answers() -> None:
    """Who keeps other forms than their answers give is counted with what they keep, without its reasons."""
    un = case("un")
    held = gathered([un], [played(un, 1), played(un, 2, decided=("non_demande",)), played(un, 3, decided=())])
    ends = figures_of(held, draws=0).outcomes[0].rounds[0].outcomes
    assert {(each.forms, each.certainty): each.count for each in ends} == {
        (("non_reception",), "avere"): 1,
        (("non_demande",), "potentiel"): 1,
        ((), "aucun"): 1,
    }


def test_pairs_confused_are_counted_once_and_not_ordered() -> None:
    """Three « déposée » beside two « non » make six pairs of participants, in the case where it is so."""
    held = session(
        5, [case("un"), case("deux")], lambda who, rank: {"demande": "non"} if rank == 0 and who > 3 else {}
    )
    confusions = figures_of(held, draws=0).confusions
    found = next(each for each in confusions if each.question == "demande")
    assert (found.first, found.second, found.pairs) == ("deposee", "non", 6)
    assert [(each.unit.case, each.count) for each in found.places] == [("un", 6)]
    forms = next(each for each in confusions if each.question == "formes")
    assert {forms.first, forms.second} == {"non_demande", "non_reception"}
    assert "6 paires de participants" in found.words


def test_sets_confuse_what_one_has_and_the_other_has_not() -> None:
    """Of two sets, only the codes that differ are confused, with nothing ("") where one has no other."""
    ticked = {
        1: ["pieces_manquantes"],
        2: ["lenteur_administrative", "pieces_manquantes"],
        3: ["oubli_demandeur"],
    }
    held = session(3, [case("un")], lambda who, _: {"raisons_non_reception": ticked[who]})
    found = {
        (each.first, each.second): each.pairs
        for each in figures_of(held, draws=0).confusions
        if each.question == "raisons_non_reception"
    }
    assert found == {
        ("lenteur_administrative", ""): 1,
        ("pieces_manquantes", "oubli_demandeur"): 2,
        ("lenteur_administrative", "oubli_demandeur"): 1,
    }


def test_questions_are_ranked_over_all_cases() -> None:
    """A question that divides in each case where it is asked comes before one that divides in one."""
    held = session(
        6,
        [case("un"), case("deux"), case("trois")],
        lambda who, rank: (
            {"regularite": "inconnu"}
            if who > 3
            else {"connaissance": "partielle"}
            if (who, rank) == (1, 0)
            else {}
        ),
    )
    first, second = figures_of(held).across[:2]
    assert (first.question, first.asked_in, first.divided_in, first.place) == ("regularite", 3, 3, 1)
    assert (second.question, second.divided_in) == ("connaissance", 1)
    assert first.agreement.percent.value == pytest.approx(6 / 15)


# ── whatever was answered ────────────────────────────────────────────────────────────────────────────


def _renumbered(held: Gathered, drawn: random.Random) -> Gathered:
    """The same session, numbers exchanged and files gathered in another order."""
    people = list(held.participants)
    names = dict(zip(people, drawn.sample(range(1, 100), len(people)), strict=True))
    given_ = [msgspec.structs.replace(each, participant=names[each.participant]) for each in held.given]
    return msgspec.structs.replace(held, given=tuple(drawn.sample(given_, len(given_))))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 6), st.integers(1, 5))
def test_exchanging_participants_changes_nothing(seed: int, people: int, cases: int) -> None:
    """Other numbers, gathered in another order: the very same figures, to the last digit."""
    held = simulated.scattered(people, cases, seed)
    assert figures_of(_renumbered(held, random.Random(seed)), draws=50) == figures_of(held, draws=50)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 6), st.integers(1, 5))
def test_everything_adds_up(seed: int, people: int, cases: int) -> None:
    """Answers, branches, endings and first partings are each as many as the people they are of."""
    figures = figures_of(simulated.scattered(people, cases, seed), draws=0)
    for question in figures.questions:
        for found in question.rounds:
            assert sum(each.count for each in found.answers) == found.answered <= found.asked <= found.present
    for parting in figures.partings:
        assert parting.never + sum(each.count for each in parting.at) == parting.present == people
    for outcome in figures.outcomes:
        for each in outcome.rounds:
            assert sum(end.count for end in each.outcomes) == each.present
            assert each.as_reference + each.accepted <= each.present


def test_identical_answers_divide_nothing() -> None:
    """When everybody answers the same, percent is 1, coefficients are undefined or 1, and nothing divides."""
    figures = figures_of(session(5, simulated.varied(8), lambda _who, _rank: {}))
    for found in figures.overall:
        assert found.percent.value == 1
        assert found.main.value is None or found.main.value == pytest.approx(1)
    assert figures.dividing == figures.confusions == figures.missed == ()
    assert all(each.never == each.present for each in figures.partings)
    assert all(not each.root.question for each in figures.trees)


@pytest.mark.parametrize("people", [0, 1])
def test_nobody_or_one_person_is_enough_to_compute(people: int) -> None:
    """An empty session, or that of one person, gives figures and says that there is nothing to compare."""
    figures = figures_of(session(people, simulated.varied(3), lambda _who, _rank: {}))
    assert figures.participants == people
    for found in figures.overall:
        assert found.main.value is None
        assert found.reading[0].startswith(("Personne n’a répondu", "Une seule personne"))
    assert figures.dividing == ()


def test_what_is_missing_is_not_wrong() -> None:
    """A case that a participant left out is no disagreement, and one that nobody answered is told as such."""
    held = session(
        3, simulated.varied(4), lambda who, rank: None if (who, rank) == (1, 0) or rank == 3 else {}
    )
    figures = figures_of(held)
    found = figures.agreement_on("formes")
    assert found is not None
    assert found.percent.value == 1
    assert (found.units, found.answers) == (3, 8)
    assert len(figures.units) == 4
    assert [each.rounds[0].present for each in figures.outcomes] == [2, 3, 3, 0]


def test_without_references_everything_else_is_there() -> None:
    """A session looked at without its references says nothing of them, and still tells what divides."""
    held = msgspec.structs.replace(planted(), references={})
    figures = figures_of(held, draws=0)
    assert figures.partings == figures.missed == ()
    assert all(each.reference is None for each in figures.questions)
    assert not any("référence" in each.words for each in figures.dividing)
    assert figures.dividing[0].question == "regularite"


def test_nobody_is_shown() -> None:
    """Numbers given to participants appear nowhere in the figures."""
    held = session(3, simulated.varied(3), lambda who, _: {"connaissance": "partielle"} if who == 2 else {})
    names = {1: 770_001, 2: 770_002, 3: 770_003}
    given_ = tuple(msgspec.structs.replace(each, participant=names[each.participant]) for each in held.given)
    text = msgspec.json.encode(figures_of(msgspec.structs.replace(held, given=given_))).decode()
    assert "77000" not in text
    assert 'participant":' not in text


def test_figures_can_be_written_as_json() -> None:
    """Every figure is plain data: no nan, no infinity, nothing that JSON has no word for."""
    text = msgspec.json.encode(planted_figures()).decode()
    json.loads(text, parse_constant=pytest.fail)
    assert "NaN" not in text


def test_importing_the_figures_imports_no_numpy() -> None:
    """Screens and commands may import the structs without paying for numpy."""
    import subprocess
    import sys

    asked = (
        "import sys, interview.rehearsal.session.counting.figures; print({'numpy', 'scipy'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "set()"
