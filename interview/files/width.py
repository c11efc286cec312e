"""How wide to write."""

from __future__ import annotations

import shutil
import sys

WIDEST = 100
"""Beyond this, the eye loses the line."""


def width() -> int | None:
    """Columns of the terminal; None where what is written goes to a file or another program."""
    return min(shutil.get_terminal_size().columns, WIDEST) if sys.stdout.isatty() else None
