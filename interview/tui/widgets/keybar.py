"""The few keys that matter now, on one line."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from interview.tui.drawing import CURRENT

Keys = Iterable[tuple[str, str]]
GAP = 2


def keys_content(keys: Keys, width: int) -> Content:
    """« Échap Retour  Tab Passer … »; those that do not fit are left out, last ones first."""
    parts: list[tuple[str, str]] = []
    room = width
    for key, label in keys:
        needed = len(key) + 1 + len(label) + (GAP if parts else 0)
        if needed > room:
            break
        room -= needed
        parts += [(" " * GAP, "")] if parts else []
        parts += [(key, CURRENT), (f" {label}", "")]
    return Content.assemble(*parts)
