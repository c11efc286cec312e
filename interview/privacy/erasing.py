"""Erasing for the end of retention or for a person: what would go, then its going."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from store.checkup import Progress, silent
from store.privacy import access, erasing, retention
from store.privacy.erasing import Erased, Order
from store.privacy.retention import Held
from templates.typography import french, integer

if TYPE_CHECKING:
    from interview.conversation import Workplace
    from store import Base

BY_RETENTION = "fin_de_conservation"
INTERRUPTED = "Interrompu : l’effacement a commencé, mais n’est pas terminé. Relancez la même commande."
NOT_BEGUN = "Interrompu : rien n’a été effacé."


class Plan(Struct, frozen=True):
    """What a purge would do.

    Attributes:
        since: no contact since that day.
        due: the households it would erase.
        accesses: lines of the access log it would take out.
        unfinished: households whose erasure was interrupted and would be finished.
        copies: copies of the base that would be gone through.
    """

    since: datetime.date
    due: tuple[Held, ...]
    accesses: int
    unfinished: tuple[str, ...]
    copies: int

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.due or self.accesses or self.unfinished)


def plan(place: Workplace, day: datetime.date | None = None) -> Plan:
    """What a purge would do on *day*, by default today. Raises StoreError."""
    base, kept = _base(place), place.settings.retention
    day = day or place.today()
    since = months_before(day, kept.months)
    return Plan(
        since=since,
        due=tuple(retention.due(base, instant(since))),
        accesses=access.old_accesses(base, instant(months_before(day, kept.access_months))),
        unfinished=tuple(erasing.pending(base)),
        copies=len(copies_of(place)),
    )


def due_count(place: Workplace) -> int:
    """How many households are past their retention today: for the home screen. Raises StoreError."""
    if place.base is None:
        return 0
    return retention.due_count(
        place.base, instant(months_before(place.today(), place.settings.retention.months))
    )


def due_notice(place: Workplace) -> str:
    """What the home screen says of it, "" when nothing is due. Raises StoreError."""
    if place.base is None:
        return ""
    if erasing.pending(place.base):
        return french("Un effacement a été interrompu : « repere base purger --vraiment » le termine.")
    due = due_count(place)
    if not due:
        return ""
    told = "1 ménage a dépassé sa" if due == 1 else f"{integer(due)} ménages ont dépassé leur"
    return french(f"{told} durée de conservation : voyez « repere base purger ».")


def purge(place: Workplace, day: datetime.date | None = None, say: Progress = silent) -> Erased:
    """Erase what is past its retention, in the base and its copies, and the old lines of the access log.

    Raises:
        StoreError: see ``store.privacy.erasing.erase``.
    """
    base, wanted = _base(place), plan(place, day)
    order = Order("purge", place.author, BY_RETENTION, place.now())
    erased = _erase(place, [each.household for each in wanted.due], order, say)
    before = instant(months_before(day or place.today(), place.settings.retention.access_months))
    for path in copies_of(place) if wanted.accesses else ():
        with open_copy(path) as copy:
            access.forget_accesses(copy, before)
    access.forget_accesses(base, before)
    return erased


def erase_household(place: Workplace, household: str, reason: str, say: Progress = silent) -> Erased:
    """Erase one household, wherever it is. Raises StoreError."""
    return _erase(place, [household], Order("effacement", place.author, reason, place.now()), say)


def interrupted(place: Workplace) -> str:
    """Where things stand after an interruption."""
    return french(INTERRUPTED if erasing.pending(_base(place)) else NOT_BEGUN)


def known(place: Workplace, household: str) -> tuple[Held | None, bool]:
    """What is held on a household, and whether it was erased (or its erasure was begun)."""
    base = _base(place)
    return retention.held_on(base, household), erasing.is_erased(base, household)


def kept_until(held: Held, months: int) -> datetime.date:
    """The day from which a purge erases what is held."""
    last = datetime.datetime.fromtimestamp(held.last_contact / 1000).date()
    return months_before(last + datetime.timedelta(days=1), -months)


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day, some months before; the last of the month where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def instant(day: datetime.date) -> int:
    """The first instant of a day, where the machine is, in milliseconds since 1970 UTC."""
    return int(datetime.datetime.combine(day, datetime.time()).timestamp() * 1000)


def copies_of(place: Workplace) -> list[Path]:
    """The copies of the base, oldest first. Raises BaseLocked while one is being made."""
    from interview.privacy.copies import copies_in, copy_folder

    base = _base(place).path
    return copies_in(copy_folder(base, place.settings.backups), base)


def open_copy(path: Path) -> Base:
    """A copy, opened for writing. Raises StoreError."""
    from store import Base

    return Base.open(path, create=False)


def _erase(place: Workplace, households: Sequence[str], order: Order, say: Progress) -> Erased:
    base = _base(place)
    return erasing.erase(
        base,
        households,
        order,
        lambda: copies_of(place),
        open_copy,
        lambda: _untie(place, households),
        say,
        _own_codes(base, households),
    )


def _own_codes(base: Base, households: Sequence[str]) -> list[str]:
    """What the grids they came from call them: brought in again, they would else have a new number here."""
    from store import bulk
    from store.errors import translated

    with translated(base.path, "lecture"):
        known = bulk.said_by_household(base.connection, "grille", "menage")
    erased = {household.upper() for household in households}
    return [code for code, household in known.items() if household.upper() in erased]


def _untie(place: Workplace, households: Sequence[str]) -> None:
    """No situation of another household goes on naming one that is no more."""
    from interview.conversation import Conversation
    from interview.follow_up.linking import unlink
    from interview.following import FollowUp

    base = _base(place)
    for each in erasing.outside_links(base, households):
        held = Conversation.read(place, each.interview, place.machine.flow.catalogue)
        if each.cause:
            unlink(held, each.rank)
            continue
        told = [
            entry
            for entry in base.entries(each.interview)
            if entry.kind == "requalification" and entry.situation == each.rank
        ]
        held.follow(
            *(
                FollowUp("annulation", each.rank, {"entree": str(entry.id), "motif": "situation effacée"})
                for entry in told
            )
        )


def _base(place: Workplace) -> Base:
    if place.base is None:
        raise ValueError("nothing is kept here")
    return place.base
