"""``kill -9`` at any instant of a running interview: no accepted answer is lost, none is half-written."""

import os
import random
import signal
import sys
from pathlib import Path

import pytest

from tests.durability.driven import NEW, RESUME, Program, answers_kept

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is needed")

KILLS = 75 if os.environ.get("REPERE_LONG") == "1" else 9
LONGEST = 0.04
"""Seconds from an answer to the kill, at most: about twice what the next question takes to be painted."""
CASE = [
    "nature", "prestation", "eligibilite", "appui_eligibilite", "connaissance", "proposition", "demande",
    "reception", "regularite",
]  # fmt: skip


def _killed_once(base: Path, kept: int, draw: random.Random, started_by: tuple[str, ...] = ()) -> int:
    """Start or resume, answer, be killed; how many answers the base then holds, which must be all of them."""
    with Program(base, started_by) as program:
        program.open(RESUME if kept else NEW, kept)
        last = draw.randrange(kept, min(kept + 3, len(CASE)))
        for answered in range(kept, last):
            program.answer(answered)
        delay = draw.choice((None, draw.uniform(0, LONGEST)))
        accepted = program.answer_and_kill(last, delay)
    found = answers_kept(base)
    assert found == CASE[: len(found)]
    assert accepted <= len(found) <= last + 1
    return len(found)


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_interview_holds_every_accepted_answer_and_resumes_at_its_question(tmp_path, seed):
    """What was painted after an answer is the proof that it was accepted."""
    draw = random.Random(seed)
    kept = run = 0
    for _ in range(KILLS):
        if kept == len(CASE):
            kept, run = 0, run + 1
        folder = tmp_path / str(run)
        folder.mkdir(exist_ok=True)
        kept = _killed_once(folder / "base.db", kept, draw)


def _careless(how: str) -> tuple[str, ...]:
    return sys.executable, str(Path(__file__).with_name("careless.py")), how


def test_these_tests_see_an_answer_kept_after_its_next_question_is_painted(tmp_path):
    """Killed as soon as the next question shows, such a program has lost an accepted answer."""
    with Program(tmp_path / "base.db", _careless("late")) as program:
        program.open(NEW, 0)
        program.answer(0)
        assert program.answer_and_kill(1, None) == 2
    assert answers_kept(tmp_path / "base.db") == CASE[:1]


def test_these_tests_see_a_record_kept_by_halves(tmp_path):
    """Killed between two transactions, such a program leaves tables that do not say what the journal says."""
    with Program(tmp_path / "base.db", _careless("halves")) as program:
        program.open(NEW, 0)
        program.answer(0)
        assert program.answer_and_kill(1, 0.1) == 1
    with pytest.raises(AssertionError):
        answers_kept(tmp_path / "base.db")


def test_the_program_is_killed_for_good(tmp_path):
    """SIGKILL, not a signal that lets a program tidy up."""
    with Program(tmp_path / "base.db") as program:
        program.open(NEW, 0)
        program.kill()
        _, status = os.waitpid(program.terminal.pid, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
