"""Erases a household in a process of its own, which says when it begins: to be killed meanwhile.

Run as: ``python -m tests.privacy.erasing_process BASE HOUSEHOLD``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from interview.privacy.erasing import erase_household
from store import Base
from tests.support import make_workplace

if __name__ == "__main__":
    with Base.open(Path(sys.argv[1]), create=False) as base:
        place = make_workplace(base)
        print("begins", flush=True)
        erase_household(place, sys.argv[2], "demande")
        print("done", flush=True)
