"""From counts to what may be shown of them: masked together, and with what the same reader already holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from interview.dossier.cells import Counted, Step
from interview.dossier.state import Subject
from interview.dossier.subject import instants_of
from interview.figures.inference import FEW
from interview.figures.masking import mask
from interview.figures.tables import THRESHOLD, Earlier, Nesting, Release
from store.figures.counts import Amount
from templates.typography import euros, french, integer

MASKED = "masqué"


class Sum(msgspec.Struct, frozen=True):
    """A sum that was shown, and how many situations it comes from."""

    on: int
    total: int


class Move(msgspec.Struct, frozen=True):
    """A figure as it was shown: its words, and its value where it was not masked."""

    label: str
    text: str
    value: int | None = None


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of an edition, kept whole in the base so that the next one takes them into account.

    Attributes:
        first, end: instants the figures were about, in milliseconds, *end* excluded; None for no bound.
        release: every count, those that were hidden too: it never goes into a document.
        moves: by name, the figures that the next edition compares.
    """

    subject: Subject
    first: int | None
    end: int
    release: Release
    step: Step
    sums: dict[str, Sum] = {}
    moves: dict[str, Move] = {}


class Figured:
    """Counts, with what may be shown of them.

    Attributes:
        sums, moves: what was asked for so far, for the next edition.
    """

    def __init__(
        self,
        counted: Counted,
        hidden: frozenset[str],
        floors: Mapping[str, int],
        before: Sequence[Published],
        told: Mapping[str, int],
    ) -> None:
        self._told = told
        self.counted = counted
        self._cells = {each.name: each.value for each in counted.cells}
        self._hidden = hidden
        self._floors = floors
        self._before = before
        self.sums: dict[str, Sum] = {}
        self.moves: dict[str, Move] = {}

    @property
    def release(self) -> Release:
        """All of it, as the base keeps it."""
        return Release(self.counted.cells, self.counted.relations, self._hidden)

    @property
    def masks(self) -> bool:
        """Whether anything is hidden."""
        return bool(self._hidden)

    def known(self, name: str) -> bool:
        """Whether that is counted at all."""
        return name in self._cells

    def shown(self, name: str) -> int | None:
        """The count, None where it is hidden."""
        return None if name in self._hidden else self._cells.get(name, 0)

    def order(self, name: str, codes: Iterable[str]) -> list[str]:
        """The codes counted under *name*: the most frequent first, then the masked ones by their code.

        A masked count among the others would say between which two it stands.
        """
        known = [each for each in codes if self.known(f"{name}/{each}")]
        shown = {each: self.shown(f"{name}/{each}") for each in known}
        return sorted(known, key=lambda each: (shown[each] is None, -(shown[each] or 0), each))

    def words(self, name: str) -> str:
        """« 12 », « masqué », « au moins 12 » where an earlier edition showed as much."""
        value = self.shown(name)
        if value is not None:
            return integer(value)
        return f"au moins {integer(self._floors[name])}" if name in self._floors else MASKED

    def share(self, name: str, whole: str) -> int | None:
        """Percentage, None where one of the two is hidden, or where they are too few for one."""
        part, total = self.shown(name), self.shown(whole)
        if part is None or total is None or total < FEW:
            return None
        return round(100 * part / total)

    def total(self, name: str, amount: Amount) -> int | None:
        """A sum over the situations counted under *name*; None where it would say what one of them is.

        It is shown when enough situations make it up beside those whose own sheet tells the amount, and when
        nobody can subtract from it a sum shown before that comes from nearly the same situations.
        """
        untold = amount.on - self._told.get(name, 0)
        if name in self._hidden or amount.on < THRESHOLD or 0 < untold < THRESHOLD:
            return None
        for each in self._before:
            old = each.sums.get(name)
            if old is not None and old.total != amount.total and abs(amount.on - old.on) < THRESHOLD:
                return None
        self.sums[name] = Sum(amount.on, amount.total)
        return amount.total

    def breakdown(self, whole: str, amount: Amount, parts: Mapping[str, Amount]) -> dict[str, int | None]:
        """A sum and the parts that add up to it, by name, each None where it may not be told.

        What is left when the parts shown are taken away from the whole comes from enough situations too.
        """
        told = {name: self.total(name, each) for name, each in parts.items() if each.on}
        told[whole] = self.total(whole, amount)
        while told[whole] is not None:
            left = [name for name in parts if name in told and told[name] is None]
            shown = [name for name in parts if told.get(name) is not None]
            untold = sum(parts[name].on - self._told.get(name, 0) for name in left)
            if not left or not shown or (len(left) > 1 and untold >= THRESHOLD):
                break
            smallest = min(shown, key=lambda name: parts[name].on)
            told[smallest] = None
            self.sums.pop(smallest, None)
        return told

    def move(self, name: str, label: str) -> None:
        """Let the next edition compare that count."""
        self.moves[name] = Move(label, self.words(name), self.shown(name))

    def move_sum(self, name: str, label: str, total: int | None) -> None:
        """Let the next edition compare that sum, in cents."""
        self.moves[f"{name}/somme"] = Move(label, MASKED if total is None else euros(total), total)


