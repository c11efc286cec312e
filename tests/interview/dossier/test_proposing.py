"""The situations that tell most, and why, on bases made by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from interview.dossier.cells import Counted
from interview.dossier.figuring import Figured
from interview.dossier.likeness import Said, alike, gathered, merged
from interview.dossier.proposing import proposed
from interview.dossier.state import Proposal
from interview.figures.tables import Cell
from store.evidence import Evidence
from store.figures.counts import Amount

LABELS = {"pieces_manquantes": "Pièces dites manquantes", "lenteur_administrative": "Délai dépassé"}


def found(rank: int, *reasons: str, form: str = "non_reception", **fields: Any) -> Evidence:
    usual: dict[str, Any] = {
        "reference": f"26-AAAA{rank}-1",
        "interview": UUID(int=rank),
        "rank": 1,
        "household": f"H{rank}",
        "started_at": rank,
        "prestation": "c2s",
        "domaine": None,
        "certitude": "avere",
        "issue": "en_cours",
        "suite": None,
        "suite_date": None,
        "accord": None,
        "proposal": "",
        "aided": 0,
        "lost": 0,
        "recuperable": None,
        "recovered": 0,
        "forms": (form,),
        "reasons": tuple((form, each) for each in reasons),
    }
    return Evidence(**{**usual, **fields})


def why(rank: int, several: list[Evidence]) -> str:
    told = next(each for each in proposed(several, LABELS) if each.reference == f"26-AAAA{rank}-1")
    return " ".join(told.why)


def test_the_reason_that_comes_back_most_makes_a_situation_typical() -> None:
    several = [found(rank, "pieces_manquantes") for rank in (1, 2, 3)]
    several += [found(rank, "lenteur_administrative") for rank in (4, 5)]
    assert "Typique : pièces dites manquantes, ce qui revient le plus (3 situations)." in why(
        1, several
    ).replace("\u00a0", " ")
    assert "délai dépassé, ce qui revient (2 situations)" in why(4, several)
    assert proposed(several, LABELS)[0].shows == "Pièces dites manquantes, ce qui revient le plus"


def test_what_happened_once_is_typical_of_nothing() -> None:
    several = [found(1, "pieces_manquantes"), found(2, "lenteur_administrative")]
    assert all(not each.why and not each.proposed for each in proposed(several, LABELS))


def test_proofs_and_a_closed_chronology_are_told_with_their_numbers() -> None:
    told = why(1, [found(1, steps=4, dated=3, proven=2, suite="rejet")]).replace("\u00a0", " ")
    assert "Bien étayée : 2 étapes sur 4 ont une preuve." in told
    assert "Chronologie close : 3 étapes datées au jour, et l’issue est connue." in told
    assert why(1, [found(1, steps=5, dated=1, proven=2, suite="rejet")]) == ""
    assert why(1, [found(1, steps=4, dated=3, suite="sans_nouvelles")]) == ""


def test_a_different_reason_comes_before_one_more_of_the_same() -> None:
    several = [found(rank, "pieces_manquantes", accord="oui") for rank in range(1, 8)]
    several += [found(rank, "lenteur_administrative") for rank in (8, 9)]
    first = [each.reference for each in proposed(several, LABELS, most=2)[:2]]
    assert first == ["26-AAAA1-1", "26-AAAA8-1"]
    assert "Différente : elle montre aussi délai dépassé." in why(8, several).replace("\u00a0", " ")


def test_an_agreement_is_told_and_comes_first_among_equals() -> None:
    several = [found(1, "pieces_manquantes"), found(2, "pieces_manquantes", accord="oui")]
    assert proposed(several, LABELS)[0].reference == "26-AAAA2-1"
    assert "La personne est d’accord." in why(2, several)


def test_the_person_s_own_oversight_is_never_proposed_and_makes_nothing_typical() -> None:
    several = [found(rank, "oubli_demandeur", accord="oui", steps=4, proven=4) for rank in (1, 2, 3)]
    several += [found(rank, "oubli_demandeur", "pieces_manquantes") for rank in (4, 5)]
    told = {each.reference: each for each in proposed(several, LABELS)}
    assert told["26-AAAA1-1"].negligence
    assert not told["26-AAAA1-1"].proposed
    assert not told["26-AAAA4-1"].negligence
    assert told["26-AAAA4-1"].shows.startswith("Pièces dites manquantes")


def test_every_situation_is_there_once_and_the_order_is_always_the_same() -> None:
    several = [found(rank, "pieces_manquantes", proven=rank % 3, steps=3) for rank in range(1, 9)]
    order = [each.reference for each in proposed(several, LABELS)]
    assert sorted(order) == sorted(each.reference for each in several)
    assert [each.reference for each in proposed(list(reversed(several)), LABELS)][:3] == order[:3]


def test_three_situations_at_most_are_proposed_as_the_page_on_meetings_says() -> None:
    several = [found(rank, "pieces_manquantes", accord="oui") for rank in range(1, 9)]
    assert sum(each.proposed for each in proposed(several, LABELS)) == 3


def test_the_second_illustration_says_what_the_first_does_not() -> None:
    several = [found(rank, "pieces_manquantes", accord="oui") for rank in (1, 2, 3)]
    several.append(found(4, "pieces_manquantes", "lenteur_administrative", accord="oui"))
    first, second, *_ = (each.shows.replace("\u00a0", " ") for each in proposed(several[2:], LABELS))
    assert first == "Pièces dites manquantes, ce qui revient le plus"
    assert second.replace("\u202f", " ").endswith("; et aussi : délai dépassé")


# ── proposals ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Scanner le verso des pièces.", "Scanner aussi le verso de chaque pièce", True),
        ("Un accusé de réception à chaque dépôt", "Accuser réception de chaque dépôt", True),
        ("Demander l’avis d’imposition", "Ne pas demander l’avis d’imposition", False),
        ("Un interlocuteur unique", "Un accusé de réception", False),
        ("Un guichet ouvert le samedi", "Un guichet fermé le samedi", False),
        ("…", "…", True),
        ("…", "!", False),
    ],
)
def test_texts_are_alike_when_they_ask_for_the_same_thing(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


def test_what_says_the_same_is_one_proposal_in_the_words_of_the_first() -> None:
    said = [
        Said("A", "Scanner le verso."),
        Said("B", "Un accusé de réception"),
        Said("C", "Scanner le verso"),
    ]
    assert gathered(said) == (
        Proposal(words="Scanner le verso.", references=("A", "C"), words_of="A"),
        Proposal(words="Un accusé de réception", references=("B",), words_of="B"),
    )


def test_what_the_agent_left_out_or_reworded_stays_so_when_more_is_gathered() -> None:
    known = (Proposal(words="Scanner le verso", references=("A",), kept=False),)
    again = gathered([Said("B", "Scanner le verso."), Said("A", "Scanner le verso")], known)
    assert again == (Proposal(words="Scanner le verso", references=("A", "B"), kept=False),)


def test_a_merged_proposal_keeps_the_words_and_everyone_who_said_it() -> None:
    several = (Proposal(words="Un", references=("A",)), Proposal(words="Deux", references=("B", "A")))
    assert merged(several, 1, 0) == (Proposal(words="Un", references=("A", "B")),)
    assert merged(several, 0, 1) == (Proposal(words="Deux", references=("B", "A")),)


# ── sums ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({}, {"manque", "manque/oui", "manque/non", "manque/partie"}),
        ({"manque/oui": 4}, {"manque", "manque/partie"}),
        ({"manque/oui": 4, "manque/non": 3}, {"manque", "manque/partie"}),
        ({"manque/oui": 8}, {"manque", "manque/oui", "manque/non", "manque/partie"}),
    ],
)
def test_no_sum_can_be_had_by_taking_the_others_away(told: dict[str, int], shown: set[str]) -> None:
    """Three parts of 8, 7 and 9 situations: what is left beside those shown is never that of a few."""
    parts = {"manque/oui": Amount(8, 800), "manque/non": Amount(7, 700), "manque/partie": Amount(9, 900)}
    cells = Counted(tuple(Cell(name, each.on) for name, each in parts.items()), (), "mois")
    found = Figured(cells, frozenset(), {}, (), told)
    totals = found.breakdown("manque", Amount(24, 2400), parts)
    assert {name for name, total in totals.items() if total is not None} == shown
    assert set(found.sums) == shown


def test_a_masked_count_stands_after_the_others_whatever_it_is() -> None:
    """Between 15 and 12, it would be known to be one of 12 to 15."""
    cells = Counted(
        tuple(Cell(f"x/{code}", n) for code, n in zip("abcd", (15, 14, 12, 3), strict=True)), (), "mois"
    )
    found = Figured(cells, frozenset(("x/b", "x/d")), {"x/b": 13}, (), {})
    assert found.order("x", "dcba") == ["a", "c", "b", "d"]


def test_what_is_heard_most_comes_first_after_what_was_already_there() -> None:
    known = (Proposal(words="Un guichet ouvert le samedi", references=("26-BBBB1-1",)),)
    said = [
        Said("26-AAAA1-1", "Scanner le verso"),
        *(Said(f"26-AAAA{n}-1", "Accuser réception") for n in (2, 3)),
    ]
    assert [each.words for each in gathered(said, known)] == [
        "Un guichet ouvert le samedi",
        "Accuser réception",
        "Scanner le verso",
    ]
