"""The mark an erased household leaves: a keyed digest, which says nothing of it but to whoever has its code.

It is there so that a restored copy, an import or a window left open never brings the household back.
"""

from __future__ import annotations

import hmac
import sqlite3
from collections.abc import Iterable

_READ = "SELECT secret FROM identity"
_READ_IF_ANY = "SELECT secret FROM identity WHERE EXISTS (SELECT 1 FROM erased_household)"


def is_erased(connection: sqlite3.Connection, household: str) -> bool:
    """Whether that household was erased here, or is being erased."""
    found = connection.execute(_READ_IF_ANY).fetchone()
    if found is None:
        return False
    known = connection.execute(
        "SELECT 1 FROM erased_household WHERE digest = ?", (_digest(found[0], household),)
    ).fetchone()
    return known is not None


def mark(connection: sqlite3.Connection, households: Iterable[str], at: int) -> None:
    """Remember that these households are erased. Inside the caller's transaction."""
    secret = connection.execute(_READ).fetchone()[0]
    connection.executemany(
        "INSERT OR IGNORE INTO erased_household (digest, at) VALUES (?, ?)",
        [(_digest(secret, household), at) for household in households],
    )


def _digest(secret: bytes, household: str) -> bytes:
    return hmac.digest(secret, household.strip().upper().encode(), "sha256")
