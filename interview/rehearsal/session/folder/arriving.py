"""Who has answered so far: numbers, and how far each is; and whether a file has come since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from interview.rehearsal.given import Moment
from interview.rehearsal.session.folder import files
from interview.rehearsal.session.folder.gathering import Session
from templates.typography import count, french

NONE_YET = "Aucune réponse pour l’instant."
Signature = tuple[tuple[str, int, int], ...]
"""Name, instant of the last change (ns) and size (bytes) of each file."""


class Arrived(msgspec.Struct, frozen=True):
    """What one number has handed in at one moment.

    Attributes:
        done: cases answered to the end; ``of``: cases there were to answer.
    """

    participant: int
    moment: Moment
    done: int
    of: int

    @property
    def whole(self) -> bool:
        """Whether nothing is left to answer."""
        return self.done >= self.of


def arrivals_of(session: Session) -> tuple[Arrived, ...]:
    """Every file of answers, by number then moment; after the discussion, cases are chosen: none lacks."""
    whole = {each.name: len(each.scenario.file.situations) for each in session.cases}
    made: list[Arrived] = []
    for each in session.answers:
        done = sum(len(one.situations) >= whole.get(one.name, 1) for one in each.cases)
        of = len(whole) if each.moment == "avant" else len(each.cases)
        made.append(Arrived(each.participant, each.moment, done, of))
    return tuple(made)


def arrivals_in_words(session: Session, expected: int = 0) -> tuple[str, ...]:
    """How many have answered, at each moment.

    Args:
        expected: how many people are in the room, 0 where nobody said.
    """
    return tuple(map(french, _words(arrivals_of(session), expected)))


def _words(arrived: tuple[Arrived, ...], expected: int) -> Iterator[str]:
    first = [each for each in arrived if each.moment == "avant"]
    after = len(arrived) - len(first)
    if not first:
        yield f"Aucune réponse sur {expected} attendues." if expected > 1 else NONE_YET
    elif expected:
        yield f"{len(first)} sur {expected} {'ont' if len(first) > 1 else 'a'} répondu."
    else:
        yield f"{count(len(first), 'participant')} {'ont' if len(first) > 1 else 'a'} répondu."
    begun = sum(not each.whole for each in first)
    if begun:
        yield f"{begun} {'n’ont' if begun > 1 else 'n’a'} pas fini tous les cas."
    if after:
        yield f"Après la discussion : {after} {'ont' if after > 1 else 'a'} répondu à nouveau."


def signature_of(place: Path) -> Signature:
    """What the files of a session look like from outside: it changes as soon as one of them does."""
    if not place.is_dir():
        paths = [place]
    else:
        paths = [place / files.SESSION, place / files.NOTES, *sorted(place.glob("reponses-*.json"))]
    found: list[tuple[str, int, int]] = []
    for path in paths:
        try:
            state = path.stat()
        except OSError:
            continue
        found.append((path.name, state.st_mtime_ns, state.st_size))
    return tuple(found)
