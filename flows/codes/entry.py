"""One code of the list."""

from __future__ import annotations

import msgspec


class Code(msgspec.Struct, frozen=True):
    """What a fault of that code means, in French, for a trainer.

    Attributes:
        code: stable code, ``P001``… or ``A001``…
        title: a few words, the same whatever the file (« Clé inconnue »).
        meaning: why it matters, in one sentence or two.
        remedy: what to do, in the imperative.
    """

    code: str
    title: str
    meaning: str
    remedy: str
