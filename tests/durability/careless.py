"""The program with one protection removed, for the tests to show that they would see it.

Usage: careless.py late|halves --base BASE
"""

import sys
import time

from interview.cli import main
from store import Base

true_append = Base.append
waiting = []


def late(base, entries, record, **more):
    """Each answer is kept when the next one comes: a question is painted before its answer is kept."""
    for each in waiting:
        true_append(*each[:3], **each[3])
    waiting[:] = [(base, entries, record, more)]


def halves(base, entries, record, **more):
    """The journal, then a little later the tables, in two transactions."""
    before = base.record(record.id)
    true_append(base, entries, before or record, **more)
    time.sleep(0.15)
    true_append(base, (), record)


Base.append = {"late": late, "halves": halves}[sys.argv.pop(1)]
sys.exit(main())
