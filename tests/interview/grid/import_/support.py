"""What these tests share."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any
from uuid import UUID

from flows.loader import load_catalogue
from interview.conversation import Conversation, Workplace
from interview.grid.checking import Checker
from interview.grid.columns import Row
from interview.grid.importing import Outcome, bring_in
from interview.grid.mapping import AS_IT_IS, OwnWords
from interview.grid.reading import opened
from interview.rebuilding import Rebuilder
from store import Base
from tests.interview.grid.published_2015 import (
    write_csv,
)
from tests.interview.grid.situations import recounted
from tests.support import make_workplace

TODAY = "2026-11-21"

ONE = Row(
    reference="2015-001", date="2015-03-04", menage="M001", nature="financiere", formes=("non_demande",)
)


def place_of(base: Base, seed: int = 6) -> Workplace:
    ids = random.Random(f"ids {seed}")
    return make_workplace(base, seed=seed, new_id=lambda: UUID(int=ids.getrandbits(128), version=4))


def brought(
    base: Base, path: Path, own: OwnWords = AS_IT_IS, *, masking: bool = False, **how: Any
) -> Outcome:
    place = how.pop("place", None) or place_of(base, how.pop("seed", 6))
    with opened(path, known=own.names()) as sheet:
        checker = Checker(sheet, place.machine.flow, TODAY, own, masking=masking)
        return bring_in(place, base, checker, **how)


def csv_of(tmp_path: Path, *told: Row) -> Path:
    return write_csv(tmp_path / "grille.csv", told)


def text_of(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "texte.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def replayed_the_same(base: Base) -> bool:
    rebuilder = Rebuilder(base, load_catalogue())
    return not list(rebuilder.differences()) and not base.damages() and not base.strays()


def row_in(base: Base, reference: str) -> Row:
    identity = base.interview_of(reference)
    assert identity is not None
    record = base.record(identity)
    assert record is not None
    return recounted(record, 1, base.entries(identity)[0].author)


def held_of(base: Base, reference: str) -> Conversation:
    identity = base.interview_of(reference)
    assert identity is not None
    place = make_workplace(base)
    return Conversation.read(place, identity, place.machine.flow.catalogue)
