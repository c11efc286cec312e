"""What was accepted is there, whatever stops the program."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from store import Base

WRITER = Path(__file__).with_name("journal_writer.py")
LONG = bool(os.environ.get("REPERE_LONG"))


def _writer(path: Path, interview: int, first: int, last: int) -> "subprocess.Popen[str]":
    command = [sys.executable, str(WRITER), str(path), str(interview), str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def _kill_after(process: "subprocess.Popen[str]", wanted: int) -> list[int]:
    """Every entry the program had said to be accepted when it was killed, some after we decided to."""
    assert process.stdout is not None
    assert process.stdout.readline() == "ouverte\n"
    accepted = [int(process.stdout.readline()) for _ in range(wanted)]
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()
    process.wait()
    process.stdout.close()
    return accepted + [int(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on Windows")
def test_every_accepted_entry_survives_a_killed_program_and_the_tables_agree_with_the_journal(path):
    interview = UUID(int=1)
    draw = random.Random(20160301)
    done = 0
    for _ in range(300 if LONG else 6):
        accepted = _kill_after(_writer(path, 1, done, done + 1_000_000), draw.randrange(1, 60))
        with Base.open(path, create=False) as base:
            values = [entry.value for entry in base.entries(interview)]
            assert values == list(range(len(values)))
            # The one being written when it was killed may be there too, and only that one.
            assert len(values) - (accepted[-1] + 1) in (0, 1)
            record = base.record(interview)
            assert record is not None
            assert record.touched_at == record.situations[0].minutes == values[-1]
            assert base.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            done = len(values)


def test_two_programs_writing_at_the_same_time_lose_nothing(path):
    Base.open(path).close()
    count = 150
    running = [_writer(path, interview, 0, count) for interview in (1, 2)]
    for process in running:
        process.communicate(timeout=120)
        assert process.returncode == 0
    with Base.open(path) as base:
        for interview in (1, 2):
            values = [entry.value for entry in base.entries(UUID(int=interview))]
            assert values == list(range(count))
        assert base.counts().situations == 2
        orders = base.connection.execute("SELECT interview FROM journal ORDER BY seq").fetchall()
        assert len(orders) == 2 * count
