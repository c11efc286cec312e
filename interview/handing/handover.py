"""Households handed over to a colleague in a file, and brought into her base."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import Struct

from flows.faults import ContentError
from interview.identifiers import PseudonymError, read_pseudonym
from interview.rebuilding import Rebuilder
from store import (
    Base,
    DuplicateEntry,
    DuplicateReference,
    OlderBase,
    Refused,
    StoreError,
    cipher,
    fictional,
    handover,
)
from store.checkup import Damage
from store.errors import HouseholdErased
from templates.typography import french

if TYPE_CHECKING:
    from flows.catalogue import Catalogue
    from store.handover import Meeting, Slip

SUFFIX = ".repere"
_GROWS = frozenset(("situation",))
_SHRINKS = frozenset(("retrait", "reprise"))
_CANNOT_BE_REPLAYED = (ContentError, LookupError, ValueError, TypeError)

ALTERED = french("une entrée n’y dit pas la même chose que dans cette base")
TAKEN = french("sa référence appartient ici à un autre entretien")
GREW_TWICE = french(
    "continué des deux côtés, et une situation y a été ajoutée ou retirée : les réunir mêlerait deux "
    "situations"
)
TWO_FLOWS = french("continué des deux côtés sous deux versions du parcours")
UNREADABLE = french("son journal ne se rejoue pas avec ce parcours")


class HandoverRefused(ValueError):
    """The file cannot be made, or brought in; the message says why, in French."""


class Kept(Struct, frozen=True):
    """An interview that was brought in.

    Attributes:
        new: how many entries came.
        here: how many this base alone had: more than none, it went on in both.
        is_new: the base did not have the interview.
    """

    reference: str
    household: str
    new: int
    here: int
    is_new: bool

    @property
    def forked(self) -> bool:
        """It went on in both bases, each without the other."""
        return bool(self.here)


class Left(Struct, frozen=True):
    """An interview that was not brought in, and why."""

    reference: str
    reason: str


class Brought(Struct, frozen=True):
    """What a file brought.

    Attributes:
        known: interviews that had nothing new.
        erased: interviews of households that were erased here.
    """

    slip: Slip
    kept: tuple[Kept, ...] = ()
    left: tuple[Left, ...] = ()
    known: int = 0
    erased: int = 0


class Unsound(HandoverRefused):
    """The file is not as it was made; ``damages`` says all that is wrong."""

    def __init__(self, damages: Sequence[Damage]) -> None:
        super().__init__(french("Ce fichier n’est pas tel qu’il a été fait."))
        self.damages = damages


# ── handing over ─────────────────────────────────────────────────────────────────────────────────


def chosen(base: Base, codes: Sequence[str] | None, since: int = 0) -> dict[str, list[UUID]]:
    """The interviews of these households, or of all.

    Args:
        codes: as they were typed.
        since: in milliseconds; only the households met or followed up since.

    Raises:
        HandoverRefused: a code is wrong or unknown (all of them are told), or nothing is chosen.
        StoreError: the base cannot be read.
    """
    fictional.refuse_to_share(base)
    wanted, wrong = [], []
    for code in codes or ():
        try:
            wanted.append(read_pseudonym(code))
        except PseudonymError as error:
            wrong.append(f"{code} : {error}")
    found = handover.chosen(base, None if codes is None else wanted, since)
    wrong += [f"{code} : aucun ménage n’a ce numéro dans cette base." for code in wanted if code not in found]
    if wrong:
        raise HandoverRefused(french("\n".join(wrong)))
    if not found:
        raise HandoverRefused("Aucun ménage ne répond à cette demande.")
    return found


def hand_over(base: Base, households: dict[str, list[UUID]], target: Path, phrase: str, made_at: int) -> Slip:
    """Write them to a file encrypted with *phrase*. Raises StoreError: nothing is left of the file."""
    return handover.write(base, households, target, cipher.new_key(phrase), made_at)


# ── bringing in ──────────────────────────────────────────────────────────────────────────────────


@contextmanager
def opened(path: Path) -> Iterator[Base]:
    """A file handed over, whose phrase is known, opened without changing a byte of it.

    One made by an older version is brought up to date in a private copy, encrypted as it is.

    Raises:
        HandoverRefused: it is a base, not a file handed over.
        StoreError: it cannot be read.
    """
    try:
        source = Base.open(path, create=False, read_only=True)
    except OlderBase:
        with tempfile.TemporaryDirectory(prefix="repere-") as folder:
            copy = Path(folder) / path.name
            shutil.copyfile(path, copy)
            with Base.open(copy, create=False) as source:
                yield _handed(source)
        return
    with source:
        yield _handed(source)


def _handed(source: Base) -> Base:
    if handover.slip_of(source) is None:
        raise HandoverRefused(
            french(
                "C’est une base entière, pas un fichier fait par « repere exporter ». Ouvrez-la avec --base, "
                "ou demandez à votre collègue d’exporter les ménages à reprendre."
            )
        )
    return source


def bring_in(base: Base, source: Base, catalogue: Catalogue, *, keep: bool = True) -> Brought:
    """Merge a file into the base: all of it that can be, or nothing.

    Args:
        keep: without it, everything is tried and nothing is kept.

    Raises:
        Unsound: the file was changed or damaged; nothing was brought in.
        StoreError: the base cannot be written, or the file read; nothing was brought in.
    """
    slip, wrong = handover.slip_of(source), handover.damages(source)
    if wrong or slip is None:
        raise Unsound(wrong)
    merge = _Merge(base, source, catalogue)
    with handover.merging(base, keep=keep):
        for interview in source.interviews():
            merge.add(interview)
    return Brought(slip, tuple(merge.kept), tuple(merge.left), merge.known, merge.erased)


class _Merge:
    """One file being brought in."""

    def __init__(self, base: Base, source: Base, catalogue: Catalogue) -> None:
        self._base = base
        self._source = source
        self._here = Rebuilder(base, catalogue)
        self.kept: list[Kept] = []
        self.left: list[Left] = []
        self.known = 0
        self.erased = 0

    def add(self, interview: UUID) -> None:
        met = handover.meeting(self._base, self._source, interview)
        record = self._source.record(interview)
        name = record.reference if record else str(interview)
        if reason := self._reason_to_leave(met, name):
            self.left.append(Left(name, reason))
        elif not met.new:
            self.known += 1
        else:
            if record is not None:
                self._here.remember(record)
            self._bring(met, name)

    def _reason_to_leave(self, met: Meeting, reference: str) -> str:
        if met.altered:
            return ALTERED
        if self._base.interview_of(reference) not in (None, met.interview):
            return TAKEN
        if not met.forked or not _both_asked(met):
            return ""
        grown_twice = _GROWS & met.kinds_here & met.kinds_there
        if grown_twice or _SHRINKS & (met.kinds_here | met.kinds_there):
            return GREW_TWICE
        return TWO_FLOWS if met.flows_differ else ""

    def _bring(self, met: Meeting, name: str) -> None:
        try:
            record = handover.bring(self._base, self._source, met, self._here.record)
        except HouseholdErased:
            self.erased += 1
        except DuplicateReference:
            self.left.append(Left(name, TAKEN))
        except (DuplicateEntry, Refused):
            self.left.append(Left(name, ALTERED))
        except StoreError:
            raise
        except _CANNOT_BE_REPLAYED:
            self.left.append(Left(name, UNREADABLE))
        else:
            is_new = not met.shared and not met.here
            self.kept.append(Kept(record.reference, record.household, len(met.new), met.here, is_new))


def _both_asked(met: Meeting) -> bool:
    """Whether the interview itself went on on both sides: what was done since never gets mixed up."""
    from interview.following import KINDS

    return bool(met.kinds_here - KINDS and met.kinds_there - KINDS)
