"""A program that counts for another one: ``python -m store.figures.worker``, spoken to by ``crew``.

SQLite takes one lock of the whole program each time it needs memory, and so several threads that sort wait
for each other: programs do not.

One line of JSON is asked on the standard input, one is answered on the standard output. The first line is an
:class:`Opening`, which has no answer. At the first error the program ends without an answer: whoever asked
counts by itself, and meets the error.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from ..cipher import Key
from .conditions import Heirs
from .counter import Counter
from .groups import Group
from .scope import Scope


class Opening(Struct, frozen=True):
    """What is to be counted; *key* opens an encrypted base."""

    path: str
    scope: Scope
    key: Key | None


class Begin(Struct, frozen=True, tag=True):
    """Answered by null, once the state of the base is held."""


class Prepare(Struct, frozen=True, tag=True):
    """Answered by null."""

    heirs: Heirs


class Homes(Struct, frozen=True, tag=True):
    """Answered by a :class:`store.figures.households.Households`."""


class Range(Struct, frozen=True, tag=True):
    """Answered by :data:`Told`."""

    first: int
    last: int


Asked = Begin | Prepare | Homes | Range
Told = dict[str, list[tuple[tuple[Any, ...], list[Any]]]]
"""By name of query, the pairs of its group: JSON has no tuple for the key of an object."""


def told(groups: dict[str, Group]) -> Told:
    """As it is sent."""
    return {name: list(group.items()) for name, group in groups.items()}


def _answer(counter: Counter, asked: Asked) -> Any:
    match asked:
        case Begin():
            return counter.begin()
        case Prepare():
            return counter.prepare(asked.heirs)
        case Homes():
            return counter.households()
        case Range():
            return told(counter.part(asked.first, asked.last))


def _serve() -> None:
    lines, answers = sys.stdin.buffer, sys.stdout.buffer
    opening = msgspec.json.decode(lines.readline(), type=Opening)
    read = msgspec.json.Decoder(Asked)
    with Counter(Path(opening.path), opening.key, opening.scope) as counter:
        for line in lines:
            answers.write(msgspec.json.encode(_answer(counter, read.decode(line))) + b"\n")
            answers.flush()


if __name__ == "__main__":
    _serve()
