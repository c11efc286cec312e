"""Words that several of these commands say."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """« 1 entretien », « 3 entretiens ». *noun* takes an s in the plural."""
    return f"{count} {noun}{'s' if count > 1 else ''}"
