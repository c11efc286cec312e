"""What these tests share."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from interview.rehearsal.fictional_year.making import Asked
from store import Base
from store.privacy.erasing import Order

END = datetime.date(2026, 6, 30)

YEAR = Asked(until=END)

SMALL = Asked(until=END, situations=25)

PHRASE = "quatre mots sans rapport"

ORDER = Order("effacement", "", "restauration", 1_772_528_400_000)


def journal(path: Path) -> list[tuple[Any, ...]]:
    """Every row of the journal, with its seal."""
    with Base.open(path, read_only=True) as base:
        return base.connection.execute("SELECT * FROM journal ORDER BY seq").fetchall()


def share(base: Base, condition: str) -> float:
    """Of the situations of non-recours, the share that *condition* holds for, in percent."""
    read = base.connection.execute
    counted = "SELECT count(*) FROM situation s WHERE certitude <> 'aucun'"
    (some,), (every,) = read(f"{counted} AND {condition}").fetchone(), read(counted).fetchone()
    return 100 * float(some) / float(every)
