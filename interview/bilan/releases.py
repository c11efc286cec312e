"""The figures a service handed out: kept whole in its base, and what the next ones are masked against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from interview.dossier.figuring import nesting_of
from interview.dossier.state import Subject
from interview.dossier.subject import instants_of
from interview.figures.tables import Earlier, Release
from store import releases

if TYPE_CHECKING:
    from store import Base


RECENT = 6
"""Earlier releases that the next one is masked beside, the last ones: the work grows with the square of them
(six take four seconds, twelve a minute). Two editions further apart than that are not guarded together."""


class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """Figures that left.

    Attributes:
        first, end: instants they were about, in milliseconds, *end* excluded; None for no bound.
        release: every count, those that were hidden too.
        threshold: counts under it were hidden.
    """

    subject: Subject
    first: int | None
    end: int
    release: Release
    threshold: int


def handed(subject: Subject, release: Release, threshold: int, now: int) -> Handed:
    """What to keep of figures on *subject* that leave now; a period without an end ends now."""
    first, end = instants_of(subject)
    end = min(end, now) if end is not None else now
    return Handed(subject=subject, first=first, end=end, release=release, threshold=threshold)


def earlier(base: Base, subject: Subject, now: int, also: tuple[Handed, ...] = ()) -> tuple[Earlier, ...]:
    """What the readers of figures on *subject* may hold already, each very release once. Raises StoreError.

    Args:
        also: what leaves in the same document.
    """
    found: dict[tuple[str, int, Release], Earlier] = {}
    for each in (*_kept(base), *also):
        nesting = nesting_of(each, subject, now)
        if nesting is not None:
            found.pop((nesting, each.threshold, each.release), None)  # the last one stands last
            found[nesting, each.threshold, each.release] = Earlier(each.release, nesting, each.threshold)
    return tuple(found.values())[-RECENT:]


def keep(base: Base, several: tuple[Handed, ...], now: int) -> None:
    """Keep what leaves, but for what left before just as it is. Raises StoreError."""
    known = {_identity(each) for each in _kept(base)}
    for each in several:
        if _identity(each) not in known:
            releases.add(base, msgspec.json.encode(each).decode(), now)


def _identity(each: Handed) -> tuple[Subject, int, Release]:
    return each.subject, each.threshold, each.release


def _kept(base: Base) -> tuple[Handed, ...]:
    return tuple(msgspec.json.decode(each.told, type=Handed) for each in releases.listed(base))
