"""What settles, for one base, which cell is hidden to guard another: drawn once, never shown, kept in the
base."""

from __future__ import annotations

import secrets

from store import Base

_KEPT_AS = "masquage"


def secret_of(base: Base) -> bytes:
    """The secret of a base, drawn at the first call. With another one, the same counts would be hidden
    otherwise."""
    drawn = base.upkeep(_KEPT_AS)
    if drawn is None:
        drawn = secrets.randbits(62)
        base.note_upkeep(_KEPT_AS, drawn)
    return drawn.to_bytes(8, "big")
