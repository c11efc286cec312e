"""From what is typed to a page of situations in words."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from uuid import UUID

import msgspec

from flows.catalogue import Catalogue
from flows.catalogue_file import names_of
from flows.lookup import joined
from interview.conversation import Workplace
from interview.files.known_flows import KnownFlows
from interview.files.phrases import (
    counted,
    date_of,
    day_of_instant,
    deadline_in_words,
    due_in_words,
    finding_in_words,
    is_late,
    object_in_words,
    status_in_words,
)
from store import Filter, Found
from store.finding import COUNTED

PAGE = 50
SHORTEST_BEGINNING = 3


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A situation in a list, in words.

    Attributes:
        reference, interview, rank: which situation it is.
        household: its pseudonym.
        object: the benefit or the domain.
        finding: « Non-réception, avéré ».
        day: when the interview began (ISO); ``day_words``: the same, in words.
        status: where it stands (« Ouverte », « Droit ouvert », « Requalifiée »…).
        open: a form was kept, nothing ended it, no later situation qualifies it anew.
        due: « En retard depuis le… », « À relancer depuis le… », "" while nothing is due.
        late: whether that is late.
        found: the row it is made from.
    """

    reference: str
    interview: UUID
    rank: int
    household: str
    object: str
    finding: str
    day: str
    day_words: str
    service: str
    status: str
    open: bool
    due: str
    late: bool
    found: Found


class Listing(msgspec.Struct, frozen=True):
    """A page of lines, the last touched first.

    Attributes:
        after: what to give to ask for the next page, None at the end.
        total: how many there are, one more than ``COUNTED`` when there are more than that.
        total_words: « 12 situations », « plus de 1 000 situations ».
    """

    lines: tuple[Line, ...]
    after: tuple[int, int] | None
    total: int
    total_words: str


def wanted_by(place: Workplace, words: str = "", criteria: Filter | None = None) -> Filter:
    """What *words* and the other *criteria* ask for; names of benefits, old ones included, are resolved."""
    asked = criteria or Filter()
    typed = words.strip() or asked.words.strip()
    named = benefits_named(place.machine.flow.catalogue, typed)
    return msgspec.structs.replace(asked, words=typed, named=named)


def benefits_named(catalogue: Catalogue, typed: str) -> tuple[str, ...]:
    """Codes of the benefits that the whole of *typed* names or begins to name, « CMU-C » included.

    Slips of the keyboard are not forgiven here: the words may well be those of a story.
    """
    glued = joined(typed)
    if not glued:
        return ()
    return tuple(
        each.code
        for each in catalogue.file.benefits
        for own, others in (names_of(each, catalogue.file.ambiguous),)
        if any(_names(joined(name), glued) for name in (*own, *others))
    )


def _names(name: str, typed: str) -> bool:
    """Two letters begin too many names: they must be one."""
    return name.startswith(typed) if len(typed) >= SHORTEST_BEGINNING else name == typed


def listing(
    place: Workplace,
    wanted: Filter,
    after: tuple[int, int] | None = None,
    limit: int = PAGE,
    flows: KnownFlows | None = None,
) -> Listing:
    """The page of situations that *wanted* describes. Raises StoreError.

    Args:
        flows: those already read, kept from one page to the next.
    """
    if place.base is None:
        return Listing((), None, 0, counted(0, "situation", COUNTED))
    known = flows or KnownFlows(place)
    ahead = place.today() + datetime.timedelta(days=place.settings.reminders.deadline_days)
    if wanted.to_chase_on and not wanted.deadline_until:
        wanted = msgspec.structs.replace(wanted, deadline_until=ahead.isoformat())
    page = place.base.find(wanted, after, limit)
    today, zone = place.today(), place.settings.reminders.zone
    return Listing(
        lines=tuple(line_of(row, known, today, ahead, zone) for row in page.rows),
        after=page.after,
        total=page.total,
        total_words=counted(page.total, "situation", COUNTED),
    )


def line_of(
    row: Found,
    flows: KnownFlows,
    today: datetime.date,
    ahead: datetime.date | None = None,
    zone: str = "Métropole",
) -> Line:
    """One row in words. *ahead*: until when a deadline is near, *today* where it is not given."""
    flow, anew = flows.at(row.flow), row.requalifie_par is not None
    return Line(
        reference=row.reference,
        interview=row.interview,
        rank=row.rank,
        household=row.household,
        object=object_in_words(flow, row.prestation, row.domaine),
        finding=finding_in_words(flow, row.formes, row.certitude, complete=row.core_complete),
        day=date_of(row.started_at).isoformat(),
        day_words=day_of_instant(row.started_at),
        service=row.service,
        status=status_in_words(row),
        open=row.ouverte,
        due=""
        if anew
        else deadline_in_words(row.echeances, row.silence_le, today, ahead or today, zone)
        or due_in_words(row.relance_le, row.retard_le, today),
        late=not anew and is_late(row.relance_le, row.retard_le, today),
        found=row,
    )


def instants(since: str, until: str) -> tuple[int | None, int | None]:
    """The instants that hold from day *since* to day *until*, both included (ISO days, months or years)."""
    first = _first_day(since) if since else None
    last = _day_after(until) if until else None
    return _instant(first), _instant(last)


def _first_day(text: str) -> datetime.date:
    parts = [int(each) for each in text.split("-")]
    return datetime.date(*[*parts, 1, 1][:3])


def _day_after(text: str) -> datetime.date:
    parts: Sequence[int] = [int(each) for each in text.split("-")]
    if len(parts) == 1:
        return datetime.date(parts[0] + 1, 1, 1)
    if len(parts) == 2:
        return datetime.date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
    return datetime.date(*parts) + datetime.timedelta(days=1)


def _instant(day: datetime.date | None) -> int | None:
    """The instant at which *day* begins, where the machine is."""
    if day is None:
        return None
    return int(datetime.datetime(day.year, day.month, day.day).timestamp() * 1000)
