"""The figures: nine headings counted from the tables, over any part of the base.

- ``scope``: what to count; ``counts``: what is given back
- ``conditions``: which situations are counted, which are in the scope
- ``parts``: what adds up over parts of the base; ``households``: what does not
- ``running``: who counts what; ``counter``: one connection; ``crew``, ``worker``: programs beside this one
- ``groups``, ``headings``, ``resolution``: from what SQL gave to the figures
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from .counts import Figures
from .scope import Scope

__all__ = ["Figures", "Scope", "figures"]


def figures(
    connection: sqlite3.Connection, scope: Scope, say: Callable[[int, int], None] | None = None
) -> Figures:
    """The nine headings over *scope*, on the base that *connection* has open, as last committed.

    Args:
        say: told how many parts of the base are counted, out of how many; what it raises stops the counting.

    Raises:
        StoreError: the base cannot be read.
        ValueError: ``scope.today`` is not a day.
    """
    from .headings import headings
    from .running import counted_everywhere, silent

    return headings(*counted_everywhere(connection, scope, say or silent))
