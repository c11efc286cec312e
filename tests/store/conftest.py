"""What the tests of the base share: an open base, and records made from a counter rather than a clock."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from store import Base, Entry, InterviewRecord, SituationRecord

FLOW = "parcours: non-recours\n"
SHA = hashlib.sha256(FLOW.encode()).digest()


class Maker:
    """Entries and records of one base, with ids and instants that follow each other."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.flow = base.archive_flow("non-recours", "1.0", SHA, FLOW)
        self.count = 0

    def uuid(self) -> UUID:
        self.count += 1
        return UUID(int=(0x018F << 112) | (7 << 76) | (2 << 62) | self.count)

    def entry(self, interview: UUID, **fields: Any) -> Entry:
        identity = self.uuid()
        defaults = {"at": 1_700_000_000_000 + self.count, "flow": self.flow, "kind": "reponse"}
        return Entry(id=identity, interview=interview, **{**defaults, **fields})

    def interview(self, **fields: Any) -> InterviewRecord:
        identity = self.uuid()
        defaults = {
            "reference": f"E-{self.count}",
            "flow": self.flow,
            "started_at": 1_700_000_000_000 + self.count,
            "touched_at": 1_700_000_000_000 + self.count,
        }
        return InterviewRecord(id=identity, **{**defaults, **fields})

    def written(self, **fields: Any) -> InterviewRecord:
        """A record that is already in the base, with one entry."""
        record = self.interview(**fields)
        self.base.append([self.entry(record.id, kind="ouverture")], record)
        return record

    def situation(self, rank: int = 1, **fields: Any) -> SituationRecord:
        self.count += 1
        return SituationRecord(**{"reference": f"S-{self.count}", "rank": rank, **fields})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "repere.db"


@pytest.fixture
def base(path: Path) -> Iterator[Base]:
    with Base.open(path, timeout=0.2) as opened:
        yield opened


@pytest.fixture(scope="session")
def maker() -> Callable[[Base], Maker]:
    return Maker


@pytest.fixture
def make(base: Base) -> Maker:
    return Maker(base)
