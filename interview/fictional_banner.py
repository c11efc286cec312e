"""What is said wherever a base that holds nobody is shown: on screens, and on all that is written from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from templates.typography import french

if TYPE_CHECKING:
    from store import Base

BANNER = french("Base fictive : aucune personne réelle.")
SHORT = "BASE FICTIVE"


def banner_of(base: Base | None) -> str:
    """The sentence for a fictional base, "" for any other. Raises StoreError."""
    return BANNER if base is not None and base.fictional else ""
