"""What these tests share."""

from __future__ import annotations

import os
from pathlib import Path

from store import (
    Base,
)
from store.privacy.erasing import Order

NOW = 1_772_528_400_000

DAY = 86_400_000

LONG = bool(os.environ.get("REPERE_LONG"))

ORDER = Order("effacement", "", "restauration", NOW)

KILLED = Path(__file__).parents[1] / "copy_worker.py"


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def entries(path: Path) -> int:
    with Base.open(path, create=False, read_only=True) as base:
        return int(base.connection.execute("SELECT count(*) FROM journal").fetchone()[0])
