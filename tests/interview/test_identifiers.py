"""Names drawn at random, derived from nobody; a slip of the pen is told from another household."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.identifiers import ALPHABET, PseudonymError, new_pseudonym, new_reference, read_pseudonym

seeds = st.integers(0, 2**32)


def drawn(seed: int) -> str:
    return new_pseudonym(random.Random(seed).choice)


@given(seeds)
def test_a_pseudonym_reads_as_itself(seed: int) -> None:
    """However it is spaced, cased, or misread on paper."""
    pseudonym = drawn(seed)
    assert re.fullmatch(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{3}}", pseudonym)
    plain = pseudonym.replace("-", "")
    by_hand = plain.lower().replace("0", "o").replace("1", "l")
    for written in (pseudonym, pseudonym.lower(), plain, f"  {plain[:2]} {plain[2:]} ", by_hand):
        assert read_pseudonym(written) == pseudonym


@given(seeds, st.integers(0, 6), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_told(seed: int, place: int, other: str) -> None:
    """It never names another household."""
    plain = drawn(seed).replace("-", "")
    if plain[place] == other:
        return
    with pytest.raises(PseudonymError, match="mal recopié"):
        read_pseudonym(plain[:place] + other + plain[place + 1 :])


@given(seeds, st.integers(0, 5))
def test_two_characters_swapped_are_told(seed: int, place: int) -> None:
    """The other usual slip."""
    plain = drawn(seed).replace("-", "")
    if plain[place] == plain[place + 1]:
        return
    swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    with pytest.raises(PseudonymError):
        read_pseudonym(swapped)


@pytest.mark.parametrize("text", ["", "7K3Q-2P", "7K3Q-2PXX", "bonjour à tous", "-------"])
def test_what_has_not_seven_characters_is_told_with_an_example(text: str) -> None:
    """The message shows what a pseudonym looks like."""
    with pytest.raises(PseudonymError, match=r"sept caractères, par exemple"):
        read_pseudonym(text)


def test_the_example_of_the_message_is_a_true_pseudonym() -> None:
    """Who types it as it stands must not be told that it is mistyped."""
    with pytest.raises(PseudonymError) as refused:
        read_pseudonym("")
    example = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{3}", str(refused.value))
    assert example
    assert read_pseudonym(example[0]) == example[0]


@pytest.mark.parametrize("text", ["ÉÉÉÉ-ÉÉÉ", "٣٣٣٣٣٣٣", "²²²²²²²"])
def test_characters_from_elsewhere_are_refused_like_any_slip(text: str) -> None:
    """Letters and digits of other scripts are not those of a pseudonym."""
    with pytest.raises(PseudonymError):
        read_pseudonym(text)


def test_misread_letters_are_never_drawn() -> None:
    """I, L, O and U are not in the alphabet, whose thirty-two signs are all different."""
    assert not set("ILOU") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 32


def test_the_check_character_is_in_the_alphabet_for_every_body() -> None:
    """It is computed, not drawn: it must stay writable too."""
    assert {drawn(seed)[-1] for seed in range(3_000)} == set(ALPHABET)


@given(st.integers(2000, 2150), seeds)
def test_a_reference_holds_the_year_and_five_characters(year: int, seed: int) -> None:
    """« 26-K7QX4 »: short enough to be read aloud."""
    reference = new_reference(year, random.Random(seed).choice)
    assert re.fullmatch(rf"\d\d-[{ALPHABET}]{{5}}", reference)
    assert reference.startswith(f"{year % 100:02d}-")
