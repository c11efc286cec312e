"""Whom a dossier is about, from what is typed."""

from __future__ import annotations

import pytest

from interview.dossier.subject import Typed, subject_of
from interview.follow_up.requests import FollowError
from tests.support import shipped_flow


@pytest.mark.parametrize(
    ("typed", "code"),
    [("CPAM", "cpam"), ("la caf", "caf"), ("Préfecture", "prefecture"), ("le département", "departement")],
)
def test_an_organism_is_known_by_its_own_name(typed: str, code: str) -> None:
    assert subject_of(shipped_flow(), Typed(organism=typed)).organism == code


@pytest.mark.parametrize(("typed", "words"), [("caisse", "CAF, CPAM"), ("retraite", "Carsat")])
def test_a_word_of_several_organisms_is_never_guessed(typed: str, words: str) -> None:
    with pytest.raises(FollowError) as refused:
        subject_of(shipped_flow(), Typed(organism=typed))
    told = str(refused.value)
    assert "peut désigner" in told
    assert words in told
