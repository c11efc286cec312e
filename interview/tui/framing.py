"""The frame of a rehearsal: around its screens, and around whatever is opened over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.screen import Screen

from templates.typography import french

TITLE = french("Formation : une répétition, rien n’entre dans la base")
CLASS = "rehearsal"
NO_ATTEMPT = french("Cet essai n’est plus là.")


class Rehearsed:
    """What the screens of a rehearsal have in common: they are framed, and so is what is opened over them."""

    rehearsed: ClassVar[bool] = True
    no_record: ClassVar[str] = NO_ATTEMPT


def is_rehearsed(screen: Screen[Any]) -> bool:
    """Whether *screen* belongs to a rehearsal by itself."""
    return getattr(screen, "rehearsed", False)


def frame(screen: Screen[Any], stack: Sequence[Screen[Any]]) -> None:
    """Frame *screen* if it belongs to a rehearsal, or stands over one that does."""
    below = stack[: stack.index(screen) + 1] if screen in stack else [screen]
    if any(is_rehearsed(each) for each in below):
        screen.border_title = TITLE
        screen.remove_class("fictional")
        screen.add_class(CLASS)
