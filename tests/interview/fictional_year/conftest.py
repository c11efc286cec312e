"""What these tests begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interview.conversation import Conversation
from interview.rehearsal.fictional_year.making import make
from store import Base, cipher
from tests.interview.fictional_year.support import END, SMALL, YEAR
from tests.support import CASE_6, answer_all, make_workplace


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No phrase of the machine, no key of another test, settings of one's own."""
    monkeypatch.setattr(cipher, "ITERATIONS", 1)
    monkeypatch.setattr(cipher, "_KEYCHAIN", {})
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "reglages"))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The usual year of 400 situations; to be copied, not changed."""
    path = tmp_path_factory.mktemp("annee") / "annee.db"
    make(path, YEAR, END)
    return path


@pytest.fixture
def year(drawn: Path) -> Iterator[Base]:
    with Base.open(drawn, read_only=True) as base:
        yield base


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "fictive.db"
    make(path, SMALL, END)
    return path


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A base as an agent fills it, with one interview."""
    path = tmp_path / "vraie.db"
    with Base.open(path) as base:
        held = Conversation.start(make_workplace(base))
        answer_all(held, CASE_6)
        held.close()
    return path
