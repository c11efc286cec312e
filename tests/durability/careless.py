"""The program with one protection removed, for the tests to show that they would see it.

Usage: careless.py late|halves --base BASE
"""

import sys
import time

from interview.cli import main
from store import Base

true_append = Base.append
waiting = []


def late(base, entries, record, after=None):
    """Each answer is kept when the next one comes: a question is painted before its answer is kept."""
    for each in waiting:
        true_append(*each)
    waiting[:] = [(base, entries, record, after)]


def halves(base, entries, record, after=None):
    """The journal, then a little later the tables, in two transactions."""
    before = base.record(record.id)
    true_append(base, entries, before or record, after)
    time.sleep(0.15)
    true_append(base, (), record)


Base.append = {"late": late, "halves": halves}[sys.argv.pop(1)]
sys.exit(main())
