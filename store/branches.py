"""Lines of work of one interview that went on in two bases before they were brought together."""

from __future__ import annotations

from collections.abc import Sequence

from .chain import Link

TOGETHER = 0
"""What was said on every line of work."""


def branches(links: Sequence[Link]) -> dict[bytes, int]:
    """By id of entry, :data:`TOGETHER`, or the number (from 1) of the line of work it belongs to.

    Lines are numbered by the first entry that is theirs alone, so in the same way in every base.
    """
    by_seal = {link.seal: link for link in links}
    followed = {link.parent for link in links}
    ways = [_way(link, by_seal) for link in links if link.seal not in followed]
    if len(ways) < 2:
        return {link.id: TOGETHER for link in links}
    shared = set(ways[0]).intersection(*ways[1:])
    ways.sort(key=lambda way: [each for each in way if each not in shared])
    told = {link.id: TOGETHER for link in links}
    for number, way in reversed(list(enumerate(ways, 1))):
        told.update({each: number for each in way if each not in shared})
    return told


def _way(link: Link, by_seal: dict[bytes, Link]) -> list[bytes]:
    """Ids from the first entry down to *link*."""
    way: list[bytes] = []
    at: Link | None = link
    while at is not None:
        way.append(at.id)
        at = by_seal.get(at.parent)
    return way[::-1]
