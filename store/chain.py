"""The journal as a chain: in each interview, an entry is sealed over the one written before it.

A seal says that nothing was changed, lost or put in between. It also gives the order: each entry names
the seal of the one it follows. When the same interview goes on in two bases and they are brought
together, two entries follow the same one; the order of all is then that of the chain and, between
branches, that of their ids, which begin with the instant. So it depends neither on the base in which
they meet nor on the order in which they came.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

Row: TypeAlias = tuple[Any, ...]
SEAL_BYTES = 16
START = b""
"""What the first entry of an interview follows."""
_SEPARATOR = b"\x1f"


class Link(NamedTuple):
    """What the chain says of one entry: its id, the seal it follows, its own seal."""

    id: bytes
    parent: bytes
    seal: bytes


def seal_of(parent: bytes, flow: bytes, row: Row) -> bytes:
    """The seal of one entry.

    Args:
        parent: seal of the entry it follows, :data:`START` for the first.
        flow: SHA-256 of the flow it was said under: the row of a flow is another in another base.
        row: id, interview, at, author, kind, situation, question, value, as the journal keeps them.
    """
    identity, interview, at, author, kind, situation, question, value = row
    said = f"{at}\x1f{author}\x1f{kind}\x1f{situation}\x1f{question}\x1f{'' if value is None else value}"
    covered = _SEPARATOR.join((parent, flow, identity, interview, said.encode()))
    return hashlib.sha256(covered).digest()[:SEAL_BYTES]


def in_order(links: Sequence[Link]) -> list[int]:
    """The places of *links* in the order of the chain; an entry whose parent is missing begins a branch."""
    if all(link.parent == before for link, before in zip(links, _seals_before(links), strict=True)):
        return list(range(len(links)))
    places = {link.seal: place for place, link in enumerate(links)}
    after: dict[int, list[int]] = {}
    ready: list[tuple[bytes, int]] = []
    for place, link in enumerate(links):
        parent = places.get(link.parent)
        if parent is None or parent == place:
            ready.append((link.id, place))
        else:
            after.setdefault(parent, []).append(place)
    heapq.heapify(ready)
    ordered: list[int] = []
    while ready:
        _, place = heapq.heappop(ready)
        ordered.append(place)
        for child in after.get(place, ()):
            heapq.heappush(ready, (links[child].id, child))
    return ordered


def heads(links: Iterable[Link]) -> list[bytes]:
    """Seals that no entry follows yet, the one with the latest id last: several after two bases met."""
    known = list(links)
    followed = {link.parent for link in known}
    return [link.seal for link in sorted(known, key=lambda each: each.id) if link.seal not in followed]


def _seals_before(links: Sequence[Link]) -> list[bytes]:
    return [START, *(link.seal for link in links)][: len(links)]
