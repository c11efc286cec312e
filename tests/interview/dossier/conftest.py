"""Bases for the dossiers: real interviews on case 6, a day apart, whatever each test asks of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from interview.conversation import Conversation, Workplace
from interview.dossier.service import Dossier
from interview.dossier.state import Subject
from interview.following import FollowUp
from store import Base
from tests.support import CASE_6, START, answer_all, make_workplace

DAY = 86_400_000
CPAM = Subject(organism="cpam")
Hold = Callable[..., Conversation]


class Clock:
    """One second at each look; days pass when told."""

    def __init__(self) -> None:
        self.instant = START

    def __call__(self) -> int:
        self.instant += 1000
        return self.instant

    def days(self, number: int) -> None:
        self.instant += number * DAY


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db") as opened:
        opened.connection.execute("PRAGMA synchronous = OFF")
        yield opened


@pytest.fixture
def place(base: Base, clock: Clock) -> Workplace:
    return make_workplace(base, now=clock)


@pytest.fixture
def hold(place: Workplace, clock: Clock) -> Hold:
    """Holds an interview to its end, a day later; ``suite`` says what came of it."""

    def held(suite: str = "", household: str = "", **answers: Any) -> Conversation:
        clock.days(1)
        made = Conversation.start(place, household)
        answer_all(made, {**CASE_6, **answers})
        made.close()
        if suite:
            told = {"code": suite, "date": place.today().isoformat(), "recupere": 12_300, "utile": "oui"}
            made.follow(FollowUp("suite", 1, told))
        return made

    return held


@pytest.fixture
def dossier(place: Workplace) -> Callable[..., Dossier]:
    """Begins a dossier, by default on the CPAM."""
    return lambda subject=CPAM: Dossier.begin(place, subject)
