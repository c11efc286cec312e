"""Which files hold content, by their names."""

from __future__ import annotations

from pathlib import PurePath

SUFFIXES = (".yaml", ".yml")


def holds_content(name: str | PurePath) -> bool:
    """Whether a file of that name is content; capitals make no difference, as on Windows."""
    return str(name).casefold().endswith(SUFFIXES)
