"""Every code a fault may bear: what it means, and what to do. One module a family.

``P…`` is an error: the file is refused, by every command. ``A…`` is advice: the file works, and could
do better. A code is never given a second meaning; one that no longer serves is not used again.

The list is written into the documentation from here, and a test holds the two equal.
"""

from __future__ import annotations

from flows.codes.entry import Code

__all__ = ["FAMILIES", "Code", "code_named"]


def _families() -> tuple[tuple[str, tuple[Code, ...]], ...]:
    from flows.codes import (
        catalogue,
        local,
        meaning,
        reasoning,
        scenarios,
        structure,
        text,
        wording,
    )

    modules = (text, structure, catalogue, scenarios, local, meaning, reasoning, wording)
    return tuple((each.TITLE, each.CODES) for each in modules)


FAMILIES = _families()
"""The title of each family and its codes, in the order of the documentation."""

_BY_CODE = {each.code: each for _, codes in FAMILIES for each in codes}


def code_named(code: str) -> Code:
    """What that code means. Raises KeyError: a fault bears a code that is written nowhere."""
    return _BY_CODE[code]
