"""Every sentence that the récapitulatif may propose is plain: short, easy, without an unexplained sigle."""

from __future__ import annotations

import pytest

from flows.flow import Flow
from interview.recap import words
from interview.recap.acronyms import spelled_out, unexplained
from interview.recap.phone import may_be_somebody, service_number
from interview.recap.plain import LONGEST_SENTENCE
from interview.workbench.readability import read

EASIEST_TO_HOLD = 88
"""Kandel and Moles: 90 is « très facile », 80 « facile ». 91 when this was written."""
LONGEST = 15
"""Words of a sentence."""


def sentences() -> list[str]:
    organism = {"organism": words.ANY_ORGANISM, "to_organism": words.to(words.ANY_ORGANISM)}
    steps = [*words.BY_BLOCKAGE.values(), *words.BY_REQUEST.values(), words.CHECK_RIGHT, words.ASK_AGAIN]
    steps += [(words.WE, words.FOLLOW_UP), (words.YOU, words.KEEP_LETTERS), (words.YOU, words.TELL_US)]
    return [
        *words.PLAIN_BENEFITS.values(),
        *(f"{each[:1].upper()}{each[1:]}." for each in words.TOPICS.values()),
        words.DISCREET,
        *(each.format(**organism) for each in words.ACTIONS.values()),
        *words.STATES.values(),
        *(f"{who.capitalize()} : {what.format(**organism)}." for who, what in steps),
    ]


def test_the_sentences_are_very_easy_to_read_together() -> None:
    """Held over all of them: a few words weigh too much on one alone."""
    reading = read(sentences())
    assert reading.firm
    assert reading.score is not None
    assert reading.score >= EASIEST_TO_HOLD


@pytest.mark.parametrize("sentence", sentences())
def test_no_sentence_is_long_nor_has_a_sigle(flow: Flow, sentence: str) -> None:
    """One idea each, in the words of everybody."""
    assert read([sentence]).longest <= LONGEST < LONGEST_SENTENCE
    assert unexplained(flow.catalogue, sentence) == ()


def test_everything_the_shipped_flow_can_say_has_plain_words(flow: Flow) -> None:
    """Each benefit, domain, action, issue, blockage and outcome; and no word is left for a code gone."""
    benefits = set(flow.catalogue.benefits)
    codes = {each.id: {choice.code for choice in each.choices} for each in flow.file.questions}
    assert set(words.PLAIN_BENEFITS) == benefits - {"autre"}
    assert set(words.SENSITIVE_BENEFITS) <= benefits
    assert set(words.TOPICS) == codes["domaine"]
    assert set(words.ACTIONS) == codes["actions"]
    assert set(words.STATES) >= codes["issue"] - {"inconnu"}
    assert set(words.BY_BLOCKAGE) == codes["blocage"] - {"autre"}
    assert set(words.BY_REQUEST) <= codes["demande"]
    assert set(words.SENSITIVE_ORGANISMS) <= set(flow.catalogue.organisms)


def test_every_name_that_is_said_spells_its_sigle_out(flow: Flow) -> None:
    """« le revenu de solidarité active (RSA) », and « à », « au » or « aux » before each organism."""
    for each in (*flow.catalogue.benefits.values(), *flow.catalogue.organisms.values()):
        assert unexplained(flow.catalogue, spelled_out(flow.catalogue, each.named)) == (), each.code
        assert not words.to(each.named).startswith(("à le ", "à les ")), each.code


def test_a_sigle_in_the_middle_of_a_text_is_seen(flow: Flow) -> None:
    """Unless its name stands before it; a name in capitals only at its beginning is none."""
    assert unexplained(flow.catalogue, "voir la CAF avec le RSA") == ("CAF", "RSA")
    assert unexplained(flow.catalogue, "la caisse d’allocations familiales (CAF)") == ()
    assert unexplained(flow.catalogue, "France Travail, Noël") == ()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0476000000", "04 76 00 00 00"),
        ("+33 (0)4 76 00 00 00", "04 76 00 00 00"),
        ("04.76.00.00.00", "04 76 00 00 00"),
        ("3646", "36 46"),
        ("115", "115"),
        ("118 712", "11 87 12"),
        ("12345678", None),
        ("1 85 05 78 006 084 36", None),
        ("2024", None),
        ("demander à l’accueil", None),
    ],
)
def test_a_number_is_read_as_it_is_said_and_nothing_else_is_one(typed: str, number: str | None) -> None:
    """A file number, a year or a social security number is no number to call."""
    found = service_number(typed)
    assert (found.replace("\u00a0", " ") if found else found) == number


def test_a_mobile_may_be_that_of_somebody() -> None:
    assert may_be_somebody("06 12 34 56 78")
    assert not may_be_somebody("04 76 00 00 00")
