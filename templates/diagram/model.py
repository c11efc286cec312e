"""What is drawn: groups of places, the arrows between them, and perhaps one path over them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

import msgspec

ArrowKind = Literal["suite", "sortie", "passee"]
Mark = Literal["noyau", "facultative", ""]


class Arrow(msgspec.Struct, frozen=True):
    """Where a place leads.

    Attributes:
        to: id of a place.
        label: when, as the end of « → place, … » (« si la réponse est « Non » »); "" for always.
        kind: ``suite`` to the place below, ``sortie`` anywhere else, ``passee`` to the place that comes
            when this one is passed over.
    """

    to: str
    label: str = ""
    kind: ArrowKind = "suite"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A question, or an end of the path (an end has neither number nor arrow).

    Attributes:
        id: its code.
        title: its name in a few words.
        number: its rank, by which other places refer to it; 0 for an end.
        text: what is asked.
        mark: whether it must be answered; "" where this has no sense.
        note: its kind, in a few words (« choix, 7 réponses »).
        guard: when it is asked, as the end of « posée … »; "" for always.
        details: its answers, one line each.
        arrows: where it leads, in order; the first that applies is taken.
    """

    id: str
    title: str
    number: int = 0
    text: str = ""
    mark: Mark = ""
    note: str = ""
    guard: str = ""
    details: tuple[str, ...] = ()
    arrows: tuple[Arrow, ...] = ()

    @property
    def name(self) -> str:
        """« 7 · Demande », or the title alone of an end."""
        return f"{self.number} · {self.title}" if self.number else self.title


class Group(msgspec.Struct, frozen=True):
    """Places drawn together, in order."""

    id: str
    title: str
    places: tuple[Place, ...]


class Stop(msgspec.Struct, frozen=True):
    """A place of a path and the answer given there; "" where the path stands and waits."""

    place: str
    answer: str = ""


class Path(msgspec.Struct, frozen=True):
    """One path over the diagram.

    Attributes:
        title: whose path it is.
        stops: the places visited, in order.
        taken: the arrows followed, from one place to the other, those of places passed over included.
    """

    title: str
    stops: tuple[Stop, ...]
    taken: frozenset[tuple[str, str]] = frozenset()


class Diagram(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A whole drawing.

    Attributes:
        title: what is drawn.
        subtitle: its version, how much there is.
        groups: the places, from top to bottom.
        endings: the ends of the path.
        path: drawn over the places when there is one.
        only: id of the one group to show, "" for all.
    """

    title: str
    subtitle: str
    groups: tuple[Group, ...]
    endings: tuple[Place, ...]
    path: Path | None = None
    only: str = ""

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every place by id, ends included, whether shown or not."""
        inside = {place.id: place for group in self.groups for place in group.places}
        return inside | {place.id: place for place in self.endings}

    @cached_property
    def answers(self) -> dict[str, str]:
        """The answer at each place visited; empty without a path."""
        return {stop.place: stop.answer for stop in self.path.stops} if self.path else {}

    @property
    def shown(self) -> tuple[Group, ...]:
        """The groups to draw."""
        return tuple(each for each in self.groups if self.only in ("", each.id))

    def is_ending(self, place: str) -> bool:
        """Whether *place* is an end."""
        return any(each.id == place for each in self.endings)

    def left_out(self, place: str) -> bool:
        """Whether there is a path, and *place* is not on it."""
        return self.path is not None and place not in self.answers

    def followed(self, start: str, arrow: Arrow) -> bool:
        """Whether the path goes along that arrow of *start*."""
        if self.path is None or (start, arrow.to) not in self.path.taken:
            return False
        return (arrow.kind == "passee") is (start not in self.answers)

    def exits_told(self, place: Place) -> Iterator[Arrow]:
        """The arrows worth telling in words: all but a plain one to the place below."""
        ways = [each for each in place.arrows if each.kind != "passee"]
        if any(each.label or each.kind == "sortie" for each in ways):
            yield from ways
