"""What a proof found is said in French, in the words of the flow."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given

from flows.flow import Flow
from flows.proof import Answer, Bound, Declined, Proof, Unreached, prove
from flows.proof_report import briefly, in_words
from flows.proof_words import (
    WIDTH,
    answer_in_words,
    conclusion_in_words,
    number_in_words,
    set_in_words,
    side_by_side,
    unreached_in_words,
)
from tests.flows.large_flows import large_flow
from tests.flows.small_flows import Data, flow_data, flow_of
from tests.support import changed_flow


def plain(text: str) -> str:
    """Ordinary spaces, on one line."""
    return " ".join(re.sub("[\u202f\u00a0]", " ", text).split())


@pytest.fixture(scope="module")
def blind() -> Flow:
    """The shipped flow, non-réception no longer reading whether what happened was regular."""
    return changed_flow(("          - {question: regularite, hors: [normal]}\n", ""))


def test_a_flow_that_holds_is_said_to_be_proved(flow: Flow) -> None:
    """With the number of interviews, what decides, and what never tells."""
    text = plain(in_words(flow, prove(flow)))
    assert text.startswith("Prouvé : aucune réponse ne décide à elle seule")
    assert "1 294 416 si l’on passe tout ce qui peut l’être" in text
    assert "Connaissance de l’offre : « Oui » ou « En partie » + Demande : « Commencée puis laissée »" in text
    assert "« Ce qui ferme le droit », « Où en est la situation » et 28 questions facultatives" in text
    assert "« Connaissance de l’offre », puis « Proposition par un professionnel »" in text
    assert "« Ce qui a été reçu » a besoin de « Demande »" in text


def test_the_answers_that_decide_alone_are_named(blind: Flow) -> None:
    """In words and in codes, with two interviews that differ there."""
    for text in (in_words(blind, prove(blind)), briefly(blind, prove(blind))):
        assert plain(text).startswith("Refusé : 5 réponses décident chacune à elle seule de la conclusion.")
        named = "« Non-réception » : à la question « Ce qui a été reçu », chacune de ces réponses décide"
        assert named in plain(text)
        assert "« Rien », « Une partie », « Tout, mais en retard »" in plain(text)
        assert "(reception = rien, partie, retard, interrompue, non_utilisee)" in plain(text)
        assert re.search(
            r"^≠ Ce qui a été reçu +« Rien », « Une partie », Tout ce qui était dû$", spaced(text), re.M
        )
        assert re.search(r"^  Demande +Oui, déposée +Oui, déposée$", text, re.MULTILINE)
        assert "À faire : que la règle de « Non-réception » lise un autre fait encore." in plain(text)


def spaced(text: str) -> str:
    """Ordinary spaces, lines kept."""
    return re.sub("[\u202f\u00a0]", " ", text)


def test_an_answer_is_told_once(blind: Flow) -> None:
    """What decides a form decides nothing more to be said of the form with a certainty."""
    assert plain(in_words(blind, prove(blind))).count("(reception = ") == 1


def test_one_answer_that_decides_is_told_alone() -> None:
    """No « each of these answers » for one."""
    blind = changed_flow(
        ("          - {question: regularite, hors: [normal]}\n", ""),
        ("parmi: [rien, partie, retard, interrompue, non_utilisee]", "parmi: [partie]"),
    )
    text = plain(briefly(blind, prove(blind)))
    assert text.startswith("Refusé : une réponse décide à elle seule de la conclusion.")
    assert "la réponse « Une partie » décide à elle seule (reception = partie)" in text


def test_two_interviews_stand_side_by_side(blind: Flow) -> None:
    """A question asked in only one of them is marked, and said not to be asked in the other."""
    proof = prove(blind)
    assert isinstance(proof, Proof)
    shown = next(each for verdict in proof.verdicts for each in verdict.deciding)
    lines = side_by_side(blind, shown).splitlines()
    assert any(line.startswith("≠ Au regard des règles") and "(non posée)" in line for line in lines)


def test_a_proof_that_holds_fits_on_one_screen(flow: Flow) -> None:
    """With what decides each form, and how much more the whole report says."""
    text = briefly(flow, prove(flow))
    assert len(text.splitlines()) <= 22
    assert "« Non-proposition » — Proposition par un professionnel" in plain(text)
    assert "1 conclusion jamais atteinte, 5 questions du noyau sans effet et 3 paires" in plain(text)


def test_numbers_of_any_size_have_words() -> None:
    """Python itself refuses to write a number of more than 4,300 digits."""
    assert plain(number_in_words(1_294_416)) == "1 294 416"
    assert number_in_words(10**9_000) == "un nombre de 9001 chiffres"
    assert number_in_words(None) == "trop pour être comptés"


def test_answers_are_told_by_exception_where_it_is_shorter(flow: Flow) -> None:
    """All, all but some, or a list."""
    codes = flow.questions["reception"].codes
    assert (
        plain(answer_in_words(flow, Answer("reception", codes)))
        == "Ce qui a été reçu : quelle que soit la réponse"
    )
    but = tuple(code for code in codes if code != "tout")
    assert plain(answer_in_words(flow, Answer("reception", but))).endswith(
        "tout sauf « Tout ce qui était dû »"
    )
    assert plain(answer_in_words(flow, Answer("reception", ("rien", "partie")))).endswith(
        "« Rien » ou « Une partie »"
    )
    assert plain(answer_in_words(flow, Answer("niveaux", (("contexte_social",),)))).endswith(
        "« Le contexte de vie »"
    )
    assert set_in_words(flow, ()) == "toujours"


def test_conclusions_have_the_words_of_the_flow(flow: Flow) -> None:
    """A form, its certainty, a trait, an explanation, an abandonment."""
    assert plain(conclusion_in_words(flow, "non_demande", "avere")) == "« Non-demande » (avéré)"
    label = next(each.label for each in flow.file.rules.typology if each.code == "partiel")
    assert plain(unreached_in_words(flow, Unreached("typologie", "partiel"))) == f"le caractère « {label} »"
    assert plain(unreached_in_words(flow, Unreached("forme", "non_demande"))) == "« Non-demande »"
    assert unreached_in_words(flow, Unreached("abandon", "abandon")) == "l’abandon d’une demande"
    told = plain(unreached_in_words(flow, Unreached("aucun", "rien_ne_conclut")))
    assert told.endswith("phrase de secours : tous les cas sont déjà expliqués")


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        (Bound(states=1000, together=10), "plus de 10 états à la fois, ou 1 000 en tout"),
        (Bound(seconds=0), "il faudrait plus de 0 secondes"),
    ],
)
def test_a_declined_proof_says_why_and_claims_nothing(flow: Flow, bound: Bound, words: str) -> None:
    """The bound that was passed, and where."""
    declined = prove(flow, bound)
    assert isinstance(declined, Declined)
    text = plain(in_words(flow, declined))
    assert words in text
    assert "Rien n’est donc affirmé de ce parcours" in text
    assert "« Non-connaissance »" in text


def test_a_count_that_was_not_made_is_said() -> None:
    """Too many to be counted; a number of a thousand digits is not written out."""
    flow = flow_of(large_flow(300, near=300))
    assert "Entretiens complets : trop pour être comptés" in plain(in_words(flow, prove(flow)))
    flow = flow_of(large_flow(300))
    assert re.search(r"un nombre de \d{3} chiffres", plain(in_words(flow, prove(flow))))


def check(
    flow: Flow, found: Proof | Declined, words: Callable[[Flow, Proof | Declined], str] = in_words
) -> None:
    text = words(flow, found)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert not re.search(r" [;:!?»]|« |'", text), "an ordinary space or apostrophe where French has another"
    assert "  \n" not in text


def test_lines_are_short_and_set_in_french(flow: Flow, blind: Flow) -> None:
    """Eighty columns; no line broken before a punctuation mark."""
    for each in (flow, blind):
        check(each, prove(each))
        check(each, prove(each), briefly)
    check(flow, prove(flow, Bound(states=1)))


@given(flow_data())
def test_any_proof_has_words(data: Data) -> None:
    """Whatever was found of whatever flow can be said."""
    flow = flow_of(data)
    check(flow, prove(flow))
    check(flow, prove(flow), briefly)
