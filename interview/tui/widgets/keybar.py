"""The few keys that matter now, on one line."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from interview.tui.drawing import CURRENT

Keys = Iterable[tuple[str, str]]
GAP = 2


def keys_content(keys: Keys, width: int, *, last: bool = False) -> Content:
    """« Échap Retour  Tab Passer … »; those that do not fit are left out, last ones first.

    Args:
        last: the very last one is kept whatever is left out before it.
    """
    listed = list(keys)
    if last and listed:
        kept = f"{' ' * GAP}{' '.join(listed[-1])}"
        before = keys_content(listed[:-1], width - len(kept))
        return Content.assemble(before, (" " * GAP, ""), (listed[-1][0], CURRENT), (f" {listed[-1][1]}", ""))
    parts: list[tuple[str, str]] = []
    room = width
    for key, label in listed:
        needed = len(key) + 1 + len(label) + (GAP if parts else 0)
        if needed > room:
            break
        room -= needed
        parts += [(" " * GAP, "")] if parts else []
        parts += [(key, CURRENT), (f" {label}", "")]
    return Content.assemble(*parts)
