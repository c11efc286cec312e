"""What these tests begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from interview.conversation import Conversation, Workplace
from interview.following import FollowUp
from store import Base
from tests.interview.files.support import NINETY_DAYS
from tests.support import CASE_6, START, answer_all, make_workplace, ticking_clock


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db") as opened:
        yield opened


@pytest.fixture
def place(base: Base) -> Workplace:
    return make_workplace(base, author="a1", service="asf")


@pytest.fixture
def first(place: Workplace) -> Conversation:
    """A visit with a cascade: the C2S (1) brought the loss of the RSA (2), and that one the ASPA (3)."""
    held = Conversation.start(place)
    answer_all(held, CASE_6)
    for benefit, cause in (("rsa", 1), ("aspa", 2)):
        held.add_situation(cause)
        answer_all(held, {**CASE_6, "prestation": benefit, "causee_par": str(cause)})
    held.close()
    return held


@pytest.fixture
def later(place: Workplace, first: Conversation) -> Conversation:
    """Ninety days later another service qualifies the RSA anew; the agent decides otherwise."""
    elsewhere = msgspec.structs.replace(
        place, author="b2", service="ecrivains_publics", now=ticking_clock(START + NINETY_DAYS)
    )
    held = Conversation.start(elsewhere, first.interview.household)
    answer_all(held, {**CASE_6, "prestation": "rsa"})
    held.decide(("non_demande",), "La personne ne veut plus demander.")
    held.follow(FollowUp("requalification", 1, first.situation_reference(2)))
    held.close()
    return held