def figured(
    counted: Counted,
    subject: Subject,
    before: Sequence[Published],
    now: int,
    *,
    threshold: int = THRESHOLD,
    told: Mapping[str, int] | None = None,
    secret: bytes = b"",
) -> Figured:
    """What may be shown of *counted* to whoever was handed the editions *before*.

    Args:
        told: by name of a count of amounts, how many of these amounts the sheets put in tell one by one.
        now: milliseconds; a period without an end ends there.
    """
    found = mask(
        counted.cells,
        counted.relations,
        threshold=threshold,
        already_published=[
            Earlier(each.release, nesting)
            for each in before
            if (nesting := nesting_of(each, subject, now)) is not None
        ],
        secret=secret,
    )
    return Figured(counted, found.hidden, found.floors, before, told or {})


def published_of(found: Figured, subject: Subject, now: int) -> Published:
    """What to keep of figures that are handed."""
    first, end = instants_of(subject)
    return Published(
        subject=subject,
        first=first,
        end=min(end, now) if end is not None else now,
        release=found.release,
        step=found.counted.step,
        sums=found.sums,
        moves=found.moves,
    )


class Dated(Protocol):
    """Figures about a subject, between two instants (milliseconds, *end* excluded)."""

    @property
    def subject(self) -> Subject: ...

    @property
    def first(self) -> int | None: ...

    @property
    def end(self) -> int: ...


def nesting_of(before: Dated, subject: Subject, now: int) -> Nesting | None:
    """Where an earlier edition stands beside *subject*; None when neither holds all of the other."""
    narrower, wider = _within(before.subject, subject), _within(subject, before.subject)
    first, end = instants_of(subject)
    end = min(end, now) if end is not None else now
    inside = narrower and _after(before.first, first) and before.end <= end
    around = wider and _after(first, before.first) and end <= before.end
    if inside and around:
        return "meme"
    return "dedans" if inside else "autour" if around else None


def small_words(threshold: int = THRESHOLD) -> str:
    """Why figures are missing."""
    return french(
        f"Les nombres de 1 à {threshold - 1}, et ceux qui permettraient de les retrouver par soustraction, "
        f"sont masqués, pour que personne ne soit reconnu. Sous {FEW} situations, aucun pourcentage "
        "n’est donné"
    )


def _within(inner: Subject, outer: Subject) -> bool:
    """Whether every situation of *inner* is one of *outer*, dates apart."""
    same = all(
        not getattr(outer, name) or getattr(outer, name) == getattr(inner, name)
        for name in ("organism", "service", "territory")
    )
    about = not (outer.benefits or outer.domain)
    covered = set(inner.benefits) <= set(outer.benefits) and (
        not inner.domain or inner.domain == outer.domain
    )
    return same and (about or (covered and bool(inner.benefits or inner.domain)))


def _after(first: int | None, other: int | None) -> bool:
    return other is None or (first is not None and first >= other)
