"""What reasoning on every interview tells a trainer: each fault once, where it begins, in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.checks import reasoning
from flows.checks.reasoning import reasoning_faults
from flows.codes.reasoning import CODES
from flows.faults import Fault
from flows.flow import Flow
from flows.loader import flow_from_text, load_catalogue
from flows.proof.reaching import way_to
from flows.proof.results import Bound
from flows.reading import read_text
from interview.engine.values import parse
from tests.flows.large_flows import large_flow
from tests.flows.small_flows import flow_of
from tests.support import shipped_flow

ASKED = "      - {vers: reception, si: {fait: demande_faite}}\n      - {vers: issue}\n"
RECEPTION = "    si: {fait: demande_faite}\n    choix:\n      - code: rien"


def plain(text: str) -> str:
    """With ordinary spaces."""
    return re.sub("[\u202f\u00a0]", " ", text)


def told(*replacements: tuple[str, str], bound: Bound = reasoning.BOUND) -> list[Fault]:
    """The faults of the shipped flow changed so."""
    source = shipped_flow().source
    for before, after in replacements:
        assert before in source, f"the shipped flow no longer says {before!r}"
        source = source.replace(before, after, 1)
    flow = flow_from_text(source, "neuf.yaml", load_catalogue())
    return list(reasoning_faults(read_text(source, "neuf.yaml"), flow, bound))


def one(*replacements: tuple[str, str]) -> Fault:
    """The only fault."""
    faults = told(*replacements)
    assert len(faults) == 1, [str(each) for each in faults]
    return faults[0]


def exits(*written: str) -> tuple[str, str]:
    """The exits of « demande » written otherwise."""
    return ASKED, "".join(f"      - {{{each}}}\n" for each in written)


def test_the_shipped_flow_has_nothing_told_of_it() -> None:
    """Neither a fault nor an advice."""
    assert told() == []


def test_a_question_aside_that_leads_past_the_core_is_told_with_an_interview_that_shows_it() -> None:
    """Not when the question it leads past would not have been asked."""
    aside = (
        "  - id: reception\n",
        "  - {id: courrier, section: demarche, type: choix, bref: Courrier, texte: Un courrier ?,\n"
        "     pourquoi: Pour le savoir., aborder: Rien à demander., si_doute: Choisissez non.,\n"
        "     choix: [{code: oui, libelle: Oui}, {code: non, libelle: Non}],\n"
        "     suite: [{vers: %s, si: {question: courrier, est: non}}, {vers: reception}]}\n\n"
        "  - id: reception\n",
    )
    way = exits("vers: courrier, si: {fait: demande_faite}", "vers: issue")
    fault = one(way, (aside[0], aside[1] % "issue"))
    assert (fault.code, fault.node) == ("P103", "questions › courrier › suite › n° 1")
    assert "saute « Ce qui a été reçu »" in plain(fault.found)
    assert "Courrier : « Non »" in plain(fault.found)
    asked_by_few = way[0], "      - {vers: courrier, si: {question: demande, est: non}}\n" + way[0]
    assert told(asked_by_few, (aside[0], aside[1] % "issue")) == []


def test_a_question_that_nothing_leads_to_is_told() -> None:
    """At the question, with those below it that nothing leads to either."""
    faults = told(
        (
            "    suite:\n      - {vers: connaissance, si: {question: eligibilite, est: inconnu}}\n",
            "    suite:\n      - {vers: fin}\n",
        ),
        ("      - {vers: appui_eligibilite}\n", ""),
    )
    first = faults[0]
    assert (first.code, first.node) == ("P100", "questions › appui_eligibilite")
    assert plain(first.found).startswith("aucune réponse ne mène à cette question")
    assert "« Ce qui ferme le droit », « Connaissance de l’offre »" in plain(first.found)
    assert plain(first.found).endswith("ne le sont donc pas non plus")
    assert [each.code for each in faults].count("P100") == 1


def test_a_guard_never_true_is_told_at_its_condition() -> None:
    """With the questions that follow from it, which are not told again."""
    fault = one((RECEPTION, RECEPTION.replace("{fait: demande_faite}", "{question: demande, est: non}")))
    assert (fault.code, fault.node) == ("P100", "questions › reception › si")
    assert "jamais vraie quand on arrive à cette question" in plain(fault.found)
    assert "« Où cela a bloqué » et « Raisons de la non-réception »" in plain(fault.found)


def test_a_guard_that_excludes_no_one_is_told() -> None:
    """Neither at its question nor past it is it ever false."""
    useless = "{question: nature, parmi: [financiere, non_financiere]}"
    fault = one((RECEPTION, RECEPTION.replace("{fait: demande_faite}", useless)))
    assert (fault.code, fault.node) == ("A030", "questions › reception › si")


def test_a_guard_that_says_the_exits_again_is_not_told() -> None:
    """The shipped flow leads to « reception » by an exit of the same condition as its guard."""
    assert ASKED in shipped_flow().source and RECEPTION in shipped_flow().source
    assert told() == []


def test_a_condition_that_contradicts_itself_is_told_at_its_smallest_part() -> None:
    """And nothing more is said of the form it never concludes."""
    rule = "          - {question: regularite, hors: [normal]}\n"
    part = "              - {question: regularite, est: "
    both = f"{part}normal}}\n{part}anormal}}\n"
    fault = one((rule, f"          - tous:\n{both}"))
    assert fault.code == "P101"
    assert fault.node.startswith("regles › formes › non_reception › si › tous › n° 4")


def test_a_fact_that_contradicts_itself_is_told_once() -> None:
    """Not at each of its uses."""
    fact = (
        "      si: {question: demande, parmi: [deposee, par_tiers, empechee, droit_ouvert]}\n    - code: il"
    )
    never = "{tous: [{question: demande, est: non}, {question: demande, est: deposee}]}"
    faults = told((fact, f"      si: {never}\n    - code: il"))
    assert [each.node for each in faults if each.code == "P101"] == ["regles › faits › demande_faite › si"]
    assert not [each for each in faults if each.code == "P100" and "reception" in each.node]


def test_a_condition_true_whatever_happens_is_told() -> None:
    """« est: non » or « hors: [non] » is anything."""
    trait = "      si: {question: demande, parmi: [non, commencee_abandonnee]}\n    - code: secondaire"
    anything = "{un_de: [{question: demande, est: non}, {question: demande, hors: [non]}]}"
    fault = one((trait, f"      si: {anything}\n    - code: secondaire"))
    assert (fault.code, fault.node) == ("A032", "regles › typologie › primaire › si")


def test_an_exit_that_is_never_taken_is_told_with_the_one_before_it() -> None:
    """By its rank among the exits."""
    fault = one(
        exits(
            "vers: reception, si: {fait: demande_faite}",
            "vers: issue, si: {question: demande, est: deposee}",
            "vers: issue",
        )
    )
    assert (fault.code, fault.node) == ("A031", "questions › demande › suite › n° 2")
    assert plain(fault.found) == "la sortie n° 1, placée plus haut, est toujours prise avant elle"


def test_exits_that_overlap_are_told_with_an_interview() -> None:
    """The second is told, since the first is taken."""
    faults = told(
        exits(
            "vers: reception, si: {fait: demande_faite}",
            "vers: issue, si: {question: connaissance, est: non}",
            "vers: issue",
        )
    )
    assert [(each.code, each.node) for each in faults] == [
        ("A035", "questions › demande › suite › n° 2 › si")
    ]
    example = "Par exemple : Connaissance de l’offre : « Non » ; Demande : « Oui, déposée »"
    assert plain(faults[0].found).endswith(example)


def test_an_exception_before_the_rule_is_not_told() -> None:
    """One exit is for some of those that the next one is for."""
    specific = "tous: [{fait: demande_faite}, {question: connaissance, est: non}]"
    faults = told(
        exits(f"vers: issue, si: {{{specific}}}", "vers: reception, si: {fait: demande_faite}", "vers: issue")
    )
    assert [each for each in faults if each.code == "A035"] == []


def test_answers_without_an_exit_are_told_with_an_interview() -> None:
    """And what to write."""
    fault = one(
        exits("vers: reception, si: {fait: demande_faite}", "vers: issue, si: {question: demande, est: non}")
    )
    assert (fault.code, fault.node) == ("A036", "questions › demande › suite")
    assert plain(fault.found).endswith("Par exemple : Demande : « Commencée puis laissée »")
    assert "« - {vers: reception} »" in fault.remedy


def test_a_form_never_concluded_is_told_unless_it_is_off() -> None:
    """« Non-orientation » is off in the shipped flow."""
    never = (
        "          - {question: proposition, est: pas_de_contact}",
        "          - {question: proposition, est: oui}\n"
        "          - {question: motif_non_eligibilite, est: plafond}",
    )
    assert told(never) == []
    fault = one(never, ("      active: false\n", ""))
    assert (fault.code, fault.node) == ("P102", "regles › formes › non_orientation › si")
    assert "« Non-orientation »" in fault.found


def test_a_form_always_concluded_is_told() -> None:
    """Whatever the answers."""
    always = "          - {question: nature, parmi: [financiere, non_financiere]}"
    faults = told(
        ("      active: false\n", ""),
        (
            "          - {fait: droit_possible}\n          - {question: proposition, est: pas_de_contact}",
            always,
        ),
    )
    assert ("A030", "regles › formes › non_orientation › si") in [(each.code, each.node) for each in faults]


def test_an_explanation_never_given_is_told_with_what_hinders_it() -> None:
    """One placed above is always given before it."""
    again = (
        "    - code: tout_recu\n",
        "    - code: bis\n      phrase: Encore.\n"
        "      si: {question: motif_non_eligibilite, est: plafond}\n    - code: tout_recu\n",
    )
    fault = one(again)
    assert (fault.code, fault.node) == ("A033", "regles › aucun › bis › si")
    assert "une explication placée plus haut est toujours donnée avant elle" in fault.found


def test_a_trait_never_concluded_and_a_certainty_never_given_are_told() -> None:
    """« quasi » and « non » at once; a right both uncertain and established."""
    quasi = (
        "      si: {question: eligibilite, est: quasi}\n",
        "      si: {question: motif_non_eligibilite, est: autre}\n",
    )
    fault = one(quasi)
    assert (fault.code, fault.node) == ("A033", "regles › typologie › quasi › si")
    assert "jamais vraie quand une forme est conclue" in fault.found
    established = (
        "      - {question: eligibilite, est: oui}\n"
        "      - {question: appui_eligibilite, parmi: [verifie, institution]}",
        "      - {question: motif_non_eligibilite, est: autre}",
    )
    fault = one(established)
    assert (fault.code, fault.node) == ("A033", "regles › avere")
    assert "« Avéré »" in fault.found


def test_two_conclusions_that_always_go_together_are_told() -> None:
    """By their labels."""
    twin = "    - code: bis\n      libelle: Bis\n      definition: B\n      si: {fait: non_demande}\n"
    fault = one(("    - code: non_orientation\n", f"{twin}    - code: non_orientation\n"))
    assert (fault.code, fault.node) == ("A034", "regles › formes › bis › si")
    assert "« Non-demande » et « Bis » vont toujours ensemble" in fault.found


@pytest.mark.parametrize("bound", [Bound(together=20), Bound(states=30), Bound(seconds=0)], ids=str)
def test_past_its_bound_it_says_what_was_not_examined(bound: Bound) -> None:
    """One advice, and nothing that would not be true."""
    faults = told(bound=bound)
    assert [each.code for each in faults] == ["A049"]
    assert plain(faults[0].found).startswith("pas examiné : ")


def test_every_code_is_tripped_here() -> None:
    """No code of the family is without a test that bears it."""
    text = Path(__file__).read_text(encoding="utf-8")
    assert [each.code for each in CODES if f'"{each.code}"' not in text] == []


@pytest.mark.parametrize("name", list(shipped_flow().questions))
def test_the_way_to_a_question_is_made_of_answers_that_the_engine_takes(name: str) -> None:
    """None of them « on ne sait pas »; and the question comes next."""
    flow = shipped_flow()
    way = way_to(flow, name)
    assert way is not None
    answered: dict[str, object] = {}
    for question, raw in way.items():
        if raw is not None:
            answered[question] = parse(flow, flow.questions[question], raw, answered)
    assert "inconnu" not in answered.values()
    assert walked(flow, answered, name)


def walked(flow: Flow, answered: dict[str, object], wanted: str) -> bool:
    known: dict[str, object] = {}
    place = flow.first
    while not flow.is_ending(place):
        if not flow.asked(place, known):
            place = flow.follower(place)
        elif place == wanted:
            return True
        else:
            known[place] = answered.get(place)
            place = flow.next_place(place, known)
    return False


def test_there_is_no_way_to_a_question_never_asked() -> None:
    """None, and not some way that does not lead there."""
    source = shipped_flow().source.replace(
        RECEPTION, RECEPTION.replace("{fait: demande_faite}", "{question: demande, est: non}")
    )
    flow = flow_from_text(source, "neuf.yaml", load_catalogue())
    assert way_to(flow, "reception") is None
    assert way_to(flow, "regularite") is not None


def test_a_way_is_found_in_a_long_flow() -> None:
    """The last of two thousand questions."""
    flow = flow_of(large_flow(2_000))
    way = way_to(flow, "q1998")
    assert way is not None
    assert walked(flow, dict(way), "q1998")
