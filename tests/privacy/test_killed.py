"""An erasure killed at any instant is finished by the next one, and nothing else is lost by it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interview.conversation import Conversation
from interview.privacy import erasing as service
from interview.sheets.saving import save_sheet
from store import Base
from store.privacy import erasing
from tests.privacy.marked import copy_of, marked_interview, traces, words_of
from tests.support import CASE_6, answer_all, make_workplace

ROOT = Path(__file__).parents[2]
TIMES = 150 if os.environ.get("REPERE_LONG") == "1" else 5
LONGEST = 0.08
"""Seconds. A whole erasure of what is made here lasts about 60 ms."""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of Unix")
@pytest.mark.parametrize("rank", range(TIMES))
def test_killed_at_a_random_instant_the_next_run_finishes(tmp_path: Path, rank: int) -> None:
    with Base.open(tmp_path / "repere.db") as base:
        place = make_workplace(base)
        other = Conversation.start(place)
        answer_all(other, CASE_6)
        held = marked_interview(place)
        copy_of(base, tmp_path / "sauvegardes")
        copy_of(base, tmp_path / "sauvegardes")
        save_sheet(held, 1, "md", tmp_path / "fiche.md")
        kept = base.record(other.heading.id)
    household, words = held.interview.household, words_of(held)
    _kill_meanwhile(base.path, household, random.Random(rank).uniform(0, LONGEST))
    with Base.open(base.path, create=False) as base:
        assert base.damages() == []
        place = make_workplace(base)
        if base.household_exists(household):
            service.erase_household(place, household, "demande")
        elif erasing.pending(base):
            service.purge(place)
        assert base.record(other.heading.id) == kept
        assert base.damages() == []
        assert base.connection.execute("SELECT count(*) FROM erasure").fetchone() == (1,)
    # Closed: killed at the very last step, the code of the household waits there for the log to be emptied.
    assert traces(tmp_path, words) == []


def _kill_meanwhile(path: Path, household: str, after: float) -> None:
    program = [sys.executable, "-m", "tests.privacy.erasing_process", str(path), household]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begins\n"
        time.sleep(after)
        process.kill()
