"""The figures: nine headings counted from the tables, over any part of the base.

- ``scope``: what to count; ``counts``: what is given back
- ``conditions``: which situations are counted, which are in the scope
- ``parts``: what adds up over parts of the base; ``households``: what does not
- ``running``: on which connections; ``groups``, ``headings``: from what SQL gave to the figures
"""

from __future__ import annotations

import sqlite3

from .counts import Figures
from .scope import Scope

__all__ = ["Figures", "Scope", "figures"]


def figures(connection: sqlite3.Connection, scope: Scope) -> Figures:
    """The nine headings over *scope*, on the base that *connection* has open, as last committed.

    Raises:
        StoreError: the base cannot be read.
        ValueError: ``scope.today`` is not a day.
    """
    from .headings import headings
    from .running import counted_everywhere

    return headings(*counted_everywhere(connection, scope))
