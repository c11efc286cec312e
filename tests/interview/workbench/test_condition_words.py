"""Conditions in words: what is said is what is tested, and « et » never mixes with « ou »."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows import conditions
from flows.conditions import ALWAYS as ALWAYS_TRUE
from flows.conditions import Every, Given, Some
from flows.flow import Flow
from flows.grammar import Condition
from flows.loader import load_flow
from interview.workbench.condition_words import (
    after_if,
    always_answered,
    asked_when,
    clauses,
    in_words,
    jumping_over,
)
from tests.support import changed_flow, shipped_flow

SMALL = Path(__file__).parent / "data" / "imprime.yaml"


@pytest.fixture(scope="module")
def small() -> Flow:
    return load_flow(SMALL)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def is_(question: str, *values: str) -> Condition:
    return Condition(question=question, among=values)


YES, NO = is_("demande", "oui"), is_("demande", "non")


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (None, "toujours"),
        (Condition(every=()), "toujours"),
        (Condition(some=()), "jamais"),
        (Condition(question="demande", equals="oui"), "la réponse à « Demande » est « Oui »"),
        (
            is_("connaissance", "oui", "inconnu"),
            "la réponse à « Connaissance » est « Oui » ou « On ne sait pas »",
        ),
        (is_("raisons", "honte"), "la réponse à « Raisons » comprend « Honte »"),
        (Condition(fact="rien_demande"), "rien n’est demandé"),
        (Condition(fact="non_connaissance"), "la non-connaissance est retenue"),
        (Condition(fact="non_demande"), "la forme « Non-demande » est retenue"),
        (
            Condition(question="demande", outside=("non",)),
            "la réponse à « Demande » n’est pas « Non » (ou il n’y a pas de réponse)",
        ),
        (
            Condition(question="raisons", outside=("honte", "distance")),
            "la réponse à « Raisons » ne comprend ni « Honte » ni « Trop loin, trop cher » "
            "(ou il n’y a pas de réponse)",
        ),
        (
            Condition(question="connaissance", outside=("oui", "non", "inconnu")),
            "la réponse à « Connaissance » n’est ni « Oui », ni « Non », ni « On ne sait pas »",
        ),
        (
            Condition(every=(YES, Condition(some=(NO, Condition(fact="rien_demande"))))),
            "la réponse à « Demande » est « Oui », et (la réponse à « Demande » est « Non », "
            "ou rien n’est demandé)",
        ),
        (
            Condition(every=(YES, Condition(every=(NO, Condition(fact="rien_demande"))))),
            "la réponse à « Demande » est « Oui », et la réponse à « Demande » est « Non », "
            "et rien n’est demandé",
        ),
    ],
)
def test_each_shape_of_condition_has_its_words(small: Flow, condition: Condition | None, words: str) -> None:
    assert plain(in_words(small, condition)) == words


def test_a_formula_is_told_test_by_test_in_the_order_of_the_choices(small: Flow) -> None:
    """A formula holds a set: its words do not depend on how a set happens to be ordered."""
    formula = Some((conditions.Test("connaissance", frozenset({"inconnu", "oui"})), Given("personnes")))
    assert plain(in_words(small, formula)) == (
        "la réponse à « Connaissance » est « Oui » ou « On ne sait pas », "
        "ou la réponse à « Personnes » est connue"
    )
    assert in_words(small, ALWAYS_TRUE) == "toujours"
    assert plain(in_words(small, Every((Given("personnes"),)))) == "la réponse à « Personnes » est connue"


def test_at_an_exit_the_question_itself_is_not_named_again(small: Flow) -> None:
    told = in_words(small, Condition(question="connaissance", outside=("non",)), here="connaissance")
    assert plain(told) == "la réponse n’est pas « Non »"


def test_what_must_hold_together_is_told_part_by_part(small: Flow) -> None:
    told = clauses(small, Condition(every=(YES, Condition(fact="rien_demande"))))
    assert tuple(map(plain, told)) == ("la réponse à « Demande » est « Oui »", "rien n’est demandé")
    assert clauses(small, None) == clauses(small, ALWAYS_TRUE) == ()
    assert len(clauses(small, Condition(some=(YES, NO)))) == 1


def test_when_a_question_is_asked_names_what_it_follows_and_what_jumps_over_it(small: Flow) -> None:
    assert asked_when(small, "connaissance") == "toujours"
    assert plain(asked_when(small, "demande")) == "toujours, sauf si « Connaissance » mène plus loin"
    assert plain(asked_when(small, "faits")) == "si la réponse à « Personnes » est connue"
    assert plain(asked_when(small, "raisons")).startswith("si rien n’est demandé, ou (la réponse à")
    assert jumping_over(small, "demande") == ("connaissance",)


def test_si_is_elided_before_il() -> None:
    assert after_if("il reste un fait") == "s’il reste un fait"
    assert after_if("elle part") == "si elle part"


def test_no_answer_is_said_to_be_possible_only_where_it_is(small: Flow) -> None:
    """A required question that nothing jumps over always has an answer in a complete interview."""
    assert [each for each in small.questions if always_answered(small, each)] == ["connaissance"]
    assert always_answered(shipped_flow(), "eligibilite")
    assert not always_answered(shipped_flow(), "reception")


def test_a_guard_after_another_question_keeps_its_alternatives_in_brackets() -> None:
    flow = changed_flow(
        (
            "    si_repondu: manque_mensuel\n    bref: Nombre de mois\n",
            "    si_repondu: manque_mensuel\n"
            "    si: {un_de: [{question: nature, est: financiere}, {fait: demande_faite}]}\n"
            "    bref: Nombre de mois\n",
        )
    )
    assert plain(asked_when(flow, "manque_mois")) == (
        "si la réponse à « Manque par mois » est connue, et "
        "(la réponse à « Nature de l’offre » est « De l’argent », ou une demande a été faite)"
    )


def test_every_condition_of_the_shipped_flow_is_said_without_a_code() -> None:
    """Neither an id of a question nor a code of an answer is left in any of the words."""
    flow = shipped_flow()
    written = [way.when for each in flow.file.questions for way in each.exits]
    written += [each.when for each in flow.file.questions]
    rules = flow.file.rules
    written += [each.when for each in (*rules.facts, *rules.forms, *rules.typology, *rules.no_form)]
    formulas = [*flow.guards.values(), *(way.when for ways in flow.ways.values() for way in ways)]
    told = [in_words(flow, each) for each in (*written, *formulas)]
    assert len(told) > 150
    for words in told:
        assert not re.search(r"\w_\w", words), words
        assert "None" not in words
