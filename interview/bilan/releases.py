"""The figures a service handed out: kept whole in its base, and what the next ones are masked against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from interview.dossier.figuring import nesting_of
from interview.dossier.state import Subject
from interview.dossier.subject import instants_of
from interview.figures.tables import Earlier, Nesting, Release
from store import releases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store import Base


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

    What shares nothing with them counts too, where both are within a third that left.

    Args:
        also: what leaves in the same document.
    """
    found: dict[tuple[str, int, Release], Handed] = {}
    several = (*_kept(base), *also)
    around = [each for each in several if nesting_of(each, subject, now) == "autour"]
    new = _place(subject, now)
    for each in several:
        nesting = nesting_of(each, subject, now) or _elsewhere(each, new, around)
        if nesting:
            found.pop((nesting, each.threshold, each.release), None)  # the last one stands last
            found[nesting, each.threshold, each.release] = each
    last = list(found.items())
    return tuple(
        Earlier(
            each.release,
            nesting,  # type: ignore[arg-type]
            each.threshold,
            apart=frozenset(rank for rank, (_, other) in enumerate(last) if share_nothing(each, other)),
            within=frozenset(rank for rank, (_, other) in enumerate(last) if is_within(each, other)),
        )
        for (nesting, _, _), each in last
    )


def _place(subject: Subject, now: int) -> Handed:
    """Where figures on *subject* stand, before they are known."""
    return handed(subject, Release(()), 0, now)


def _elsewhere(each: Handed, new: Handed, around: Sequence[Handed]) -> Nesting | None:
    apart = share_nothing(each, new) and any(is_within(each, whole) for whole in around)
    return "ailleurs" if apart else None


def is_within(each: Handed, other: Handed) -> bool:
    """Whether every situation of one is of the other, and not the other way."""
    return each is not other and nesting_of(each, other.subject, other.end) == "dedans"


def share_nothing(each: Handed, other: Handed) -> bool:
    """Whether no situation can be of both: other days, another service, another territory, other benefits.

    A situation may concern several organisms: two of them may share some.
    """
    one, two = each.subject, other.subject
    days = (other.first is not None and each.end <= other.first) or (
        each.first is not None and other.end <= each.first
    )
    places = any(
        getattr(one, name) and getattr(two, name) and getattr(one, name) != getattr(two, name)
        for name in ("service", "territory")
    )
    objects = [set(told.benefits) | ({told.domain} if told.domain else set()) for told in (one, two)]
    return days or places or (all(objects) and not objects[0] & objects[1])


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
